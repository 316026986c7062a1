"""What explains the figures of a release, as tables: measures and their versions, groups, places, targets, rounds."""

from collections.abc import Mapping
from typing import Any

from commonweal.lib.tables import Field, Table, words

Content = Mapping[str, Any]
BOTH = ("en", "es")
RULES = ("sum", "ratio_of_sums", "weighted_mean", "latest", "mean", "max", "distinct", "none")

_TEXTS = {
    "name": words("Name of the measure", "Nombre de la medida"),
    "meaning": words("What it counts, in plain words", "Lo que cuenta, en palabras sencillas"),
    "unit": words("Its unit", "Su unidad"),
    "numerator": words("What is counted, of a share", "Lo que se cuenta, en una proporción"),
    "denominator": words("Out of what", "De qué"),
}
_IN = {"en": ("in English", "en inglés"), "es": ("in Spanish; blank where nobody wrote it", "en español")}


def _two(name: str, meaning: Mapping[str, str]) -> tuple[Field, ...]:
    """One column for each language."""
    return tuple(
        Field(f"{name}_{lang}", words(f"{meaning['en']}, {_IN[lang][0]}.", f"{meaning['es']}, {_IN[lang][1]}."))
        for lang in BOTH
    )


MEASURES = (
    Field("code", words("Code of the measure.", "Código de la medida."), required=True),
    *(field for name, meaning in _TEXTS.items() for field in _two(name, meaning)),
    Field(
        "kind",
        words("What kind of number it is.", "Qué clase de número es."),
        required=True,
        one_of=("count", "percent", "rate", "ratio", "money", "number"),
    ),
    Field("per", words("A rate counts per so many.", "Una tasa cuenta por cada tantos."), "integer"),
    Field("decimals", words("Decimals that are printed.", "Decimales que se imprimen."), "integer"),
    Field("direction", words("Which way is better.", "Hacia dónde mejora."), required=True, one_of=("higher", "lower")),
    Field(
        "level",
        words("A whole community, or people of programs.", "Toda una comunidad, o las personas de programas."),
        required=True,
        one_of=("population", "performance"),
    ),
    Field(
        "origin",
        words("real, or invented for a demo.", "real, o inventada para una demostración (invented)."),
        required=True,
        one_of=("real", "invented"),
    ),
    Field(
        "places_rule",
        words("How places and partners are combined.", "Cómo se combinan lugares y organizaciones."),
        required=True,
        one_of=RULES,
    ),
    Field(
        "periods_rule",
        words("How periods are combined.", "Cómo se combinan periodos."),
        required=True,
        one_of=RULES,
    ),
    Field("definition", words("Version that holds.", "Versión vigente."), "integer", required=True),
    Field("source", words("Where it comes from.", "De dónde viene.")),
    Field("source_url", words("Address of the source.", "Dirección de la fuente.")),
    Field("licence", words("Terms of use.", "Condiciones de uso.")),
    Field("owner", words("Who looks after it.", "Quién la cuida.")),
    Field("group", words("Code of its working group.", "Código de su grupo de trabajo.")),
)


def measures(content: Content) -> Table:
    """The data dictionary: one row a measure, as it is defined in this release."""
    title = words("Data dictionary: what is measured", "Diccionario de datos: lo que se mide")
    return Table("measures", title, MEASURES, [_measure(each) for each in content["measures"]], ("code",))


def _measure(measure: Content) -> dict[str, Any]:
    texts = {f"{name}_{lang}": measure[name].get(lang, "") for name in _TEXTS for lang in BOTH}
    plain = {field.name: measure.get(field.name) for field in MEASURES if field.name in measure}
    return {**plain, **texts, "definition": measure["definition_version"]}


VERSIONS = (
    Field("measure", words("Code of the measure.", "Código de la medida."), required=True),
    Field("version", words("Number of the version.", "Número de la versión."), "integer", required=True),
    Field("made_at", words("When it was made.", "Cuándo se hizo."), "datetime", required=True),
    *_two("meaning", _TEXTS["meaning"]),
    *_two("reason", words("Why it replaced the one before", "Por qué reemplazó a la anterior")),
)


def versions(content: Content) -> Table:
    """Every definition by version and date. Releases made before there were versions have none."""
    rows = [
        {
            "measure": measure["code"],
            **{name: version[name] for name in ("version", "made_at")},
            **{f"{name}_{lang}": version[name].get(lang, "") for name in ("meaning", "reason") for lang in BOTH},
        }
        for measure in content["measures"]
        for version in measure.get("versions", ())
    ]
    title = words("Definitions by version and date", "Definiciones por versión y fecha")
    return Table("versions", title, VERSIONS, rows, ("measure", "version"), {"measure": ("measures", "code")})


GROUPS = (
    Field("dimension", words("Code of the way to split.", "Código del desglose."), required=True),
    *_two("dimension", words("Name of the way to split", "Nombre del desglose")),
    Field("code", words("Code of the group.", "Código del grupo."), required=True),
    *_two("name", words("Name of the group", "Nombre del grupo")),
)


def groups(content: Content) -> Table:
    rows = [
        {
            "dimension": dimension["code"],
            "code": category["code"],
            **{f"dimension_{lang}": dimension["name"].get(lang, "") for lang in BOTH},
            **{f"name_{lang}": category["name"].get(lang, "") for lang in BOTH},
        }
        for dimension in content["dimensions"]
        for category in dimension["categories"]
    ]
    title = words("Groups by which figures are split", "Grupos en que se desglosan las cifras")
    return Table("groups", title, GROUPS, rows, ("dimension", "code"))


PLACES = (
    Field("code", words("Code of the place.", "Código del lugar."), required=True),
    Field("name", words("Its name.", "Su nombre."), required=True),
    Field("kind", words("What kind of place it is.", "Qué clase de lugar es.")),
    Field("lies_in", words("Codes of the places that it lies in.", "Códigos de los lugares en que está.")),
)


def places(content: Content) -> Table:
    rows = [
        {**{name: place[name] for name in ("code", "name", "kind")}, "lies_in": " | ".join(place["wholes"])}
        for place in content["places"]
    ]
    return Table("places", words("Places", "Lugares"), PLACES, rows, ("code",))


_AIM = ("baseline_period", "baseline_value", "target_period", "target_value")
_PACE = ("needed_per_year", "got_per_year", "got_low", "got_high", "progress")
TARGETS = (
    Field("measure", words("Code of the measure.", "Código de la medida."), required=True),
    Field("baseline_period", words("Period that it starts from.", "Periodo de partida.")),
    Field("baseline_value", words("Figure that it starts from.", "Cifra de partida."), "number"),
    Field("target_period", words("Period by which to reach it.", "Periodo en que se quiere alcanzar.")),
    Field("target_value", words("Figure to reach.", "Cifra por alcanzar."), "number"),
    Field("verdict", words("One word of the closed list.", "Una palabra de la lista cerrada."), required=True),
    Field("points", words("Figures judged.", "Cifras consideradas."), "integer"),
    Field("needed_per_year", words("Change a year that would reach it.", "Cambio anual que la alcanzaría."), "number"),
    Field("got_per_year", words("Change a year that the series shows.", "Cambio anual de la serie."), "number"),
    Field("got_low", words("Lower end of that change.", "Extremo inferior de ese cambio."), "number"),
    Field("got_high", words("Upper end of that change.", "Extremo superior de ese cambio."), "number"),
    Field("progress", words("Part of the way so far, 0 to 1.", "Parte del camino recorrida, de 0 a 1."), "number"),
)


def targets(content: Content) -> Table:
    """Also measures without a target: their verdict only says where the line goes."""
    rows = [
        {
            "measure": measure["code"],
            **{name: (measure["target"] or {}).get(name) for name in _AIM},
            "verdict": measure["judgement"]["code"],
            "points": measure["judgement"].get("n"),
            **{name: measure["judgement"].get(name) for name in _PACE},
        }
        for measure in content["measures"]
    ]
    title = words("Targets and verdicts", "Metas y veredictos")
    return Table("targets", title, TARGETS, rows, ("measure",), {"measure": ("measures", "code")})


ROUNDS = (
    Field("name", words("Name of the round.", "Nombre de la ronda."), required=True),
    Field("closed_at", words("When it closed.", "Cuándo cerró."), "datetime"),
    Field("partners_in", words("Partners with accepted figures.", "Organizaciones con cifras aceptadas."), "integer"),
    Field("partners_asked", words("Partners that were asked.", "Organizaciones consultadas."), "integer"),
    Field(
        "people_in",
        words(
            "Of a hundred people or cases, those of partners that are in; empty: all are in, or it is not known.",
            "De cada cien personas o casos, los de organizaciones con cifras; vacío: están todas, o no se sabe.",
        ),
        "integer",
    ),
)


def rounds(content: Content) -> Table:
    title = words("Closed rounds and who is in", "Rondas cerradas y quién respondió")
    return Table("rounds", title, ROUNDS, [_known(each) for each in content["rounds"]])


def _known(round_: Content) -> dict[str, Any]:
    return {field.name: round_.get(field.name) for field in ROUNDS}
