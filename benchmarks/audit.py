"""How long an audit takes: a three-way table with two hierarchies, protected crudely, audited with all cores.

    python benchmarks/audit.py --side 46

Prints cells, hidden ones, groups, seconds. The crude protection hides, for each small figure, a cube of figures that
can move against each other; the large figures among them are enough for most small ones and not for all.
"""

import argparse
import os
import random
import sys
import time
from itertools import product
from pathlib import Path

from commonweal.engines.audit import ReleasedCell, ReleasedTable, Terms, audit


def hierarchy(side: int, branch: int) -> dict[str, list[list[str]]]:
    """Leaves 0 … side − 1 in groups of `branch`, the groups in Total."""
    groups = {f"g{i}": [[str(leaf) for leaf in range(start, min(start + branch, side))]]
              for i, start in enumerate(range(0, side, branch))}  # fmt: skip
    return {"Total": [list(groups)], **groups}


def members(side: int, ways: dict[str, list[list[str]]] | None) -> dict[str, list[int]]:
    """Each row name of a dimension with the leaves in it."""
    leaves = {str(leaf): [leaf] for leaf in range(side)}
    groups = {name: [int(leaf) for leaf in way[0]] for name, way in (ways or {}).items() if name != "Total"}
    return {**leaves, **groups, "Total": list(range(side))}


def protected_table(
    sides: tuple[int, int, int], splits: dict[str, dict[str, list[list[str]]]], seed: int, wide: bool
) -> ReleasedTable:
    import numpy as np

    chance = random.Random(seed)
    names = ("place", "group", "age")
    inner = np.random.default_rng(seed).negative_binomial(*((3, 0.03) if wide else (0.9, 0.02)), sides)
    if wide:
        splits_of_cubes: dict[str, dict[str, list[list[str]]]] = {}
    else:
        splits_of_cubes = splits
    rows = [members(side, splits.get(name)) for side, name in zip(sides, names, strict=True)]
    beside = [beside_of(side, splits_of_cubes.get(name)) for side, name in zip(sides, names, strict=True)]
    hidden: set[tuple[int, ...]] = set()
    for at in map(tuple, np.argwhere((inner > 0) & (inner < 10)).tolist()):
        if at not in hidden:
            hidden |= cube(inner, at, beside, hidden, chance)
    gone_rows = {row for at in hidden for row in rows_of(at, splits, names, wide)}
    cells = []
    for here in product(*rows):
        at = tuple(row[name] for row, name in zip(rows, here, strict=True))
        gone = here in gone_rows
        cells.append(ReleasedCell(here, None if gone else int(inner[np.ix_(*at)].sum()), gone))
    return ReleasedTable("benchmark", names, cells)


def rows_of(at, splits, names, wide):  # type: ignore[no-untyped-def]
    """A leaf's own row; where cubes reach across groups, also those of the groups that it moves."""
    chains = []
    for leaf, name in zip(at, names, strict=True):
        groups = [group for group, way in splits.get(name, {}).items() if group != "Total" and str(leaf) in way[0]]
        chains.append([str(leaf), *(groups if wide else [])])
    return product(*chains)


def beside_of(side: int, ways: dict[str, list[list[str]]] | None) -> list[list[int]]:
    """For each leaf the leaves beside it."""
    groups = [[int(leaf) for leaf in way[0]] for name, way in (ways or {}).items() if name != "Total"]
    return [next((group for group in groups if leaf in group), list(range(side))) for leaf in range(side)]


def cube(inner, at, beside, hidden, chance):  # type: ignore[no-untyped-def]
    """Eight cells that can move by the level: large ones first, hidden ones rather than others."""
    best, best_value = set(), None
    for _ in range(60):
        other = tuple(chance.choice([j for j in beside[axis][i] if j != i]) for axis, i in enumerate(at))
        corners = list(product(*zip(at, other, strict=True)))
        down = min(inner[c] for k, c in enumerate(corners) if bin(k).count("1") % 2 == 1)
        value = (min(int(down), 10), sum(c in hidden for c in corners), -sum(inner[c] for c in corners))
        if best_value is None or value > best_value:
            best, best_value = set(corners), value
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--side", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--wide", action="store_true", help="cubes across groups: all is bound together")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--csv", type=Path, help="write the table instead, with its hierarchy beside it")
    options = parser.parse_args()
    side = options.side
    splits = {"place": hierarchy(side, 6), "group": hierarchy(side, 5)}
    began = time.monotonic()
    table = protected_table((side, side, side), splits, options.seed, options.wide)
    hidden = sum(cell.hidden for cell in table.cells)
    print(f"{len(table.cells)} cells, {hidden} hidden, made in {time.monotonic() - began:.1f} s", flush=True)
    if options.csv:
        write(table, splits, options.csv)
        return
    began = time.monotonic()
    found = audit([table], splits=splits, terms=Terms(workers=options.workers, progress=progress))
    seconds = time.monotonic() - began
    print(
        f"{seconds:.1f} s, {len(found.exposed)} exposed, {found.proved} proved by examples, {options.workers} workers"
    )


def write(table: ReleasedTable, splits: dict[str, dict[str, list[list[str]]]], path: Path) -> None:
    import csv
    import json

    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*table.dimensions, "value", "suppressed"])
        writer.writerows(
            [*cell.coordinates, "" if cell.value is None else int(cell.value), int(cell.hidden)] for cell in table.cells
        )
    path.with_suffix(".json").write_text(json.dumps(splits))


def progress(done: int, of: int) -> None:
    print(f"  {done} of {of}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
