"""How partners changed their own work, and who has not said so yet."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commonweal.agenda import rules
from commonweal.agenda.models import Alignment, Strategy
from commonweal.agenda.queries.draft import label_of
from commonweal.governance.models import Initiative, Participation
from commonweal.governance.rules import in_term, today
from commonweal.people.models import Organisation


@dataclass(frozen=True)
class Statement:
    """One statement that holds; `may_change` for who works there."""

    alignment: Alignment
    strategy_name: str
    may_change: bool


@dataclass(frozen=True)
class Aligned:
    """All that holds, the newest change first. Who has said nothing is counted and not named."""

    statements: list[Statement]
    taking_part: int

    @property
    def organisations(self) -> int:
        return len({one.alignment.organisation_id for one in self.statements})


def alignments(reader: Any, initiative: Initiative, at: datetime) -> Aligned:
    if not rules.may_read(reader, initiative, at):
        return Aligned([], 0)
    held = _standing(initiative).select_related("organisation", "strategy", "initiative")
    statements = [
        Statement(
            one,
            label_of(initiative, one.strategy.part) if one.strategy else "",
            rules.may_state(reader, initiative, one.organisation, at),
        )
        for one in held
    ]
    return Aligned(statements, len(organisations_taking_part(initiative, at)))


def _standing(initiative: Initiative) -> Any:
    return Alignment.objects.filter(initiative=initiative, replaced_by=None, withdrawn_at=None)


def organisations_taking_part(initiative: Initiative, at: datetime) -> list[Organisation]:
    part = Participation.objects.filter(in_term(today(initiative, at)), initiative=initiative)
    return list(Organisation.objects.filter(pk__in=part.values("organisation")).order_by("name"))


def organisations_to_state(reader: Any, initiative: Initiative, at: datetime) -> list[Organisation]:
    """For which of them the reader may say it."""
    return [one for one in organisations_taking_part(initiative, at) if rules.may_state(reader, initiative, one, at)]


def strategies_by_name(initiative: Initiative) -> list[tuple[Strategy, str]]:
    going = Strategy.objects.filter(initiative=initiative).exclude(status=Strategy.Status.RETIRED)
    return [(one, label_of(initiative, one.part)) for one in going]


def alignment_of(reader: Any, initiative: Initiative, key: int, at: datetime) -> Alignment | None:
    """One that the reader may change."""
    found = _standing(initiative).select_related("organisation", "initiative").filter(pk=key).first()
    if found is None or not rules.may_state(reader, initiative, found.organisation, at):
        return None
    return found
