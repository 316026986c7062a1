"""The roll-up in plain Python, row by row: slow, and written from the contract and not from the queries.

Two engines can agree on a wrong meaning; this is the meaning. Facts are dictionaries;
`tree` is {parent: [[children], …]}.
"""

from collections import defaultdict
from fractions import Fraction

from commonweal.lib.periods import period_value

VALUED = ("reported", "estimated")
KEYS = ("measure", "period", "place", "group", "partner")


def roll_up(facts, *, measures, by, trees):
    """{key: (value, numerator, denominator, status, partners_in)}, or the text "refused"."""
    rows = [dict(fact, partner=fact["partner"] or "") for fact in facts]
    for dimension in ("group", "place"):
        rows = fold(rows, dimension, trees.get(dimension, {}), dimension in by, measures)
    cells = defaultdict(list)
    for row in rows:
        cells[tuple(row[name] for name in ("measure", *by)), row["period"]].append(row)
    valued = {}
    for (key, period), parts in cells.items():
        rule = measures[key[0]]["places_rule"]
        if stated_count(parts) > 1 and (rule in ("none", "distinct", "latest") or averages(measures[key[0]], rule)):
            return "refused"
        valued[key, period] = add(parts, rule, measures[key[0]])
    if "period" in by:
        return {key: cell[:4] + (len(cell[4]),) for (key, _), cell in valued.items()}
    return over_periods(valued, measures)


def averages(measure, rule):
    return rule == "mean" and measure["factor"] == 100


def over_periods(valued, measures):
    answer = {}
    for key in {key for key, _ in valued}:
        periods = {period: cell for (k, period), cell in valued.items() if k == key}
        measure = measures[key[0]]
        rule = measure["periods_rule"]
        if rule == "latest":
            order = sorted(periods, key=lambda p: (periods[p][0] is not None, period_value(p), p))
            periods = {order[-1]: periods[order[-1]]}
        told = [cell for cell in periods.values() if cell[5] > 0]
        if len(told) > 1 and (rule in ("none", "distinct") or averages(measure, rule)):
            return "refused"
        parts = [
            {"value": c[0], "numerator": c[1], "denominator": c[2], "status": c[3], "partner": "", "stated": c[5] > 0}
            for c in periods.values()
        ]
        value, n, d, status, _, _ = add(parts, "max" if rule == "latest" else rule, measure)
        answer[key] = (value, n, d, status, len(set().union(*(cell[4] for cell in periods.values()))))
    return answer


def is_stated(row):
    if "stated" in row:
        return row["stated"]
    both = row["numerator"] is not None and row["denominator"] is not None
    return row["status"] == "suppressed" or (row["status"] in VALUED and (row["value"] is not None or both))


def stated_count(rows):
    return sum(is_stated(row) for row in rows)


def add(parts, rule, measure):
    """(value, numerator, denominator, status, partners, stated) of rows that are all different people."""
    stated = stated_count(parts)
    partners = {row["partner"] for row in parts if is_stated(row)} - {""}
    if any(row["status"] == "suppressed" for row in parts):
        return None, None, None, "suppressed", partners, stated
    # Of a period that is already added up, the parts stand even where no value could be made of them.
    live = [row for row in parts if row["status"] in VALUED or "stated" in row]
    value, n, d = value_of(live, rule, measure, stated)
    if value is not None:
        status = "estimated" if any(row["status"] == "estimated" for row in parts) else "reported"
    elif (stated and d == 0) or all(row["status"] == "not_applicable" for row in parts):
        status = "not_applicable"
    else:
        status = "missing"
    return value, n, d, status, partners, stated


def total(numbers):
    numbers = [Fraction(number) for number in numbers if number is not None]
    return sum(numbers) if numbers else None


def value_of(live, rule, measure, stated):
    values = [Fraction(row["value"]) for row in live if row["value"] is not None]
    n, d = total(row["numerator"] for row in live), total(row["denominator"] for row in live)
    if rule == "ratio_of_sums":
        both = [row for row in live if row["numerator"] is not None and row["denominator"] is not None]
        n, d = total(row["numerator"] for row in both), total(row["denominator"] for row in both)
        if d is None:
            return (values[0] if stated == 1 and values else None), n, d
        return (measure["factor"] * n / d if d else None), n, d
    if rule == "sum":
        return (sum(values) if values else None), n, d
    if rule == "weighted_mean" and len(values) > 1:
        pairs = [(row["value"], row["denominator"]) for row in live if row["value"] is not None]
        weights = total(w for _, w in pairs)
        weighted = total(Fraction(v) * Fraction(w) for v, w in pairs if w is not None)
        return (weighted / weights if weights else None), n if stated == 1 else None, weights
    one = (n, d) if stated == 1 else (None, None)
    if rule == "mean":
        return (sum(values) / len(values) if values else None), *one
    return (max(values) if values else None), *one


def fold(rows, dimension, tree, kept, measures):
    """Rows for each ancestor, without what a stated parent already covers."""
    if not tree:
        return rows
    others = [name for name in KEYS if name not in (dimension, "partner")]

    def teller(row):
        own = "" if measures[row["measure"]]["level"] == "population" else row["partner"]
        return (*(row[name] for name in others), own)

    tellers = defaultdict(list)
    for row in rows:
        tellers[teller(row)].append(row)
    nodes = known_nodes(tree)
    answer = []
    for told in tellers.values():
        loose = sorted({row[dimension] for row in told} - set(nodes))
        for ancestor in [*(nodes if kept else ["*"]), *loose]:
            inside = {ancestor} if ancestor in loose else below(tree, ancestor) if kept else set(nodes)
            for node in counted(told, dimension, tree, inside):
                answer += [dict(row, **{dimension: ancestor}) for row in told if row[dimension] == node]
    return answer


def known_nodes(tree):
    names = []
    for parent, ways in tree.items():
        names += [parent, *(child for way in ways for child in way)]
    return list(dict.fromkeys(names))


def below(tree, node):
    found = {node}
    for way in tree.get(node, []):
        for child in way:
            found |= below(tree, child)
    return found


def leaves(tree, node):
    return {each for each in below(tree, node) if each not in tree}


def counted(told, dimension, tree, inside):
    """The nodes whose rows count: stated parents, the wider first, then leaves under none, and unstated rows."""
    stated = {row[dimension] for row in told if is_stated(row)} & inside
    order = known_nodes(tree)
    parents = sorted(
        (node for node in stated if node in tree),
        key=lambda node: (-len(leaves(tree, node)), -len(below(tree, node)), order.index(node)),
    )
    passed = {p for i, p in enumerate(parents) if any(leaves(tree, p) & leaves(tree, e) for e in parents[:i])}
    taken = [parent for parent in parents if parent not in passed]
    covered = set().union(*(leaves(tree, parent) for parent in taken))
    present = {row[dimension] for row in told} & inside
    return [
        node
        for node in sorted(present)
        if (node in tree and (node in taken or node not in stated)) or (node not in tree and node not in covered)
    ]
