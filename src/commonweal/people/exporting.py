"""All that is held about one person as one ZIP: JSON, a table for each kind of row, and an index to read first."""

import csv
import io
import json
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from commonweal.lib.archives import packed
from commonweal.lib.tables import written
from commonweal.people.queries.everything import Table

INDEXES = {"en": "READ_ME_FIRST.txt", "es": "LEA_PRIMERO.txt"}


def as_zip(tables: list[Table], at: datetime) -> bytes:
    """The same rows twice: for people in tables, for programs in one JSON."""
    files = {name: index(tables, at, language).encode() for language, name in INDEXES.items()}
    everything = {table.name: table.rows for table in tables}
    files["everything.json"] = json.dumps(everything, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2).encode()
    files |= {f"tables/{table.name}.csv": as_csv(table).encode() for table in tables}
    return packed(files)


def index(tables: list[Table], at: datetime, language: str) -> str:
    with override(language):
        lines = [
            _("All that is held about you here, on %(day)s (UTC).") % {"day": f"{at:%Y-%m-%d %H:%M}"},
            _("everything.json holds all of it for programs; the folder “tables” holds the same as tables."),
            _("Passwords and the secrets of links are left out: they are kept as unreadable sums only."),
            "",
        ]
        for table in tables:
            count = len(table.rows)
            rows = ngettext("%(count)s row", "%(count)s rows", count) % {"count": count}
            lines.append(f"{table.words}: {rows}")
            lines.append(f"    tables/{table.name}.csv")
    return "\n".join(lines) + "\n"


def as_csv(table: Table) -> str:
    out = io.StringIO()
    columns: list[str] = list(dict.fromkeys(name for row in table.rows for name in row))
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    writer.writerows({name: cell(value) for name, value in row.items()} for row in table.rows)
    return out.getvalue()


def cell(value: Any) -> str:
    if isinstance(value, dict | list):
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
    if isinstance(value, datetime):
        return value.isoformat()
    return written(value)
