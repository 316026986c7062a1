"""The figures of a release as one tidy table: a row a figure, hidden ones without a number."""

from collections.abc import Iterator, Mapping
from typing import Any

from commonweal.lib.tables import Field, Table, words

Content = Mapping[str, Any]
Row = dict[str, Any]

#: What stands where a figure is not split.
WHOLE = "all"
LINE, BEFORE = "line", "before"
STATUSES = ("reported", "estimated", "missing", "not-applicable", "suppressed")
NUMBERS = ("value", "low", "high", "numerator", "denominator")
COVERAGE = ("partners_in", "partners_asked")


def figures(content: Content) -> Table:
    """Ready to come in again as old figures: every dimension has its column."""
    dimensions = [dimension["code"] for dimension in content["dimensions"]]
    place = whole_place(content)
    rows = [row for measure in content["measures"] for row in _rows(measure, dimensions, place)]
    key = ("measure", "period", "place", *dimensions, "count", "definition")
    fields = (*_keys(content), *_numbers(), *_coverage())
    title = words("Every figure of the release", "Cada cifra de la publicación")
    return Table("figures", title, fields, rows, key, {"measure": ("measures", "code")})


def whole_place(content: Content) -> str:
    """The place that lies in no other: what is not split by place is about it."""
    return next((place["code"] for place in content["places"] if not place["wholes"]), WHOLE)


def _rows(measure: Content, dimensions: list[str], place: str) -> Iterator[Row]:
    whole: Row = {"measure": measure["code"], "place": place, **dict.fromkeys(dimensions, WHOLE)}
    newest = measure["definition_version"]
    for name, points in ((LINE, measure["series"]), (BEFORE, measure.get("counted_before", ()))):
        for point in points:
            definition = point.get("definition") or newest
            told = {each: point[each] for each in ("period", "status", *NUMBERS)}
            # Releases made earlier say nothing of who was asked for some points.
            yield {
                **whole,
                **told,
                **{each: point.get(each) for each in COVERAGE},
                "definition": definition,
                "count": name,
            }
    for split in measure["splits"]:
        for cell in split["cells"]:
            told = {each: cell[each] for each in NUMBERS}
            told["status"] = "suppressed" if cell["hidden"] else cell["status"]
            told["definition"] = split.get("definition") or newest
            yield {**whole, "period": split["period"], split["dimension"]: cell["code"], **told, "count": LINE}


def _keys(content: Content) -> tuple[Field, ...]:
    places = words(
        "Code of the place; not-stated: the place is not known.",
        "Código del lugar; not-stated: no se sabe el lugar.",
    )
    counted = words(
        "line: stands in the series. before: the same by an older definition, or beside the series.",
        "line: está en la serie. before: lo mismo según una definición anterior, o junto a la serie.",
    )
    return (
        Field("measure", words("Code of the measure.", "Código de la medida."), required=True),
        Field("period", words("Year, quarter, month or school year.", "Año, trimestre, mes o curso."), required=True),
        Field("place", places, required=True),
        *(_dimension(dimension) for dimension in content["dimensions"]),
        Field("count", counted, required=True, one_of=(LINE, BEFORE)),
        Field(
            "definition",
            words("Version of the definition by which it was counted.", "Versión de la definición con que se contó."),
            "integer",
            required=True,
        ),
    )


def _dimension(dimension: Content) -> Field:
    named = {lang: dimension["name"].get(lang) or dimension["name"]["en"] for lang in ("en", "es")}
    meaning = words(
        f"{named['en']}; all: everybody; not-stated: the group is not known.",
        f"{named['es']}; all: todas las personas; not-stated: no se sabe el grupo.",
    )
    codes = tuple(category["code"] for category in dimension["categories"])
    return Field(dimension["code"], meaning, required=True, one_of=(WHOLE, *codes, "not-stated"))


def _numbers() -> tuple[Field, ...]:
    hidden = words(
        "suppressed: hidden to protect people, or because it would give a hidden figure away. Never a zero.",
        "suppressed: oculta para proteger a personas, o porque delataría una cifra oculta. Nunca es un cero.",
    )
    return (
        Field("status", hidden, required=True, one_of=STATUSES),
        Field(
            "value", words("The figure, in the unit of its measure.", "La cifra, en la unidad de su medida."), "number"
        ),
        Field("low", words("Lower end of its 95 % interval.", "Extremo inferior de su intervalo del 95 %."), "number"),
        Field("high", words("Upper end of its 95 % interval.", "Extremo superior de su intervalo del 95 %."), "number"),
        Field("numerator", words("What is counted, of a share.", "Lo que se cuenta, en una proporción."), "number"),
        Field("denominator", words("Out of how many.", "De cuántos."), "number"),
    )


def _coverage() -> tuple[Field, ...]:
    return (
        Field("partners_in", words("Partners behind it.", "Organizaciones que respondieron."), "integer"),
        Field("partners_asked", words("Partners that were asked.", "Organizaciones consultadas."), "integer"),
    )
