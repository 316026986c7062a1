"""Ninety days before a term ends, whoever holds the seat hears of it, and so do the data managers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from commonweal.delivery import operations as delivery
from commonweal.governance import rules
from commonweal.governance.models import Group, Initiative, Seat
from commonweal.governance.queries.seat_terms import speaker_of, terms_ending
from commonweal.people.models import Person
from commonweal.trail.operations import record
from commonweal.ui.formats import day

#: Nobody is written to at night.
MORNING = time(8, 0)


@dataclass(frozen=True)
class Letter:
    """One mail, in its reader's language; the link is the one thing to open."""

    address: str
    language: str
    subject: str
    lines: Sequence[str]
    link: str
    cause: str


def warn_of_ending_terms(*, by: Any, at: datetime) -> int:
    """The worker's part: one mail to each holder, one to each data manager. Run again, it writes nobody twice."""
    delivery.only_the_system(by)
    return sum(_warn_in(initiative, by, at) for initiative in Initiative.objects.all() if is_morning(initiative, at))


def is_morning(initiative: Initiative, at: datetime) -> bool:
    return at.astimezone(ZoneInfo(initiative.time_zone)).time() >= MORNING


@transaction.atomic
def _warn_in(initiative: Initiative, by: Any, at: datetime) -> int:
    on = rules.today(initiative, at)
    # Locked, so that two workers do not both find them untold.
    untold = Seat.objects.select_for_update().filter(group__initiative=initiative, warned_at=None)
    numbers = set(untold.filter(until__gte=on).values_list("pk", flat=True))
    ending = [seat for seat in terms_ending(initiative, on) if seat.pk in numbers]
    for seat in ending:
        _write_to_holder(by, seat, on, at)
        seat.warned_at = at
        seat.save(update_fields=["warned_at"])
    if ending:
        for manager in data_managers(initiative, on):
            _write_to_manager(by, manager, initiative, ending, at)
        record(
            by=by,
            verb="governance.warn_of_ending_terms",
            subject=initiative,
            at=at,
            initiative=initiative.pk,
            details={"seats": len(ending)},
        )
    return len(ending)


def data_managers(initiative: Initiative, on: date) -> Sequence[Person]:
    keys = Seat.objects.filter(
        rules.in_term(on), group__initiative=initiative, group__kind=Group.Kind.BACKBONE, role=Seat.Role.DATA_MANAGER
    )
    return list(Person.objects.filter(is_active=True, pk__in=keys.values("person")))


def _write_to_holder(by: Any, seat: Seat, on: date, at: datetime) -> None:
    """The person, or who speaks in the organisation's seat."""
    reader = seat.person or speaker_of(seat, on)
    if reader is None or not reader.email:
        return
    initiative, group = seat.group.initiative, seat.group
    with override(reader.language):
        link = settings.COMMONWEAL_URL + reverse("governance:seat", args=[initiative.slug, seat.pk])
        what = {"role": seat.get_role_display(), "group": group.name, "day": day(seat.until or on)}
        lines = [
            _("Hello %(name)s,") % {"name": reader.name},
            _("Your term as %(role)s of %(group)s ends on %(day)s.") % what,
            _("Talk with your group now: do you go on, or who follows you? On this page stands what is handed over."),
            link,
        ]
        subject = _("Your term ends on %(day)s") % what
        send_letter(
            by,
            Letter(reader.email, reader.language, subject, lines, link, f"governance.term {seat.pk}"),
            initiative,
            at,
        )


def _write_to_manager(by: Any, manager: Person, initiative: Initiative, ending: Sequence[Seat], at: datetime) -> None:
    with override(manager.language):
        link = settings.COMMONWEAL_URL + reverse("governance:cascade", args=[initiative.slug]) + "#ending"
        words = ngettext("A term ends within 90 days", "%(count)s terms end within 90 days", len(ending))
        subject = words % {"count": len(ending)}
        each = [
            _("%(name)s, %(role)s of %(group)s: %(day)s")
            % {
                "name": seat.holder.name,
                "role": seat.get_role_display(),
                "group": seat.group.name,
                "day": day(seat.until or rules.today(initiative, at)),
            }
            for seat in ending
        ]
        lines = [
            _("Hello %(name)s,") % {"name": manager.name},
            f"{subject}:",
            "\n".join(each),
            _("Renew a seat, or find who follows. Here is where:"),
            link,
        ]
        letter = Letter(manager.email, manager.language, subject, lines, link, f"governance.terms {initiative.pk}")
        send_letter(by, letter, initiative, at)


def send_letter(by: Any, letter: Letter, initiative: Initiative, at: datetime) -> None:
    delivery.send(
        by=by,
        to=letter.address,
        subject=letter.subject,
        text="\n\n".join(letter.lines),
        cause=letter.cause,
        at=at,
        language=letter.language,
        initiative=initiative.pk,
        link=letter.link,
    )
