"""Who may write the agenda, speak about it and read it. Rights follow from seats."""

from datetime import datetime
from typing import Any

from commonweal.agenda.models import Aspiration, Dependency, DraftInvitation, Interview, Strategy, Wording
from commonweal.governance import rules as seats
from commonweal.governance.models import Group, Initiative, Participation
from commonweal.governance.queries import any_initiative_exists
from commonweal.governance.visibility import Visibility
from commonweal.people.models import Affiliation, Organisation, Person

#: The draft with all that is said about it, the quotes and the logic model: whoever has a seat here.
DRAFT = Visibility.NETWORK

# The backbone first: somebody with two seats is counted for the one about which one asks whether it wrote too much.
_SOURCES = (
    (Group.Kind.BACKBONE, Wording.Source.BACKBONE),
    (Group.Kind.STEERING, Wording.Source.STEERING),
    (Group.Kind.WORKING, Wording.Source.WORKING),
    (Group.Kind.COMMUNITY, Wording.Source.COMMUNITY),
)


def may_set_goal(by: Any, initiative: Initiative, at: datetime) -> bool:
    """The steering committee's chair, or the data manager who writes down what was agreed."""
    return seats.may_set_up(by, initiative, at) or seats.is_chair(by, initiative, seats.today(initiative, at))


def may_found_the_first(by: Any) -> bool:
    """Only the first-run page, which asks for the set-up code, and only while there is nothing."""
    return by is None and not any_initiative_exists()


def may_read(by: Any, initiative: Initiative, at: datetime) -> bool:
    """What was ratified: whoever takes part, also through the organisation where they work."""
    return by is None or seats.takes_part(by, initiative, seats.today(initiative, at))


def may_read_draft(by: Any, initiative: Initiative, at: datetime) -> bool:
    """The draft, the comments, the quotes: whoever has a seat here, and who was invited to write."""
    on = seats.today(initiative, at)
    return by is None or seats.is_member(by, initiative, on) or _is_invited(by, initiative, at)


def may_state(by: Any, initiative: Initiative, organisation: Organisation, at: datetime) -> bool:
    """How an organisation changed its work is said by who works there, or written down by the data manager."""
    if seats.may_set_up(by, initiative, at):
        return True
    if not isinstance(by, Person) or not by.is_active:
        return False
    on = seats.today(initiative, at)
    takes_part = Participation.objects.filter(seats.in_term(on), initiative=initiative, organisation=organisation)
    works = Affiliation.objects.filter(seats.in_term(on), person=by, organisation=organisation)
    return works.exists() and takes_part.exists()


def may_comment(by: Any, initiative: Initiative, at: datetime) -> bool:
    """Whoever reads the draft has a say about it."""
    return may_read_draft(by, initiative, at)


def may_draft(by: Any, initiative: Initiative, at: datetime) -> bool:
    """Members of the steering committee and of the backbone, and those who were invited."""
    if by is None:
        return True
    kinds = {Group.Kind.STEERING, Group.Kind.BACKBONE}
    return bool(kinds & _kinds_of_seats(by, initiative, at)) or _is_invited(by, initiative, at)


def may_invite(by: Any, initiative: Initiative, at: datetime) -> bool:
    """Who else writes is decided by the chair or the data manager."""
    return may_set_goal(by, initiative, at)


def may_make_version(by: Any, initiative: Initiative, at: datetime) -> bool:
    """A version is put before the committee by one of its own or of the backbone, and not by who was invited."""
    if by is None:
        return True
    return bool({Group.Kind.STEERING, Group.Kind.BACKBONE} & _kinds_of_seats(by, initiative, at))


def may_try(by: Any, strategy: Strategy, at: datetime) -> bool:
    """An idea is tried by the group that carries it, or by those who draft: a small step needs no committee."""
    if may_draft(by, strategy.initiative, at):
        return True
    on = seats.today(strategy.initiative, at)
    return strategy.group is not None and seats.sits_in(by, strategy.group, on)


def may_see_quote(by: Any, aspiration: Aspiration, at: datetime) -> bool:
    """As far as who said it agreed."""
    if aspiration.consent == Aspiration.Consent.WITHDRAWN:
        return False
    return may_read_draft(by, aspiration.initiative, at)


def may_withdraw(by: Any, noted: Aspiration | Interview, at: datetime) -> bool:
    """Words go for good: whoever noted them for somebody takes them away, or the data manager whom somebody asks."""
    if seats.may_set_up(by, noted.initiative, at):
        return True
    own = getattr(by, "actor_id", None)
    return own is not None and noted.noted_by == own and may_comment(by, noted.initiative, at)


def source_of(by: Any, initiative: Initiative, at: datetime) -> str:
    """From which seat somebody writes."""
    if by is None:
        return Wording.Source.SYSTEM
    held = _kinds_of_seats(by, initiative, at)
    return next((source for kind, source in _SOURCES if kind in held), Wording.Source.INVITED)


def _kinds_of_seats(by: Any, initiative: Initiative, at: datetime) -> set[str]:
    on = seats.today(initiative, at)
    mine = {"group__initiative": initiative}
    own = seats.seats_of(by, on).filter(**mine).values_list("group__kind", flat=True)
    spoken_for = seats.seats_spoken_for(by, on).filter(**mine).values_list("group__kind", flat=True)
    return {*own, *spoken_for}


def _is_invited(by: Any, initiative: Initiative, at: datetime) -> bool:
    if not getattr(by, "is_active", False):
        return False
    on = seats.today(initiative, at)
    return DraftInvitation.objects.filter(seats.in_term(on), initiative=initiative, person_id=by.pk).exists()


def may_speak_for(by: Any, group: Group, at: datetime) -> bool:
    """A group’s week, what it asks and waits for: who leads it, or the data manager who writes down what was said."""
    return seats.may_keep_agenda(by, group, at)


def may_answer_dependency(by: Any, dependency: Dependency, at: datetime) -> bool:
    """Who leads either of the two groups; what was asked of every group, who leads any."""
    if may_speak_for(by, dependency.group, at):
        return True
    if dependency.on_group is not None:
        return may_speak_for(by, dependency.on_group, at)
    initiative = dependency.initiative
    return seats.leads_a_group(by, initiative, seats.today(initiative, at))


def may_judge_progress(by: Any, initiative: Initiative, at: datetime) -> bool:
    """The backbone looks across the groups, and no group judges itself."""
    return by is None or Group.Kind.BACKBONE in _kinds_of_seats(by, initiative, at)


def may_answer_progress(by: Any, initiative: Initiative, at: datetime) -> bool:
    """What those who steer say to it: their chairs, or any member of a committee that nobody leads.

    The backbone made the judgment, and does not answer it.
    """
    on = seats.today(initiative, at)
    if by is None or seats.is_chair(by, initiative, on):
        return True
    steering = list(initiative.groups.filter(kind=Group.Kind.STEERING))
    if any(seats.has_a_chair(group, on) for group in steering) or may_judge_progress(by, initiative, at):
        return False
    return any(seats.sits_in(by, group, on) for group in steering)
