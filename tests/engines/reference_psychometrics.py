"""From the reference cases on training to the engine's public functions: each entry gives a case's keys."""

from collections.abc import Callable
from typing import Any

from commonweal.engines.psychometrics import (
    agreement,
    change,
    gain,
    items,
    reliability,
    scales,
    signed_rank,
)
from commonweal.engines.psychometrics.answers import matrix

Keys = dict[str, Any]


# ---- Change ---------------------------------------------------------------------------------------


def paired_t(case: Keys) -> Keys:
    found = change.paired_change(case["pre"], case["post"])
    told = {"n": found.n, "mean_pre": found.mean_pre, "mean_post": found.mean_post, "mean_diff": found.mean}
    return told | {"t": found.t, "df": found.df, "p_two_sided": found.p, "ci95_low": found.low, "ci95_high": found.high}


def cohens_dz_hedges_gz(case: Keys) -> Keys:
    found = change.effect_size(case["pre"], case["post"])
    low, high = change.dz_interval(found.dz, found.n)
    return {"dz": found.dz, "dz_ci95_low": low, "dz_ci95_high": high, "gz": found.hedges_dz}


def cohens_dav_drm(case: Keys) -> Keys:
    found = change.effect_size(case["pre"], case["post"])
    return {
        "n": found.n,
        "m_diff": change.paired_change(case["pre"], case["post"]).mean,
        "sd_pre": found.sd_pre,
        "sd_post": found.sd_post,
        "r": found.r,
        "dz": found.dz,
        "dav_mean_sd": found.dav,
        "dav_rms_sd": found.dav_rms,
        "drm": found.drm,
        "d_glass_pre": found.glass,
    }


def effect_sizes_published(case: Keys) -> Keys:
    found, moved = change.effect_size(case["pre"], case["post"]), change.paired_change(case["pre"], case["post"])
    return {
        "n": found.n,
        "mean_pre": moved.mean_pre,
        "mean_post": moved.mean_post,
        "sd_pre": found.sd_pre,
        "sd_post": found.sd_post,
        "p": moved.p,
        "abs_t": abs(moved.t),
        "abs_dz": abs(found.dz),
        "abs_dav": abs(found.dav),
        "abs_drm": abs(found.drm),
    }


def wilcoxon_signed_rank(case: Keys) -> Keys:
    differences = [b - a for a, b in zip(case["pre"], case["post"], strict=True)]
    found = signed_rank.wilcoxon(differences, alternative=case["alternative"], method=case["method"])
    return {"V": found.V, "p": found.p}


def normalised_gain(case: Keys) -> Keys:
    pre, post, most = case["pre"], case["post"], case["max"]
    moved = change.paired_change(pre, post)
    each, changes = gain.individual_gains(pre, post, most), gain.normalised_changes(pre, post, most)
    return {
        "n": moved.n,
        "mean_pre": moved.mean_pre,
        "mean_post": moved.mean_post,
        "paired_t": moved.t,
        "p": moved.p,
        "g_class_average": gain.normalised_gain(pre, post, most).value,
        "g_individual_mean": sum(each) / len(each),
        "n_individual_used": len(each),
        "normalised_change_c": sum(changes) / len(changes),
        "n_c_used": len(changes),
    }


def normalised_gain_class(case: Keys) -> Keys:
    return {"g": gain.class_gain(case["pre_mean"], case["post_mean"], case["max"])}


def minimum_detectable_dz(case: Keys) -> Keys:
    return {"dz": change.detectable_dz(case["n"], case["power"], case["alpha"])}


# ---- Scales and questions -------------------------------------------------------------------------


def cronbach_alpha_item_stats(case: Keys) -> Keys:
    answers = matrix(case["items"])
    found = reliability.alpha(answers)
    return {
        "n": found.n,
        "k": found.k,
        "alpha": found.value,
        "alpha_std": reliability.standardised_alpha(answers),
        "mean_interitem_r": reliability.mean_correlation(answers),
        "item_mean": answers.mean(axis=0),
        "item_sd": answers.std(axis=0, ddof=1),
        "item_total_r_uncorrected": items.item_total(answers),
        "item_rest_r": items.item_rest(answers),
        "alpha_if_deleted": reliability.alpha_without(answers),
    }


def item_analysis(case: Keys) -> Keys:
    answers = matrix(case["items"])
    found = items.analyse(answers, [str(place) for place in range(answers.shape[1])], keyed=True)
    return {
        "alpha": found.alpha.value,
        "scale_mean": answers.sum(axis=1).mean(),
        "scale_sd": answers.sum(axis=1).std(ddof=1),
        "difficulty": [item.difficulty for item in found.items],
        "item_rest_r": [item.item_rest for item in found.items],
        "alpha_if_deleted": reliability.alpha_without(answers),
    }


def kr20(case: Keys) -> Keys:
    answers = matrix(case["items"])
    return {
        "kr20_population_variance": reliability.kr20(answers),
        "kr20_equals_alpha": reliability.alpha(answers).value,
    }


def icc1_icc2_anova(case: Keys) -> Keys:
    found = agreement.icc(case["group"], case["y"])
    return {"icc1": found.icc1, "icc2": found.icc2}


def rwg_rwgj(case: Keys) -> Keys:
    answers = matrix(case["items"])
    return {
        "n": len(answers),
        "rwg_scale_mean": agreement.rwg(answers.mean(axis=1), case["scale_points"]),
        "rwg_j": agreement.rwg_j(answers, case["scale_points"]),
    }


def sampson_collective_efficacy(case: Keys) -> Keys:
    assert case["reverse_cohesion_index0"] == [3, 4]
    total, mean = scales.collective_efficacy(case["control"], case["cohesion"], case["points"])
    return {"sum": total, "mean": mean}


STATISTICS: dict[str, Callable[[Keys], Keys]] = {
    "paired_t": paired_t,
    "cohens_dz_hedges_gz": cohens_dz_hedges_gz,
    "cohens_dav_drm": cohens_dav_drm,
    "effect_sizes_published": effect_sizes_published,
    "wilcoxon_signed_rank": wilcoxon_signed_rank,
    "normalised_gain": normalised_gain,
    "normalised_gain_class": normalised_gain_class,
    "minimum_detectable_dz": minimum_detectable_dz,
    "cronbach_alpha_item_stats": cronbach_alpha_item_stats,
    "item_analysis": item_analysis,
    "kr20": kr20,
    "icc1_icc2_anova": icc1_icc2_anova,
    "rwg_rwgj": rwg_rwgj,
    "sampson_collective_efficacy": sampson_collective_efficacy,
}

LEFT_OUT: dict[str, str] = {
    "upper_lower_discrimination": "marked O: the item-rest correlation says it without cutting the class in thirds",
    "omega_hierarchical": "marked O: it needs three factors, and no scale here has them",
}
