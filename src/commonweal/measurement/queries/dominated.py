"""The rule of dominance in releases: no reader, and no partner who knows its own figure, works out another's.

By the p % rule, with p = 10: what is left of a figure without its two largest contributions is at least a tenth of the
largest. So a figure of one partner or of two is hidden, and one that a single partner nearly makes up.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from commonweal.engines.protection import Dominance
from commonweal.engines.protection.tables import COMPLEMENT, TOTAL
from commonweal.measurement.queries.contributions import WHOLE, Behind, Given
from commonweal.measurement.queries.earlier import Earlier, Protection, has_numbers
from commonweal.measurement.queries.linked_tables import OWN_SUM, LinkedSet, Sheet

RULE = Dominance()
#: What stands in a release of a measure that guards its partners' figures.
IN_A_RELEASE = {"rule": RULE.rule, "percent": RULE.percent}
NOUGHT = 1e-9


def is_dominated(given: Given) -> bool:
    return any(_dominated(amounts.values()) for amounts in given.values())


def _dominated(amounts: Iterable[float]) -> bool:
    largest, second, *others = [*sorted(amounts, reverse=True), 0.0, 0.0]
    return RULE.margin(largest + second + sum(others), largest, second) > NOUGHT


def guarded_parts(protection: Protection, dimension: str) -> set[str]:
    """The parts of a split that few partners make up, or that moved by what few of them sent since."""
    few = {code for (way, code), given in protection.behind.items() if way == dimension and is_dominated(given)}
    for each in protection.before:
        for code in _shown(each, dimension):
            now, then = protection.behind.get((dimension, code), {}), each.behind.get((dimension, code), {})
            if is_dominated(_moved(now, then)):
                few.add(code)
    return few


def guards_whole(protection: Protection) -> bool:
    return WHOLE[1] in guarded_parts(protection, WHOLE[0])


def _shown(earlier: Earlier, dimension: str) -> list[str]:
    """The parts of which an earlier release gave a figure."""
    if dimension == WHOLE[0]:
        return [WHOLE[1]] if earlier.point and has_numbers(earlier.point) else []
    splits = (split for split in earlier.splits if split["dimension"] == dimension)
    return [cell["code"] for split in splits for cell in split["cells"] if has_numbers(cell)]


def _moved(now: Given, then: Given) -> dict[str, dict[str, float]]:
    """The difference of two releases is a figure too: that of those who came late or corrected theirs."""
    return {
        line: {
            partner: abs(now.get(line, {}).get(partner, 0.0) - then.get(line, {}).get(partner, 0.0))
            for partner in {*now.get(line, {}), *then.get(line, {})}
        }
        for line in {*now, *then}
    }


def hidden_for_partners(linked: LinkedSet, behind: Behind) -> tuple[Mapping[int, str], ...] | None:
    """What is hidden in each sheet. The total less what is shown tells what the hidden parts come to together: that
    must not be one partner's either, so parts are hidden, the smallest first, until it is not.

    None where nothing helps.
    """
    reasons = linked.reasons()
    while reasons is not None and behind:
        more = _more(linked, reasons, behind)
        if more is None:
            break
        if more is linked:
            return None
        linked, reasons = more, more.reasons()
    return reasons


def _more(linked: LinkedSet, reasons: Sequence[Mapping[int, str]], behind: Behind) -> LinkedSet | None:
    """With one more hidden part where it is needed; the same where there is none left; None where none is needed."""
    public = {key: figures for sheet in linked.earlier for key, figures in sheet.shown()}
    for place, (sheet, found) in enumerate(zip(linked.sheets, reasons, strict=True)):
        parts = [cell for cell, code in enumerate(sheet.codes) if code not in (TOTAL, OWN_SUM)]
        wholes = set(range(len(sheet.codes))) - {*parts}
        if not wholes or wholes & found.keys():
            continue
        secret = [cell for cell in parts if public.get((sheet.dimension, sheet.codes[cell])) != sheet.figures[cell]]
        hidden, shown = [c for c in secret if c in found], [c for c in secret if c not in found]
        if hidden and is_dominated(_together(sheet, hidden, behind)):
            ways = sorted(shown, key=lambda cell: sheet.figures[cell][0] or 0.0)
            enough = [cell for cell in ways if not is_dominated(_together(sheet, [*hidden, cell], behind))]
            for cell in [*enough, *ways][:1]:
                wider = replace(sheet, primary=(*sheet.primary, (cell, COMPLEMENT)))
                return replace(linked, sheets=(*linked.sheets[:place], wider, *linked.sheets[place + 1 :]))
            return linked
    return None


def _together(sheet: Sheet, cells: Sequence[int], behind: Behind) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for cell in cells:
        for line, amounts in behind.get((sheet.dimension, sheet.codes[cell]), {}).items():
            for partner, amount in amounts.items():
                sums = found.setdefault(line, {})
                sums[partner] = sums.get(partner, 0.0) + amount
    return found
