"""The board of why it is urgent: figures as they were and are, people's words, and how members rate it over time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import Http404

from commonweal.agenda.models import Aspiration
from commonweal.agenda.rules import may_read_draft
from commonweal.governance.models import Initiative
from commonweal.instruments.queries.results import results_of
from commonweal.instruments.queries.surveys import surveys
from commonweal.lib.languages import page_language
from commonweal.measurement.models import UrgencyReason
from commonweal.measurement.queries.decision_evidence import figure_in
from commonweal.measurement.queries.lineage import Asked
from commonweal.measurement.queries.wording import printed_figure
from commonweal.publication.models import Publication
from commonweal.publication.queries import latest
from commonweal.ui import formats

#: The scale by this name, in whichever questionnaire it stands, is how people rate the urgency.
SCALE = "urgency"


@dataclass(frozen=True)
class FigureReason:
    """`now` is what the newest release says, where that is something else."""

    reason: UrgencyReason
    name: str
    value: str
    period: str
    release: int
    now: str


@dataclass(frozen=True)
class Rating:
    """How those who were asked rated it on one day. Where they are far apart, the middle is nobody's view."""

    on: date
    survey: str
    median: float
    highest: float
    answers: int
    apart: bool


@dataclass(frozen=True)
class UrgencyBoard:
    figures: list[FigureReason]
    voices: list[UrgencyReason]
    ratings: list[Rating]


def urgency_board(reader: Any, initiative: Initiative, at: datetime) -> UrgencyBoard:
    """For whoever reads the draft of the agenda; of ratings, those whose results are open to this reader."""
    if not may_read_draft(reader, initiative, at):
        return UrgencyBoard([], [], [])
    held = UrgencyReason.objects.filter(initiative=initiative, ended_at=None)
    held = held.select_related("publication", "aspiration__group", "initiative")
    release = latest(initiative)
    voices = [
        one for one in held if one.aspiration is not None and one.aspiration.consent != Aspiration.Consent.WITHDRAWN
    ]
    return UrgencyBoard(
        [_figure(one, release) for one in held if one.frozen is not None],
        voices,
        _ratings(reader, initiative, at),
    )


def _figure(one: UrgencyReason, release: Publication | None) -> FigureReason:
    lang, frozen = page_language(), one.frozen
    assert frozen is not None
    assert one.publication is not None  # a constraint of the table says so
    name = _in(frozen["name"], lang) + (f", {_in(frozen['part'], lang)}" if frozen["part"] else "")
    value = printed_figure(frozen["figure"], frozen, lang)
    found = figure_in(release, Asked(one.measure, one.period, one.dimension, one.category)) if release else None
    newest = printed_figure(found[1], found[0], lang) if found and found[1]["value"] is not None else value
    now = newest if newest != value else ""
    return FigureReason(one, name, value, formats.period(one.period, lang), one.publication.number, now)


def _ratings(reader: Any, initiative: Initiative, at: datetime) -> list[Rating]:
    found = []
    for shown in surveys(reader, initiative, at):
        survey = shown.survey
        if survey.closed_at is None or not shown.may_read:
            continue
        try:
            results = results_of(reader, survey, at)
        except Http404:
            continue
        for result in results.scales:
            spread = result.spread
            if result.scale.id == SCALE and spread is not None and spread.n and spread.median is not None:
                on = survey.closed_at.date()
                title = str(survey)
                found.append(Rating(on, title, spread.median, result.scale.max, spread.n, spread.apart))
    return sorted(found, key=lambda one: one.on)


def reason_of(reader: Any, initiative: Initiative, key: int, at: datetime) -> UrgencyReason | None:
    if not may_read_draft(reader, initiative, at):
        return None
    return UrgencyReason.objects.filter(initiative=initiative, ended_at=None, pk=key).first()


def voices_to_choose(initiative: Initiative) -> list[Aspiration]:
    held = Aspiration.objects.filter(initiative=initiative).exclude(consent=Aspiration.Consent.WITHDRAWN)
    return list(held)


def _in(words: Mapping[str, str] | None, lang: str) -> str:
    return str((words or {}).get(lang) or (words or {}).get("en") or "")
