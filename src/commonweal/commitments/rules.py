"""Who may promise for whom, and who may say what became of it."""

from datetime import date, timedelta
from typing import Any

from commonweal.commitments.models import Account, Approach, Commitment, Contribution, Opportunity
from commonweal.governance.models import Group, Initiative
from commonweal.governance.rules import (
    in_term,
    is_chair,
    is_chair_of,
    is_data_manager,
    is_member,
    leads_a_group,
    seats_of,
    sits_in,
    takes_part,
)
from commonweal.governance.visibility import Visibility
from commonweal.people.models import Affiliation, Organisation, Person

#: So long before its last day money that ends is told of.
WARNED_BEFORE = timedelta(days=90)


def may_read(reader: Any, initiative: Initiative, on: date) -> bool:
    """Members hold each other to account; nobody else reads it."""
    return is_member(reader, initiative, on)


def works_at(person: Any, organisation: Organisation | None, on: date) -> bool:
    if organisation is None or not isinstance(person, Person):
        return False
    return Affiliation.objects.filter(in_term(on), person=person, organisation=organisation).exists()


def speaks_for(by: Any, holder: Person | Organisation, on: date) -> bool:
    return holder == by if isinstance(holder, Person) else works_at(by, holder, on)


def may_record(by: Any, initiative: Initiative, holder: Person | Organisation, group: Group | None, on: date) -> bool:
    """One's own promise; what others promised in a group, its chairs write down, and everywhere the data manager."""
    if by is None or is_data_manager(by, initiative, on):
        return True
    if not is_member(by, initiative, on):
        return False
    return speaks_for(by, holder, on) or (group is not None and is_chair_of(by, group, on))


def side_of(by: Any, commitment: Commitment, on: date) -> str | None:
    """As whom this person may say what became of it. Who promised to a group of their own stays the promiser."""
    if not is_member(by, commitment.initiative, on):
        return None
    if speaks_for(by, commitment.holder, on):
        return Account.Side.PROMISER
    if _receives(by, commitment, on):
        return Account.Side.RECEIVER
    return Account.Side.BACKBONE if is_data_manager(by, commitment.initiative, on) else None


def _receives(by: Any, commitment: Commitment, on: date) -> bool:
    return (
        (commitment.to_person_id is not None and commitment.to_person == by)
        or works_at(by, commitment.to_organisation, on)
        or (commitment.to_group is not None and sits_in(by, commitment.to_group, on))
    )


def may_release(by: Any, commitment: Commitment, on: date) -> bool:
    """Whom it was promised to lets go of it; for whom no record stands, the data manager does."""
    return side_of(by, commitment, on) in (Account.Side.RECEIVER, Account.Side.BACKBONE)


def was_written_by_another(by: Any, commitment: Commitment) -> bool:
    return commitment.recorded_by != getattr(by, "actor_id", None)


def may_give(by: Any, initiative: Initiative, giver: Person | Organisation, group: Group | None, on: date) -> bool:
    """What one gives, or where one works, also without a seat; for others the chairs of the group that gets it."""
    if by is None or is_data_manager(by, initiative, on):
        return True
    if group is not None and is_chair_of(by, group, on):
        return True
    return takes_part(by, initiative, on) and speaks_for(by, giver, on)


def may_receive(by: Any, contribution: Contribution, on: date) -> bool:
    """To say that it arrived, and to thank: the data manager, and the chairs of the group it is for."""
    initiative, group = contribution.initiative, contribution.group
    if by is None or is_data_manager(by, initiative, on):
        return True
    return is_chair_of(by, group, on) if group is not None else is_chair(by, initiative, on)


def may_end(by: Any, contribution: Contribution, on: date) -> bool:
    """Who gives it says that it does not come; who receives it may have been told so."""
    return may_receive(by, contribution, on) or speaks_for(by, contribution.giver, on)


def may_say_which_strategy(by: Any, contribution: Contribution, on: date) -> bool:
    """Who gives it or receives it, where they have a seat: whoever has none does not read the strategies."""
    return by is None or (is_member(by, contribution.initiative, on) and may_end(by, contribution, on))


def may_see_contribution(reader: Any, contribution: Contribution, on: date) -> bool:
    """Members; and who gives it, also without a seat."""
    return is_member(reader, contribution.initiative, on) or speaks_for(reader, contribution.giver, on)


def may_see_amounts(reader: Any, contribution: Contribution, on: date) -> bool:
    """As its giver chose: all members, or only who gives and who receives it, beside the data managers."""
    if reader is None or is_data_manager(reader, contribution.initiative, on):
        return True
    if speaks_for(reader, contribution.giver, on) or works_at(reader, contribution.to_organisation, on):
        return True
    return contribution.amounts_seen == Visibility.NETWORK and is_member(reader, contribution.initiative, on)


def may_offer(by: Any, initiative: Initiative, on: date) -> bool:
    """Ways to take part: the backbone, and whoever leads a group."""
    if by is None or is_data_manager(by, initiative, on) or leads_a_group(by, initiative, on):
        return True
    return seats_of(by, on).filter(group__initiative=initiative, group__kind=Group.Kind.BACKBONE).exists()


def may_run(by: Any, opportunity: Opportunity, on: date) -> bool:
    """Change it, make it public, cancel it, see who comes: who organises it, its group's chairs, the data managers."""
    initiative, group = opportunity.initiative, opportunity.group
    if by is None or is_data_manager(by, initiative, on):
        return True
    if group is not None and is_chair_of(by, group, on):
        return True
    return opportunity.organiser_id == getattr(by, "pk", None) and may_offer(by, initiative, on)


def may_see_approach(reader: Any, approach: Approach, on: date) -> bool:
    """Whom somebody asked is for who asked and for the data managers; an organization is named to all members."""
    initiative = approach.ask.initiative
    if reader is None or is_data_manager(reader, initiative, on):
        return True
    if not is_member(reader, initiative, on):
        return False
    return approach.to_organisation_id is not None or approach.asker_id == reader.pk


def may_say_what_came_back(by: Any, approach: Approach, on: date) -> bool:
    initiative = approach.ask.initiative
    if by is None or is_data_manager(by, initiative, on):
        return True
    return is_member(by, initiative, on) and approach.asker_id == by.pk
