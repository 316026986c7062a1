"""Whether enough partners stand behind a figure to set it beside the ones before it."""

from collections.abc import Mapping
from typing import Any

#: Of every hundred partners asked, so many must be in. Partners differ in size, so a lower floor lets whoever is late
#: decide the direction; a higher one would leave most rounds without a verdict, because somebody is always late.
FLOOR = 80
#: A sum loses whatever the absent ones would have added, so that one of five already looks like a fall of a fifth.
FLOOR_OF_SUMS = 90


def floor_of(places_rule: str) -> int:
    return FLOOR_OF_SUMS if places_rule == "sum" else FLOOR


def is_comparable(partners_in: int | None, partners_asked: int | None, places_rule: str) -> bool:
    """True as well where nobody keeps a list of who was asked: then nothing is known to be missing."""
    if not partners_asked:
        return True
    return 100 * (partners_in or 0) >= floor_of(places_rule) * partners_asked


def is_complete_enough(point: dict[str, Any]) -> bool:
    """The same of a point of a series. Releases from before there was a floor do not say; theirs all counted."""
    return bool(point.get("comparable", True))


def counts_more_than_all(kind: str, point: Mapping[str, Any]) -> bool:
    """A percent above 100, whose sender said why more were counted than there are in all."""
    top, bottom = point.get("numerator"), point.get("denominator")
    return kind == "percent" and point["value"] is not None and top is not None and bottom is not None and top > bottom
