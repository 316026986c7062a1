"""Questionnaires as data: an instrument and its file, what is asked of whom, and other programs' files read in."""

from commonweal.engines.questionnaires.answering import (
    Problem,
    as_typed,
    forms_of,
    keys_of,
    of_form,
    problems_of,
    shown_items,
    what_counts,
)
from commonweal.engines.questionnaires.difference import Change, changes_between
from commonweal.engines.questionnaires.faults import InstrumentError
from commonweal.engines.questionnaires.instrument import LANGUAGES, MODES, Instrument
from commonweal.engines.questionnaires.parts import (
    Condition,
    Gate,
    Item,
    Label,
    Option,
    Scale,
    Section,
    Style,
    Text,
)
from commonweal.engines.questionnaires.reading import instrument_from, read_instrument
from commonweal.engines.questionnaires.writing import canonical, content_hash, plain, write_instrument

__all__ = [
    "LANGUAGES",
    "MODES",
    "Change",
    "Condition",
    "Gate",
    "Instrument",
    "InstrumentError",
    "Item",
    "Label",
    "Option",
    "Problem",
    "Scale",
    "Section",
    "Style",
    "Text",
    "as_typed",
    "forms_of",
    "canonical",
    "changes_between",
    "content_hash",
    "instrument_from",
    "keys_of",
    "of_form",
    "plain",
    "problems_of",
    "read_instrument",
    "shown_items",
    "what_counts",
    "write_instrument",
]
