"""What the rooms lend to the pack that is handed over with a seat: agenda, decisions, promises, the next 30 days."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.agenda.queries.goal import goal_of
from commonweal.agenda.queries.versions import versions_of
from commonweal.commitments.queries import Promise, promises
from commonweal.commitments.queries.opportunities import OpportunityFilter, open_to_members
from commonweal.governance.handover import HandoverLine, HandoverSection, register_handover
from commonweal.governance.models import Decision, Initiative, LastWord, Seat
from commonweal.governance.queries.decisions import decisions
from commonweal.governance.queries.meetings import meetings_within
from commonweal.governance.queries.seat_terms import terms_ending
from commonweal.governance.rules import today
from commonweal.governance.templatetags.own_words import plainly_in
from commonweal.people.models import Organisation
from commonweal.ui.formats import day

SOON = timedelta(days=30)


def offer() -> None:
    """Registered when the pages start."""
    register_handover("agenda", agenda, 10)
    register_handover("decisions", open_decisions, 20)
    register_handover("promises", open_promises, 30)
    register_handover("soon", next_days, 40)


def agenda(reader: Any, seat: Seat, on: date, at: datetime) -> HandoverSection:
    """The version in force and the big goal."""
    initiative = seat.group.initiative
    lines = []
    ratified = next((one for one in versions_of(initiative) if one.ratified_at), None)
    if ratified is not None and ratified.ratified_at is not None:
        lines.append(
            HandoverLine(
                _("Version %(number)s of the common agenda") % {"number": ratified.number},
                _("ratified on %(day)s") % {"day": day(ratified.ratified_at)},
                reverse("agenda:version", args=[initiative.slug, ratified.number]),
            )
        )
    if (goal := goal_of(reader, initiative)) is not None:
        lines.append(HandoverLine(goal.text, note=_("The big goal"), url=reverse("pages:goal", args=[initiative.slug])))
    return HandoverSection(_("The common agenda"), lines, _("No version is ratified yet."))


def open_decisions(reader: Any, seat: Seat, on: date, at: datetime) -> HandoverSection:
    """What is put to a vote or still being written, the oldest first; and what was opened again."""
    initiative = seat.group.initiative
    waiting = decisions(reader, initiative, at).filter(
        state__in=[Decision.State.DRAFT, Decision.State.OPEN]
    ) | decisions(reader, initiative, at).filter(reopened_at__isnull=False)
    lines = [
        HandoverLine(
            one.question,
            _("closes on %(day)s") % {"day": day(one.closes_at)} if one.closes_at and not one.is_closed else "",
            reverse("governance:decision", args=[initiative.slug, one.number]),
            f"{one.group.name}: {_state(one)}",
        )
        for one in waiting.order_by("proposed_at")
    ]
    return HandoverSection(_("Open decisions"), lines, _("No decision is open."))


def _state(decision: Decision) -> str:
    return _("reopened") if decision.reopened_at else decision.get_state_display()


def open_promises(reader: Any, seat: Seat, on: date, at: datetime) -> HandoverSection:
    """What the group or whoever sits there promised and what is due by now or soon; the backbone looks after all."""
    initiative = seat.group.initiative
    unsettled = [one for one in promises(reader, initiative, at) if not one.is_settled and _is_theirs(seat, one)]
    unsettled.sort(key=lambda one: one.commitment.due_on)
    later = sum(one.commitment.due_on > on + SOON for one in unsettled)
    lines = [
        HandoverLine(
            plainly_in(one.commitment.text, one.commitment.written_in),
            day(one.commitment.due_on),
            reverse("commitments:promise", args=[initiative.slug, one.commitment.pk]),
            _("%(giver)s to %(receiver)s") % {"giver": one.commitment.holder, "receiver": one.commitment.receiver},
        )
        for one in unsettled
        if one.commitment.due_on <= on + SOON
    ]
    if later:
        words = ngettext("%(n)s more promise is due later", "%(n)s more promises are due later", later) % {"n": later}
        lines.append(HandoverLine(words, url=reverse("commitments:promises", args=[initiative.slug])))
    return HandoverSection(_("Promises that are due by now or soon"), lines, _("No promise is open."))


def _is_theirs(seat: Seat, one: Promise) -> bool:
    held = one.commitment
    if seat.group.kind == seat.group.Kind.BACKBONE or seat.group_id in (held.group_id, held.to_group_id):
        return True
    return seat.person_id is not None and seat.person_id in (held.person_id, held.to_person_id)


def next_days(reader: Any, seat: Seat, on: date, at: datetime) -> HandoverSection:
    """Meetings, votes that close, rounds that are due or open, and terms that end, by their day."""
    # Reads much, and this module is read at every start.
    from commonweal.measurement.queries.coming_up import rounds_coming_up

    initiative = seat.group.initiative
    dated: list[tuple[date, HandoverLine]] = [
        *_meetings(seat, on),
        *_votes_that_close(reader, seat, on, at),
        *_ways_to_take_part(reader, initiative, on, at),
    ]
    for one in rounds_coming_up(reader, initiative, at, SOON):
        words = _("Numbers are due: %(round)s") if one.opens_on is None else _("A round opens: %(round)s")
        when = one.opens_on or one.due_on
        dated.append((when, HandoverLine(words % {"round": one.name}, day(when))))
    for ending in terms_ending(initiative, on):
        if ending.until is not None and ending.until <= on + SOON:
            holder = ending.holder
            what = _("an organization") if isinstance(holder, Organisation) else ending.get_role_display()
            line = HandoverLine(
                _("A term ends: %(name)s") % {"name": holder.name},
                day(ending.until),
                reverse("governance:seat", args=[initiative.slug, ending.pk]),
                f"{what}, {ending.group.name}",
            )
            dated.append((ending.until, line))
    lines = [line for _day, line in sorted(dated, key=lambda pair: pair[0])]
    return HandoverSection(_("The next 30 days"), lines, _("Nothing is dated in the next 30 days."))


def _meetings(seat: Seat, on: date) -> Iterator[tuple[date, HandoverLine]]:
    """Of the seat's own group; the backbone prepares those of all."""
    slug, everything = seat.group.initiative.slug, seat.group.kind == seat.group.Kind.BACKBONE
    for meeting in meetings_within(seat.group.initiative, on, SOON):
        if everything or meeting.group_id == seat.group_id:
            words = _("%(group)s meets") % {"group": meeting.group.name}
            packet = reverse("pages:packet", args=[slug, meeting.group.code])
            yield meeting.on, HandoverLine(words, day(meeting.on), packet, _("The packet makes itself."))


def _votes_that_close(reader: Any, seat: Seat, on: date, at: datetime) -> Iterator[tuple[date, HandoverLine]]:
    """And until when residents can stop what was carried."""
    initiative = seat.group.initiative
    found = decisions(reader, initiative, at).filter(group=seat.group)
    for one in found.filter(state=Decision.State.OPEN, closes_at__isnull=False).order_by("closes_at"):
        closes = today(initiative, one.closes_at) if one.closes_at else on
        if closes <= on + SOON:
            address = reverse("governance:decision", args=[initiative.slug, one.number])
            yield (
                closes,
                HandoverLine(_("A vote closes: %(question)s") % {"question": one.question}, day(closes), address),
            )
    words = LastWord.objects.filter(decision__initiative=initiative, decision__outcome=Decision.Outcome.RESIDENTS)
    for word in words.filter(Q(group=seat.group) | Q(decision__group=seat.group), until__isnull=False):
        until = today(initiative, word.until) if word.until else on
        told = _("Until then residents can stop: %(question)s") % {"question": word.decision.question}
        address = reverse("governance:decision", args=[initiative.slug, word.decision.number])
        yield until, HandoverLine(told, day(until), address, word.group.name)


def _ways_to_take_part(
    reader: Any, initiative: Initiative, on: date, at: datetime
) -> Iterator[tuple[date, HandoverLine]]:
    """Town meetings and whatever else people can come to."""
    for way in open_to_members(reader, initiative, OpportunityFilter(), at):
        one = way.opportunity
        starts = today(initiative, one.starts_at)
        if starts <= on + SOON and one.cancelled_at is None:
            address = reverse("commitments:opportunity", args=[initiative.slug, one.pk])
            yield starts, HandoverLine(one.title, day(starts), address, one.where)
