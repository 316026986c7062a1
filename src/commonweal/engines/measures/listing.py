"""So many problems of a kind are listed one by one; of the others there is only the count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from commonweal.engines.measures.findings import Problem

UNLISTED = "unlisted"


class Listing:
    """Takes problems as they are found, in the order of the file; what it holds is bounded, unless all are wanted."""

    def __init__(self, at_most: int | None = None) -> None:
        self._at_most = at_most
        self._found: Counter[tuple[str, str]] = Counter()
        self.listed: list[Problem] = []

    def add(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            if self.has_room(problem.code, problem.severity):
                self.listed.append(problem)
            self.count(problem.code, problem.severity)

    def part(self) -> Listing:
        """For one stretch of the file, looked at beside others: it holds no more than the whole listing may."""
        return Listing(self._at_most)

    def take(self, part: Listing) -> None:
        """What was found in the next stretch of the file."""
        self.add(part.listed)
        self._found += part._found - Counter((problem.code, problem.severity) for problem in part.listed)

    def has_room(self, code: str, severity: str) -> bool:
        return self._at_most is None or self._found[code, severity] < self._at_most

    def count(self, code: str, severity: str) -> None:
        self._found[code, severity] += 1

    def unlisted(self) -> list[Problem]:
        """One for each kind that has more than are listed, with their number."""
        if self._at_most is None:
            return []
        return [
            Problem(None, None, None, code, severity, {"variant": UNLISTED, "count": found - self._at_most})
            for (code, severity), found in self._found.items()
            if found > self._at_most
        ]
