"""What changed from one version of an instrument to the next, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from commonweal.engines.questionnaires.difference_words import KEYS, WORDS
from commonweal.engines.questionnaires.instrument import Instrument
from commonweal.engines.questionnaires.writing import plain

#: Changes after which old and new answers do not mean the same.
_MEANING = {
    "text",
    "kind",
    "scale",
    "reverse",
    "options",
    "min",
    "max",
    "whole",
    "retrospective",
    "low",
    "high",
    "score",
}
_WHOLE = ("title", "purpose", "floor", "licence", "sources", "languages", "modes", "raters", "gates", "access")


@dataclass(frozen=True)
class Change:
    """`what` is the part (`items`, `scales`, `sections`, `instrument`), `id` which, `keys` what of it."""

    code: str
    what: str
    id: str
    keys: tuple[str, ...] = ()

    def message(self, lang: str) -> str:
        keys = ", ".join(KEYS[key][lang] for key in self.keys)
        return WORDS[f"{self.what}-{self.code}"][lang].format(id=self.id, keys=keys)

    @property
    def breaks_comparison(self) -> bool:
        """Answers before and after should not be laid side by side for this part."""
        if self.what == "sections" or self.code == "order":
            return False
        return self.code != "changed" or bool(_MEANING & set(self.keys))


def changes_between(old: Instrument, new: Instrument) -> tuple[Change, ...]:
    """In the order of the file: first the whole, then scales, sections and questions."""
    before, after = plain(old), plain(new)
    found: list[Change] = []
    whole = tuple(key for key in KEYS if key in _WHOLE and before.get(key) != after.get(key))
    if whole:
        found.append(Change("changed", "instrument", new.code, whole))
    for what in ("scales", "sections", "items"):
        earlier = {row["id"]: row for row in before.get(what, [])}
        later = {row["id"]: row for row in after.get(what, [])}
        found += _changes(what, earlier, later)
    return tuple(found)


def _changes(
    what: str, earlier: Mapping[str, dict[str, object]], later: Mapping[str, dict[str, object]]
) -> Iterator[Change]:
    for part in later:
        if part not in earlier:
            yield Change("added", what, part)
        elif earlier[part] != later[part]:
            keys = tuple(key for key in KEYS if earlier[part].get(key) != later[part].get(key))
            yield Change("changed", what, part, keys)
    for part in earlier:
        if part not in later:
            yield Change("removed", what, part)
    kept = [part for part in later if part in earlier]
    if kept != [part for part in earlier if part in later]:
        yield Change("order", what, "")
