"""The history of groups and seats for any day: whatever happened in whichever order, each day reads as it was."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonweal.governance import operations
from commonweal.governance.cascade_drafts import ChangeDraft, SeatDraft
from commonweal.governance.drafts import GroupDraft
from commonweal.governance.models import Group, Initiative, Seat
from commonweal.governance.queries.group_history import groups_on
from commonweal.governance.queries.seat_terms import seats_on
from commonweal.people.models import Organisation, Person
from tests.cast import person

FIRST = date(2024, 1, 1)
WHY = ("It was time.", "")


class Chronicle:
    """Does one thing after another through the operations, and keeps by itself what held at the end of each day."""

    def __init__(self, initiative: Initiative, holders: list[Person | Organisation]) -> None:
        self.initiative, self.holders, self.day = initiative, holders, FIRST
        self.groups: dict[str, Group] = {}
        self.states: dict[str, tuple[str, str]] = {}
        self.held: dict[tuple[str, str, Any], Seat] = {}
        self.days: dict[date, tuple[dict[str, tuple[str, str]], set[tuple[str, str, Any]]]] = {}

    @property
    def at(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 18, tzinfo=UTC)

    def note(self) -> None:
        self.days[self.day] = (dict(self.states), set(self.held))

    def alive(self, *states: str) -> list[str]:
        return [code for code, (_name, state) in self.states.items() if state in (states or ("active", "paused"))]

    def form(self, draw: Any) -> None:
        code = f"group-{len(self.groups)}"
        change = ChangeDraft(self.day, *WHY)
        self.groups[code] = operations.add_group(
            by=None, initiative=self.initiative, group=GroupDraft(code, code), at=self.at, formed=change
        )
        self.states[code] = (code, "active")

    def rename(self, draw: Any) -> None:
        code = draw(st.sampled_from(self.alive()))
        name = f"{code} of {self.day} {len(self.days)}"
        operations.rename_group(
            by=None, group=self.groups[code], name_en=name, name_es="", change=self.change, at=self.at
        )
        self.states[code] = (name, self.states[code][1])

    @property
    def change(self) -> ChangeDraft:
        return ChangeDraft(self.day, *WHY)

    def pause(self, draw: Any) -> None:
        self._turn(draw, operations.pause_group, "paused", "active")

    def resume(self, draw: Any) -> None:
        self._turn(draw, operations.resume_group, "active", "paused", "closed", "merged")

    def close(self, draw: Any) -> None:
        code = self._turn(draw, operations.close_group, "closed", "active", "paused")
        self._leave(code)

    def _turn(self, draw: Any, verb: Any, state: str, *before: str) -> str:
        code = draw(st.sampled_from(self.alive(*before)))
        verb(by=None, group=self.groups[code], change=self.change, at=self.at)
        self.states[code] = (self.states[code][0], state)
        return code

    def _leave(self, code: str) -> list[Any]:
        left = [key for key in self.held if key[0] == code]
        for key in left:
            del self.held[key]
        return [holder for _code, _role, holder in left]

    def merge(self, draw: Any) -> None:
        code = draw(st.sampled_from(self.alive()))
        into = draw(st.sampled_from([other for other in self.alive() if other != code]))
        operations.merge_group(by=None, group=self.groups[code], into=self.groups[into], change=self.change, at=self.at)
        self.states[code] = (self.states[code][0], "merged")
        for holder in self._leave(code):
            if not any(key[0] == into and key[2] == holder for key in self.held):
                carried = Seat.objects.filter(group=self.groups[into], since=self.day, until=None)
                self.held[into, "member", holder] = next(seat for seat in carried if seat.holder == holder)

    def seat(self, draw: Any) -> None:
        key = (
            draw(st.sampled_from(self.alive())),
            draw(st.sampled_from(["co-chair", "member"])),
            draw(st.sampled_from(self.holders)),
        )
        if key not in self.held:
            code, role, holder = key
            draft = SeatDraft(role, holder, self.day)
            self.held[key] = operations.give_seat(by=None, group=self.groups[code], seat=draft, at=self.at)

    def unseat(self, draw: Any) -> None:
        key = draw(st.sampled_from(sorted(self.held, key=str)))
        operations.end_seat(by=None, seat=self.held.pop(key), until=self.day - timedelta(days=1), at=self.at)

    def possible(self) -> list[Any]:
        alive = self.alive()
        steps: list[Any] = [self.form] if len(self.groups) < 5 else []
        steps += [self.rename, self.close, self.seat, self.seat, self.seat] if alive else []
        steps += [self.pause] if self.alive("active") else []
        steps += [self.resume] if self.alive("paused", "closed", "merged") else []
        steps += [self.merge] if len(alive) > 1 else []
        return steps + ([self.unseat] if self.held else [])


@pytest.fixture
def holders(partner_organisation: Organisation, other_organisation: Organisation) -> list[Person | Organisation]:
    return [person("Ada"), person("Ben"), person("Cleo"), partner_organisation, other_organisation]


@pytest.mark.covers("C3", "F-INF-3", "F-FIT-6")
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data(), pauses=st.lists(st.integers(0, 40), min_size=8, max_size=18))
def test_every_day_reads_as_it_was(
    data: st.DataObject, pauses: list[int], initiative: Initiative, holders: list[Person | Organisation]
) -> None:
    with transaction.atomic():
        chronicle = Chronicle(initiative, holders)
        for pause in pauses:
            chronicle.day += timedelta(days=pause)
            data.draw(st.sampled_from(chronicle.possible()))(data.draw)
            chronicle.note()
        days = sorted(chronicle.days)
        for on in sorted({day + timedelta(days=near) for day in days for near in (-1, 0, 1)}):
            told = next((chronicle.days[day] for day in reversed(days) if day <= on), ({}, set()))
            groups = {then.code: (then.name_en, then.state.value) for then in groups_on(initiative, on, ended=True)}
            seats = {(one.seat.group.code, one.seat.role, one.seat.holder) for one in seats_on(initiative, on)}
            assert (on, groups, seats) == (on, *told)
        transaction.set_rollback(True)
