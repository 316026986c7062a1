"""Values of an earlier period in place of those that a partner does not have yet, as a small file of our own."""

import csv
import io
from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from commonweal.measurement.models import Invitation
from commonweal.measurement.queries.asked_rows import PARTS, AskedOfPartner, AskedRow, asked_of, has_parts
from commonweal.measurement.queries.collections import EVERYBODY
from commonweal.measurement.queries.facts import Fact
from commonweal.measurement.queries.incoming import IncomingFile

VALUED = ("reported", "estimated")


def rows_to_carry(asked: AskedOfPartner, measures: Collection[int] | None = None) -> list[AskedRow]:
    """Rows without a number in this round that had one before; all measures, or these."""
    return [
        row
        for row in asked.rows
        if (row.known is None or row.known.is_missing)
        and row.last is not None
        and row.last.status in VALUED
        and (measures is None or row.definition.measure_id in measures)
    ]


def carried_file(invitation: Invitation, measures: Collection[int]) -> IncomingFile | None:
    """Goes the same way as a file that somebody sends; None where nothing can be carried forward."""
    asked = asked_of(invitation)
    rows = rows_to_carry(asked, measures)
    if not rows:
        return None
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["measure", "period", "place", *(one.code for one in asked.dimensions), "value", *PARTS, "status"])
    writer.writerows(_line(asked, row) for row in rows)
    # The first row of a file is that of its headers.
    carried = {number: _since(row) for number, row in enumerate(rows, start=2)}
    return IncomingFile(name=_("carried forward.csv"), content=out.getvalue().encode(), carried=carried)


def _line(asked: AskedOfPartner, row: AskedRow) -> Sequence[str]:
    last = _last(row)
    groups = [group.code if (group := row.group_in(each)) else EVERYBODY for each in asked.dimensions]
    both = last.numerator is not None and last.denominator is not None
    # Where both parts are there, the share follows from them.
    follows = has_parts(row.definition) and both and row.definition.kind in ("percent", "ratio")
    numbers = ["" if follows else _plain(last.value), _plain(last.numerator), _plain(last.denominator)]
    return [row.definition.measure.code, row.period, row.place.code, *groups, *numbers, "estimated"]


def _last(row: AskedRow) -> Fact:
    assert row.last is not None
    return row.last


def _since(row: AskedRow) -> str:
    """A value that was carried before stays that of the period in which it was reported."""
    return _last(row).carried_from or _last(row).key.period


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"
