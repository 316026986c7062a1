"""Everything that a release says, put together from what was accepted (the form is `publication.content`'s)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from commonweal import __version__
from commonweal.agenda.queries import goal_of
from commonweal.engines.measures.comparable import is_complete_enough
from commonweal.engines.series.target import METHOD
from commonweal.governance.models import Initiative, Place, Seat
from commonweal.governance.rules import in_term, today
from commonweal.governance.visibility import Visibility
from commonweal.lib.periods import period_sort_key
from commonweal.measurement.models import Definition, Round, Submission, Target
from commonweal.measurement.queries.absent import absent_in
from commonweal.measurement.queries.accepted import counted_submissions
from commonweal.measurement.queries.adding_up import adding_up_of
from commonweal.measurement.queries.covered import other_answers_about, other_answers_in
from commonweal.measurement.queries.dominated import IN_A_RELEASE
from commonweal.measurement.queries.equity import Agreed, agreed_about, equity_of
from commonweal.measurement.queries.figures import Figures, figures_of
from commonweal.measurement.queries.forecasting import forecast_of
from commonweal.measurement.queries.goal_in_people import reckoning_of
from commonweal.measurement.queries.judging import counted_points, judgement_of, target_of
from commonweal.measurement.queries.one_line import breaks_in, definition_of
from commonweal.measurement.queries.people_in import people_in_figure, people_in_round
from commonweal.measurement.queries.protected import text
from commonweal.measurement.queries.restatements import with_restatements
from commonweal.measurement.queries.steady import steady_of
from commonweal.measurement.queries.story import stories_in
from commonweal.measurement.queries.versions import Versions, versions_in
from commonweal.publication.content import FORMAT

Content = dict[str, Any]
#: One mark for all hidden cells: with two, a reader could tell which of them are the small ones.
HIDDEN = "small"
#: The rules by which figures are added up, judged and hidden. A change of any of them raises it.
RULE_VERSION = "4"


@dataclass(frozen=True)
class Draft:
    """A release before it is one. `figures` still tells which cell is hidden for what reason."""

    content: Content
    figures: Figures
    #: The measures that are not public: the same release has them for the members who may see them.
    for_members: list[Content] = field(default_factory=list)


def draft_release(initiative: Initiative, at: datetime, closing: Round | None = None) -> Draft:
    """What is accepted now; with `closing`, as if that round were closed already."""
    submissions = counted_submissions(initiative, closing)
    figures = figures_of(initiative, submissions)
    versions = versions_in(initiative)
    in_use = _shown(versions, figures)
    shown = [definition for definition in in_use if _is_public(definition)]
    targets = _targets(initiative)
    agreed = agreed_about(definition.measure_id for definition in in_use)
    rounds = _closed_rounds(initiative)
    all_of_them = [
        {
            **_concluded(
                definition,
                _measure(definition, figures, targets.get(definition.measure_id), rounds),
                agreed[definition.measure_id],
                figures,
            ),
            **_versions(versions[definition.measure.code], figures),
        }
        for definition in in_use
    ]
    stories = stories_in(initiative)
    told = [{**one, "absent": absent_in(one), "story": stories.get(one["code"])} for one in all_of_them]
    places = _places(initiative)
    told = _with_sources(with_restatements(initiative, told, submissions, places), submissions)
    measures, for_members = split_by_reader(told)
    content: Content = {
        "format": FORMAT,
        "initiative": _initiative(initiative),
        "goal": _goal(initiative, {measure["code"]: measure for measure in measures}, targets),
        "groups": _groups(initiative, shown, today(initiative, at)),
        "places": places,
        "dimensions": _dimensions(initiative),
        "measures": measures,
        "rounds": [_round(round_) for round_ in rounds],
        "provenance": _provenance(submissions, shown),
    }
    return Draft(content, figures, for_members)


def split_by_reader(measures: Sequence[Content]) -> tuple[list[Content], list[Content]]:
    """The public's, and those that only members read; of these only what has a figure."""
    public = [measure for measure in measures if "visibility" not in measure]
    closed = [measure for measure in measures if "visibility" in measure]
    return public, [one for one in closed if any(point["value"] is not None for point in one["series"])]


def _initiative(initiative: Initiative) -> Content:
    return {
        "slug": initiative.slug,
        "name": initiative.name,
        "place_name": initiative.place_name,
        "banner": text(initiative.banner_en, initiative.banner_es),
        "minimum_count": initiative.minimum_count,
        **({"contact": initiative.public_contact} if initiative.public_contact else {}),
    }


def _shown(versions: Versions, figures: Figures) -> list[Definition]:
    """Each measure in use, by the definition of its newest figure; also where nobody may add its figures up."""
    return [
        definition_of(definitions, figures.series.get(code, []))
        for code, definitions in versions.items()
        if definitions[0].measure.retired_at is None
    ]


def _is_public(definition: Definition) -> bool:
    return definition.measure.visibility == Visibility.PUBLIC


def _versions(versions: Sequence[Definition], figures: Figures) -> Content:
    """How it was counted before, where the line breaks, and what the older count says beside the newer one."""
    code = versions[0].measure.code
    line = figures.series.get(code, [])
    return {
        "versions": [
            {
                "version": definition.version,
                "meaning": text(definition.meaning_en, definition.meaning_es),
                "reason": text(definition.reason_en, definition.reason_es),
                "made_at": definition.made_at.isoformat(),
            }
            for definition in versions
        ],
        "breaks": [{"period": period, "version": version} for period, version in breaks_in(line)],
        "counted_before": list(figures.counted_before.get(code, [])),
    }


def _measure(definition: Definition, figures: Figures, target: Target | None, rounds: Sequence[Round]) -> Content:
    measure = definition.measure
    series = figures.series.get(measure.code, [])
    splits = [_neutral(split) for split in figures.splits.get(measure.code, [])]
    return {
        "code": measure.code,
        "name": text(definition.name_en, definition.name_es),
        "meaning": text(definition.meaning_en, definition.meaning_es),
        "unit": text(definition.unit_en, definition.unit_es),
        "kind": definition.kind,
        "per": definition.per,
        "decimals": definition.decimals,
        "direction": definition.direction,
        "level": measure.level,
        "group": measure.group.code if measure.group else None,
        **({} if _is_public(definition) else {"visibility": measure.visibility}),
        **({"guarded": IN_A_RELEASE} if measure.guards_partners else {}),
        "headline": measure.headline,
        "origin": measure.origin,
        "source": definition.source,
        **({"source_es": definition.source_es} if definition.source_es else {}),
        "source_url": definition.source_url,
        "licence": definition.licence,
        "owner": measure.owner.name if measure.owner else "",
        "definition_version": definition.version,
        "numerator": text(definition.numerator_en, definition.numerator_es),
        "denominator": text(definition.denominator_en, definition.denominator_es),
        "places_rule": definition.places_rule,
        "periods_rule": definition.periods_rule,
        "target": target_of(target),
        "series": series,
        "splits": splits,
        "coverage": _coverage(definition, series, rounds),
    }


def _concluded(definition: Definition, measure: Content, agreed: Agreed, figures: Figures) -> Content:
    """The measure with what its figures tell: the verdict, for whom, how steady it is, what comes next."""
    points, target = counted_points(measure), measure["target"]
    return {
        **measure,
        "judgement": judgement_of(definition, points, target),
        "steady": steady_of(definition, measure["series"], points, target),
        "forecast": forecast_of(definition, points, target),
        "equity": equity_of(definition, measure, agreed),
        "adding_up": adding_up_of(definition, measure["splits"], figures),
    }


def _with_sources(measures: Sequence[Content], submissions: Sequence[Submission]) -> list[Content]:
    """What partners report in rounds has them as its source, whatever stood in an old sheet."""
    sources = _stated_sources(submissions)
    return [
        measure
        if any(point["partners_asked"] for point in measure["series"])
        else {**measure, "source": measure["source"] or sources.get(measure["code"], "")}
        for measure in measures
    ]


def _stated_sources(submissions: Sequence[Submission]) -> dict[str, str]:
    """Where old figures come from, as was said when they were brought in, for measures that name no source."""
    found: dict[str, list[str]] = {}
    for submission in submissions:
        source = (submission.understood or {}).get("source", "").strip().rstrip(".")
        for code in submission.totals if source else ():
            if source not in found.setdefault(code, []):
                found[code].append(source)
    return {code: "; ".join(sources) for code, sources in found.items()}


def _neutral(split: Content) -> Content:
    cells = [{**cell, "hidden": HIDDEN if cell["hidden"] else ""} for cell in split["cells"]]
    return {**split, "cells": cells}


def _coverage(definition: Definition, series: Sequence[Content], rounds: Sequence[Round]) -> Content | None:
    """How many of the partners that were asked stand behind the newest figure."""
    latest = next((point for point in reversed(series) if point["value"] is not None), None)
    if latest is None or not latest["partners_asked"]:
        return None
    code, period = definition.measure.code, latest["period"]
    names = [round_.name for round_ in rounds if period in round_.periods]
    minimum = definition.measure.initiative.minimum_count
    return {
        "partners_in": latest["partners_in"],
        "partners_asked": latest["partners_asked"],
        "people_in": people_in_figure(definition, period, rounds, minimum),
        "round": names[0] if names else period,
        **other_answers_about(code, period, rounds),
    }


def _targets(initiative: Initiative) -> dict[int, Target]:
    found = Target.objects.filter(measure__initiative=initiative, replaced_at__isnull=True).order_by("set_at", "pk")
    return {target.measure_id: target for target in found.select_related("measure")}


def _goal(initiative: Initiative, measures: Mapping[str, Content], targets: Mapping[int, Target]) -> Content | None:
    """The big goal in people: from the count bound to it, else from the numerator of its own measure."""
    goal = goal_of(None, initiative)
    if goal is None:
        return None
    headline = next((measure for measure in measures.values() if measure["headline"]), None)
    bound = [targets[pk].measure.code for pk in targets if targets[pk].goal_id == goal.pk]
    counts = [measures[code] for code in bound if code in measures and measures[code]["kind"] == "count"]
    people = _people(counts[0], "value") if counts else _people(headline, "numerator")
    content = {
        "text": text(goal.text_en, goal.text_es),
        "due_period": goal.due_period,
        "change_in_people": goal.change_in_people,
        **people,
        "people_to_go": _to_go(goal.change_in_people, people["people_now"], counts[0] if counts else headline),
        "measure": headline["code"] if headline else None,
    }
    return {**content, **reckoning_of(content, measures)}


def _people(measure: Content | None, part: str) -> Content:
    series = measure["series"] if measure else []
    points = [point for point in series if point[part] is not None and is_complete_enough(point)]
    if not points:
        return dict.fromkeys(("people_now", "people_period", "people_low", "people_high"))
    latest = points[-1]
    bounds = (latest["low"], latest["high"]) if part == "value" else (None, None)
    return {
        "people_now": _whole(latest[part]),
        "people_period": latest["period"],
        "people_low": _whole(bounds[0]),
        "people_high": _whole(bounds[1]),
    }


def _to_go(change: int | None, people_now: int | None, measure: Content | None) -> int | None:
    """What is left of the change that was promised, counted from where the target starts."""
    if change is None or people_now is None or measure is None:
        return None
    if measure["kind"] == "count" and measure["target"]:
        start: float | None = measure["target"]["baseline_value"]
    else:
        since = measure["target"]["baseline_period"] if measure["target"] else None
        start = next((p["numerator"] for p in measure["series"] if p["period"] == since), None)
    if start is None:
        return None
    left = people_now - (round(start) + change)
    return max(0, left if change < 0 else -left)


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)


def _groups(initiative: Initiative, shown: Sequence[Definition], on: date) -> list[Content]:
    seats = Seat.objects.filter(in_term(on), group__initiative=initiative, organisation__isnull=False)
    partners: dict[int, list[str]] = {}
    for seat in seats.select_related("organisation").order_by("organisation__name"):
        partners.setdefault(seat.group_id, []).append(seat.organisation.name)  # type: ignore[union-attr]
    return [
        {
            "code": group.code,
            "name": text(group.name_en, group.name_es),
            "kind": group.kind,
            "measures": [d.measure.code for d in shown if d.measure.group_id == group.pk],
            "partners": partners.get(group.pk, []),
        }
        for group in initiative.groups.all()
    ]


def _places(initiative: Initiative) -> list[Content]:
    return [_place(place) for place in initiative.places.prefetch_related("wholes__whole")]


def _place(place: Place) -> Content:
    """In what it lies; where that changed, also from which period to which."""
    lines = sorted(place.wholes.all(), key=lambda line: (line.whole.code, line.since))
    moved = any(line.since or line.until for line in lines)
    told = [{"whole": line.whole.code, "since": line.since, "until": line.until} for line in lines]
    return {
        "code": place.code,
        "name": place.name,
        "kind": place.kind,
        "tile_row": place.tile_row,
        "tile_column": place.tile_column,
        "boundary": place.boundary,
        "wholes": sorted({line.whole.code for line in lines}),
        **({"lies_in": told} if moved else {}),
    }


def _dimensions(initiative: Initiative) -> list[Content]:
    return [
        {
            "code": dimension.code,
            "name": text(dimension.name_en, dimension.name_es),
            "categories": [
                {"code": category.code, "name": text(category.name_en, category.name_es)}
                for category in dimension.categories.all()
            ],
        }
        for dimension in initiative.dimensions.prefetch_related("categories")
    ]


def _closed_rounds(initiative: Initiative) -> list[Round]:
    """The newest period first."""

    def last_period(round_: Round) -> tuple[float, str]:
        return max((period_sort_key(period) for period in round_.periods), default=(0.0, ""))

    return sorted(initiative.rounds.filter(state=Round.State.CLOSED), key=last_period, reverse=True)


def _round(round_: Round) -> Content:
    accepted = round_.submissions.filter(state=Submission.State.ACCEPTED)
    return {
        "name": round_.name,
        "closed_at": round_.closed_at.isoformat() if round_.closed_at else "",
        "partners_in": accepted.values("organisation").distinct().count(),
        "partners_asked": round_.invitations.count(),
        "people_in": people_in_round(round_, round_.initiative.minimum_count),
        **other_answers_in(round_),
    }


def _provenance(submissions: Sequence[Submission], shown: Sequence[Definition]) -> Content:
    return {
        "code_version": __version__,
        "rule_version": f"{RULE_VERSION}: {METHOD}",
        "definitions": {definition.measure.code: definition.version for definition in shown},
        "submissions": [
            {"number": submission.number, "facts_sha256": submission.facts_sha256} for submission in submissions
        ],
    }
