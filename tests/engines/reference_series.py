"""How the reference cases of series name their statistics, and which of our functions answers each."""

from collections.abc import Callable
from typing import Any

import numpy as np

from commonweal.engines.series import control_charts, control_rules, smoothing
from commonweal.engines.series.line import annual_percent_change, straight_line
from commonweal.engines.series.progress import healthy_people_status, share_of_targeted_change
from commonweal.engines.series.run_chart import run_chart
from commonweal.engines.series.summary import between_groups_f, summary
from commonweal.engines.series.trend import normal_test, trend
from commonweal.lib.quantiles import normal_quantile

Answer = dict[str, Any]


def xmr_chart(case: Answer) -> Answer:
    y = np.array(case["y"])
    chart = control_charts.xmr(y, constant=control_charts.MONTGOMERY_CONSTANT, first=case["baseline_points"])
    return {
        "center": chart.centre, "ucl": chart.upper, "lcl": chart.lower,
        "mr_bar": chart.mean_range, "mr_ucl": chart.range_upper,
        "points_above_ucl_index1": _from_one(y > chart.upper), "points_below_lcl_index1": _from_one(y < chart.lower),
    }  # fmt: skip


def xmr_nhs(case: Answer) -> Answer:
    chart = control_charts.xmr(case["y"], screened=case["screen_outliers"])
    return {"mean": chart.centre, "upl": chart.upper, "lpl": chart.lower}


def p_chart(case: Answer) -> Answer:
    return _stepped(control_charts.p_chart(case["x"], case["n"]))


def p_chart_limits_excluding(case: Answer) -> Answer:
    without = [position - 1 for position in case["exclude_index1"]]
    chart = control_charts.p_chart(case["x"], case["n"], without=without)
    return {"center": chart.centre, "ucl": float(chart.upper[0]), "lcl": float(chart.lower[0])}


def c_chart(case: Answer) -> Answer:
    chart = control_charts.c_chart(case["x"])
    return {**_stepped(chart), "ucl": float(chart.upper[0]), "lcl": float(chart.lower[0])}


def u_chart(case: Answer) -> Answer:
    return _stepped(control_charts.u_chart(case["x"], case["n"], per=case["multiply"]))


def run_chart_anhoej(case: Answer) -> Answer:
    chart = run_chart(case["y"])
    return {
        "median": chart.median, "n_useful": chart.useful,
        "longest_run": chart.longest_run, "longest_run_max": chart.longest_run_max,
        "n_crossings": chart.crossings, "n_crossings_min": chart.crossings_min, "signal": int(bool(chart.signals)),
    }  # fmt: skip


def nhs_assurance(case: Answer) -> Answer:
    direction = {"increase": "higher", "decrease": "lower"}.get(case["improvement_direction"])
    if direction is None:  # without a better way there is nothing to pass
        return {"assurance": [None] * len(case["target"])}
    names = {"pass": "consistent_pass", "fail": "consistent_fail", "hit-and-miss": "inconsistent"}
    limits = zip(case["lpl"], case["upl"], case["target"], strict=True)
    return {"assurance": [names[control_rules.assurance(*each, direction)] for each in limits]}


def mann_kendall_theil_sen(case: Answer) -> Answer:
    found = trend(range(len(case["y"])), case["y"])
    z, p = normal_test(found.S, found.var_s)
    return {
        "n": found.n, "S": found.S, "tau_b": found.tau_b, "varS": found.var_s, "z_continuity": z, "p_normal": p,
        "p_exact": found.p if found.z is None else None,
        "sen_slope": found.slope, "sen_low95": found.slope_low, "sen_high95": found.slope_high,
    }  # fmt: skip


def apc(case: Answer) -> Answer:
    found = annual_percent_change(case["year"], case["rate"])
    return {"apc_percent": found.percent, "low95": found.low, "high95": found.high, "p": found.p}


def percent_targeted_change(case: Answer) -> Answer:
    share = share_of_targeted_change(case["baseline"], case["latest"], case["target"])
    return {"percent_targeted_change": share if share is None else 100 * share}


def hp2020_status(case: Answer) -> Answer:
    names = {
        "met": "Target met or exceeded", "improved": "Improved",
        "little-change": "Little or no detectable change", "got-worse": "Got worse",
    }  # fmt: skip
    return {
        "status": [
            names[
                healthy_people_status(
                    row["baseline"], row["latest"], row["target"], changed=row["significant"] if row["se"] else None
                )
            ]
            for row in case["rows"]
        ]
    }


def smoothed(fit: Callable[[list[float]], smoothing.Smoothed]) -> Callable[[Answer], Answer]:
    def answer(case: Answer) -> Answer:
        found = fit(case["y"])
        means, sd = found.means(case["h"]), np.sqrt(found.variances(case["h"]))
        ends = {f"{end}{level}": means + sign * normal_quantile(level / 100) * sd
                for level in (80, 95) for end, sign in (("lo", -1), ("hi", 1))}  # fmt: skip
        return {"alpha": found.alpha, "l0": found.start_level, "mean": means, **ends}

    return answer


def univariate_summary(case: Answer) -> Answer:
    found = summary(case["y"])
    return {"n": found.n, "mean": found.mean, "sd": found.sd, "autocorr_lag1": found.autocorrelation}


def linear_regression(case: Answer) -> Answer:
    line = straight_line(case["x"], case["y"])
    return {
        "intercept": line.intercept, "se_intercept": line.se_intercept,
        "slope": line.slope, "se_slope": line.se_slope, "r_squared": line.r_squared,
    }  # fmt: skip


STATISTICS: dict[str, Callable[[Answer], Answer]] = {
    "xmr_chart": xmr_chart,
    "xmr_nhs": xmr_nhs,
    "nhs_seven_points_one_side": lambda case: {"flags": [abs(f) for f in control_rules.seven_one_side(case["side"])]},
    "nhs_seven_point_trend": lambda case: {"flags": control_rules.seven_trend(case["y"])},
    "nhs_two_in_three": lambda case: {"flags": control_rules.in_two_of_three(case["close"], case["side"])},
    "p_chart": p_chart,
    "p_chart_limits_excluding": p_chart_limits_excluding,
    "c_chart": c_chart,
    "u_chart": u_chart,
    "run_chart_anhoej": run_chart_anhoej,
    "nhs_assurance": nhs_assurance,
    "mann_kendall_theil_sen": mann_kendall_theil_sen,
    "annual_percent_change": apc,
    "percent_targeted_change": percent_targeted_change,
    "hp2020_status": hp2020_status,
    "ses_ml": smoothed(smoothing.simple),
    "holt_ml": smoothed(smoothing.holt),
    "holt_damped_phi09": smoothed(lambda y: smoothing.damped(y, phi=0.9)),
    "univariate_summary": univariate_summary,
    "linear_regression": linear_regression,
    "one_way_anova_F": lambda case: {"F": between_groups_f(case["group"], case["y"])},
}

LEFT_OUT: dict[str, str] = {
    "p_prime_chart_laney": "Laney's p' is left out of the first version: its screening is not settled between programs",
}


def _stepped(chart: control_charts.SteppedChart) -> Answer:
    return {
        "center": chart.centre, "ucl": chart.upper, "lcl": chart.lower, "signals_index1": _from_one(chart.outside),
    }  # fmt: skip


def _from_one(flags: np.ndarray) -> list[int]:
    return [int(i) + 1 for i in np.flatnonzero(flags)]
