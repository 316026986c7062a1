"""Five days before a group meets, everybody at its table is mailed where the packet is. It makes itself."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonweal.delivery import operations as delivery
from commonweal.governance import rules
from commonweal.governance.models import Initiative, MeetingDay
from commonweal.governance.operations.decision_mails import TASKS
from commonweal.governance.operations.term_warnings import is_morning
from commonweal.governance.queries.meetings import PACKET, meetings_within, who_sits
from commonweal.people.models import Person
from commonweal.trail.operations import record
from commonweal.ui.formats import day
from commonweal.ui.registry import link_to

BEFORE = timedelta(days=5)


def mail_packets(*, by: Any, at: datetime) -> int:
    """The worker's part: each meeting once. Run again, it writes nobody twice."""
    delivery.only_the_system(by)
    here = [one for one in Initiative.objects.all() if is_morning(one, at)]
    return sum(
        _mail_one(by, meeting.pk, at)
        for initiative in here
        for meeting in meetings_within(initiative, rules.today(initiative, at), BEFORE).filter(packet_sent_at=None)
    )


@transaction.atomic
def _mail_one(by: Any, key: int, at: datetime) -> int:
    # Locked, so that two workers do not both find it unsent.
    held = MeetingDay.objects.select_for_update(of=("self",)).select_related("group__initiative")
    meeting = held.get(pk=key)
    initiative = meeting.group.initiative
    path = link_to(PACKET, f"{initiative.slug}/{meeting.group.code}")
    if meeting.packet_sent_at is not None or path is None:
        return 0
    readers = [one for one in who_sits(meeting.group, rules.today(initiative, at)) if one.email]
    for reader in readers:
        _write_to(by, reader, meeting, settings.COMMONWEAL_URL + path, at)
    meeting.packet_sent_at = at
    meeting.save(update_fields=["packet_sent_at"])
    record(
        by=by, verb="governance.mail_packet", subject=meeting, at=at, initiative=initiative.pk,
        details={"readers": len(readers)},
    )  # fmt: skip
    return len(readers)


def _write_to(by: Any, reader: Person, meeting: MeetingDay, link: str, at: datetime) -> None:
    with override(reader.language):
        what = {"group": meeting.group.name, "day": day(meeting.on)}
        lines = [
            _("Hello %(name)s,") % {"name": reader.name},
            _("%(group)s meets on %(day)s. The packet for it is ready.") % what,
            _("In it: how the figures stand, what is due to decide, which promises are due, and the agenda."),
            _("Read it here:") + f"\n{link}",
        ]
        subject = _("Packet for %(day)s: %(group)s") % what
    delivery.send_if_wanted(
        by=by,
        kind=TASKS,
        to=reader.email,
        subject=subject,
        text="\n\n".join(lines),
        cause=f"governance.packet {meeting.pk}",
        at=at,
        language=reader.language,
        initiative=meeting.group.initiative_id,
        link=link,
    )
