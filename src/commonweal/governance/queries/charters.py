"""What a group's charter says, now and on earlier days."""

from datetime import date

from commonweal.governance import rules
from commonweal.governance.models import Charter, Group


def charter_in_force(group: Group, on: date) -> Charter | None:
    """The version that held on that day; None where the group had none."""
    held = Charter.objects.filter(rules.in_term(on), group=group).prefetch_related("composition", "checks")
    return held.order_by("-version").first()


def charters_of(group: Group) -> list[Charter]:
    """All versions, the newest first."""
    return list(group.charters.prefetch_related("composition", "checks").order_by("-version"))
