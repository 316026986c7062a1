"""The first sum of a roll-up that leaves a dimension out: the facts of its groups become one before all else.

What decides how a fact counts stays apart (its status, and which of its numbers are there), so that the packed facts
are read by the same rules as the facts; and sums of sums are the same sums, since all are of decimals.
"""

# No text of a user is put into a query: names are quoted and come from the validated collection.
# ruff: noqa: S608

from collections.abc import Set

#: An average divides by how many parts have a value, which a packed fact does not tell.
NOT_OF_AVERAGES = frozenset({"mean", "weighted_mean"})


def can_be_packed(rules: Set[str]) -> bool:
    return not rules & NOT_OF_AVERAGES


def packed(keys: str, amount: str, *, of_values: bool) -> str:
    """The facts packed by these columns; `amount` is the exact type of a number, which is summed as it is read."""

    def number(name: str, called: str = "") -> str:
        return (
            f"case when f.status in ('reported', 'estimated') then cast(f.{name} as {amount}) end as {called or name}"
        )

    # Each is there or not within a row of the result.
    there = ("has_value", "has_numerator", "has_denominator")
    marks = ", ".join(f"case when f.{name.removeprefix('has_')} is null then 0 else 1 end as {name}" for name in there)
    return f"""
exact as (
    select {keys}, f.status, f.value as top, {number("value", "amount") if of_values else "null as amount"},
        {number("numerator")}, {number("denominator")}, {marks}
    from facts f
),
packed as (
    select {keys}, f.status, count(*) as facts, max(top) as value, {"sum(amount)" if of_values else "null"} as amount,
        sum(numerator) as numerator, sum(denominator) as denominator
    from exact f group by {keys}, f.status, {", ".join(there)}
),"""
