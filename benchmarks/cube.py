"""The full cube, every choice of group, place and period kept or added up, beside hand-written SQL of the same answer.

    python benchmarks/cube.py --folder /somewhere/with/space [--facts 100000000] [--rounds 5] [--measures 10]

The facts are those of benchmarks/rollup_large.py: one compacted file a measure, 25 groups, 25 partners, 400 places in
overlapping districts, 40 periods; every measure adds up over places and periods as a ratio of sums. The hand-written
SQL asks for all eight sides at once (GROUPING SETS). Both go measure by measure, which is in every side: that is what
holds in memory. The answers are compared first. Limits: 1.2 × the SQL; 8 GB.
"""

import argparse
import itertools
import os
import resource
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow as pa
from rollup import DISTRICTS, PERIODS, TREE
from rollup_large import TELLERS, collection, write_facts

from commonweal.engines.measures import Collection, Hierarchy, cube

LIMIT, MEMORY = 1.2, 8192
COLUMNS = ("group", "place", "period")

# A side without places adds the facts up as they are; one with places takes each to the districts that it lies in.
BY_HAND = """
with lines as (
    select * from districts union all select 'County' as ancestor, node from (select distinct node from districts)
    union all select distinct place, place from facts
),
parts as (
    select measure, period, "group", place, status, case when numerator is not null and denominator is not null
            or status = 'suppressed' then partner end as teller,
        case when status in ('reported', 'estimated') and denominator is not null
            then cast(numerator as decimal(28, 10)) end as n,
        case when status in ('reported', 'estimated') and numerator is not null
            then cast(denominator as decimal(28, 10)) end as d
    from facts
),
added as (
    select measure, period, "group", '' as place, {sums} from parts
    group by grouping sets ((measure), (measure, period), (measure, "group"), (measure, period, "group"))
    union all
    select measure, period, "group", l.ancestor as place, {sums} from parts f join lines l on l.node = f.place
    group by grouping sets ((measure, l.ancestor), (measure, period, l.ancestor), (measure, "group", l.ancestor),
        (measure, period, "group", l.ancestor))
),
asked_in as (select period, count(distinct partner) as partners from asked group by grouping sets ((), (period)))
select a.measure, a."group", a.place, a.period,
    case when suppressed = 0 then 100.0 * (cast(n as double) / nullif(d, 0)) end as value,
    case when suppressed = 0 then cast(n as double) end as numerator,
    case when suppressed = 0 then cast(d as double) end as denominator,
    case when suppressed > 0 then 'suppressed' when absent = given then 'not_applicable'
        when n is null then 'missing' when estimated > 0 then 'estimated' else 'reported' end as status,
    partners_in, q.partners as partners_asked
from added a left join asked_in q on coalesce(q.period, '') = coalesce(a.period, '')
""".format(
    sums="""sum(n) as n, sum(d) as d, count(*) filter (status = 'suppressed') as suppressed,
        count(*) filter (status = 'estimated') as estimated, count(*) filter (status = 'not_applicable') as absent,
        count(*) as given, count(distinct teller) as partners_in"""
)


def ours(path: Path, wanted: Collection, tree: Hierarchy) -> list[pa.Table]:
    return [side.rows for side in cube([path], collection=wanted, by=COLUMNS, hierarchy=tree).values()]


def by_hand(path: Path, districts: pa.Table, asked: pa.Table) -> pa.Table:
    with duckdb.connect() as connection:
        connection.read_parquet(str(path)).create_view("facts")
        connection.register("districts", districts)
        connection.register("asked", asked)
        return connection.sql(BY_HAND).to_arrow_table()


def same(sides: list[pa.Table], whole: pa.Table) -> bool:
    """Both as one table with all columns, in one order."""
    filled = []
    for rows in sides:
        for name in COLUMNS:
            if name not in rows.column_names:
                rows = rows.append_column(name, pa.array([""] * rows.num_rows, pa.string()))
        filled.append(rows.select(["measure", *COLUMNS, *whole.column_names[4:]]))
    order = [(name, "ascending") for name in ("measure", *COLUMNS)]
    mine = pa.concat_tables(filled).sort_by(order).combine_chunks()
    theirs = whole.cast(mine.schema)
    for at, name in enumerate(COLUMNS, start=1):
        theirs = theirs.set_column(at, name, theirs.column(name).fill_null(""))
    return bool(mine.equals(theirs.sort_by(order).combine_chunks()))


def compare(folder: Path, facts: int, measures: int, rounds: int) -> int:
    wanted, tree = collection(), Hierarchy.from_dict({"place": TREE})
    wanted = replace(wanted, measures=tuple(replace(each, periods_rule="ratio_of_sums") for each in wanted.measures))
    pairs = [(district, area) for district, areas in DISTRICTS.items() for area in areas]
    districts = pa.table({"ancestor": [p[0] for p in pairs], "node": [p[1] for p in pairs]})
    told = list(itertools.product(TELLERS, PERIODS))
    asked = pa.table({"partner": [partner for partner, _ in told], "period": [period for _, period in told]})
    paths = write_facts(folder, facts)[:measures]
    print(f"{facts:,} facts in {len(paths)} files are cubed, {2 ** len(COLUMNS)} sides", flush=True)
    ratios, processors = [], []
    for number in range(rounds + 1):
        took = [0.0] * 4
        for path in paths:
            start, used = time.perf_counter(), time.process_time()
            sides = ours(path, wanted, tree)
            middle, used_by_us = time.perf_counter(), time.process_time()
            whole = by_hand(path, districts, asked)
            spent = (middle - start, time.perf_counter() - middle, used_by_us - used, time.process_time() - used_by_us)
            took = [a + b for a, b in zip(took, spent, strict=True)]
            if not number and not same(sides, whole):
                sys.exit("The two answers differ: nothing is compared.")
        if number:  # The first round warms up, and is compared.
            ratios.append(took[0] / took[1])
            processors.append(took[2] / took[3])
            print(f"  ours {took[0]:.1f} s, by hand {took[1]:.1f} s, {ratios[-1]:.2f}", flush=True)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"the same answer; ours {statistics.median(ratios):.2f} times the hand-written SQL (limit {LIMIT}),")
    print(f"  in processor time {statistics.median(processors):.2f}; at most {most:,.0f} MB (limit {MEMORY:,});")
    print(f"  load of the machine {os.getloadavg()[0]:.1f}")
    return 0 if statistics.median(ratios) <= LIMIT and most <= MEMORY else 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, help="where the files are written and deleted again")
    parser.add_argument("--facts", type=int, default=100_000_000)
    parser.add_argument("--measures", type=int, default=10, help="how many of the ten files are cubed")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        return compare(Path(folder), options.facts, options.measures, options.rounds)


if __name__ == "__main__":
    sys.exit(main())
