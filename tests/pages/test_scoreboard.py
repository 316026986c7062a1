"""The public scoreboard: what a resident reads on a phone, without an account."""

import gzip
import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.conf import settings as django_settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from commonweal.governance.models import Initiative
from commonweal.publication.models import Publication
from commonweal.ui.fonts import build_fonts
from tests.pages.content import both, headline, measure, point, release_content
from tests.pages.page import cards, h1, parts, pictures, text_of
from tests.ui.colour import STYLESHEET

Release = Callable[..., Publication]


@pytest.mark.covers("A12", "J5", "F-DES-6", "F-SKL-8", "F-PIT-5")
def test_scoreboard_begins_with_the_goal_and_its_one_number(released: Publication, client: Client) -> None:
    answer = client.get("/fork/")
    assert h1(answer) == ["25,000 fewer residents in poverty by 2030"]
    assert parts(answer, r'<p class="big">(.*?)</p>') == ["116,447 people in 2023, or 10.2% of people"]
    assert parts(answer, r"<dl class=\"togo\">(.*?)</dl>") == ["Still to go 25,000 people Reach it by 2030"]


@pytest.mark.covers("A8", "A9", "F-DES-2", "F-DES-3")
def test_scoreboard_says_the_needed_pace_and_the_pace_so_far(released: Publication, client: Client) -> None:
    assert parts(client.get("/fork/"), r'<p class="lead">(.*?)</p>') == [
        "To reach the goal, it must fall 0.3 points a year. From 2017 to 2023 it fell 0.2 points a year. "
        "We have 1 figure since 2023, where the goal starts, and judge from 5."
    ]


def test_scoreboard_shows_missing_years_as_a_gap_and_says_so(drawn: Publication, client: Client) -> None:
    answer = client.get("/fork/")
    assert "No figures for 2018–2022." in text_of(answer)
    hero = pictures(answer)[0]
    assert [e.get("fill") for e in hero.iter() if e.get("fill") == "var(--gap)"] == ["var(--gap)"]


def test_scoreboard_sorts_measures_the_worst_first(released: Publication, client: Client) -> None:
    verdicts = [
        re.search(r"(On track|Could go either way|Too early to say|Behind|Getting worse)", c)
        for c in cards(client.get("/fork/"))
    ]
    order = ["Getting worse", "Behind", "Too early to say", "Could go either way", "On track"]
    ranks = [order.index(found[0]) for found in verdicts if found]
    assert len(ranks) == 11
    assert ranks == sorted(ranks)


def test_every_card_names_unit_period_source_and_whether_it_is_real(released: Publication, client: Client) -> None:
    shown = cards(client.get("/fork/"))
    assert [card for card in shown if "Source: Fork County Statistics." not in card] == []
    assert [card for card in shown if "Real figures" not in card] == []
    assert [
        card for card in shown if not re.search(r"(of (births|homes|pupils|people)|per 1,000 people), 20\d\d", card)
    ] == []


def test_every_card_says_how_sure_or_that_nobody_knows(released: Publication, client: Client) -> None:
    shown = cards(client.get("/fork/"))
    assert [c for c in shown if "Likely between" not in c and "How sure it is: not known." not in c] == []


def test_programs_figures_stand_apart_with_their_coverage_and_mark(released: Publication, client: Client) -> None:
    (table,) = parts(client.get("/fork/"), r'<section id="programs".*?<tbody>(.*?)</tbody>')
    assert table.count("Reported by 37 of 40 partners. Invented for this demo") == 4
    assert "People placed in a job 412 people, Q3 2026" in table


@pytest.mark.covers("H1")
def test_gap_of_each_measure_has_a_card_the_worst_verdict_first(released: Publication, client: Client) -> None:
    assert parts(client.get("/fork/"), r'<article class="card gap">(.*?)</article>') == [
        "Pupils who miss too much school: 15.6 points apart Getting worse "
        "Of every 100: 22 (Eastside), 6 (Willow Bank). Real figures",
        "Adults who finish job training: 28.9 points apart Too early to say "
        "Farthest behind: Under 18, 41.2%. Of every 100: 41 (Under 18), 70 (65 and over). Invented for this demo",
    ]


@pytest.mark.covers("J5", "F-INF-4")
def test_who_is_doing_what_names_groups_measures_and_partners(released: Publication, client: Client) -> None:
    (work,) = parts(client.get("/fork/"), r'<ul class="work">(.*?)</ul>')
    assert work.startswith(
        "Healthy Start Works on: Early care in pregnancy , Births to teenagers "
        "2 organizations Crescent Fork Health Centre and Elm Hospital"
    )


@pytest.mark.covers("J5", "A14")
def test_scoreboard_is_in_the_language_of_the_phone(released: Publication, client: Client) -> None:
    answer = client.get("/fork/", headers={"accept-language": "es-MX,es;q=0.9"})
    assert answer.headers["Content-Language"] == "es"
    assert h1(answer) == ["25,000 residentes menos en la pobreza para 2030"]
    assert parts(answer, r'<p class="big">(.*?)</p>') == [
        "116,447 personas en 2023, o 10.2\u00a0% de personas".replace("\u00a0", " ")
    ]
    assert "Getting worse" not in text_of(answer)


def test_scoreboard_falls_back_to_english_and_marks_it(release: Release, client: Client) -> None:
    only_english = measure(
        "X1", None, both("Library cards"), both("people"), series=[point("2020", 41.0)], kind="count"
    )
    release(measures=[headline(), only_english])
    answer = client.get("/fork/", headers={"accept-language": "es"})
    assert 'lang="en">Library cards</a>' in answer.content.decode()


def test_banner_says_what_is_real_on_every_page(released: Publication, initiative: Initiative, client: Client) -> None:
    initiative.banner_en = "The county figures are real; the rest is made up."
    initiative.save()
    for path in ("/", "/fork/", "/fork/measures/S1/", "/fork/releases/", "/fork/share/"):
        assert "The county figures are real; the rest is made up." in text_of(client.get(path))


def test_names_of_measures_cannot_bring_markup_into_the_page(release: Release, client: Client) -> None:
    evil = measure(
        "X1", None, both("<script>alert(1)</script>"), both("% of <b>people</b>"), series=[point("2020", 4.0)]
    )
    release(measures=[headline(), evil])
    assert "<script>" not in client.get("/fork/").content.decode()


def test_one_initiative_has_its_scoreboard_at_the_front_door(released: Publication, client: Client) -> None:
    assert h1(client.get("/")) == ["25,000 fewer residents in poverty by 2030"]


def test_several_initiatives_are_listed_at_the_front_door(released: Publication, at: datetime, client: Client) -> None:
    Initiative.objects.create(slug="delta", name="Delta Counts", place_name="Delta", founded_at=at)
    answer = client.get("/")
    assert h1(answer) == ["Communities that count together"]
    assert parts(answer, r'<a class="task"[^>]*>(.*?)</a>') == ["Delta Counts Delta", "Fork County Thrives Fork County"]


@pytest.mark.django_db
def test_front_door_leads_to_the_first_run_page_where_there_is_nothing(client: Client) -> None:
    answer = client.get("/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/start/")


def test_unknown_initiative_is_not_found(released: Publication, client: Client) -> None:
    assert client.get("/nowhere/").status_code == 404


def test_public_pages_only_answer_reading(released: Publication, client: Client) -> None:
    assert [client.post(path).status_code for path in ("/", "/fork/", "/fork/measures/S1/")] == [405, 405, 405]


def test_before_the_first_release_the_page_says_what_comes(initiative: Initiative, client: Client) -> None:
    answer = client.get("/fork/")
    assert answer.status_code == 200
    assert h1(answer) == ["No figures are public yet"]


def test_withdrawn_release_is_gone_at_once_with_its_reason(
    drawn: Publication, withdraw: Callable[[Publication], Publication], client: Client
) -> None:
    assert "116,447" in client.get("/fork/").content.decode()
    withdraw(drawn)
    for path in ("/", "/fork/", "/fork/measures/S1/"):
        answer = client.get(path)
        assert "A school was counted twice." in text_of(answer)
        assert "116,447" not in text_of(answer)
        assert "13.5%" not in text_of(answer)


def test_release_before_a_withdrawn_one_stands_with_a_notice(
    release: Release, withdraw: Callable[[Publication], Publication], client: Client
) -> None:
    release()
    withdraw(release())
    words = text_of(client.get("/fork/"))
    assert "Release 2 was withdrawn on 4 March 2026. A school was counted twice. You see release 1." in words
    assert "116,447" in words


def test_kept_page_needs_one_query(drawn: Publication, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    Client().get("/fork/")
    with django_assert_num_queries(1):
        assert Client().get("/fork/").status_code == 200


@pytest.mark.parametrize("count", [1, 12])
def test_cold_page_needs_three_queries_however_many_measures(
    count: int, release: Release, django_assert_num_queries: DjangoAssertNumQueries, settings: object
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}  # type: ignore[attr-defined]
    release(measures=release_content()["measures"][:count])
    with django_assert_num_queries(3):
        assert Client().get("/fork/").status_code == 200


def test_kept_page_is_served_again_only_when_it_changed(drawn: Publication, client: Client) -> None:
    first = client.get("/fork/")
    again = client.get("/fork/", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["Cache-Control"] == "no-cache"
    assert {"Accept-Language", "Cookie", "Accept-Encoding"} <= set(first.headers["Vary"].split(", "))


def test_page_waiting_for_pictures_shows_its_words(released: Publication, client: Client) -> None:
    waiting = client.get("/fork/")
    assert "The picture is being drawn." in text_of(waiting)
    assert "13.5%" in text_of(waiting)


def test_one_visitor_never_gets_anothers_page(
    drawn: Publication, signed_in: Callable[..., Client], analyst: object
) -> None:
    by_stranger = Client().get("/fork/").content
    assert signed_in(analyst).get("/fork/").content == by_stranger
    assert b"csrfmiddlewaretoken" not in by_stranger


@pytest.mark.parametrize("lang", ["en", "es"])
def test_first_view_is_light(drawn: Publication, client: Client, lang: str) -> None:
    answer = client.get("/fork/", headers={"accept-encoding": "gzip", "accept-language": lang})
    fonts = sum(path.stat().st_size for path in build_fonts(django_settings.COMMONWEAL_HOME))
    page = gzip.decompress(answer.content)
    assert len(page) < 60_000
    assert len(answer.content) + len(gzip.compress(STYLESHEET.read_bytes())) + fonts < 100_000


def test_card_on_few_figures_calls_its_verdict_an_early_reading(released: Publication, client: Client) -> None:
    (card,) = (words for words in cards(client.get("/fork/")) if "Pupils who miss too much school" in words)
    assert "An early reading of 7 figures." in card


def test_source_in_spanish_needs_no_mark(release: Callable[..., Publication], client: Client) -> None:
    measures = [{**one, "source_es": "Estadísticas del condado"} for one in release_content()["measures"]]
    release(measures=measures)
    page = client.get("/fork/measures/S1/", headers={"accept-language": "es"}).content.decode()
    assert "Fuente: Estadísticas del condado." in page


def test_source_is_marked_as_english_on_the_page_in_spanish(released: Publication, client: Client) -> None:
    page = client.get("/fork/measures/S1/", headers={"accept-language": "es"}).content.decode()
    assert 'Fuente: <span lang="en">Fork County Statistics</span>.' in page


def test_groups_without_a_measure_in_their_care_are_not_said_to_be_none(release: Release, client: Client) -> None:
    release(groups=[])
    assert "No working group looks after a measure yet" in text_of(client.get("/fork/"))
