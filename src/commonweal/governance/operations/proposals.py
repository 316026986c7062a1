"""A proposal on its way to the vote: asked, reworded, opened, withdrawn. The rule is fixed before anybody votes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import zip_longest
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from commonweal.engines.voting.gradients import EDITIONS
from commonweal.engines.voting.results import CHOOSING, METHODS
from commonweal.governance import about, rules
from commonweal.governance.decision_drafts import ProposalDraft
from commonweal.governance.editing import settle
from commonweal.governance.models import (
    Charter,
    Decision,
    DecisionOption,
    DecisionSubject,
    DecisionWording,
    Elector,
    Group,
    Initiative,
    Recusal,
)
from commonweal.governance.operations.vote_links import mail_the_links
from commonweal.governance.queries.charters import ASKED, CHARTER, charter_in_force
from commonweal.governance.queries.decisions import may_edit
from commonweal.governance.queries.seat_terms import seats_in
from commonweal.governance.queries.votes import leads, roll_of, stakes_of
from commonweal.lib.languages import page_language
from commonweal.people.models import Person
from commonweal.trail.operations import record

FEWEST_OPTIONS, MOST_OPTIONS = 2, 12


@transaction.atomic
def propose(*, by: Any, group: Group, proposal: ProposalDraft, at: datetime) -> Decision:
    """Ask a group to decide. It stays a draft until its chairs open the vote."""
    if not rules.may_propose(by, group, at):
        raise PermissionDenied
    charter = charter_in_force(group, rules.today(group.initiative, at))
    proposal = with_the_charter(proposal, charter)
    check_proposal(proposal, group, charter, at)
    # Two at once would take the same number; the row of the initiative makes the second wait.
    initiative = Initiative.objects.select_for_update().get(pk=group.initiative_id)
    number = (Decision.objects.filter(initiative=initiative).aggregate(last=Max("number"))["last"] or 0) + 1
    made = Decision.objects.create(
        initiative=initiative,
        group=group,
        number=number,
        proposed_by=by if isinstance(by, Person) else None,
        proposed_at=at,
        recusal=charter.recusal if charter else Recusal.BLOCK,
        **_columns(proposal, charter),
    )
    _write_parts(made, proposal, by, at)
    record(by=by, verb="governance.propose", subject=made, at=at, initiative=initiative.pk, details={"number": number})
    return made


@transaction.atomic
def edit_proposal(*, by: Any, decision: Decision, proposal: ProposalDraft, started_from: str, at: datetime) -> Decision:
    """Other words or another rule, as long as nobody has voted. Two who write at once lose nothing."""
    decision = _locked(decision)
    if not may_edit(by, decision, at):
        if decision.is_draft:
            raise PermissionDenied
        raise ValidationError(_("The vote has opened. From then on a proposal stays as it is."))
    kept = settle(started_from, words_of(decision), proposal.words)
    proposal = replace(
        proposal,
        question_en=kept["question_en"],
        question_es=kept["question_es"],
        background_en=kept["background_en"],
        background_es=kept["background_es"],
        options=pairs_of_lines(kept["options_en"], kept["options_es"]),
    )
    _must_keep_what_touches(by, decision, proposal, at)
    charter = charter_in_force(decision.group, rules.today(decision.initiative, at))
    proposal = with_the_charter(proposal, charter)
    check_proposal(proposal, decision.group, charter, at)
    for name, value in _columns(proposal, charter).items():
        setattr(decision, name, value)
    decision.save()
    decision.options.all().delete()
    decision.subjects.all().delete()
    _write_parts(decision, proposal, by, at)
    record(by=by, verb="governance.edit_proposal", subject=decision, at=at, initiative=decision.initiative_id)
    return decision


@transaction.atomic
def open_vote(*, by: Any, decision: Decision, at: datetime) -> Decision:
    """From now on rule, quorum, options and the roll stand. Who is on the roll gets a link of their own by mail."""
    decision = _locked(decision)
    if not leads(by, decision, at):
        raise PermissionDenied
    if not decision.is_draft:
        raise ValidationError(_("This vote was opened before."))
    if decision.closes_at is not None and decision.closes_at <= at:
        raise ValidationError(_("The closing time has passed. Choose a later one, then open the vote."))
    on = rules.today(decision.initiative, at)
    charter = charter_in_force(decision.group, on)
    if charter and charter.decision_rule not in (decision.rule, decision.charter_rule):
        raise ValidationError(_("The charter names another rule since this was proposed. Edit the proposal first."))
    roll = roll_of(decision.group, on)
    if not roll:
        raise ValidationError(_("Nobody sits in this group today, so nobody could vote. Give seats first."))
    if decision.quorum > len(roll):
        words = _("A quorum of %(quorum)s cannot be met: %(roll)s people sit in this group. Lower the quorum.")
        raise ValidationError(words % {"quorum": decision.quorum, "roll": len(roll)})
    Elector.objects.bulk_create(Elector(decision=decision, person=line.person, seat=line.seat.seat) for line in roll)
    if about.is_about_who_leads(decision):  # nobody votes on an answer to their own conflict
        decision.recusal = Recusal.BLOCK
    decision.state, decision.opened_at = Decision.State.OPEN, at
    decision.save(update_fields=["state", "opened_at", "recusal"])
    record(
        by=by,
        verb="governance.open_vote",
        subject=decision,
        at=at,
        initiative=decision.initiative_id,
        details={"number": decision.number, "roll": len(roll), "quorum": decision.quorum},
    )
    mail_the_links(by=by, decision=decision, at=at)
    return decision


@transaction.atomic
def withdraw(*, by: Any, decision: Decision, why: str, at: datetime) -> Decision:
    """Take a proposal back before it is decided. It stays in the log with the reason; ballots are not counted."""
    decision = _locked(decision)
    if not (may_edit(by, decision, at) or leads(by, decision, at)):
        raise PermissionDenied
    if decision.state not in (Decision.State.DRAFT, Decision.State.OPEN):
        raise ValidationError(_("It is decided. A decision is changed by a new one."))
    if decision.is_open and by is not None and about.is_about_who_leads(decision):
        raise ValidationError(_("Anybody of the group could stop this vote, so nobody may. It runs to its end."))
    if not why.strip():
        raise ValidationError({"why": _("Say in a sentence why. The group reads it.")})
    decision.state, decision.withdrawn_why, decision.closed_at = Decision.State.WITHDRAWN, why.strip(), at
    decision.save(update_fields=["state", "withdrawn_why", "closed_at"])
    decision.ballots.all().delete()
    record(by=by, verb="governance.withdraw_proposal", subject=decision, at=at, initiative=decision.initiative_id)
    return decision


def with_the_charter(proposal: ProposalDraft, charter: Charter | None) -> ProposalDraft:
    """What the proposer left open is as the group's charter says."""
    if charter is None:
        return proposal
    quorum = charter.quorum if proposal.quorum is None else proposal.quorum
    return replace(proposal, rule=proposal.rule or charter.decision_rule, quorum=quorum)


def check_proposal(proposal: ProposalDraft, group: Group, charter: Charter | None, at: datetime) -> None:
    problems: dict[str, str] = {}
    if not (proposal.question_en.strip() or proposal.question_es.strip()):
        problems["question_en"] = _("Write the question that the group decides, in English or in Spanish.")
    if proposal.rule not in METHODS:
        problems["rule"] = _("This group has no charter. Say by which rule it decides.")
    if charter and _is_about_its_rule(proposal, charter):
        problems["rule"] = _("A charter is changed by the rule that it names itself.")
    if charter and proposal.rule != charter.decision_rule and not proposal.rule_why.strip():
        problems["rule_why"] = _("The charter names another rule. Say in a sentence why not that one.")
    problems |= _problems_of_quorum(proposal, group, charter, at)
    if proposal.closes_at is not None and proposal.closes_at <= at:
        problems["closes_on"] = _("This closing time has passed. Choose a later one.")
    if proposal.levels not in EDITIONS:
        problems["levels"] = _("Choose 7 or 8 levels.")
    problems |= _problems_of_options(proposal)
    if any(not about.label_of(group.initiative, pair) for pair in proposal.subjects):
        problems["subjects"] = _("One of the things it is about is not here any more. Choose again.")
    if problems:
        raise ValidationError(problems)


def _is_about_its_rule(proposal: ProposalDraft, charter: Charter) -> bool:
    """Another rule would change a charter more easily than the charter wants. One that chooses cannot ask yes or no."""
    is_other = proposal.rule != charter.decision_rule and charter.decision_rule not in CHOOSING
    return is_other and any(kind in (CHARTER, ASKED) for kind, _key in proposal.subjects)


def _problems_of_quorum(proposal: ProposalDraft, group: Group, charter: Charter | None, at: datetime) -> dict[str, str]:
    if not proposal.quorum or proposal.quorum < 1:
        return {"quorum": _("Say how many people must take part, 1 or more.")}
    if charter and proposal.quorum < charter.quorum:
        words = _("The charter asks for %(quorum)s people. A proposal cannot ask for fewer.")
        return {"quorum": words % {"quorum": charter.quorum}}
    # Where nobody sits yet, what is missing are seats and not a lower quorum: opening says so.
    seats = len(seats_in(group, rules.today(group.initiative, at)))
    if seats and proposal.quorum > seats:
        needed = {"quorum": proposal.quorum, "seats": seats}
        if charter and charter.quorum > seats:
            return {"quorum": _("The charter asks for %(quorum)s people, and the group has %(seats)s seats.") % needed}
        words = _("A quorum of %(quorum)s cannot be met: the group has %(seats)s seats. Lower the quorum.")
        return {"quorum": words % needed}
    return {}


def _problems_of_options(proposal: ProposalDraft) -> dict[str, str]:
    if proposal.rule not in CHOOSING:
        return {}
    names = [(english.strip() or spanish.strip()).casefold() for english, spanish in proposal.options]
    if len(names) < FEWEST_OPTIONS:
        return {"options_en": _("Write two options or more, each on a line of its own.")}
    if len(names) > MOST_OPTIONS:
        return {"options_en": _("Twelve options are the most that people can weigh. Leave some out.")}
    if len(set(names)) < len(names):
        return {"options_en": _("Two options have the same words. Change one of them.")}
    return {}


def _must_keep_what_touches(by: Any, decision: Decision, proposal: ProposalDraft, at: datetime) -> None:
    """Nobody takes their own interest off a proposal by saying that it is about something else."""
    named = {(one.kind, one.key) for one in decision.subjects.all()}
    if isinstance(by, Person) and named - set(proposal.subjects) and stakes_of(by, decision, at):
        words = _("An interest of yours touches what it is about. Somebody else may take things off.")
        raise ValidationError({"subjects": words})


def words_of(decision: Decision) -> Mapping[str, str]:
    """What two people may write at once, as it stands now."""
    options = list(decision.options.all())
    return {
        "question_en": decision.question_en,
        "question_es": decision.question_es,
        "background_en": decision.background_en,
        "background_es": decision.background_es,
        "options_en": "\n".join(option.label_en for option in options),
        "options_es": "\n".join(option.label_es for option in options),
    }


def pairs_of_lines(english: str, spanish: str) -> list[tuple[str, str]]:
    """Options as they are typed, a line each; the Spanish ones in the same order, or alone."""
    first = [line.strip() for line in english.splitlines() if line.strip()]
    second = [line.strip() for line in spanish.strip().splitlines()]
    return [pair for pair in zip_longest(first, second, fillvalue="") if any(pair)]


def _columns(proposal: ProposalDraft, charter: Charter | None) -> dict[str, Any]:
    is_other = charter is not None and proposal.rule != charter.decision_rule
    return {
        "charter_rule": charter.decision_rule if charter and is_other else "",
        "rule_why": " ".join(proposal.rule_why.split())[:500] if is_other else "",
        "rule_why_in": page_language(),
        "question_en": proposal.question_en.strip(),
        "question_es": proposal.question_es.strip(),
        "background_en": proposal.background_en.strip(),
        "background_es": proposal.background_es.strip(),
        "rule": proposal.rule,
        "quorum": proposal.quorum,
        "levels": proposal.levels,
        "secret": proposal.secret,
        "closes_at": proposal.closes_at,
    }


def _write_parts(decision: Decision, proposal: ProposalDraft, by: Any, at: datetime) -> None:
    options: Sequence[tuple[str, str]] = proposal.options if proposal.rule in CHOOSING else ()
    DecisionOption.objects.bulk_create(
        DecisionOption(decision=decision, position=place, label_en=english.strip(), label_es=spanish.strip())
        for place, (english, spanish) in enumerate(options, start=1)
    )
    DecisionSubject.objects.bulk_create(
        DecisionSubject(decision=decision, kind=kind, key=key, label=about.label_of(decision.initiative, (kind, key)))
        for kind, key in dict.fromkeys(proposal.subjects)
    )
    DecisionWording.objects.create(
        decision=decision, words=dict(proposal.words), kept_at=at, kept_by=getattr(by, "actor_id", None)
    )


def _locked(decision: Decision) -> Decision:
    """As it is in the table now, held until the transaction ends."""
    return Decision.objects.select_for_update(of=("self",)).select_related("group", "initiative").get(pk=decision.pk)
