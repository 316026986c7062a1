"""The life of a group: formed, renamed, paused, resumed, merged, closed. Each with its day and its reason."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.governance import rules
from commonweal.governance.cascade_drafts import ChangeDraft
from commonweal.governance.drafts import GroupDraft
from commonweal.governance.models import Decision, Group, GroupChange, Initiative, Representative, Seat
from commonweal.governance.queries.group_history import State, group_on
from commonweal.trail.operations import record
from commonweal.ui.formats import day

Kind = GroupChange.Kind
# Words at which pages of their own stand, so that no group's page is hidden.
TAKEN_CODES = {"add", "contact"}
A_DAY = timedelta(days=1)
#: What may follow on what. A closed or merged group can be taken up again, which undoes both.
MAY_FOLLOW = {
    State.ACTIVE: {Kind.RENAMED, Kind.PAUSED, Kind.MERGED, Kind.CLOSED},
    State.PAUSED: {Kind.RENAMED, Kind.RESUMED, Kind.MERGED, Kind.CLOSED},
    State.MERGED: {Kind.RESUMED},
    State.CLOSED: {Kind.RESUMED},
}


@transaction.atomic
def add_group(
    *, by: Any, initiative: Initiative, group: GroupDraft, at: datetime, formed: ChangeDraft | None = None
) -> Group:
    """A new group; `formed` says on which day and why, where that is not today."""
    if not rules.may_set_up(by, initiative, at):
        raise PermissionDenied
    validate_slug(group.code)
    if group.kind not in Group.Kind.values:
        raise ValidationError({"kind": _("“%(kind)s” is not a kind of group.") % {"kind": group.kind}})
    if group.code in TAKEN_CODES or initiative.groups.filter(code=group.code).exists():
        raise ValidationError({"code": _("There is already a group with the code %(code)s.") % {"code": group.code}})
    formed = formed or ChangeDraft(rules.today(initiative, at))
    if formed.on > rules.today(initiative, at):
        raise ValidationError({"on": _("Choose today or an earlier day.")})
    made = Group.objects.create(
        initiative=initiative,
        code=group.code,
        name_en=group.name_en.strip(),
        name_es=group.name_es.strip(),
        kind=group.kind,
        position=initiative.groups.count(),
    )
    note_formed(by=by, group=made, formed=formed, at=at)
    record(by=by, verb="governance.add_group", subject=made, at=at, initiative=initiative.pk)
    return made


def note_formed(*, by: Any, group: Group, formed: ChangeDraft, at: datetime) -> GroupChange:
    """The first event in the life of a group; the verb that makes the group is the one that is recorded."""
    return GroupChange.objects.create(
        group=group,
        kind=Kind.FORMED,
        on=formed.on,
        reason_en=formed.reason_en.strip(),
        reason_es=formed.reason_es.strip(),
        name_en=group.name_en,
        name_es=group.name_es,
        recorded_at=at,
    )


@transaction.atomic
def rename_group(
    *, by: Any, group: Group, name_en: str, name_es: str, change: ChangeDraft, at: datetime
) -> GroupChange:
    """Another name from that day on; the earlier one stays with its days."""
    if not name_en.strip():
        raise ValidationError({"name_en": _("Write the new name.")})
    made = _change(by, group, Kind.RENAMED, change, at, name_en=name_en.strip(), name_es=name_es.strip())
    group.name_en, group.name_es = made.name_en, made.name_es
    group.save(update_fields=["name_en", "name_es"])
    return made


@transaction.atomic
def pause_group(*, by: Any, group: Group, change: ChangeDraft, at: datetime) -> GroupChange:
    """It does not meet for a while. Its seats stay held."""
    return _change(by, group, Kind.PAUSED, change, at)


@transaction.atomic
def resume_group(*, by: Any, group: Group, change: ChangeDraft, at: datetime) -> GroupChange:
    """It meets again. Seats that ended with it are given anew."""
    return _change(by, group, Kind.RESUMED, change, at)


@transaction.atomic
def close_group(*, by: Any, group: Group, change: ChangeDraft, at: datetime) -> GroupChange:
    """It has done its work. Its seats end the day before, and its record stays."""
    made = _change(by, group, Kind.CLOSED, change, at)
    _end_its_seats(by, group, change.on)
    return made


@transaction.atomic
def merge_group(
    *, by: Any, group: Group, into: Group, change: ChangeDraft, at: datetime, carry_members: bool = True
) -> GroupChange:
    """It goes on as a part of another group; who sat in it sits there as a member, where that is wished."""
    if into == group or into.initiative_id != group.initiative_id:
        raise ValidationError({"into": _("Choose another group of this initiative.")})
    there = group_on(into, change.on)
    if there is None or there.ended:
        raise ValidationError(
            {"into": _("%(name)s does not meet on that day. Choose another group.") % {"name": into.name}}
        )
    sat = list(group.seats.filter(rules.in_term(change.on)))
    speaking = Representative.objects.filter(rules.in_term(change.on), seat__in=sat)
    speakers = {one.seat_id: one.person_id for one in speaking}
    made = _change(by, group, Kind.MERGED, change, at, into=into)
    _end_its_seats(by, group, change.on)
    if carry_members:
        for seat in sat:
            _carry(seat, into, change.on, speakers.get(seat.pk))
    return made


def _change(
    by: Any, group: Group, kind: GroupChange.Kind, change: ChangeDraft, at: datetime, **more: Any
) -> GroupChange:
    if not rules.may_set_up(by, group.initiative, at):
        raise PermissionDenied
    if kind in (Kind.CLOSED, Kind.MERGED):
        _must_leave_nothing_open(group)
    _must_be_possible(by, group, kind, change, at)
    made = GroupChange.objects.create(
        group=group,
        kind=kind,
        on=change.on,
        reason_en=change.reason_en.strip(),
        reason_es=change.reason_es.strip(),
        recorded_at=at,
        **more,
    )
    record(
        by=by,
        verb="governance.change_group",
        subject=group,
        at=at,
        initiative=group.initiative_id,
        details={"kind": kind.value, "on": change.on.isoformat()},
    )
    return made


def _must_be_possible(by: Any, group: Group, kind: GroupChange.Kind, change: ChangeDraft, at: datetime) -> None:
    today = rules.today(group.initiative, at)
    if not change.reason_en.strip():
        raise ValidationError({"reason_en": _("Write in a sentence why. Whoever comes later reads it.")})
    if change.on > today:
        raise ValidationError({"on": _("Choose today or an earlier day.")})
    last = group.changes.order_by("on", "pk").last()
    if last is None:
        # Nobody wrote down when it was formed: it was there when the initiative was, or when somebody first sat in it.
        first_seat = group.seats.order_by("since").values_list("since", flat=True).first()
        days = [rules.today(group.initiative, group.initiative.founded_at), first_seat, change.on]
        formed = ChangeDraft(min(one for one in days if one))
        last = note_formed(by=by, group=group, formed=formed, at=at)
    if change.on < last.on:
        words = _("This group changed last on %(day)s. Choose that day or a later one.")
        raise ValidationError({"on": words % {"day": day(last.on)}})
    now = group_on(group, change.on)
    if now is None or kind not in MAY_FOLLOW[now.state]:
        words = _("On %(day)s the group is in the state “%(state)s”, so that it cannot be changed like this.")
        state = now.state.label if now else ""
        raise ValidationError(words % {"day": day(change.on), "state": state})


def _must_leave_nothing_open(group: Group) -> None:
    """Whoever was asked would vote for a group that is gone, and what waits for its word would wait for good."""
    waiting = group.decisions.filter(state=Decision.State.OPEN)
    if waiting.exists():
        numbers = ", ".join(str(one.number) for one in waiting.order_by("number"))
        words = _("It votes on these decisions: %(numbers)s. Close or withdraw them first.")
        raise ValidationError(words % {"numbers": numbers})
    words_due = group.last_words.filter(decision__outcome=Decision.Outcome.RESIDENTS)
    if words_due.exists():
        raise ValidationError(_("A decision waits for this table’s last word. Let it speak first."))
    others = Group.objects.filter(initiative=group.initiative_id, kind=Group.Kind.STEERING).exclude(pk=group.pk)
    if group.kind == Group.Kind.STEERING and not others.exists():
        raise ValidationError(_("Nobody would steer. Form another steering committee first."))


def _end_its_seats(by: Any, group: Group, on: date) -> None:
    """The last day of a seat is the day before. Without a data manager nobody could set anything up any more."""
    held = list(group.seats.filter(until=None)) + list(group.seats.filter(until__gte=on))
    if any(rules.is_last_data_manager(seat, on) for seat in held):
        raise ValidationError(_("The last data manager sits here. Give that seat in another backbone group first."))
    last = on - A_DAY
    for seat in held:
        seat.until, seat.ended = last, Seat.Ended.GROUP_ENDED
        seat.save(update_fields=["until", "ended"])
        end_representatives(by=by, seat=seat, until=last)


def end_representatives(*, by: Any, seat: Seat, until: date) -> None:
    """Whoever spoke in a seat does so no longer than it is held. The verb that ends the seat is the one recorded."""
    for spoke in seat.representatives.all():
        if spoke.until is None or spoke.until > until:
            spoke.until = until
            spoke.save(update_fields=["until"])


def _carry(seat: Seat, into: Group, on: date, speaker: int | None) -> None:
    holder = {"person": seat.person} if seat.person else {"organisation": seat.organisation}
    if into.seats.filter(rules.in_term(on), **holder).exists():
        return
    given = Seat.objects.create(
        group=into, role=Seat.Role.MEMBER, since=on, sector=seat.sector, chosen=seat.chosen, **holder
    )
    if speaker:
        Representative.objects.create(seat=given, person_id=speaker, since=on)
