"""An initiative's own figures, taken out whole: whoever evaluates it adds up every published figure anew."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from commonweal.engines.measures import Collection
from commonweal.governance.models import Initiative
from commonweal.lib.archives import packed
from commonweal.lib.files import read_verified, sha256_of
from commonweal.lib.tables import Field, Table, as_csv, as_parquet, codebook, schema_of, words
from commonweal.measurement.models import Receipt, Submission
from commonweal.measurement.queries.collections import as_toml, collection_for_rollup
from commonweal.measurement.queries.desk_tables import asked, definitions, facts_table_of, submissions
from commonweal.measurement.queries.facts import SUFFIX, facts_folder
from commonweal.measurement.queries.place_trees import place_trees
from commonweal.measurement.queries.scope import only_for_data_manager
from commonweal.measurement.queries.versions import numbers_in, versions_in
from commonweal.publication.models import Publication
from commonweal.publication.package import release_files
from commonweal.publication.queries import by_number, content_of
from commonweal.trail.models import Entry

SCRIPTS = Path(__file__).resolve().parent.parent / "evaluators_script"
#: Of what the trail says about an act, what can never be the name of a person or the reason that one gave.
PLAIN_DETAILS = ("number", "sequence", "size", "sha256", "code", "version", "figures", "rows")


def evaluators_export(reader: Any, initiative: Initiative, number: int, at: datetime) -> tuple[Publication, bytes]:
    """All that stands behind one release, as a ZIP, for those who run the data. For others it does not exist."""
    only_for_data_manager(reader, initiative, at)
    release = by_number(initiative, number)
    return release, packed(_files(initiative, release, content_of(release)))


def _files(initiative: Initiative, release: Publication, content: Mapping[str, Any]) -> dict[str, bytes]:
    listed = [each["number"] for each in content["provenance"]["submissions"]]
    behind = Submission.objects.filter(initiative=initiative, number__in=listed)
    used = list(behind.select_related("receipt", "organisation", "round").order_by("receipt__sequence"))
    facts = facts_table_of(initiative, used)
    tables = [facts, submissions(initiative), asked(initiative), definitions(initiative)]
    tables += [_ledger(initiative), _trail(initiative)]
    tables.append(codebook(tables))
    files = {f"{table.name}.csv": as_csv(table) for table in tables}
    files["facts.parquet"] = as_parquet(facts)
    for submission in used:
        files[f"facts/{submission.number}.parquet"] = read_verified(facts_folder(), submission.facts_sha256, SUFFIX)
    for name, text in release_files(release.number, release.made_at, content).items():
        files[f"release/{name}"] = text
    files |= _how_to_add_up(initiative, content, facts)
    files |= {script.name: script.read_bytes() for script in sorted(SCRIPTS.glob("[a-z]*.py"))}
    files["README.txt"] = _read_me(release, content).encode()
    files["datapackage.json"] = _descriptor(release, content, tables, files)
    return files


def _how_to_add_up(initiative: Initiative, content: Mapping[str, Any], facts: Table) -> dict[str, bytes]:
    """The definitions of each version as a collection, and what lies in what: for each period that which held then."""
    versions = versions_in(initiative)
    files, eras = {}, []
    for number in numbers_in(versions.values()):
        defined = [each for every in versions.values() for each in every if each.version == number]
        files[f"collections/{number}.toml"] = _toml(collection_for_rollup(initiative, defined)).encode()
    periods = sorted({row["period"] for row in facts.rows})
    for number, (tree, of_era) in enumerate(place_trees(initiative).eras(periods), start=1):
        name = f"hierarchies/{number}.json"
        ways = {dimension: dict(each.ways) for dimension, each in tree.trees.items()}
        files[name] = _json(ways)
        eras.append({"hierarchy": name, "periods": sorted(of_era)})
    dimensions = [dimension["code"] for dimension in content["dimensions"]]
    files["plan.json"] = _json({"eras": eras, "dimensions": dimensions})
    return files


def _toml(collection: Collection) -> str:
    lines = []
    for each in collection.asked:
        lines += ["[[asked]]", f"partner = {json.dumps(each.partner)}"]
        lines += [f"{name} = {json.dumps(list(getattr(each, name)))}" for name in ("measures", "periods")]
    return as_toml(collection) + "".join(f"{line}\n" for line in lines)


def _ledger(initiative: Initiative) -> Table:
    """Without the names of files, which partners chose, and so without what would prove the chain again."""
    rows = [
        {
            "sequence": receipt.sequence,
            "received_at": receipt.received_at.isoformat(),
            "partner": receipt.organisation.code if receipt.organisation else "",
            "round": receipt.round.name if receipt.round else "",
            **{name: getattr(receipt, name) for name in ("outcome", "sha256", "size", "previous_hash", "entry_hash")},
        }
        for receipt in Receipt.objects.filter(initiative=initiative)
        .select_related("organisation", "round")
        .order_by("sequence")
    ]
    return Table("ledger", words("Every file that came", "Cada archivo que llegó"), _LEDGER, rows, ("sequence",))


_LEDGER = (
    Field("sequence", words("Number in the ledger.", "Número en el registro."), "integer", required=True),
    Field("received_at", words("When it came.", "Cuándo llegó."), "datetime", required=True),
    Field("partner", words("Code of the partner.", "Código de la organización.")),
    Field("round", words("Name of the round.", "Nombre de la ronda.")),
    Field("outcome", words("What became of it.", "Qué fue de él."), required=True, one_of=("rejected", "submitted")),
    Field("sha256", words("SHA-256 of the file.", "SHA-256 del archivo."), required=True),
    Field("size", words("Its bytes.", "Sus bytes."), "integer", required=True),
    Field("previous_hash", words("Hash of the row before it.", "Huella de la fila anterior."), required=True),
    Field("entry_hash", words("Hash of this row.", "Huella de esta fila."), required=True),
)


def _trail(initiative: Initiative) -> Table:
    rows = [
        {
            "at": entry.at.isoformat(),
            "actor": str(entry.actor or ""),
            "verb": entry.verb,
            "object": f"{entry.object_kind} {entry.object_id}",
            "details": json.dumps({name: entry.details[name] for name in PLAIN_DETAILS if name in entry.details}),
        }
        for entry in Entry.objects.filter(initiative=initiative.pk).order_by("id")
    ]
    return Table("trail", words("Who did what when, without names", "Quién hizo qué, sin nombres"), _TRAIL, rows)


_TRAIL = (
    Field("at", words("When.", "Cuándo."), "datetime", required=True),
    Field("actor", words("A meaningless number for who acted.", "Un número sin significado para quien actuó.")),
    Field("verb", words("What was done.", "Qué se hizo."), required=True),
    Field("object", words("To what.", "Con qué."), required=True),
    Field("details", words("More of it, as JSON.", "Más detalles, en JSON."), required=True),
)

READ_ME = """{name}, release {number}: everything behind its figures

python reproduce.py adds up every published figure anew from facts.parquet and compares it with release/release.json.
It needs Python 3.11 or newer and the package commonweal; it uses its command "rollup" and nothing else of it.
It also works out every published interval, gap, summary of gaps, verdict, chart and forecast from those figures, and
what the goal means in people, by formulas of its own (conclusions.py, outlooks.py, lines.py, goal.py).
The facts are those of single partners, before small numbers were hidden. Keep them as you promised.
codebook.csv says what each column means. The ledger is without the names of files.

{name}, publicación {number}: todo lo que hay detrás de sus cifras

python reproduce.py vuelve a sumar cada cifra publicada a partir de facts.parquet y la compara con release/release.json.
Necesita Python 3.11 o posterior y el paquete commonweal; usa su comando "rollup" y nada más.
También vuelve a calcular cada rango, brecha, resumen de brechas, veredicto, gráfico y pronóstico publicado, y lo que
la meta significa en personas, con fórmulas propias (conclusions.py, outlooks.py, lines.py, goal.py).
Los datos son de cada organización, antes de ocultar cifras pequeñas. Guárdelos como prometió.
codebook.csv dice qué significa cada columna. El registro no lleva los nombres de los archivos.
"""


def _read_me(release: Publication, content: Mapping[str, Any]) -> str:
    return READ_ME.format(name=content["initiative"]["name"], number=release.number)


def _descriptor(
    release: Publication, content: Mapping[str, Any], tables: Sequence[Table], files: Mapping[str, bytes]
) -> bytes:
    schemas = {f"{table.name}.csv": table for table in tables}
    slug = content["initiative"]["slug"]
    return _json(
        {
            "profile": "data-package",
            "name": f"{slug}-evaluation-{release.number}",
            "title": f"{content['initiative']['name']}: everything behind release {release.number}",
            "version": str(release.number),
            "created": release.made_at.isoformat(),
            "resources": [_resource(name, files[name], schemas.get(name)) for name in sorted(files)],
        }
    )


def _resource(name: str, content: bytes, table: Table | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": name.replace("/", "-").replace(".", "-").lower(),
        "path": name,
        "bytes": len(content),
        "hash": f"sha256:{sha256_of(content)}",
    }
    if table is None:
        return {**told, "type": "file"}
    told |= {"profile": "tabular-data-resource", "title": table.title["en"], "title_es": table.title["es"]}
    return told | {"format": "csv", "encoding": "utf-8", "schema": schema_of(table)}


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()
