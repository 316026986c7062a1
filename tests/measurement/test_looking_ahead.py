"""What a release says of each series beside its verdict, and that commands say the same of the same figures."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from commonweal.agenda.operations import GoalDraft, set_goal
from commonweal.cli import chart, forecast, target, trend
from commonweal.engines.series.figure_words import early, small
from commonweal.engines.series.target import Point
from commonweal.governance.models import Initiative, Place
from commonweal.measurement.models import Measure
from commonweal.measurement.operations.definitions import Care, TargetDraft, assign_measure, set_target
from commonweal.measurement.queries.release import draft_release
from commonweal.measurement.queries.steady import group_steady_of
from commonweal.people.models import Person
from tests.measurement.accepted_facts import accepted, fact

VALUES = [400.0, 412.0, 405.0, 423.0, 431.0, 428.0, 440.0, 452.0, 447.0, 461.0]
Tell = Callable[..., dict[str, Any]]


def measure_of(initiative: Initiative, values: list[float], at: datetime) -> dict[str, Any]:
    accepted(initiative, [fact("P1", str(2015 + n), value) for n, value in enumerate(values)])
    (measure,) = draft_release(initiative, at).content["measures"]
    return measure


@pytest.fixture
def aimed(enrolled: Measure, analyst: Person, places: list[Place], at: datetime) -> Measure:
    aim = TargetDraft("2015", 400.0, "2030", 500.0)
    set_target(by=analyst, measure=enrolled, target=aim, at=at)
    return enrolled


@pytest.fixture
def command(tmp_path: Any, capsys: Any) -> Tell:
    def told(main: Any, values: list[float], *options: str) -> dict[str, Any]:
        path = tmp_path / "series.csv"
        path.write_text("period,value\n" + "".join(f"{2015 + n},{value}\n" for n, value in enumerate(values)))
        assert main([str(path), "--json", "--decimals", "1", *options]) == 0
        (entry,) = json.loads(capsys.readouterr().out)["series"]
        return entry

    return told


@pytest.mark.covers("E7", "B4")
@pytest.mark.parametrize("lang", ["en", "es"])
def test_release_says_what_the_commands_say_of_the_same_series(
    initiative: Initiative, aimed: Measure, command: Tell, at: datetime, lang: str
) -> None:
    measure = measure_of(initiative, VALUES, at)
    judged, steady, ahead = measure["judgement"], measure["steady"], measure["forecast"]
    aim = ("--baseline", "2015=400", "--target", "2030=500", "--direction", "higher", "--lang", lang)
    by_target = command(target.main, VALUES, *aim)
    same = ("needed_per_year", "got_per_year", "got_low", "got_high", "progress", "n")
    assert [by_target[name] for name in same] == [judged[name] for name in same]
    assert (by_target["verdict"], by_target["words"]) == (
        judged["code"],
        early(small(f"{judged['label'][lang]}. {judged['words'][lang]}"), judged["n"], lang),
    )
    for drawn in steady["charts"]:
        by_chart = command(chart.main, VALUES, "--kind", drawn["kind"], "--direction", "higher", "--lang", lang)
        assert [by_chart[name] for name in ("centre", "lower", "upper")] == [
            drawn[name] for name in ("centre", "lower", "upper")
        ]
        assert by_chart["words"] == drawn["words"][lang]
    by_forecast = command(forecast.main, VALUES, "--horizon", "6", "--model", ahead["model"], "--lang", lang)
    assert (by_forecast["points"], by_forecast["words"]) == (ahead["points"], ahead["words"][lang])


@pytest.mark.covers("E7")
def test_release_says_the_same_slope_as_the_command_trend(
    initiative: Initiative, enrolled: Measure, places: list[Place], command: Tell, at: datetime
) -> None:
    judged = measure_of(initiative, VALUES, at)["judgement"]
    told = command(trend.main, VALUES)
    assert [told[name] for name in ("slope", "slope_low", "slope_high", "verdict", "n")] == [
        judged[name] for name in ("got_per_year", "got_low", "got_high", "code", "n")
    ]


def test_unusual_period_is_flagged_beside_the_verdict(
    initiative: Initiative, enrolled: Measure, places: list[Place], at: datetime
) -> None:
    measure = measure_of(initiative, [200, 220, 190, 210, 200, 180, 210, 190, 400, 210], at)
    assert measure["steady"]["unusual"] == [
        {
            "period": "2023",
            "words": {
                "en": "2023 was unusual: ask what happened.",
                "es": "2023 fue inusual: pregunte qué pasó.",
            },
        }
    ]
    assert measure["judgement"]["code"] == "no-clear-change"


def test_short_series_has_no_forecast_and_says_how_many_figures_it_needs(
    initiative: Initiative, enrolled: Measure, places: list[Place], at: datetime
) -> None:
    measure = measure_of(initiative, [400.0, 410.0, 420.0], at)
    assert measure["forecast"] is None
    assert {drawn["words"]["en"] for drawn in measure["steady"]["charts"]} == {
        "Not enough points yet: 3. A chart judges from 8."
    }


def test_turn_is_told_from_twelve_figures_on(
    initiative: Initiative, enrolled: Measure, places: list[Place], at: datetime
) -> None:
    values = [500.0, 520, 541, 560, 580, 601, 590, 581, 570, 559, 551, 540]
    turn = measure_of(initiative, values, at)["steady"]["turn"]
    assert turn["words"]["en"].startswith("It turned in about 20")
    assert 2019.5 < turn["at"] < 2020.5


def test_forecast_of_a_count_never_falls_below_zero(
    initiative: Initiative, enrolled: Measure, places: list[Place], at: datetime
) -> None:
    ahead = measure_of(initiative, [400, 340, 300, 230, 200, 150, 90, 40], at)["forecast"]
    assert {each["low"] for each in ahead["points"]} == {0.0}


def test_p_chart_stands_where_the_bases_differ(
    initiative: Initiative, finished: Measure, places: list[Place], at: datetime
) -> None:
    counts = [(30, 60), (33, 70), (28, 55), (40, 80), (31, 62), (35, 75), (29, 58), (36, 71)]
    facts = [
        fact("P2", str(2015 + n), None, numerator=part, denominator=whole) for n, (part, whole) in enumerate(counts)
    ]
    accepted(initiative, facts)
    (measure,) = draft_release(initiative, at).content["measures"]
    drawn = measure["steady"]["charts"][-1]
    assert (drawn["kind"], drawn["centre"]) == ("p", sum(part for part, _ in counts) / sum(all_ for _, all_ in counts))


@pytest.mark.covers("A8", "A9", "A12")
def test_goal_is_told_in_people_beside_the_best_change_ever_seen(
    initiative: Initiative, aimed: Measure, analyst: Person, at: datetime
) -> None:
    goal = GoalDraft(text_en="100 more people by 2030", due_period="2030", change_in_people=100)
    set_goal(by=analyst, initiative=initiative, goal=goal, at=at)
    assign_measure(by=analyst, measure=aimed, care=Care(headline=True), at=at)
    accepted(initiative, [fact("P1", str(2015 + n), value) for n, value in enumerate(VALUES)])
    told = draft_release(initiative, at).content["goal"]
    reckoning, clock = told["reckoning"], told["clock"]
    assert (clock["start_period"], clock["due_on"], clock["milestones"][0]["period"]) == ("2015", "2030-12-31", "2025")
    assert reckoning["needed_per_year"] == pytest.approx((500 - 461) / 6)
    assert reckoning["best_periods"] == ["2017", "2021"]
    assert reckoning["stretch"] == pytest.approx(reckoning["needed_per_year"] / reckoning["best_per_year"])
    assert told["reckoning"]["reached_words"]["en"] == (
        "At the pace so far, it would be reached in about 2029 (likely 2028 to 2031)."
    )


def test_group_with_an_unusual_figure_is_flagged_too(enrolled: Measure) -> None:
    definition = enrolled.definitions.get()
    values = [200.0, 220, 190, 210, 200, 180, 210, 190, 400, 210]
    points = [Point(str(2015 + n), value) for n, value in enumerate(values)]
    told = group_steady_of(definition, [], points, None)
    assert told
    words = {chart["kind"]: chart["words"]["en"] for chart in told["charts"]}
    assert words["xmr"] == "Early reading: 2023 was unusual: ask what happened."
    assert words["run"] == "Early reading: usual ups and downs: no real change."
    assert [each["period"] for each in told["unusual"]] == ["2023"]
