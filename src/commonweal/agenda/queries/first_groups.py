"""Which groups an initiative still lacks: those who steer, one for each strategy, and a table of residents."""

from dataclasses import dataclass
from datetime import datetime

from commonweal.agenda.models import Strategy
from commonweal.agenda.queries.draft import strategies_of, words_now
from commonweal.governance.models import Group, Initiative
from commonweal.governance.queries.group_history import groups_on
from commonweal.governance.rules import today


@dataclass(frozen=True)
class FirstGroup:
    """A group to form; `strategy` is the one that it carries from the first day."""

    kind: str
    name_en: str
    name_es: str = ""
    strategy: Strategy | None = None


STEERING = FirstGroup(Group.Kind.STEERING, "Steering committee", "Comité directivo")
COMMUNITY = FirstGroup(Group.Kind.COMMUNITY, "Residents’ council", "Consejo de residentes")


def groups_now(initiative: Initiative, at: datetime) -> list[Group]:
    """Those that meet or pause, in their order."""
    return [then.group for then in groups_on(initiative, today(initiative, at))]


def groups_to_form(initiative: Initiative, at: datetime) -> list[FirstGroup]:
    """Of a kind that is there already nothing more is offered, of strategies those that nobody carries."""
    kinds = {group.kind for group in groups_now(initiative, at)}
    words = words_now(initiative)
    planned = [one for one in strategies_of(initiative, retired=False) if one.origin == one.Origin.PLANNED]
    working = [
        FirstGroup(Group.Kind.WORKING, words[one.part].name_en, words[one.part].name_es, one)
        for one in planned
        if one.group_id is None and one.part in words
    ]
    steering = [] if Group.Kind.STEERING in kinds else [STEERING]
    community = [] if Group.Kind.COMMUNITY in kinds else [COMMUNITY]
    return [*steering, *working, *community]
