"""Adds up every published figure anew from the facts in this folder, and compares each with the release.

Run it where it lies: python reproduce.py. It needs Python 3.11 or newer and the package commonweal (with duckdb).
Of commonweal it uses the command `rollup` and nothing else. Exit status: 0 all agree, 1 some do not and are listed,
2 it cannot run here.

Of a share or a rate its numerator and denominator are compared as well. What is hidden has no number to compare.
Intervals, gaps, verdicts, charts, forecasts and the goal's arithmetic follow from these figures: conclusions.py,
outlooks.py, lines.py and goal.py work them out, by formulas of their own.
"""

import json
import math
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from conclusions import conclusions_of  # type: ignore[import-not-found]  # these lie beside this file
from goal import goal_of, ways_of  # type: ignore[import-not-found]
from outlooks import outlooks_of  # type: ignore[import-not-found]

try:
    import duckdb
except ModuleNotFoundError:
    sys.stderr.write(
        "This Python has no package duckdb. Install commonweal into it, or run the one that has it: see README.txt.\n"
        "Este Python no tiene el paquete duckdb. Instale commonweal en él, o use el que lo tiene: vea README.txt.\n"
    )
    sys.exit(2)

Row = dict[str, Any]
#: Measure, version, period, way to split, part.
Key = tuple[str, int, str, str, str]
HERE = Path(__file__).resolve().parent
CONCLUSIONS = "intervals, gaps, verdicts, charts, forecasts and numbers of the goal"
PARTS = ("value", "numerator", "denominator")
WHOLE, REST = "", "not-stated"  # the rest is what the whole has beyond its parts
# Of all that a partner said of one thing the last word counts; "missing" never takes the place of a figure.
COUNTED = """
copy (
    select * exclude (submission, line) from (select *, row_number() over () as line from read_parquet('{facts}'))
    where definition = {version} and list_contains({measures}, measure) and list_contains({periods}, period)
    qualify line = last_value(line) over (
        partition by partner, measure, period, place{dimensions} order by status <> 'missing', line
        rows between unbounded preceding and unbounded following
    )
) to '{out}' (format parquet)
"""
#: Intervals that a source published with its figure.
STATED = "select measure, period, low, high from read_parquet('{facts}') where low is not null"


def main() -> int:
    release = json.loads((HERE / "release" / "release.json").read_text(encoding="utf-8"))
    plan = json.loads((HERE / "plan.json").read_text(encoding="utf-8"))
    published = [figure for measure in release["measures"] for figure in figures_of(measure)]
    again: dict[Key, Row] = {}
    for version in sorted({figure["version"] for figure in published}):
        of_version = [figure for figure in published if figure["version"] == version]
        for way in (WHOLE, *sorted({figure["way"] for figure in of_version} - {WHOLE})):
            measures = sorted({figure["measure"] for figure in of_version if way in (WHOLE, figure["way"])})
            for era in plan["eras"]:
                again |= added_up(measures, version, way, era, plan["dimensions"])
    wrong = [figure for figure in published if not agrees(figure, again)]
    for figure in wrong:
        shown = {name: figure[name] for name in figure if name not in ("parts", "factor")}
        sys.stdout.write(f"Does not agree: {shown}\n")
    sys.stdout.write(f"{len(published)} published figures; {len(published) - len(wrong)} agree, {len(wrong)} do not.\n")
    return 1 if concluded_otherwise(release) or wrong else 0


def concluded_otherwise(release: Row) -> int:
    """How many published conclusions do not come out of the published figures; each is named."""
    stated = set(duckdb.execute(STATED.format(facts=HERE / "facts.parquet")).fetchall())
    found = [each for measure in release["measures"] for each in conclusions_of(measure, stated)]
    found += [each for measure in release["measures"] for each in outlooks_of(measure, limits_of(measure))]
    found += [each for measure in release["measures"] for each in ways_of(measure)]
    found += goal_of(release)
    wrong = [name for name, comes_out in found if not comes_out]
    sys.stdout.write("".join(f"Does not agree: {name}\n" for name in wrong))
    right = len(found) - len(wrong)
    sys.stdout.write(f"{len(found)} {CONCLUSIONS}; {right} agree, {len(wrong)} do not.\n")
    return len(wrong)


def limits_of(measure: Row) -> tuple[float | None, float | None]:
    """What a figure of the measure can be, by its definition; no count or share lies below 0, no percent above 100."""
    collection = tomllib.loads((HERE / "collections" / f"{measure['definition_version']}.toml").read_text("utf-8"))
    defined = next(each for each in collection["measures"] if each["code"] == measure["code"])
    least = None if measure["kind"] == "number" else 0.0
    return defined.get("min", least), defined.get("max", 100.0 if measure["kind"] == "percent" else None)


def figures_of(measure: Row) -> list[Row]:
    """Every published number of a measure: where it stands, and the version by which it was counted."""
    factor = 100 if measure["kind"] == "percent" else measure["per"] or 1
    newest = measure["definition_version"]
    rows: list[tuple[Row, str, str, str, list[str]]]
    rows = [(point, point["period"], WHOLE, "", []) for point in measure["series"]]
    rows += [(point, point["period"], WHOLE, "", []) for point in measure.get("counted_before", ())]
    for split in measure["splits"]:
        parts = [cell["code"] for cell in split["cells"] if cell["code"] != REST]
        counted = {"definition": split.get("definition", newest)}
        rows += [
            ({**cell, **counted}, split["period"], split["dimension"], cell["code"], parts) for cell in split["cells"]
        ]
    return [
        {"measure": measure["code"], "version": row.get("definition", newest), "period": period, "way": way,
         "part": part, "parts": parts, "factor": factor, **{name: row[name] for name in PARTS}}
        for row, period, way, part, parts in rows
        if any(row[name] is not None for name in PARTS)
    ]  # fmt: skip


def added_up(measures: Sequence[str], version: int, way: str, era: Row, dimensions: Sequence[str]) -> dict[Key, Row]:
    """What `commonweal rollup` answers, by measure, version, period, way to split and part."""
    with tempfile.TemporaryDirectory() as folder:
        facts = Path(folder) / "facts.parquet"
        split_by = "".join(f', "{name}"' for name in dimensions)
        chosen = {"measures": measures, "periods": era["periods"], "version": version, "dimensions": split_by}
        duckdb.sql(COUNTED.format(facts=HERE / "facts.parquet", out=facts, **chosen))
        if not duckdb.read_parquet(str(facts)).shape[0]:
            return {}
        by = f"period,{way}".strip(",")
        command: list[str | Path] = [sys.executable, "-m", "commonweal.cli.main", "rollup", facts, "--json", "--by", by]
        command += ["--collection", HERE / "collections" / f"{version}.toml", "--hier", HERE / era["hierarchy"]]
        answer = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if answer.returncode == 1 and len(measures) > 1:  # one may not be added up this way; the others may
        return {key: row for one in measures for key, row in added_up([one], version, way, era, dimensions).items()}
    if answer.returncode > 1:
        sys.exit(answer.stderr)
    rows = json.loads(answer.stdout)["rows"] if answer.returncode == 0 else []
    return {(row["measure"], version, row["period"], way, row[way] if way else ""): row for row in rows}


def agrees(figure: Row, again: dict[Key, Row]) -> bool:
    key = (figure["measure"], figure["version"], figure["period"], figure["way"])
    if figure["part"] == REST:
        row = rest_of(again.get((*key[:3], WHOLE, "")), [again.get((*key, part)) for part in figure["parts"]], figure)
    else:
        row = again.get((*key, figure["part"]))
    return row is not None and all(same(figure[name], row[name]) for name in PARTS if figure[name] is not None)


def rest_of(whole: Row | None, parts: Sequence[Row | None], figure: Row) -> Row | None:
    """The whole less its parts; of a share only the two numbers that make it can be taken away from each other."""
    if whole is None:
        return None
    left: Row = {}
    for name in PARTS:
        told = [part[name] for part in parts if part and part[name] is not None]
        left[name] = None if whole[name] is None or figure[name] is None else round(whole[name] - sum(told), 6)
    if left["denominator"] and left["numerator"] is not None:
        left["value"] = figure["factor"] * left["numerator"] / left["denominator"]
    return left


def same(published: float, again: float | None) -> bool:
    """To the last digit that is there: sums in another order differ beyond the fifteenth."""
    return again is not None and math.isclose(published, again, rel_tol=1e-12, abs_tol=1e-9)


if __name__ == "__main__":
    sys.exit(main())
