"""Checking and storing a million rows, beside peers that do the same or less, in one go.

    python benchmarks/validate.py                      a million rows, 5 interleaved rounds, ratios
    python benchmarks/validate.py --rows 10000000 --memory    ten million rows: the most memory ever held

Peers: DuckDB's plain load of the file (no checks), into a database file (ours stores in a file too) and into
memory (which stores nothing); the same checks as a Polars expression, as a loop over the csv module, and in
frictionless (schema with primary key, and its own check for each rule between two columns). Frictionless takes a
minute for a million rows, so it gets a tenth of them and its time is multiplied by ten; it stores nothing.
All that check must name the same rows in error and the same rows to ask about. Each round stores in a new file.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from commonweal.engines.measures import Collection, Measure, validate, write_facts

MEASURES = [f"READ-{number:02d}" for number in range(20)]
PERIODS = [f"{year}-Q{quarter}" for year in range(2015, 2025) for quarter in range(1, 5)]
GROUPS = ["all", "female", "male", "asian", "black", "white", "hispanic", "other"]
TOKENS = ["", "NA", "*", "<10", "n/a", "-"]
WRONG = ["abc", "12x", "140.0", "-3"]
NOT_ABOVE = "numerator <= denominator or denominator == 0"
HEADER = ["measure", "period", "place", "group", "value", "numerator", "denominator"]


def places(rows: int) -> list[str]:
    return [f"Place {number:05d}" for number in range(rows // (20 * 40 * 8) + 1)]


def collection(rows: int) -> Collection:
    measures = tuple(Measure(code=code, kind="percent", minimum=0, maximum=100) for code in MEASURES)
    return Collection(tuple(PERIODS), tuple(places(rows)), measures, dimensions={"group": tuple(GROUPS)})


def write_table(path: Path, rows: int) -> None:
    """Tidy rows: about 1 % with a token, 0.2 % with a wrong number, 0.05 % with an unknown place.

    Of 10,000 rows one repeats a key, one has a denominator of zero, and one more finished than there are.
    """
    rng = random.Random(2025)
    keys = itertools.islice(itertools.product(MEASURES, PERIODS, places(rows), GROUPS), rows)
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(HEADER) + "\n")
        before = ""
        for measure, period, place, group in keys:
            of = rng.randint(20, 5000)
            part = rng.randint(0, of)
            value = f"{100 * part / of:.1f}"
            chance = rng.random()
            if chance < 0.01:
                value = rng.choice(TOKENS)
            elif chance < 0.012:
                value = rng.choice(WRONG)
            elif chance < 0.0125:
                place = "Nowhere"
            key = f"{measure},{period},{place},{group}"
            if 0.0125 <= chance < 0.0126 and before:
                key = before
            if 0.0126 <= chance < 0.0127:
                of = 0
            elif 0.0127 <= chance < 0.0128:
                part = of + 1
            file.write(f"{key},{value},{part},{of}\n")
            before = key if place != "Nowhere" else ""


# ---- The runners: each returns the rows in error and the rows to ask about, or None where it checks nothing ----

Found = tuple[set[int], set[int]]


def ours(path: Path, rows: int, out: Path) -> Found:
    result = validate(path, collection=collection(rows))
    write_facts(result.facts, out)
    errors = {problem.row for problem in result.errors if problem.row is not None}
    return errors, {problem.row for problem in result.warnings if problem.row is not None}


def duckdb_into_file(path: Path, rows: int, out: Path) -> None:
    duckdb_load(path, str(out))


def duckdb_into_memory(path: Path, rows: int, out: Path) -> None:
    duckdb_load(path, ":memory:")


def duckdb_load(path: Path, database: str) -> None:
    import duckdb

    with duckdb.connect(database) as connection:
        connection.execute("CREATE TABLE t AS SELECT * FROM read_csv(?)", [str(path)])


def polars_checks(path: Path, rows: int, out: Path) -> Found:
    import polars as pl

    frame = pl.read_csv(path, infer_schema=False).fill_null("").with_row_index("row", offset=2)
    known = {"measure": MEASURES, "period": PERIODS, "place": places(rows), "group": GROUPS}
    keys_known = pl.all_horizontal(pl.col(name).is_in(list(names)) for name, names in known.items())
    number = pl.col("value").cast(pl.Float64, strict=False)
    frame = frame.with_columns(
        number=number,
        known=keys_known,
        top=pl.col("numerator").cast(pl.Float64, strict=False),
        bottom=pl.col("denominator").cast(pl.Float64, strict=False),
    )
    bad_number = (number.is_null() & ~pl.col("value").is_in(TOKENS)) | ~number.is_between(0, 100)
    repeated = pl.col("known") & ~pl.struct(HEADER[:4]).is_first_distinct()
    bad = ~pl.col("known") | bad_number.fill_null(False) | repeated | (pl.col("bottom") == 0)
    frame = frame.with_columns(bad=bad, above=(pl.col("top") > pl.col("bottom")) & (pl.col("bottom") != 0))
    frame.filter(~pl.col("bad")).write_parquet(out, compression="lz4", statistics=False)
    return set(frame.filter("bad")["row"].to_list()), set(frame.filter("above")["row"].to_list())


def csv_loop(path: Path, rows: int, out: Path) -> Found:
    import pyarrow as pa
    import pyarrow.parquet as pq

    known = [set(MEASURES), set(PERIODS), set(places(rows)), set(GROUPS)]
    tokens, seen, wrong, above = set(TOKENS), set(), set(), set()
    kept: list[list[object]] = [[] for _ in HEADER]
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        next(reader)
        for row, cells in enumerate(reader, start=2):
            key = tuple(cells[:4])
            bad = not all(cell in names for cell, names in zip(key, known, strict=True))
            if not bad:
                bad = key in seen
                seen.add(key)
            value: float | None = None
            if cells[4] not in tokens:
                try:
                    value = float(cells[4])
                    bad = bad or not 0 <= value <= 100
                except ValueError:
                    bad = True
            numerator, denominator = float(cells[5]), float(cells[6])
            if numerator > denominator != 0:
                above.add(row)
            if bad or denominator == 0:
                wrong.add(row)
                continue
            for column, cell in zip(kept, (*key, value, numerator, denominator), strict=True):
                column.append(cell)
    pq.write_table(pa.table(dict(zip(HEADER, kept, strict=True))), out)
    return wrong, above


def frictionless_checks(path: Path, rows: int, out: Path) -> Found:
    from frictionless import Checklist, Detector, Resource, Schema, checks, system

    known = {"measure": MEASURES, "period": PERIODS, "place": places(rows), "group": GROUPS}
    fields = [{"name": name, "type": "string", "constraints": {"enum": list(names)}} for name, names in known.items()]
    fields += [{"name": "value", "type": "number", "constraints": {"minimum": 0, "maximum": 100}}]
    fields += [{"name": name, "type": "number"} for name in HEADER[5:]]
    schema = Schema.from_descriptor({"fields": fields, "missingValues": TOKENS, "primaryKey": HEADER[:4]})
    with system.use_context(trusted=True):
        resource_ = Resource(path=str(path), schema=schema, detector=Detector(schema_sync=False))
        between = [checks.row_constraint(formula=formula) for formula in ("denominator != 0", NOT_ABOVE)]
        report = resource_.validate(Checklist(checks=between), limit_errors=10**9)
    found = [(row, NOT_ABOVE in note) for row, note in report.flatten(["rowNumber", "note"]) if row is not None]
    return {row for row, asks in found if not asks}, {row for row, asks in found if asks}


Runner = Callable[[Path, int, Path], Found | None]
RUNNERS: dict[str, Runner] = {
    "duckdb into a file": duckdb_into_file,
    "duckdb into memory": duckdb_into_memory,
    "ours": ours,
    "polars": polars_checks,
    "csv loop": csv_loop,
}
SLOW = "frictionless x 10"

# ---- One go ---------------------------------------------------------------------------------------------


@dataclass
class Taken:
    """Seconds on the clock and of all processors together, one of each a round."""

    clock: list[float] = field(default_factory=list)
    processors: list[float] = field(default_factory=list)

    def against(self, own: Taken) -> str:
        ratios = [other / mine for other, mine in zip(self.clock, own.clock, strict=True)]
        median = statistics.median(ratios)
        processors = statistics.median(a / b for a, b in zip(self.processors, own.processors, strict=True))
        spread = f"rounds {min(ratios):.2f} to {max(ratios):.2f}; processor time {processors:.2f}"
        return f"{median:.2f} times our time ({spread}), so ours is {1 / median:.2f} times theirs"


def timed(run: Runner, path: Path, rows: int, out: Path) -> tuple[float, float, Found | None]:
    out.unlink(missing_ok=True)
    start, used = time.perf_counter(), time.process_time()
    found = run(path, rows, out)
    return time.perf_counter() - start, time.process_time() - used, found


def compare(rows: int, rounds: int, folder: Path, with_frictionless: bool) -> int:
    table, tenth, out = folder / "table.csv", folder / "tenth.csv", folder / "stored"
    write_table(table, rows)
    write_table(tenth, rows // 10)
    taken = {name: Taken() for name in (*RUNNERS, SLOW)}
    found: dict[str, Found | None] = {}

    def run_one(name: str, run: Runner, given: Path, factor: int, keep: bool) -> None:
        seconds, used, found[name] = timed(run, given, rows // factor, out)
        if keep:  # The first round warms the caches and the imports of all.
            taken[name].clock.append(seconds * factor)
            taken[name].processors.append(used * factor)

    for number in range(rounds + 1):
        for name, run in RUNNERS.items():
            run_one(name, run, table, 1, bool(number))
        if with_frictionless and number:
            run_one(SLOW, frictionless_checks, tenth, 10, True)
            if found[SLOW] != ours(tenth, rows // 10, out):
                print("frictionless names other rows")
                return 1
        print(
            f"round {number}: " + ", ".join(f"{n} {t.clock[-1]:.3f} s" for n, t in taken.items() if t.clock), flush=True
        )
    if not found["ours"] == found["csv loop"] == found["polars"]:
        print("the rows in error differ")
        return 1
    errors, questions = found["ours"] or ((), ())
    print(f"the same {len(errors)} rows in error, and {len(questions)} to ask about, of {rows:,} rows")
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    for name, theirs in taken.items():
        if theirs.clock and name != "ours":
            print(f"{name}: {theirs.against(taken['ours'])}")
    return 0


def memory(rows: int, folder: Path) -> int:
    table = folder / "table.csv"
    write_table(table, rows)
    start = time.perf_counter()
    wrong, _ = ours(table, rows, folder / "facts.parquet")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{rows:,} rows in {time.perf_counter() - start:.1f} s, {len(wrong)} in error, at most {most:,.0f} MB")
    return 0 if most <= 2048 else 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--memory", action="store_true", help="measure memory instead of time")
    parser.add_argument("--without-frictionless", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.memory:
            return memory(options.rows, Path(folder))
        return compare(options.rows, options.rounds, Path(folder), not options.without_frictionless)


if __name__ == "__main__":
    sys.exit(main())
