"""Who may promise for whom, and who may say what became of it."""

from datetime import date
from typing import Any

from commonweal.commitments.models import Account, Commitment
from commonweal.governance.models import Group, Initiative
from commonweal.governance.rules import in_term, is_chair_of, is_data_manager, is_member, sits_in
from commonweal.people.models import Affiliation, Organisation, Person


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
