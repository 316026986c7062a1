"""Who may answer for a line: groups, organisations that take part, people with a seat. By one code for all three."""

from datetime import datetime

from commonweal.governance.models import Group, Initiative, Participation, Seat
from commonweal.governance.rules import in_term, today
from commonweal.people.models import Organisation, Person

Owner = Person | Organisation | Group


def owners(initiative: Initiative, at: datetime) -> dict[str, Owner]:
    """By code: group:good-jobs, organization:org-01, person:<opaque id>."""
    on = today(initiative, at)
    groups = {f"group:{group.code}": group for group in initiative.groups.all()}
    taking_part = Participation.objects.filter(in_term(on), initiative=initiative).select_related("organisation")
    organisations = {
        f"organization:{each.organisation.code}": each.organisation
        for each in taking_part.order_by("organisation__name")
    }
    seated = Seat.objects.filter(in_term(on), group__initiative=initiative, person__is_active=True)
    people = {
        f"person:{person.actor_id}": person
        for person in Person.objects.filter(pk__in=seated.values("person")).order_by("name")
    }
    return {**groups, **organisations, **people}


def name_of(owner: Owner) -> str:
    return owner.name if isinstance(owner, Group) else str(owner)
