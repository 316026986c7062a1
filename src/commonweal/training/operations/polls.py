"""Ask a room one question: draft it, open it, show what came, and close it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.governance.models import Initiative
from commonweal.lib.room_codes import free_code
from commonweal.trail.operations import record
from commonweal.training import rules
from commonweal.training.models import Poll, Session

FEWEST_OPTIONS, MOST_OPTIONS = 2, 8


@dataclass(frozen=True)
class PollDraft:
    """`options` are {"id", "en", "es"} in their order. `kind` begins the key: where the question came from."""

    question_en: str
    options: Sequence[Mapping[str, str]]
    question_es: str = ""
    kind: str = "own"
    session: Session | None = None


@transaction.atomic
def draft_poll(*, by: Any, initiative: Initiative, poll: PollDraft, at: datetime) -> Poll:
    """It takes votes once it is opened; raises ValidationError."""
    _only_who_teaches(by, initiative, at)
    if not FEWEST_OPTIONS <= len(poll.options) <= MOST_OPTIONS:
        raise ValidationError({"options_en": _("Give two to eight answers, one on each line.")})
    if len({option["id"] for option in poll.options}) < len(poll.options):
        raise ValidationError({"options_en": _("Two answers are the same.")})
    if poll.session is not None and poll.session.series.initiative_id != initiative.pk:
        raise ValidationError({"session": _("This session belongs to another initiative.")})
    number = _next_number(initiative)
    made = Poll.objects.create(
        initiative=initiative, session=poll.session, number=number, question_en=poll.question_en,
        question_es=poll.question_es, options=[dict(option) for option in poll.options], key=f"{poll.kind}-{number}",
        made_at=at, made_by=getattr(by, "actor_id", None),
    )  # fmt: skip
    record(by=by, verb="training.draft_poll", subject=made, at=at, initiative=initiative.pk)
    return made


@transaction.atomic
def ask_again(*, by: Any, poll: Poll, at: datetime) -> Poll:
    """The same question afterwards, in the same words, so that both can be set side by side."""
    _only_who_teaches(by, poll.initiative, at)
    number = _next_number(poll.initiative)
    held = Poll.objects.select_for_update().get(pk=poll.pk)
    if held.state != Poll.State.CLOSED:
        raise ValidationError(_("Close this poll first. Then ask the same question again."))
    if held.phase != Poll.Phase.ONCE:
        raise ValidationError(_("This question has its poll before and its poll after."))
    held.phase = Poll.Phase.BEFORE
    held.save(update_fields=["phase"])
    after = Poll.objects.create(
        initiative=held.initiative, session=_session_then(held, at), number=number, question_en=held.question_en,
        question_es=held.question_es, options=held.options, key=held.key, phase=Poll.Phase.AFTER,
        made_at=at, made_by=getattr(by, "actor_id", None),
    )  # fmt: skip
    record(by=by, verb="training.ask_again", subject=after, at=at, initiative=held.initiative_id)
    return after


def _session_then(poll: Poll, at: datetime) -> Session | None:
    """Asked again weeks later, it belongs to the session of its series that was opened last."""
    if poll.session is None:
        return None
    opened = Session.objects.filter(series=poll.session.series_id, roll_opened_at__lte=at)
    return opened.order_by("number").last() or poll.session


@transaction.atomic
def open_poll(*, by: Any, poll: Poll, at: datetime) -> Poll:
    """Phones vote from now on. A poll that is open stays open under its code."""
    held = _held(by, poll, at)
    if held.state == Poll.State.CLOSED:
        raise ValidationError(_("This poll is closed. Ask the question again in a new one."))
    if held.state == Poll.State.DRAFT:
        held.state, held.opened_at, held.room_code = Poll.State.OPEN, at, free_code(_is_taken)
        held.save(update_fields=["state", "opened_at", "room_code"])
        record(by=by, verb="training.open_poll", subject=held, at=at, initiative=held.initiative_id)
    return held


@transaction.atomic
def show_results(*, by: Any, poll: Poll, at: datetime) -> Poll:
    """On the wall and on phones. Until then only the number of votes stands there: nobody follows the others."""
    held = _held(by, poll, at)
    if held.state == Poll.State.DRAFT:
        raise ValidationError(_("Open the poll first."))
    if not held.shows_results:
        held.shows_results = True
        held.save(update_fields=["shows_results"])
        record(by=by, verb="training.show_results", subject=held, at=at, initiative=held.initiative_id)
    return held


@transaction.atomic
def hide_results(*, by: Any, poll: Poll, at: datetime) -> Poll:
    """The wall and the phones are back to the number of votes, as if nothing had been shown."""
    held = _held(by, poll, at)
    if held.shows_results:
        held.shows_results = False
        held.save(update_fields=["shows_results"])
        record(by=by, verb="training.hide_results", subject=held, at=at, initiative=held.initiative_id)
    return held


@transaction.atomic
def close_poll(*, by: Any, poll: Poll, at: datetime) -> Poll:
    """No vote comes in any more, and none changes."""
    held = _held(by, poll, at)
    if held.state == Poll.State.DRAFT:
        raise ValidationError(_("Open the poll first."))
    if held.state == Poll.State.OPEN:
        held.state, held.closed_at = Poll.State.CLOSED, at
        held.save(update_fields=["state", "closed_at"])
        record(by=by, verb="training.close_poll", subject=held, at=at, initiative=held.initiative_id)
    return held


def _only_who_teaches(by: Any, initiative: Initiative, at: datetime) -> None:
    if by is not None and not rules.may_teach(by, initiative, at):
        raise PermissionDenied


def _held(by: Any, poll: Poll, at: datetime) -> Poll:
    _only_who_teaches(by, poll.initiative, at)
    return Poll.objects.select_for_update().get(pk=poll.pk)


def _next_number(initiative: Initiative) -> int:
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    last = Poll.objects.filter(initiative=initiative).first()
    return (last.number if last else 0) + 1


def _is_taken(code: str) -> bool:
    return Poll.objects.filter(room_code=code).exists()
