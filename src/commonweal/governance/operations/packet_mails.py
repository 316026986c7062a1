"""Five days before a group meets, all at its table are mailed where the packet is; later, what was added since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonweal.delivery import operations as delivery
from commonweal.governance import rules
from commonweal.governance.models import AgendaItem, Initiative, MeetingDay
from commonweal.governance.operations.decision_mails import TASKS
from commonweal.governance.operations.term_warnings import is_morning
from commonweal.governance.queries.meetings import PACKET, meetings_within, who_sits
from commonweal.people.models import Person
from commonweal.trail.operations import record
from commonweal.ui.formats import day
from commonweal.ui.registry import link_to

BEFORE = timedelta(days=5)


@dataclass(frozen=True)
class Mail:
    """In the language of whoever reads it."""

    subject: str
    lines: Sequence[str]
    link: str


def mail_packets(*, by: Any, at: datetime) -> int:
    """The worker's part: each meeting once, then what was added since. Run again, it writes nobody twice."""
    delivery.only_the_system(by)
    here = [one for one in Initiative.objects.all() if is_morning(one, at)]
    meetings = [one.pk for each in here for one in meetings_within(each, rules.today(each, at), BEFORE)]
    return sum(_mail_one(by, key, at) for key in meetings)


@transaction.atomic
def _mail_one(by: Any, key: int, at: datetime) -> int:
    # Locked, so that two workers do not both find it unsent.
    held = MeetingDay.objects.select_for_update(of=("self",)).select_related("group__initiative")
    meeting = held.get(pk=key)
    initiative = meeting.group.initiative
    path = link_to(PACKET, f"{initiative.slug}/{meeting.group.code}")
    is_first = meeting.packet_sent_at is None
    added = [] if is_first else _added_since(meeting)
    if path is None or not (is_first or added):
        return 0
    link = settings.COMMONWEAL_URL + path
    readers = [one for one in who_sits(meeting.group, rules.today(initiative, at)) if one.email]
    for reader in readers:
        with override(reader.language):
            _write_to(by, reader, meeting, _packet(meeting, link) if is_first else _additions(meeting, added, link), at)
    if is_first:
        meeting.packet_sent_at = at
    meeting.additions_sent_at = at
    meeting.save(update_fields=["packet_sent_at", "additions_sent_at"])
    record(
        by=by, verb="governance.mail_packet", subject=meeting, at=at, initiative=initiative.pk,
        details={"readers": len(readers), "added": len(added)},
    )  # fmt: skip
    return len(readers)


def _added_since(meeting: MeetingDay) -> list[AgendaItem]:
    """On the agenda now, and in no mail yet."""
    told = meeting.additions_sent_at or meeting.packet_sent_at
    return list(meeting.items.filter(state=AgendaItem.State.OPEN, put_on_at__gt=told).order_by("position", "pk"))


def _packet(meeting: MeetingDay, link: str) -> Mail:
    what = {"group": meeting.group.name, "day": day(meeting.on)}
    lines = [
        _("%(group)s meets on %(day)s. The packet for it is ready.") % what,
        _("In it: how the figures stand, what is due to decide, which promises are due, and the agenda."),
        _("Read it here:") + f"\n{link}",
    ]
    return Mail(_("Packet for %(day)s: %(group)s") % what, lines, link)


def _additions(meeting: MeetingDay, added: Sequence[AgendaItem], link: str) -> Mail:
    what = {"group": meeting.group.name, "day": day(meeting.on)}
    items = "\n".join(f"- {item.title} ({item.get_purpose_display()})" for item in added)
    lines = [
        _("%(group)s meets on %(day)s. This was added to its agenda after the packet went out:") % what + f"\n{items}",
        _("Read it here:") + f"\n{link}",
    ]
    return Mail(_("Added for %(day)s: %(group)s") % what, lines, link)


def _write_to(by: Any, reader: Person, meeting: MeetingDay, mail: Mail, at: datetime) -> None:
    delivery.send_if_wanted(
        by=by,
        kind=TASKS,
        to=reader.email,
        subject=mail.subject,
        text="\n\n".join([_("Hello %(name)s,") % {"name": reader.name}, *mail.lines]),
        cause=f"governance.packet {meeting.pk}",
        at=at,
        language=reader.language,
        initiative=meeting.group.initiative_id,
        link=mail.link,
    )
