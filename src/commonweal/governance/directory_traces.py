"""A person in directories that came in as files: found for their own export, and emptied when they are erased."""

from typing import Any

from commonweal.governance.directory_shapes import at_path
from commonweal.governance.models import DirectoryRecord
from commonweal.people.models import Person
from commonweal.people.operations.erasing import Traces

PERSON = Person._meta.label_lower


def links_to(record: DirectoryRecord, key: int) -> list[dict[str, Any]]:
    return [link for link in record.links if link["kind"] == PERSON and link["key"] == key]


def records_of(person: Person) -> list[DirectoryRecord]:
    return [record for record in DirectoryRecord.objects.all().iterator() if links_to(record, person.pk)]


def forget(traces: Traces) -> None:
    """What a file said of the person goes, but for its own id; so does their name or address elsewhere in it."""
    gone = {text.casefold() for text in (traces.name, traces.email) if text}
    for record in DirectoryRecord.objects.all().iterator():
        body, links = record.body, links_to(record, traces.key)
        for link in links:
            one = at_path(body, link["path"])
            kept = {"id": one["id"]} if "id" in one else {}
            one.clear()
            one.update(kept)
            link["mapped"] = {}
        emptied = _without(body, gone, traces.email.casefold())
        if links or emptied != record.body:
            record.body = emptied
            record.save(update_fields=["body", "links"])


def _without(value: Any, gone: set[str], email: str) -> Any:
    if isinstance(value, dict):
        return {name: _without(one, gone, email) for name, one in value.items()}
    if isinstance(value, list):
        return [_without(one, gone, email) for one in value]
    if isinstance(value, str) and (value.strip().casefold() in gone or (email and email in value.casefold())):
        return ""
    return value
