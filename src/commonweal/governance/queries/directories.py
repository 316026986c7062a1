"""Directories on their way out, as they came with what has changed here; and the initiative in the Popolo shape."""

import copy
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import F, Q, QuerySet
from django.utils.translation import ngettext

from commonweal.governance import rules
from commonweal.governance.directory_shapes import as_bytes, at_path
from commonweal.governance.models import (
    Directory,
    DirectoryRecord,
    Group,
    Initiative,
    Involvement,
    Participation,
    Representative,
    Seat,
)
from commonweal.governance.queries.people import people_of
from commonweal.people.models import Affiliation, Organisation, Person
from commonweal.people.queries.duplicates import kept_of
from commonweal.ui.formats import listed

Json = dict[str, Any]
#: What is told; that an organization takes part goes without saying.
KINDS = (
    "people.organisation", "people.person", "people.affiliation", "governance.group", "governance.seat",
    "governance.representative", "governance.involvement",
)  # fmt: skip
#: What ended before it began never was, and no reader of Popolo takes it.
WAS_SO = Q(until=None) | Q(until__gte=F("since"))


def directories_of(reader: Any, initiative: Initiative, at: datetime) -> QuerySet[Directory]:
    if not rules.is_data_manager(reader, initiative, rules.today(initiative, at)):
        return Directory.objects.none()
    return Directory.objects.filter(initiative=initiative)


def files_of(directory: Directory) -> dict[str, bytes]:
    """Every file with all that was in it. The caller has the directory from `directories_of`."""
    bodies: dict[str, list[Any]] = {}
    for record in directory.records.all():
        bodies.setdefault(record.file, []).append(with_changes(record))
    return {
        file["name"]: as_bytes(file["kind"], file["columns"], bodies.get(file["name"], [])) for file in directory.files
    }


def what_came(directory: Directory) -> str:
    """How many of our rows stand for something in it; the rest is kept as it came."""
    links = [link for record in directory.records.all() for link in record.links]
    return _in_numbers({kind: len({link["key"] for link in links if link["kind"] == kind}) for kind in KINDS})


def counted(rows: Sequence[Any]) -> str:
    """How many there are of each kind."""
    kinds = [row._meta.label_lower for row in rows]
    return _in_numbers({kind: kinds.count(kind) for kind in KINDS})


def named(row: Any) -> str:
    """By its name; what ties two together by both."""
    if isinstance(row, Seat):
        return f"{row.group.name}: {row.person or row.organisation}"
    if isinstance(row, Representative):
        return f"{row.seat.group.name}: {row.person}"
    if isinstance(row, Affiliation):
        return f"{row.organisation.name}: {row.person}"
    if isinstance(row, Involvement):
        return f"{row.person}, {row.get_kind_display()}"
    return str(row.organisation if isinstance(row, Participation) else row.name)


def _in_numbers(numbers: Mapping[str, int]) -> str:
    told = {
        "people.organisation": lambda n: ngettext("%(n)s organization", "%(n)s organizations", n),
        "people.person": lambda n: ngettext("%(n)s person", "%(n)s people", n),
        "people.affiliation": lambda n: ngettext("%(n)s place of work", "%(n)s places of work", n),
        "governance.group": lambda n: ngettext("%(n)s group", "%(n)s groups", n),
        "governance.seat": lambda n: ngettext("%(n)s seat", "%(n)s seats", n),
        "governance.representative": lambda n: ngettext("%(n)s voice in a seat", "%(n)s voices in seats", n),
        "governance.involvement": lambda n: ngettext("%(n)s other part", "%(n)s other parts", n),
    }
    return listed([words(numbers[kind]) % {"n": numbers[kind]} for kind, words in told.items() if numbers[kind]])


def not_read(directory: Directory) -> list[str]:
    """The files that are kept as they came because nothing of ours was found in them."""
    read = {record.file for record in directory.records.all() if record.links}
    return [file["name"] for file in directory.files if file["name"] not in read]


def with_changes(record: DirectoryRecord) -> Any:
    """Only what is different here since it came is written over what stood there."""
    body = copy.deepcopy(record.body)
    for link in record.links:
        row = apps.get_model(link["kind"]).objects.filter(pk=link["key"]).first()
        if row is not None:
            at_path(body, link["path"]).update(_changed(row, link["mapped"]))
    return body


def _changed(row: Any, mapped: Json) -> Json:
    if isinstance(row, Affiliation | Seat | Representative | Involvement):
        now = {"since": row.since.isoformat(), "until": row.until.isoformat() if row.until else None}
        names = {"since": "start_date", "until": "end_date"}
    else:
        row = kept_of(row) if isinstance(row, Person | Organisation) else row
        now = {"name": row.name_en if isinstance(row, Group) else row.name}
        now |= {"email": row.email} if isinstance(row, Person) else {}
        now |= {"sector": row.sector} if isinstance(row, Organisation) else {}
        names = {"name": "name", "email": "email", "sector": "classification"}
    return {names[what]: now[what] for what, before in mapped.items() if now[what] != before}


def popolo_of(reader: Any, initiative: Initiative, at: datetime) -> Json:
    """Organisations, groups, people, and who is a member of what, for the data manager; empty for others."""
    if not rules.is_data_manager(reader, initiative, rules.today(initiative, at)):
        return {}
    organisations = Organisation.objects.filter(participations__initiative=initiative, merged_into=None).order_by(
        "code"
    )
    groups = initiative.groups.order_by("code")
    people = people_of(reader, initiative, at).filter(merged_into=None).order_by("pk")
    posts = {(seat.group.code, seat.role) for seat in _seats(initiative)}
    return {
        "organizations": [*map(_organisation, organisations), *map(_group, groups)],
        "persons": [_person(person) for person in people],
        "posts": [_post(code, role) for code, role in sorted(posts)],
        "memberships": _memberships(initiative, people),
    }


def popolo_bytes(reader: Any, initiative: Initiative, at: datetime) -> bytes:
    return json.dumps(popolo_of(reader, initiative, at), ensure_ascii=False, indent=2).encode()


def _seats(initiative: Initiative) -> QuerySet[Seat]:
    seats = Seat.objects.filter(WAS_SO, group__initiative=initiative, voided_at=None).order_by("pk")
    return seats.select_related("group", "person", "organisation")


def _organisation(one: Organisation) -> Json:
    return {"id": one.code, "name": one.name, "classification": one.sector}


def _group(one: Group) -> Json:
    names = {"other_names": [{"name": one.name_es, "note": "es"}]} if one.name_es else {}
    return {"id": f"group:{one.code}", "name": one.name_en, "classification": one.kind} | names


def _person(one: Person) -> Json:
    """An opaque id: it says nothing, and is the same in every file."""
    known = {"name": one.name, "email": one.email}
    return {"id": str(one.actor_id)} | {name: value for name, value in known.items() if value}


def _post(code: str, role: str) -> Json:
    return {"id": f"group:{code}:{role}", "label": role, "role": role, "organization_id": f"group:{code}"}


def _dates(since: date, until: date | None) -> Json:
    return {"start_date": since.isoformat()} | ({"end_date": until.isoformat()} if until else {})


def _memberships(initiative: Initiative, people: QuerySet[Person]) -> list[Json]:
    seats = [_seat(seat) for seat in _seats(initiative)]
    speaks = Representative.objects.filter(WAS_SO, seat__group__initiative=initiative).order_by("pk")
    voices = [_voice(one) for one in speaks.select_related("seat__group", "seat__organisation", "person")]
    here = Q(person__in=people, organisation__participations__initiative=initiative)
    works = Affiliation.objects.filter(WAS_SO, here).order_by("pk").select_related("person", "organisation")
    helps = Involvement.objects.filter(WAS_SO, initiative=initiative).order_by("pk").select_related("person")
    return [*seats, *voices, *map(_work, works), *(_help(initiative, one) for one in helps)]


def _seat(one: Seat) -> Json:
    holder = (
        {"person_id": str(one.person.actor_id)}
        if one.person
        else {"member": {"id": one.organisation.code, "name": one.organisation.name} if one.organisation else {}}
    )
    place = {"organization_id": f"group:{one.group.code}", "post_id": f"group:{one.group.code}:{one.role}"}
    return {"id": f"seat:{one.pk}", "role": one.role} | holder | place | _dates(one.since, one.until)


def _voice(one: Representative) -> Json:
    behalf = {"on_behalf_of_id": one.seat.organisation.code} if one.seat.organisation else {}
    place = {"organization_id": f"group:{one.seat.group.code}", "person_id": str(one.person.actor_id)}
    return {"id": f"voice:{one.pk}", "role": "representative"} | place | behalf | _dates(one.since, one.until)


def _work(one: Affiliation) -> Json:
    place = {"person_id": str(one.person.actor_id), "organization_id": one.organisation.code}
    role = {"role": one.title} if one.title else {}
    return {"id": f"work:{one.pk}"} | role | place | _dates(one.since, one.until)


def _help(initiative: Initiative, one: Involvement) -> Json:
    place = {"person_id": str(one.person.actor_id), "organization_id": f"initiative:{initiative.slug}"}
    label = {"label": one.about} if one.about else {}
    return {"id": f"part:{one.pk}", "role": one.kind} | label | place | _dates(one.since, one.until)
