"""What follows for rooms above when a release of figures is withdrawn: they say so here when they start."""

from collections.abc import Callable
from datetime import datetime

from commonweal.publication.models import Publication

#: Each is called inside the withdrawing transaction, so that both stand or neither does.
AFTER_WITHDRAWAL: list[Callable[[Publication, datetime], None]] = []
