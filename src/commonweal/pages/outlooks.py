"""Below a measure's line: how steady it is, what comes if nothing changes, and when its goal would be reached.

All of it stands in the release; releases made before it did have none of it, and their pages leave it out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.lib.periods import period_value
from commonweal.pages.reading import Content, Reading, in_words
from commonweal.ui import formats
from commonweal.ui.charts import Ahead, Chart, ForecastChart, Point, SteadyChart

#: From so many people a period on, a chart of counts finds a signal everywhere, and its sentence helps nobody.
MODEST_BASE = 1_000


@dataclass(frozen=True)
class Outlook:
    """What a measure's page shows of it; a chart is None below eight figures, and the words then say so."""

    steady: SteadyChart | None
    steady_words: str
    limits: str
    around: SteadyChart | None
    around_words: str
    turn: str
    unusual: str
    forecast: ForecastChart | None
    forecast_words: str
    against: str
    reached: str
    share_of_way: str

    @property
    def charts(self) -> list[Chart]:
        return [chart for chart in (self.steady, self.around, self.forecast) if chart is not None]


def outlook_of(reading: Reading) -> Outlook | None:
    """None where the release says nothing of it."""
    measure, lang = reading.measure, reading.lang
    steady, forecast = measure.get("steady"), measure.get("forecast")
    if not steady:
        return None
    way = measure["judgement"].get("way") or {}
    charts = {chart["kind"]: chart for chart in steady["charts"]}
    return Outlook(
        steady=_steady_chart(reading, charts["xmr"]),
        steady_words=in_words(charts["xmr"]["words"], lang),
        limits=_limits(reading, charts["xmr"]),
        around=_run_chart(reading, charts["run"]),
        around_words=in_words(charts["run"]["words"], lang),
        turn=in_words(steady["turn"]["words"], lang) if steady["turn"] else "",
        unusual=unusual_of(reading),
        forecast=forecast_chart(reading),
        forecast_words=in_words(forecast["words"], lang) if forecast else "",
        against=in_words(forecast["against_words"], lang) if forecast else "",
        reached=in_words(way.get("reached_words"), lang) if reading.verdict != "met" else "",
        share_of_way=_share_of_way(reading, way),
    )


def unusual_of(reading: Reading) -> str:
    """The newest period to ask about: a flag beside the verdict's chip, never a verdict."""
    found = (reading.measure.get("steady") or {}).get("unusual") or []
    return formats.period(found[0]["period"], reading.lang) if found else ""


def _since_the_break(reading: Reading) -> tuple[Point, ...]:
    """What the charts speak of: counted in one way, and complete enough."""
    since = reading.breaks[-1].at if reading.breaks else float("-inf")
    return tuple(point for point in reading.points if point.at >= since and not point.is_partial)


def _steady_chart(reading: Reading, chart: Content) -> SteadyChart | None:
    if chart["upper"] is None:
        return None
    odd = tuple(signal["period"] for signal in chart["signals"] if signal["rule"] == "outside")
    return _around(reading, chart, _("How steady is it?"), odd)


def _run_chart(reading: Reading, chart: Content) -> SteadyChart | None:
    """By its middle alone: do the figures change sides as chance would have them."""
    return _around(reading, chart, _("Around its middle figure"))


def _around(reading: Reading, chart: Content, finding: str, odd: tuple[str, ...] = ()) -> SteadyChart | None:
    if chart["centre"] is None or not reading.measure.get("forecast"):
        return None
    return SteadyChart(
        replace(reading.measured, finding=finding),
        _since_the_break(reading),
        step=reading.step,
        centre=chart["centre"],
        lower=chart["lower"],
        upper=chart["upper"],
        odd=odd,
    )


def _limits(reading: Reading, chart: Content) -> str:
    """In figures: close together, the picture has no room for both."""
    if chart["upper"] is None:
        return ""
    ends = {"low": reading.figure(chart["lower"]), "high": reading.figure(chart["upper"])}
    return _("Usual ups and downs lie between %(low)s and %(high)s.") % ends


def forecast_chart(reading: Reading) -> ForecastChart | None:
    forecast = reading.measure.get("forecast")
    if not forecast:
        return None
    names = ("mean", "low", "high", "low_80", "high_80")
    ahead = tuple(
        Ahead(each["period"], round(period_value(each["period"]), 4), *(each[name] for name in names))
        for each in forecast["points"]
    )
    named = replace(reading.measured, finding=_("If nothing changes"))
    return ForecastChart(named, _since_the_break(reading), reading.goal, step=reading.step, ahead=ahead)


def _by_people(reading: Reading, chart: Content | None) -> str:
    bases = [point["denominator"] for point in reading.measure["series"] if point["denominator"]]
    if chart is None or not bases or max(bases) >= MODEST_BASE:
        return ""
    return _("Beside the number of people in each period: %(words)s") % {
        "words": in_words(chart["words"], reading.lang)
    }


def _share_of_way(reading: Reading, way: Content) -> str:
    """How far it has come from where the goal starts; nothing where it has met it or moved away."""
    progress, target = reading.measure["judgement"]["progress"], reading.measure["target"]
    if way.get("status") not in ("improved", "little-change") or progress is None or not 0 < progress < 1:
        return ""
    named = {
        "share": formats.percent(100 * progress, 0, reading.lang),
        "since": formats.period(target["baseline_period"], reading.lang),
    }
    return _("It has come %(share)s of the way since %(since)s.") % named


def methods_of(reading: Reading) -> list[tuple[str, str]]:
    """How we know: the charts, the model and the rules by their names, with the number of figures."""
    steady, forecast = reading.measure.get("steady"), reading.measure.get("forecast")
    if not steady:
        return []
    n = formats.number(steady["charts"][0]["n"], lang=reading.lang)
    rows = [
        (
            _("How steady it is"),
            ngettext(
                "XmR chart of %(n)s figure: the mean and 2.66 times the mean step, with the rules of NHS England.",
                "XmR chart of %(n)s figures: the mean and 2.66 times the mean step, with the rules of NHS England.",
                steady["charts"][0]["n"],
            )
            % {"n": n},
        ),
        (_("Around its middle figure"), _("Run chart of the same figures around their median, with Anhøj’s rules.")),
    ]
    by_people = _by_people(reading, next((chart for chart in steady["charts"] if chart["kind"] == "p"), None))
    if by_people:
        rows.append((_("Beside the number of people in each period"), by_people))
    assured = in_words(steady.get("assurance_words"), reading.lang)
    if assured:
        rows.append((_("If it only goes up and down as before"), assured))
    if forecast:
        model = _("damped trend (Holt)") if forecast["model"] == "damped" else _("drift, the line from first to last")
        rows.append(
            (
                _("How we look ahead"),
                _("%(model)s, from %(n)s figures. Fixed rule: damped trend from 15 figures on, drift from 8 to 14.")
                % {"model": model[:1].upper() + model[1:], "n": formats.number(forecast["n"], lang=reading.lang)},
            )
        )
    status = in_words((reading.measure["judgement"].get("way") or {}).get("status_words"), reading.lang)
    if status and reading.verdict != "too-early":  # else the page would judge after all
        rows.append((_("Status of the target"), _("%(status)s. Rule of Healthy People 2030.") % {"status": status}))
    return rows
