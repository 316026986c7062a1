"""Protected and audited: a three-way table with two hierarchies, through the two commands, as a release would be.

    python benchmarks/disclosure.py --side 41            more than 10⁵ cells with their totals

The counts are uneven, as those of places and groups are: most cells have many people, some a few, some nobody. The
auditor reads the file that the protector wrote and nothing else.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import product
from pathlib import Path

import numpy as np

NAMES = ("place", "group", "age")
#: Leaves in one node of the hierarchy; the third dimension has none.
BRANCHES = (6, 5, 0)


def ways(name: str, side: int, branch: int) -> dict[str, list[str]]:
    """The nodes of one dimension with their leaves; the nodes are the parts of Total."""
    return {f"{name}-{start // branch}": [f"{name}{leaf}" for leaf in range(start, min(start + branch, side))]
            for start in range(0, side, branch)} if branch else {}  # fmt: skip


def members(name: str, side: int, branch: int) -> dict[str, list[int]]:
    """Every row name of one dimension with the leaves in it."""
    leaves = {f"{name}{leaf}": [leaf] for leaf in range(side)}
    nodes = {node: [int(leaf.removeprefix(name)) for leaf in parts] for node, parts in ways(name, side, branch).items()}
    return {**leaves, **nodes, "Total": list(range(side))}


def write_table(folder: Path, side: int, seed: int) -> int:
    random = np.random.default_rng(seed)
    shares = [random.pareto(1.2, side) + 0.2 for _ in NAMES]
    weights = np.einsum("i,j,k->ijk", *(share / share.mean() for share in shares))
    inner = random.poisson(np.minimum(weights * 60, 5_000))
    rows = [members(name, side, branch) for name, branch in zip(NAMES, BRANCHES, strict=True)]
    hierarchy = {
        name: {"Total": list(found), **found}
        for name, branch in zip(NAMES, BRANCHES, strict=True)
        if (found := ways(name, side, branch))
    }
    (folder / "hierarchy.json").write_text(json.dumps(hierarchy))
    cells = 0
    with (folder / "table.csv").open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow([*NAMES, "value"])
        for here in product(*rows):
            at = [row[name] for row, name in zip(rows, here, strict=True)]
            out.writerow([*here, int(inner[np.ix_(*at)].sum())])
            cells += 1
    return cells


def run(folder: Path, *command: str) -> tuple[dict[str, object], float, float]:
    """The command's answer in JSON, its seconds and those of all its processors; progress goes to this terminal."""
    began, worked = time.monotonic(), processor_seconds()
    done = subprocess.run(
        [sys.executable, "-m", "commonweal.cli.main", *command], cwd=folder, stdout=subprocess.PIPE, text=True
    )
    seconds = time.monotonic() - began
    if done.returncode:
        print(f"{command[0]} ended with {done.returncode} after {seconds:.0f} s: {done.stdout[:500]}")
        raise SystemExit(done.returncode)
    return json.loads(done.stdout.splitlines()[-1]), seconds, processor_seconds() - worked


def processor_seconds() -> float:
    """What finished programs took of the processors: on a machine that others use, the better measure."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--side", type=int, default=41)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=60, help="for seeking a cheaper choice")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cells = write_table(folder, options.side, options.seed)
        print(f"{cells} cells; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
        protected, hiding, worked = run(
            folder, "protect", "table.csv", "--out", "out.csv", "--hier", "hierarchy.json",
            "--seconds", str(options.seconds), "--json",
        )  # fmt: skip
        print(f"protected in {hiding:.0f} s, {worked:.0f} s of processors: {protected}", flush=True)
        audited, attack, worked = run(folder, "audit", "out.csv", "--hier", "hierarchy.json", "--json")
        told = {key: value for key, value in audited.items() if not isinstance(value, list)}
        print(f"audited in {attack:.0f} s, {worked:.0f} s of processors: {told}")
        print(f"together {hiding + attack:.0f} s, limit 900 s; load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
