"""The log of a round after its closing: what came late, and which published figures changed by it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commonweal.lib.languages import page_language
from commonweal.measurement.models import Invitation, Round, Submission
from commonweal.measurement.queries.restatements import came_late
from commonweal.measurement.queries.scope import only_for_data_manager
from commonweal.measurement.queries.wording import printed_figure
from commonweal.publication.queries import content_of


@dataclass(frozen=True)
class LateArrival:
    """One hand-in that came after the closing: whose, why it might, and from which release on it counts."""

    submission: Submission
    reason: str
    release: int | None


@dataclass(frozen=True)
class RestatedFigure:
    measure: str
    period: str
    before: str
    value: str
    why: str
    release: int


@dataclass(frozen=True)
class LateLog:
    arrivals: list[LateArrival]
    figures: list[RestatedFigure]
    #: Who may still send.
    open_for: list[Invitation]

    @property
    def is_empty(self) -> bool:
        return not (self.arrivals or self.figures or self.open_for)


def late_log(reader: Any, asked_in: Round, at: datetime) -> LateLog:
    only_for_data_manager(reader, asked_in.initiative, at)
    releases = _releases(asked_in)
    came = asked_in.submissions.filter(invitation__isnull=False).select_related(
        "organisation", "invitation", "round", "receipt"
    )
    return LateLog(
        arrivals=[_arrival(one, releases) for one in came.order_by("pk") if came_late(one)],
        figures=[figure for number, content in releases for figure in _figures(asked_in, number, content)],
        open_for=list(asked_in.invitations.filter(late_since__isnull=False).select_related("organisation"))
        if asked_in.closed_at
        else [],
    )


def _releases(asked_in: Round) -> list[tuple[int, Mapping[str, Any]]]:
    """Those that stand and were made since the round closed, the oldest first."""
    if asked_in.closed_at is None:
        return []
    standing = asked_in.initiative.publications.filter(survey=None, withdrawn_at__isnull=True)
    made = standing.filter(made_at__gte=asked_in.closed_at)
    return [(release.number, content_of(release)) for release in made.order_by("number")]


def _arrival(submission: Submission, releases: list[tuple[int, Mapping[str, Any]]]) -> LateArrival:
    first = next(
        (
            number
            for number, content in releases
            if any(one["number"] == submission.number for one in content["provenance"]["submissions"])
        ),
        None,
    )
    return LateArrival(submission, submission.invitation.late_reason if submission.invitation else "", first)


def _figures(asked_in: Round, number: int, content: Mapping[str, Any]) -> list[RestatedFigure]:
    """What this release changed of the round's periods; what an earlier one changed is told there."""
    language = page_language()
    asked = set(asked_in.asked.values_list("measure__code", flat=True))
    return [
        RestatedFigure(
            measure=str(measure["name"].get(language) or measure["name"]["en"]),
            period=one["period"],
            before=printed_figure({"value": one["before"], "status": ""}, measure, language),
            value=printed_figure({"value": one["value"], "status": ""}, measure, language),
            why=str(one["why"].get(language, "")),
            release=number,
        )
        for measure in content["measures"]
        if measure["code"] in asked
        for one in measure.get("restatements", ())
        if one["period"] in asked_in.periods and _is_of(one, number, asked_in)
    ]


def _is_of(restated: Mapping[str, Any], number: int, asked_in: Round) -> bool:
    """Told by the first release after the one that it changed."""
    after = asked_in.initiative.publications.filter(
        survey=None, number__gt=restated["previous_release"], withdrawn_at__isnull=True
    ).order_by("number")
    first = after.values_list("number", flat=True).first()
    return first == number
