"""Who asked to be erased, for the data manager's home: it waits for nothing else."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.governance.models import Initiative
from commonweal.governance.queries.people import asked_to_be_erased
from commonweal.pages.row_of_work import Task
from commonweal.people.models import Person


def erasure_tasks(person: Person, initiative: Initiative, at: datetime) -> Iterator[Task]:
    for one in asked_to_be_erased(person, initiative, at):
        yield Task(
            _("Erase %(name)s, who asked for it") % {"name": one},
            _("Nobody should wait long for this."),
            reverse("governance:person", args=[initiative.slug, one.pk]),
            minutes=5,
        )
