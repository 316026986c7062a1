"""The framework's roles as cards, and who held which when."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Q

from commonweal.governance.models import Group, Initiative, Participation, RoleTerm, Seat
from commonweal.governance.models.naming import own_name
from commonweal.governance.queries.seat_terms import WARNING
from commonweal.governance.rules import in_term
from commonweal.lib.languages import page_language
from commonweal.people.models import Affiliation, Organisation, Person

CARDS = Path(__file__).parent.parent / "data" / "role_cards.toml"


@dataclass(frozen=True)
class RoleCard:
    """What a role is, asks and gives. Texts stand in both languages and are read in the page's."""

    code: str
    row: str
    texts: Mapping[str, Any]
    #: Whose words it goes by; none as the framework's own.
    initiative: int | None = None

    def _told(self, field: str) -> Any:
        language = page_language()
        return self.texts[language][field]

    @property
    def name(self) -> str:
        own = own_name(self.initiative, f"card.{self.code}") if self.initiative else ""
        return own or self._told("name")

    @property
    def what(self) -> str:
        return self._told("what")

    @property
    def does(self) -> list[str]:
        return self._told("does")

    @property
    def asks(self) -> str:
        return self._told("asks")

    @property
    def gives(self) -> str:
        return self._told("gives")

    @property
    def first_steps(self) -> list[str]:
        return self._told("first_steps")


@cache
def role_cards() -> dict[str, RoleCard]:
    """By code, in the order of the framework."""
    with CARDS.open("rb") as file:
        rows = tomllib.load(file)["roles"]
    return {row["code"]: RoleCard(row["code"], row["row"], {"en": row["en"], "es": row["es"]}) for row in rows}


def cards_of(initiative: Initiative) -> dict[str, RoleCard]:
    """The same by the names that they have there."""
    return {code: replace(card, initiative=initiative.pk) for code, card in role_cards().items()}


def card_of(seat: Seat) -> RoleCard:
    """Which card tells what a seat is about."""
    cards = cards_of(seat.group.initiative)
    leads = seat.role in (Seat.Role.CHAIR, Seat.Role.CO_CHAIR)
    if seat.group.kind == Group.Kind.BACKBONE:
        return cards["backbone"]
    if leads or seat.group.kind == Group.Kind.STEERING:
        return cards["leadership"]
    return cards["participant"]


def roles_on(initiative: Initiative, on: date) -> dict[str, list[RoleTerm]]:
    """Who has which role on that day, by the role's code."""
    found: dict[str, list[RoleTerm]] = {}
    for term in _terms(initiative).filter(in_term(on)):
        found.setdefault(term.role, []).append(term)
    return found


def roles_ending(initiative: Initiative, on: date) -> list[RoleTerm]:
    """Those whose last day comes within 90 days, and which the same holder has not taken up again."""
    ending = _terms(initiative).filter(in_term(on), until__lte=on + WARNING, voided_at=None).order_by("until", "pk")
    return [term for term in ending if not _goes_on(term)]


def _goes_on(term: RoleTerm) -> bool:
    assert term.until is not None
    same = RoleTerm.objects.filter(
        initiative=term.initiative_id, role=term.role, person=term.person_id, organisation=term.organisation_id,
        voided_at=None, since__gt=term.since, since__lte=term.until + timedelta(days=1),
    )  # fmt: skip
    return same.exists()


@dataclass(frozen=True)
class HolderBySeat:
    """Who has a role without a word about it, by the seats that they hold."""

    holder: Person | Organisation
    seats: list[Seat]


def holders_by_seat(initiative: Initiative, on: date) -> dict[str, list[HolderBySeat]]:
    """The people and organisations that have a role because of their seats, by the role's code."""
    found: dict[str, dict[tuple[int | None, int | None], HolderBySeat]] = {}
    seats = Seat.objects.filter(in_term(on), group__initiative=initiative)
    for seat in seats.select_related("group", "person", "organisation"):
        holders = found.setdefault(card_of(seat).code, {})
        holders.setdefault((seat.person_id, seat.organisation_id), HolderBySeat(seat.holder, [])).seats.append(seat)
    return {code: sorted(of.values(), key=lambda one: one.holder.name.casefold()) for code, of in found.items()}


def history_of(initiative: Initiative, role: str) -> list[RoleTerm]:
    """Everybody who ever had the role, the latest first."""
    return list(_terms(initiative).filter(role=role, voided_at=None).order_by("-since", "-pk"))


def who_may_hold(initiative: Initiative, on: date) -> tuple[list[Person], list[Organisation]]:
    """People with a seat, or at work for an organisation that takes part; and those organisations."""
    taking_part = Organisation.objects.filter(
        pk__in=Participation.objects.filter(in_term(on), initiative=initiative).values("organisation")
    )
    seated = Seat.objects.filter(in_term(on), group__initiative=initiative).values("person")
    employed = Affiliation.objects.filter(in_term(on), organisation__in=taking_part).values("person")
    people = Person.objects.filter(Q(pk__in=seated) | Q(pk__in=employed), is_active=True)
    return list(people), list(taking_part)


def _terms(initiative: Initiative) -> Any:
    return RoleTerm.objects.filter(initiative=initiative).select_related("person", "organisation")
