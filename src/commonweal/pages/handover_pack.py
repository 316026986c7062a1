"""What the rooms lend to the pack that is handed over with a seat: agenda, decisions, promises, the next 30 days."""

from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.agenda.queries.goal import goal_of
from commonweal.agenda.queries.versions import versions_of
from commonweal.commitments.queries import promises
from commonweal.governance.handover import HandoverLine, HandoverSection, register_handover
from commonweal.governance.models import Decision, Seat
from commonweal.governance.queries.decisions import decisions
from commonweal.governance.queries.seat_terms import terms_ending
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
    """What was promised in the group's work and is not settled; the backbone looks after all of it."""
    initiative = seat.group.initiative
    everything = seat.group.kind == seat.group.Kind.BACKBONE
    unsettled = [
        one
        for one in promises(reader, initiative, at)
        if not one.is_settled and (everything or one.commitment.group_id in (None, seat.group_id))
    ]
    unsettled.sort(key=lambda one: one.commitment.due_on)
    lines = [
        HandoverLine(
            one.commitment.text,
            day(one.commitment.due_on),
            reverse("commitments:promise", args=[initiative.slug, one.commitment.pk]),
            _("%(giver)s to %(receiver)s") % {"giver": one.commitment.holder, "receiver": one.commitment.receiver},
        )
        for one in unsettled
    ]
    return HandoverSection(_("Promises not kept yet"), lines, _("No promise is open."))


def next_days(reader: Any, seat: Seat, on: date, at: datetime) -> HandoverSection:
    """Rounds that are due or open, and terms that end, by their day."""
    # Reads much, and this module is read at every start.
    from commonweal.measurement.queries.coming_up import rounds_coming_up

    initiative = seat.group.initiative
    dated: list[tuple[date, HandoverLine]] = []
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
