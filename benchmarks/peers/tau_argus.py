"""Hides cells of a count table with pytauargus, in an environment that has it: leaves on stdin, what it hides out."""

import json
import sys

from pytauargus import protect

asked = json.load(sys.stdin)
records: dict[str, list[object]] = {name: [] for name in [*asked["dimensions"], "people"]}
for *codes, count in asked["leaves"]:
    for _ in range(count):
        for name, code in zip(asked["dimensions"], codes, strict=True):
            records[name].append(code)
        records["people"].append(1)
result = protect(
    records, asked["dimensions"], response="people", totcode="Total",
    safety_rules=f"FREQ({asked['minimum']},{asked['margin']})", suppress=asked["method"],
)  # fmt: skip
table = result.tables[0]
hidden = [
    [str(row[name]).strip() or "Total" for name in asked["dimensions"]]
    for row, shown in zip(table.rows, table.safe(), strict=True)
    if shown == "x"
]
json.dump(hidden, sys.stdout)
