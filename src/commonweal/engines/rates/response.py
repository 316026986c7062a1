"""How many of those who were asked answered: the outcome rates of AAPOR."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Counts (or sums of weights) of how each person ended: AAPOR's final dispositions.

    Those who are not eligible leave every rate and are not counted here.
    """

    complete: float = 0
    partial: float = 0
    refused: float = 0
    not_reached: float = 0
    other: float = 0
    unknown_if_household: float = 0
    unknown_if_eligible: float = 0

    @property
    def answered(self) -> float:
        return self.complete + self.partial

    @property
    def eligible(self) -> float:
        return self.answered + self.refused + self.not_reached + self.other

    @property
    def unknown(self) -> float:
        return self.unknown_if_household + self.unknown_if_eligible


def response_rate(outcomes: Outcomes) -> float | None:
    """AAPOR's RR2, the rate that we show: those who answered, in part counts, over all who may be eligible."""
    return _rate(outcomes.answered, outcomes.eligible + outcomes.unknown)


def outcome_rates(outcomes: Outcomes, eligible_share: float = 1.0) -> dict[str, float | None]:
    """All rates by their AAPOR names, None where nobody is below the line.

    `eligible_share` is the share e of the unknown who are thought eligible; a guess, so its rates need its source.
    Source: AAPOR, Standard Definitions, 9th edition 2016; LOC1, LOC2 as in its calculator.
    """
    o = outcomes
    all_of_them, some, none = (o.eligible + share * o.unknown for share in (1.0, eligible_share, 0.0))
    reached = o.answered + o.refused + o.other
    below = (all_of_them, some, none)
    rates = {"RR2": response_rate(o)}
    for i, base in enumerate(below):
        rates[f"RR{2 * i + 1}"] = _rate(o.complete, base)
        rates[f"RR{2 * i + 2}"] = _rate(o.answered, base)
        rates[f"REF{i + 1}"] = _rate(o.refused, base)
        rates[f"CON{i + 1}"] = _rate(reached, base)
    for i, base in enumerate((reached, o.answered + o.refused)):
        rates[f"COOP{2 * i + 1}"] = _rate(o.complete, base)
        rates[f"COOP{2 * i + 2}"] = _rate(o.answered, base)
    return rates | {"LOC1": _rate(o.eligible, all_of_them), "LOC2": _rate(o.eligible, some)}


def _rate(above: float, below: float) -> float | None:
    return above / below if below else None
