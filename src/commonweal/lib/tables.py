"""A table with its codebook, as CSV, XLSX, Parquet, and as the schema of a Frictionless Data Package."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]
Words = Mapping[str, str]
# A spreadsheet would run a text that begins like this as a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
#: A spreadsheet takes a file without this mark for the local code page.
MARK = b"\xef\xbb\xbf"
FORMS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}


def words(en: str, es: str) -> Words:
    return {"en": en, "es": es}


@dataclass(frozen=True)
class Field:
    """One column: `kind` is a type of the Table Schema (string, integer, number, boolean, datetime)."""

    name: str
    meaning: Words
    kind: str = "string"
    required: bool = False
    one_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """`key` are the columns that together name a row; `points_to` says of a column in which table its values stand."""

    name: str
    title: Words
    fields: tuple[Field, ...]
    rows: Sequence[Row]
    key: tuple[str, ...] = ()
    points_to: Mapping[str, tuple[str, str]] | None = None

    @property
    def columns(self) -> list[str]:
        return [field.name for field in self.fields]


CODEBOOK = (
    Field("table", words("Table that has the column.", "Tabla que tiene la columna."), required=True),
    Field("column", words("Name of the column.", "Nombre de la columna."), required=True),
    Field("type", words("Kind of its values.", "Tipo de sus valores."), required=True),
    Field("required", words("Whether each row has a value.", "Si cada fila tiene un valor."), "boolean", required=True),
    Field("one_of", words("All values that it can have.", "Todos los valores que puede tener.")),
    Field("meaning_en", words("What it means, in English.", "Qué significa, en inglés."), required=True),
    Field("meaning_es", words("What it means, in Spanish.", "Qué significa, en español."), required=True),
)


def codebook(tables: Sequence[Table]) -> Table:
    """One row for each column of these tables."""
    rows = [
        {
            "table": table.name,
            "column": field.name,
            "type": field.kind,
            "required": field.required,
            "one_of": " | ".join(field.one_of),
            "meaning_en": field.meaning["en"],
            "meaning_es": field.meaning["es"],
        }
        for table in tables
        for field in table.fields
    ]
    title = words("What each column means", "Qué significa cada columna")
    return Table("codebook", title, CODEBOOK, rows, ("table", "column"))


def as_csv(table: Table, *, marked: bool = False) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([written(row.get(name)) for name in table.columns] for row in table.rows)
    return (MARK if marked else b"") + out.getvalue().encode("utf-8", "surrogatepass")


def written(value: Any) -> str:
    """A value as text. Whole numbers have no point, all others every digit that they need to be the same again."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return harmless(value) if isinstance(value, str) else str(value)


def harmless(text: str) -> str:
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def as_before(text: str) -> str:
    """What was made harmless, as it was."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text


def as_xlsx(table: Table) -> bytes:
    """Two sheets: the table, and what its columns mean. Texts stay texts, whatever they begin with."""
    import xlsxwriter

    out = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True}
    with xlsxwriter.Workbook(out, plain) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for each in (table, codebook([table])):
            sheet = book.add_worksheet(each.name[:31])
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, each.columns, head)
            for number, row in enumerate(each.rows, start=1):
                for place, name in enumerate(each.columns):
                    _write_cell(sheet, number, place, row.get(name))
            sheet.autofit(300)
    return out.getvalue()


def _write_cell(sheet: Any, row: int, column: int, value: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, str(value))


def as_parquet(table: Table) -> bytes:
    """What each column means stands in the file itself, as metadata of its field."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {"integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
    schema = pa.schema(
        [
            pa.field(
                field.name,
                types.get(field.kind, pa.string()),
                metadata={f"meaning_{lang}": text for lang, text in field.meaning.items()},
            )
            for field in table.fields
        ]
    )
    rows = [{name: _typed(row.get(name)) for name in table.columns} for row in table.rows]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), out)
    return out.getvalue()


def _typed(value: Any) -> Any:
    return None if value == "" else value


def as_file(table: Table, form: str) -> bytes:
    """In one of FORMS."""
    return {"csv": lambda: as_csv(table, marked=True), "xlsx": lambda: as_xlsx(table)}.get(
        form, lambda: as_parquet(table)
    )()


def schema_of(table: Table) -> dict[str, Any]:
    """The Table Schema of the table as a CSV."""
    schema: dict[str, Any] = {
        "fields": [_field_schema(field) for field in table.fields],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.points_to:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": resource, "fields": [target]}}
            for column, (resource, target) in table.points_to.items()
        ]
    return schema


def _field_schema(field: Field) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if field.required else {}
    if field.one_of:
        constraints["enum"] = [harmless(value) for value in field.one_of]
    found = {"name": field.name, "type": field.kind, "description": field.meaning["en"]}
    return {**found, "description_es": field.meaning["es"], **({"constraints": constraints} if constraints else {})}
