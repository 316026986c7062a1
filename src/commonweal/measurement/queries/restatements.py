"""Published figures that a new release changes: what was, what is, and why, kept with the figure from then on.

Public words count partners and name none. Which partner it was stands on the round's own page, for the backbone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commonweal.governance.models import Initiative
from commonweal.measurement.models import Submission
from commonweal.publication.queries import latest, whole_content_of

Content = dict[str, Any]
WORDS: dict[str, dict[str, str]] = {
    "late-one": {
        "en": "One partner reported after the round closed.",
        "es": "Una organización informó después del cierre de la ronda.",
    },
    "late": {
        "en": "{count} partners reported after the round closed.",
        "es": "{count} organizaciones informaron después del cierre de la ronda.",
    },
    "newer-one": {
        "en": "Newer numbers of one partner were accepted.",
        "es": "Se aceptaron cifras más nuevas de una organización.",
    },
    "newer": {
        "en": "Newer numbers of {count} partners were accepted.",
        "es": "Se aceptaron cifras más nuevas de {count} organizaciones.",
    },
    "taken-out": {
        "en": "Numbers that counted before were taken out.",
        "es": "Se sacaron de la cuenta cifras que antes contaban.",
    },
    "defined-anew": {
        "en": "It is counted differently since version {count}.",
        "es": "Se cuenta de otra manera desde la versión {count}.",
    },
    "places": {
        "en": "Places lie in each other differently now.",
        "es": "Ahora unos lugares quedan en otros de otra manera.",
    },
    "rules": {
        "en": "It was worked out anew.",
        "es": "Se calculó de nuevo.",
    },
}


def with_restatements(
    initiative: Initiative, measures: Sequence[Content], submissions: Sequence[Submission], places: Sequence[Content]
) -> list[Content]:
    """Each measure with its restatements so far, and those that the coming release adds."""
    last = latest(initiative)
    before = whole_content_of(last) if last else None
    if last is None or before is None:
        return [{**measure, "restatements": []} for measure in measures]
    since = _Since(last.number, before, submissions, lies_in(before["places"]) != lies_in(places))
    return [_restated(measure, since) for measure in measures]


@dataclass(frozen=True)
class _Since:
    """What counts now, beside what counted in the release that stands."""

    number: int
    before: Mapping[str, Any]
    submissions: Sequence[Submission]
    has_other_places: bool

    def measure(self, now: Content) -> Mapping[str, Any] | None:
        """What the same readers read then: what only some saw is not told to more of them."""
        seen_by = ("", now.get("visibility", ""))
        of_it = (one for one in self.before["measures"] if one["code"] == now["code"])
        return next((one for one in of_it if one.get("visibility", "") in seen_by), None)

    def new_about(self, code: str, period: str) -> list[Submission]:
        counted = {one["number"] for one in self.before["provenance"]["submissions"]}
        return [
            one
            for one in self.submissions
            if one.number not in counted and code in one.totals and period in one.understood.get("periods", ())
        ]

    def is_anything_gone(self) -> bool:
        now = {one.number for one in self.submissions}
        return any(one["number"] not in now for one in self.before["provenance"]["submissions"])


def _restated(measure: Content, since: _Since) -> Content:
    earlier = since.measure(measure)
    if earlier is None:
        return {**measure, "restatements": []}
    known = list(earlier.get("restatements", ()))
    old = {point["period"]: point for point in earlier["series"]}
    added = [
        {
            "period": point["period"],
            "before": old[point["period"]]["value"],
            "value": point["value"],
            "previous_release": since.number,
            **_why(measure["code"], old[point["period"]], point, since),
        }
        for point in measure["series"]
        if point["period"] in old and _differ(old[point["period"]]["value"], point["value"])
    ]
    return {**measure, "restatements": [*known, *added]}


def lies_in(places: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What lies in what, and from when to when."""
    return {place["code"]: [place.get(name) for name in ("wholes", "lies_in")] for place in places}


def _differ(before: float | None, value: float | None) -> bool:
    return before is not None and value is not None and before != value


def _why(code: str, before: Mapping[str, Any], point: Mapping[str, Any], since: _Since) -> Content:
    if before.get("definition") not in (None, point.get("definition")):
        return _because("defined-anew", point["definition"])
    new = since.new_about(code, point["period"])
    late = {one.organisation_id for one in new if came_late(one)}
    newer = {one.organisation_id for one in new} - late
    if late:
        return _because("late", len(late))
    if newer:
        return _because("newer", len(newer))
    if since.is_anything_gone():
        return _because("taken-out", 0)
    return _because("places" if since.has_other_places else "rules", 0)


def came_late(submission: Submission) -> bool:
    """It arrived after its round had closed."""
    closed_at = submission.round.closed_at if submission.round else None
    return closed_at is not None and submission.submitted_at > closed_at


def _because(reason: str, count: int) -> Content:
    key = f"{reason}-one" if count == 1 and f"{reason}-one" in WORDS else reason
    return {"reason": reason, "why": {lang: words.format(count=count) for lang, words in WORDS[key].items()}}


def why_restated(before: Mapping[str, Any], after: Mapping[str, Any], period: str) -> Mapping[str, str]:
    """Of two releases of one measure, why the later one changed this period; empty where it does not say."""
    known = len(before.get("restatements", ()))
    added: Iterable[Mapping[str, Any]] = after.get("restatements", ())[known:]
    return next((one["why"] for one in added if one["period"] == period and one["reason"] != "rules"), {})
