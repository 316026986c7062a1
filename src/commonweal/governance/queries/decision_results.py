"""What came of a decision, in the reader's words: the frozen count, read back as the engine's own result."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from commonweal.engines.voting.results import Result
from commonweal.engines.voting.words import ASKS, RULES, Roll, decision_words, points
from commonweal.governance.models import Decision
from commonweal.lib.languages import page_language


def frozen(result: Result, roll: Roll) -> dict[str, Any]:
    """The count as it is kept: whole numbers stay, means are written as fractions, options stand by their number."""
    return {
        "method": result.method,
        "valid": result.valid,
        "abstentions": result.abstentions,
        "counts": {name: _written(number) for name, number in result.counts.items()},
        "winner": result.winner,
        "carried": result.carried,
        "quorum": result.quorum,
        "needed": result.needed,
        "tied": list(result.tied),
        "by": result.by,
        "scored": dict(result.scored),
        "levels": result.levels,
        "in_doubt": result.in_doubt,
        "roll": roll.size,
        "aside": roll.aside,
        "left_out": roll.left_out,
    }


def _written(number: int | Fraction) -> int | str:
    return number if isinstance(number, int) else f"{number.numerator}/{number.denominator}"


def result_of(decision: Decision) -> Result | None:
    """With the options' names in the language of the page; None before the close."""
    kept = decision.result
    if not kept:
        return None
    names = _names(decision)
    counts = {names.get(name, name): _read(number) for name, number in kept["counts"].items()}
    winner = kept["winner"]
    return Result(
        method=kept["method"],
        valid=kept["valid"],
        abstentions=kept["abstentions"],
        counts=counts,
        winner=names.get(winner, winner) if winner else None,
        carried=kept["carried"],
        quorum=kept["quorum"],
        needed=kept["needed"],
        tied=tuple(names.get(name, name) for name in kept["tied"]),
        by=kept["by"],
        scored={names.get(name, name): number for name, number in kept["scored"].items()},
        levels=kept["levels"],
        in_doubt=kept["in_doubt"],
    )


def _read(number: int | str) -> int | Fraction:
    return number if isinstance(number, int) else Fraction(number)


def _names(decision: Decision) -> Mapping[str, str]:
    return {str(option.position): option.label for option in decision.options.all()}


def result_sentence(decision: Decision) -> str:
    """Of how many who could vote, how many took no part, what the rule asked for. Empty before the close."""
    result = result_of(decision)
    if result is None:
        return ""
    kept = decision.result
    return decision_words(result, Roll(kept["roll"], kept["aside"], kept.get("left_out", 0)), page_language())


def rule_name(decision: Decision) -> str:
    return RULES[decision.rule][page_language()]


def beside_the_charter(decision: Decision) -> str:
    """Said on its page, in the log and beside the result, where it goes by another rule than the charter's."""
    if not decision.charter_rule:
        return ""
    names = {"charter": RULES[decision.charter_rule][page_language()], "rule": rule_name(decision)}
    return _("The charter says %(charter)s; this goes by %(rule)s.") % names


def rule_asks(decision: Decision) -> str:
    return ASKS[decision.rule][page_language()]


def counted_lines(decision: Decision) -> list[tuple[str, str]]:
    """Each option with its figure, for the choosing rules; the highest first."""
    result = result_of(decision)
    if result is None or not decision.options.all():
        return []
    ordered = sorted(result.counts.items(), key=lambda pair: -pair[1])
    return [(name, points(number)) for name, number in ordered]
