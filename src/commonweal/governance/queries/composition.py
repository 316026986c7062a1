"""Whether those who sit in a group are as its charter wants them, in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.governance.models import Charter, CharterCheck, Initiative, Participation, Seat
from commonweal.governance.models.groups import role_name
from commonweal.governance.queries.seat_terms import SeatOn
from commonweal.governance.rules import in_term
from commonweal.people.models import Sector
from commonweal.ui.formats import listed


@dataclass(frozen=True)
class Found:
    """What the charter asks, and how it is on this day."""

    asked: str
    holds: bool
    is_so: str


def sector_words(sector: str) -> str:
    """A sector by its name; a code that is no longer on the list stands for itself."""
    return str(dict(Sector.choices).get(sector, sector))


def composition(charter: Charter | None, seats: Sequence[SeatOn], on: date) -> list[Found]:
    if charter is None:
        return []
    lines = [_of_role(charter.group.initiative_id, line.role, line.number, seats) for line in charter.composition.all()]
    taking_part = sectors_taking_part(charter.group.initiative, on)
    return lines + [_of_check(check, seats, taking_part) for check in charter.checks.all()]


def sectors_taking_part(initiative: Initiative, on: date) -> list[str]:
    """Of the organisations, in the order of the list. The backbone supports and does not lead: it needs no seat."""
    part = Participation.objects.filter(in_term(on), initiative=initiative)
    found = set(part.values_list("organisation__sector", flat=True)) - {Sector.BACKBONE}
    return [sector for sector in Sector.values if sector in found]


def asked_by(check: CharterCheck) -> str:
    if check.kind == CharterCheck.Kind.AT_LEAST:
        words = ngettext(
            "At least %(number)s seat for %(sector)s", "At least %(number)s seats for %(sector)s", check.number
        )
        return words % {"number": check.number, "sector": sector_words(check.sector)}
    if check.kind == CharterCheck.Kind.EVERY_SECTOR:
        return _("Every sector that takes part has a seat")
    return _("The co-chairs come from different sectors")


def of_role(initiative: int, role: str, number: int) -> str:
    """How many seats of a role there are."""
    return _("%(role)s: %(number)s") % {"role": role_name(initiative, role), "number": number}


def _of_role(initiative: int, role: str, number: int, seats: Sequence[SeatOn]) -> Found:
    held = sum(one.seat.role == role for one in seats)
    words = of_role(initiative, role, number)
    if held > number:
        return Found(words, True, _("%(held)s held, more than the charter names") % {"held": held})
    return Found(words, held == number, _("%(held)s held") % {"held": held})


def _of_check(check: CharterCheck, seats: Sequence[SeatOn], taking_part: Sequence[str]) -> Found:
    asked = asked_by(check)
    if check.kind == CharterCheck.Kind.AT_LEAST:
        held = sum(check.sector in one.sectors for one in seats)
        return Found(asked, held >= check.number, _("%(held)s held") % {"held": held})
    if check.kind == CharterCheck.Kind.EVERY_SECTOR:
        here = set().union(*(one.sectors for one in seats)) if seats else set()
        lacking = [sector_words(one) for one in taking_part if one not in here]
        return Found(
            asked,
            not lacking,
            _("no seat: %(sectors)s") % {"sectors": ", ".join(lacking)} if lacking else _("so it is"),
        )
    return _chairs_differ(asked, [one for one in seats if one.seat.role == Seat.Role.CO_CHAIR])


def _chairs_differ(asked: str, chairs: Sequence[SeatOn]) -> Found:
    if len(chairs) < 2:
        return Found(asked, False, _("there are not two co-chairs"))
    if any(not one.sectors for one in chairs):
        return Found(asked, False, _("it is not written down where each comes from"))
    named = listed([" / ".join(sorted(sector_words(sector) for sector in one.sectors)) for one in chairs])
    apart = not frozenset.intersection(*(one.sectors for one in chairs))
    return Found(asked, apart, _("they come from %(sectors)s") % {"sectors": named})
