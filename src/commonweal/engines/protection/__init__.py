"""Protection: which cells of published tables to hide, so that nobody can work out a small number."""

from commonweal.engines.protection.dominance import Dominance
from commonweal.engines.protection.families import Hierarchy, hierarchy_from, total_of
from commonweal.engines.protection.protecting import protect
from commonweal.engines.protection.tables import CannotProtect, Protected, ProtectionError, Rules, Table
from commonweal.engines.protection.words import said

__all__ = [
    "protect",
    "Table",
    "Rules",
    "Protected",
    "Dominance",
    "Hierarchy",
    "hierarchy_from",
    "total_of",
    "ProtectionError",
    "CannotProtect",
    "said",
]
