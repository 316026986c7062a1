"""A series on paper: which numbers sheets carry, and how far they are typed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from commonweal.training import rules
from commonweal.training.models import Assessment, Attempt, Participant, Series, Session
from commonweal.training.queries.taking_part import form_of

#: After a session is over, its sheets can be typed in and corrected for so long.
PAPER_STAYS_OPEN = timedelta(days=14)


@dataclass(frozen=True)
class OnPaper:
    """One asking: how many answered on a phone, and how many sheets are typed in."""

    assessment: Assessment
    by_phone: int
    typed: int
    is_open: bool


def asking_of(reader: Any, series: Series, key: int, at: datetime) -> Assessment:
    """One asking of a series, in a session or after all of them; raises Http404."""
    if not rules.may_run(reader, series, at):
        raise Http404
    asked = series.assessments.select_related("series__syllabus", "series__initiative", "session")
    return get_object_or_404(asked, pk=key)


def on_paper(reader: Any, series: Series, at: datetime) -> list[OnPaper]:
    if not rules.may_run(reader, series, at):
        raise Http404
    shown = []
    for one in series.assessments.select_related("session").prefetch_related("attempts"):
        ways = [attempt.way for attempt in one.attempts.all()]
        typed = ways.count(Attempt.Way.PAPER)
        shown.append(OnPaper(one, len(ways) - typed, typed, takes_paper(one, at)))
    return shown


def takes_paper(assessment: Assessment, at: datetime) -> bool:
    """From the roll-call of its session on, or from its own opening, until two weeks after it was over."""
    session = assessment.session
    opened = assessment.opened_at if session is None else session.roll_opened_at
    return opened is not None and not is_too_late(assessment.closed_at if session is None else session.ended_at, at)


def is_too_late(ended_at: datetime | None, at: datetime) -> bool:
    return ended_at is not None and at > ended_at + PAPER_STAYS_OPEN


def numbers_of(series: Series) -> list[int]:
    """Of everybody who takes part, and those set aside for sheets that nobody has taken yet."""
    known = set(series.participants.filter(left_on=None).values_list("number", flat=True))
    aside = {number for block in series.paper_numbers.all() for number in range(block.first, block.last + 1)}
    left = set(series.participants.exclude(left_on=None).values_list("number", flat=True))
    return sorted((known | aside) - left)


def form_of_number(assessment: Assessment, number: int) -> str:
    """The same form on paper as on a phone: it follows from the number alone."""
    return form_of(assessment, Participant(series=assessment.series, number=number))


def there_on_paper(session: Session) -> list[int]:
    from_paper = session.attendances.filter(way=Attempt.Way.PAPER)
    return sorted(from_paper.values_list("participant__number", flat=True))


def as_ranges(numbers: Iterable[int]) -> str:
    """1–4, 7, 9–12: as one writes it on a list."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
