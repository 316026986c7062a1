from datetime import datetime
from typing import Any

from commonweal.governance import rules as seats
from commonweal.governance.models import Initiative
from commonweal.governance.queries import any_initiative_exists


def may_set_goal(by: Any, initiative: Initiative, at: datetime) -> bool:
    """The steering committee's chair, or the data manager who writes down what was agreed."""
    return seats.may_set_up(by, initiative, at) or seats.is_chair(by, initiative, seats.today(initiative, at))


def may_found_the_first(by: Any) -> bool:
    """Only the first-run page, which asks for the set-up code, and only while there is nothing."""
    return by is None and not any_initiative_exists()
