"""An elector's own verbs: cast, change, take back, step aside. Each holds the decision's row, so no two race."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.engines.voting.motions import CHOICES, OBJECT
from commonweal.engines.voting.results import APPROVAL, CONDORCET, GRADIENTS, MOTIONS, SCORE
from commonweal.governance.models import Ballot, Decision, Elector, Recusal
from commonweal.governance.queries.votes import ballot_of, elector_of, key_of, stakes_of, still_sits
from commonweal.trail.operations import record

LOWEST_SCORE, HIGHEST_SCORE = 0, 5


@dataclass(frozen=True)
class VoteDraft:
    """`choice` None abstains. Options are named by their number.

    yes, no or object · 1 to 8 · [option, …] · {option: points} · [[options of the first place], …]
    """

    choice: Any
    reason: str = ""


@transaction.atomic
def cast_vote(*, by: Any, decision: Decision, vote: VoteDraft, at: datetime) -> Ballot:
    """Say what one thinks, or say it anew. The last word before the close counts."""
    decision = _open_now(decision, at)
    elector = _elector(by, decision, at)
    if elector.is_struck:
        raise ValidationError(_("You stepped aside on this decision, so you do not vote on it."))
    choice = checked(vote.choice, decision)
    reason = vote.reason.strip()
    if choice == OBJECT and not reason:
        raise ValidationError({"reason": _("Say what you object to, so that the group can work on it.")})
    if stakes_of(elector.person, decision, at):
        _note_the_stake(elector, decision, at)
    ballot = _keep(elector, decision, VoteDraft(choice, reason), at)
    # What was said stands in the ballot alone: the trail knows who voted, and of a secret vote nobody knows more.
    record(by=by, verb="governance.cast_vote", subject=decision, at=at, initiative=decision.initiative_id)
    return ballot


@transaction.atomic
def withdraw_vote(*, by: Any, decision: Decision, at: datetime) -> None:
    """Take it back, as if nothing had been said."""
    decision = _open_now(decision, at)
    elector = _elector(by, decision, at)
    _take_back(elector, decision, at)
    record(by=by, verb="governance.withdraw_vote", subject=decision, at=at, initiative=decision.initiative_id)


@transaction.atomic
def step_aside(*, by: Any, decision: Decision, why: str, at: datetime) -> Elector:
    """Take no part in this decision: no vote, and not counted among those who could. It stays on record."""
    decision = _open_now(decision, at)
    elector = _elector(by, decision, at)
    if elector.is_struck:
        raise ValidationError(_("You stepped aside before."))
    _take_back(elector, decision, at)
    elector.was_asked = bool(stakes_of(elector.person, decision, at))
    elector.effect, elector.aside_at, elector.aside_why = Recusal.BLOCK, at, " ".join(why.split())[:400]
    elector.save(update_fields=["was_asked", "effect", "aside_at", "aside_why"])
    record(
        by=by,
        verb="governance.step_aside",
        subject=elector,
        at=at,
        initiative=decision.initiative_id,
        details={"decision": decision.number, "was_asked": elector.was_asked},
    )
    return elector


def checked(choice: Any, decision: Decision) -> Any:
    """The choice in the one form in which it is kept; None abstains."""
    if choice is None or (choice in ([], {}) and decision.rule not in (SCORE, CONDORCET)):
        return None
    options = {str(option.position) for option in decision.options.all()}
    readers: dict[str, Callable[[Any, set[str]], Any]] = {
        APPROVAL: _marks,
        SCORE: _points,
        CONDORCET: _places,
    }
    if decision.rule in MOTIONS:
        return _one_of(choice, CHOICES[decision.rule])
    if decision.rule == GRADIENTS:
        return int(_one_of(str(choice), [str(level) for level in range(1, decision.levels + 1)]))
    return readers[decision.rule](choice, options)


def _one_of(choice: Any, known: Any) -> str:
    if choice not in known:
        raise ValidationError(_("This choice does not exist here. Choose again."))
    return str(choice)


def _marks(choice: Any, options: set[str]) -> list[str]:
    return sorted({_one_of(str(option), options) for option in choice}, key=int)


def _points(choice: Mapping[Any, Any], options: set[str]) -> dict[str, int]:
    if not choice:
        raise ValidationError(_("Give points to at least one option, or choose to abstain."))
    if any(type(score) is not int or not LOWEST_SCORE <= score <= HIGHEST_SCORE for score in choice.values()):
        raise ValidationError(_("Give whole points from 0 to 5."))
    return {_one_of(str(option), options): score for option, score in choice.items()}


def _places(choice: Any, options: set[str]) -> list[list[str]]:
    places = [[_one_of(str(option), options) for option in place] for place in choice if place]
    if not places:
        raise ValidationError(_("Rank at least one option, or choose to abstain."))
    named = [option for place in places for option in place]
    if len(set(named)) < len(named):
        raise ValidationError(_("One option stands in two places. Give each one place."))
    return places


def _keep(elector: Elector, decision: Decision, vote: VoteDraft, at: datetime) -> Ballot:
    if decision.secret:
        said = {"choice": vote.choice, "reason": vote.reason}
        return Ballot.objects.update_or_create(decision=decision, key=key_of(elector), defaults=said)[0]
    Ballot.objects.filter(elector=elector, superseded_at=None).update(superseded_at=at)
    return Ballot.objects.create(decision=decision, elector=elector, choice=vote.choice, reason=vote.reason, cast_at=at)


def _take_back(elector: Elector, decision: Decision, at: datetime) -> None:
    ballot = ballot_of(elector, decision)
    if ballot is None:
        return
    if decision.secret:
        ballot.delete()
        return
    ballot.superseded_at = at
    ballot.save(update_fields=["superseded_at"])


def _note_the_stake(elector: Elector, decision: Decision, at: datetime) -> None:
    """The charter says what an interest does: it keeps from voting, or is written beside the result."""
    if decision.recusal == Recusal.BLOCK:
        words = _("An interest on record touches this decision. Your charter asks you to step aside.")
        raise ValidationError(words)
    elector.was_asked, elector.effect, elector.aside_at = True, Recusal.NOTE, at
    elector.save(update_fields=["was_asked", "effect", "aside_at"])


def _open_now(decision: Decision, at: datetime) -> Decision:
    """The decision's row is held from here on: who comes second sees what the first one did."""
    held = Decision.objects.select_for_update(of=("self",)).select_related("initiative", "group").get(pk=decision.pk)
    if held.is_draft:
        raise ValidationError(_("The vote has not opened yet."))
    if not held.is_open or (held.closes_at is not None and held.closes_at <= at):
        raise ValidationError(_("The vote is closed. What was cast before stays as it is."))
    return held


def _elector(by: Any, decision: Decision, at: datetime) -> Elector:
    elector = elector_of(by, decision)
    if elector is None:
        raise PermissionDenied
    if not still_sits(elector, at):
        raise ValidationError(_("You sit in this group no longer. What you cast before still counts."))
    return elector
