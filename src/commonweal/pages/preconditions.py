"""The three preconditions on one page: what the records show of each, and what the group said when it was asked."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from commonweal.commitments.queries import champion_terms, sectors_spoken_for
from commonweal.commitments.queries.resources import Resources, resources
from commonweal.governance.models import Initiative
from commonweal.governance.queries import the_initiative
from commonweal.governance.queries.composition import sector_words, sectors_taking_part
from commonweal.governance.rules import is_member, may_set_up, today
from commonweal.governance.visibility import Visibility
from commonweal.instruments.models import Survey
from commonweal.instruments.queries.results import results_of
from commonweal.instruments.queries.surveys import surveys
from commonweal.measurement.queries.urgency import UrgencyBoard, urgency_board

#: The questions on the same three, and what each is called there.
ASKED_IN = "readiness"
CHAMPIONS, URGENCY, RESOURCES = "champions", "urgency", "resources"


@dataclass(frozen=True)
class Said:
    """What the group said of one of the three. `gate` is None where too few answered all of its questions."""

    gate: str | None
    median: float | None
    highest: float
    answers: int
    #: People are so far apart that the middle is nobody's view.
    apart: bool


@dataclass(frozen=True)
class Round:
    """The newest closed survey of readiness that this reader may read."""

    survey: Survey
    on: date
    said: dict[str, Said]


@dataclass(frozen=True)
class Preconditions:
    champions: int
    sectors: int
    without_champion: list[str]
    urgency: UrgencyBoard
    resources: Resources
    asked: Round | None

    @property
    def said_of_champions(self) -> Said | None:
        return self.asked.said.get(CHAMPIONS) if self.asked else None

    @property
    def said_of_urgency(self) -> Said | None:
        return self.asked.said.get(URGENCY) if self.asked else None

    @property
    def said_of_resources(self) -> Said | None:
        return self.asked.said.get(RESOURCES) if self.asked else None


@require_safe
def preconditions_page(request: HttpRequest, slug: str) -> HttpResponse:
    initiative, at = the_initiative(slug), timezone.now()
    if not is_member(request.user, initiative, today(initiative, at)):
        raise Http404
    context = {
        "initiative": initiative,
        "visibility": Visibility.NETWORK,
        "preconditions": preconditions(request.user, initiative, at),
        "manages": may_set_up(request.user, initiative, at),
    }
    return render(request, "pages/preconditions.html", context)


def preconditions(reader: Any, initiative: Initiative, at: datetime) -> Preconditions:
    """For members. Who is a champion stands on the card of the role; what is asked of them is for the data managers."""
    on = today(initiative, at)
    here, spoken_for = sectors_taking_part(initiative, on), sectors_spoken_for(initiative, on)
    return Preconditions(
        champions=len(champion_terms(initiative, on)),
        sectors=len(here),
        without_champion=[sector_words(one) for one in here if one not in spoken_for],
        urgency=urgency_board(reader, initiative, at),
        resources=resources(reader, initiative, at),
        asked=_asked(reader, initiative, at),
    )


def _asked(reader: Any, initiative: Initiative, at: datetime) -> Round | None:
    for shown in surveys(reader, initiative, at):
        survey = shown.survey
        if survey.version.instrument.code != ASKED_IN or survey.closed_at is None or not shown.may_read:
            continue
        try:
            results = results_of(reader, survey, at)
        except Http404:
            continue
        said = {
            found.scale.id: Said(
                found.gate, found.spread.median, found.scale.max, found.spread.n,
                found.spread.apart,
            )
            for found in results.scales
            if found.spread is not None and found.spread.n
        }  # fmt: skip
        return Round(survey, survey.closed_at.date(), said)
    return None
