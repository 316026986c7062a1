"""The roll-up as SQL, written once: DuckDB's dialect, out of a short list that Spark reads alike.

Allowed: sum, count, count distinct, min, max, CASE, coalesce, nullif, row_number, CTEs, inner and left joins, casts to
DECIMAL and DOUBLE. A quotient is cast(a as double) / nullif(b, 0). Sums are of DECIMAL or BIGINT, never of DOUBLE.
Names of dimensions come from the collection and are quoted; all else that varies is a row of a registered table.
"""

# No text of a user is put into a query: names are quoted and come from the validated collection.
# ruff: noqa: S608

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from commonweal.engines.measures.packing import packed

AMOUNT = "decimal(32, 14)"
TOTAL = "decimal(38, 14)"
#: What a row of the folded facts may carry, and the rules that need it.
PARTS: dict[str, frozenset[str]] = {
    "v": frozenset({"sum", "mean"}),
    "n": frozenset({"ratio_of_sums"}),
    "d": frozenset({"ratio_of_sums"}),
    "w": frozenset({"weighted_mean"}),
    "wd": frozenset({"weighted_mean"}),
    "n_all": frozenset({"sum", "mean", "max", "weighted_mean", "latest", "distinct", "none"}),
    "d_all": frozenset({"sum", "mean", "max", "weighted_mean", "latest", "distinct", "none"}),
}
#: Besides them the greatest value, what the row is, 1 where it states something, and who states it. These are settled
#: for each fact, before it is taken to each of its ancestors.
ALWAYS = ("top", "kind", "told", "stater")
#: What a fact is, as a small number: what a row becomes is the greatest of its parts, so one maximum is all it takes.
ABSENT, EMPTY, REPORTED, EMPTY_ESTIMATE, ESTIMATED, SUPPRESSED, UNKNOWN = 1, 2, 3, 4, 5, 6, 7
#: These state something, even if only that it may not be said.
STATED = "told = 1"


@dataclass(frozen=True)
class Plan:
    """What a roll-up has to look at: the dimensions, the rules of the measures, and whether parents state figures.

    A dimension is `left_out` that is neither a column of the answer nor folded up its tree; None where the facts are
    not packed, since each has to be told from the others.
    """

    dimensions: tuple[str, ...]
    rules: frozenset[str]
    told_apart: bool
    left_out: tuple[str, ...] | None = None

    @property
    def is_packed(self) -> bool:
        """Many facts become one before they are taken to their ancestors."""
        return self.left_out is not None

    @property
    def parts(self) -> tuple[str, ...]:
        """Only what some rule needs: each more costs time on every row."""
        return (*(name for name, rules in PARTS.items() if rules & self.rules), *ALWAYS)

    def added(self, *, last: bool) -> str:
        """The sums that some rule needs; a last one becomes a number at once, since each cast of a decimal is slow."""
        total = "cast(sum({0}) as double)" if last else "sum({0})"
        return "".join(f"{total.format(name)} as {name}, " for name in self.parts if name in PARTS)

    def cases(self, *cases: tuple[str, str]) -> str:
        """Of these (rule or part, case) those that some measure needs."""
        return " ".join(case for need, case in cases if need in self.rules or need in self.parts)

    @property
    def valued(self) -> str:
        """How many parts have a value, where a rule needs to know."""
        return "count(top)" if self.rules & {"mean", "weighted_mean"} else "0"


_OWN = ("measure", "period", "place", "partner")


def column_of(name: str) -> str:
    """The column of a dimension: apart from all names of the queries' own, whatever the dimension is called."""
    return name if name in _OWN else f"of {name}"


def name_of(column: str) -> str:
    return column.removeprefix("of ") if column not in _OWN else column


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def listed(names: Sequence[str], table: str = "") -> str:
    prefix = f"{table}." if table else ""
    return ", ".join(prefix + quoted(name) for name in names)


def matched(left: str, right: str, names: Sequence[str]) -> str:
    return " and ".join(f"{left}.{quoted(name)} = {right}.{quoted(name)}" for name in names)


def product(value: str, weight: str) -> str:
    """Up to 10¹⁰ and 10¹², with 10 and 6 decimals: what fits the 38 digits that every engine has."""
    return f"cast(cast({value} as decimal(20, 10)) * cast({weight} as decimal(18, 6)) as {TOTAL})"


def _parts(plan: Plan) -> dict[str, str]:
    """What each part is of a fact as `facts_given` has it."""
    stated = "status = 'suppressed' or top is not null or (n_one is not null and d_one is not null)"
    return {
        "v": "amount" if plan.is_packed else f"cast(top as {AMOUNT})",
        "n": "case when d_one is not null then n_one end",
        "d": "case when n_one is not null then d_one end",
        "w": f"case when weigh = 1 then {product('top', 'd_one')} end",
        "wd": "case when top is not null then d_one end",
        "n_all": "n_one",
        "d_all": "d_one",
        "top": "top",
        "kind": f"""case when status = 'suppressed' then {SUPPRESSED} when status = 'missing' then {EMPTY}
            when status = 'not_applicable' then {ABSENT} when status not in ('reported', 'estimated') then {UNKNOWN}
            when top is null and (n_one is null or d_one is null)
                then case when status = 'reported' then {EMPTY} else {EMPTY_ESTIMATE} end
            when status = 'reported' then {REPORTED} else {ESTIMATED} end""",
        "told": f"case when {stated} then {'facts else 0' if plan.is_packed else 1} end",
        "stater": f"case when {stated} then partner end",
    }


def base(plan: Plan) -> str:
    """Each fact as the parts that add up. A null says "no value"; `suppressed`, `absent` … are 1 or null, and say why.

    A parent's figure stands for its parts within one teller: of a performance measure that is the partner, whose people
    are its own; of a population measure it is everybody, since all speak of the same community.
    """
    left_out = plan.left_out or ()
    there = [quoted(name) for name in plan.dimensions if name not in left_out]
    keys = ", ".join([f"coalesce(f.{x}, '') as {x}" for x in there] + [f"'' as {quoted(name)}" for name in left_out])
    teller = "case when l.level = 'population' then '' else coalesce(f.partner, '') end" if plan.told_apart else "''"
    weighted = "weighted_mean" in plan.rules
    rules = "left join rules l on l.measure = f.measure" if plan.told_apart or weighted else ""
    parts = _parts(plan)
    first, source, number = "", "facts", "cast({} as " + AMOUNT + ")"
    if plan.is_packed:
        columns = ", ".join(f"f.{x}" for x in ("measure", "period", "partner", *there))
        first, source, number = packed(columns, AMOUNT, of_values="v" in plan.parts), "packed", "{}"
    return f"""{first}
facts_given as (
    select f.measure, f.period, nullif(f.partner, '') as partner, {teller} as teller, {keys}, f.status,
        {"case when l.places_rule = 'weighted_mean' then 1 else 0 end" if weighted else "0"} as weigh,
        case when status in ('reported', 'estimated') then value end as top,
        case when status in ('reported', 'estimated') then {number.format("numerator")} end as n_one,
        case when status in ('reported', 'estimated') then {number.format("denominator")} end as d_one
        {", f.facts, f.amount" if plan.is_packed else ""}
    from {source} f {rules}
),
folded_0 as (
    select measure, period, partner, teller, {listed(plan.dimensions)},
        {", ".join(f"{parts[name]} as {name}" for name in plan.parts)}
    from facts_given
)"""


def fold(plan: Plan, step: int, dimension: str, keys: Sequence[str], only: str = "") -> str:
    """One dimension rolled up its tree: `lines` has (node, ancestor, inner), `before` and `inside` who excludes whom.

    Where a parent is stated, what lies within it does not count again; of two stated parents that share a part, the
    wider one is taken. Each leaf counts once in each ancestor, by whatever way it lies there. `only` names other lines,
    and leaves out what lies on none of them.
    """
    here, x, cell = f"folded_{step - 1}", quoted(dimension), (*keys, "ancestor", "node")
    lines, join = (only, "join") if only else (f"lines_{step}", "left join")
    return f""",
stated_{step} as (
    select {listed(keys, "r")}, c.ancestor, c.node from {here} r join {lines} c on c.node = r.{x}
    where c.is_inner = 1 and r.{STATED} group by {listed(keys, "r")}, c.ancestor, c.node
),
passed_{step} as (
    select {listed(cell, "a")} from stated_{step} a join before_{step} b on b.node = a.node
    join stated_{step} s on {matched("s", "a", (*keys, "ancestor"))} and s.node = b.blocker
    group by {listed(cell, "a")}
),
taken_{step} as (
    select {listed(cell, "a")} from stated_{step} a
    left join passed_{step} p on {matched("p", "a", cell)} where p.node is null
),
covered_{step} as (
    select {listed((*keys, "ancestor"), "t")}, i.node from taken_{step} t join inside_{step} i on i.blocker = t.node
    group by {listed((*keys, "ancestor"), "t")}, i.node
),
folded_{step} as (
    select {listed(keys, "r")}, r.partner, coalesce(c.ancestor, r.{x}) as {x}, {listed(plan.parts, "r")}
    from {here} r {join} {lines} c on c.node = r.{x}
    left join covered_{step} o on {matched("o", "r", keys)} and o.ancestor = c.ancestor and o.node = c.node
    left join passed_{step} p on {matched("p", "r", keys)} and p.ancestor = c.ancestor and p.node = c.node
    where o.node is null and p.node is null
)"""


def plain_fold(plan: Plan, step: int, dimension: str, keys: Sequence[str]) -> str:
    """The same where no fact stands at a parent: each leaf goes to each of its ancestors, once."""
    x = quoted(dimension)
    return f""",
folded_{step} as (
    select {listed(keys, "r")}, r.partner, coalesce(c.ancestor, r.{x}) as {x}, {listed(plan.parts, "r")}
    from folded_{step - 1} r left join lines_{step} c on c.node = r.{x}
)"""


class Step(Protocol):
    """One dimension that is folded up its tree; `stated` says that facts stand at parents too."""

    @property
    def number(self) -> int: ...
    @property
    def dimension(self) -> str: ...
    @property
    def stated(self) -> bool: ...


def folded(plan: Plan, steps: Sequence[Step]) -> str:
    """All steps, one after the other: `folded_0`, `folded_1` …"""
    text = "with " + base(plan).lstrip()
    for step in steps:
        left = ("measure", "period", "teller", *(name for name in plan.dimensions if name != step.dimension))
        text += (fold if step.stated else plain_fold)(plan, step.number, step.dimension, left)
    return text


def own_figures(plan: Plan, step: int, dimension: str, keys: Sequence[str]) -> str:
    """What the parents themselves state; `parents` has (node)."""
    x = quoted(dimension)
    return f""",
own as (
    select {listed(keys, "r")}, r.partner, r.{x}, {listed(plan.parts, "r")}
    from folded_{step - 1} r join parents p on p.node = r.{x}
    where r.{STATED}
){cells(plan, "own", (*keys, dimension))}"""


def parts_of_parents(plan: Plan, step: int, dimension: str, keys: Sequence[str]) -> str:
    """What lies within each parent, itself left out; `parts_lines` is the tree without "lies in itself"."""
    text = fold(plan, step, dimension, keys, only="parts_lines")
    return text + cells(plan, f"folded_{step}", (*keys, dimension))


def _by_rules(plan: Plan) -> tuple[str, str, str]:
    """The value and its parts by the rule for places; a rule that no measure has would cost time all the same."""
    value = plan.cases(
        ("sum", "when r.places_rule = 'sum' then cast(a.v as double)"),
        (
            "ratio_of_sums",
            """when r.places_rule = 'ratio_of_sums' and a.d is null and a.stated = 1 then cast(a.top as double)
            when r.places_rule = 'ratio_of_sums' then r.factor * (cast(a.n as double) / nullif(a.d, 0))""",
        ),
        (
            "weighted_mean",
            "when r.places_rule = 'weighted_mean' and a.valued > 1 then cast(a.w as double) / nullif(a.wd, 0)",
        ),
        ("mean", "when r.places_rule = 'mean' then cast(a.v as double) / nullif(a.valued, 0)"),
    )
    numerator = plan.cases(
        ("ratio_of_sums", "when r.places_rule = 'ratio_of_sums' then a.n"),
        ("n_all", "when r.places_rule = 'sum' or a.stated = 1 then a.n_all"),
    )
    denominator = plan.cases(
        ("ratio_of_sums", "when r.places_rule = 'ratio_of_sums' then a.d"),
        ("weighted_mean", "when r.places_rule = 'weighted_mean' and a.valued > 1 then a.wd"),
        ("d_all", "when r.places_rule = 'sum' or a.stated = 1 then a.d_all"),
    )
    return value, numerator, denominator


def by_stater(plan: Plan, source: str, keys: Sequence[str]) -> str:
    """The facts added up by who states them: then counting the partners is no pass of its own."""
    return f"""
    select {listed(keys)}, stater, {plan.added(last=False)}max(top) as top,
        {plan.valued} as valued, {"sum" if plan.is_packed else "count"}(told) as told, max(kind) as kind
    from {source} group by {listed(keys)}, stater"""


def cells(plan: Plan, source: str, keys: Sequence[str], *, last: bool = False) -> str:
    """The facts added up to a row for each combination of the keys, with the value by the measure's rule for places."""
    return f""",
by_stater as ({by_stater(plan, source, keys)}
){cells_of_staters(plan, keys, last=last)}"""


def cells_of_staters(plan: Plan, keys: Sequence[str], *, last: bool = False) -> str:
    """The same of what is `by_stater` already.

    Where this is the `last` sum, the parts are given as the numbers of the answer; else exactly, to be added again.
    """
    value, numerator, denominator = _by_rules(plan)
    return f""",
added as (
    select {listed(keys)}, {plan.added(last=last)}max(top) as top,
        sum(valued) as valued, sum(told) as stated, max(kind) as kind, count(stater) as partners_in
    from by_stater group by {listed(keys)}
),
told as (
    select added.*, case when kind = {SUPPRESSED} then 1 else 0 end as suppressed,
        case when kind in ({ESTIMATED}, {EMPTY_ESTIMATE}) then 1 else 0 end as estimated,
        case when kind = {ABSENT} then 1 else 0 end as absent, case when kind = {UNKNOWN} then 1 else 0 end as odd
    from added
),
valued as (
    select {listed(keys, "a")}, a.stated, a.suppressed, a.estimated, a.absent, 1 as given, a.odd, a.partners_in,
        case when a.suppressed > 0 then null {value} else cast(a.top as double) end as value,
        case when a.suppressed > 0 then null {numerator} end as numerator,
        case when a.suppressed > 0 then null {denominator} end as denominator
    from told a left join rules r on r.measure = a.measure
)
select {listed(keys)}, stated, odd, partners_in, value, numerator, denominator, {STATUS} as status from valued"""


STATUS = """case when suppressed > 0 then 'suppressed'
        when value is null and ((stated > 0 and denominator = 0) or absent = given) then 'not_applicable'
        when value is null then 'missing' when estimated > 0 then 'estimated' else 'reported' end"""


def _periods_added(keys: Sequence[str]) -> str:
    """The periods that count, added up."""
    return f"""
with ranked as (
    select {listed(keys, "c")}, c.period, u.periods_rule, u.factor, c.stated, c.status, c.partners_in,
        c.value, c.numerator, c.denominator,
        row_number() over (partition by {listed(keys, "c")}
            order by case when c.value is null then 1 else 0 end, t.at desc nulls last, c.period desc nulls last) as nth
    from cells c join rules u on u.measure = c.measure left join times t on t.period = c.period
),
kept as (
    select {listed(keys)}, period, periods_rule, factor, stated, status, partners_in,
        value, numerator, denominator, cast(value as {TOTAL}) as amount,
        case when periods_rule = 'weighted_mean' then {product("value", "denominator")} end as w,
        case when value is not null then denominator end as wd,
        case when denominator is not null then numerator end as n_both,
        case when numerator is not null then denominator end as d_both
    from ranked where periods_rule <> 'latest' or nth = 1
),
added as (
    select {listed(keys)}, max(periods_rule) as periods_rule, max(factor) as factor,
        max(case when periods_rule = 'latest' then period end) as taken,
        max(case when periods_rule = 'latest' then partners_in end) as partners_then,
        sum(amount) as amount, sum(numerator) as n, sum(denominator) as d, sum(w) as w, sum(wd) as wd,
        sum(n_both) as n_both, sum(d_both) as d_both, max(value) as top,
        count(value) as valued, count(case when stated > 0 then 1 end) as stated,
        count(case when status = 'suppressed' then 1 end) as suppressed,
        count(case when status = 'estimated' then 1 end) as estimated,
        count(case when status = 'not_applicable' then 1 end) as absent, count(*) as given
    from kept group by {listed(keys)}
)"""


def periods(keys: Sequence[str]) -> str:
    """Rows of one period each (`cells`) rolled up by each measure's rule for periods; `times` has (period, at).

    Of the rule `latest`, the greatest period with a value is the one part; without any value it is the greatest period.
    """
    return f"""{_periods_added(keys)},
valued as (
    select {listed(keys)}, taken, partners_then, stated, suppressed, estimated, absent, given,
        case when suppressed > 0 then null when periods_rule = 'sum' then cast(amount as double)
            when periods_rule = 'ratio_of_sums' and d_both is null and stated = 1 then top
            when periods_rule = 'ratio_of_sums' then factor * (cast(n_both as double) / nullif(d_both, 0))
            when periods_rule = 'weighted_mean' and valued > 1 then cast(w as double) / nullif(wd, 0)
            when periods_rule = 'mean' then cast(amount as double) / nullif(valued, 0)
            else top end as value,
        case when suppressed > 0 then null when periods_rule = 'ratio_of_sums' then n_both
            when periods_rule = 'sum' or stated = 1 then n end as numerator,
        case when suppressed > 0 then null when periods_rule = 'ratio_of_sums' then d_both
            when periods_rule = 'weighted_mean' and valued > 1 then wd
            when periods_rule = 'sum' or stated = 1 then d end as denominator
    from added
)
select {listed(keys)}, taken, partners_then, stated, value, numerator, denominator, {STATUS} as status from valued"""


def reach(source: str, keys: Sequence[str]) -> str:
    """How many different partners stand behind each row, over all periods."""
    return f"""
select {listed(keys)}, count(distinct stater) as partners_in
from {source} group by {listed(keys)}"""


def with_reach(keys: Sequence[str]) -> str:
    """The rows found, with the partners that were reached: of the rule `latest`, those of the period taken."""
    return f"""
select {listed(keys, "r")}, r.taken, r.stated, r.value, r.numerator, r.denominator, r.status,
    coalesce(r.partners_then, p.partners_in) as partners_in
from rows_found r join reached p on {matched("p", "r", keys)}"""


def standing_at_parents(step: int, dimension: str) -> str:
    """How many facts stand at a parent."""
    return f"""
select count(*) as found from facts f join lines_{step} l on l.node = coalesce(f.{quoted(dimension)}, '')
where l.is_inner = 1"""
