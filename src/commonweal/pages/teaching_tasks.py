"""What waits for a trainer, on the home page: the next session, and the address to pass on when 90 days have passed."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.governance.models import Initiative
from commonweal.governance.models.written import written
from commonweal.pages.row_of_work import Task
from commonweal.people.models import Person
from commonweal.training.queries.duties import questions_to_pass_on, sessions_to_teach
from commonweal.ui.formats import day, moment


def teaching_tasks(person: Person, initiative: Initiative, at: datetime) -> Iterator[Task]:
    for one in sessions_to_teach(person, initiative, at):
        series = one.session.series
        told = {"number": one.session.number, "series": written(series, "title")}
        yield Task(
            _("Read the brief before session %(number)s of “%(series)s”") % told,
            _("You teach it."),
            reverse("training:brief", args=[initiative.slug, series.number, one.session.number]),
            due=moment(one.starts_at),
            minutes=10,
            due_at=one.starts_at,
        )
    for asked in questions_to_pass_on(person, initiative, at):
        told = {"k": asked.answered, "n": asked.of}
        yield Task(
            _("Pass on the address of “%(series)s”") % {"series": written(asked.series, "title")},
            _("Its last questions are open: %(k)s of %(n)s have answered. Nobody else can reach these people.") % told,
            reverse("training:series", args=[initiative.slug, asked.series.number]),
            due=day(asked.until),
            minutes=2,
            due_at=datetime.combine(asked.until, time(), UTC),
        )
