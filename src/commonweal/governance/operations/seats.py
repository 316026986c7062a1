"""Seats with terms: given, renewed, ended, left, and who speaks in an organisation's."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.governance import rules
from commonweal.governance.cascade_drafts import SeatDraft
from commonweal.governance.models import Group, Representative, Seat
from commonweal.governance.operations.groups import end_representatives
from commonweal.governance.operations.rolls import strike_with_seat
from commonweal.governance.queries.group_history import group_on
from commonweal.governance.queries.seat_terms import overlapping, same_seats
from commonweal.people.models import Organisation, Person, Sector
from commonweal.trail.operations import record
from commonweal.ui.formats import day

A_DAY = timedelta(days=1)


@transaction.atomic
def give_seat(*, by: Any, group: Group, seat: SeatDraft, at: datetime) -> Seat:
    """A seat for a person or an organisation. Terms of the same holder in the same role never overlap."""
    if not rules.may_set_up(by, group.initiative, at):
        raise PermissionDenied
    _must_be_a_seat(seat)
    _must_be_able_to_hold(seat.holder)
    _must_meet(group, seat.since)
    _must_not_overlap(group, seat)
    kind = "person" if isinstance(seat.holder, Person) else "organisation"
    given = Seat.objects.create(
        group=group,
        role=seat.role,
        since=seat.since,
        until=seat.until,
        sector=seat.sector,
        chosen=seat.chosen,
        **{kind: seat.holder},
    )
    record(by=by, verb="governance.seat", subject=given, at=at, initiative=group.initiative_id)
    return given


@transaction.atomic
def seat(*, by: Any, group: Group, role: str, holder: Person | Organisation, since: date, at: datetime) -> Seat:
    """A seat without a last day. Giving one that is held already is giving it once, from the earlier day on."""
    if not rules.may_set_up(by, group.initiative, at):
        raise PermissionDenied
    held = same_seats(group, role, holder).filter(until=None).first()
    if held is None:
        return give_seat(by=by, group=group, seat=SeatDraft(role, holder, since), at=at)
    if since < held.since:
        others = same_seats(group, role, holder).exclude(pk=held.pk)
        if (other := overlapping(others, since, held.since)) is not None:
            raise ValidationError(_words_of_overlap(other))
        held.since = since
        held.save(update_fields=["since"])
    record(by=by, verb="governance.seat", subject=held, at=at, initiative=group.initiative_id)
    return held


@transaction.atomic
def renew_seat(*, by: Any, seat: Seat, until: date | None, at: datetime) -> Seat:
    """A further term for the same holder, from the day after the last one."""
    if not rules.may_set_up(by, seat.group.initiative, at):
        raise PermissionDenied
    if seat.until is None:
        raise ValidationError(_("This seat has no last day, so that there is nothing to renew."))
    speaker = seat.representatives.filter(rules.in_term(seat.until)).first()
    draft = SeatDraft(seat.role, seat.holder, seat.until + A_DAY, until, seat.sector, seat.chosen)
    given = give_seat(by=by, group=seat.group, seat=draft, at=at)
    if speaker is not None:
        Representative.objects.create(seat=given, person=speaker.person, since=given.since)
    return given


@transaction.atomic
def end_seat(*, by: Any, seat: Seat, until: date, at: datetime, ended: str = Seat.Ended.OTHER) -> Seat:
    """The last day of a term. The row stays: who held which seat when is history."""
    if not rules.may_set_up(by, seat.group.initiative, at):
        raise PermissionDenied
    return _end(by, seat, until, ended, "governance.end_seat", at)


@transaction.atomic
def step_down(*, by: Any, seat: Seat, at: datetime) -> Seat:
    """The holder gives the seat back, from today on."""
    if not isinstance(by, Person) or seat.person_id != by.pk:
        raise PermissionDenied
    until = rules.the_day_before(seat.group.initiative, at)
    return _end(by, seat, until, Seat.Ended.STEPPED_DOWN, "governance.step_down", at)


def _end(by: Any, seat: Seat, until: date, ended: str, verb: str, at: datetime) -> Seat:
    initiative = seat.group.initiative
    if rules.is_last_data_manager(seat, rules.today(initiative, at)):
        raise ValidationError(_("This is the last data manager's seat. Give it to somebody else first."))
    if seat.until is not None and seat.until < until:
        words = _("This seat ends on %(day)s already. Renew it to go on after that.")
        raise ValidationError(words % {"day": day(seat.until)})
    if ended not in Seat.Ended.values:
        raise ValidationError(_("“%(why)s” is not one of the reasons.") % {"why": ended})
    seat.until, seat.ended = until, ended
    if until < seat.since:
        seat.voided_at = at
    seat.save(update_fields=["until", "ended", "voided_at"])
    struck = strike_with_seat(seat, at) if until < rules.today(initiative, at) else []
    end_representatives(by=by, seat=seat, until=until)
    record(by=by, verb=verb, subject=seat, at=at, initiative=initiative.pk, details={"struck_from_votes": struck})
    return seat


@transaction.atomic
def name_representative(*, by: Any, seat: Seat, person: Person, since: date, at: datetime) -> Representative:
    """Who speaks in an organisation's seat from that day on; the one before did until the day before."""
    if not rules.may_set_up(by, seat.group.initiative, at):
        raise PermissionDenied
    if seat.organisation is None:
        raise ValidationError(_("A person holds this seat and speaks in it. Only organizations name somebody."))
    _must_be_able_to_hold(person)
    if since < seat.since or (seat.until is not None and since > seat.until):
        raise ValidationError({"since": _("Choose a day on which the seat is held.")})
    for spoke in seat.representatives.all():
        if spoke.since >= since and (spoke.until is None or spoke.until >= spoke.since):
            words = _("%(name)s speaks in this seat from %(day)s on. Choose a later day.")
            raise ValidationError({"since": words % {"name": spoke.person.name, "day": day(spoke.since)}})
    end_representatives(by=by, seat=seat, until=since - A_DAY)
    made = Representative.objects.create(seat=seat, person=person, since=since, until=seat.until)
    record(by=by, verb="governance.name_representative", subject=made, at=at, initiative=seat.group.initiative_id)
    return made


def _must_be_a_seat(seat: SeatDraft) -> None:
    if seat.role not in Seat.Role.values:
        raise ValidationError({"role": _("“%(role)s” is not a role.") % {"role": seat.role}})
    if seat.role == Seat.Role.DATA_MANAGER and not isinstance(seat.holder, Person):
        raise ValidationError({"role": _("The data manager holds the keys, so that it is a person.")})
    if seat.until is not None and seat.until < seat.since:
        raise ValidationError({"until": _("The last day comes before the first. Change one of them.")})
    if seat.sector and seat.sector not in Sector.values:
        raise ValidationError({"sector": _("“%(sector)s” is not one of the sectors.") % {"sector": seat.sector}})
    if seat.chosen and seat.chosen not in Seat.Chosen.values:
        raise ValidationError({"chosen": _("“%(way)s” is not a way of choosing.") % {"way": seat.chosen}})


def _must_be_able_to_hold(holder: Person | Organisation) -> None:
    if (into := getattr(holder, "merged_into", None)) is not None:
        words = _("%(name)s was merged into %(other)s. Give the seat to %(other)s.")
        raise ValidationError(words % {"name": holder.name, "other": into.name})
    # A light profile has not left: somebody without an account can hold a seat, and signs in nowhere.
    if isinstance(holder, Person) and not holder.is_active and (holder.has_account or holder.erased_at):
        raise ValidationError(_("%(name)s has left and can hold no seat.") % {"name": holder.name})


def _must_meet(group: Group, since: date) -> None:
    then = group_on(group, since)
    now = group_on(group, date.max)
    ended = next((one for one in (then, now) if one is not None and one.ended), None)
    if ended is not None and ended.since is not None:
        words = _("%(group)s ended on %(day)s. Take it up again, or choose another group.")
        raise ValidationError({"group": words % {"group": group.name, "day": day(ended.since)}})


def _must_not_overlap(group: Group, seat: SeatDraft) -> None:
    held = overlapping(same_seats(group, seat.role, seat.holder), seat.since, seat.until)
    if held is not None:
        raise ValidationError(_words_of_overlap(held))


def _words_of_overlap(held: Seat) -> str:
    what = {"name": held.holder.name, "role": held.get_role_display(), "group": held.group.name}
    if held.until is None:
        words = _(
            "%(name)s is already %(role)s in %(group)s, since %(since)s. "
            "End that term first, or begin this one another time."
        )
        return words % {**what, "since": day(held.since)}
    words = _(
        "%(name)s is already %(role)s in %(group)s, from %(since)s to %(until)s. "
        "Two terms in the same role cannot overlap: begin this one after that."
    )
    return words % {**what, "since": day(held.since), "until": day(held.until)}
