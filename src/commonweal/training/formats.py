"""From a format to its sessions and to what is asked when: a rule, and no choice that somebody could forget.

Before and after, always. Where a series has more than one session, each opens with a quiz on the session before.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.training.models import Assessment, Series
from commonweal.training.syllabus import Part

SESSIONS = {
    Series.Format.ONE_SESSION: 1,
    Series.Format.TWO_DAYS: 2,
    Series.Format.THREE_WEEKS: 3,
    Series.Format.SIX_WEEKS: 6,
}


@dataclass(frozen=True)
class SessionPlan:
    """The parts taught in a session, and the phases that are asked in it."""

    parts: tuple[str, ...]
    phases: tuple[str, ...]


def plan_of(format: str, parts: Sequence[Part]) -> list[SessionPlan]:  # noqa: A002 - the word of the field
    """The sessions in order, with the parts dealt out by their minutes."""
    shares = deal([part.minutes for part in parts], min(SESSIONS.get(Series.Format(format), 1), len(parts)))
    taught = iter([part.id for part in parts])
    plans = []
    for number, share in enumerate(shares):
        is_first, is_last = number == 0, number == len(shares) - 1
        phases = [Assessment.Phase.PRE if is_first else Assessment.Phase.QUIZ]
        if is_last:
            phases.append(Assessment.Phase.POST)
        plans.append(SessionPlan(tuple(next(taught) for _each in range(share)), tuple(map(str, phases))))
    return plans


def deal(minutes: Sequence[int], sessions: int) -> list[int]:
    """How many parts each session takes: in order, none empty, and each as near to its share of time as can be."""
    shares, start = [], 0
    for left in range(sessions, 0, -1):
        wanted, taken, time = sum(minutes[start:]) / left, 1, minutes[start]
        most = len(minutes) - start - (left - 1)
        while taken < most and (left == 1 or time + minutes[start + taken] / 2 <= wanted):
            time += minutes[start + taken]
            taken += 1
        shares.append(taken)
        start += taken
    return shares
