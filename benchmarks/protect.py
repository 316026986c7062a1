"""Cells and values lost by the protector and by pytauargus, side by side on the same random tables.

    python benchmarks/protect.py --peer /path/to/python-with-pytauargus           24 tables of up to 200 cells, OPT
    python benchmarks/protect.py --peer … --method "MOD(1)" --shapes 20x12x4 20x20

The peer's frequency rule asks for less than ours: its margin is a percentage of the cell, and complements need not be
uncertain themselves. So the last columns count the cells of its answer that a reader narrows below the minimum, and
what it loses once our first step has given them the complements that they need.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import subprocess
import time
from pathlib import Path

import numpy as np

from commonweal.engines.protection import Rules, Table, protect
from commonweal.engines.protection.building import build
from commonweal.engines.protection.linking import link
from commonweal.engines.protection.nearby import Nearby
from commonweal.engines.protection.reader import exposures

SMALL = ["4x4", "8x8", "13x13", "3x4x4", "5x5x4", "4x4x6"]
PEER = Path(__file__).parent / "peers" / "tau_argus.py"


def random_table(shape: list[int], seed: int, mean: float) -> tuple[Table, list[list[object]]]:
    rng = random.Random(seed)
    codes = [[f"{'abcd'[d]}{number:02d}" for number in range(size)] for d, size in enumerate(shape)]
    leaves = {at: 0 if rng.random() < 0.1 else int(rng.expovariate(1 / mean)) for at in itertools.product(*codes)}
    sums: dict[tuple[str, ...], int] = {}
    for at, count in leaves.items():
        for total in itertools.product(*([code, "Total"] for code in at)):
            sums[total] = sums.get(total, 0) + count
    names = [f"d{d}" for d in range(len(shape))]
    table = Table(names, list(sums), {"value": [float(count) for count in sums.values()]})
    return table, [[*at, count] for at, count in leaves.items() if count]


def peer_hides(table: Table, leaves: list[list[object]], options: argparse.Namespace) -> set[tuple[str, ...]]:
    asked = {
        "dimensions": list(table.dimensions), "leaves": leaves, "minimum": 10, "margin": options.margin,
        "method": options.method,
    }  # fmt: skip
    answer = subprocess.run(
        [options.peer, str(PEER)], input=json.dumps(asked), capture_output=True, text=True, timeout=7200, check=True
    )
    return {tuple(at) for at in json.loads(answer.stdout.splitlines()[-1])}


def judged(table: Table, hidden: set[tuple[str, ...]]) -> tuple[int, int, float]:
    """How many cells of an answer are too narrow; cells and values lost once they have the complements they need."""
    built = build(link([table], {}, [], [0.0]), [table], Rules())
    flags = np.zeros(len(built.system), dtype=bool)
    flags[[built.linked.places[0][i] for i, at in enumerate(table.coordinates) if tuple(at) in hidden]] = True
    narrow = len({each.cell for each in exposures(built.system, flags)})
    safe = Nearby(built.system, flags | built.system.must, built.system.candidates(zeros=False), look_first=True)
    safe.look_everywhere()
    safe.protect(lambda *_: None)
    return narrow, int(safe.hidden.sum()), float(built.system.cost[safe.hidden].sum())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peer", required=True, help="a Python that has pytauargus")
    parser.add_argument("--method", default="OPT(1)")
    parser.add_argument("--margin", type=int, default=100)
    parser.add_argument("--shapes", nargs="+", default=SMALL)
    parser.add_argument("--tables", type=int, default=2, help="of each shape and mean")
    options = parser.parse_args()
    print("shape mean seed | cells: total, primary, ours, theirs | lost: ours, theirs | seconds | "
          "theirs too narrow; made safe: cells, lost")  # fmt: skip
    ours_all = theirs_all = safe_all = 0
    for shape, mean, seed in itertools.product(options.shapes, (12, 60), range(options.tables)):
        table, leaves = random_table([int(size) for size in shape.split("x")], seed, mean)
        start = time.monotonic()
        ours = protect([table])
        took = time.monotonic() - start
        theirs = peer_hides(table, leaves, options)
        lost = sum(v or 0 for at, v in zip(table.coordinates, table.lines["value"], strict=True) if tuple(at) in theirs)
        narrow, safe, safe_lost = judged(table, theirs)
        ours_all, theirs_all, safe_all = ours_all + ours.suppressed, theirs_all + len(theirs), safe_all + safe
        print(
            f"{shape} {mean} {seed} | {len(table)} {ours.primary} {ours.suppressed} {len(theirs)} | "
            f"{ours.value_lost:.0f} {lost:.0f} | {took:.1f} | {narrow}; {safe} {safe_lost:.0f}",
            flush=True,
        )
    print(f"all: ours {ours_all}, theirs {theirs_all}, ratio {ours_all / max(theirs_all, 1):.3f}; "
          f"theirs made safe {safe_all}, ratio {ours_all / max(safe_all, 1):.3f}")  # fmt: skip


if __name__ == "__main__":
    main()
