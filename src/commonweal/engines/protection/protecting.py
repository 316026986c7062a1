"""Protect a linked set: hide what is small, and the least more that keeps it hidden."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from commonweal.engines.protection.answers import Answers
from commonweal.engines.protection.building import Built, build
from commonweal.engines.protection.cheapest import Choice, cheapest
from commonweal.engines.protection.families import Hierarchy
from commonweal.engines.protection.improving import Improver
from commonweal.engines.protection.linking import link
from commonweal.engines.protection.nearby import Nearby
from commonweal.engines.protection.parts import protect_parts
from commonweal.engines.protection.reader import given_away, left_together
from commonweal.engines.protection.restarting import best_of_several
from commonweal.engines.protection.system import System
from commonweal.engines.protection.tables import COMPLEMENT, CannotProtect, Protected, Rules, Table
from commonweal.engines.protection.together import secure_together

#: Told how far the work is: a word for the step, what is done, and of how much.
Progress = Callable[[str, int, int], None]
NAMED = 5
#: In larger tables so much of the time goes to the exact way, and the rest to what comes after.
SURE, SHARE = 200, 0.6
#: Up to so many cells the exact way asks for whole people at every turn, beyond only at its end.
WHOLE = 2_500
#: A choice of which no more than this part is unsafe is gone on from.
NEARLY = 0.1
#: So much of the time goes to choices from the start, and the rest to the search around the best one.
SEVERAL = 0.4
#: So much of it the search around a choice has in any case: in a large table the proofs come first, and take long.
LATE = 0.4
#: Of so many cells that resist it is asked whether anything at all would help.
ASKED = 200


def quietly(step: str, done: int, of: int) -> None:
    """Say nothing."""


def protect(
    tables: Sequence[Table],
    *,
    rules: Rules | None = None,
    hierarchy: Hierarchy | None = None,
    prior: Sequence[Table] = (),
    slack: Sequence[float] = (),
    told: Progress = quietly,
) -> Protected:
    """Choose which cells of all these tables to hide, so that no reader of them works out a small number.

    `tables`: cells side by side; every table has the same lines (its figures by name), each a list as long as its
    `coordinates`, which are as wide as its `dimensions`. Figures are counts of people, or amounts where `rules.real`
    names the line; None is missing. Cells with the same coordinates, totals left out, are one cell in all tables.
    `rules`: `minimum` is in people; `seconds` bounds the search for a cheaper choice, not the work before and after it.
    `hierarchy`: from `hierarchy_from`; by dimension and parent the ways to split it. `prior`: earlier releases, what
    they hid in `hidden`. `slack`: for each line half a unit of its last decimal, by which rounded parts may miss their
    sum. `told`: called with a step (`link`, `part`, `hide`, `improve`, `check`), what is done, and of how many.

    Gives, for each table, why each hidden cell is hidden by its place in the table; counts and the hidden sum of
    `rules.cost`. The order of tables and cells is kept.

    Raises `ProtectionError` where tables contradict each other or cannot be read, and `CannotProtect` where a cell is
    given away whatever else is hidden. With `rules.workers` above 1, very large tables start other processes: call it
    so only from a program whose main module may be imported again.

    Fischetti, Salazar (2000): cutting planes, for small tables and for every window of large ones. Kelly, Golden,
    Assad (1992) and Castro (2002): cheapest moves, cell after cell. Shaw (1998): searching large neighbourhoods. De
    Wolf (2002): going about a hierarchical table part by part.
    """
    rules = rules or Rules()
    told("link", 0, 1)
    linked = link(tables, hierarchy or {}, prior, slack or [0.0] * len(tables[0].lines))
    built = build(linked, tables, rules)
    choice = _choose(built, rules, told)
    return _answer(built, choice)


def _choose(built: Built, rules: Rules, told: Progress) -> Choice:
    """Exactly where the table is small enough, else near each cell; empty cells are hidden only where nothing else
    helps."""
    system = built.system
    if np.any(system.must & system.known):
        raise _refusal(built, np.flatnonzero(system.must).tolist())
    end = time.monotonic() + rules.seconds
    best = _cheapest(built, rules) if len(system) <= rules.exact_cells else None
    if best is not None and best.safe:
        return best
    if len(system) >= rules.large_cells:
        near, failed = _by_parts(system, rules, told)
    else:
        near, failed = _begun(system, best, told) or best_of_several(system, SEVERAL * rules.seconds, told)
        if best is not None and best.proved and not failed and (near.hidden == best.hidden).all():
            return Choice(near.hidden, proved=True)
        if not failed:
            Improver(near).run(max(end - time.monotonic(), LATE * rules.seconds), told)
    failed = failed or near.check(told)
    if failed:
        raise _refusal(built, failed)
    return Choice(near.hidden, proved=False)


def _by_parts(system: System, rules: Rules, told: Progress) -> tuple[Nearby, list[int]]:
    near = Nearby(system, system.must, system.candidates(zeros=False))
    protect_parts(near, rules.workers, rules.seconds, told)
    for line in range(len(system.lines)):
        secure_together(near, line, hide=False, told=told)
    return near, near.protect(told)


def _begun(system: System, best: Choice | None, told: Progress) -> tuple[Nearby, list[int]] | None:
    """A choice that is nearly safe, gone on from; None where too much of it is not."""
    if best is None or left_together(system.in_parts(), best.hidden, Answers()) > NEARLY * best.hidden.sum():
        return None
    near = Nearby(system, best.hidden, system.candidates(zeros=False), look_first=True)
    near.look_everywhere()
    if len(near.waiting()) > NEARLY * best.hidden.sum():
        return None
    return near, near.protect(told)


def _cheapest(built: Built, rules: Rules) -> Choice | None:
    """The cheapest choice, with empty cells only where there is none without them; in a larger table one that is safe
    where people may be parts of people."""
    whole = len(built.system) <= WHOLE
    system = built.system if whole else built.system.in_parts()
    for zeros in (False, True):
        share = 1.0 if len(built.system) <= SURE else SHARE
        candidates = built.system.candidates(zeros)
        best = cheapest(system, free=candidates, hidden=system.must, seconds=rules.seconds * share)
        if best is not None:
            return best if whole else replace(best, safe=False)
    return None


def _refusal(built: Built, failed: Sequence[int]) -> CannotProtect:
    """Names the cells that nothing protects; where that is not shown, those for which no way was found."""
    lost = given_away(built.system, failed[:ASKED])
    names = sorted({built.linked.names[cell] for cell in lost or failed})
    more = ", …" if len(names) > NAMED else ""
    code = "cannot-protect" if lost else "no-way-found"
    return CannotProtect(code, count=len(names), names="; ".join(names[:NAMED]) + more)


def _answer(built: Built, choice: Choice) -> Protected:
    hidden, linked = choice.hidden, built.linked
    reasons = []
    for places in linked.places:
        found = {}
        for cell, place in enumerate(places):
            if hidden[place] or place in linked.at_source or (place in linked.earlier):
                found[cell] = built.primary.get(place, COMPLEMENT)
        reasons.append(found)
    ours = {place for places in linked.places for place in places if hidden[place] or place in built.primary}
    primary = sum(1 for place in ours if place in built.primary)
    lost = float(sum(built.system.cost[place] for place in ours if not built.system.absent[place]))
    return Protected(
        reasons=tuple(reasons),
        suppressed=len(ours),
        primary=primary,
        complement=len(ours) - primary,
        value_lost=lost,
        proved=choice.proved,
        restated=linked.restated,
    )
