"""Questionnaires as data: an instrument and its file, what is asked of whom, and other programs' files read in."""

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
    "Condition",
    "Gate",
    "Instrument",
    "InstrumentError",
    "Item",
    "Label",
    "Option",
    "Scale",
    "Section",
    "Style",
    "Text",
    "canonical",
    "content_hash",
    "instrument_from",
    "plain",
    "read_instrument",
    "write_instrument",
]
