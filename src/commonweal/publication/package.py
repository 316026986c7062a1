"""A release as a Frictionless Data Package: tables, what they mean, and where everything comes from, in one ZIP."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from commonweal.lib.archives import packed
from commonweal.lib.files import sha256_of
from commonweal.lib.tables import Table, as_csv, codebook, schema_of
from commonweal.publication import release_tables
from commonweal.publication.content import canonical
from commonweal.publication.figure_tables import figures

Content = Mapping[str, Any]
DESCRIPTOR, RELEASE = "datapackage.json", "release.json"


def tables_of(content: Content) -> list[Table]:
    """All tables of a release, and at the end what every column means."""
    found = [
        figures(content),
        release_tables.measures(content),
        release_tables.versions(content),
        release_tables.targets(content),
        release_tables.groups(content),
        release_tables.places(content),
        release_tables.rounds(content),
    ]
    return [*found, codebook(found)]


def release_package(number: int, made_at: datetime, content: Content) -> bytes:
    return packed(release_files(number, made_at, content))


def release_files(number: int, made_at: datetime, content: Content) -> dict[str, bytes]:
    """The files of the package by name. The same release is the same bytes."""
    tables = tables_of(content)
    files = {f"{table.name}.csv": as_csv(table) for table in tables}
    files[RELEASE] = canonical(content).encode()
    about = content["initiative"]
    described = {
        "profile": "data-package",
        "name": f"{about['slug']}-release-{number}",
        "title": f"{about['name']}, {about['place_name']}: release {number}",
        "description": about["banner"].get("en", ""),
        "version": str(number),
        "created": made_at.isoformat(),
        # The standard allows no empty list.
        **({"licenses": licences} if (licences := _licences(content)) else {}),
        **({"sources": sources} if (sources := _sources(content)) else {}),
        "resources": [*(_resource(table, files) for table in tables), _whole(files)],
    }
    written = json.dumps(described, ensure_ascii=False, indent=1)
    return {**files, DESCRIPTOR: written.encode()}


def _resource(table: Table, files: Mapping[str, bytes]) -> dict[str, Any]:
    path = f"{table.name}.csv"
    return {
        "name": table.name,
        "path": path,
        "profile": "tabular-data-resource",
        "title": table.title["en"],
        "title_es": table.title["es"],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **_measured(files[path]),
        "schema": schema_of(table),
    }


def _whole(files: Mapping[str, bytes]) -> dict[str, Any]:
    told = {"name": "release", "path": RELEASE, "title": "The release itself, from which the tables are made"}
    return {**told, "format": "json", "mediatype": "application/json", "encoding": "utf-8", **_measured(files[RELEASE])}


def _measured(content: bytes) -> dict[str, Any]:
    return {"bytes": len(content), "hash": f"sha256:{sha256_of(content)}"}


def _licences(content: Content) -> list[dict[str, str]]:
    texts = _each_once([measure["licence"] for measure in content["measures"]])
    return [{"name": _as_name(text), "title": text} for text in texts]


def _sources(content: Content) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for measure in content["measures"]:
        told = {"title": measure["source"], **({"path": measure["source_url"]} if measure["source_url"] else {})}
        if measure["source"] and told not in found:
            found.append(told)
    return found


def _each_once(texts: Sequence[str]) -> list[str]:
    return [text for text in dict.fromkeys(texts) if text]


def _as_name(text: str) -> str:
    """Names of a package are of plain letters."""
    return re.sub(r"[^A-Za-z0-9._]+", "-", text).strip("-") or "licence"
