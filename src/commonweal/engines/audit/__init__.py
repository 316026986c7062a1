"""The independent auditor of releases: attacks the published figures with linear and integer programming.

It knows nothing of how figures were protected; it reads what readers read.

>>> from commonweal.engines.audit import ReleasedCell, ReleasedTable, audit
>>> cells = [ReleasedCell(("A",), hidden=True), ReleasedCell(("B",), 12), ReleasedCell(("Total",), 16)]
>>> [cell] = audit([ReleasedTable("release.csv", ("place",), cells)]).exposed
>>> cell.words("en")
'place A (release.csv): a reader can work out that it is exactly 4. Hide one more figure of the same sum.'
"""

from commonweal.engines.audit.auditing import Audited, AuditedCell, Terms, audit
from commonweal.engines.audit.contributors import worked_out_by_contributors
from commonweal.engines.audit.released import TOTAL, AuditError, Contradiction, ReleasedCell, ReleasedTable, Splits
from commonweal.engines.audit.shares import Share, counts_of_shares

__all__ = [
    "TOTAL",
    "AuditError",
    "Audited",
    "AuditedCell",
    "Contradiction",
    "ReleasedCell",
    "ReleasedTable",
    "Share",
    "Splits",
    "Terms",
    "audit",
    "counts_of_shares",
    "worked_out_by_contributors",
]
