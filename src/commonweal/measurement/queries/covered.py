"""How honest the coverage of a figure is: of those that are in, who carried a value forward; and who declined.

Counts only: which partner it was, and why, is for that partner and the backbone.
"""

from collections.abc import Sequence
from typing import Any

from commonweal.measurement.models import Decline, Round, Submission
from commonweal.measurement.queries.facts import current_facts

ACCEPTED = Submission.State.ACCEPTED


def other_answers_about(code: str, period: str, rounds: Sequence[Round]) -> dict[str, int]:
    """For one figure: partners whose value was carried forward, and partners that declined."""
    asked_in = [round_ for round_ in rounds if period in round_.periods]
    declined = Decline.objects.filter(invitation__round__in=asked_in, measure__code=code)
    return {
        "carried_forward": len({who for round_ in asked_in for who in _carriers(round_, code, period)}),
        "declined": declined.values("invitation__organisation").distinct().count(),
    }


def other_answers_in(round_: Round) -> dict[str, int]:
    """For a whole round: partners with at least one value carried forward, and those that declined all of it."""
    declined = Decline.objects.filter(invitation__round=round_).exclude(invitation__submissions__state=ACCEPTED)
    return {
        "carried_forward": len(_carriers(round_)),
        "declined": declined.values("invitation").distinct().count(),
    }


def _carriers(round_: Round, code: str = "", period: str = "") -> set[int]:
    """Partners of whose accepted figures one that counts was carried forward. Files are read only of those that did."""
    accepted: Any = round_.submissions.filter(state=ACCEPTED).select_related("receipt")
    who = set(accepted.filter(understood__carried=True).values_list("organisation_id", flat=True))
    found = set()
    for partner in who:
        counted = current_facts(accepted.filter(organisation=partner))
        about = [fact for key, fact in counted.items() if key.measure == (code or key.measure)]
        if any(fact.carried_from and fact.key.period == (period or fact.key.period) for fact in about):
            found.add(partner)
    return found
