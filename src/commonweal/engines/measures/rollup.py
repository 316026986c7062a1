"""Facts rolled up by each measure's own rules, with statuses, coverage and the differences that were found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from commonweal.engines.measures import queries
from commonweal.engines.measures.coverage import asked_column
from commonweal.engines.measures.definition import Collection, Measure
from commonweal.engines.measures.hierarchy import Hierarchy, Tree, with_implied_total
from commonweal.engines.measures.mismatches import Mismatch, find_mismatches
from commonweal.engines.measures.ordering import in_order
from commonweal.engines.measures.packing import can_be_packed
from commonweal.engines.measures.rollup_words import WORDS
from commonweal.lib.periods import period_value

NUMBERS = ("value", "numerator", "denominator")
#: What a row of the answer has besides its keys.
ROWS = (
    ("value", pa.float64()),
    ("numerator", pa.float64()),
    ("denominator", pa.float64()),
    ("status", pa.string()),
    ("partners_in", pa.int64()),
    ("partners_asked", pa.int64()),
)
#: Up to so many bytes of facts, threads take longer to start and to agree than they save.
ONE_THREAD = 2 << 20
NOT_ADDABLE = ("none", "distinct")
#: A mean of percentages weighs a class of three like a school of three hundred.
NEVER_OF_PERCENTS = "mean"


class RollupError(ValueError):
    """The question or the facts cannot be used; says what and what to do."""

    def __init__(self, code: str, **params: object) -> None:
        self.code, self.params = code, params
        super().__init__(self.message("en"))

    def message(self, lang: str) -> str:
        return WORDS[self.code][lang].format(**self.params)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a measure may not be added up: its rule, and across what."""

    measure: str
    rule: str
    across: str

    def message(self, lang: str = "en") -> str:
        return WORDS[f"refused-{self.across}-{self.rule}"][lang].format(measure=self.measure)


@dataclass(frozen=True)
class RolledUp:
    """The answer: rows, the parents that disagree with their parts, and why it was refused, if it was."""

    rows: pa.Table
    mismatches: tuple[Mismatch, ...] = ()
    refused: Refusal | None = None
    #: Measures of which partners sent values, and nothing to weigh them by.
    unweighted: tuple[str, ...] = ()

    def remarks(self, lang: str = "en") -> list[str]:
        """What is to be known of the rows: disagreements, and why there is no value where partners are in."""
        found = [mismatch.message(lang) for mismatch in self.mismatches]
        return found + [WORDS["no-weights"][lang].format(measure=measure) for measure in self.unweighted]


@dataclass(frozen=True)
class Step:
    """One dimension that is folded up its tree. `stated` says that facts stand at parents too."""

    number: int
    dimension: str
    tree: Tree
    kept: bool
    stated: bool


def rollup(
    facts: Sequence[Path] | pa.Table,
    *,
    collection: Collection,
    by: Sequence[str],
    hierarchy: Hierarchy | None = None,
    compare: bool = True,
) -> RolledUp:
    """Roll facts up by these columns; `measure` is always one. `compare` looks for parents unlike their parts."""
    names = (*collection.dimensions, "place")
    for dimension in (hierarchy or Hierarchy()).trees:
        if dimension not in names:
            raise RollupError("unknown-dimension", name=dimension, known=", ".join(sorted(names)))
    keys = keys_of(by, collection)
    with facts_in(facts, collection) as connection:
        return answer(connection, collection, keys, hierarchy or Hierarchy(), compare=compare)


@contextmanager
def facts_in(facts: Sequence[Path] | pa.Table, collection: Collection) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection of its own to a database in memory, on which the facts and the measures' rules are tables."""
    with _database_for(facts) as connection:
        try:
            _register_facts(connection, facts, _dimensions(collection))
            connection.register("rules", _rules(collection))
            yield connection
        except (duckdb.ConversionException, duckdb.OutOfRangeException) as fault:
            raise RollupError("too-large") from fault


def _dimensions(collection: Collection) -> tuple[str, ...]:
    return tuple(queries.column_of(name) for name in (*collection.dimensions, "place"))


def _database_for(facts: Sequence[Path] | pa.Table) -> duckdb.DuckDBPyConnection:
    size = facts.nbytes if isinstance(facts, pa.Table) else sum(path.stat().st_size for path in facts if path.exists())
    return _database_of_one_thread().cursor() if size <= ONE_THREAD else duckdb.connect()


@cache
def _database_of_one_thread() -> duckdb.DuckDBPyConnection:
    """Kept, since making one takes longer than to answer from it. Its connections do not see each other's tables."""
    return duckdb.connect(config={"threads": 1})


def keys_of(by: Sequence[str], collection: Collection) -> tuple[str, ...]:
    """The columns of the answer, named as the queries name them; the measure is always the first."""
    known = {name.casefold(): name for name in ("measure", "period", "partner", *collection.dimensions, "place")}
    wanted = {"measure": True}
    for name in by:
        if name.strip().casefold() not in known:
            raise RollupError("unknown-column", name=name, known=", ".join(sorted(set(known.values()) - {"measure"})))
        wanted[known[name.strip().casefold()]] = True
    return tuple(queries.column_of(name) for name in wanted)


def _register_facts(
    connection: duckdb.DuckDBPyConnection, facts: Sequence[Path] | pa.Table, dimensions: Sequence[str]
) -> None:
    """The facts as one view with every column that the queries name; an optional one that is absent is null."""
    if isinstance(facts, pa.Table):
        connection.register("given", facts)
    elif facts:
        connection.register("given", connection.read_parquet([str(path) for path in facts], union_by_name=True))
    else:
        raise RollupError("no-facts")
    there = {name.casefold(): name for name in connection.table("given").columns}
    for name in ("measure", "value"):
        if name not in there:
            raise RollupError("missing-column", name=name)
    texts = ("measure", "period", "partner", *dimensions)
    columns = [_text_column(there, name) for name in texts] + [_number_column(there, name) for name in NUMBERS]
    columns.append(_status_column(there))
    connection.execute(f"create temp view facts as select {', '.join(columns)} from given")  # noqa: S608, names are quoted


def _text_column(there: dict[str, str], name: str) -> str:
    found = there.get(queries.name_of(name).casefold())
    text = f"cast({queries.quoted(found)} as varchar)" if found else "cast(null as varchar)"
    return f"{text} as {queries.quoted(name)}"


def _number_column(there: dict[str, str], name: str) -> str:
    return f"{queries.quoted(there[name]) if name in there else f'cast(null as {queries.AMOUNT})'} as {name}"


def _status_column(there: dict[str, str]) -> str:
    """A status that is not written is told by the value: there is one, or it is missing."""
    value, upper, lower = (queries.quoted(there.get(name, "")) for name in NUMBERS)
    nothing = f"{value} is null"
    if {"numerator", "denominator"} <= there.keys():
        nothing += f" and ({upper} is null or {lower} is null)"
    told = f"case when {nothing} then 'missing' else 'reported' end"
    written = f"{queries.quoted(there['status'])}, " if "status" in there else ""
    return f"coalesce({written}{told}) as status"


def _rules(collection: Collection) -> pa.Table:
    measures = collection.measures
    return pa.table(
        {
            "measure": [measure.code for measure in measures],
            "level": [measure.level for measure in measures],
            "places_rule": [measure.places_rule for measure in measures],
            "periods_rule": [measure.periods_rule for measure in measures],
            # A percent is written 0 to 100; a rate says for how many people it is, if it says so.
            "factor": [100.0 if m.kind == "percent" else float(getattr(m, "per", 0) or 1) for m in measures],
        }
    )


@dataclass(frozen=True)
class Sums:
    """A row for each combination of the keys and the periods, and the query that counts partners over all periods."""

    cells: pa.Table
    reach: str


def answer(
    connection: duckdb.DuckDBPyConnection,
    collection: Collection,
    keys: tuple[str, ...],
    hierarchy: Hierarchy,
    *,
    compare: bool,
) -> RolledUp:
    steps = steps_of(connection, collection, keys, hierarchy)
    plan = _plan(collection, keys, steps)
    folded, source = queries.folded(plan, steps), f"folded_{len(steps)}"
    cell_keys = keys if "period" in keys else (*keys, "period")
    cells = connection.sql(folded + queries.cells(plan, source, cell_keys, last=cell_keys == keys)).to_arrow_table()
    sums = Sums(cells, folded + queries.reach(source, keys))
    found = added_up(connection, collection, keys, hierarchy, sums)
    compared = [step for step in steps if step.stated and compare and not found.refused]
    listed = [item for step in compared for item in find_mismatches(connection, plan, steps, step)]
    return replace(found, mismatches=tuple(listed))


def _plan(collection: Collection, keys: Sequence[str], steps: Sequence[Step]) -> queries.Plan:
    dimensions, told_apart = _dimensions(collection), any(step.stated for step in steps)
    rules = frozenset(measure.places_rule for measure in collection.measures)
    used = {*keys, *(step.dimension for step in steps)}
    left_out = tuple(name for name in dimensions if name not in used)
    packs = bool(left_out) and not told_apart and can_be_packed(rules)
    return queries.Plan(dimensions, rules, told_apart, left_out if packs else None)


def added_up(
    connection: duckdb.DuckDBPyConnection,
    collection: Collection,
    keys: tuple[str, ...],
    hierarchy: Hierarchy,
    sums: Sums,
) -> RolledUp:
    """The answer, if the rules allow one: over periods where they are no key, in order, with who was asked."""
    cells = sums.cells
    _refuse_the_unknown(collection, cells)
    refused = _refusal(collection, cells, "places")
    empty = _rows_schema([queries.name_of(key) for key in keys]).empty_table()
    if refused:
        return RolledUp(empty, refused=refused)
    if "period" not in keys:
        connection.register("cells", cells)
        cells = _over_periods(connection, cells, keys, sums.reach)
        refused = _refusal(collection, cells, "periods")
        if refused:
            return RolledUp(empty, refused=refused)
    cells = in_order(cells, keys)
    rows = _finished(cells, asked_column(cells, collection, keys, hierarchy), keys)
    return RolledUp(rows, unweighted=_unweighted(collection, rows))


def steps_of(
    connection: duckdb.DuckDBPyConnection, collection: Collection, keys: tuple[str, ...], hierarchy: Hierarchy
) -> list[Step]:
    steps: list[Step] = []
    for dimension in (*collection.dimensions, "place"):
        column = queries.column_of(dimension)
        kept = column in keys
        tree = hierarchy.tree(dimension)
        if not kept:
            members = collection.places if dimension == "place" else collection.dimensions[dimension]
            # A row without a group is not split: it is a total too.
            tree = with_implied_total(tree, members if dimension == "place" else (*members, ""))
        if not tree.ways:
            continue
        number = len(steps) + 1
        register_lines(connection, number, tree, kept=kept)
        stated = _some_stand_at_parents(connection, number, column)
        if kept or stated:
            steps.append(Step(number, column, tree, kept, stated))
    return steps


def register_lines(connection: duckdb.DuckDBPyConnection, number: int, tree: Tree, *, kept: bool) -> None:
    """The tree as three small tables: who lies in whom, and which parent excludes whom."""
    if kept:
        lines = [(node, above) for above in tree.nodes for node in sorted(tree.within[above])]
    else:
        lines = [(node, "*") for node in tree.nodes]
    inner = [1 if tree.is_inner(node) else 0 for node, _ in lines]
    connection.register(
        f"lines_{number}",
        pa.table(
            {
                "node": pa.array([node for node, _ in lines], pa.string()),
                "ancestor": pa.array([above for _, above in lines], pa.string()),
                "is_inner": pa.array(inner, pa.int32()),
            }
        ),
    )
    for name, pairs in (("before", tree.overlaps()), ("inside", tree.leaves_inside())):
        columns = {"node": [node for node, _ in pairs], "blocker": [blocker for _, blocker in pairs]}
        table = pa.table(columns, schema=pa.schema([("node", pa.string()), ("blocker", pa.string())]))
        connection.register(f"{name}_{number}", table)


def _some_stand_at_parents(connection: duckdb.DuckDBPyConnection, number: int, dimension: str) -> bool:
    return bool(connection.sql(queries.standing_at_parents(number, dimension)).fetchall()[0][0])


def _refuse_the_unknown(collection: Collection, cells: pa.Table) -> None:
    if not cells.num_rows:
        raise RollupError("no-facts")
    codes = {measure.code for measure in collection.measures}
    strange = [code or "" for code in pc.unique(cells.column("measure")).to_pylist() if code not in codes]
    if strange:
        raise RollupError("unknown-measure", name=min(strange))
    for code, fault in (
        ("unknown-status", pc.greater(cells.column("odd"), 0)),
        ("not-a-number", pc.invert(pc.is_finite(cells.column("value")))),
    ):
        found = _measures_where(cells, fault)
        if found:
            raise RollupError(code, name=min(found))


def _measures_where(cells: pa.Table, true: pa.ChunkedArray) -> list[str]:
    found: list[str] = pc.unique(cells.column("measure").filter(true)).to_pylist()
    return found


def refusal_of(measure: Measure, across: str) -> Refusal | None:
    """Whether several figures of a measure may be put together across places or periods; if not, why."""
    rule = measure.places_rule if across == "places" else measure.periods_rule
    forbidden = (*NOT_ADDABLE, "latest") if across == "places" else NOT_ADDABLE
    averaged = measure.kind == "percent" and rule == NEVER_OF_PERCENTS
    return Refusal(measure.code, rule, across) if averaged or rule in forbidden else None


def _refusal(collection: Collection, cells: pa.Table, across: str) -> Refusal | None:
    """The first measure of which a row combines several figures, although its rule forbids it."""
    combined = _measures_where(cells, pc.greater(cells.column("stated"), 1))
    found = (refusal_of(measure, across) for measure in collection.measures if measure.code in combined)
    return next((refusal for refusal in found if refusal), None)


def _over_periods(
    connection: duckdb.DuckDBPyConnection, cells: pa.Table, keys: tuple[str, ...], reach: str
) -> pa.Table:
    names = sorted(name for name in pc.unique(cells.column("period")).to_pylist() if name)
    times = {"period": names, "at": [period_value(name) for name in names]}
    connection.register("times", pa.table(times, schema=pa.schema([("period", pa.string()), ("at", pa.float64())])))
    rows = connection.sql(queries.periods(keys)).to_arrow_table()
    connection.register("rows_found", rows)
    connection.register("reached", connection.sql(reach).to_arrow_table())
    return connection.sql(queries.with_reach(keys)).to_arrow_table()


def _unweighted(collection: Collection, rows: pa.Table) -> tuple[str, ...]:
    weighted = [m.code for m in collection.measures if "weighted_mean" in (m.places_rule, m.periods_rule)]
    empty = pc.and_(pc.equal(rows.column("status"), "missing"), pc.greater(rows.column("partners_in"), 0))
    found = set(rows.column("measure").filter(pc.fill_null(empty, False)).to_pylist())
    return tuple(code for code in weighted if code in found)


def _finished(cells: pa.Table, asked: pa.Array, keys: tuple[str, ...]) -> pa.Table:
    columns = {queries.name_of(key): cells.column(key) for key in keys}
    columns |= {name: cells.column(name) for name, _ in ROWS[:-1]}
    return pa.table({**columns, "partners_asked": asked}).cast(_rows_schema(list(columns)[: len(keys)]))


def _rows_schema(keys: Sequence[str]) -> pa.Schema:
    """What every engine's answer is cast to."""
    return pa.schema([(key, pa.string()) for key in keys] + list(ROWS))
