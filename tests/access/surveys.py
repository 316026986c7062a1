"""Surveys of the steering committee, in every phase."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from commonweal.governance.models import Group, Initiative
from commonweal.instruments.operations import SurveyDraft, close_survey, open_survey, send_answers
from commonweal.instruments.queries.asking import Asking
from commonweal.people.models import Person


def surveys(initiative: Initiative, steering: Group, people: Mapping[str, Person], at: datetime) -> dict[str, Any]:
    """With names, since the committee is too small for an anonymous one."""

    def opened() -> Any:
        draft = SurveyDraft("readiness", "named", (at + timedelta(days=7)).date(), group=steering)
        return open_survey(by=people["chair"], initiative=initiative, survey=draft, at=at)

    running = opened()
    closed = close_survey(by=people["chair"], survey=opened(), at=at)
    pulse = SurveyDraft("meeting-pulse", "anonymous", (at + timedelta(days=7)).date(), group=steering, in_room=True)
    in_room = open_survey(by=people["chair"], initiative=initiative, survey=pulse, at=at)
    slips = SurveyDraft(
        "meeting-pulse", "anonymous", (at + timedelta(days=7)).date(), group=steering, in_room=True, by_slips=True
    )
    by_slips = open_survey(by=people["chair"], initiative=initiative, survey=slips, at=at)
    five = open_survey(by=people["chair"], initiative=initiative, survey=pulse, at=at)
    for number in range(5):
        said = {Asking(five).instrument.in_order[0].id: 3}
        send_answers(by=None, asking=Asking(five), answers=said, once=f"phone {number}", at=at)
    close_survey(by=people["chair"], survey=five, at=at)
    answered = opened()
    asking = Asking(answered, answered.invitations.get(person=people["resident"]))
    send_answers(by=None, asking=asking, answers={asking.instrument.in_order[0].id: 3}, at=at)
    close_survey(by=people["chair"], survey=answered, at=at)
    asked = running.invitations.get(person=people["resident"])
    return {
        "survey": running.pk,
        "closed_survey": closed.pk,
        "answered_survey": answered.pk,
        "survey_invitation": asked.pk,
        "room": in_room.pk,
        "slip_room": by_slips.pk,
        "room_of_five": five.pk,
    }
