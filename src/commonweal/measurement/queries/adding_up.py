"""What does not add up, shown and not hidden: figures that may not be put together, and wholes unlike their parts."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from commonweal.engines.measures.mismatches import Mismatch
from commonweal.engines.measures.rollup import Refusal
from commonweal.lib.periods import period_sort_key
from commonweal.measurement.models import Definition
from commonweal.measurement.queries.figures import Figures
from commonweal.measurement.queries.judging import LANGUAGES

Content = dict[str, Any]


def adding_up_of(definition: Definition, splits: Sequence[Content], figures: Figures) -> Content:
    """What stands in a release under `adding_up`."""
    initiative, code = definition.measure.initiative, definition.measure.code
    refused = next((each for each in figures.refused if each.measure == code), None)
    found = [
        mismatch
        for version, mismatch in figures.mismatches
        if mismatch.measure == code and version == definition.version and _is_public(mismatch)
        if not is_rounding(mismatch, definition)
    ]
    names = dict(initiative.places.values_list("code", "name")) if found else {}
    return {
        "refused": _refused(refused) if refused else None,
        "mismatches": [
            _shown(definition, splits, mismatch, names.get(mismatch.parent, mismatch.parent))
            for mismatch in sorted(found, key=lambda each: period_sort_key(each.period), reverse=True)
        ],
    }


def _refused(refusal: Refusal) -> Content:
    return {
        "across": refusal.across,
        "rule": refusal.rule,
        "words": {lang: refusal.message(lang) for lang in LANGUAGES},
    }


def is_rounding(mismatch: Mismatch, definition: Definition) -> bool:
    """A mean of means that were rounded one by one is out by up to a unit of their last decimal."""
    is_mean = definition.places_rule in (Definition.Rule.WEIGHTED_MEAN, Definition.Rule.MEAN)
    return is_mean and mismatch.figure == "value" and abs(mismatch.difference) <= 10.0**-definition.decimals + 1e-9


def _is_public(mismatch: Mismatch) -> bool:
    """What the community's own source says of places; what one partner sent is between it and the backbone."""
    return not mismatch.partner and mismatch.dimension == "place" and not mismatch.cell


def _shown(definition: Definition, splits: Sequence[Content], mismatch: Mismatch, name: str) -> Content:
    cells = list(_cells(splits, mismatch.period))
    minimum = definition.measure.initiative.minimum_count
    hidden = any(cell["hidden"] for cell in cells) or _is_telling(definition, mismatch, minimum)
    return {
        "period": mismatch.period,
        "place": mismatch.parent,
        "place_name": name,
        "figure": mismatch.figure,
        "stated": None if hidden else mismatch.stated,
        "parts": None if hidden else mismatch.parts,
        "without_figure": sum(cell["status"] == "missing" for cell in cells),
    }


def _cells(splits: Sequence[Content], period: str) -> Iterator[Mapping[str, Any]]:
    for split in splits:
        if split["dimension"] == "place" and split["period"] == period:
            yield from split["cells"]


def _is_telling(definition: Definition, mismatch: Mismatch, minimum: int) -> bool:
    """A difference of a few people is a count of a few people."""
    counts = definition.kind == Definition.Kind.COUNT or mismatch.figure != "value"
    return counts and any(0 < abs(x) < minimum for x in (mismatch.difference, mismatch.stated, mismatch.parts))
