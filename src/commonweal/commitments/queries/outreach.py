"""What is asked of people, whom it reached, and what came back. Residents are counted by group and never listed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from commonweal.commitments import rules
from commonweal.commitments.models import Approach, Ask, Response
from commonweal.governance import rules as seats
from commonweal.governance.models import Initiative
from commonweal.people.models import Organisation, Person

#: Rooms above tell which groups of residents there are: their keys, and their names in the page's language.
AUDIENCES: list[Callable[[Initiative], Mapping[str, str]]] = []


def audiences(initiative: Initiative) -> dict[str, str]:
    return {key: name for reader in AUDIENCES for key, name in reader(initiative).items()}


@dataclass(frozen=True)
class Asked:
    """One approach as its reader may see it."""

    approach: Approach
    newest: Response | None
    may_answer: bool
    is_due: bool

    @property
    def to(self) -> str:
        return str(self.approach.to_person or self.approach.to_organisation or self.approach.to_words)


@dataclass
class Reach:
    """Whom of one group of residents an ask reached: numbers, and no names."""

    name: str
    reached: int = 0
    answers: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Response.Answer.values, 0))

    @property
    def silent(self) -> int:
        return self.reached - sum(self.answers.values())

    def add(self, approach: Approach, newest: Response | None) -> None:
        self.reached += approach.reached
        if newest is not None:
            self.answers[newest.answer] += newest.people


@dataclass(frozen=True)
class AskShown:
    ask: Ask
    total: Reach
    reach: list[Reach]
    asked: list[Asked]
    is_over: bool

    @property
    def heard_it(self) -> list[Reach]:
        return [one for one in self.reach if one.reached]

    @property
    def not_reached(self) -> list[str]:
        return [one.name for one in self.reach if not one.reached]

    @property
    def points(self) -> list[str]:
        return [line.strip() for line in self.ask.points.splitlines() if line.strip()]


def asks(reader: Any, initiative: Initiative, at: datetime) -> list[AskShown]:
    """For members; what is over comes last."""
    on = seats.today(initiative, at)
    if not rules.may_read(reader, initiative, on):
        return []
    names = audiences(initiative)
    found = [_shown(reader, one, names, on) for one in _held(initiative)]
    return sorted(found, key=lambda one: one.is_over)


def ask_of(reader: Any, initiative: Initiative, key: int, at: datetime) -> AskShown | None:
    on = seats.today(initiative, at)
    if not rules.may_read(reader, initiative, on):
        return None
    one = _held(initiative).filter(pk=key).first()
    return _shown(reader, one, audiences(initiative), on) if one else None


def _held(initiative: Initiative) -> QuerySet[Ask]:
    approaches = Approach.objects.select_related("to_person", "to_organisation", "asker", "ask__initiative")
    return (
        Ask.objects.filter(initiative=initiative)
        .select_related("group", "initiative")
        .prefetch_related(Prefetch("approaches", approaches.prefetch_related("responses")))
    )


def _shown(reader: Any, ask: Ask, names: Mapping[str, str], on: date) -> AskShown:
    every = [(one, _newest(one)) for one in ask.approaches.all()]
    asked = [
        Asked(one, newest, rules.may_say_what_came_back(reader, one, on), _is_due(newest, on))
        for one, newest in every
        if rules.may_see_approach(reader, one, on)
    ]
    total = Reach("")
    for one, newest in every:
        total.add(one, newest)
    asked.sort(key=lambda one: not one.is_due)
    return AskShown(ask, total, _by_group(every, names), asked, ask.until is not None and ask.until < on)


def _by_group(every: Iterable[tuple[Approach, Response | None]], names: Mapping[str, str]) -> list[Reach]:
    """By group of residents; what is of none, or of one that is gone, comes last under no name."""
    found: dict[str, Reach] = {key: Reach(name) for key, name in names.items()}
    rest = Reach("")
    for one, newest in every:
        found.get(one.among, rest).add(one, newest)
    return [*found.values(), *([rest] if rest.reached else [])]


def _newest(approach: Approach) -> Response | None:
    said = list(approach.responses.all())
    return said[-1] if said else None


def _is_due(newest: Response | None, on: date) -> bool:
    return newest is not None and newest.ask_again_on is not None and newest.ask_again_on <= on


def approach_of(reader: Any, initiative: Initiative, key: int, at: datetime) -> Approach | None:
    """One of which the reader may say what came back."""
    found = Approach.objects.filter(ask__initiative=initiative, pk=key).select_related("ask__initiative").first()
    if found is None or not rules.may_say_what_came_back(reader, found, seats.today(initiative, at)):
        return None
    return found


def asked_of(initiative: Initiative, holder: Person | Organisation) -> list[tuple[Approach, Response | None]]:
    """All that one champion was asked, with the newest answer; for the register of champions."""
    held = Approach.objects.filter(ask__initiative=initiative)
    held = held.filter(to_person=holder) if isinstance(holder, Person) else held.filter(to_organisation=holder)
    return [(one, _newest(one)) for one in held.select_related("ask").prefetch_related("responses")]
