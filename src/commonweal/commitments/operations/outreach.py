"""An ask is opened with its talking points; people are asked; what they answer is written down."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.commitments import rules
from commonweal.commitments.models import Approach, Ask, Response
from commonweal.commitments.queries.outreach import audiences
from commonweal.governance import rules as seats
from commonweal.governance.models import Group, Initiative
from commonweal.people.models import Organisation, Person
from commonweal.trail.operations import record

MOST_REACHED = 1_000_000


@dataclass(frozen=True)
class AskDraft:
    """`points` are talking points, one in each line."""

    words: str
    points: str = ""
    group: Group | None = None
    until: date | None = None


@dataclass(frozen=True)
class ApproachDraft:
    """`to` is a record, or words where none stands for them; `among` is the key of a group of residents."""

    to: Person | Organisation | str
    asked_on: date
    among: str = ""
    reached: int = 1


@dataclass(frozen=True)
class ResponseDraft:
    answer: str
    people: int = 1
    words: str = ""
    ask_again_on: date | None = None


@transaction.atomic
def open_ask(*, by: Any, initiative: Initiative, ask: AskDraft, at: datetime) -> Ask:
    today = seats.today(initiative, at)
    if not rules.may_offer(by, initiative, today):
        raise PermissionDenied
    problems = {}
    if not ask.words.strip():
        problems["words"] = _("Write what you ask, in one sentence that begins with a verb.")
    if ask.until is not None and ask.until < today:
        problems["until"] = _("Choose today or a later day.")
    if ask.group is not None and ask.group.initiative_id != initiative.pk:
        problems["group"] = _("This group belongs to another initiative.")
    if problems:
        raise ValidationError(problems)
    made = Ask.objects.create(
        initiative=initiative, words=ask.words.strip()[:200], points=ask.points.strip()[:1500], group=ask.group,
        since=today, until=ask.until, made_at=at, made_by=getattr(by, "actor_id", None),
    )  # fmt: skip
    record(by=by, verb="commitments.open_ask", subject=made, at=at, initiative=initiative.pk)
    return made


@transaction.atomic
def note_approach(*, by: Any, ask: Ask, approach: ApproachDraft, at: datetime) -> Approach:
    """Who has a seat writes down whom they asked; it is theirs to say what came back."""
    initiative, today = ask.initiative, seats.today(ask.initiative, at)
    if by is not None and not rules.may_read(by, initiative, today):
        raise PermissionDenied
    problems = {}
    if isinstance(approach.to, str) and not approach.to.strip():
        problems["to"] = _("Choose whom you asked, or say it in words below.")
    if approach.asked_on > today:
        problems["asked_on"] = _("That day has not come yet.")
    if not 1 <= approach.reached <= MOST_REACHED:
        problems["reached"] = _("Write how many people heard it, 1 or more.")
    if approach.among and approach.among not in audiences(initiative):
        problems["among"] = _("That group is not here any more. Choose again.")
    if ask.until is not None and ask.until < today:
        problems["asked_on"] = _("This ask is over. Open a new one.")
    if problems:
        raise ValidationError(problems)
    made = Approach.objects.create(
        ask=ask,
        asker=by if isinstance(by, Person) else None,
        **_to(approach.to),
        among=approach.among,
        reached=approach.reached,
        asked_on=approach.asked_on,
        recorded_at=at,
        recorded_by=getattr(by, "actor_id", None),
    )
    record(by=by, verb="commitments.note_approach", subject=made, at=at, initiative=initiative.pk)
    return made


def _to(who: Person | Organisation | str) -> dict[str, Any]:
    if isinstance(who, Person):
        return {"to_person": who}
    if isinstance(who, Organisation):
        return {"to_organisation": who}
    return {"to_words": who.strip()[:200]}


@transaction.atomic
def note_response(*, by: Any, approach: Approach, response: ResponseDraft, at: datetime) -> Response:
    """A further answer takes the place of the one before, which is kept."""
    initiative = approach.ask.initiative
    if not rules.may_say_what_came_back(by, approach, seats.today(initiative, at)):
        raise PermissionDenied
    problems = {}
    if response.answer not in Response.Answer.values:
        problems["answer"] = _("Choose one of the answers.")
    if not 1 <= response.people <= approach.reached:
        problems["people"] = _("No more people can answer than heard it: %(reached)s.") % {"reached": approach.reached}
    if problems:
        raise ValidationError(problems)
    made = Response.objects.create(
        approach=approach, answer=response.answer, people=response.people, words=response.words.strip()[:300],
        ask_again_on=response.ask_again_on, said_at=at, said_by=getattr(by, "actor_id", None),
    )  # fmt: skip
    record(by=by, verb="commitments.note_response", subject=made, at=at, initiative=initiative.pk)
    return made
