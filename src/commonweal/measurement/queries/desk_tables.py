"""The tables of the desk with their codebook: accepted figures, hand-ins, who is asked for what, definitions."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import pyarrow as pa
from django.http import Http404

from commonweal.governance.models import Initiative
from commonweal.lib.tables import Field, Table, words
from commonweal.measurement.models import Asked, Definition, Submission
from commonweal.measurement.queries.accepted import KEY, NUMBERS, counted_submissions, in_one_form
from commonweal.measurement.queries.collections import EVERYBODY
from commonweal.measurement.queries.facts import facts_table
from commonweal.measurement.queries.scope import only_for_data_manager
from commonweal.measurement.queries.versions import COLUMN, versions_in, with_versions

MEASURE = Field("measure", words("Code of the measure.", "Código de la medida."), required=True)
PARTNER = Field("partner", words("Code of the partner.", "Código de la organización."))
ROUND = Field("round", words("Name of the round; blank for history.", "Nombre de la ronda; vacío si es histórico."))
NUMBER = Field("submission", words("Number of the hand-in.", "Número de la entrega."), required=True)
STATUS = words(
    "Whether there is a number, and why not where there is none. A typed 0 is a reported 0.",
    "Si hay una cifra y, si no la hay, por qué. Un 0 escrito es un 0 informado.",
)


def desk_table(reader: Any, initiative: Initiative, name: str, at: datetime) -> Table:
    """One of TABLES, for those who run the data; for others, and by another name, it does not exist."""
    only_for_data_manager(reader, initiative, at)
    if name not in TABLES:
        raise Http404
    return TABLES[name](initiative)


def counted_facts(initiative: Initiative) -> Table:
    return facts_table_of(initiative, counted_submissions(initiative))


def facts_table_of(initiative: Initiative, submissions: Sequence[Submission]) -> Table:
    """Every accepted fact of these hand-ins, in the order of the ledger: the last word on a key stands last."""
    dimensions = list(initiative.dimensions.prefetch_related("categories"))
    codes = [dimension.code for dimension in dimensions]
    versions = versions_in(initiative)
    rows: list[dict[str, Any]] = []
    for submission in submissions:
        facts = with_versions(in_one_form(facts_table(submission), codes), submission, versions)
        numbered = facts.append_column("submission", pa.array([submission.number] * facts.num_rows, pa.string()))
        rows += numbered.to_pylist()
    names = {"place": words("Code of the place.", "Código del lugar.")}
    names |= {
        dimension.code: words(
            f"{dimension.name_en}; {EVERYBODY}: everybody.", f"{dimension.name_es or dimension.name_en}; "
            f"{EVERYBODY}: todas las personas.",
        )
        for dimension in dimensions
    }  # fmt: skip
    fields = (
        NUMBER,
        PARTNER,
        MEASURE,
        Field(COLUMN, words("Version of its definition.", "Versión de su definición."), "integer", required=True),
        Field("period", words("Period of the figure.", "Periodo de la cifra."), required=True),
        *(Field(name, meaning) for name, meaning in names.items()),
        Field("status", STATUS, required=True),
        *(Field(name, _NUMBERS[name], "number") for name in NUMBERS),
    )
    title = words(
        "Accepted figures of closed rounds and of history", "Cifras aceptadas de rondas cerradas e históricas"
    )
    return Table("facts", title, fields, rows, ("submission", *KEY, *codes))


_NUMBERS = {
    "value": words("The figure as reported.", "La cifra informada."),
    "numerator": words("What is counted, of a share.", "Lo que se cuenta, en una proporción."),
    "denominator": words("Out of how many.", "De cuántos."),
    "low": words("Lower end of the interval that its source gives.", "Extremo inferior del intervalo de la fuente."),
    "high": words("Upper end of the interval that its source gives.", "Extremo superior del intervalo de la fuente."),
}


def submissions(initiative: Initiative) -> Table:
    found = initiative.submissions.select_related("receipt", "organisation", "round").order_by("receipt__sequence")
    rows = [
        {
            "submission": each.number,
            "partner": each.organisation.code if each.organisation else "",
            "round": each.round.name if each.round else "",
            "state": each.state,
            "sent_at": each.submitted_at.isoformat(),
            "decided_at": each.decided_at.isoformat() if each.decided_at else "",
            "rows": each.rows,
            "figures": (each.understood or {}).get("figures"),
            "ledger": each.receipt.sequence,
            "file_sha256": each.receipt.sha256,
            "facts_sha256": each.facts_sha256,
        }
        for each in found
    ]
    return Table("submissions", words("Hand-ins", "Entregas"), _SUBMISSIONS, rows, ("submission",))


_SUBMISSIONS = (
    NUMBER,
    PARTNER,
    ROUND,
    Field(
        "state",
        words(
            "What became of it. The figures of an accepted one count once its round is closed.",
            "Qué fue de ella. Las cifras de una aceptada cuentan cuando se cierra su ronda.",
        ),
        required=True,
        one_of=tuple(Submission.State.values),
    ),
    Field("sent_at", words("When it came.", "Cuándo llegó."), "datetime", required=True),
    Field("decided_at", words("When it was decided on.", "Cuándo se decidió."), "datetime"),
    Field("rows", words("Rows of its file.", "Filas de su archivo."), "integer"),
    Field("figures", words("Figures in it.", "Cifras que contiene."), "integer"),
    Field("ledger", words("Its number in the ledger.", "Su número en el registro."), "integer", required=True),
    Field("file_sha256", words("SHA-256 of the file.", "SHA-256 del archivo."), required=True),
    Field("facts_sha256", words("SHA-256 of its accepted figures.", "SHA-256 de sus cifras."), required=True),
)


def asked(initiative: Initiative) -> Table:
    """The grid of who is asked for what, with the number of hand-ins that answer."""
    found = Asked.objects.filter(round__initiative=initiative).select_related("round", "organisation", "measure")
    rows = [
        {
            "round": each.round.name,
            "periods": " | ".join(each.round.periods),
            "partner": each.organisation.code,
            "measure": each.measure.code,
            "due_at": each.round.due_at.isoformat(),
            "round_state": each.round.state,
        }
        for each in found.order_by("round__due_at", "round", "organisation__code", "measure__position", "measure__code")
    ]
    title = words("Who is asked for what", "A quién se pide qué")
    return Table("asked", title, _ASKED, rows)


_ASKED = (
    ROUND,
    Field("periods", words("Periods that are open in it.", "Periodos abiertos en ella."), required=True),
    PARTNER,
    MEASURE,
    Field("due_at", words("When it is due.", "Cuándo vence."), "datetime", required=True),
    Field("round_state", words("Open or closed.", "Abierta o cerrada."), required=True, one_of=("open", "closed")),
)


def definitions(initiative: Initiative) -> Table:
    """Every version of every measure, those that are not public too."""
    found = Definition.objects.filter(measure__initiative=initiative).select_related("measure__group", "measure__owner")
    rows = [
        {
            "measure": each.measure.code,
            **{name: getattr(each, name) for name in _DEFINED},
            "made_at": each.made_at.isoformat(),
            "level": each.measure.level,
            "origin": each.measure.origin,
            "visibility": each.measure.visibility,
            "retired_at": each.measure.retired_at.isoformat() if each.measure.retired_at else "",
            "group": each.measure.group.code if each.measure.group else "",
            "owner": each.measure.owner.name if each.measure.owner else "",
        }
        for each in found.order_by("measure__position", "measure__code", "version")
    ]
    title = words("Definitions by version and date", "Definiciones por versión y fecha")
    return Table("definitions", title, _DEFINITIONS, rows, ("measure", "version"))


_TEXTS = {
    "name": ("Name", "Nombre"),
    "meaning": ("What it counts", "Lo que cuenta"),
    "unit": ("Unit", "Unidad"),
    "numerator": ("What is counted, of a share", "Lo que se cuenta, en una proporción"),
    "denominator": ("Out of what", "De qué"),
    "reason": ("Why it replaced the one before", "Por qué reemplazó a la anterior"),
}
_PLAIN = (
    Field("version", words("Number of the version.", "Número de la versión."), "integer", required=True),
    Field("kind", words("What kind of number it is.", "Qué clase de número es."), required=True),
    Field("per", words("A rate counts per so many.", "Una tasa cuenta por cada tantos."), "integer"),
    Field("direction", words("Which way is better.", "Hacia dónde mejora."), required=True),
    Field("minimum", words("Least value that can be.", "Menor valor posible."), "number"),
    Field("maximum", words("Largest value that can be.", "Mayor valor posible."), "number"),
    Field("decimals", words("Decimals that are printed.", "Decimales que se imprimen."), "integer"),
    Field("places_rule", words("How places and partners combine.", "Cómo se combinan lugares."), required=True),
    Field("periods_rule", words("How periods combine.", "Cómo se combinan periodos."), required=True),
    Field("source", words("Where it comes from.", "De dónde viene.")),
    Field("source_url", words("Address of the source.", "Dirección de la fuente.")),
    Field("licence", words("Terms of use.", "Condiciones de uso.")),
)
_LANGUAGES = {"en": ("in English", "en inglés"), "es": ("in Spanish", "en español")}
_WORDED = tuple(
    Field(f"{name}_{lang}", words(f"{en}, {_LANGUAGES[lang][0]}.", f"{es}, {_LANGUAGES[lang][1]}."))
    for name, (en, es) in _TEXTS.items()
    for lang in _LANGUAGES
)
_DEFINED = tuple(field.name for field in (*_PLAIN, *_WORDED))
_DEFINITIONS = (
    MEASURE,
    *_PLAIN,
    *_WORDED,
    Field("made_at", words("When it was made.", "Cuándo se hizo."), "datetime", required=True),
    Field("level", words("Population or performance.", "De población o de programas."), required=True),
    Field("origin", words("Real, or invented for a demo.", "Real o inventada (demostración)."), required=True),
    Field("visibility", words("Who sees it.", "Quién la ve."), required=True),
    Field("retired_at", words("Since when it is not asked for.", "Desde cuándo no se pide."), "datetime"),
    Field("group", words("Code of its working group.", "Código de su grupo de trabajo.")),
    Field("owner", words("Who looks after it.", "Quién la cuida.")),
)

TABLES: dict[str, Callable[[Initiative], Table]] = {
    "facts": counted_facts,
    "submissions": submissions,
    "asked": asked,
    "definitions": definitions,
}
