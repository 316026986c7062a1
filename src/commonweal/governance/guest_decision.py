"""A group's decision as something that a guest may read, such as somebody who knows the matter and has no seat."""

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy

from commonweal.governance.guest_items import GuestItem, Shown, register_guest_item
from commonweal.governance.models import Decision, Group
from commonweal.governance.queries.decisions import card_for_a_guest

MOST = 20


def choices(group: Group) -> list[tuple[str, str]]:
    """The newest that are no drafts any more."""
    found = group.decisions.exclude(state=Decision.State.DRAFT)[:MOST]
    return [(str(one.number), one.question) for one in found]


def show(group: Group, key: str) -> Shown | None:
    try:
        card = card_for_a_guest(group, key, timezone.now())
    except Http404:
        return None
    return Shown(card.decision.question, "governance/decision_card.html", {"card": card})


def offer() -> None:
    """Registered when the room starts."""
    register_guest_item("governance.decision", GuestItem(gettext_lazy("Decision"), choices, show))
