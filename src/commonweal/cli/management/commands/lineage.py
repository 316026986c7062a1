"""Prints everything behind a published figure."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.http import Http404

from commonweal.governance.models import Initiative
from commonweal.measurement.queries.lineage import Asked, Lineage, Source, newest_figure, traced

PROBLEM = 1
ABSENT = "No release that stands has this figure. Check the measure, the period and the part."


class Command(BaseCommand):
    help = (
        "Prints everything behind a published figure: release, definition, rules, program, files and their rows.\n"
        "The figure is added up anew from those rows; where it does not agree the exit status is 1.\n\n"
        "example: commonweal lineage P1 2026-Q2 --part place=d01 --json"
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("measure", metavar="MEASURE", help="the measure's code")
        parser.add_argument("period", metavar="PERIOD", nargs="?", default="", help="the newest unless said otherwise")
        parser.add_argument("--part", default="", metavar="DIMENSION=CODE", help="one group or place: place=d01")
        parser.add_argument("--release", type=int, help="its number; the newest that stands unless said otherwise")
        parser.add_argument("--initiative", default="", metavar="SLUG", help="needed only where there are several")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *args: Any, **options: Any) -> int | None:  # type: ignore[override]
        initiative = _initiative(options["initiative"])
        dimension, _, category = options["part"].partition("=")
        if options["part"] and not (dimension and category):
            raise CommandError("A part is written as DIMENSION=CODE, such as place=d01.")
        try:
            asked = Asked(options["measure"], options["period"], dimension, category)
            if not asked.period:
                newest = newest_figure(initiative, options["release"], asked.measure)
                asked = Asked(asked.measure, newest.period, dimension, category)
            found = traced(initiative, options["release"], asked)
        except Http404 as absent:
            raise CommandError(
                "No release that stands has this figure. Check the measure, the period and the part."
            ) from absent
        lines = [json.dumps(as_json(found), ensure_ascii=False)] if options["json"] else told(found)
        self.stdout.write("\n".join(lines))
        return None if found.added_up and found.agrees else PROBLEM


def _initiative(slug: str) -> Initiative:
    found = list(Initiative.objects.filter(slug=slug) if slug else Initiative.objects.all()[:2])
    if len(found) != 1:
        known = ", ".join(Initiative.objects.values_list("slug", flat=True)) or "none yet"
        raise CommandError(f"Name the initiative with --initiative. There are: {known}.")
    return found[0]


def as_json(lineage: Lineage) -> dict[str, Any]:
    definition = lineage.definition
    return {
        "release": lineage.release.number,
        "released_at": lineage.release.made_at.isoformat(),
        "release_sha256": lineage.release.content_sha256,
        "measure": lineage.asked.measure,
        "period": lineage.asked.period,
        "part": {lineage.asked.dimension: lineage.asked.category} if lineage.asked.dimension else None,
        "figure": {name: lineage.figure[name] for name in ("value", "numerator", "denominator", "status")},
        "added_up_again": lineage.again,
        "agrees": lineage.added_up and lineage.agrees,
        "definition_version": definition.version if definition else None,
        "definition": definition.meaning_en if definition else None,
        "places_rule": definition.places_rule if definition else None,
        "periods_rule": definition.periods_rule if definition else None,
        "rule_version": lineage.rule_version,
        "code_version": lineage.code_version,
        "sources": [_source(source) for source in lineage.sources],
    }


def _source(source: Source) -> dict[str, Any]:
    receipt = source.submission.receipt
    return {
        "submission": source.submission.number,
        "partner": source.submission.organisation.code if source.submission.organisation else None,
        "round": source.submission.round.name if source.submission.round else None,
        "file": receipt.file_name,
        "file_sha256": receipt.sha256,
        "received_at": receipt.received_at.isoformat(),
        "ledger_number": receipt.sequence,
        "on_behalf": source.submission.on_behalf,
        "history": source.submission.history,
        "facts_sha256": source.facts_sha256,
        "damaged": source.is_damaged,
        "rows": [{name: value for name, value in row.items() if name != "submission"} for row in source.rows],
    }


def told(lineage: Lineage) -> list[str]:
    """The same in lines."""
    told = as_json(lineage)
    part = "".join(f", {name} {code}" for name, code in (told["part"] or {}).items())
    lines = [
        f"{told['measure']}, {told['period']}{part}: {told['figure']['value']} ({told['figure']['status']})",
        f"  release {told['release']}, {told['released_at']}, {told['release_sha256']}",
        f"  definition {told['definition_version']}: {told['definition']}",
        f"  rules {told['rule_version']}; program {told['code_version']}",
        f"  added up again: {told['added_up_again']}, " + ("agrees" if told["agrees"] else "DOES NOT AGREE"),
    ]
    for source in told["sources"]:
        lines.append(f"  {source['submission']} of {source['partner'] or 'the backbone'}: {source['file']}")
        lines.append(
            f"    number {source['ledger_number']} of the ledger, {source['received_at']}, {source['file_sha256']}"
        )
        if source["damaged"]:
            lines.append("    DAMAGED: the stored figures are not those that were accepted")
        lines += [f"    {_row(row)}" for row in source["rows"]]
    return lines


def _row(row: dict[str, Any]) -> str:
    numbers = " of ".join(f"{row[name]:g}" for name in ("numerator", "denominator") if row[name] is not None)
    value = "" if row["value"] is None else f"{row['value']:g}"
    where = row["place"] if row["row"] is None else f"row {row['row']}: {row['place']}"
    return f"{where}, {row['status']} {value}" + (f" ({numbers})" if numbers else "")
