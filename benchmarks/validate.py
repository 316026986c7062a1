"""Checking and storing a million rows, beside peers that do the same or less, in one go.

    python benchmarks/validate.py                      a million rows, 5 interleaved rounds, ratios
    python benchmarks/validate.py --rows 10000000 --memory    ten million rows: the most memory ever held

Peers: DuckDB's plain load of the file (no checks), the same checks as a Polars expression, as a loop over the
csv module, and as a frictionless schema. Frictionless takes minutes for a million rows, so it gets the first
tenth of them and its time is multiplied by ten, which is kind to it. All that check must name the same rows.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from commonweal.engines.measures import Collection, Measure, validate, write_facts

MEASURES = [f"READ-{number:02d}" for number in range(20)]
PERIODS = [f"{year}-Q{quarter}" for year in range(2015, 2025) for quarter in range(1, 5)]
GROUPS = ["all", "female", "male", "asian", "black", "white", "hispanic", "other"]
TOKENS = ["", "NA", "*", "<10", "n/a", "-"]
WRONG = ["abc", "12x", "140.0", "-3"]
HEADER = ["measure", "period", "place", "group", "value", "numerator", "denominator"]


def places(rows: int) -> list[str]:
    return [f"Place {number:05d}" for number in range(rows // (20 * 40 * 8) + 1)]


def collection(rows: int) -> Collection:
    measures = tuple(Measure(code=code, kind="percent", minimum=0, maximum=100) for code in MEASURES)
    return Collection(tuple(PERIODS), tuple(places(rows)), measures, dimensions={"group": tuple(GROUPS)})


def write_table(path: Path, rows: int) -> None:
    """Tidy rows of which about 1 % hold a token, 0.2 % a wrong number, 0.05 % an unknown place, some repeat."""
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
            file.write(f"{key},{value},{part},{of}\n")
            before = key if place != "Nowhere" else ""


# ---- The runners: each returns the rows in error, or None where it checks nothing ----------------------


def ours(path: Path, rows: int, out: Path) -> set[int]:
    result = validate(path, collection=collection(rows))
    write_facts(result.facts, out)
    return {problem.row for problem in result.errors if problem.row is not None}


def duckdb_load(path: Path, rows: int, out: Path) -> None:
    import duckdb

    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE t AS SELECT * FROM read_csv(?)", [str(path)])


def polars_checks(path: Path, rows: int, out: Path) -> set[int]:
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
    frame = frame.with_columns(bad=bad)
    frame.filter(~pl.col("bad")).write_parquet(out, compression="lz4", statistics=False)
    return set(frame.filter("bad")["row"].to_list())


def csv_loop(path: Path, rows: int, out: Path) -> set[int]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    known = [set(MEASURES), set(PERIODS), set(places(rows)), set(GROUPS)]
    tokens, seen, wrong = set(TOKENS), set(), set()
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
            if bad or denominator == 0:
                wrong.add(row)
                continue
            for column, cell in zip(kept, (*key, value, numerator, denominator), strict=True):
                column.append(cell)
    pq.write_table(pa.table(dict(zip(HEADER, kept, strict=True))), out)
    return wrong


def frictionless_checks(path: Path, rows: int, out: Path) -> set[int]:
    from frictionless import Checklist, Detector, Resource, Schema, system

    known = {"measure": MEASURES, "period": PERIODS, "place": places(rows), "group": GROUPS}
    fields = [{"name": name, "type": "string", "constraints": {"enum": list(names)}} for name, names in known.items()]
    fields += [{"name": "value", "type": "number", "constraints": {"minimum": 0, "maximum": 100}}]
    fields += [{"name": name, "type": "number"} for name in HEADER[5:]]
    schema = Schema.from_descriptor({"fields": fields, "missingValues": TOKENS, "primaryKey": HEADER[:4]})
    with system.use_context(trusted=True):
        resource_ = Resource(path=str(path), schema=schema, detector=Detector(schema_sync=False))
        report = resource_.validate(Checklist(), limit_errors=10**9)
    return {row for (row,) in report.flatten(["rowNumber"]) if row is not None}


# ---- One go ---------------------------------------------------------------------------------------------


def timed(
    run: Callable[[Path, int, Path], set[int] | None], path: Path, rows: int, out: Path
) -> tuple[float, set[int] | None]:
    start = time.perf_counter()
    found = run(path, rows, out)
    return time.perf_counter() - start, found


def compare(rows: int, rounds: int, folder: Path, with_frictionless: bool) -> int:
    table, tenth, out = folder / "table.csv", folder / "tenth.csv", folder / "facts.parquet"
    write_table(table, rows)
    write_table(tenth, rows // 10)
    runners = {"duckdb load": duckdb_load, "ours": ours, "polars": polars_checks, "csv loop": csv_loop}
    times: dict[str, list[float]] = {name: [] for name in (*runners, "frictionless x 10")}
    for number in range(rounds + 1):
        found = {}
        for name, run in runners.items():
            seconds, found[name] = timed(run, table, rows, out)
            if number:  # The first round warms the caches and the imports of all.
                times[name].append(seconds)
        if with_frictionless and number:
            seconds, slow = timed(frictionless_checks, tenth, rows // 10, out)
            times["frictionless x 10"].append(seconds * 10)
            if slow != ours(tenth, rows // 10, out):
                print("frictionless names other rows")
                return 1
        print(f"round {number}: " + ", ".join(f"{n} {t[-1]:.3f} s" for n, t in times.items() if t), flush=True)
    if not found["ours"] == found["csv loop"] == found["polars"]:
        print("the rows in error differ")
        return 1
    print(f"the same {len(found['ours'] or ())} rows in error of {rows:,} rows")
    for name, taken in times.items():
        if taken and name != "ours":
            ratios = [other / own for other, own in zip(taken, times["ours"], strict=True)]
            median = statistics.median(ratios)
            spread = f"rounds {min(ratios):.2f} to {max(ratios):.2f}"
            print(f"{name}: {median:.2f} times our time ({spread}), so ours is {1 / median:.2f} times theirs")
    return 0


def memory(rows: int, folder: Path) -> int:
    table = folder / "table.csv"
    write_table(table, rows)
    start = time.perf_counter()
    wrong = ours(table, rows, folder / "facts.parquet")
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
