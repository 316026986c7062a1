"""A charter by those who live under it: a chair writes one, the group votes on it, and what was voted on holds."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.governance import rules
from commonweal.governance.cascade_drafts import CharterDraft
from commonweal.governance.decision_drafts import ProposalDraft, rule_of_yes_or_no
from commonweal.governance.models import Charter, Decision, Group
from commonweal.governance.models.written import in_both
from commonweal.governance.operations.charters import NOT_YET, checked, put_in_force, write_down
from commonweal.governance.operations.proposals import propose
from commonweal.governance.queries.charters import ASKED, charter_in_force, charters_of, may_change_asked, texts_of
from commonweal.trail.operations import record


@transaction.atomic
def propose_charter(*, by: Any, group: Group, charter: CharterDraft, at: datetime) -> Decision:
    """Whoever leads the group writes it. It holds once the group has carried it, and not a day earlier."""
    if not rules.may_lead_decisions(by, group, at):
        raise PermissionDenied
    before = next(iter(charters_of(group)), None)
    texts = checked(group, charter, before, texts_of(before))
    asked = write_down(by=by, row=Charter(group=group, version=NOT_YET), charter=charter, texts=texts, at=at)
    held = charter_in_force(group, rules.today(group.initiative, at))
    made = propose(by=by, group=group, proposal=_question(asked, held), at=at)
    asked.asked_in = made
    asked.save(update_fields=["asked_in"])
    record(
        by=by, verb="governance.propose_charter", subject=asked, at=at, initiative=group.initiative_id,
        details={"number": made.number},
    )  # fmt: skip
    return made


@transaction.atomic
def change_charter_asked(*, by: Any, decision: Decision, charter: CharterDraft, at: datetime) -> Charter:
    """Other words or numbers, as long as nobody has voted. Two who write at once lose nothing."""
    decision = Decision.objects.select_for_update(of=("self",)).select_related("group__initiative").get(pk=decision.pk)
    if not decision.is_draft:
        raise ValidationError(_("The vote has opened. From then on a proposal stays as it is."))
    if not may_change_asked(by, decision, at):
        raise PermissionDenied
    asked: Charter = decision.charter_asked
    before = next(iter(charters_of(decision.group)), None)
    texts = checked(decision.group, charter, before, texts_of(asked))
    write_down(by=by, row=asked, charter=charter, texts=texts, at=at)
    record(by=by, verb="governance.change_charter_asked", subject=asked, at=at, initiative=decision.initiative_id)
    return asked


@transaction.atomic
def take_up_charter(*, by: None, decision: Decision, asked: Charter, at: datetime) -> Charter | None:
    """Part of the close: what was carried is the new version, from its day on, or from the day on which it was carried.

    Two may have been asked for one after the other: the later one to be carried replaces the earlier from the next day.
    """
    if by is not None or asked.asked_in_id != decision.pk:
        raise PermissionDenied
    if decision.outcome != Decision.Outcome.CARRIED or asked.version != NOT_YET:
        return None
    since = max(asked.since, rules.today(decision.initiative, at))
    if (before := next(iter(charters_of(asked.group)), None)) is not None:
        since = max(since, before.since + timedelta(days=1))
    return put_in_force(by=by, made=asked, adopted_by=decision, since=since)


def _question(asked: Charter, held: Charter | None) -> ProposalDraft:
    """Under the rule of the charter that holds; a first charter by the rule that it brings."""
    in_words = in_both(lambda: _question_words(asked, held))
    rule, why = rule_of_yes_or_no((held or asked).decision_rule)
    return ProposalDraft(
        in_words["en"], in_words["es"],
        rule=rule, rule_why=why,
        quorum=None if held else asked.quorum,
        subjects=[(ASKED, str(asked.pk))],
    )  # fmt: skip


def _question_words(asked: Charter, held: Charter | None) -> str:
    words = _("Shall %(group)s have this new charter?") if held else _("Shall %(group)s have this charter?")
    return words % {"group": asked.group.name}
