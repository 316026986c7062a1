"""Residents endorse or stop what a group has carried, where its charter gives them the last word."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.delivery.operations import only_the_system
from commonweal.governance import about, rules
from commonweal.governance.decision_drafts import ProposalDraft, rule_of_yes_or_no
from commonweal.governance.models import Decision, LastWord
from commonweal.governance.models.written import in_both
from commonweal.governance.operations.decision_mails import tell_who_speaks_for_residents
from commonweal.governance.operations.proposals import open_vote, propose
from commonweal.governance.queries.charters import charter_in_force
from commonweal.governance.queries.decision_results import result_sentence
from commonweal.governance.queries.last_words import KIND, charter_of_table, may_speak
from commonweal.governance.queries.votes import is_kept_out
from commonweal.lib.languages import page_language
from commonweal.trail.operations import record

#: So long residents have to stop what was carried.
TIME_FOR_A_VETO = timedelta(days=14)
AN_HOUR = timedelta(hours=1)
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
    if charter_of_table(word, at) is not None:
        raise ValidationError(_("The charter of this table says how it decides. Put it to its vote."))
    written_down = rules.writes_down_last_word(by, word, at)
    if written_down and not why.strip():
        raise ValidationError({"why": _("Write down in a sentence what the table decided. Members read it.")})
    if not yes and not why.strip():
        raise ValidationError({"why": _("Say in a sentence why residents stop it. The group reads it.")})
    word.says_yes, word.why, word.written_in = yes, why.strip(), page_language()
    word.said_at, word.said_by, word.written_down = at, by.actor_id, written_down
    word.save(update_fields=["says_yes", "why", "written_in", "said_at", "said_by", "written_down"])
    return _settled(by, word.decision, Outcome.CARRIED if yes else Outcome.STOPPED, at)


@transaction.atomic
def put_to_the_table(*, by: Any, word: LastWord, at: datetime) -> Decision:
    """Open the table's own vote on it, under the rule and the quorum of its charter. Everybody there gets a link."""
    word = (
        LastWord.objects.select_for_update(of=("self",))
        .select_related("decision__initiative", "group__initiative")
        .get(pk=word.pk)
    )
    charter = charter_of_table(word, at)
    if charter is None or not may_speak(by, word, at):
        raise PermissionDenied
    if word.until is not None and word.until <= at:
        raise ValidationError(_("The last word is said, or its time is over."))
    made = propose(by=by, group=word.group, proposal=_asked_of_the_table(word, charter.decision_rule, at), at=at)
    if is_kept_out(by, made, at):
        raise ValidationError(_("An interest of yours touches what was carried. Somebody else at the table asks."))
    record(
        by=by, verb="governance.put_to_the_table", subject=word, at=at, initiative=word.decision.initiative_id,
        details={"number": word.decision.number, "vote": made.number},
    )  # fmt: skip
    return open_vote(by=by, decision=made, at=at)


def _asked_of_the_table(word: LastWord, rule: str, at: datetime) -> ProposalDraft:
    """Closed before the time for a veto is over, where there is a time."""
    decision = word.decision
    stops = word.kind == LastWord.Kind.VETO

    def question() -> str:
        words = _("Do we stop what %(group)s carried? %(question)s") if stops else _(
            "Do we endorse what %(group)s carried? %(question)s"
        )  # fmt: skip
        return (words % {"group": decision.group.name, "question": decision.question})[:300]

    def background() -> str:
        return _("Decision %(number)s waits for this table’s last word.") % {"number": decision.number}

    asked, told = in_both(question), in_both(background)
    closes = word.until - AN_HOUR if word.until else at + TIME_FOR_A_VETO
    if word.until and closes <= at:
        closes = at + (word.until - at) / 2
    rule, why = rule_of_yes_or_no(rule)
    return ProposalDraft(
        asked["en"], asked["es"], told["en"], told["es"],
        rule=rule, rule_why=why,
        closes_at=closes,
        subjects=[(KIND, str(word.pk))],
    )  # fmt: skip


@transaction.atomic
def settle_by_vote(*, by: None, word: LastWord, vote: Decision, at: datetime) -> None:
    """Part of the close of the table's own vote, where that reached its quorum. Otherwise it goes on waiting."""
    if by is not None or vote.group_id != word.group_id:
        raise PermissionDenied
    word = LastWord.objects.select_for_update(of=("self",)).select_related("decision__group").get(pk=word.pk)
    if word.decision.outcome != Outcome.RESIDENTS or vote.outcome == Outcome.NO_QUORUM:
        return
    carried = vote.outcome == Outcome.CARRIED
    stops = carried if word.kind == LastWord.Kind.VETO else not carried
    if stops or carried:
        word.says_yes, word.said_at = not stops, at
    word.why, word.written_in = _said_by(vote), page_language()
    word.save(update_fields=["says_yes", "said_at", "why", "written_in"])
    _settled(by, word.decision, Outcome.STOPPED if stops else Outcome.CARRIED, at)


def _said_by(vote: Decision) -> str:
    told = _("Decision %(number)s of %(group)s.") % {"number": vote.number, "group": vote.group.name}
    return " ".join(filter(None, (told, result_sentence(vote), vote.reasons)))[:1000]


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
