"""The form of a release (format 1): canonical text, its hash, and what the door looks at before it lets one out."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

FORMAT = 1
PARTS = ("initiative", "goal", "groups", "places", "dimensions", "measures", "rounds", "provenance")


class NotPublishable(ValueError):  # noqa: N818 (says what the content is)
    """This content may not become public; says why."""


class TooTelling(NotPublishable):  # noqa: N818 (what the content is)
    """A reader could work out figures that are to stay hidden. `exposed` names them, in both languages."""

    def __init__(self, exposed: Sequence[Mapping[str, str]]) -> None:
        self.exposed = exposed
        super().__init__("; ".join(words["en"] for words in exposed))


class DamagedRelease(RuntimeError):  # noqa: N818 (reads as what it is where it is caught)
    """The stored text is not the one that was released."""


def canonical(content: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> str:
    """One text for one content: sorted keys, no spaces, no NaN."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def with_measures(content: Mapping[str, Any], more: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The release with these measures too: what all who read any part of it know together."""
    return {**content, "measures": [*content["measures"], *more]}


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def check(content: Mapping[str, Any], *, slug: str, minimum_count: int) -> None:
    """Refuse what is not a whole release of this initiative, or shows a number that is too small."""
    absent = [part for part in PARTS if part not in content]
    if content.get("format") != FORMAT or absent:
        raise NotPublishable(f"A release has format {FORMAT} and the parts {', '.join(PARTS)}; absent: {absent}.")
    if content["initiative"]["slug"] != slug:
        raise NotPublishable(f"These are the figures of {content['initiative']['slug']}, not of {slug}.")
    if not any(point["value"] is not None for measure in content["measures"] for point in measure["series"]):
        raise NotPublishable("There is no figure in this release.")
    for where, count in small_counts(content, minimum_count):
        raise NotPublishable(f"{where} would show {count:g}, which is below {minimum_count}.")


def small_counts(content: Mapping[str, Any], minimum_count: int) -> Iterator[tuple[str, float]]:
    """Every count of a split that is shown although it is 1 … minimum − 1."""
    for measure in content["measures"]:
        for split in measure["splits"]:
            for cell in split["cells"]:
                where = f"{measure['code']}, {split['dimension']} {cell['code']}"
                if cell["hidden"] and any(cell[part] is not None for part in ("value", "numerator", "denominator")):
                    raise NotPublishable(f"{where} is marked as not shown and has a number.")
                for count in _counts(measure, cell):
                    if 0 < count < minimum_count:
                        yield where, count


def _counts(measure: Mapping[str, Any], cell: Mapping[str, Any]) -> Iterator[float]:
    if measure["kind"] == "count" and cell["value"] is not None:
        yield cell["value"]
    for part in ("numerator", "denominator"):
        if cell[part] is not None:
            yield cell[part]
