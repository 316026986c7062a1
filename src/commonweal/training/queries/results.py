"""What a cohort answered: the one reading of attempts, out of which every page, report and export is made.

People stand in it as numbers in the series. How an answer came in, on a phone or on paper, makes no difference.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.http import Http404

from commonweal.engines.questionnaires import Instrument, instrument_from
from commonweal.training import rules
from commonweal.training.models import Assessment, Attempt, Participant, Series
from commonweal.training.queries.late_firsts import is_late, last_test_opened_at
from commonweal.training.syllabus import FORMS, Syllabus, syllabus_from

#: Of a test the place of the answer chosen, of a scale a number, looking back {"then": number, "now": number}.
Given = Mapping[str, Any]
#: By a person's number in the series: 1 for each question answered rightly, else 0, by the question's id.
Marks = dict[int, dict[str, int]]


@dataclass(frozen=True)
class Taker:
    """Somebody in the cohort, and the numbers of the sessions at which they were."""

    number: int
    joined_on: date
    attended: tuple[int, ...]


@dataclass(frozen=True)
class Asked:
    """One asking. `session` is its number, None where it is asked outside of sessions; `forms` are those of a test."""

    key: int
    phase: str
    moment: str
    session: int | None
    opened_at: datetime | None
    closed_at: datetime | None
    content: Mapping[str, Any]

    @property
    def is_test(self) -> bool:
        return set(self.content) <= set(FORMS)

    @property
    def forms(self) -> dict[str, tuple[str, ...]]:
        """The ids of the questions by form; nothing of a scale."""
        return {form: tuple(items) for form, items in self.content.items()} if self.is_test else {}

    @cached_property
    def instrument(self) -> Instrument:
        """Of a scale: what was asked."""
        return instrument_from(self.content)


@dataclass(frozen=True)
class Sheet:
    """What somebody sent in: with the form they were given, and without the questions that they left out."""

    form: str
    given: Given


@dataclass(frozen=True)
class Results:
    """Askings in the order in which they are asked; sheets by the asking's key and the taker's number."""

    syllabus: Syllabus
    takers: tuple[Taker, ...]
    asked: tuple[Asked, ...]
    sheets: Mapping[int, Mapping[int, Sheet]]
    #: Who took the first test when the last one was open already: those sheets are in no figure, and in `sheets` only
    #: of what one participant is told of their own.
    late_firsts: frozenset[int] = frozenset()

    def of_phase(self, phase: str) -> tuple[Asked, ...]:
        return tuple(one for one in self.asked if one.phase == phase)

    def answers(self, asked: Asked) -> dict[int, Given]:
        """Of everybody who sent it in, also of who left every question out."""
        return {number: sheet.given for number, sheet in self.sheets.get(asked.key, {}).items()}

    def form(self, asked: Asked, number: int) -> str:
        return self.sheets[asked.key][number].form

    def items(self, asked: Asked, number: int) -> tuple[str, ...]:
        """What this person was asked, in this order; nothing where their form is none of this asking."""
        return asked.forms.get(self.form(asked, number), ())

    def marks(self, asked: Asked) -> Marks:
        """Of a test. A question left out is not known; who left out all took no test and is not in it."""
        return {
            number: {item: self.mark(item, given.get(item)) for item in self.items(asked, number)}
            for number, given in self.answers(asked).items()
            if given
        }

    def mark(self, item: str, chosen: Any) -> int:
        return int(chosen == self.syllabus.by_id[item].right.id)

    def pair(self, item: str) -> str:
        """One name for a question and its twin of the other form: that of the one in form A."""
        question = self.syllabus.by_id[item]
        return min((question, self.syllabus.by_id[question.twin]), key=lambda one: one.form).id


def results_of(reader: Any, series: Series, at: datetime) -> Results:
    """All of a series, for who runs it; raises Http404. Who took their answers out is not in it."""
    if not rules.may_run(reader, series, at):
        raise Http404
    return _read(series, series.participants.filter(left_on=None), Attempt.objects.filter(assessment__series=series))


def progress_of(series: Series, participant: Participant) -> Results:
    """The same of one participant, for the phone that knows their code: nobody else is in it.

    All that they sent is theirs to see, also what came too late for any figure.
    """
    own = series.participants.filter(pk=participant.pk)
    attempts = Attempt.objects.filter(assessment__series=series, participant=participant)
    return _read(series, own, attempts, with_late=True)


def _read(series: Series, participants: Any, attempts: Any, *, with_late: bool = False) -> Results:
    sheets: dict[int, dict[int, Sheet]] = {}
    assessments = list(series.assessments.select_related("session"))
    last_opened, late_firsts = last_test_opened_at(assessments), set()
    sent = attempts.exclude(sent_at=None).order_by("participant__number")
    for attempt in sent.select_related("participant", "assessment"):
        if is_late(attempt, last_opened):
            late_firsts |= {attempt.participant.number} if attempt.assessment.is_test else set()
            if not with_late:
                continue
        by_number = sheets.setdefault(attempt.assessment_id, {})
        by_number[attempt.participant.number] = Sheet(attempt.form, _without_blanks(attempt.answers))
    takers = participants.order_by("number").prefetch_related("attendances__session")
    return Results(
        syllabus_from(series.syllabus.content),
        tuple(_taker(participant) for participant in takers),
        _asked(assessments),
        sheets,
        frozenset(late_firsts),
    )


def _taker(participant: Participant) -> Taker:
    attended = sorted(one.session.number for one in participant.attendances.all())
    return Taker(participant.number, participant.joined_on, tuple(attended))


def _asked(assessments: Iterable[Assessment]) -> tuple[Asked, ...]:
    """In the order of the sessions, and what is asked outside of them last."""
    told = [
        Asked(
            one.pk, one.phase, getattr(one, "moment", ""), one.session.number if one.session else None,
            one.opened_at, one.closed_at, one.content,
        )
        for one in assessments
    ]  # fmt: skip
    return tuple(sorted(told, key=lambda one: (one.session is None, one.session or 0, one.key)))


def _without_blanks(answers: Given) -> dict[str, Any]:
    return {item: chosen for item, chosen in answers.items() if chosen not in ("", None)}
