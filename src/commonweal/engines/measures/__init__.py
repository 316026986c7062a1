"""Measures: what is asked for, reading and checking what comes in, and adding it up."""

from .definition import Asked, Collection, DefinitionError, Measure, collection_from, load_collection

__all__ = [
    "Asked",
    "Collection",
    "DefinitionError",
    "Measure",
    "collection_from",
    "load_collection",
]
