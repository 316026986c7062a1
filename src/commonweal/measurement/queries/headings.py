"""The words over the columns of our workbook and inside its drop-downs, and the way back from them.

A workbook made in one language may come back to a page in the other, or from a colleague who renamed a column to
what the page calls it; so every heading of both languages is understood always.
"""

from collections.abc import Iterable, Mapping, Sequence

from commonweal.engines.measures.period_columns import YEAR_BESIDE
from commonweal.governance.models import Place
from commonweal.measurement.models import Definition, Dimension

LANGUAGES = ("en", "es")
#: What the sheet to fill in is called in our own workbook.
FIRST_SHEETS = ("Figures", "Cifras")

#: role -> language -> heading. Ours are grey columns, which are left out in silence when the file comes back.
HEADINGS: dict[str, dict[str, str]] = {
    "measure": {"en": "Code", "es": "Código"},
    "period": {"en": "Period", "es": "Periodo"},
    "place": {"en": "Place", "es": "Lugar"},
    "value": {"en": "Value", "es": "Valor"},
    "numerator": {"en": "Numerator", "es": "Numerador"},
    "denominator": {"en": "Denominator", "es": "Denominador"},
    "status": {"en": "Status", "es": "Estado"},
}
#: What others call the column that says which measure it is, and how they cut the names of its parts short.
OTHER_NAMES = {
    **dict.fromkeys(("measure", "medida", "indicator", "indicador"), "measure"),
    "num": "numerator",
    **dict.fromkeys(("den", "denom"), "denominator"),
}
OURS: dict[str, dict[str, str]] = {
    "measure_name": {"en": "What is counted", "es": "Qué se cuenta"},
    "last_value": {"en": "Last time", "es": "La última vez"},
}
STATUS_WORDS: dict[str, dict[str, str]] = {
    "reported": {"en": "reported", "es": "informado"},
    "missing": {"en": "missing", "es": "falta"},
    "not_applicable": {"en": "not applicable", "es": "no corresponde"},
    "suppressed": {"en": "too few to show", "es": "muy pocos para mostrar"},
    "estimated": {"en": "estimated", "es": "estimado"},
}
EVERYBODY_WORDS = {"en": "everybody", "es": "todas las personas"}


def heading_of(role: str, dimensions: Iterable[Dimension], language: str) -> str:
    for table in (HEADINGS, OURS):
        if role in table:
            return table[role][language]
    dimension = next(each for each in dimensions if each.code == role)
    return name_in(dimension, language)


def words_of_role(role: str, language: str, names: Mapping[str, str]) -> str:
    """What the engine calls a column, in our headings' words: `measure:P2.numerator` is “P2, numerator”.

    `names` are the collection's own names for its columns, as `aliases_for` has them: English before Spanish.
    """
    role = "period" if role == YEAR_BESIDE else role.removeprefix("dimension:")
    if role.startswith("measure:"):
        code, _point, part = role.removeprefix("measure:").rpartition(".")
        if code and part in HEADINGS:
            return f"{code}, {HEADINGS[part][language].lower()}"
        return role.removeprefix("measure:")
    if role in HEADINGS:
        return HEADINGS[role][language]
    own = [name for name, known in names.items() if known == role]
    name = (own[-1] if language == "es" else own[0]) if own else role
    return name[:1].upper() + name[1:]


def name_in(named: object, language: str) -> str:
    """The name in this language, in English where the other was not given."""
    return getattr(named, f"name_{language}", "") or getattr(named, "name_en", "") or str(getattr(named, "name", ""))


def status_words(language: str) -> dict[str, str]:
    return {status: words[language] for status, words in STATUS_WORDS.items()}


def our_grey_headings() -> set[str]:
    return {words.casefold() for table in OURS.values() for words in table.values()}


def roles_by_heading(dimensions: Iterable[Dimension]) -> dict[str, str]:
    """What each heading of ours stands for, in any language, in lower case."""
    known = OTHER_NAMES | {words.casefold(): role for role, table in HEADINGS.items() for words in table.values()}
    for dimension in dimensions:
        for language in LANGUAGES:
            known.setdefault(name_in(dimension, language).casefold(), dimension.code)
    return known


def aliases_for(
    places: Iterable[Place], dimensions: Sequence[Dimension], definitions: Iterable[Definition]
) -> dict[str, Mapping[str, str]]:
    """What people write in a cell (the name) and what the engine knows (the code), by column."""
    aliases: dict[str, Mapping[str, str]] = {
        "column": roles_by_heading(dimensions),
        "place": {place.name: place.code for place in places if place.name},
        "measure": {
            name_in(definition, language): definition.measure.code
            for definition in definitions
            for language in LANGUAGES
        },
        "status": {words: status for status, table in STATUS_WORDS.items() for words in table.values()},
    }
    for dimension in dimensions:
        names = {
            name_in(category, language): category.code
            for category in dimension.categories.all()
            for language in LANGUAGES
        }
        aliases[dimension.code] = {**dict.fromkeys(EVERYBODY_WORDS.values(), "all"), **names}
    return aliases
