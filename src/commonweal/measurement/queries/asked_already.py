"""What somebody was asked before: a value that was asked once is used in every report, and not asked again."""

from collections.abc import Mapping, Sequence

from commonweal.governance.models import Initiative
from commonweal.measurement.models import Asked, Measure, Round, Submission
from commonweal.measurement.queries.waiting import LIVE
from commonweal.people.models import Organisation

Pair = tuple[int, int]


def asked_already(initiative: Initiative, periods: Sequence[str]) -> dict[Pair, str]:
    """Partner and measure of whom every one of these periods is asked in an open round, or answered in any.

    With the name of the round that has it. What a closed round left without an answer may be asked again.
    """
    wanted = set(periods)
    covered: dict[Pair, set[str]] = {}
    names: dict[Pair, str] = {}
    for asked_in in initiative.rounds.order_by("pk"):
        shared = wanted & set(asked_in.periods)
        for pair in _stands(asked_in) if shared else ():
            covered.setdefault(pair, set()).update(shared)
            names[pair] = asked_in.name
    return {pair: names[pair] for pair, found in covered.items() if found == wanted}


def without_those(
    asked: Mapping[Organisation, Sequence[Measure]], already: Mapping[Pair, str]
) -> dict[Organisation, list[Measure]]:
    """What is left to ask; a partner with nothing left is not asked at all."""
    left = {who: [one for one in measures if (who.pk, one.pk) not in already] for who, measures in asked.items()}
    return {who: measures for who, measures in left.items() if measures}


def not_asked_again(
    initiative: Initiative, periods: Sequence[str], asked: Mapping[Organisation, Sequence[Measure]]
) -> list[str]:
    """In words, for the look before a round opens: who has which measure in which round already."""
    already = asked_already(initiative, periods)
    return [
        f"{who.name}, {measure.code}: {already[who.pk, measure.pk]}"
        for who, measures in asked.items()
        for measure in measures
        if (who.pk, measure.pk) in already
    ]


def _stands(asked_in: Round) -> set[Pair]:
    pairs = set(Asked.objects.filter(round=asked_in).values_list("organisation", "measure"))
    if asked_in.state == Round.State.OPEN:
        return pairs
    codes = dict(asked_in.asked.values_list("measure__code", "measure"))
    answers = Submission.objects.filter(round=asked_in, state__in=LIVE).values_list("organisation", "totals")
    told = {
        (who, codes.get(code)) for who, totals in answers for code, total in totals.items() if total.get("reported")
    }
    return {pair for pair in pairs if pair in told}
