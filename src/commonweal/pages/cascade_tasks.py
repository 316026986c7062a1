"""What waits for somebody because a term ends, or because their own has just begun."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.governance import rules
from commonweal.governance.models import Group, Initiative, Seat
from commonweal.governance.queries.cascade import vacancies_in
from commonweal.governance.queries.group_history import groups_on
from commonweal.governance.queries.seat_terms import own_seats, terms_ending
from commonweal.pages.row_of_work import Task
from commonweal.people.models import Person
from commonweal.ui.formats import day

#: For so long somebody who took a seat is new in it.
NEW = timedelta(days=21)
FEW = 3
CHAIRS = (Seat.Role.CHAIR, Seat.Role.CO_CHAIR)


def cascade_tasks(person: Person, initiative: Initiative, manages: bool, at: datetime) -> Iterator[Task]:
    on = rules.today(initiative, at)
    own = own_seats(person, initiative, on)
    yield from packs_to_read(initiative, own, on)
    yield from terms_to_talk_about(initiative, own, manages, on)
    if manages:
        yield from chairs_to_find(initiative, on)


def packs_to_read(initiative: Initiative, own: list[Seat], on: date) -> Iterator[Task]:
    founded = rules.today(initiative, initiative.founded_at)
    for seat in own:
        # Who founded it knows what is there: nobody was before them.
        is_founders = seat.role == Seat.Role.DATA_MANAGER and seat.since <= founded
        if on - seat.since <= NEW and not is_founders:
            yield Task(
                _("Read what is handed over with your seat"),
                _("You are new as %(role)s of %(group)s.")
                % {"role": seat.get_role_display(), "group": seat.group.name},
                reverse("governance:handover", args=[initiative.slug, seat.pk]),
                minutes=20,
            )


def terms_to_talk_about(initiative: Initiative, own: list[Seat], manages: bool, on: date) -> Iterator[Task]:
    """One's own first; for the data manager the others', one row for each as long as they are few."""
    ending = terms_ending(initiative, on)
    mine = {seat.pk for seat in own}
    for seat in ending:
        if seat.pk in mine:
            yield Task(
                _("Say whether you go on as %(role)s of %(group)s")
                % {"role": seat.get_role_display(), "group": seat.group.name},
                _("Your term ends on %(day)s.") % {"day": day(seat.until or on)},
                reverse("governance:seat", args=[initiative.slug, seat.pk]),
                due_at=end_of(seat, initiative, on),
            )
    others = [seat for seat in ending if seat.pk not in mine] if manages else []
    if len(others) > FEW:
        yield Task(
            _("Look after %(count)s terms that end soon") % {"count": len(others)},
            _("The first ends on %(day)s.") % {"day": day(others[0].until or on)},
            reverse("governance:cascade", args=[initiative.slug]) + "#ending",
            minutes=10,
            due_at=end_of(others[0], initiative, on),
        )
        return
    for seat in others:
        yield Task(
            _("Renew the seat of %(name)s, or find who follows") % {"name": seat.holder.name},
            _("The term as %(role)s of %(group)s ends on %(day)s.")
            % {"role": seat.get_role_display(), "group": seat.group.name, "day": day(seat.until or on)},
            reverse("governance:seat", args=[initiative.slug, seat.pk]),
            due_at=end_of(seat, initiative, on),
        )


def chairs_to_find(initiative: Initiative, on: date) -> Iterator[Task]:
    """Only chairs of the steering committee release figures, so that their open seat waits for the data manager."""
    committees = [then.group for then in groups_on(initiative, on) if then.group.kind == Group.Kind.STEERING]
    for vacant in vacancies_in(initiative, committees, on).values():
        longest_open = {role: [one for one in vacant if one.role == role][:1] for role in CHAIRS}
        for one in chain.from_iterable(longest_open.values()):
            yield Task(
                _("Find somebody to be %(role)s of %(group)s") % {"role": one.role_words, "group": one.group.name},
                _("The seat is open since %(day)s. You give it.") % {"day": day(one.since)},
                reverse("governance:groups", args=[initiative.slug]) + "#give",
                minutes=10,
            )


def end_of(seat: Seat, initiative: Initiative, on: date) -> datetime:
    return datetime.combine(seat.until or on, time.max, ZoneInfo(initiative.time_zone))
