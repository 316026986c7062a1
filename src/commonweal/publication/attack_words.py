"""What the attack on a release found, in words: which figure of which measure, and why the release stays in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from commonweal.engines.audit import TOTAL, AuditedCell, AuditError
from commonweal.ui import formats

Content = Mapping[str, Any]
Words = Mapping[str, str]
LANGUAGES = ("en", "es")
NOW, _EARLIER, _OTHER = "now", "earlier ", "measure "
#: The parts of a share, which the auditor keeps apart.
COUNT = "count"
COUNT_NAMES = {"en": "counting", "es": "contando a"}
COUNTED = {
    "in": {"en": "those above the line", "es": "quienes están en el numerador"},
    "others": {"en": "the others", "es": "las demás personas"},
    TOTAL: {"en": "those below the line", "es": "quienes están en el denominador"},
}
WHOLE = {"en": ("the", "whole"), "es": ("el", "total")}
PLACE = {"en": "place", "es": "lugar"}
RELEASES = {
    NOW: {"en": "this release", "es": "esta publicación"},
    _EARLIER: {"en": "an earlier release", "es": "una publicación anterior"},
}
NOT_FINISHED = {
    "en": "The check of the split by {dimension} was not finished in time, so it may not be safe. Try again.",
    "es": "La revisión del desglose por {dimension} no terminó a tiempo y quizá no sea segura. Inténtelo de nuevo.",
}
REFUSED = {
    "en": "The hidden figures could not be checked: {why}",
    "es": "No se pudieron revisar las cifras ocultas: {why}",
}


BY_PARTNERS = {
    "en": "{part} ({measure}, {period}): from it one partner’s own figure can be worked out. Hide it.",
    "es": "{part} ({measure}, {period}): con ella se puede deducir la cifra de una sola organización. Ocúltela.",
}
BY_PARTNERS_SINCE = {
    "en": "{part} ({measure}, {period}): what changed since an earlier release is one partner’s own figure. Hide it.",
    "es": "{part} ({measure}, {period}): lo que cambió desde una publicación anterior es la cifra de una sola "
    "organización. Ocúltela.",
}
MOVED_BY_FEW = {
    "en": "{part} ({measure}, {period}): since an earlier release it moved by fewer than {minimum} people. Hide it.",
    "es": "{part} ({measure}, {period}): desde una publicación anterior cambió por menos de {minimum} personas. "
    "Ocúltela.",
}
NOT_ASKED = {
    "en": "{measure}: nobody said what each partner gave, so its guarded figures could not be checked.",
    "es": "{measure}: nadie dijo qué aportó cada organización, así que sus cifras no se pudieron revisar.",
}


@dataclass(frozen=True)
class Exposed:
    """A figure that was to stay hidden, and what a reader could know of it."""

    measure: str
    period: str
    words: Words


def measure_name(code: str) -> str:
    return f"{_OTHER}{code}"


def earlier_name(number: int) -> str:
    return f"{_EARLIER}{number}"


def in_words(content: Content, measure: Content, period: str, cell: AuditedCell) -> Words:
    """Names for codes, so that the figure is found on the page."""
    return {lang: _told(content, measure, period, cell, lang) for lang in LANGUAGES}


def _told(content: Content, measure: Content, period: str, cell: AuditedCell, lang: str) -> str:
    where = f"{_in(measure.get('name'), lang) or measure['code']}, {formats.period(period, lang)}"
    if cell.table != NOW:
        where += f", {_table(content, cell.table, lang)}"
    shown_in = _table(content, cell.shown_in, lang) if cell.shown_in else None
    named = dict(_named(content, measure, dimension, code, lang) for dimension, code in cell.cell.items())
    return replace(cell, cell=named, table=where, shown_in=shown_in).words(lang)


def _table(content: Content, name: str, lang: str) -> str:
    if name.startswith(_OTHER):
        code = name.removeprefix(_OTHER)
        names = (_in(each.get("name"), lang) for each in content["measures"] if each["code"] == code)
        return next(names, "") or code
    return RELEASES[NOW if name == NOW else _EARLIER][lang]


def _named(content: Content, measure: Content, dimension: str, code: str, lang: str) -> tuple[str, str]:
    if dimension == COUNT:
        return COUNT_NAMES[lang], COUNTED[code][lang]
    if code == TOTAL:
        return WHOLE[lang]
    names = {each["code"]: each["name"] for each in content.get("dimensions", ())} | {"place": PLACE}
    cells = (cell for split in measure["splits"] if split["dimension"] == dimension for cell in split["cells"])
    name = next((_in(cell.get("name"), lang) for cell in cells if cell["code"] == code), "")
    return _in(names.get(dimension), lang) or dimension, name or code


def by_partners(content: Content, measure: Content, where: tuple[str, str, str], *, since: bool) -> Words:
    """`where`: period, dimension and part."""
    return _of_part(content, measure, where, BY_PARTNERS_SINCE if since else BY_PARTNERS)


def moved_by_few(content: Content, measure: Content, where: tuple[str, str, str], minimum: int) -> Words:
    return _of_part(content, measure, where, MOVED_BY_FEW, minimum=minimum)


def _of_part(content: Content, measure: Content, where: tuple[str, str, str], told: Words, **more: int) -> Words:
    period, dimension, code = where
    return {
        lang: told[lang].format(
            part=" ".join(_named(content, measure, dimension, code or TOTAL, lang)),
            measure=_in(measure.get("name"), lang) or measure["code"],
            period=formats.period(period, lang),
            **more,
        )
        for lang in LANGUAGES
    }


def not_asked(measure: Content) -> Words:
    return {
        lang: NOT_ASKED[lang].format(measure=_in(measure.get("name"), lang) or measure["code"]) for lang in LANGUAGES
    }


def not_finished(dimension: str) -> Words:
    return {lang: NOT_FINISHED[lang].format(dimension=dimension) for lang in LANGUAGES}


def refused(error: AuditError) -> Words:
    return {lang: REFUSED[lang].format(why=error.message(lang)) for lang in LANGUAGES}


def _in(words: Words | None, lang: str) -> str:
    return (words or {}).get(lang) or (words or {}).get("en") or ""
