"""Measures: what is asked for, reading and checking what comes in, and adding it up."""

from commonweal.engines.measures.child import validate_in_child
from commonweal.engines.measures.cube import cube
from commonweal.engines.measures.definition import (
    Asked,
    Collection,
    DefinitionError,
    Measure,
    collection_from,
    load_collection,
)
from commonweal.engines.measures.facts import write_facts
from commonweal.engines.measures.findings import ColumnReading, Dialect, Problem, UnreadableFile, Validated
from commonweal.engines.measures.hierarchy import Hierarchy, HierarchyError
from commonweal.engines.measures.limits import Limits
from commonweal.engines.measures.marking import mark
from commonweal.engines.measures.mismatches import Mismatch
from commonweal.engines.measures.rollup import Refusal, RolledUp, RollupError, rollup
from commonweal.engines.measures.validation import validate

__all__ = [
    "validate",
    "mark",
    "Limits",
    "Validated",
    "UnreadableFile",
    "Problem",
    "Dialect",
    "ColumnReading",
    "write_facts",
    "validate_in_child",
    "Asked",
    "Collection",
    "DefinitionError",
    "Hierarchy",
    "HierarchyError",
    "Measure",
    "Mismatch",
    "Refusal",
    "RolledUp",
    "RollupError",
    "collection_from",
    "cube",
    "load_collection",
    "rollup",
]
