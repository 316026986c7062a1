"""Below a measure's line and on the goal's own page: how steady it is, what comes, and how long it is still."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from commonweal.measurement.models import Definition
from commonweal.measurement.queries.forecasting import forecast_of
from commonweal.measurement.queries.goal_in_people import reckoning_of
from commonweal.measurement.queries.judging import counted_points, judgement_of
from commonweal.measurement.queries.steady import steady_of
from commonweal.pages.goal_page import days_left
from commonweal.publication.models import Publication
from tests.pages.content import headline, population, release_content
from tests.pages.page import h1, parts, text_of

Release = Callable[..., Publication]
STORY = {
    "version": 2,
    "story": {"en": "Buses stop at six.\n\nRents rose.", "es": ""},
    "works": {"en": "<b>Evening</b> courses.", "es": "Cursos por la tarde."},
    "partners": [{"name": "Open Shelf", "role": {"en": "lends rooms", "es": "presta salas"}}],
    "proposals": [{"text": {"en": "Open a library late", "es": "Abrir más tarde"}, "low_cost": True}],
    "evidence": [{"title": "A study", "url": "https://example.org/study"}],
    "author_role": {"en": "co-chair, Good Jobs", "es": "copresidencia, Buenos empleos"},
    "written_at": "2026-03-04T15:00:00+00:00",
}


def told(measure: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A measure with what a release says of its future, as the release itself makes it."""
    series = [{**point, "definition": 1} for point in measure["series"]]
    measure = {**measure, "series": series, **more}
    names = ("kind", "per", "decimals", "direction")
    definition = Definition(version=1, **{name: measure[name] for name in names})
    points = counted_points(measure)
    return {
        **measure,
        "judgement": judgement_of(definition, points, measure["target"]),
        "steady": steady_of(definition, series, points, measure["target"]),
        "forecast": forecast_of(definition, points, measure["target"]),
    }


def whole(**more: Any) -> dict[str, Any]:
    measures = [told(headline(), **more), *(told(each) for each in population())]
    content = release_content()
    goal = {**content["goal"]}
    return {"measures": measures, "goal": {**goal, **reckoning_of(goal, {m["code"]: m for m in measures})}}


@pytest.fixture
def ahead(release: Release) -> Publication:
    return release(**whole(story=STORY))


@pytest.mark.covers("E7")
def test_measure_page_says_how_steady_it_is_and_what_comes(ahead: Publication, client: Client) -> None:
    (section,) = parts(client.get("/fork/measures/C1/"), r'<section id="ahead".*?>(.*?)</section>')
    assert "Early reading: 2012 was unusual: ask what happened. 2019 was unusual: ask what happened." in section
    assert "if it goes on as before, 2030 will likely be between" in section
    assert "Unless something changes, this will miss the target of 4.0 in 2030." in section


def test_short_series_says_that_it_is_too_short_and_draws_nothing(ahead: Publication, client: Client) -> None:
    (section,) = parts(client.get("/fork/measures/C2/"), r'<section id="ahead".*?>(.*?)</section>')
    assert section == (
        "Chance or change? How steady is it? Not enough points yet: 3. A chart judges from 8. "
        "Turn the curve It has come 28% of the way since 2021. The story behind the line"
    )


def test_release_from_before_has_no_such_section(released: Publication, client: Client) -> None:
    answer = client.get("/fork/measures/C1/")
    assert (answer.status_code, parts(answer, r'<section id="ahead".*?>(.*?)</section>')) == (200, [])


def test_unusual_is_a_flag_beside_the_verdict(release: Release, client: Client) -> None:
    calm = [5.0, 5.2, 4.9, 5.1, 5.0, 9.0, 5.1, 4.8, 5.0, 5.1]
    series = [{**headline()["series"][0], "period": str(2011 + n), "value": value} for n, value in enumerate(calm)]
    release(measures=[told({**headline(), "series": series, "target": None})])
    assert "Unusual: ask why 2016" in text_of(client.get("/fork/measures/G0/"))


def test_methods_stand_behind_how_we_know(ahead: Publication, client: Client) -> None:
    (facts,) = parts(client.get("/fork/measures/C1/"), r'<dl class="facts">(.*?)</dl>')
    assert "XmR chart of 9 figures: the mean and 2.66 times the mean step" in facts
    assert "Drift, the line from first to last, from 9 figures." in facts
    assert "Rule of Healthy People 2030." in facts


def test_status_of_the_target_is_not_told_where_it_is_too_early_to_judge(release: Release, client: Client) -> None:
    goal = {"baseline_period": "2021", "baseline_value": 5.0, "target_period": "2030", "target_value": 4.0}
    series = [{**headline()["series"][0], "period": str(2021 + n), "value": 5.0 + n} for n in range(4)]
    release(measures=[told({**headline(), "series": series, "target": {**headline()["target"], **goal}})])
    (facts,) = parts(client.get("/fork/measures/G0/"), r'<dl class="facts">(.*?)</dl>')
    assert ("XmR chart of 4 figures" in facts, "Status of the target" in facts) == (True, False)


@pytest.mark.covers("A9", "A12", "J4")
def test_goal_page_has_the_scoreboards_number_and_what_it_takes(ahead: Publication, client: Client) -> None:
    page, board = client.get("/fork/goal/"), client.get("/fork/")
    big = r'<p class="big">(.*?)</p>'
    assert h1(page) == ["25,000 fewer residents in poverty by 2030"]
    assert parts(page, big) == parts(board, big)
    assert parts(page, r'<section id="takes".*?<tbody>(.*?)</tbody>') == [
        "Needed from 2023 on 0.3 points down 0.2 points and 0.5 points down 3,571 fewer "
        "The best so far, 2013–2017 1 point down 0.3 points and 2 points down 11,884 fewer "
        "The pace from 2017 to 2023 0.2 points down not known 2,273 fewer"
    ]
    assert "At the pace from 2017 to 2023, it would be reached in about 2034." in text_of(page)
    assert "The next one to check is 9.9% in 2024." in text_of(page)


WHY_TWO = {
    "en": "Why this is not the date above: The date takes the last pace alone, from 2017 to 2023. The range takes the "
    "whole way from 2011 to 2023: 0.6 points down a year. The verdict rests on neither: it waits for more figures.",
    "es": "Por qué no coincide con la fecha de arriba: La fecha toma solo el último ritmo, de 2017 a 2023. El rango "
    "toma todo el camino de 2011 a 2023: 0.6 puntos menos al año. El veredicto no se apoya en ninguno: espera más "
    "cifras.",
}


@pytest.mark.covers("A12", "E8")
@pytest.mark.parametrize("lang", WHY_TWO)
def test_goal_page_says_why_its_date_and_its_range_differ(ahead: Publication, client: Client, lang: str) -> None:
    page = client.get("/fork/goal/", headers={"accept-language": lang})
    assert parts(page, r'<p class="sum">.*?</p>\s*<p class="reading">(.*?)</p>') == [WHY_TWO[lang]]


def test_goal_page_says_that_the_verdict_rests_on_the_pace_of_the_date(release: Release, client: Client) -> None:
    first = {**headline()["series"][0], "definition": 1}
    years = [{**first, "period": str(2014 + n), "value": 15.0 - n / 2} for n in range(10)]
    goal = {**headline()["target"], "baseline_period": "2014", "baseline_value": 15.0}
    release(**whole(series=years, target=goal))
    (why,) = parts(client.get("/fork/goal/"), r'<p class="sum">.*?</p>\s*<p class="reading">(.*?)</p>')
    assert why == (
        "Why this is not the date above: The date takes the pace from 2014 to 2023. The range takes the whole way from "
        "2014 to 2023: 0.5 points down a year. The verdict rests on that pace, not on the range."
    )


@pytest.mark.covers("A8", "A12")
def test_last_milestone_is_the_goal_in_people(ahead: Publication, client: Client) -> None:
    rows = parts(client.get("/fork/goal/"), r'<section id="clock".*?<tbody>(.*?)</tbody>')
    assert rows[0].endswith("2030 8.0% 91,447")  # 116,447 less the 25,000 that the goal names


@pytest.mark.covers("A8")
@pytest.mark.parametrize(
    ("today", "words"), [(date(2030, 12, 30), "1 day"), (date(2029, 12, 31), "365 days"), (date(2031, 1, 1), "")]
)
def test_clock_counts_whole_days_to_the_last_one(today: date, words: str) -> None:
    assert days_left("2030-12-31", today) == words


def test_goal_page_is_in_spanish_too(ahead: Publication, client: Client) -> None:
    answer = client.get("/fork/goal/", headers={"accept-language": "es"})
    assert "Lo que hace falta desde 2023" in text_of(answer)
    assert "Al ritmo de 2017 a 2023, se cumpliría hacia 2034." in text_of(answer)


def test_release_from_before_has_a_goal_page_with_what_it_knows(released: Publication, client: Client) -> None:
    answer = client.get("/fork/goal/")
    assert (answer.status_code, parts(answer, r'<section id="takes"(.*?)</section>')) == (200, [])


def test_release_without_a_goal_has_no_goal_page(release: Release, client: Client) -> None:
    release(goal=None)
    assert client.get("/fork/goal/").status_code == 404


@pytest.mark.covers("B5")
def test_story_page_says_why_who_what_works_and_what_is_proposed(ahead: Publication, client: Client) -> None:
    words = text_of(client.get("/fork/measures/G0/story/"))
    for part in ("Buses stop at six.", "Open Shelf : lends rooms", "Open a library late low or no cost", "A study"):
        assert part in words
    assert "Told by: co-chair, Good Jobs, 4 March 2026. Telling 2." in words


def test_story_is_text_and_never_markup(ahead: Publication, client: Client) -> None:
    assert "&lt;b&gt;Evening&lt;/b&gt; courses." in client.get("/fork/measures/G0/story/").content.decode()


def test_english_story_on_a_page_in_spanish_is_marked(ahead: Publication, client: Client) -> None:
    source = client.get("/fork/measures/G0/story/", headers={"accept-language": "es"}).content.decode()
    assert '<div class="reading" lang="en"><p>Buses stop at six.</p>' in source
    assert "Cursos por la tarde." in source


def test_story_of_a_measure_that_was_never_released_is_not_found(ahead: Publication, client: Client) -> None:
    assert client.get("/fork/measures/ZZ/story/").status_code == 404


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "XmR chart of 1 figure: the mean"), ("es", "Gráfico XmR de 1 cifra: la media")]
)
def test_method_of_a_single_figure_is_told_in_the_singular(
    lang: str, words: str, release: Release, client: Client
) -> None:
    release(measures=[told({**headline(), "series": [{**headline()["series"][0], "period": "2021"}], "target": None})])
    (facts,) = parts(
        client.get("/fork/measures/G0/", headers={"accept-language": lang}), r'<dl class="facts">(.*?)</dl>'
    )
    assert words in facts
