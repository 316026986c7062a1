"""Residents endorse or stop what a group has carried, where its charter gives them the last word."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.delivery.operations import only_the_system
from commonweal.governance import about, rules
from commonweal.governance.models import Decision, LastWord
from commonweal.governance.models.written import page_language
from commonweal.governance.operations.decision_mails import tell_who_speaks_for_residents
from commonweal.governance.queries.charters import charter_in_force
from commonweal.trail.operations import record

#: So long residents have to stop what was carried.
TIME_FOR_A_VETO = timedelta(days=14)
Outcome = Decision.Outcome


def ask_residents(*, by: Any, decision: Decision, at: datetime) -> bool:
    """Part of the close, which is in the trail: whether it waits now.

    The charter counts that was in force when the vote opened.
    """
    assert decision.opened_at is not None
    charter = charter_in_force(decision.group, rules.today(decision.initiative, decision.opened_at))
    if charter is None or not charter.last_word or charter.last_word_group is None:
        return False
    word = LastWord.objects.create(
        decision=decision,
        kind=charter.last_word,
        group=charter.last_word_group,
        asked_at=at,
        until=at + TIME_FOR_A_VETO if charter.last_word == LastWord.Kind.VETO else None,
    )
    decision.outcome = Outcome.RESIDENTS
    decision.save(update_fields=["outcome"])
    tell_who_speaks_for_residents(by=by, word=word, at=at)
    return True


@transaction.atomic
def say_last_word(*, by: Any, word: LastWord, yes: bool, why: str, at: datetime) -> Decision:
    """Yes, and it holds from now; no, and it does not, with the reason. It is said once."""
    word = (
        LastWord.objects.select_for_update(of=("self",)).select_related("decision", "group__initiative").get(pk=word.pk)
    )
    if not rules.may_say_last_word(by, word, at):
        raise PermissionDenied
    if word.decision.outcome != Outcome.RESIDENTS:
        raise ValidationError(_("The last word is said, or its time is over."))
    written_down = rules.writes_down_last_word(by, word, at)
    if written_down and not why.strip():
        raise ValidationError({"why": _("Write down in a sentence what the table decided. Members read it.")})
    if not yes and not why.strip():
        raise ValidationError({"why": _("Say in a sentence why residents stop it. The group reads it.")})
    word.says_yes, word.why, word.written_in = yes, why.strip(), page_language()
    word.said_at, word.said_by, word.written_down = at, by.actor_id, written_down
    word.save(update_fields=["says_yes", "why", "written_in", "said_at", "said_by", "written_down"])
    return _settled(by, word.decision, Outcome.CARRIED if yes else Outcome.STOPPED, at)


def let_stand_without_veto(*, by: Any, at: datetime) -> int:
    """The worker's part: where the time for a veto is over and none came, what was carried holds."""
    only_the_system(by)
    over = LastWord.objects.filter(decision__outcome=Outcome.RESIDENTS, until__lte=at)
    return sum(_let_stand(by, word.pk, at) for word in over)


@transaction.atomic
def _let_stand(by: Any, key: int, at: datetime) -> int:
    word = LastWord.objects.select_for_update(of=("self",)).select_related("decision").get(pk=key)
    if word.decision.outcome != Outcome.RESIDENTS:
        return 0
    _settled(by, word.decision, Outcome.CARRIED, at)
    return 1


def _settled(by: Any, decision: Decision, outcome: str, at: datetime) -> Decision:
    decision.outcome = outcome
    decision.save(update_fields=["outcome"])
    about.tell_what_it_is_about(decision, at)
    record(
        by=by, verb="governance.settle_last_word", subject=decision, at=at, initiative=decision.initiative_id,
        details={"number": decision.number, "outcome": outcome},
    )  # fmt: skip
    return decision
