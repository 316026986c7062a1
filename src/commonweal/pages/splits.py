"""The splits of a measure in a release: of each way to split every period, the newest first."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from commonweal.pages.reading import in_words

Content = Mapping[str, Any]


def newest_splits(measure: Content) -> list[Any]:
    """One of each way to split: that of its newest period. Releases made before had no others."""
    newest: dict[str, Any] = {}
    for split in measure["splits"]:
        newest.setdefault(split["dimension"], split)
    return list(newest.values())


def way_title(content: Content, dimension: str, lang: str) -> str:
    """By place, by age …: a way to split in the reader's language."""
    if dimension == "place":
        return _("By place")
    for each in content["dimensions"]:
        if each["code"] == dimension:
            return _("By %(dimension)s") % {"dimension": in_words(each["name"], lang).lower()}
    return dimension


def way_titles(content: Content, measure: Content, lang: str) -> dict[str, str]:
    return {split["dimension"]: way_title(content, split["dimension"], lang) for split in newest_splits(measure)}
