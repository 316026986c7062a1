"""Archives with figures in a known layout, as the one table that old figures are read from.

The layouts are declared in `layouts/archives.toml`. Whatever else is packed stays as it is; its reader refuses it.
"""

import csv
import io
import json
import re
import tomllib
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from commonweal.engines.measures import Collection
from commonweal.engines.measures.findings import UnreadableFile
from commonweal.engines.measures.layout import fold
from commonweal.engines.measures.limits import Limits
from commonweal.governance.models import Initiative
from commonweal.lib.tables import as_before
from commonweal.measurement.queries.collections import EVERYBODY
from commonweal.measurement.queries.incoming import IncomingFile
from commonweal.publication.package import DESCRIPTOR

LAYOUTS = Path(__file__).resolve().parent.parent / "layouts" / "archives.toml"
#: Beside each figure: the file of the archive and the row in it, so that a problem is found where it stands.
WHERE = "file and row"
MOST_FILES = 2_000
Files = Mapping[str, bytes]
Row = dict[str, str]
_WORDS = {
    "no-figures": {
        "en": "No table in this package has the columns {names}. Choose a package with figures.",
        "es": "Ninguna tabla de este paquete tiene las columnas {names}. Elija un paquete con cifras.",
    },
    "own-release": {
        "en": "This is release {names} of this initiative. Its figures are here already, and taken in they would count "
        "twice. Take in files of others, or single corrected figures.",
        "es": "Esta es la publicación {names} de esta iniciativa. Sus cifras ya están aquí, y contarían doble. Traiga "
        "archivos de otros, o cifras corregidas una por una.",
    },
    "no-measure": {
        "en": "No measure here has one of the codes in this folder: {names}. First bring in its measures.",
        "es": "Ninguna medida tiene aquí uno de los códigos de esta carpeta: {names}. Traiga antes sus medidas.",
    },
}


class UnknownContents(UnreadableFile):
    """The layout is known, and nothing in it can be read here."""

    def __init__(self, code: str, names: Sequence[str]) -> None:
        self.names = ", ".join(names[:8]) + (" …" if len(names) > 8 else "")
        super().__init__(code, names=self.names)

    def message(self, lang: str = "en") -> str:
        return _WORDS[self.code][lang].format(names=self.names)


def unpacked(file: IncomingFile, collection: Collection) -> IncomingFile:
    """The table within, for an archive in a known layout; any other file as it is."""
    files = members(file.content)
    if files is None:
        return file
    for layout in layouts():
        table = _package(files, layout, file) if "descriptor" in layout else _folder(files, layout, collection)
        if table is not None:
            return replace(file, content=table, sheet=None)
    return file


def refuse_own_release(file: IncomingFile, initiative: Initiative) -> None:
    """What was published from partners' figures would be added to them."""
    for name, content in (members(file.content) or {}).items():
        if PurePosixPath(name).name == DESCRIPTOR:
            own = re.search(rb'"name": *"' + re.escape(initiative.slug.encode()) + rb'-release-(\d{1,9})"', content)
            if own and initiative.publications.filter(number=int(own[1])).exists():
                raise UnknownContents("own-release", [own[1].decode()])


@lru_cache
def layouts() -> list[dict[str, Any]]:
    return tomllib.loads(LAYOUTS.read_text(encoding="utf-8"))["layout"]


def members(content: bytes, endings: tuple[str, ...] = (".csv", ".json")) -> Files | None:
    """The files with one of these endings; nothing for what is no archive or is a workbook.

    Never more bytes than a workbook may have.
    """
    if not content.startswith(b"PK\x03\x04"):
        return None
    left = Limits().workbook_bytes
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            names = {entry.filename for entry in entries}
            if "[Content_Types].xml" in names or len(entries) > MOST_FILES:
                return None
            found = {}
            for entry in (each for each in entries if each.filename.endswith(endings)):
                with archive.open(entry) as part:
                    found[entry.filename] = part.read(left + 1)
                left -= len(found[entry.filename])
                if left < 0:
                    limit = f"{Limits().workbook_bytes >> 20}"
                    raise UnreadableFile("unpacks-too-large", size=f"> {limit}", limit=limit)
            return found
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        return None


# ---- A data package: one table, whose rows keep their numbers ---------------------------------------


def _package(files: Files, layout: Mapping[str, Any], file: IncomingFile) -> bytes | None:
    descriptor = next((name for name in files if PurePosixPath(name).name == layout["descriptor"]), None)
    if descriptor is None:
        return None
    paths = _paths(files[descriptor], str(PurePosixPath(descriptor).parent))
    tables = {name: files[path] for name, path in paths.items() if path in files}
    for content in tables.values():
        header, rows = _table(content)
        if set(layout["columns"]) <= set(header):
            versions = _newest(rows, layout["definition"]) | _versions(tables.get(layout["versions"]), file.as_of)
            kept = [_as_written(row) if _counts(row, layout, versions) else {} for row in rows]
            return _written(header, kept)
    raise UnknownContents("no-figures", layout["columns"])


def _paths(descriptor: bytes, folder: str) -> dict[str, str]:
    """The files that it names, by the names of their tables."""
    try:
        resources = json.loads(descriptor).get("resources", [])
        return {one["name"]: str(PurePosixPath(folder) / one["path"]) for one in resources if "path" in one}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableFile("broken", why="datapackage.json") from error


def _versions(table: bytes | None, as_of: str) -> dict[str, str]:
    """By the package's own dates the version of each definition that held then; nothing where all is of today."""
    held: dict[str, str] = {}
    for row in _table(table)[1] if table and as_of else ():
        if row["made_at"] <= as_of or row["measure"] not in held:
            held[row["measure"]] = row["version"]
    return held


def _counts(row: Row, layout: Mapping[str, Any], versions: Mapping[str, str]) -> bool:
    """Figures by one definition come in together; those by another are asked for with its date."""
    if layout["derived"] in row.values():
        return False
    return row.get(layout["definition"], "") == versions.get(row["measure"], "")


def _newest(rows: Sequence[Row], column: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows:
        version = row.get(column, "")
        if version.isdecimal() and int(version) >= int(found.get(row["measure"]) or 0):
            found[row["measure"]] = version
    return found


def _as_written(row: Row) -> Row:
    return {name: as_before(text) for name, text in row.items()}


# ---- A folder of indicators: a table made of many ---------------------------------------------------


def _folder(files: Files, layout: Mapping[str, Any], collection: Collection) -> bytes | None:
    named = {name: match["measure"] for name in files if (match := re.search(layout["files"], name))}
    if not named:
        return None
    ours = {_plain(measure.code): measure.code for measure in collection.measures}
    known = {name: ours[_plain(code)] for name, code in sorted(named.items()) if _plain(code) in ours}
    if not known:
        raise UnknownContents("no-measure", sorted(named.values()))
    rows = [row for name, code in known.items() for row in _indicator(name, code, files[name], layout, collection)]
    header = [WHERE, "measure", "period", "place", *collection.dimensions, "value"]
    return _written(header, rows)


def _indicator(
    name: str, code: str, content: bytes, layout: Mapping[str, Any], collection: Collection
) -> Iterator[Row]:
    """The rows of one indicator that are split in no other way than ours."""
    header, rows = _table(content)
    renamed = {
        title: ours for theirs, ours in layout["rename"].items() for title in header if fold(title) == fold(theirs)
    }
    split_by = {title: dimension for title in header if (dimension := _dimension(title, collection)) is not None}
    beside = {fold(title) for title in layout["no_split"]} | {fold(title) for title in (*renamed, *split_by)}
    others = [title for title in header if fold(title) not in beside]
    for number, row in enumerate(rows, start=2):
        if any(row[title].strip() for title in others):
            continue
        groups = {dimension: row[title].strip() or EVERYBODY for title, dimension in split_by.items()}
        told = {ours: row[title] for title, ours in renamed.items()}
        where = f"{PurePosixPath(name).name}, {number}"
        yield {**dict.fromkeys(collection.dimensions, EVERYBODY), **groups, **told,
               "measure": code, "place": collection.places[0], WHERE: where}  # fmt: skip


def _dimension(title: str, collection: Collection) -> str | None:
    """Ours for their header, by its code or one of its names."""
    names = {fold(name): code for name, code in collection.aliases.get("column", {}).items()}
    found = names.get(fold(title), title)
    return next((code for code in collection.dimensions if fold(code) == fold(found)), None)


def _plain(code: str) -> str:
    """`8-6-1`, `8.6.1` and `8_6_1` are one code."""
    return re.sub(r"[^0-9a-z]+", ".", code.casefold()).strip(".")


# ---- Tables of text ---------------------------------------------------------------------------------


def _table(content: bytes) -> tuple[list[str], list[Row]]:
    try:
        reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=None), restval="")
        rows = [{name: text or "" for name, text in row.items() if name} for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableFile("broken", why="csv") from error
    return [name for name in reader.fieldnames or () if name], rows


def _written(header: Sequence[str], rows: Sequence[Row]) -> bytes:
    """A row that does not count is blank, so that all others keep their numbers."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([row.get(name, "") for name in header] for row in rows)
    return out.getvalue().encode("utf-8", "surrogatepass")
