"""One row of what waits for a member."""

from dataclasses import dataclass
from datetime import UTC, datetime

LAST = datetime.max.replace(tzinfo=UTC)  # what has no due time comes after what has one


@dataclass(frozen=True)
class Task:
    """One row: verb and thing, why me, due in words, minutes."""

    words: str
    why: str
    url: str
    due: str = ""
    minutes: int = 5
    due_at: datetime = LAST
