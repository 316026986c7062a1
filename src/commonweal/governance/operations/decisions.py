"""Closing a vote, saying what follows, and looking again at what was decided."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.engines.voting.counting import Rule, count
from commonweal.engines.voting.results import GRADIENTS, SCORE, Result
from commonweal.engines.voting.words import Roll
from commonweal.governance import about
from commonweal.governance.decision_drafts import Reasons
from commonweal.governance.models import Ballot, Decision, Elector, Recusal, Reopening
from commonweal.governance.operations.decision_mails import tell_the_chairs
from commonweal.governance.operations.last_words import ask_residents
from commonweal.governance.operations.proposals import edit_proposal, open_vote, propose, withdraw
from commonweal.governance.operations.votes import VoteDraft, cast_vote, step_aside, withdraw_vote
from commonweal.governance.queries.decision_results import frozen
from commonweal.governance.queries.votes import counting_ballots, leads, stakes_in, standing_of
from commonweal.trail.operations import record
from commonweal.ui.formats import moment

__all__ = [
    "VoteDraft",
    "cast_vote",
    "close_due_votes",
    "close_vote",
    "conclude",
    "edit_proposal",
    "open_vote",
    "propose",
    "reopen",
    "say_it_stands",
    "step_aside",
    "withdraw",
    "withdraw_vote",
]

Outcome = Decision.Outcome


@transaction.atomic
def close_vote(*, by: Any, decision: Decision, at: datetime, reasons: Reasons | None = None) -> Decision:
    """Count by the rule that was fixed before, freeze the result, and tell what it was about."""
    decision = _held(decision)
    is_due = decision.closes_at is not None and decision.closes_at <= at
    if not (leads(by, decision, at) and (by is not None or is_due)):
        raise PermissionDenied
    if not decision.is_open:
        raise ValidationError(_("This vote is not open."))
    _must_be_over(decision, at)
    electors = list(decision.electors.select_related("person"))
    _settle_stakes(electors, decision, at)
    roll = [elector for elector in electors if not elector.is_struck]
    cast = counting_ballots(decision, roll)
    found = _counted(decision, cast)
    struck = [elector for elector in electors if elector.is_struck]
    left_out = sum(elector.did_not_say for elector in struck)
    decision.result = frozen(found, Roll(len(electors), len(struck) - left_out, left_out))
    decision.outcome = _outcome(found)
    decision.state, decision.closed_at = Decision.State.CLOSED, at
    _say_why(decision, reasons or Reasons())
    decision.save()
    if decision.secret:
        _make_nameless(decision, cast)
    _let_it_follow(by, decision, at)
    _record(by, "governance.close_vote", decision, at, outcome=decision.outcome)
    return decision


@transaction.atomic
def conclude(*, by: Any, decision: Decision, reasons: Reasons, at: datetime) -> Decision:
    """Say why it was decided so; after gradients of agreement also what follows."""
    decision = _held(decision)
    if not leads(by, decision, at):
        raise PermissionDenied
    if not decision.is_closed:
        raise ValidationError(_("This vote is not closed yet."))
    if not (reasons.en.strip() or reasons.es.strip()):
        raise ValidationError({"reasons_en": _("Write in a few sentences why. Whoever comes later reads it.")})
    if decision.reasons_en or decision.reasons_es:
        raise ValidationError(_("The reasons are on record. Later words go into a new decision."))
    waits = decision.outcome == Outcome.TO_CONCLUDE
    if waits and reasons.carried is None:
        raise ValidationError({"carried": _("Say whether the group goes ahead.")})
    _say_why(decision, reasons)
    decision.save()
    if waits:
        _let_it_follow(by, decision, at)
    _record(by, "governance.conclude", decision, at, outcome=decision.outcome)
    return decision


@transaction.atomic
def reopen(*, by: Any, decision: Decision, why: tuple[str, str], at: datetime) -> Reopening:
    """Something that it rests on has changed. It stays in force; the group is asked to look at it again.

    The system does so where a figure was restated; the group's chairs may for any other reason.
    """
    decision = _held(decision)
    if not leads(by, decision, at):
        raise PermissionDenied
    if not decision.is_closed:
        raise ValidationError(_("Only what is decided can be looked at again."))
    if not any(words.strip() for words in why):
        raise ValidationError({"why": _("Say in a sentence why. The group reads it.")})
    made = Reopening.objects.create(decision=decision, at=at, why_en=why[0].strip(), why_es=why[1].strip())
    decision.reopened_at = decision.reopened_at or at
    decision.save(update_fields=["reopened_at"])
    _record(by, "governance.reopen", decision, at)
    tell_the_chairs(by=by, reopening=made, at=at)
    return made


@transaction.atomic
def say_it_stands(*, by: Any, decision: Decision, answer: tuple[str, str], at: datetime) -> Decision:
    """The group has looked at it again; what it says is kept beside each reason for which it was reopened."""
    decision = _held(decision)
    if not leads(by, decision, at):
        raise PermissionDenied
    if decision.reopened_at is None:
        raise ValidationError(_("This decision is not open again."))
    if not any(words.strip() for words in answer):
        raise ValidationError({"answer_en": _("Say in a sentence what the group found.")})
    decision.reopenings.filter(settled_at=None).update(
        settled_at=at,
        settled_by=getattr(by, "actor_id", None),
        answer_en=answer[0].strip(),
        answer_es=answer[1].strip(),
    )
    decision.reopened_at = None
    decision.save(update_fields=["reopened_at"])
    _record(by, "governance.say_it_stands", decision, at)
    return decision


def close_due_votes(*, by: Any, at: datetime) -> int:
    """The worker closes what has reached its time."""
    due = Decision.objects.filter(state=Decision.State.OPEN, closes_at__lte=at).select_related("group__initiative")
    closed = 0
    for decision in due:
        close_vote(by=by, decision=decision, at=at)
        closed += 1
    return closed


def _must_be_over(decision: Decision, at: datetime) -> None:
    """Nobody ends a vote before the hour that its voters were told, as long as one of them could still answer."""
    standing = standing_of(decision, at)
    if standing.may_close or standing.ahead is None:
        return
    words = ngettext(
        "%(n)s person can still answer until %(when)s. It closes then.",
        "%(n)s people can still answer until %(when)s. It closes then.",
        standing.waiting,
    )
    raise ValidationError(words % {"n": standing.waiting, "when": moment(standing.ahead)})


def _let_it_follow(by: Any, decision: Decision, at: datetime) -> None:
    """Tell what it was about; what residents have the last word on waits for it."""
    if decision.outcome == Outcome.CARRIED and ask_residents(by=by, decision=decision, at=at):
        return
    if decision.outcome != Outcome.TO_CONCLUDE:
        about.tell_what_it_is_about(decision, at)


def _settle_stakes(electors: Sequence[Elector], decision: Decision, at: datetime) -> None:
    """Whoever has something at stake and said nothing: the charter decides for them."""
    touched = {stake.person.pk for stake in stakes_in([one.person for one in electors], decision, at)}
    for elector in electors:
        if elector.person_id in touched and not elector.effect:
            if decision.recusal == Recusal.NOTE and not Ballot.objects.filter(elector=elector).exists():
                continue
            elector.was_asked = elector.did_not_say = True
            elector.effect, elector.aside_at = decision.recusal, at
            elector.save(update_fields=["was_asked", "did_not_say", "effect", "aside_at"])


def _counted(decision: Decision, cast: Sequence[Ballot]) -> Result:
    options = [str(option.position) for option in decision.options.all()]
    rule = Rule(decision.rule, quorum=decision.quorum, levels=decision.levels, options=options)
    return count(rule, {str(ballot.pk): _as_counted(decision.rule, ballot.choice) for ballot in cast})


def _as_counted(rule: str, choice: Any) -> Any:
    if rule == SCORE and isinstance(choice, Mapping):
        return {option: Fraction(score) for option, score in choice.items()}
    return choice


def _outcome(found: Result) -> str:
    if found.quorum_met is False:
        return Outcome.NO_QUORUM
    if found.method == GRADIENTS:
        return Outcome.TO_CONCLUDE
    return Outcome.CARRIED if found.carried else Outcome.NOT_CARRIED


def _say_why(decision: Decision, reasons: Reasons) -> None:
    decision.reasons_en, decision.reasons_es = reasons.en.strip(), reasons.es.strip()
    if decision.outcome == Outcome.TO_CONCLUDE and reasons.carried is not None:
        decision.outcome = Outcome.CARRIED if reasons.carried else Outcome.NOT_CARRIED


def _make_nameless(decision: Decision, cast: Sequence[Ballot]) -> None:
    """Take the keys away and write the rows anew, ordered by what they say: nothing tells any more whose they were."""
    said = sorted(((ballot.choice, ballot.reason) for ballot in cast), key=lambda one: json.dumps(one, sort_keys=True))
    decision.ballots.all().delete()
    Ballot.objects.bulk_create(Ballot(decision=decision, choice=choice, reason=reason) for choice, reason in said)


def _held(decision: Decision) -> Decision:
    """As it is in the table now, held until the transaction ends."""
    return Decision.objects.select_for_update(of=("self",)).select_related("group", "initiative").get(pk=decision.pk)


def _record(by: Any, verb: str, decision: Decision, at: datetime, **more: Any) -> None:
    details = {"number": decision.number, **more}
    record(by=by, verb=verb, subject=decision, at=at, initiative=decision.initiative_id, details=details)
