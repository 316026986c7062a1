"""From a format to its sessions and to what is asked when: a rule, and no choice that somebody could forget.

Before and after, always. Where a series has more than one session, each opens with a quiz on the session before.
From the third on, the quiz repeats a question on each concept of the session before that one.
What people can do together is asked before, after, and midway where there is a session between the first and the last.
At the end they look back; and 90 days after the last session they are asked once more.

A test asks all questions of its form, the same number on each concept. Where one session is all there is, two such
tests would take a fifth of it. There a test asks at most 24 questions: as many on each concept as that leaves, and at
least one. Form B asks the twins of what form A asks, so both cover the same concepts, and change is counted over equal
sets.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from commonweal.training.models import Assessment, Series
from commonweal.training.syllabus import FORMS, Part, Syllabus

SESSIONS = {
    Series.Format.ONE_SESSION: 1,
    Series.Format.TWO_DAYS: 2,
    Series.Format.THREE_WEEKS: 3,
    Series.Format.SIX_WEEKS: 6,
}


#: Long enough to forget, and to have done something; and how long the asking then stays open.
FOLLOW_UP_AFTER, FOLLOW_UP_STAYS_OPEN = timedelta(days=90), timedelta(days=45)
#: Asked when 90 days have passed, in this order.
LATER = (Assessment.Phase.FOLLOW_UP, Assessment.Phase.SINCE)
#: Of one test where one session is all there is.
MOST_QUESTIONS_IN_ONE_SESSION = 24
#: Open by themselves when people arrive; what else a session asks waits for the trainer.
AT_ROLL_CALL = (Assessment.Phase.PRE, Assessment.Phase.QUIZ)


@dataclass(frozen=True)
class Asking:
    """One asking in a session: `moment` only of what is asked several times in the same words."""

    phase: str
    moment: str = ""

    @property
    def is_at_roll_call(self) -> bool:
        return self.phase in AT_ROLL_CALL or self.moment in (Assessment.Moment.BEFORE, Assessment.Moment.DURING)

    @property
    def follows_the_last_test(self) -> bool:
        return self.phase == Assessment.Phase.LOOKING_BACK or self.moment == Assessment.Moment.AFTER


@dataclass(frozen=True)
class SessionPlan:
    """The parts taught in a session, and what is asked in it, in the order of asking."""

    parts: tuple[str, ...]
    asks: tuple[Asking, ...]


def sessions_of(format: str, parts: Sequence[Part]) -> int:  # noqa: A002 - the word of the field
    """A syllabus of few parts has as few sessions: each teaches one at least."""
    return min(SESSIONS.get(Series.Format(format), 1), len(parts))


def plan_of(format: str, parts: Sequence[Part]) -> list[SessionPlan]:  # noqa: A002 - the word of the field
    """The sessions in order, with the parts dealt out by their minutes."""
    shares = deal([part.minutes for part in parts], sessions_of(format, parts))
    taught = iter([part.id for part in parts])
    return [
        SessionPlan(tuple(next(taught) for _each in range(share)), _asked_in(number, len(shares)))
        for number, share in enumerate(shares, start=1)
    ]


def questions_of_test(format: str, syllabus: Syllabus) -> dict[str, list[str]]:  # noqa: A002 - the word of the field
    """What the test before and the one after ask: the ids of the questions by form."""
    if sessions_of(format, syllabus.parts) > 1:
        parts = [part.id for part in syllabus.parts]
        return {form: [question.id for question in syllabus.of_parts(parts, form)] for form in FORMS}
    return first_questions(syllabus, max(1, MOST_QUESTIONS_IN_ONE_SESSION // len(syllabus.concepts)))


def first_questions(syllabus: Syllabus, of_each: int) -> dict[str, list[str]]:
    """So many on each concept in form A, and their twins in form B."""
    first, second = FORMS
    asked = [one for concept in syllabus.concepts for one in syllabus.of_concept(concept.id, first)[:of_each]]
    return {first: [question.id for question in asked], second: [question.twin for question in asked]}


def _asked_in(number: int, sessions: int) -> tuple[Asking, ...]:
    phase, moment = Assessment.Phase, Assessment.Moment
    asks = [Asking(phase.PRE if number == 1 else phase.QUIZ)]
    if number == 1:
        asks.append(Asking(phase.EFFICACY, moment.BEFORE))
    elif number == (sessions + 1) // 2 and number < sessions:
        asks.append(Asking(phase.EFFICACY, moment.DURING))
    if number == sessions:
        asks += [Asking(phase.POST), Asking(phase.LOOKING_BACK), Asking(phase.EFFICACY, moment.AFTER)]
    return tuple(asks)


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
