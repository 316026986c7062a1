"""What can be done to an initiative: found it, and set up its places, groups, seats and organisations."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email, validate_slug
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.governance import rules
from commonweal.governance.drafts import Contact, GroupDraft, PlaceDraft
from commonweal.governance.models import Group, Initiative, Participation, Place, PlacePart, Seat
from commonweal.people.models import Organisation, Person
from commonweal.trail.operations import record

__all__ = ["Contact", "GroupDraft", "PlaceDraft"]

# Words that stand at the start of other addresses, so that no initiative's page can hide them.
TAKEN_SLUGS = {
    "api", "demo", "en", "es", "favicon.ico", "home", "i18n", "p", "sign-in", "start", "static", "ui", "work",
}  # fmt: skip


@transaction.atomic
def found_initiative(*, by: Any, name: str, slug: str, place_name: str, time_zone: str, at: datetime) -> Initiative:
    """A new initiative with its backbone, in which the founder has the data manager's seat."""
    if not rules.may_found(by, at):
        raise PermissionDenied
    validate_slug(slug)
    if slug in TAKEN_SLUGS:
        raise ValidationError({"slug": _("The address “%(slug)s” is used by Commonweal itself.") % {"slug": slug}})
    if Initiative.objects.filter(slug=slug).exists():
        raise ValidationError({"slug": _("There is already an initiative at “%(slug)s”.") % {"slug": slug}})
    if time_zone not in available_timezones():
        raise ValidationError({"time_zone": _("There is no time zone called “%(zone)s”.") % {"zone": time_zone}})
    initiative = Initiative.objects.create(
        name=name.strip(), slug=slug, place_name=place_name.strip(), time_zone=time_zone, founded_at=at
    )
    backbone = Group.objects.create(
        initiative=initiative, code="backbone", name_en="Backbone", name_es="Equipo de apoyo", kind=Group.Kind.BACKBONE
    )
    if isinstance(by, Person):
        # The earlier of the two days, so that the seat holds at once whichever zone the clock is read in.
        since = min(at.date(), rules.today(initiative, at))
        Seat.objects.create(group=backbone, role=Seat.Role.DATA_MANAGER, person=by, since=since)
    record(by=by, verb="governance.found_initiative", subject=initiative, at=at, initiative=initiative.pk)
    return initiative


@transaction.atomic
def set_places(*, by: Any, initiative: Initiative, places: Sequence[PlaceDraft], at: datetime) -> list[Place]:
    """Add these places or change those with the same code; places that are not named stay. All of them or none."""
    if not rules.may_set_up(by, initiative, at):
        raise PermissionDenied
    check_places(initiative, places)
    first_free = initiative.places.count()
    stored = {place.code: place for place in initiative.places.all()}
    for number, draft in enumerate(places):
        place = stored.get(draft.code) or Place(initiative=initiative, code=draft.code, position=first_free + number)
        place.name, place.kind = draft.name.strip(), draft.kind.strip()
        for field in ("population", "tile_row", "tile_column", "boundary"):
            if getattr(draft, field) is not None:
                setattr(place, field, getattr(draft, field))
        place.save()
        stored[draft.code] = place
    for draft in places:
        wholes = [stored[code] for code in draft.wholes]
        PlacePart.objects.filter(part=stored[draft.code]).exclude(whole__in=wholes).delete()
        for whole in wholes:
            PlacePart.objects.get_or_create(whole=whole, part=stored[draft.code])
    record(
        by=by,
        verb="governance.set_places",
        subject=initiative,
        at=at,
        initiative=initiative.pk,
        details={"places": [draft.code for draft in places]},
    )
    return [stored[draft.code] for draft in places]


def check_places(initiative: Initiative, places: Sequence[PlaceDraft]) -> None:
    """Every whole is known, no code comes twice, and no place lies in itself, however far round."""
    codes = [draft.code for draft in places]
    problems = [_("The code “%s” comes twice.") % code for code in sorted({c for c in codes if codes.count(c) > 1})]
    known = set(codes) | set(initiative.places.values_list("code", flat=True))
    inside: dict[str, set[str]] = {code: set() for code in known}
    for whole, part in PlacePart.objects.filter(part__initiative=initiative).values_list("whole__code", "part__code"):
        inside[part].add(whole)
    for draft in places:
        if not draft.code.strip() or not draft.name.strip():
            problems.append(_("Every place needs a code and a name: “%s”.") % (draft.code or draft.name))
        for whole in draft.wholes:
            if whole not in known:
                problems.append(
                    _("“%(part)s” lies in “%(whole)s”, which is not a place here.")
                    % {"part": draft.code, "whole": whole}
                )
        inside[draft.code] = set(draft.wholes) & known
    problems += [_("“%s” lies in itself.") % code for code in codes if lies_in_itself(code, inside)]
    if problems:
        raise ValidationError(problems)


def lies_in_itself(code: str, inside: Mapping[str, set[str]]) -> bool:
    seen: set[str] = set()
    to_visit = list(inside.get(code, ()))
    while to_visit:
        whole = to_visit.pop()
        if whole == code:
            return True
        if whole not in seen:
            seen.add(whole)
            to_visit.extend(inside.get(whole, ()))
    return False


@transaction.atomic
def set_boundaries(*, by: Any, initiative: Initiative, boundaries: Mapping[str, dict], at: datetime) -> int:
    """Draw the places: GeoJSON geometries by the code of a place that exists."""
    if not rules.may_set_up(by, initiative, at):
        raise PermissionDenied
    places = {place.code: place for place in initiative.places.filter(code__in=boundaries)}
    if unknown := sorted(set(boundaries) - set(places)):
        raise ValidationError([_("There is no place with the code “%s”.") % code for code in unknown])
    for code, place in places.items():
        place.boundary = boundaries[code]
        place.save(update_fields=["boundary"])
    record(
        by=by,
        verb="governance.set_boundaries",
        subject=initiative,
        at=at,
        initiative=initiative.pk,
        details={"places": sorted(places)},
    )
    return len(places)


@transaction.atomic
def add_group(*, by: Any, initiative: Initiative, group: GroupDraft, at: datetime) -> Group:
    if not rules.may_set_up(by, initiative, at):
        raise PermissionDenied
    validate_slug(group.code)
    if group.kind not in Group.Kind.values:
        raise ValidationError({"kind": _("“%(kind)s” is not a kind of group.") % {"kind": group.kind}})
    if initiative.groups.filter(code=group.code).exists():
        raise ValidationError({"code": _("There is already a group with the code %(code)s.") % {"code": group.code}})
    made = Group.objects.create(
        initiative=initiative,
        code=group.code,
        name_en=group.name_en.strip(),
        name_es=group.name_es.strip(),
        kind=group.kind,
        position=initiative.groups.count(),
    )
    record(by=by, verb="governance.add_group", subject=made, at=at, initiative=initiative.pk)
    return made


@transaction.atomic
def seat(*, by: Any, group: Group, role: str, holder: Person | Organisation, since: date, at: datetime) -> Seat:
    """Give somebody a role in a group from a day on."""
    if not rules.may_set_up(by, group.initiative, at):
        raise PermissionDenied
    if role not in Seat.Role.values:
        raise ValidationError({"role": _("“%(role)s” is not a role.") % {"role": role}})
    kind = "person" if isinstance(holder, Person) else "organisation"
    given, made = Seat.objects.get_or_create(
        group=group, role=role, until=None, **{kind: holder}, defaults={"since": since}
    )
    if not made and since < given.since:
        given.since = since
        given.save(update_fields=["since"])
    record(by=by, verb="governance.seat", subject=given, at=at, initiative=group.initiative_id)
    return given


@transaction.atomic
def end_seat(*, by: Any, seat: Seat, until: date, at: datetime) -> Seat:
    """The last day of a term. The row stays: who held which seat when is history."""
    initiative = seat.group.initiative
    if not rules.may_set_up(by, initiative, at):
        raise PermissionDenied
    seat.until = until
    seat.save(update_fields=["until"])
    record(by=by, verb="governance.end_seat", subject=seat, at=at, initiative=initiative.pk)
    return seat


@transaction.atomic
def welcome_organisation(
    *, by: Any, initiative: Initiative, organisation: Organisation, contact: Contact, at: datetime
) -> Participation:
    """The organisation takes part, with this data contact; again for the same one changes the contact."""
    if not rules.may_set_up(by, initiative, at):
        raise PermissionDenied
    if contact.email:
        validate_email(contact.email)
    if contact.language not in ("en", "es"):
        raise ValidationError({"contact_language": _("The language is “en” or “es”.")})
    participation, _made = Participation.objects.update_or_create(
        initiative=initiative,
        organisation=organisation,
        defaults={
            "contact_name": contact.name.strip(),
            "contact_email": contact.email.strip(),
            "contact_language": contact.language,
            "until": None,
        },
        create_defaults={
            "contact_name": contact.name.strip(),
            "contact_email": contact.email.strip(),
            "contact_language": contact.language,
            "since": min(at.date(), rules.today(initiative, at)),
        },
    )
    record(by=by, verb="governance.welcome_organisation", subject=participation, at=at, initiative=initiative.pk)
    return participation
