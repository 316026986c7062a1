"""The packet for a group's next meeting: it makes itself, out of what each reader may see, from all rooms.

How the figures stand comes first, then what is due to decide, then what was promised, then the agenda.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from commonweal.agenda.models import Dependency
from commonweal.agenda.queries.between import asked_of
from commonweal.commitments.queries import Promise, promises
from commonweal.governance import about, rules
from commonweal.governance.handover import HandoverLine, HandoverSection
from commonweal.governance.models import Decision, Group, Initiative, MeetingDay
from commonweal.governance.operations.packet_mails import BEFORE
from commonweal.governance.queries import decisions as log
from commonweal.governance.queries.interests import stakes
from commonweal.governance.queries.meetings import MeetingLines, agenda_on, meetings_within, next_meeting
from commonweal.governance.queries.votes import roll_of, told_stakes
from commonweal.governance.templatetags.own_words import plainly_in
from commonweal.lib.languages import page_language
from commonweal.measurement.queries.member_figures import released_to
from commonweal.pages.addresses import on_the_desk
from commonweal.pages.gaps import on_the_board
from commonweal.pages.queries import figures_of, shown
from commonweal.pages.reading import Content, Reading
from commonweal.pages.row_of_work import Task
from commonweal.pages.scoreboard import big_goal, measure_url, readings_of
from commonweal.pages.who_is_in import in_round
from commonweal.people.models import Person
from commonweal.publication.models import Publication
from commonweal.ui import formats
from commonweal.ui.verdicts import face_of

#: What a meeting looks at before anything else, the worst first.
EXCEPTIONS = ("getting-worse", "behind", "unusual")
MOST_MEASURES, MOST_GAPS, MOST_ROUNDS = 8, 3, 3
#: A promise that is due later waits for the meeting after.
DUE_AFTER = timedelta(days=14)
TO_READ = 15  # minutes


@dataclass(frozen=True)
class Where:
    """The one number of the initiative, as the newest release says it."""

    goal: str
    number: str
    caption: str
    verdict: str
    sentence: str


@dataclass(frozen=True)
class Packet:
    meeting: MeetingDay
    where: Where | None
    figures: Sequence[HandoverSection]
    decisions: HandoverSection
    promises: HandoverSection
    needs: HandoverSection
    agenda: MeetingLines

    @property
    def sections(self) -> list[HandoverSection]:
        return [*self.figures, self.decisions, self.promises, self.needs]


def packet_of(reader: Any, group: Group, at: datetime) -> Packet | None:
    """For the next meeting; None where no day is named for it."""
    initiative = group.initiative
    meeting = next_meeting(group, rules.today(initiative, at))
    if meeting is None:
        return None
    where, figures = _figures(reader, group, at)
    return Packet(
        meeting=meeting,
        where=where,
        figures=figures,
        decisions=decisions_due(reader, group, at),
        promises=promises_due(reader, group, meeting.on, at),
        needs=needs_of_groups(reader, group, at),
        agenda=agenda_on(reader, meeting, at),
    )


def _figures(reader: Any, group: Group, at: datetime) -> tuple[Where | None, list[HandoverSection]]:
    """Out of the newest release that stands: what is public, and of the rest what this reader may see."""
    here = shown(group.initiative.slug)
    if here.current is None:
        return None, [HandoverSection(_("How the figures stand"), [], _("No release stands yet."))]
    lang = page_language()
    content = figures_of(here.current)
    readings = readings_of(content, lang)
    headline = next((one for one in readings if one.measure["headline"]), None)
    goal = big_goal(here, content["goal"], headline, readings)
    closed = released_to(reader, Publication.objects.get(pk=here.current.pk), at)
    watched = _watched(group, content, readings)
    beside = _watched(group, content, readings_of(closed, lang))
    return Where(goal.text, goal.number, goal.caption, goal.verdict, goal.sentence), [
        _exceptions(group.initiative, watched, beside),
        _gaps(group.initiative, watched),
        _rounds(content, lang),
    ]


def _watched(group: Group, content: Content, readings: Sequence[Reading]) -> list[Reading]:
    """A working group looks at its own measures, where it has any; every other group at all of them."""
    own: Sequence[str] = next((one["measures"] for one in content["groups"] if one["code"] == group.code), [])
    narrow = bool(own) and group.kind == Group.Kind.WORKING
    return [one for one in readings if not narrow or one.code in own]


def _exceptions(initiative: Initiative, public: Sequence[Reading], closed: Sequence[Reading]) -> HandoverSection:
    addressed = [
        *((one, measure_url(initiative.slug, one.code)) for one in public),
        *((one, on_the_desk(initiative.slug, one.code).measure) for one in closed),
    ]
    found = [(one, url) for code in EXCEPTIONS for one, url in addressed if one.verdict == code]
    lines = [
        HandoverLine(
            one.name,
            f"{one.figure(one.latest.value)}, {one.newest_of}" if one.latest else "",
            url,
            f"{face_of(one.verdict).word}. {one.verdict_words}".strip(),
        )
        for one, url in found[:MOST_MEASURES]
    ]
    return HandoverSection(_("Look at these first"), lines, _("No measure is behind or getting worse."))


def _gaps(initiative: Initiative, readings: Sequence[Reading]) -> HandoverSection:
    lines = [
        HandoverLine(
            gap.title,
            "",
            measure_url(initiative.slug, gap.reading.code),
            " ".join(filter(None, (gap.in_people or gap.sentence, gap.incomplete))),
        )
        for gap in on_the_board(list(readings))[:MOST_GAPS]
    ]
    return HandoverSection(_("For whom not"), lines, _("No gap can be told yet."))


def _rounds(content: Content, lang: str) -> HandoverSection:
    lines = [HandoverLine(in_round(each, lang)) for each in content["rounds"][:MOST_ROUNDS]]
    return HandoverSection(_("What the rounds brought in"), lines, _("No round has closed yet."))


def decisions_due(reader: Any, group: Group, at: datetime) -> HandoverSection:
    """Open, still being written, reopened, or counted without the group's word; with who has an interest on record."""
    found = log.decisions(reader, group.initiative, at).filter(group=group)
    waiting = found.filter(state__in=[Decision.State.OPEN, Decision.State.DRAFT])
    again = found.filter(reopened_at__isnull=False)
    to_conclude = found.filter(outcome=Decision.Outcome.TO_CONCLUDE)
    lines = [_decision(reader, one, at) for one in (waiting | again | to_conclude).order_by("closes_at", "number")]
    return HandoverSection(_("Due to decide"), lines, _("Nothing waits for a decision of this group."))


def _decision(reader: Any, decision: Decision, at: datetime) -> HandoverLine:
    state = _("reopened") if decision.reopened_at else decision.get_state_display()
    closes = decision.closes_at
    notes = [f"{capfirst(str(state))}.", *_conflicts(reader, decision, at)]
    return HandoverLine(
        decision.question,
        _("closes on %(day)s") % {"day": formats.day(closes)} if closes and decision.is_open else "",
        reverse("governance:decision", args=[decision.initiative.slug, decision.number]),
        " ".join(notes),
    )


def _conflicts(reader: Any, decision: Decision, at: datetime) -> Iterator[str]:
    """By name, as the register shows it to members: that there is an interest, and never its private part."""
    asides = [one.person for one in log.asides(decision) if one.is_struck and not one.did_not_say]
    if asides:
        yield _("Stepped aside: %(names)s.") % {"names": formats.listed(asides)}
    initiative = decision.initiative
    on = rules.today(initiative, at)
    people = [line.person for line in roll_of(decision.group, on)]
    found = stakes(people, initiative, about.pairs_of(decision), on)
    named = list(dict.fromkeys(stake.person.name for stake in found if stake.person.name not in asides))
    if named:
        yield _("An interest is on record: %(names)s.") % {"names": formats.listed(named)}
    yield from told_stakes([stake for stake in found if stake.person == reader], initiative)


def promises_due(reader: Any, group: Group, on: date, at: datetime) -> HandoverSection:
    """Not settled, and due by two weeks after the meeting. The steering committee looks at everybody's."""
    found = [
        one
        for one in promises(reader, group.initiative, at)
        if not one.is_settled and one.commitment.due_on <= on + DUE_AFTER and concerns(group, one)
    ]
    found.sort(key=lambda one: one.commitment.due_on)
    return HandoverSection(_("Promises that are due"), [_promise(one) for one in found], _("No promise is due."))


def concerns(group: Group, promise: Promise) -> bool:
    """Those who steer and those who support look at everybody's."""
    everything = group.kind in (Group.Kind.STEERING, Group.Kind.BACKBONE)
    return everything or is_in_the_work_of(group, promise)


def is_in_the_work_of(group: Group, promise: Promise) -> bool:
    return group.pk in (promise.commitment.group_id, promise.commitment.to_group_id)


def _promise(one: Promise) -> HandoverLine:
    held = one.commitment
    parties = {"giver": held.holder, "receiver": held.receiver}
    silent = _("Nobody has said yet what became of it.") if one.is_over else ""
    return HandoverLine(
        plainly_in(held.text, held.written_in),
        _("due %(when)s") % {"when": formats.day(one.commitment.due_on)},
        reverse("commitments:promise", args=[one.commitment.initiative.slug, one.commitment.pk]),
        " · ".join(filter(None, (_("%(giver)s to %(receiver)s") % parties, silent))),
    )


def needs_of_groups(reader: Any, group: Group, at: datetime) -> HandoverSection:
    """What other groups ask of this one or wait for, and what it asks itself. Those who steer see all of it."""
    board_url = reverse("agenda:between", args=[group.initiative.slug])
    found = asked_of(reader, None if group.kind == Group.Kind.STEERING else group, group.initiative, at)
    lines = [
        HandoverLine(
            plainly_in(one.dependency.what, one.dependency.written_in),
            _("by %(day)s") % {"day": formats.day(one.dependency.by_on)},
            board_url,
            _who_needs(one.dependency),
        )
        for one in found
    ]
    return HandoverSection(_("What groups need of each other"), lines, _("No group asks for anything."))


def _who_needs(need: Dependency) -> str:
    if need.on_group is None:
        return _("%(group)s asks every group") % {"group": need.group.name}
    named = {"group": need.group.name, "other": need.on_group.name}
    waits = need.kind == Dependency.Kind.WAITS
    return (_("%(group)s waits for %(other)s") if waits else _("%(group)s asks %(other)s")) % named


def packets_to_read(person: Person, initiative: Initiative, at: datetime) -> Iterator[Task]:
    """At home, from five days before the meeting of each group in which one sits."""
    on = rules.today(initiative, at)
    for meeting in meetings_within(initiative, on, BEFORE):
        if rules.sits_in(person, meeting.group, on):
            yield Task(
                _("Read the packet of %(group)s") % {"group": meeting.group.name},
                _("You meet on %(day)s.") % {"day": formats.day(meeting.on)},
                reverse("pages:packet", args=[initiative.slug, meeting.group.code]),
                minutes=TO_READ,
                due_at=_start_of(meeting.on, initiative),
            )


def _start_of(day: date, initiative: Initiative) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(initiative.time_zone))
