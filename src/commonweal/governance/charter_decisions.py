"""A decision can be about a charter: one that was written for it, or one that is written down once it is carried."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.governance.about import AboutKind, register_kind
from commonweal.governance.models import Charter, Decision, Group, Initiative
from commonweal.governance.operations.charter_proposals import take_up_charter
from commonweal.governance.queries.charters import ASKED, CHARTER


def lend_kinds() -> None:
    """The written one is no proposer's to pick: it comes with its decision and stays."""
    heading = gettext_lazy("Charters")
    register_kind(CHARTER, AboutKind(heading, _label, _choices, _url))
    register_kind(ASKED, AboutKind(heading, _label_asked, url_of=_url_asked, on_decided=_decided))


def _groups(initiative: Initiative) -> dict[str, Group]:
    return {str(group.pk): group for group in initiative.groups.all()}


def _label(initiative: Initiative, key: str) -> str:
    group = _groups(initiative).get(key)
    return _("the charter of %(group)s") % {"group": group.name} if group else ""


def _choices(initiative: Initiative) -> Iterable[tuple[str, str]]:
    return [(key, _("the charter of %(group)s") % {"group": group.name}) for key, group in _groups(initiative).items()]


def _url(initiative: Initiative, key: str) -> str:
    group = _groups(initiative).get(key)
    return reverse("governance:charter", args=[initiative.slug, group.code]) if group else ""


def _asked(key: str) -> Charter | None:
    return Charter.with_asked.select_related("group").filter(pk=key).first() if key.isdecimal() else None


def _group_of(initiative: Initiative, key: str) -> str:
    asked = _asked(key)
    return str(asked.group_id) if asked and asked.group.initiative_id == initiative.pk else ""


def _label_asked(initiative: Initiative, key: str) -> str:
    return _label(initiative, _group_of(initiative, key))


def _url_asked(initiative: Initiative, key: str) -> str:
    return _url(initiative, _group_of(initiative, key))


def _decided(decision: Decision, key: str, at: datetime) -> None:
    asked = _asked(key)
    if asked is not None and asked.asked_in_id == decision.pk:
        take_up_charter(by=None, decision=decision, asked=asked, at=at)
