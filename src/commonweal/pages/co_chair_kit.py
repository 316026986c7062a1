"""The kit of those who lead a group: agenda with room to write, what to follow up, what was decided, who does what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.commitments.queries import promises
from commonweal.governance import rules
from commonweal.governance.handover import HandoverLine, HandoverSection
from commonweal.governance.models import Decision, Group
from commonweal.governance.queries import decisions as log
from commonweal.governance.queries.decision_results import result_sentence
from commonweal.governance.queries.meetings import GroupAgenda, agenda_of, duties_of
from commonweal.governance.templatetags.own_words import plainly_in
from commonweal.pages.meeting_packet import DUE_AFTER, concerns, is_in_the_work_of
from commonweal.ui import formats

LAST_DECISIONS = 5


@dataclass(frozen=True)
class Kit:
    agenda: GroupAgenda
    steps: Sequence[tuple[str, str]]
    follow_up: HandoverSection
    decided: HandoverSection
    duties: HandoverSection

    @property
    def sections(self) -> list[HandoverSection]:
        return [self.follow_up, self.decided, self.duties]


def kit_of(reader: Any, group: Group, at: datetime) -> Kit:
    return Kit(
        agenda=agenda_of(reader, group, at),
        steps=steps(),
        follow_up=_follow_up(reader, group, at),
        decided=_decided(reader, group, at),
        duties=_duties(group, at),
    )


def steps() -> list[tuple[str, str]]:
    """What those who lead do around a meeting, in its order."""
    return [
        (_("Two weeks before"), _("Ask the backbone and the members what must be on the agenda.")),
        (_("Six days before"), _("Put the items in order, each with its minutes. The packet goes out the day after.")),
        (_("At the start"), _("Ask who has an interest in an item. Whoever has one steps aside.")),
        (_("At each item"), _("Say what it is for: to decide, to talk over, or to hear.")),
        (_("Before you close"), _("Read aloud who promised what by when, and write it down as promises.")),
        (_("The day after"), _("Write down what came of each item. Write the three lines of the week.")),
    ]


def _follow_up(reader: Any, group: Group, at: datetime) -> HandoverSection:
    """Every promise in the group's work that is not settled, the oldest first.

    Whoever looks at everybody's follows up what is due by now or soon, as the packet does.
    """
    soon = rules.today(group.initiative, at) + DUE_AFTER
    found = [
        one
        for one in promises(reader, group.initiative, at)
        if not one.is_settled
        and (is_in_the_work_of(group, one) or (concerns(group, one) and one.commitment.due_on <= soon))
    ]
    found.sort(key=lambda one: one.commitment.due_on)
    lines = [
        HandoverLine(
            plainly_in(one.commitment.text, one.commitment.written_in),
            _("due %(when)s") % {"when": formats.day(one.commitment.due_on)},
            reverse("commitments:promise", args=[group.initiative.slug, one.commitment.pk]),
            _("%(giver)s to %(receiver)s") % {"giver": one.commitment.holder, "receiver": one.commitment.receiver},
        )
        for one in found
    ]
    return HandoverSection(_("To follow up: open promises"), lines, _("No promise is open."))


def _decided(reader: Any, group: Group, at: datetime) -> HandoverSection:
    closed = log.decisions(reader, group.initiative, at).filter(group=group, state=Decision.State.CLOSED)
    lines = [
        HandoverLine(
            one.question,
            formats.day(one.closed_at) if one.closed_at else "",
            reverse("governance:decision", args=[group.initiative.slug, one.number]),
            result_sentence(one),
        )
        for one in closed.prefetch_related("options").order_by("-closed_at")[:LAST_DECISIONS]
    ]
    return HandoverSection(_("What was decided last"), lines, _("This group has decided nothing yet."))


def _duties(group: Group, at: datetime) -> HandoverSection:
    shared = duties_of(group, rules.today(group.initiative, at))
    lines = [HandoverLine(one.words, one.person.name if one.person else _("Nobody yet")) for one in shared]
    return HandoverSection(_("Who of the chairs does what"), lines)
