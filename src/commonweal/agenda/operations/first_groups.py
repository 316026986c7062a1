"""The first groups of an initiative: those who steer, one for each strategy, and the table of residents."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.agenda.operations.strategies import bind_strategy, free_slug
from commonweal.agenda.queries.first_groups import FirstGroup
from commonweal.governance import operations as governance
from commonweal.governance import rules
from commonweal.governance.drafts import GroupDraft
from commonweal.governance.models import Group, Initiative
from commonweal.governance.operations.groups import TAKEN_CODES
from commonweal.trail.operations import record


@transaction.atomic
def form_first_groups(*, by: Any, initiative: Initiative, groups: Sequence[FirstGroup], at: datetime) -> list[Group]:
    """Several groups at once, all or none, each bound to the strategy for which it is there."""
    if not rules.may_set_up(by, initiative, at):
        raise PermissionDenied
    if not groups:
        raise ValidationError(_("Name at least one group, or go on without."))
    formed = [_form(by, initiative, one, at) for one in groups]
    details = {"groups": [one.code for one in formed]}
    record(by=by, verb="agenda.form_first_groups", subject=initiative, at=at, initiative=initiative.pk, details=details)
    return formed


def _form(by: Any, initiative: Initiative, group: FirstGroup, at: datetime) -> Group:
    taken = {*TAKEN_CODES, *initiative.groups.values_list("code", flat=True)}
    code = free_slug(group.name_en, taken, "group")
    draft = GroupDraft(code, group.name_en, group.name_es, group.kind)
    made = governance.add_group(by=by, initiative=initiative, group=draft, at=at)
    if group.strategy is not None:
        outcomes = list(group.strategy.outcomes.all())
        bind_strategy(by=by, strategy=group.strategy, group=made, outcomes=outcomes, at=at)
    return made
