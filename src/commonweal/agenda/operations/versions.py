"""Versions: freezing the draft, and what becomes of a version when the steering committee has decided."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from commonweal.agenda import rules
from commonweal.agenda.content import hash_of
from commonweal.agenda.languages import spoken
from commonweal.agenda.models import AgendaVersion, VersionText
from commonweal.agenda.queries.draft import draft_of
from commonweal.agenda.queries.versions import (
    VERSION,
    decisions_about,
    frozen,
    text_at,
    text_of,
    versions_of,
)
from commonweal.governance.decision_drafts import ProposalDraft, rule_of_yes_or_no
from commonweal.governance.models import Decision, DecisionRule, Group, Initiative
from commonweal.governance.models.written import in_both
from commonweal.governance.operations.decisions import propose
from commonweal.governance.queries.charters import charter_in_force
from commonweal.governance.queries.votes import roll_of
from commonweal.governance.rules import today
from commonweal.trail.operations import record

#: Rules of yes and no. A choice among options says nothing about a text.
RATIFYING = (DecisionRule.MAJORITY, DecisionRule.TWO_THIRDS, DecisionRule.CONSENT, DecisionRule.GRADIENTS)


@transaction.atomic
def make_version(
    *, by: Any, initiative: Initiative, reason_en: str, reason_es: str = "", at: datetime
) -> AgendaVersion:
    """Freeze the draft under the next number, so that the committee knows what it votes on."""
    if not rules.may_make_version(by, initiative, at):
        raise PermissionDenied
    if not (reason_en.strip() or reason_es.strip()):
        raise ValidationError({"reason_en": _("Say in one sentence what is new.")})
    content = frozen(draft_of(None, initiative, at))
    if not content["parts"]:
        raise ValidationError(_("The draft is empty. Write the problem first."))
    earlier = versions_of(initiative)
    if earlier and earlier[0].texts.all()[0].text_hash == hash_of(content):
        raise ValidationError(_("Nothing is different from version %(number)s.") % {"number": earlier[0].number})
    last = AgendaVersion.objects.filter(initiative=initiative).aggregate(last=Max("number"))["last"] or 0
    made = AgendaVersion.objects.create(
        initiative=initiative,
        number=last + 1,
        reason_en=reason_en.strip(),
        reason_es=reason_es.strip(),
        made_at=at,
        made_by=getattr(by, "actor_id", None),
    )
    _take(by, made, content, at)
    record(by=by, verb="agenda.make_version", subject=made, at=at, initiative=initiative.pk)
    return made


@transaction.atomic
def take_anew(*, by: Any, version: AgendaVersion, at: datetime) -> VersionText:
    """The version says from now on what the draft says. A vote that is open is about the text before."""
    if not rules.may_make_version(by, version.initiative, at):
        raise PermissionDenied
    if version.ratified_at is not None:
        raise ValidationError(_("This version is ratified and stays as it is. Make a new one."))
    content = frozen(draft_of(None, version.initiative, at))
    newest = version.texts.all()[0]
    if newest.text_hash == hash_of(content):
        raise ValidationError(_("The draft says the same as this version."))
    taken = _take(by, version, content, at)
    record(
        by=by,
        verb="agenda.take_anew",
        subject=version,
        at=at,
        initiative=version.initiative_id,
        details={"before": newest.text_hash, "after": taken.text_hash},
    )
    return taken


def _take(by: Any, version: AgendaVersion, content: Any, at: datetime) -> VersionText:
    return VersionText.objects.create(
        version=version,
        content=content,
        text_hash=hash_of(content),
        taken_at=at,
        taken_by=getattr(by, "actor_id", None),
    )


@transaction.atomic
def bring_before_committee(*, by: Any, version: AgendaVersion, at: datetime) -> Decision:
    """A proposal to the steering committee to ratify this version. Its chairs open the vote.

    Rule and quorum are those of the committee's charter; without one, two thirds and more than half of the seats.
    """
    initiative = version.initiative
    if not rules.may_make_version(by, initiative, at):
        raise PermissionDenied
    if version.ratified_at is not None:
        raise ValidationError(_("This version is ratified already."))
    if any(not each.decision.is_closed for each in decisions_about(version)):
        raise ValidationError(_("It is before the committee already."))
    committee = initiative.groups.filter(kind=Group.Kind.STEERING).first()
    if committee is None:
        raise ValidationError(_("There is no steering committee yet. Form it first."))
    made = propose(by=by, group=committee, proposal=_proposal(version, committee, at), at=at)
    details = {"decision": made.number}
    record(
        by=by, verb="agenda.bring_before_committee", subject=version, at=at, initiative=initiative.pk, details=details
    )
    return made


def _proposal(version: AgendaVersion, committee: Group, at: datetime) -> ProposalDraft:
    def asked() -> str:
        return _("Do we ratify version %(number)s of our common agenda?") % {"number": version.number}

    def background() -> str:
        words = _("%(reason)s The text that is voted on is the one that stands when the vote opens (%(hash)s).")
        told = spoken(version.reason_en, version.reason_es)
        return words % {"reason": told and told.rstrip(".") + ".", "hash": text_of(version).text_hash[:16]}

    on = today(version.initiative, at)
    charter = charter_in_force(committee, on)
    questions, told = in_both(asked), in_both(background)
    rule, why = rule_of_yes_or_no(charter.decision_rule if charter else DecisionRule.TWO_THIRDS)
    return ProposalDraft(
        questions["en"],
        questions["es"],
        told["en"].strip(),
        told["es"].strip(),
        rule=rule,
        rule_why=why,
        quorum=None if charter else len(roll_of(committee, on)) // 2 + 1,
        subjects=[(VERSION, str(version.pk))],
    )


@transaction.atomic
def ratify(*, by: None, version: AgendaVersion, decision: Decision, at: datetime) -> bool:
    """The committee carried it. True where the version still says what it said when the vote opened.

    A version that changed after the vote opened is not ratified by that vote: nobody voted on its words.
    Called by the decision itself, in its closing transaction; `by` is None, since a committee has no hand.
    """
    if by is not None or decision.opened_at is None or decision.outcome != Decision.Outcome.CARRIED:
        raise PermissionDenied
    voted = text_at(version, decision.opened_at)
    newest = version.texts.all()[0]
    holds = voted is not None and voted.text_hash == newest.text_hash
    if holds and version.ratified_at is None:
        version.ratified_at, version.ratified_hash, version.ratified_by = at, newest.text_hash, decision
        version.save(update_fields=["ratified_at", "ratified_hash", "ratified_by"])
    record(
        by=by,
        verb="agenda.ratify",
        subject=version,
        at=at,
        initiative=version.initiative_id,
        details={"holds": holds, "voted": voted.text_hash if voted else "", "now": newest.text_hash},
    )
    return holds
