"""Who never came: organisations, sectors and groups, by what is on record; never a person."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.http import Http404

from commonweal.governance.models import Group, Initiative, Participation
from commonweal.governance.queries.composition import sectors_taking_part
from commonweal.governance.rules import in_term, today
from commonweal.people.models import Organisation, Sector
from commonweal.training import rules
from commonweal.training.models import RoundtablePresence
from commonweal.training.queries.roundtable_rooms import groups_at_work

#: So many roundtables on record without somebody are worth a call.
LATELY = 4


@dataclass(frozen=True)
class Away:
    """Came once, and not to the last ones on record."""

    organisation: Organisation
    last: int


@dataclass(frozen=True)
class Absence:
    """`on_record` are the numbers of the roundtables of which somebody wrote down who was there for whom.

    `groups` is None where no group was ever written down: nobody asked, and that is not "never".
    """

    on_record: list[int]
    organisations: list[Organisation]
    away: list[Away]
    sectors: list[str]
    groups: list[Group] | None


def absence(reader: Any, initiative: Initiative, at: datetime) -> Absence:
    """For who facilitates. Whom nobody can expect, such as those who took part only before, is left out."""
    if not rules.may_teach(reader, initiative, at):
        raise Http404
    on = today(initiative, at)
    rows = RoundtablePresence.objects.filter(roundtable__initiative=initiative)
    numbers = sorted(set(rows.values_list("roundtable__number", flat=True)))
    if not numbers:
        return Absence([], [], [], [], None)
    came = dict(rows.exclude(organisation=None).values_list("organisation").annotate(Max("roundtable__number")))
    part = Participation.objects.filter(in_term(on), initiative=initiative).values("organisation")
    members = list(Organisation.objects.filter(pk__in=part).exclude(sector=Sector.BACKBONE).order_by("name"))
    recent = numbers[-LATELY:]
    sectors = set(rows.exclude(sector="").values_list("sector", flat=True))
    sectors |= set(Organisation.objects.filter(pk__in=came).values_list("sector", flat=True))
    here = set(rows.exclude(group=None).values_list("group", flat=True))
    return Absence(
        numbers,
        [one for one in members if one.pk not in came],
        [Away(one, came[one.pk]) for one in members if one.pk in came and came[one.pk] < recent[0]],
        [one for one in sectors_taking_part(initiative, on) if one not in sectors],
        [one for one in groups_at_work(initiative, on) if one.pk not in here] if here else None,
    )
