"""What can be done to interests: declare, change, look at again, end; and answer a conflict that the records show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.governance import rules
from commonweal.governance.models import Decision, Group, Initiative
from commonweal.governance.models.interests import (
    ConflictAnswer,
    ConflictWord,
    Interest,
    InterestReview,
    InterestSubject,
)
from commonweal.governance.queries.conflicts import Conflict, on_record
from commonweal.people.models import Organisation, Person
from commonweal.trail.operations import record

#: Nobody remembers what they declared longer ago.
LONGEST_REVIEW = timedelta(days=366)


@dataclass(frozen=True)
class InterestDraft:
    """`subjects` are pairs of kind and key; `review_on` empty is a year from now."""

    kind: str
    public_en: str
    public_es: str = ""
    private: str = ""
    amount: str = ""
    subjects: Sequence[tuple[str, str]] = ()
    review_on: date | None = None


@transaction.atomic
def declare_interest(
    *,
    by: Any,
    initiative: Initiative,
    holder: Person | Organisation,
    interest: InterestDraft,
    at: datetime,
    replaces: Interest | None = None,
) -> Interest:
    """Put an interest on the register, from today; one that it replaces ends the day before."""
    today = rules.today(initiative, at)
    if not rules.may_declare(by, initiative, holder, today):
        raise PermissionDenied
    review_on = interest.review_on or today + LONGEST_REVIEW
    check_interest(interest, review_on, today)
    if replaces is not None:
        if replaces.holder != holder or replaces.initiative_id != initiative.pk:
            raise PermissionDenied
        _close(replaces, today - timedelta(days=1))
    held = {"person": holder} if isinstance(holder, Person) else {"organisation": holder}
    made = Interest.objects.create(
        initiative=initiative,
        **held,
        kind=interest.kind,
        public_en=interest.public_en.strip(),
        public_es=interest.public_es.strip(),
        private=interest.private.strip(),
        amount=interest.amount,
        since=today,
        review_on=review_on,
        declared_at=at,
        declared_by=getattr(by, "actor_id", None),
        replaces=replaces,
    )
    InterestSubject.objects.bulk_create(
        InterestSubject(interest=made, kind=kind, key=key) for kind, key in dict.fromkeys(interest.subjects)
    )
    record(by=by, verb="governance.declare_interest", subject=made, at=at, initiative=initiative.pk)
    return made


def check_interest(interest: InterestDraft, review_on: date, today: date) -> None:
    problems = {}
    if interest.kind not in Interest.Kind.values:
        problems["kind"] = _("“%(kind)s” is not a kind of interest.") % {"kind": interest.kind}
    if interest.amount not in Interest.Band.values:
        problems["amount"] = _("“%(amount)s” is not one of the amounts.") % {"amount": interest.amount}
    if not interest.public_en.strip():
        problems["public_en"] = _("Say in one sentence what members should know.")
    if not today < review_on <= today + LONGEST_REVIEW:
        problems["review_on"] = _("Choose a day within the next twelve months.")
    if problems:
        raise ValidationError(problems)


@transaction.atomic
def end_interest(*, by: Any, interest: Interest, at: datetime) -> Interest:
    """It holds no longer: today is its last day. That it was declared stays on the register's past days."""
    today = rules.today(interest.initiative, at)
    if not rules.may_declare(by, interest.initiative, interest.holder, today):
        raise PermissionDenied
    _close(interest, today)
    record(by=by, verb="governance.end_interest", subject=interest, at=at, initiative=interest.initiative_id)
    return interest


def _close(interest: Interest, until: date) -> None:
    if interest.until is not None:
        raise ValidationError(_("This interest has ended already. Open the register again to see what holds."))
    interest.until = until
    interest.save(update_fields=["until"])


@transaction.atomic
def review_interest(*, by: Any, interest: Interest, at: datetime) -> InterestReview:
    """Looked at again, and still so; the next look is in a year."""
    today = rules.today(interest.initiative, at)
    if interest.until is not None or not rules.may_declare(by, interest.initiative, interest.holder, today):
        raise PermissionDenied
    interest.review_on = today + LONGEST_REVIEW
    interest.save(update_fields=["review_on"])
    review = InterestReview.objects.create(
        interest=interest, reviewed_on=today, next_on=interest.review_on, reviewed_by=getattr(by, "actor_id", None)
    )
    record(by=by, verb="governance.review_interest", subject=interest, at=at, initiative=interest.initiative_id)
    return review


@transaction.atomic
def say_about_conflict(
    *, by: Any, initiative: Initiative, conflict: tuple[str, str], words: str, at: datetime
) -> ConflictWord:
    """Whom a conflict names says that it is not so, or no longer; those who answer are asked again. It stays found."""
    found = _found(initiative, conflict, rules.today(initiative, at))
    if found is None or not found.names(by):
        raise PermissionDenied
    if not words.strip():
        raise ValidationError({"words": _("Say in a sentence what is not so.")})
    kind, key = conflict
    said = " ".join(words.split())[:400]
    made = ConflictWord.objects.create(initiative=initiative, kind=kind, key=key, person=by, words=said, said_at=at)
    record(by=by, verb="governance.say_about_conflict", subject=made, at=at, initiative=initiative.pk)
    return made


@transaction.atomic
def answer_conflict(
    *, by: Any, initiative: Initiative, conflict: tuple[str, str], answer: str, review_on: date, at: datetime
) -> ConflictAnswer:
    """Put on file how the initiative lives with a conflict, or what it will do; a new answer replaces the old one."""
    today = rules.today(initiative, at)
    if not rules.may_answer_conflicts(by, initiative, at) or _is_named_in(by, initiative, conflict, today):
        raise PermissionDenied
    if not answer.strip():
        raise ValidationError({"answer": _("Say what you do about it, or why it may stay so.")})
    if not today < review_on <= today + LONGEST_REVIEW:
        raise ValidationError({"review_on": _("Choose a day within the next twelve months.")})
    made = _put_on_file(initiative, conflict, answer.strip(), review_on=review_on, at=at, by=by)
    record(by=by, verb="governance.answer_conflict", subject=made, at=at, initiative=initiative.pk)
    return made


@transaction.atomic
def answer_by_decision(*, by: None, decision: Decision, conflict: tuple[str, str], at: datetime) -> ConflictAnswer:
    """The steering committee decided how the initiative lives with it: where nobody else may answer, or at any time."""
    if by is not None or decision.group.kind != Group.Kind.STEERING:
        raise PermissionDenied
    initiative = decision.initiative
    words = _("Decision %(number)s of the %(group)s: %(question)s")
    answer = words % {"number": decision.number, "group": decision.group.name, "question": decision.question}
    made = _put_on_file(
        initiative, conflict, answer, review_on=rules.today(initiative, at) + LONGEST_REVIEW, at=at, by=by
    )
    record(by=by, verb="governance.answer_by_decision", subject=made, at=at, initiative=initiative.pk)
    return made


def _put_on_file(
    initiative: Initiative, conflict: tuple[str, str], answer: str, *, review_on: date, at: datetime, by: Any
) -> ConflictAnswer:
    """A new answer takes the place of the one before, which is kept."""
    kind, key = conflict
    ConflictAnswer.objects.filter(initiative=initiative, kind=kind, key=key, replaced_at=None).update(replaced_at=at)
    return ConflictAnswer.objects.create(
        initiative=initiative,
        kind=kind,
        key=key,
        answer=answer,
        review_on=review_on,
        answered_at=at,
        answered_by=getattr(by, "actor_id", None),
    )


def _is_named_in(by: Any, initiative: Initiative, conflict: tuple[str, str], on: date) -> bool:
    """Nobody answers for their own conflict."""
    found = _found(initiative, conflict, on)
    return found is not None and found.names(by)


def _found(initiative: Initiative, conflict: tuple[str, str], on: date) -> Conflict | None:
    return next((one for one in on_record(initiative, on) if one.pair == conflict), None)
