"""A series of the trainer's with a session in each phase, a poll and a roundtable in each state."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from commonweal.governance.models import Initiative
from commonweal.people.models import Person
from commonweal.training.forms.polls import familiarity
from commonweal.training.operations import (
    SeriesDraft,
    When,
    close_poll,
    draft_poll,
    end_session,
    open_poll,
    open_roll,
    open_series,
)
from commonweal.training.operations.resources import ResourceDraft, add_resource
from tests.training import roundtable_world as evenings


def courses(initiative: Initiative, people: Mapping[str, Person], at: datetime) -> dict[str, Any]:
    """The first session is over, the second runs, the third is to come."""
    days = [at + timedelta(weeks=week) for week in range(3)]
    draft = SeriesDraft("three-weeks", [When(day, day + timedelta(hours=3)) for day in days], "Working as one")
    series = open_series(by=people["trainer"], initiative=initiative, series=draft, at=at)
    over, runs, to_come = series.sessions.all()
    for session in (over, runs):
        open_roll(by=people["trainer"], session=session, at=at)
    end_session(by=people["trainer"], session=over, at=at)
    polls = [draft_poll(by=people["trainer"], initiative=initiative, poll=familiarity(), at=at) for _state in range(3)]
    for poll in polls[1:]:
        open_poll(by=people["trainer"], poll=poll, at=at)
    close_poll(by=people["trainer"], poll=polls[2], at=at)
    return {
        **dict(zip(("draft_poll", "open_poll", "closed_poll"), (poll.number for poll in polls), strict=True)),
        "planned_table": evenings.announced(initiative, None, at, 35).number,
        "running_table": evenings.running(initiative, at, 34).number,
        "over_table": evenings.over(initiative, at, 33).number,
        "series": series.number,
        "resource": add_resource(
            by=people["trainer"], initiative=initiative, resource=ResourceDraft("other", "Elm"), at=at
        ).pk,
        "over": over.number,
        "runs": runs.number,
        "to_come": to_come.number,
        "quiz": runs.assessments.get(phase="quiz").pk,
        "last_test": to_come.assessments.get(phase="post").pk,
    }
