"""For whom: how far the groups of a measure are apart, how that moved, and the verdict on each group.

Only what a release shows goes in: a hidden group is compared with nobody. A group is never averaged away: whoever
fares worst is named wherever the gap is clear.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from commonweal.engines.measures.comparable import is_complete_enough
from commonweal.engines.rates.gaps import METHOD, RULE, Comparison, GapError, Group, GroupGap, compare
from commonweal.engines.rates.words import gain_words, gap_over_time_words, gap_words, is_clear
from commonweal.engines.series.target import Point
from commonweal.engines.series.trend import ENOUGH_POINTS
from commonweal.lib.period_words import period_words
from commonweal.measurement.models import Definition, Dimension, GroupTarget, ReferenceGroup
from commonweal.measurement.queries.forecasting import group_forecast_of
from commonweal.measurement.queries.judging import LANGUAGES, TARGET, judgement_of
from commonweal.measurement.queries.linked_tables import REST
from commonweal.measurement.queries.steady import group_steady_of

Content = dict[str, Any]
#: Where and who: the code of a dimension (or "place") and of a group (or place).
Who = tuple[str, str]
COMPARED = (Definition.Kind.PERCENT, Definition.Kind.RATE)


@dataclass(frozen=True)
class Agreed:
    """What the initiative decided about the groups of one measure."""

    targets: Mapping[Who, Content] = field(default_factory=dict)
    references: Mapping[str, str] = field(default_factory=dict)
    ordered: frozenset[str] = frozenset()


def agreed_about(measures: Iterable[int]) -> dict[int, Agreed]:
    """By the measure's number; as many queries for one as for a hundred."""
    wanted = list(measures)
    targets: dict[int, dict[Who, Content]] = {}
    references: dict[int, dict[str, str]] = {}
    holding = GroupTarget.objects.filter(measure__in=wanted, replaced_at__isnull=True)
    for target in holding.select_related("category__dimension", "place").order_by("set_at", "pk"):
        who = (target.category.dimension.code, target.category.code) if target.category else ("place", _place(target))
        targets.setdefault(target.measure_id, {})[who] = {name: getattr(target, name) for name in TARGET}
    for each in ReferenceGroup.objects.filter(measure__in=wanted).select_related("category__dimension"):
        references.setdefault(each.measure_id, {})[each.category.dimension.code] = each.category.code
    ordered = Dimension.objects.filter(ordered=True, initiative__measures__in=wanted).values_list("code", flat=True)
    in_order = frozenset(ordered)
    return {pk: Agreed(targets.get(pk, {}), references.get(pk, {}), in_order) for pk in wanted}


def _place(target: GroupTarget) -> str:
    return target.place.code if target.place else ""


def equity_of(definition: Definition, measure: Content, agreed: Agreed) -> Content:
    """What stands in a release under `equity`: the gaps of each newest split, how they moved, each group's verdict."""
    of_this_count = [split for split in measure["splits"] if split.get("definition") == definition.version]
    ways: dict[str, list[Content]] = {}
    for split in of_this_count:
        ways.setdefault(split["dimension"], []).append(split)
    gaps = [found for splits in ways.values() if (found := _gap(definition, splits, agreed)) is not None]
    return {
        "method": METHOD,
        "rule": RULE,
        "gaps": sorted(gaps, key=lambda gap: (not gap["clear"], -abs(gap["widest"]))),
        "groups": [one for splits in ways.values() for one in _groups(definition, measure, splits, agreed)],
    }


# ---- Gaps -----------------------------------------------------------------------------------------


def _gap(definition: Definition, splits: Sequence[Content], agreed: Agreed) -> Content | None:
    """The gaps of the newest split, newest first given; None where nothing can be compared."""
    newest = splits[0]
    by_code = {lang: _compared(definition, newest, agreed, lang) for lang in ("", *LANGUAGES)}
    found = by_code[""]
    if found is None or found.widest is None:
        return None
    named = {lang: each for lang, each in by_code.items() if lang and each is not None}
    worst = _worst(found)
    return {
        "dimension": newest["dimension"],
        "period": newest["period"],
        "reference": found.reference,
        "declared": newest["dimension"] in agreed.references,
        "worst": worst.group.name,
        "best": _best(found).group.name,
        "widest": worst.difference.value or 0.0,
        "clear": worst.group.name != found.reference and is_clear(worst),
        "words": {lang: gap_words(each, _of(each, found, worst), lang) for lang, each in named.items()},
        "gain": {lang: gain_words(each, lang) for lang, each in named.items()},
        "groups": [_entry(found, named, gap) for gap in found.groups],
        "summary": asdict(found.summary),
        "over_time": _over_time(definition, splits, found, worst),
    }


def _compared(definition: Definition, split: Content, agreed: Agreed, lang: str) -> Comparison | None:
    if definition.kind not in COMPARED:
        return None
    cells = [cell for cell in split["cells"] if cell["code"] != REST and cell["value"] is not None]
    declared = agreed.references.get(split["dimension"])
    reference = next((_name(cell, lang) for cell in cells if cell["code"] == declared), None)
    in_order = split["dimension"] in agreed.ordered
    groups = [
        Group(_name(cell, lang), cell["numerator"], cell["denominator"], float(place) if in_order else None)
        for place, cell in enumerate(cells)
        if cell["numerator"] is not None and cell["denominator"]
    ]
    if len(groups) < 2:
        return None
    try:
        return compare(groups, reference=reference, direction=definition.direction)
    except GapError:
        return None


def _name(cell: Content, lang: str) -> str:
    return str(cell["name"].get(lang) or cell["name"].get("en") or cell["code"]) if lang else str(cell["code"])


def _ranked(found: Comparison) -> list[GroupGap]:
    """From the group that does best to the one that fares worst."""
    known = [gap for gap in found.groups if gap.rate.value is not None]
    return sorted(known, key=lambda gap: gap.rate.value or 0.0, reverse=found.direction == "higher")


def _best(found: Comparison) -> GroupGap:
    return _ranked(found)[0]


def _worst(found: Comparison) -> GroupGap:
    """Who fares worst; beside a named reference that fares worst itself, whoever is farthest from it."""
    worst = _ranked(found)[-1]
    return worst if worst.group.name != found.reference else found.widest or worst


def _of(named: Comparison, found: Comparison, gap: GroupGap) -> GroupGap:
    """The same group in the comparison that has names in place of codes."""
    return named.groups[found.groups.index(gap)]


def _entry(found: Comparison, named: Mapping[str, Comparison], gap: GroupGap) -> Content:
    is_reference = gap.group.name == found.reference
    return {
        "code": gap.group.name,
        "ratio": gap.ratio.value,
        "ratio_low": gap.ratio.low,
        "ratio_high": gap.ratio.high,
        "difference": gap.difference.value,
        "difference_low": gap.difference.low,
        "difference_high": gap.difference.high,
        "reliability": gap.reliability.action,
        "reasons": list(gap.reliability.reasons),
        "clear": not is_reference and is_clear(gap),
        "words": {
            lang: "" if is_reference else gap_words(each, _of(each, found, gap), lang) for lang, each in named.items()
        },
    }


def _over_time(definition: Definition, splits: Sequence[Content], found: Comparison, worst: GroupGap) -> Content:
    """The same two groups in every period that shows both, the oldest first."""
    points = []
    for split in reversed(splits):
        cells = {cell["code"]: cell for cell in split["cells"] if cell["value"] is not None}
        pair = [cells.get(code) for code in (worst.group.name, found.reference)]
        groups = [Group(c["code"], c["numerator"], c["denominator"]) for c in pair if c and c["denominator"]]
        if len(groups) < 2:
            continue
        try:
            gap = compare(groups, reference=found.reference, direction=definition.direction).groups[0]
        except GapError:
            continue
        points.append({"period": split["period"], **_both(gap)})
    return {"points": points, "words": {lang: _moved(points, lang) for lang in LANGUAGES}}


def _both(gap: GroupGap) -> Content:
    return {
        "difference": gap.difference.value,
        "low": gap.difference.low,
        "high": gap.difference.high,
        "ratio": gap.ratio.value,
        "ratio_low": gap.ratio.low,
        "ratio_high": gap.ratio.high,
    }


def _moved(points: Sequence[Content], lang: str) -> str:
    if len(points) < 2:
        return ""
    first, last = points[0], points[-1]
    ends = [(point["difference"], point["low"], point["high"]) for point in (first, last)]
    return gap_over_time_words(
        ends[0], ends[1], (period_words(first["period"], lang), period_words(last["period"], lang)), lang
    )


# ---- Each group's own verdict ---------------------------------------------------------------------


def _groups(definition: Definition, measure: Content, splits: Sequence[Content], agreed: Agreed) -> Iterable[Content]:
    """Every group with a target of its own, or with figures enough for a verdict."""
    complete = {point["period"] for point in measure["series"] if is_complete_enough(point)}
    for cell in splits[0]["cells"]:
        code = cell["code"]
        line = [_point_of(split, code, complete) for split in reversed(splits)]
        points = [Point(point["period"], point["value"]) for point in line]
        known = sum(point.value is not None for point in points)
        target = _target_that_may_be_told(agreed.targets.get((splits[0]["dimension"], code)), splits, code)
        if code == REST or not known or (target is None and known < ENOUGH_POINTS):
            continue
        yield {
            "dimension": splits[0]["dimension"],
            "code": code,
            "name": cell["name"],
            "target": target,
            "n": known,
            "judgement": judgement_of(definition, points, target),
            "steady": (steady := group_steady_of(definition, line, points, target)),
            "forecast": group_forecast_of(definition, points, target),
            "unusual": steady["unusual"] if steady else [],
        }


def _target_that_may_be_told(target: Content | None, splits: Sequence[Content], code: str) -> Content | None:
    """Not one that starts from a figure which is hidden: its baseline would say what that is."""
    hidden = {split["period"] for split in splits for cell in split["cells"] if cell["code"] == code and cell["hidden"]}
    return None if target is None or target["baseline_period"] in hidden else target


def _point_of(split: Content, code: str, complete: set[str]) -> Content:
    """What counts of a group in a period: nothing where too few partners are in."""
    cell: Content = next((cell for cell in split["cells"] if cell["code"] == code), {})
    counts = not complete or split["period"] in complete
    told = {name: cell.get(name) if counts else None for name in ("value", "numerator", "denominator")}
    return {"period": split["period"], "definition": split.get("definition"), **told}
