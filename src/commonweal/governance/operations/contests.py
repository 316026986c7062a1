"""An elector says that a stake on record is none; whoever leads the group answers. Until then the stake holds."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonweal.delivery import operations as delivery
from commonweal.governance.models import Decision, StakeContest
from commonweal.governance.queries.contests import may_answer, who_answers
from commonweal.governance.queries.votes import elector_of, stakes_of
from commonweal.people.models import Person
from commonweal.trail.operations import record


@transaction.atomic
def contest_stake(*, by: Any, decision: Decision, why: str, at: datetime) -> StakeContest:
    """Once for a decision, while its vote is open. It changes nothing until somebody else has answered."""
    decision = _open_now(decision, at)
    elector = elector_of(by, decision)
    if elector is None:
        raise PermissionDenied
    if elector.is_struck:
        raise ValidationError(_("You stepped aside on this decision, so you do not vote on it."))
    if StakeContest.objects.filter(decision=decision, person=elector.person).exists():
        raise ValidationError(_("You have said so before. One answer settles it."))
    stakes = stakes_of(elector.person, decision, at)
    if not stakes:
        raise ValidationError(_("Nothing on record keeps you from this vote."))
    if not why.strip():
        raise ValidationError({"why": _("Say in a sentence why this does not touch you.")})
    made = StakeContest.objects.create(
        decision=decision,
        person=elector.person,
        stakes=[list(pair) for pair in dict.fromkeys(stake.pair for stake in stakes)],
        why=" ".join(why.split())[:400],
        said_at=at,
    )
    _record(by, "governance.contest_stake", made, at)
    for reader in who_answers(made, at):
        with override(reader.language):
            lines = [
                _("%(name)s says that an interest on record does not touch decision %(number)s: %(why)s")
                % {"name": made.person.name, "number": decision.number, "why": made.why},
                _("Answer before the vote closes. Until then the interest holds:"),
            ]
            subject = _("Does this interest touch decision %(number)s?") % {"number": decision.number}
        _tell(by, reader, made, (subject, lines), at)
    return made


@transaction.atomic
def answer_contest(*, by: Any, contest: StakeContest, is_none: bool, answer: str, at: datetime) -> StakeContest:
    """`is_none` lets them vote. Nobody answers what they contested themselves."""
    if not may_answer(by, contest, at):
        raise PermissionDenied
    decision = _open_now(contest.decision, at)
    held = StakeContest.objects.select_for_update(of=("self",)).select_related("person").get(pk=contest.pk)
    if held.answered_at is not None:
        raise ValidationError(_("Somebody has answered this already. Open the decision again to read it."))
    if not answer.strip():
        raise ValidationError({"answer": _("Say in a sentence why. It stands beside the decision.")})
    held.decision, held.is_none, held.answer = decision, is_none, " ".join(answer.split())[:400]
    held.answered_at, held.answered_by = at, getattr(by, "actor_id", None)
    held.save(update_fields=["is_none", "answer", "answered_at", "answered_by"])
    _record(by, "governance.answer_contest", held, at)
    reader = held.person
    with override(reader.language):
        first = (
            _("You may vote on decision %(number)s.") if is_none else _("The interest holds on decision %(number)s.")
        )
        told = first % {"number": decision.number}
        _tell(by, reader, held, (told, [told, held.answer]), at)
    return held


def _open_now(decision: Decision, at: datetime) -> Decision:
    """Held from here on, so that no close comes between."""
    held = Decision.objects.select_for_update(of=("self",)).select_related("initiative", "group").get(pk=decision.pk)
    if not held.is_open or (held.closes_at is not None and held.closes_at <= at):
        raise ValidationError(_("The vote is closed. What was cast before stays as it is."))
    return held


def _tell(by: Any, reader: Person, contest: StakeContest, words: tuple[str, Sequence[str]], at: datetime) -> None:
    decision = contest.decision
    if not reader.email or not reader.is_active:
        return
    page = reverse("governance:decision", args=[decision.initiative.slug, decision.number])
    link = f"{settings.COMMONWEAL_URL}{page}"
    with override(reader.language):
        hello = _("Hello %(name)s,") % {"name": reader.name}
    delivery.send_if_wanted(
        by=by,
        kind="tasks",
        to=reader.email,
        subject=words[0],
        text="\n\n".join([hello, *words[1], link]),
        cause=f"governance.contest {contest.pk}",
        at=at,
        language=reader.language,
        initiative=decision.initiative_id,
        link=link,
    )


def _record(by: Any, verb: str, contest: StakeContest, at: datetime) -> None:
    details = {"number": contest.decision.number}
    record(by=by, verb=verb, subject=contest, at=at, initiative=contest.decision.initiative_id, details=details)
