"""The name behind an act, where the page shows members who said something for a group."""

from uuid import UUID

from django import template

from commonweal.people.models import Person

register = template.Library()


@register.filter
def name_of_actor(actor: UUID | None) -> str:
    """Empty where it was the system, or somebody whose profile is erased."""
    person = Person.objects.filter(actor_id=actor).first() if actor else None
    return person.name if person else ""
