"""What is done with a group's agenda: put on, changed, ordered, taken up, dropped; stepping aside; shared duties."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from commonweal.governance import about, rules
from commonweal.governance.models import (
    AgendaAside,
    AgendaItem,
    AgendaItemSubject,
    ChairDuty,
    Group,
    MeetingDay,
    Recusal,
)
from commonweal.governance.queries.meetings import is_kept_out, recusal_of, stakes_in_item, who_leads, who_sits
from commonweal.lib.languages import page_language
from commonweal.people.models import Person
from commonweal.trail.operations import record

LONGEST = 240


@dataclass(frozen=True)
class ItemDraft:
    """`subjects` are pairs of kind and key, as with a decision."""

    on: date
    title_en: str = ""
    title_es: str = ""
    purpose: str = AgendaItem.Purpose.DISCUSS
    minutes: int = 10
    asked_by: Person | None = None
    subjects: Sequence[tuple[str, str]] = ()


@transaction.atomic
def put_on_agenda(*, by: Any, group: Group, item: ItemDraft, at: datetime) -> AgendaItem:
    """At the end of that day's agenda; a day that nobody named before becomes one on which the group meets."""
    if not rules.may_keep_agenda(by, group, at):
        raise PermissionDenied
    _check(item, group, at)
    made = AgendaItem.objects.create(meeting=_day(group, item.on), put_on_at=at, **_columns(item, group))
    _write_subjects(made, item)
    record(by=by, verb="governance.put_on_agenda", subject=made, at=at, initiative=group.initiative_id)
    return made


@transaction.atomic
def change_item(*, by: Any, item: AgendaItem, draft: ItemDraft, at: datetime) -> AgendaItem:
    """Other words or another day, as long as it was not taken up."""
    item = _held(item)
    group = item.meeting.group
    if not rules.may_keep_agenda(by, group, at):
        raise PermissionDenied
    _must_be_open(item)
    _must_not_be_touched(by, item, at)
    _check(draft, group, at)
    before, columns = item.meeting, _columns(draft, group)
    if before.on == draft.on:
        columns["position"] = item.position
    else:
        columns["put_on_at"] = at
    for name, value in (columns | {"meeting": _day(group, draft.on)}).items():
        setattr(item, name, value)
    item.save()
    if not before.items.exists():
        before.delete()
    item.subjects.all().delete()
    _write_subjects(item, draft)
    record(by=by, verb="governance.change_agenda_item", subject=item, at=at, initiative=group.initiative_id)
    return item


@transaction.atomic
def order_item(*, by: Any, item: AgendaItem, earlier: bool, at: datetime) -> AgendaItem:
    """One place earlier or later on its day; the first and the last stay where they are."""
    item = _held(item)
    group = item.meeting.group
    if not rules.may_keep_agenda(by, group, at):
        raise PermissionDenied
    items = list(AgendaItem.objects.select_for_update().filter(meeting=item.meeting).order_by("position", "pk"))
    place = items.index(item)
    other = place + (-1 if earlier else 1)
    if 0 <= other < len(items):
        for moved in (item, items[other]):
            _must_not_be_touched(by, moved, at)
        items[place], items[other] = items[other], items[place]
        for position, each in enumerate(items):
            AgendaItem.objects.filter(pk=each.pk).update(position=position)
    record(by=by, verb="governance.order_agenda_item", subject=item, at=at, initiative=group.initiative_id)
    return item


@transaction.atomic
def settle_item(*, by: Any, item: AgendaItem, state: str, note: str, at: datetime) -> AgendaItem:
    """Taken up, with what came of it; or dropped, with the reason. Whoever has a stake and said nothing is written in.

    The charter says what an interest does, exactly as at the close of a vote.
    """
    item = _held(item)
    group = item.meeting.group
    if not rules.may_keep_agenda(by, group, at):
        raise PermissionDenied
    _must_be_open(item)
    _must_not_be_touched(by, item, at)
    if state not in (AgendaItem.State.TAKEN_UP, AgendaItem.State.DROPPED):
        raise ValidationError({"state": _("Say whether it was taken up or dropped.")})
    if not note.strip():
        raise ValidationError({"note": _("Say in a sentence what came of it, or why it was dropped.")})
    if state == AgendaItem.State.TAKEN_UP:
        _settle_stakes(item, at)
    item.state, item.note, item.note_in, item.settled_at = state, note.strip()[:500], page_language(), at
    item.save(update_fields=["state", "note", "note_in", "settled_at"])
    record(by=by, verb="governance.settle_agenda_item", subject=item, at=at, initiative=group.initiative_id)
    return item


@transaction.atomic
def step_aside_from_item(*, by: Any, item: AgendaItem, why: str, at: datetime) -> AgendaAside:
    """Take no part in it. It stands on record beside the item."""
    item = _held(item)
    group = item.meeting.group
    if not rules.may_step_aside(by, group, at):
        raise PermissionDenied
    _must_be_open(item)
    if item.asides.filter(person=by).exists():
        raise ValidationError(_("You stepped aside before."))
    made = AgendaAside.objects.create(
        item=item,
        person=by,
        effect=Recusal.BLOCK,
        why=" ".join(why.split())[:400],
        was_asked=bool(stakes_in_item([by], item, at)),
        at=at,
    )
    record(by=by, verb="governance.step_aside_from_item", subject=made, at=at, initiative=group.initiative_id)
    return made


@transaction.atomic
def share_duties(*, by: Any, group: Group, duties: Mapping[str, Person | None], at: datetime) -> int:
    """Who of those who lead does what, from today; what was agreed before ends yesterday. How many changed."""
    if not rules.may_keep_agenda(by, group, at):
        raise PermissionDenied
    on = rules.today(group.initiative, at)
    leads = who_leads(group, on)
    if any(person is not None and person not in leads for person in duties.values()):
        raise ValidationError(_("Only somebody who leads the group shares its duties."))
    changed = sum(_give(group, duty, person, at) for duty, person in duties.items() if duty in ChairDuty.Duty.values)
    if changed:
        record(
            by=by, verb="governance.share_duties", subject=group, at=at, initiative=group.initiative_id,
            details={"duties": changed},
        )  # fmt: skip
    return changed


def _give(group: Group, duty: str, person: Person | None, at: datetime) -> bool:
    on = rules.today(group.initiative, at)
    held = ChairDuty.objects.filter(rules.in_term(on), group=group, duty=duty).first()
    if (held.person if held else None) == person:
        return False
    if held is not None:
        held.until = rules.the_day_before(group.initiative, at)
        held.save(update_fields=["until"])
    if person is not None:
        ChairDuty.objects.create(group=group, duty=duty, person=person, since=on)
    return True


def _settle_stakes(item: AgendaItem, at: datetime) -> None:
    on = rules.today(item.meeting.group.initiative, at)
    effect = recusal_of(item.meeting.group, on)
    said = set(item.asides.values_list("person", flat=True))
    touched = {stake.person.pk: stake.person for stake in stakes_in_item(who_sits(item.meeting.group, on), item, at)}
    AgendaAside.objects.bulk_create(
        AgendaAside(item=item, person=person, effect=effect, was_asked=True, did_not_say=True, at=at)
        for key, person in touched.items()
        if key not in said
    )


def _check(item: ItemDraft, group: Group, at: datetime) -> None:
    problems: dict[str, str] = {}
    if not (item.title_en.strip() or item.title_es.strip()):
        problems["title_en"] = _("Say in a few words what it is, in English or in Spanish.")
    if item.on < rules.today(group.initiative, at):
        problems["on"] = _("This day has passed. Choose the day of the next meeting.")
    if item.purpose not in AgendaItem.Purpose.values:
        problems["purpose"] = _("Say what it is for.")
    if not 1 <= item.minutes <= LONGEST:
        problems["minutes"] = _("Say how many minutes it takes, from 1 to 240.")
    if item.asked_by is not None and item.asked_by not in who_sits(group, rules.today(group.initiative, at)):
        problems["asked_by"] = _("Choose somebody who sits in this group.")
    if any(pair[0] == about.AGENDA_ITEM or not about.label_of(group.initiative, pair) for pair in item.subjects):
        problems["subjects"] = _("One of the things it is about is not here any more. Choose again.")
    if problems:
        raise ValidationError(problems)


def _columns(item: ItemDraft, group: Group) -> dict[str, Any]:
    last = AgendaItem.objects.filter(meeting__group=group, meeting__on=item.on).aggregate(last=Max("position"))["last"]
    return {
        "title_en": item.title_en.strip(),
        "title_es": item.title_es.strip(),
        "purpose": item.purpose,
        "minutes": item.minutes,
        "asked_by": item.asked_by,
        "position": 0 if last is None else last + 1,
    }


def _day(group: Group, on: date) -> MeetingDay:
    return MeetingDay.objects.get_or_create(group=group, on=on)[0]


def _write_subjects(item: AgendaItem, draft: ItemDraft) -> None:
    initiative = item.meeting.group.initiative
    AgendaItemSubject.objects.bulk_create(
        AgendaItemSubject(item=item, kind=kind, key=key, label=about.label_of(initiative, (kind, key)))
        for kind, key in dict.fromkeys(draft.subjects)
    )


def _must_be_open(item: AgendaItem) -> None:
    if not item.is_open:
        raise ValidationError(_("This item is settled. Put a new one on the agenda."))


def _must_not_be_touched(by: Any, item: AgendaItem, at: datetime) -> None:
    if is_kept_out(by, item, at):
        words = _("An interest of yours touches this item. Somebody else of those who lead the group does this.")
        raise ValidationError(words)


def _held(item: AgendaItem) -> AgendaItem:
    """As it is in the table now, held until the transaction ends."""
    held = AgendaItem.objects.select_for_update(of=("self",)).select_related("meeting__group__initiative")
    return held.get(pk=item.pk)
