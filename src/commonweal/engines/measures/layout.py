"""Which column is what: headers matched by code, name or a given mapping; tidy and wide tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commonweal.engines.measures.definition import PARTS, Collection
from commonweal.engines.measures.findings import ERROR, WARNING, ColumnReading, Problem, UnreadableFile, column_letter
from commonweal.engines.measures.period_columns import roles_of_periods

TIDY, WIDE = "tidy", "wide"
EXTRA = "extra"
#: So many columns that nobody asked for are named one by one.
MOST_EXTRA = 50
_NUMBERS = ("value", *PARTS, "status")


def fold(text: str) -> str:
    """Headers and names match without regard to case and surrounding spaces."""
    return " ".join(text.replace("\ufeff", "").split()).casefold()


@dataclass(frozen=True)
class Layout:
    """A role for each column. `missing` are roles that are not there; they keep rows from being accepted."""

    kind: str
    header: tuple[str, ...]
    roles: tuple[str, ...]
    problems: tuple[Problem, ...]
    missing: tuple[str, ...]
    ambiguous: bool

    def position(self, role: str) -> int | None:
        return self.roles.index(role) if role in self.roles else None

    def title(self, role: str) -> str | None:
        position = self.position(role)
        return None if position is None else self.header[position]

    def used(self) -> list[int]:
        """The columns to read; all where none is known, so that rows can still be counted."""
        known = [i for i, role in enumerate(self.roles) if role not in ("", EXTRA)]
        return known or list(range(len(self.roles)))

    def readings(self) -> tuple[ColumnReading, ...]:
        return tuple(
            ColumnReading(title, role, column_letter(position))
            for position, (title, role) in enumerate(zip(self.header, self.roles, strict=True))
            if role
        )


class HeaderNames:
    """The names by which a collection's columns can be called."""

    def __init__(self, collection: Collection, mapping: Mapping[str, str] | None = None) -> None:
        self.collection = collection
        self._roles: dict[str, str] = {}
        for name in ("measure", "period", "place", *_NUMBERS, *collection.bounds):
            self._roles[name] = name
        for name in collection.dimensions:
            self._add(name, f"dimension:{name}")
        for measure in collection.measures:
            for name in (measure.code, measure.name):
                self._add(name, f"measure:{measure.code}")
                for part in ("value", *PARTS):
                    suffix = "" if part == "value" else f".{part}"
                    self._add(f"{name}.{part}", f"measure:{measure.code}{suffix}")
        for theirs, ours in collection.aliases.get("column", {}).items():
            if (role := self._roles.get(fold(ours))) is not None:
                self._add(theirs, role)
        self._mapped = {fold(theirs): self._role_of(ours) for theirs, ours in (mapping or {}).items()}
        self._written = {fold(theirs): theirs for theirs in (mapping or {})}

    def _add(self, name: str, role: str) -> None:
        self._roles.setdefault(fold(name), role)

    def _role_of(self, ours: str) -> str:
        role = self._roles.get(fold(ours))
        if role is None and ours in self._roles.values():
            role = ours
        if role is None:
            raise UnreadableFile("no-role", name=ours, known=", ".join(self._roles))
        return role

    def roles(self, header: Sequence[str]) -> list[str]:
        """A role for each header; a mapped one goes before one that only has the name."""
        taken = {self._mapped[fold(title)] for title in header if fold(title) in self._mapped}
        found = []
        for title in header:
            name = fold(title)
            role = self._mapped.get(name)
            if role is None:
                role = self._roles.get(name, EXTRA if name else "")
                role = EXTRA if role in taken else role
            found.append(role)
        if self.collection.reads_period_words and "period" not in found:
            free = [fold(title) if role == EXTRA else "" for title, role in zip(header, found, strict=True)]
            for place, role in roles_of_periods(free).items():
                found[place] = role
        return found

    def score(self, cells: Sequence[str]) -> int:
        """How many different roles this row's cells name: the header is the row that names most."""
        return len({role for role in self.roles(cells) if role not in ("", EXTRA)})

    def require_mapped(self, header: Sequence[str]) -> None:
        """A mapped column that is not there is a typing error of the command, not of the file."""
        there = {fold(title) for title in header}
        for name, written in self._written.items():
            if name not in there:
                known = ", ".join(title for title in header if title.strip())
                raise UnreadableFile("no-header", name=written, known=known[:300])


def find_layout(header: Sequence[str], names: HeaderNames, sheet: str | None) -> Layout:
    names.require_mapped(header)
    header = [" ".join(title.replace("\ufeff", "").split()) for title in header]
    roles = names.roles(header)
    kind = _kind(roles, names.collection)
    roles = [_fitting(role, kind) for role in roles]
    problems, ambiguous = _duplicates(header, roles, sheet)
    missing = _missing(roles, kind, names.collection)
    problems += [_missing_problem(name, names.collection, sheet) for name in missing]
    problems += _extra(header, roles, sheet)
    return Layout(kind, tuple(header), tuple(roles), tuple(problems), tuple(missing), ambiguous)


def _extra(header: Sequence[str], roles: Sequence[str], sheet: str | None) -> list[Problem]:
    """One for each column that nobody asked for; of very many one for all."""
    extra = [(position, header[position]) for position, role in enumerate(roles) if role == EXTRA]
    if len(extra) > MOST_EXTRA:
        params = {"variant": "many", "count": f"{len(extra):,}", "known": shortened([title for _, title in extra])}
        return [Problem(sheet, None, None, "extra-column", WARNING, params)]
    return [Problem(sheet, None, title, "extra-column", WARNING, {}, position) for position, title in extra]


def _kind(roles: Sequence[str], collection: Collection) -> str:
    if "value" in roles and ("measure" in roles or "measure" not in collection.key):
        return TIDY
    return WIDE if any(role.startswith("measure:") for role in roles) else TIDY


def _fitting(role: str, kind: str) -> str:
    """Columns of the other layout are nobody's."""
    foreign = role.startswith("measure:") if kind == TIDY else role in ("measure", *_NUMBERS)
    return EXTRA if foreign else role


def _duplicates(header: Sequence[str], roles: list[str], sheet: str | None) -> tuple[list[Problem], bool]:
    problems = []
    first: dict[str, int] = {}
    for position, role in enumerate(roles):
        if role in ("", EXTRA):
            continue
        if role in first:
            params = {"name": shown_role(role), "first": header[first[role]], "second": header[position]}
            problems.append(Problem(sheet, None, header[position], "duplicate-column", ERROR, params, position))
        else:
            first[role] = position
    return problems, bool(problems)


def _missing(roles: Sequence[str], kind: str, collection: Collection) -> list[str]:
    wanted = []
    for name in collection.key:
        role = f"dimension:{name}" if name in collection.dimensions else name
        if role != "measure" or kind == TIDY:
            wanted.append(role)
    # A missing numerator or denominator is told of in the rows whose measure requires it.
    if kind == TIDY and not (collection.parts_suffice and set(PARTS) <= set(roles)):
        wanted.append("value")
    missing = [role for role in wanted if role not in roles]
    return ["measure"] if missing[:1] == ["measure"] and missing[-1:] == ["value"] and len(missing) == 2 else missing


def _missing_problem(role: str, collection: Collection, sheet: str | None) -> Problem:
    name = shown_role(role)
    params: dict[str, object] = {"name": name}
    if role == "measure":
        codes = [measure.code for measure in collection.measures]
        params |= {"variant": "measures", "known": shortened(codes)}
    return Problem(sheet, None, name, "missing-column", ERROR, params)


def shown_role(role: str) -> str:
    return role.removeprefix("dimension:").removeprefix("measure:")


def shortened(names: Sequence[str], at_most: int = 8) -> str:
    """A list that fits a sentence."""
    shown = ", ".join(name or "“”" for name in names[:at_most])
    return f"{shown} … ({len(names)})" if len(names) > at_most else shown
