"""The splits of a measure in a release: of each way to split every period, the newest first."""

from collections.abc import Mapping
from typing import Any

Content = Mapping[str, Any]


def newest_splits(measure: Content) -> list[Any]:
    """One of each way to split: that of its newest period. Releases made before had no others."""
    newest: dict[str, Any] = {}
    for split in measure["splits"]:
        newest.setdefault(split["dimension"], split)
    return list(newest.values())
