"""What waits for a member: promises, interests, conflicts without an answer, ties that nobody has looked at."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.commitments.queries import Promise, own, promises
from commonweal.governance.models import Initiative
from commonweal.governance.models.written import written
from commonweal.governance.queries.conflicts import conflicts, may_answer
from commonweal.governance.queries.interests import due_for_review
from commonweal.governance.rules import may_answer_conflicts
from commonweal.instruments.queries.asking import open_invitations
from commonweal.instruments.queries.ties import not_looked_at
from commonweal.instruments.wording import SHORT as MODES
from commonweal.pages.row_of_work import Task
from commonweal.people.models import Person
from commonweal.ui.formats import day

#: A promise that is due later waits on its own page and not at home.
SOON = timedelta(days=14)


def member_tasks(person: Person, initiative: Initiative, at: datetime) -> Iterator[Task]:
    yield from surveys_to_answer(person, initiative, at)
    yield from promises_to_answer(person, initiative, at)
    yield from interests_to_review(person, initiative, at)
    yield from conflicts_to_answer(person, initiative, at)
    yield from ties_to_look_at(person, initiative, at)


def surveys_to_answer(person: Person, initiative: Initiative, at: datetime) -> Iterator[Task]:
    """What the reader was asked and has not answered."""
    for invitation in open_invitations(person, initiative, at):
        survey, on = invitation.survey, invitation.survey.closes_on
        why = _("You answer for %(organization)s.") % {"organization": invitation.organisation}
        yield Task(
            _("Give your answers: %(title)s") % {"title": written(survey, "title")},
            why if invitation.organisation else str(MODES[survey.mode]),
            reverse("instruments:answer_own", args=[initiative.slug, invitation.pk]),
            due=_("until %(when)s") % {"when": day(on)},
            minutes=survey.version.content.get("minutes") or 5,
            due_at=datetime.combine(on, time.max, ZoneInfo(initiative.time_zone)),
        )


def promises_to_answer(person: Person, initiative: Initiative, at: datetime) -> Iterator[Task]:
    for promise in own(person, initiative, promises(person, initiative, at), at):
        due = end_of(promise, initiative)
        if due - at <= SOON:
            words = _("Say what became of: %(text)s") if promise.is_over else _("Keep your promise: %(text)s")
            yield Task(
                words % {"text": promise.commitment.text},
                _("You promised it to %(receiver)s.") % {"receiver": promise.commitment.receiver},
                reverse("commitments:promise", args=[initiative.slug, promise.commitment.pk]),
                due=_("due %(when)s") % {"when": day(promise.commitment.due_on)},
                minutes=2,
                due_at=due,
            )


def end_of(promise: Promise, initiative: Initiative) -> datetime:
    return datetime.combine(promise.commitment.due_on, time.max, ZoneInfo(initiative.time_zone))


def interests_to_review(person: Person, initiative: Initiative, at: datetime) -> Iterator[Task]:
    if due := due_for_review(person, initiative, at):
        words = ngettext("Look again at %(count)s interest", "Look again at %(count)s interests", due)
        yield Task(
            words % {"count": due},
            _("Somebody declared them a year ago. Are they still so?"),
            reverse("governance:interests", args=[initiative.slug]),
            minutes=2,
        )


def conflicts_to_answer(person: Person, initiative: Initiative, at: datetime) -> Iterator[Task]:
    if not may_answer_conflicts(person, initiative, at):
        return
    found = conflicts(person, initiative, at)
    open_ones = [one for one in found if one.is_open and may_answer(person, one, initiative, at)]
    if open_ones:
        words = ngettext("Answer %(count)s conflict of roles", "Answer %(count)s conflicts of roles", len(open_ones))
        yield Task(
            words % {"count": len(open_ones)},
            _("The records show it. Say how you live with it."),
            reverse("governance:interests", args=[initiative.slug]),
            minutes=10,
        )


def ties_to_look_at(person: Person, initiative: Initiative, at: datetime) -> Iterator[Task]:
    for organisation in not_looked_at(person, initiative, at):
        yield Task(
            _("Look at the ties of %(name)s") % {"name": organisation.name},
            _("Nobody of yours has for six months. Change only what has changed."),
            reverse("instruments:own_network", args=[initiative.slug, organisation.code]),
            minutes=5,
        )
