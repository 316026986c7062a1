"""What a trainer reads before a session: what to teach again, what is known of what comes, and how many came."""

from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.training.models import Assessment
from commonweal.training.queries.results import Asked, Results
from commonweal.training.queries.understanding import ConceptShown, understood


@dataclass(frozen=True)
class Came:
    """At one session that has begun: how many were there, and how many of them had been at the one before."""

    session: int
    there: int
    again: int | None


@dataclass(frozen=True)
class Brief:
    """`asked` is the newest test after teaching that somebody answered, None where nobody was asked yet.

    `answered` is how many sent it in, `asked_about` its concepts, `again` those of them to teach again.
    `ahead` is what the first test showed of the parts that this session teaches, the least known first.
    """

    cohort: int
    came: tuple[Came, ...]
    unseen: int
    asked: Asked | None
    answered: int
    asked_about: tuple[ConceptShown, ...]
    again: tuple[ConceptShown, ...]
    ahead: tuple[ConceptShown, ...]


def brief_of(results: Results, session: int, parts: Sequence[str]) -> Brief:
    """Before the session of this number, out of all that came before it."""
    before = [one for one in results.asked if one.is_test and one.session is not None and one.session < session]
    answered = [one for one in before if results.answers(one)]
    # What was not known before anything was taught is nothing to teach again.
    after = [one for one in answered if one.phase != Assessment.Phase.PRE]
    newest = after[-1] if after else None
    shown = tuple(understood(results, newest)) if newest else ()
    came = _came(results, session)
    last = came[-1].session if came else 0
    return Brief(
        cohort=len(results.takers),
        came=tuple(came),
        unseen=sum(last not in taker.attended for taker in results.takers) if last else 0,
        asked=newest,
        answered=len(results.answers(newest)) if newest else 0,
        asked_about=shown,
        again=tuple(one for one in shown if one.is_to_teach_again),
        ahead=tuple(one for one in _first(results, answered) if one.concept.part in parts),
    )


def _came(results: Results, session: int) -> list[Came]:
    there = {
        number: {taker.number for taker in results.takers if number in taker.attended} for number in range(1, session)
    }
    return [
        Came(number, len(people), len(people & there[number - 1]) if number - 1 in there else None)
        for number, people in there.items()
        if people
    ]


def _first(results: Results, answered: Sequence[Asked]) -> list[ConceptShown]:
    first = next((asked for asked in answered if asked.phase == Assessment.Phase.PRE), None)
    return understood(results, first) if first is not None else []
