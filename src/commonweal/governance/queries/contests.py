"""What electors said about stakes that the records show, and who may answer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from commonweal.governance import about, rules
from commonweal.governance.models import Decision, Initiative, Seat, StakeContest
from commonweal.people.models import Person


def contests_of(decision: Decision) -> Sequence[StakeContest]:
    """For members, beside the decision: what was said, and what was answered."""
    return list(decision.contests.select_related("person", "decision__initiative"))


def things_of(contest: StakeContest) -> list[str]:
    """What the stakes are in, as it is called now."""
    names = [about.label_of(contest.decision.initiative, (kind, key)) for kind, key in contest.stakes]
    return [name for name in names if name]


def may_answer(by: Any, contest: StakeContest, at: datetime) -> bool:
    """Whoever leads the group or keeps the data, except the one who asks."""
    return by != contest.person and rules.may_lead_decisions(by, contest.decision.group, at)


def who_answers(contest: StakeContest, at: datetime) -> list[Person]:
    """The chairs of the group; where nobody else chairs it, the data managers."""
    group, on = contest.decision.group, rules.today(contest.decision.initiative, at)
    leads = [Seat.Role.CHAIR, Seat.Role.CO_CHAIR]
    seats = Seat.objects.filter(rules.in_term(on), person__is_active=True).exclude(person=contest.person)
    chairs = list(Person.objects.filter(pk__in=seats.filter(group=group, role__in=leads).values("person")))
    keys = seats.filter(group__initiative=group.initiative_id, group__kind="backbone", role=Seat.Role.DATA_MANAGER)
    return chairs or list(Person.objects.filter(pk__in=keys.values("person")))


def contest_of(person: Any, decision: Decision) -> StakeContest | None:
    """The reader's own."""
    return decision.contests.filter(person=person).first() if isinstance(person, Person) else None


def contests_to_answer(reader: Any, initiative: Initiative, at: datetime) -> list[StakeContest]:
    """Those that wait for this reader while the vote is open."""
    waiting = StakeContest.objects.filter(
        decision__initiative=initiative, decision__state=Decision.State.OPEN, answered_at=None
    )
    found = waiting.select_related("decision__group", "decision__initiative", "person")
    return [one for one in found if reader in who_answers(one, at)]
