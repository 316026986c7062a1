"""The pack that is handed over with a seat: what the role is, who does what until when, and what waits."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings

from commonweal.governance import rules
from commonweal.governance.handover import HandoverSection, sections_for
from commonweal.governance.models import Charter, RoleTerm, Seat
from commonweal.governance.queries.cascade import Cascade, cascade_on
from commonweal.governance.queries.charters import charter_in_force
from commonweal.governance.queries.role_cards import RoleCard, card_of, cards_of, roles_on
from commonweal.governance.queries.seat_terms import same_role_before, speaker_of, terms_ending


@dataclass(frozen=True)
class StepLine:
    """One of the first steps of a role card, and when it was done in this seat."""

    number: int
    words: str
    done_at: datetime | None


@dataclass(frozen=True)
class Pack:
    seat: Seat
    on: date
    card: RoleCard
    charter: Charter | None
    cascade: Cascade
    roles: list[tuple[RoleCard, list[RoleTerm]]]
    before: list[Seat]
    ending: list[Seat]
    sections: list[HandoverSection]
    address: str
    steps: list[StepLine]
    may_tick: bool


def may_read_handover(reader: Any, seat: Seat, at: datetime) -> bool:
    """Whoever holds the seat or speaks in it, who chairs the group, and the data managers."""
    on = rules.today(seat.group.initiative, at)
    if rules.may_set_up(reader, seat.group.initiative, at) or rules.is_chair_of(reader, seat.group, on):
        return True
    holds = seat.person_id is not None and seat.person_id == getattr(reader, "pk", None)
    return holds or (reader is not None and speaker_of(seat, on) == reader)


def may_tick(reader: Any, seat: Seat, at: datetime) -> bool:
    """Whoever holds the seat today, or speaks in it: nobody else knows."""
    on = rules.today(seat.group.initiative, at)
    mine = rules.seats_of(reader, on) | rules.seats_spoken_for(reader, on)
    return mine.filter(pk=seat.pk).exists()


def steps_of(seat: Seat) -> list[StepLine]:
    card = card_of(seat)
    done = dict(seat.first_steps.filter(card=card.code).values_list("step", "done_at"))
    return [StepLine(number, words, done.get(number)) for number, words in enumerate(card.first_steps, 1)]


def pack_for(reader: Any, seat: Seat, at: datetime) -> Pack:
    initiative = seat.group.initiative
    on = rules.today(initiative, at)
    held = roles_on(initiative, on)
    return Pack(
        seat=seat,
        on=on,
        card=card_of(seat),
        charter=charter_in_force(seat.group, on),
        cascade=cascade_on(initiative, on, seat.group.code),
        roles=[(card, held[code]) for code, card in cards_of(initiative).items() if code in held],
        before=same_role_before(seat),
        ending=terms_ending(initiative, on),
        sections=sections_for(reader, seat, on, at),
        address=settings.COMMONWEAL_URL,
        steps=steps_of(seat),
        may_tick=may_tick(reader, seat, at),
    )
