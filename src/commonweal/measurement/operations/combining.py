"""Which ways of combining figures make sense for which kind of measure, and the words that refuse the others."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.measurement.models import Definition

Kind = Definition.Kind
Rule = Definition.Rule

#: A share of something: adding two of them, or averaging them, gives a figure about nobody.
SHARES = (Kind.PERCENT, Kind.RATE, Kind.RATIO)

_OVER_PLACES: dict[str, tuple[str, ...]] = {
    Kind.COUNT: (Rule.SUM, Rule.MEAN, Rule.MAX, Rule.DISTINCT, Rule.NONE),
    Kind.PERCENT: (Rule.RATIO_OF_SUMS, Rule.WEIGHTED_MEAN, Rule.MAX, Rule.NONE),
    Kind.RATE: (Rule.RATIO_OF_SUMS, Rule.WEIGHTED_MEAN, Rule.MAX, Rule.NONE),
    Kind.RATIO: (Rule.RATIO_OF_SUMS, Rule.WEIGHTED_MEAN, Rule.MAX, Rule.NONE),
    Kind.MONEY: (Rule.SUM, Rule.RATIO_OF_SUMS, Rule.WEIGHTED_MEAN, Rule.MEAN, Rule.MAX, Rule.NONE),
    Kind.NUMBER: (Rule.SUM, Rule.RATIO_OF_SUMS, Rule.WEIGHTED_MEAN, Rule.MEAN, Rule.MAX, Rule.NONE),
}

#: The parts that each figure must bring with it, because the rule computes with them.
PARTS_USED: dict[str, tuple[str, ...]] = {
    Rule.RATIO_OF_SUMS: ("numerator", "denominator"),
    Rule.WEIGHTED_MEAN: ("denominator",),
}

#: One line of help for each rule, beside the choice.
RULE_HELP: dict[str, str | Promise] = {
    Rule.SUM: gettext_lazy("12 and 30 make 42. For counts and money."),
    Rule.RATIO_OF_SUMS: gettext_lazy("3 of 10 and 40 of 50 make 43 of 60. For percents and rates."),
    Rule.WEIGHTED_MEAN: gettext_lazy("Larger denominators weigh more. For a mean, such as an hourly wage."),
    Rule.LATEST: gettext_lazy("The newest figure stands for the year. For a stock, such as open places."),
    Rule.MEAN: gettext_lazy("Each figure weighs the same. For a count on a usual day."),
    Rule.MAX: gettext_lazy("The largest figure stands. For the busiest day."),
    Rule.DISTINCT: gettext_lazy("Somebody seen twice counts once. It needs lists of people, not totals."),
    Rule.NONE: gettext_lazy("Each figure stays alone. For medians, scores and estimates by others."),
}


def sensible_rules(kind: str, over: str) -> tuple[str, ...]:
    """The rules that fit a kind of measure, over `places` or over `periods`."""
    fitting = _OVER_PLACES[kind]
    return fitting if over == "places" else (*fitting, Rule.LATEST)


def why_not(kind: str, rule: str, over: str) -> str:
    """Why this rule is refused for this kind of measure, in plain words; empty where it fits."""
    if rule in sensible_rules(kind, over):
        return ""
    if rule == Rule.LATEST:
        return _("“Take the latest” is about time, and places have no order in time. Choose another rule.")
    if rule == Rule.SUM:
        return _("%(kind)s cannot be added up: 40 and 50 of 100 do not make 90 of 100. Choose “%(instead)s”.") % {
            "kind": _a(kind),
            "instead": Rule.RATIO_OF_SUMS.label,
        }
    if rule == Rule.MEAN:
        return _(
            "%(kind)s is never averaged: a small place would weigh as much as a large one. Choose “%(instead)s”."
        ) % {
            "kind": _a(kind),
            "instead": Rule.RATIO_OF_SUMS.label,
        }
    if rule == Rule.DISTINCT:
        return _("Only a count can be a count of different people. %(kind)s cannot.") % {"kind": _a(kind)}
    return _("A count has no denominator. Choose “%(instead)s”.") % {"instead": Rule.SUM.label}


def _a(kind: str) -> str:
    return {
        Kind.COUNT: _("A count"),
        Kind.PERCENT: _("A percent"),
        Kind.RATE: _("A rate"),
        Kind.RATIO: _("A ratio"),
        Kind.MONEY: _("An amount of money"),
        Kind.NUMBER: _("A number"),
    }[Kind(kind)]
