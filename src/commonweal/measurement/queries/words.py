"""Names of measures in the language of who reads the page."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from commonweal.lib.languages import page_language
from commonweal.measurement.models import Definition
from commonweal.measurement.queries.wording import in_language


def read_text(thing: object, field: str) -> str:
    return in_language(thing, field, page_language())


def head_of(definition: Definition, role: str) -> str:
    """What stands over the numbers of a measure: its own words for its parts."""
    words = read_text(definition, role) if role in ("numerator", "denominator") else ""
    words = words or {"value": _("Number"), "numerator": _("Numerator"), "denominator": _("Denominator")}[role]
    return words[:1].upper() + words[1:]


def newest_definitions(measures: Iterable[int]) -> dict[int, Definition]:
    """By measure, in the order of the measures; one query."""
    found = Definition.objects.filter(measure__in=list(measures)).select_related("measure")
    ordered = found.order_by("measure__position", "measure__code", "version")
    return {definition.measure_id: definition for definition in ordered}


def definition_names(measures: Iterable[int]) -> dict[int, str]:
    return {number: read_text(definition, "name") for number, definition in newest_definitions(measures).items()}


class DefinitionWords:
    """A definition's words in the reader's language, for whatever carries one."""

    definition: Definition

    @property
    def name(self) -> str:
        return read_text(self.definition, "name")

    @property
    def meaning(self) -> str:
        return read_text(self.definition, "meaning")

    @property
    def unit(self) -> str:
        return read_text(self.definition, "unit")

    @property
    def source(self) -> str:
        return (self.definition.source_es if page_language() == "es" else "") or self.definition.source

    @property
    def numerator(self) -> str:
        return read_text(self.definition, "numerator")

    @property
    def denominator(self) -> str:
        return read_text(self.definition, "denominator")
