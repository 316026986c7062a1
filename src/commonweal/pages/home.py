"""The member's home: what needs me now, why me, and about how long it takes. It composes what the rooms below know."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from commonweal.agenda.queries import goal_of
from commonweal.agenda.rules import may_set_goal
from commonweal.delivery.queries import sends_by_itself
from commonweal.governance import queries as governance
from commonweal.governance.models import Initiative
from commonweal.governance.models.written import written
from commonweal.measurement.models import Round, Submission
from commonweal.measurement.queries.own_rounds import OwnRound, own_rounds
from commonweal.measurement.queries.rounds import rounds_of
from commonweal.measurement.queries.story import stories_to_tell
from commonweal.pages.cascade_tasks import cascade_tasks
from commonweal.pages.deciding import decision_tasks
from commonweal.pages.erasure_tasks import erasure_tasks
from commonweal.pages.meeting_packet import packets_to_read
from commonweal.pages.member_tasks import member_tasks
from commonweal.pages.own_work import OwnRoundShown, desks_of, shown
from commonweal.pages.row_of_work import LAST, Task
from commonweal.pages.setting_up import SettingUp, setting_up
from commonweal.pages.teaching_tasks import teaching_tasks
from commonweal.people.models import Person
from commonweal.people.queries import roles_of
from commonweal.training.queries.roundtables import coming
from commonweal.ui.formats import moment

SHOWN = 5
FEW = 3
TO_READ = 3  # minutes for one partner's figures
AN_HOUR = 60  # beyond it nobody plans by minutes, and the page says what comes first instead


@never_cache
def home(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    person = cast(Person, request.user)
    visible = list(governance.initiatives_visible(person, at))
    initiatives = [initiative for initiative in visible if not initiative.narrowed_to]
    managed = governance.managed_initiatives(person, at)
    tasks: list[Task] = []
    rounds: list[OwnRoundShown] = []
    plans: list[SettingUp] = []
    for initiative in initiatives:
        with timezone.override(initiative.time_zone):
            own = own_rounds(person, initiative, at)
            rounds += [shown(one) for one in own]
            tasks += [figures_to_send(one) for one in own if one.needs_the_contact]
            tasks += tasks_in(person, initiative, initiative in managed, at)
            if initiative in managed:
                plan = setting_up(person, initiative, at)
                tasks += next_step_of_setting_up(initiative, plan)
                plans += [plan] if plan.open else []
    tasks.sort(key=lambda task: task.due_at)
    context = {
        "greeting": greeting(person, visible, at),
        "tasks": tasks[:SHOWN],
        "later": tasks[SHOWN:],
        "how_much": how_much(tasks),
        "roles": roles_of(person, at),
        "initiatives": initiatives,
        "workspaces": [initiative for initiative in visible if initiative.narrowed_to],
        "desks": desks_of(person, initiatives, managed, at),
        "rounds": rounds,
        "roundtables": [
            (one, written(one, "topic")) for initiative in initiatives for one in coming(person, initiative, at)
        ],
        "plans": plans,
        "has_password": person.has_usable_password(),
    }
    return render(request, "pages/home.html", context)


def how_much(tasks: list[Task]) -> str:
    """How many things and how long, as far as one sitting goes."""
    total, count = sum(task.minutes for task in tasks), len(tasks)
    many = ngettext("%(count)s thing needs you.", "%(count)s things need you.", count) % {"count": count}
    if total == 1:
        return f"{many} " + _("It takes about a minute.")
    if total <= AN_HOUR or count == 1:
        whole = ngettext(
            "%(count)s thing needs you, about %(minutes)s minutes.",
            "%(count)s things need you, about %(minutes)s minutes.",
            count,
        )
        return whole % {"count": count, "minutes": total}
    minutes = tasks[0].minutes
    first = ngettext("The first takes about %(minutes)s minute.", "The first takes about %(minutes)s minutes.", minutes)
    return f"{many} " + first % {"minutes": minutes}


def greeting(person: Person, initiatives: list[Initiative], at: datetime) -> str:
    zone = ZoneInfo(initiatives[0].time_zone) if initiatives else ZoneInfo("UTC")
    hour, name = at.astimezone(zone).hour, (person.name.split() or [person.email])[0]
    if hour < 12:
        return _("Good morning, %(name)s") % {"name": name}
    if hour < 18:
        return _("Good afternoon, %(name)s") % {"name": name}
    return _("Good evening, %(name)s") % {"name": name}


def tasks_in(person: Person, initiative: Initiative, manages: bool, at: datetime) -> Iterator[Task]:
    if manages:
        yield from figures_to_read(initiative)
        yield from rounds_to_tend(person, initiative, at)
        yield from mails_to_send(person, initiative, at)
        yield from erasure_tasks(person, initiative, at)
    if goal_of(person, initiative) is None and may_set_goal(person, initiative, at):
        yield Task(
            _("Write down the big goal"),
            _("Everything else follows from it."),
            reverse("agenda:goal", args=[initiative.slug]),
            minutes=5,
        )
    yield from decision_tasks(person, initiative, at)
    yield from packets_to_read(person, initiative, at)
    yield from stories_untold(person, initiative, at)
    yield from member_tasks(person, initiative, at)
    yield from cascade_tasks(person, initiative, manages, at)
    yield from teaching_tasks(person, initiative, at)


def stories_untold(person: Person, initiative: Initiative, at: datetime) -> Iterator[Task]:
    """One of the reader's own group's measures at a time: who works on it knows what stands behind the line."""
    for measure, name in stories_to_tell(person, initiative, at)[:1]:
        yield Task(
            _("Tell the story behind %(name)s") % {"name": name},
            _("Your group looks after it, and nobody has told why the line is as it is."),
            reverse("measurement:story", args=[initiative.slug, measure.code]),
            minutes=15,
        )


def figures_to_send(own: OwnRound) -> Task:
    """The page itself stands behind a button below: its link is made when it is asked for."""
    words = _("Answer the question about %(round)s") if own.page.question else _("Send the numbers for %(round)s")
    return Task(
        words % {"round": own.round.name},
        _("%(partner)s is asked, and you are its data contact.") % {"partner": own.invitation.organisation.name},
        f"#round-{own.invitation.pk}",
        due=_("due %(when)s") % {"when": moment(own.round.due_at)},
        minutes=own.page.asked.minutes,
        due_at=own.round.due_at,
    )


def figures_to_read(initiative: Initiative) -> Iterator[Task]:
    """One row for each partner, as long as they are few; otherwise one for the round, whose board shows them all."""
    waiting = initiative.submissions.filter(state=Submission.State.SUBMITTED).select_related("organisation", "round")
    by_round: dict[int | None, list[Submission]] = {}
    for submission in waiting.order_by("submitted_at"):
        by_round.setdefault(submission.round_id, []).append(submission)
    for number, submissions in by_round.items():
        if number and len(submissions) > FEW:
            yield Task(
                _("Read the numbers of %(count)s partners") % {"count": len(submissions)},
                _("They are in for the round %(name)s.") % {"name": submissions[0].round},
                reverse("measurement:round", args=[initiative.slug, number]),
                minutes=TO_READ * len(submissions),
                due_at=due_of(submissions[0]),
            )
        else:
            yield from (figures_of_one(initiative, submission) for submission in submissions)


def figures_of_one(initiative: Initiative, submission: Submission) -> Task:
    name = submission.organisation.name if submission.organisation else initiative.place_name
    return Task(
        _("Read the numbers of %(name)s") % {"name": name},
        _("They are in since %(when)s. Accept them, or ask a question.") % {"when": moment(submission.submitted_at)},
        reverse("measurement:submission", args=[initiative.slug, submission.number]),
        minutes=TO_READ,
        due_at=due_of(submission),
    )


def due_of(submission: Submission) -> datetime:
    """Figures of a round are read before it is due."""
    return submission.round.due_at if submission.round else LAST


def rounds_to_tend(person: Person, initiative: Initiative, at: datetime) -> Iterator[Task]:
    asked: Any  # a round with its two counts
    for asked in rounds_of(person, initiative, at).filter(state=Round.State.OPEN):
        words = _("Close the round %(name)s") if asked.due_at <= at else _("Look after the round %(name)s")
        why = ngettext(
            "%(here)s of %(asked)s partner is in.", "%(here)s of %(asked)s partners are in.", asked.partners_asked
        )
        yield Task(
            words % {"name": asked.name},
            why % {"here": asked.partners_in, "asked": asked.partners_asked},
            reverse("measurement:round", args=[initiative.slug, asked.pk]),
            due=_("due %(when)s") % {"when": moment(asked.due_at)},
            minutes=10,
            due_at=asked.due_at,
        )


def mails_to_send(person: Person, initiative: Initiative, at: datetime) -> Iterator[Task]:
    unsent = 0 if sends_by_itself() else governance.outbox(person, initiative, at).filter(sent_at=None).count()
    if unsent:
        words = ngettext("Send %(count)s mail by hand", "Send %(count)s mails by hand", unsent) % {"count": unsent}
        why = _("No mail server is set up: copy each link from the outbox.")
        yield Task(words, why, reverse("governance:outbox", args=[initiative.slug]), minutes=min(unsent, 30))


def next_step_of_setting_up(initiative: Initiative, plan: SettingUp) -> Iterator[Task]:
    """The first step that is still empty; the others follow once it is done. The goal is asked for beside it."""
    open_steps = [step for step in plan.open if step.key != "goal"]
    if not open_steps:
        return
    if open_steps[0].key != "release" or initiative.submissions.filter(state="accepted").exists():
        yield open_steps[0].task
