"""When something takes place, on the clock of its own place and whatever the reader's time zone is."""

from zoneinfo import ZoneInfo

from django import template

from commonweal.commitments.models import Opportunity
from commonweal.ui.formats import in_zone

register = template.Library()


@register.filter
def when_it_is(opportunity: Opportunity) -> str:
    """Saturday, 5 December 2026, 10:00–12:00."""
    zone = opportunity.initiative.time_zone
    begins = in_zone(opportunity.starts_at, zone)
    if opportunity.ends_at is None:
        return begins
    return f"{begins}–{opportunity.ends_at.astimezone(ZoneInfo(zone)):%H:%M}"
