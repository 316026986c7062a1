"""From the reference cases on proportions, rates, reliability and disparity to the engine's public functions.

Each entry takes a case's inputs and gives its keys. What is printed × 100 or × 1000 elsewhere is so here alone.
"""

from collections.abc import Callable
from typing import Any

from commonweal.engines.rates import (
    counts,
    differences,
    disparity,
    estimates,
    funnel,
    means,
    other_intervals,
    proportions,
    ratios,
    reliability,
    response,
    standardised,
)

Keys = dict[str, Any]


def ends95_998(usual: Any, wide: Any) -> Keys:
    return {"low95": usual[0], "high95": usual[1], "low998": wide[0], "high998": wide[1]}


def ends(name: str, interval: tuple[float, float], suffix: str = "") -> Keys:
    return {f"{name}_low{suffix}": interval[0], f"{name}_high{suffix}": interval[1]}


# ---- Aggregation ----------------------------------------------------------------------------------


def simpson_paradox(case: Keys) -> Keys:
    told: Keys = {}
    for name, strata in case.items():
        letter = name.removeprefix("treatment")
        told[f"{letter}_all"] = proportions.pooled(list(strata.values()))
        told |= {f"{letter}_{size}": proportions.pooled([part]) for size, part in strata.items()}
    return told


# ---- Proportions ----------------------------------------------------------------------------------


def binomial_ci(case: Keys) -> Keys:
    sample = (case["x"], case["n"], case["level"])
    wilson = proportions.wilson(*sample)
    return {
        "p": case["x"] / case["n"],
        "se": proportions.finite_standard_error(case["x"], case["n"]),
        "published.wilson": [round(end, 4) for end in wilson],
        **ends("wilson", wilson),
        **ends("clopper_pearson", proportions.clopper_pearson(*sample)),
        **ends("wilson_cc", other_intervals.wilson_corrected(*sample)),
        **ends("jeffreys", other_intervals.jeffreys(*sample)),
        **ends("agresti_coull", other_intervals.agresti_coull(*sample), "_clipped"),
        **ends("wald", other_intervals.wald(*sample), "_unclipped"),
    }


def proportion_finite_population(case: Keys) -> Keys:
    x, n, population, level = (case[key] for key in ("x", "n", "N", "level"))
    return {
        "p": x / n,
        "se_fpc": proportions.finite_standard_error(x, n, population),
        **ends("wald_fpc", other_intervals.wald(x, n, level, population)),
        **ends("hypergeom_tail", proportions.hypergeometric_interval(x, n, population, level)),
        **ends("wilson_neff", proportions.wilson_of_population(x, n, population, level)),
    }


#: AAPOR's letters and our words for them.
DISPOSITIONS = {
    "I": "complete",
    "P": "partial",
    "R": "refused",
    "NC": "not_reached",
    "O": "other",
    "UH": "unknown_if_household",
    "UO": "unknown_if_eligible",
}


def aapor_outcome_rates(case: Keys) -> Keys:
    counted = {DISPOSITIONS[letter]: count for letter, count in case["counts"].items() if letter in DISPOSITIONS}
    return response.outcome_rates(response.Outcomes(**counted), case["e"])


def aapor_rr2_weighted(case: Keys) -> Keys:
    weighed = dict.fromkeys(DISPOSITIONS.values(), 0.0)
    for letter, weight in zip(case["dispositions"], case["weights"], strict=True):
        if letter in DISPOSITIONS:
            weighed[DISPOSITIONS[letter]] += weight
    return {"RR2w": response.response_rate(response.Outcomes(**weighed))}


def difference_of_proportions_newcombe(case: Keys) -> Keys:
    found = differences.newcombe((case["x1"], case["n1"]), (case["x2"], case["n2"]), case["level"])
    return {"diff": found.value, "low": found.low, "high": found.high}


def paired_difference_of_proportions(case: Keys) -> Keys:
    pairs = (case["second_only"], case["first_only"], case["n"], case["level"])
    agresti_min, tango = differences.agresti_min(*pairs), differences.tango(*pairs)
    return {
        "diff_c_minus_b": agresti_min.value,
        **ends("agresti_min", (agresti_min.low, agresti_min.high)),
        **ends("tango_score", (tango.low, tango.high)),
        **ends("wald", other_intervals.wald_of_pairs(*pairs)),
    }


def fisher_exact(case: Keys) -> Keys:
    return {"p": differences.fisher_exact(case["table"], case["alternative"])}


# ---- Rates ----------------------------------------------------------------------------------------


def poisson_rate_ci(case: Keys) -> Keys:
    count, time = case["count"], case["person_time"]
    error = counts.relative_standard_error(count)
    exact = tuple(end / time for end in counts.garwood(count, case["level"]))
    return {"rate": count / time, **ends("exact", exact), "rse_percent": error and error * 100}


def proportion_wilson_phe(case: Keys) -> Keys:
    x, n = case["x"], case["n"]
    return {
        "value": x / n,
        **ends("wilson95", proportions.wilson(x, n)),
        **ends("wilson998", proportions.wilson(x, n, 0.998)),
    }


def rate_byar_exact_phe(case: Keys) -> Keys:
    rate = (case["count"], case["population"], case["multiplier"])
    usual, wide = counts.rate_interval(*rate), counts.rate_interval(*rate, level=0.998)
    return {
        "value": rate[0] / rate[1] * rate[2],
        "method": {"exact": "Exact", "byar": "Byars"}[counts.rate_method(rate[0])],
        **ends95_998(usual, wide),
    }


def direct_standardised_rate_fay_feuer(case: Keys) -> Keys:
    found = standardised.direct_rate(case["counts"], case["pops"], case["std"], level=case["level"])
    shown = [round(value * 100_000, 1) for value in (found.crude, found.rate, found.low, found.high)]
    adjusted = {"adjusted": found.rate, "low": found.low, "high": found.high}
    return {"crude": found.crude, **adjusted, "published_per_100000": shown}


def direct_standardised_rate_dobson(case: Keys) -> Keys:
    bands = (case["counts"], case["pops"], case["std"])
    usual, wide = (
        standardised.direct_rate(*bands, per=case["multiplier"], level=level, method="dobson")
        for level in (0.95, 0.998)
    )
    return {
        "total_count": usual.cases,
        "value": usual.rate,
        **ends95_998((usual.low, usual.high), (wide.low, wide.high)),
    }


def indirect_standardisation(case: Keys) -> Keys:
    found = standardised.indirect_ratio(case["counts"], case["pops"], (case["ref_counts"], case["ref_pops"]))
    return {
        "observed": found.observed,
        "expected": found.expected,
        "ratio": found.ratio.value,
        "low95": found.ratio.low,
        "high95": found.ratio.high,
    }


def rate_ratio_difference(case: Keys) -> Keys:
    rates = ((case["count1"], case["pt1"]), (case["count0"], case["pt0"]), case["level"])
    ratio, difference = ratios.rate_ratio(*rates), ratios.rate_difference(*rates)
    (exact, exact_p), (midp, midp_p) = ratios.rate_ratio_exact(*rates), ratios.rate_ratio_midp(*rates)
    return {
        "rate_ratio": ratio.value,
        **ends("wald", (ratio.low, ratio.high)),
        **ends("exact", exact),
        "exact_p": exact_p,
        "midp_mue": midp.value,
        **ends("midp", (midp.low, midp.high)),
        "midp_p": midp_p,
        "rate_difference": difference.value,
        **ends("rd_wald", (difference.low, difference.high)),
    }


def mean_t_ci(case: Keys) -> Keys:
    usual, wide = (means.mean_interval(case["y"], level) for level in (0.95, 0.998))
    return {
        "n": usual.n,
        "mean": usual.mean,
        "sd": usual.sd,
        **ends95_998((usual.low, usual.high), (wide.low, wide.high)),
    }


def funnel_limits_proportion(case: Keys) -> Keys:
    told: Keys = {}
    for name, level in (("95", funnel.WARNING_LEVEL), ("998", funnel.CONTROL_LEVEL)):
        limits = [funnel.proportion_limits(case["baseline"], n, level) for n in case["population"]]
        told[f"low{name}_percent"] = [low * 100 for low, _ in limits]
        told[f"high{name}_percent"] = [high * 100 for _, high in limits]
    return told


def funnel_significance(case: Keys) -> Keys:
    """OHID names the two lines by what they leave on one side."""
    words = {
        ("above", 0.998): "High (0.001)",
        ("above", 0.95): "High (0.025)",
        ("below", 0.95): "Low (0.025)",
        ("below", 0.998): "Low (0.001)",
        ("within", None): "Not significant",
    }

    def place(k: float, n: float) -> str:
        found = funnel.position(k / n, lambda level: funnel.proportion_limits(case["baseline"], n, level))
        return words[found.side, found.level]

    return {"significance": [place(*sample) for sample in zip(case["numerator"], case["denominator"], strict=True)]}


# ---- Reliability ----------------------------------------------------------------------------------


def nchs_proportion_standard(case: Keys) -> Keys:
    found = reliability.proportion_reliability(case["x"], case["n"])
    flags = {"complement": "Pc", "none-or-all": "P0"}
    return {
        "ci_low": found.low,
        "ci_high": found.high,
        "ci_width": found.width,
        "relative_width": found.relative_width,
        "flags": "Px" if found.action == "hide" else " ".join(flags[reason] for reason in found.reasons),
        "show": found.action != "hide",
    }


def nchs_count_standard(case: Keys) -> Keys:
    found = reliability.rate_reliability(case["count"])
    return {
        "ci_low": found.low,
        "ci_high": found.high,
        "relative_width": found.relative_width,
        "show": found.action != "hide",
    }


# ---- Disparity ------------------------------------------------------------------------------------


def groups_and(case: Keys) -> tuple[disparity.Groups, str]:
    return disparity.groups_of(case["est"], case["pop"]), "higher" if case["favourable"] else "lower"


def between_group_variance(case: Keys) -> Keys:
    groups, _ = groups_and(case)
    variance, error = disparity.between_group_variance(groups, case["se"])
    return {"bgv": variance, "se": error}


def between_group_sd(case: Keys) -> Keys:
    return {"bgsd": disparity.between_group_sd(groups_and(case)[0])}


def coefficient_of_variation(case: Keys) -> Keys:
    return {"cov_percent": percent(disparity.variation(groups_and(case)[0]))}


def index_of_disparity(key: str, *, weighted: bool) -> Callable[[Keys], Keys]:
    return lambda case: {key: percent(disparity.index_of_disparity(groups_and(case)[0], weighted=weighted))}


def mean_difference(key: str, *, weighted: bool) -> Callable[[Keys], Keys]:
    """From the best (b), the mean (m) or the reference (r), which the key's third letter tells."""

    def found(case: Keys) -> Keys:
        groups, direction = groups_and(case)
        point = {
            "b": lambda: disparity.best_rate(groups, direction),
            "m": lambda: groups.mean,
            "r": lambda: case["est"][case["reference_index0"]],
        }[key[2]]()
        return {key: disparity.mean_difference(groups, point, weighted=weighted)}

    return found


def mean_log_deviation(case: Keys) -> Keys:
    index, error = disparity.mean_log_deviation(groups_and(case)[0], case["se"])
    return {"mld_x1000": thousand(index), "se_scaled": thousand(error)}


def theil_index(case: Keys) -> Keys:
    index, error = disparity.theil(groups_and(case)[0], case["se"])
    return {"theil_x1000": thousand(index), "se_scaled": thousand(error)}


def population_attributable_risk(case: Keys) -> Keys:
    """WHO takes the best group also where the inputs name a reference."""
    return {"par": disparity.attributable_risk(*groups_and(case))}


def population_attributable_fraction(case: Keys) -> Keys:
    return {"paf_percent": percent(disparity.attributable_fraction(*groups_and(case)))}


def difference_and_ratio_of_estimates(case: Keys) -> Keys:
    two = ((case["y1"], case["se1"]), (case["y2"], case["se2"]))
    difference, ratio = estimates.difference_of_estimates(*two), estimates.ratio_of_estimates(*two)
    return {
        "difference": difference.value,
        **ends("d", (difference.low, difference.high)),
        "ratio": ratio.value,
        **ends("r", (ratio.low, ratio.high)),
    }


def slope_index_of_inequality_linear(case: Keys) -> Keys:
    rows = sorted(zip(case["quantile"], case["value"], case["population"], strict=True))
    found = disparity.slope_index(disparity.groups_of([row[1] for row in rows], [row[2] for row in rows]))
    return {"sii": found.sii.value, "rii": found.rii}


def percent(fraction: float | None) -> float | None:
    return None if fraction is None else fraction * 100


def thousand(index: float | None) -> float | None:
    return None if index is None else index * 1000


STATISTICS: dict[str, Callable[[Keys], Keys]] = {
    "simpson_paradox": simpson_paradox,
    "binomial_ci": binomial_ci,
    "binomial_ci_wilson_cp": binomial_ci,
    "proportion_finite_population": proportion_finite_population,
    "aapor_outcome_rates": aapor_outcome_rates,
    "aapor_rr2_weighted": aapor_rr2_weighted,
    "difference_of_proportions_newcombe": difference_of_proportions_newcombe,
    "paired_difference_of_proportions": paired_difference_of_proportions,
    "fisher_exact": fisher_exact,
    "poisson_rate_ci": poisson_rate_ci,
    "proportion_wilson_phe": proportion_wilson_phe,
    "rate_byar_exact_phe": rate_byar_exact_phe,
    "direct_standardised_rate_fay_feuer": direct_standardised_rate_fay_feuer,
    "direct_standardised_rate_dobson": direct_standardised_rate_dobson,
    "indirect_standardisation_phe": indirect_standardisation,
    "rate_ratio_difference": rate_ratio_difference,
    "mean_t_ci": mean_t_ci,
    "funnel_limits_proportion": funnel_limits_proportion,
    "funnel_significance": funnel_significance,
    "nchs_proportion_standard": nchs_proportion_standard,
    "nchs_count_standard": nchs_count_standard,
    "between_group_variance": between_group_variance,
    "between_group_sd": between_group_sd,
    "coefficient_of_variation": coefficient_of_variation,
    "index_of_disparity_unweighted": index_of_disparity("idisu", weighted=False),
    "index_of_disparity_weighted": index_of_disparity("idisw", weighted=True),
    "mean_difference_from_best_unweighted": mean_difference("mdbu", weighted=False),
    "mean_difference_from_best_weighted": mean_difference("mdbw", weighted=True),
    "mean_difference_from_mean_unweighted": mean_difference("mdmu", weighted=False),
    "mean_difference_from_mean_weighted": mean_difference("mdmw", weighted=True),
    "mean_difference_from_reference_unweighted": mean_difference("mdru", weighted=False),
    "mean_difference_from_reference_weighted": mean_difference("mdrw", weighted=True),
    "mean_log_deviation_x1000": mean_log_deviation,
    "theil_index_x1000": theil_index,
    "population_attributable_risk": population_attributable_risk,
    "population_attributable_fraction": population_attributable_fraction,
    "difference_and_ratio_of_estimates": difference_and_ratio_of_estimates,
    "slope_index_of_inequality_linear": slope_index_of_inequality_linear,
}

# What the engine leaves out on purpose, with the reason.
_CONCENTRATION = "marked O: the slope index answers the same question and is easier to read"
_LOGIT = "we use OHID's linear index; WHO's weights the groups by their people squared"
LEFT_OUT: dict[str, str] = {
    "absolute_concentration_index": _CONCENTRATION,
    "relative_concentration_index": _CONCENTRATION,
    "slope_index_of_inequality_logit": _LOGIT,
    "relative_index_of_inequality_logit": _LOGIT,
}
