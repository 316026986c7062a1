"""Bring in directories of organisations and people: all of a file or nothing, and nothing of it is lost."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from commonweal.governance import lent_to_people, rules
from commonweal.governance.cascade_drafts import SeatDraft
from commonweal.governance.directory_shapes import Found, day_of, found_in, read_file
from commonweal.governance.drafts import Contact, GroupDraft
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
from commonweal.governance.operations.groups import add_group
from commonweal.governance.operations.involvements import involve
from commonweal.governance.operations.seats import give_seat
from commonweal.governance.operations.setting_up import welcome_organisation
from commonweal.governance.queries.directory_undo import ORDER, Undoing, can_be_undone, undoing_of
from commonweal.governance.queries.seat_terms import overlapping
from commonweal.people import operations as people
from commonweal.people.models import Affiliation, Organisation, Person, Sector
from commonweal.people.queries.duplicates import kept_of
from commonweal.trail.operations import record

GROUP, INITIATIVE = "group:", "initiative:"


Membership = Affiliation | Seat | Representative | Involvement


@dataclass
class Bringing:
    """What one import has made so far, by the ids of the files."""

    by: Any
    initiative: Initiative
    at: datetime
    organisations: dict[str, Organisation] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    memberships: dict[str, Membership] = field(default_factory=dict)
    #: Whom a file would have handed the keys.
    keys_not_given: list[str] = field(default_factory=list)


@transaction.atomic
def bring_directory(
    *, by: Any, initiative: Initiative, name: str, files: Mapping[str, bytes], at: datetime
) -> Directory:
    """Organisations take part from now on, people get a light profile, memberships become work or seats.

    No file hands out the keys: whoever brings it in seats a data manager by hand.
    """
    if not rules.may_set_up(by, initiative, at):
        raise PermissionDenied
    reads = [read_file(file, content) for file, content in files.items()]
    told = [{"name": read.name, "kind": read.kind, "columns": list(read.columns)} for read in reads]
    directory = Directory.objects.create(initiative=initiative, name=name.strip()[:200], files=told, brought_at=at)
    bringing = Bringing(by, initiative, at)
    newest = {kind: _newest(kind) for kind in ORDER}
    places = [
        (read, number, body, list(found_in(read, body))) for read in reads for number, body in enumerate(read.bodies)
    ]
    links: dict[int, list[dict[str, Any]]] = {}
    for kind in ("organization", "person", "membership"):
        for place, (read, number, _body, found) in enumerate(places):
            for one in found:
                if one.kind == kind and (link := _bring(bringing, one, f"{read.name} {number + 1}")):
                    links.setdefault(place, []).append(link)
    _take_up_who_has_no_part(bringing)
    if not links:
        words = _("Nothing in it is an organization, a person or a membership. Nothing was brought in.")
        raise ValidationError(words)
    directory.added = _added(bringing, [link for some in links.values() for link in some], newest)
    directory.save(update_fields=["added"])
    directory.keys_not_given = list(dict.fromkeys(bringing.keys_not_given))
    DirectoryRecord.objects.bulk_create(
        DirectoryRecord(directory=directory, file=read.name, position=number, body=body, links=links.get(place, []))
        for place, (read, number, body, _found) in enumerate(places)
    )
    record(by=by, verb="governance.bring_directory", subject=directory, at=at, initiative=initiative.pk)
    return directory


def _newest(kind: str) -> int:
    return apps.get_model(kind).objects.aggregate(last=Max("pk"))["last"] or 0


def _added(bringing: Bringing, links: list[dict[str, Any]], newest: Mapping[str, int]) -> list[list[Any]]:
    """What stands for something in the file and was not here before; with the parts that came with it."""
    parts = Participation.objects.filter(
        initiative=bringing.initiative, organisation__in=bringing.organisations.values()
    )
    helps = Involvement.objects.filter(initiative=bringing.initiative, person__in=bringing.people.values())
    touched = {(link["kind"], link["key"]) for link in links}
    touched |= {(row._meta.label_lower, row.pk) for row in [*parts, *helps]}
    return [[kind, key] for kind, key in sorted(touched) if key > newest[kind]]


@transaction.atomic
def undo_directory(*, by: Any, directory: Directory, at: datetime) -> Undoing:
    """What it added and nothing has used goes; the rest stays, and so does the file. It is done once."""
    directory = Directory.objects.select_for_update(of=("self",)).select_related("initiative").get(pk=directory.pk)
    if not rules.may_set_up(by, directory.initiative, at):
        raise PermissionDenied
    if not can_be_undone(directory):
        raise ValidationError(_("This file was undone before, or added nothing."))
    undoing = undoing_of(directory)
    for row in undoing.goes:
        row.delete()
    directory.undone_at = at
    directory.save(update_fields=["undone_at"])
    record(
        by=by, verb="governance.undo_directory", subject=directory, at=at, initiative=directory.initiative_id,
        details={"gone": len(undoing.goes), "stayed": len(undoing.stays)},
    )  # fmt: skip
    return undoing


def _bring(bringing: Bringing, one: Found, where: str) -> dict[str, Any] | None:
    make = {"organization": _organisation, "person": _person, "membership": _membership}[one.kind]
    made = make(bringing, one, where)
    if made is None:
        return None
    row, mapped = made
    return {"path": list(one.path), "kind": row._meta.label_lower, "key": row.pk, "mapped": mapped}


def _organisation(bringing: Bringing, one: Found, where: str) -> tuple[Organisation | Group, dict[str, Any]] | None:
    name, key = str(one.values.get("name") or "").strip()[:200], str(one.values.get("id") or "")
    if not name:
        return None
    sector = str(one.values.get("classification") or "")
    if key.startswith(GROUP) and sector in Group.Kind.values:
        return _group(bringing, key, name, sector)
    made = bringing.organisations.get(key)
    if made is None:
        made = _known_or_new(bringing, key, name, sector if sector in Sector.values else Sector.SERVICE_NONPROFIT)
        if not bringing.initiative.participations.filter(organisation=made).exists():
            contact = Contact(email=_address(one.values.get("email")))
            welcome_organisation(
                by=bringing.by, initiative=bringing.initiative, organisation=made, contact=contact, at=bringing.at
            )
        bringing.organisations[key or name] = made
    return made, {"name": made.name, "sector": made.sector}


def _known_or_new(bringing: Bringing, key: str, name: str, sector: str) -> Organisation:
    """The same code and the same name is the same organisation; the code is the file's, where it says anything."""
    if ours := Organisation.objects.filter(code=key, name=name).first():
        return kept_of(ours)
    code = base = slugify(name if key.isdecimal() or _is_uuid(key) or not key else key)[:50] or "organization"
    number = 2
    while (known := Organisation.objects.filter(code=code).first()) is not None:
        if known.name == name:
            return kept_of(known)
        code, number = f"{base}-{number}", number + 1
    return people.add_organisation(by=bringing.by, code=code, name=name, sector=sector, at=bringing.at)


def _group(bringing: Bringing, key: str, name: str, kind: str) -> tuple[Group, dict[str, Any]]:
    code = slugify(key.removeprefix(GROUP))[:60]
    known = bringing.initiative.groups.filter(code=code).first()
    made = known or add_group(
        by=bringing.by, initiative=bringing.initiative, group=GroupDraft(code, name, kind=kind), at=bringing.at
    )
    bringing.groups[key] = made
    return made, {"name": made.name_en}


def _person(bringing: Bringing, one: Found, where: str) -> tuple[Person, dict[str, Any]] | None:
    name, key = str(one.values.get("name") or "").strip()[:200], str(one.values.get("id") or "")
    if not name:
        return None
    made = bringing.people.get(key)
    if made is None:
        by, initiative, at = bringing.by, bringing.initiative, bringing.at
        email = _address(one.values.get("email"))
        made = kept_of(_ours(initiative, key, name, email) or people.add_profile(by=by, name=name, email=email, at=at))
        bringing.people[key or name] = made
    return made, {"name": made.name, "email": made.email}


def _take_up_who_has_no_part(bringing: Bringing) -> None:
    """Whoever the file ties to nothing is somebody whom we know."""
    for person in bringing.people.values():
        if bringing.initiative.pk not in lent_to_people.initiatives_of(person):
            kind = Involvement.Kind.CONTACT
            involve(by=bringing.by, initiative=bringing.initiative, person=person, kind=kind, at=bringing.at)


def _ours(initiative: Initiative, key: str, name: str, email: str) -> Person | None:
    """Who went out under this id comes in as the same. Of somebody from elsewhere the file must know all that we do."""
    found = Person.objects.filter(actor_id=key).first() if _is_uuid(key) else None
    if found is None or initiative.pk in lent_to_people.initiatives_of(found):
        return found
    return found if (found.name, found.email) == (name, email) else None


def _membership(bringing: Bringing, one: Found, where: str) -> tuple[Membership, dict[str, Any]] | None:
    """Work, a seat, a voice in one, a part in the initiative. One that names nobody known is kept in its file only."""
    key, group = str(one.values.get("id") or ""), bringing.groups.get(one.id_of("organization"))
    person, employer = bringing.people.get(one.id_of("person")), bringing.organisations.get(one.id_of("organization"))
    since = day_of(one.values.get("start_date"), last=False, where=where) or bringing.at.date()
    until = day_of(one.values.get("end_date"), last=True, where=where)
    if until is not None and until < since:
        raise ValidationError(_("%(where)s: the last day comes before the first.") % {"where": where})
    made = bringing.memberships.get(key) if key else None
    role = str(one.values.get("role") or "")
    if made is None and group is not None and role in Seat.Role.values:
        made = _seat(bringing, group, person or _member(bringing, one), SeatTerm(role, since, until))
    elif made is None and group is not None and person is not None and role == "representative":
        spoken_for = bringing.organisations.get(str(one.values.get("on_behalf_of_id") or ""))
        made = _voice(group, spoken_for, person, SeatTerm(role, since, until))
    elif made is None and person is not None and one.id_of("organization").startswith(INITIATIVE):
        made = _part(bringing, person, str(one.values.get("label") or ""), SeatTerm(role, since, until))
    elif made is None and person is not None and employer is not None:
        made = people.affiliate(
            by=bringing.by, person=person, organisation=employer, since=since, at=bringing.at, title=role, until=until
        )
    if made is None:
        return None
    if key:
        bringing.memberships[key] = made
    return made, {"since": made.since.isoformat(), "until": made.until.isoformat() if made.until else None}


@dataclass(frozen=True)
class SeatTerm:
    role: str
    since: date
    until: date | None

    def holds_on(self, day: date) -> bool:
        """Now, or later: what is over opens nothing."""
        return self.until is None or self.until >= day


def _member(bringing: Bringing, one: Found) -> Organisation | None:
    """Popolo lets an organisation be a member, as an object of its own."""
    member = one.values.get("member")
    return bringing.organisations.get(str(member.get("id") or "")) if isinstance(member, Mapping) else None


def _seat(bringing: Bringing, group: Group, holder: Person | Organisation | None, term: SeatTerm) -> Seat | None:
    """The same seat is there once, however often the file comes in."""
    if holder is None:
        return None
    kind = "person" if isinstance(holder, Person) else "organisation"
    known = Seat.objects.filter(
        group=group, role=term.role, since=term.since, until=term.until, **{kind: holder}
    ).first()
    if known is not None:
        return known
    if bringing.by is not None and term.role == Seat.Role.DATA_MANAGER and term.holds_on(bringing.at.date()):
        bringing.keys_not_given.append(str(holder))
        return None
    if isinstance(holder, Person):
        holder = people.give_account(by=bringing.by, profile=holder, at=bringing.at)
    draft = SeatDraft(term.role, holder, term.since, term.until)
    return give_seat(by=bringing.by, group=group, seat=draft, at=bringing.at)


def _voice(group: Group, spoken_for: Organisation | None, person: Person, term: SeatTerm) -> Representative | None:
    """Who speaks in an organisation's seat: in the one that it held on that day."""
    seat = Seat.objects.filter(
        rules.in_term(term.since), group=group, organisation=spoken_for or 0, voided_at=None
    ).first()
    if spoken_for is None or seat is None:
        return None
    known = seat.representatives.filter(person=person, since=term.since, until=term.until).first()
    if known is not None:
        return known
    if overlapping(seat.representatives.all(), term.since, term.until) is not None:
        return None
    return Representative.objects.create(seat=seat, person=person, since=term.since, until=term.until)


def _part(bringing: Bringing, person: Person, about: str, term: SeatTerm) -> Involvement | None:
    """Came, helps or gives, as the file of an initiative says; the same part is there once."""
    if term.role not in Involvement.Kind.values:
        return None
    facts = {"initiative": bringing.initiative, "person": person, "kind": term.role, "about": about.strip()[:200]}
    known = Involvement.objects.filter(**facts, since=term.since, until=term.until).first()
    return known or Involvement.objects.create(**facts, since=term.since, until=term.until)


def _address(text: Any) -> str:
    """An address that is none stays in the file and becomes nobody's."""
    try:
        validate_email(str(text or ""))
    except ValidationError:
        return ""
    return str(text)


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
