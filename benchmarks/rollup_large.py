"""A roll-up of very many compacted facts by place and period, beside DuckDB's scan of the same columns.

    python benchmarks/rollup_large.py --folder /somewhere/with/space [--facts 100000000] [--rounds 5]

One Parquet file a measure, in order of period and place, with a dimension of 25 groups and 25 partners for each place:
not a roll-up of copies. The files (about 1 GB for 10⁸ facts) are deleted at the end. Limit: 10 × the scan; 8 GB.
The hand-written SQL of benchmarks/rollup.py runs once beside it, and its answer has to be the same.
"""

import argparse
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa
from rollup import BY_HAND, DISTRICTS, MEASURES, PARTNERS, PERIODS, PLACES, TREE

from commonweal.engines.measures import Asked, Collection, Hierarchy, Measure, rollup

LIMIT, MEMORY = 10, 8192
GROUPS = [f"group-{i:02d}" for i in range(25)]
TELLERS = PARTNERS[:25]

WRITE = """
copy (
    select $measure as measure, periods[1 + i // 625 // 400 % 40] as period, places[1 + i // 625 % 400] as place,
        partners[1 + i % 25] as partner, groups[1 + i // 25 % 25] as "group",
        case when chance < 4 then 'missing' when chance = 4 then 'suppressed' else 'reported' end as status,
        case when chance >= 4 then 100.0 * upper / lower end as value,
        case when chance >= 4 then cast(upper as double) end as numerator,
        case when chance >= 4 then cast(lower as double) end as denominator
    from (
        select i, hash(i) % 1000 as chance, 20 + hash(i + 1) % 381 as lower, hash(i + 2) % 20 as upper,
            $periods as periods, $places as places, $partners as partners, $groups as groups
        from range($start, $stop) rows(i)
    )
) to '{path}' (format parquet, compression zstd)
"""

SCAN = """
select sum(length(measure)), sum(length(period)), sum(length(place)), sum(length(partner)), sum(length(status)),
    sum(numerator), sum(denominator), sum(value) from facts
"""


def write_facts(folder: Path, facts: int) -> list[Path]:
    each = facts // len(MEASURES)
    paths = []
    with duckdb.connect() as connection:
        for number, measure in enumerate(MEASURES):
            paths.append(folder / f"{measure}.parquet")
            names = {"periods": PERIODS, "places": PLACES, "partners": TELLERS, "groups": GROUPS}
            rows = {"start": number * each, "stop": (number + 1) * each}
            connection.execute(WRITE.format(path=paths[-1]), {"measure": measure, **names, **rows})
    return paths


def collection() -> Collection:
    measures = [Measure(code=m, kind="percent", places_rule="ratio_of_sums", periods_rule="none") for m in MEASURES]
    asked = [Asked(partner, tuple(MEASURES), tuple(PERIODS)) for partner in TELLERS]
    dimensions = {"group": tuple(GROUPS)}
    return Collection(tuple(PERIODS), tuple(PLACES), tuple(measures), dimensions=dimensions, asked=tuple(asked))


def scan(paths: list[Path]) -> None:
    with duckdb.connect() as connection:
        connection.read_parquet([str(path) for path in paths]).create_view("facts")
        connection.execute(SCAN).fetchall()


def by_hand(paths: list[Path], districts: pa.Table, asked: pa.Table) -> pa.Table:
    with duckdb.connect() as connection:
        connection.read_parquet([str(path) for path in paths]).create_view("facts")
        connection.register("districts", districts)
        connection.register("asked", asked)
        return connection.sql(BY_HAND).to_arrow_table()


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """On the clock, and of processor time."""
    start, used = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - used


def compare(folder: Path, facts: int, rounds: int) -> int:
    wanted, tree = collection(), Hierarchy.from_dict({"place": TREE})
    paths = write_facts(folder, facts)
    print(f"{facts:,} facts in {sum(path.stat().st_size for path in paths) / 2**20:,.0f} MB", flush=True)
    ratios, processors = [], []
    for _ in range(rounds):
        scanned, used = seconds(lambda: scan(paths))
        taken, used_by_us = seconds(lambda: rollup(paths, collection=wanted, by=["place", "period"], hierarchy=tree))
        ratios.append(taken / scanned)
        processors.append(used_by_us / used)
        print(f"  ours {taken:.2f} s, scan {scanned:.2f} s, {ratios[-1]:.1f}", flush=True)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{statistics.median(ratios):.1f} times the scan (limit {LIMIT}), at most {most:,.0f} MB (limit {MEMORY:,})")
    print(
        f"processor time: {statistics.median(processors):.1f}; load of the machine: {os.getloadavg()[0]:.1f}",
        flush=True,
    )
    same = beside_hand_written(paths, wanted, tree)
    return 0 if same and statistics.median(ratios) <= LIMIT and most <= MEMORY else 1


def beside_hand_written(paths: list[Path], wanted: Collection, tree: Hierarchy) -> bool:
    pairs = [(district, area) for district, areas in DISTRICTS.items() for area in areas]
    districts = pa.table({"ancestor": [p[0] for p in pairs], "node": [p[1] for p in pairs]})
    triples = [(a.partner, m, p) for a in wanted.asked for m in a.measures for p in a.periods]
    asked = pa.table({name: [t[i] for t in triples] for i, name in enumerate(("partner", "measure", "period"))})
    start = time.perf_counter()
    first = rollup(paths, collection=wanted, by=["place", "period"], hierarchy=tree).rows
    middle = time.perf_counter()
    second = by_hand(paths, districts, asked)
    end = time.perf_counter()
    same = first.equals(second.cast(first.schema))
    told = "the same answer" if same else "ANOTHER ANSWER"
    print(f"hand-written SQL, once: {end - middle:.2f} s, {told}; ours {(middle - start) / (end - middle):.2f} times")
    return same


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, help="where the files are written and deleted again")
    parser.add_argument("--facts", type=int, default=100_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        return compare(Path(folder), options.facts, options.rounds)


if __name__ == "__main__":
    sys.exit(main())
