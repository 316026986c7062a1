"""What a link, a room's code or somebody's own page opens: a survey that can be answered there, or why it cannot."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import F, Q, QuerySet

from commonweal.engines.questionnaires import Instrument
from commonweal.governance import rules as seats
from commonweal.governance.models import Initiative
from commonweal.instruments.models import Invitation, Sheet, Slip, Survey
from commonweal.lib.slip_codes import typed_slip_code
from commonweal.lib.tokens import hash_token

#: So long a phone that was still filling in is told that its room is closed.
SAYS_CLOSED = timedelta(days=1)
UNKNOWN, CLOSED, ANSWERED, VOID = "unknown", "closed", "answered", "void"


class NotAskedError(Exception):
    """Nothing to answer here; `why` is unknown, closed, answered or void; `survey` is there in all but the first."""

    def __init__(self, why: str, survey: Survey | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.survey = survey


@dataclass(frozen=True)
class Asking:
    """A survey before somebody who answers; without an invitation in a room and where a paper sheet is typed in."""

    survey: Survey
    invitation: Invitation | None = None
    #: The key of the slip by which somebody came.
    slip: int | None = None

    @cached_property
    def instrument(self) -> Instrument:
        return self.survey.questions

    @property
    def is_named(self) -> bool:
        return self.survey.mode == Survey.Mode.NAMED

    @property
    def makes_code(self) -> bool:
        return self.survey.mode == Survey.Mode.PSEUDONYMOUS


def by_link(token: str, at: datetime) -> Asking:
    """Raises NotAskedError."""
    return _asking(_invitations().filter(links__token_hash=hash_token(token)).first(), at)


def own(reader: Any, number: int, at: datetime) -> Asking:
    """The reader's own invitation; raises NotAskedError."""
    key = getattr(reader, "pk", None) or 0
    return _asking(_invitations().filter(person=key, pk=number).first(), at)


def in_room(code: str, at: datetime) -> Asking:
    """Raises NotAskedError. The code of a room that was closed may open another one later, which comes first."""
    if slip := typed_slip_code(code):
        return by_slip(slip, at)
    just_now = Q(closed_at=None) | Q(closed_at__gte=at - SAYS_CLOSED)
    found = _surveys().filter(just_now, room_code=code).order_by(F("closed_at").desc(nulls_first=True))
    survey = found.first() if code else None
    if survey is None:
        raise NotAskedError(UNKNOWN)
    _must_be_open(survey, at)
    return Asking(survey)


def by_slip(code: str, at: datetime) -> Asking:
    """Raises NotAskedError. Whether the slip has served is not told here: whoever printed it could look it up."""
    slip = Slip.objects.filter(code_hash=hash_token(code)).first()
    survey = _surveys().filter(pk=slip.survey_id).first() if slip else None
    if slip is None or survey is None:
        raise NotAskedError(UNKNOWN)
    _must_be_open(survey, at)
    if slip.is_void:
        raise NotAskedError(VOID, survey)
    return Asking(survey, slip=slip.pk)


def open_invitations(reader: Any, initiative: Initiative, at: datetime) -> list[Invitation]:
    """What waits for the reader's answers."""
    on = seats.today(initiative, at)
    waiting = _invitations().filter(person=getattr(reader, "pk", None) or 0, has_answered=False)
    return list(waiting.filter(survey__initiative=initiative, survey__closed_at=None, survey__closes_on__gte=on))


def draft_of(asking: Asking) -> dict[str, Any]:
    """What was typed and not sent: kept on the server only where names stand with answers."""
    if asking.invitation is None or not asking.is_named:
        return {}
    sheet = Sheet.objects.filter(invitation=asking.invitation, state=Sheet.State.DRAFT).first()
    return sheet.answers if sheet else {}


def is_open(survey: Survey, at: datetime) -> bool:
    return survey.closed_at is None and seats.today(survey.initiative, at) <= survey.closes_on


def _asking(invitation: Invitation | None, at: datetime) -> Asking:
    if invitation is None:
        raise NotAskedError(UNKNOWN)
    if invitation.has_answered:
        raise NotAskedError(ANSWERED, invitation.survey)
    _must_be_open(invitation.survey, at)
    return Asking(invitation.survey, invitation)


def _must_be_open(survey: Survey, at: datetime) -> None:
    if not is_open(survey, at):
        raise NotAskedError(CLOSED, survey)


def _surveys() -> QuerySet[Survey]:
    return Survey.objects.select_related("initiative", "version__instrument", "group", "about", "about_person")


def _invitations() -> QuerySet[Invitation]:
    return Invitation.objects.select_related(
        "survey__initiative",
        "survey__version__instrument",
        "survey__group",
        "survey__about",
        "survey__about_person",
        "organisation",
        "person",
    )
