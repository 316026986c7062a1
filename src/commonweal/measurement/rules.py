"""Who may do what with measures, rounds and figures. Rights follow from seats, never from flags."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied

from commonweal.governance import rules as governance
from commonweal.governance.models import Initiative
from commonweal.governance.visibility import Visibility
from commonweal.measurement.models import Measure
from commonweal.people.models import Person

#: Who sees what a round brings, and its queries hold to it: the board is the backbone's; what a partner hands in, with
#: the thread about it, is that partner's and the backbone's.
BOARD = Visibility.GROUP
HAND_IN = Visibility.PRIVATE


def may_manage_data(person: Any, initiative: Initiative, on: date) -> bool:
    """Define measures, run rounds, read what partners handed in: the initiative's data managers, nobody else."""
    return isinstance(person, Person) and governance.is_data_manager(person, initiative, on)


def require_data_manager(by: Any, initiative: Initiative, at: datetime) -> None:
    if not may_manage_data(by, initiative, governance.today(initiative, at)):
        raise PermissionDenied


def may_tell_story(person: Any, measure: Measure, on: date) -> bool:
    """The data manager, the chair, and whoever has a seat in the group that the measure is in the care of."""
    if may_manage_data(person, measure.initiative, on) or governance.is_chair(person, measure.initiative, on):
        return True
    return measure.group_id is not None and governance.seats_of(person, on).filter(group=measure.group_id).exists()
