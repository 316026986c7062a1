"""One scoreboard roll-up through our own code against the SQL that a person would write for it, on the same engine.

    python benchmarks/rollup.py [--rounds 5]

Ratios of sums by place and period over overlapping places, with statuses and coverage; both read the same Parquet file.
The answers are compared first, then both run in turn, and the median of the rounds' ratios is printed (limit 1.2).
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from commonweal.engines.measures import Asked, Collection, Hierarchy, Measure, rollup

LIMIT = 1.2
SIZES = (100_000, 1_000_000)
PLACES = [f"area-{i:03d}" for i in range(400)]
PERIODS = [f"{year}-Q{quarter}" for year in range(2016, 2026) for quarter in range(1, 5)]
PARTNERS = [f"org-{i:02d}" for i in range(40)]
MEASURES = [f"M-{i}" for i in range(10)]
DISTRICTS = {f"district-{i}": PLACES[i * 50 : i * 50 + 60] for i in range(8)}
TREE = {"County": list(DISTRICTS), **DISTRICTS}

BY_HAND = """
with lines as (
    select * from districts union all select 'County' as ancestor, node from (select distinct node from districts)
),
placed as (
    select f.measure, f.period, l.ancestor as place, f.partner, f.status, f.numerator, f.denominator
    from facts f join lines l on l.node = f.place
    union all
    select measure, period, place, partner, status, numerator, denominator from facts
),
added as (
    select measure, place, period,
        sum(cast(numerator as decimal(28, 10)))
            filter (status in ('reported', 'estimated') and denominator is not null) as n,
        sum(cast(denominator as decimal(28, 10)))
            filter (status in ('reported', 'estimated') and numerator is not null) as d,
        count(*) filter (status = 'suppressed') as suppressed,
        count(*) filter (status = 'estimated') as estimated,
        count(*) filter (status = 'not_applicable') as absent, count(*) as given,
        count(distinct partner) filter (status = 'suppressed' or numerator is not null and denominator is not null)
            as partners_in
    from placed group by all
)
select a.measure, place, a.period,
    case when suppressed = 0 then 100.0 * (cast(n as double) / nullif(d, 0)) end as value,
    case when suppressed = 0 then cast(n as double) end as numerator,
    case when suppressed = 0 then cast(d as double) end as denominator,
    case when suppressed > 0 then 'suppressed' when absent = given then 'not_applicable'
        when n is null then 'missing' when estimated > 0 then 'estimated' else 'reported' end as status,
    partners_in, q.asked as partners_asked
from added a left join (select measure, period, count(distinct partner) as asked from asked group by all) q
    on q.measure = a.measure and q.period = a.period
order by 1, 2, 3
"""


def write_facts(path: Path, size: int) -> None:
    chance = random.Random(2026)
    cells = [(m, p, place) for m in MEASURES for p in PERIODS for place in PLACES]
    chosen = [cells[i % len(cells)] for i in range(size)] if size > len(cells) else chance.sample(cells, size)
    status = chance.choices(["reported", "missing", "suppressed", "estimated"], [94, 4, 1, 1], k=size)
    bottoms = [float(chance.randint(20, 400)) for _ in range(size)]
    tops = [float(chance.randint(0, int(bottom))) for bottom in bottoms]
    told = [word != "missing" for word in status]
    columns = {
        "measure": pa.array([cell[0] for cell in chosen]).dictionary_encode(),
        "period": pa.array([cell[1] for cell in chosen]).dictionary_encode(),
        "place": pa.array([cell[2] for cell in chosen]).dictionary_encode(),
        "partner": pa.array([PARTNERS[i % 40] for i in range(size)]).dictionary_encode(),
        "status": pa.array(status).dictionary_encode(),
        "value": pa.array([100 * a / b if t else None for a, b, t in zip(tops, bottoms, told, strict=True)]),
        "numerator": pa.array([a if t else None for a, t in zip(tops, told, strict=True)]),
        "denominator": pa.array([b if t else None for b, t in zip(bottoms, told, strict=True)]),
    }
    pq.write_table(pa.table(columns), path, row_group_size=1 << 20)


def collection() -> Collection:
    measures = [
        Measure(code=code, kind="percent", places_rule="ratio_of_sums", periods_rule="none") for code in MEASURES
    ]
    asked = [Asked(partner, tuple(MEASURES), tuple(PERIODS)) for partner in PARTNERS]
    return Collection(periods=tuple(PERIODS), places=tuple(PLACES), measures=tuple(measures), asked=tuple(asked))


def ours(path: Path, wanted: Collection, tree: Hierarchy) -> pa.Table:
    return rollup([path], collection=wanted, by=["place", "period"], hierarchy=tree).rows


def by_hand(path: Path, districts: pa.Table, asked: pa.Table) -> pa.Table:
    with duckdb.connect() as connection:
        connection.read_parquet(str(path)).create_view("facts")
        connection.register("districts", districts)
        connection.register("asked", asked)
        return connection.sql(BY_HAND).to_arrow_table()


def compare(size: int, rounds: int) -> float:
    wanted, tree = collection(), Hierarchy.from_dict({"place": TREE})
    pairs = [(district, area) for district, areas in DISTRICTS.items() for area in areas]
    districts = pa.table({"ancestor": [p[0] for p in pairs], "node": [p[1] for p in pairs]})
    triples = [(a.partner, m, p) for a in wanted.asked for m in a.measures for p in a.periods]
    asked = pa.table({name: [t[i] for t in triples] for i, name in enumerate(("partner", "measure", "period"))})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "facts.parquet"
        write_facts(path, size)
        first, second = ours(path, wanted, tree), by_hand(path, districts, asked)
        if first.to_pylist() != second.cast(first.schema).to_pylist():
            sys.exit("The two answers differ: nothing is compared.")
        ratios, processors = [], []
        for _ in range(rounds):
            start, used = time.perf_counter(), time.process_time()
            ours(path, wanted, tree)
            middle, used_by_us = time.perf_counter(), time.process_time() - used
            by_hand(path, districts, asked)
            end, used_in_all = time.perf_counter(), time.process_time() - used
            ratios.append((middle - start) / (end - middle))
            processors.append(used_by_us / (used_in_all - used_by_us))
            print(f"  {size:>9,} facts: ours {middle - start:.3f} s, by hand {end - middle:.3f} s, {ratios[-1]:.2f}")
    print(f"  processor time: {statistics.median(processors):.2f}; load of the machine: {os.getloadavg()[0]:.1f}")
    return statistics.median(ratios)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = max(5, parser.parse_args().rounds)
    worst = 0.0
    for size in SIZES:
        ratio = compare(size, rounds)
        worst = max(worst, ratio)
        print(f"{size:>9,} facts: ratio {ratio:.2f} (limit {LIMIT})")
    return 0 if worst <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
