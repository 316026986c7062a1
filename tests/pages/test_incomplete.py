"""Figures of too few partners, releases withdrawn, and dates: what a resident must not be misled by."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pypdf
import pytest
from django.test import Client

from commonweal.governance.models import Initiative
from commonweal.people.models import Person
from commonweal.publication import operations
from commonweal.publication.models import Publication
from tests.pages.content import both, headline, measure, point, release_content, target
from tests.pages.page import parts, text_of

Release = Callable[..., Publication]
Withdraw = Callable[[Publication], Publication]
PAGE = "/fork/measures/P1/"


def late(**more: Any) -> dict[str, Any]:
    """Six figures that rise, and a newest one with 8 of 21 partners; it is judged by the six."""
    series = [point(str(2018 + n), 3000.0 + 100 * n) for n in range(6)]
    made = measure(
        "P1", None, both("People served"), both("people"), series=series, kind="count", decimals=0,
        level="performance", direction="higher", source="", **more,
    )  # fmt: skip
    few = {"partners_in": 8, "partners_asked": 21, "share_in": 8 / 21, "comparable": False}
    made["series"].append(point("2024", 1725.0, **few))
    made["coverage"] = {"partners_in": 8, "partners_asked": 21, "round": "2024"}
    return made


def lead(client: Client, page: str = PAGE, **more: Any) -> str:
    return parts(client.get(page, **more), r'<p class="lead">(.*?)</p>')[0]


def test_late_partners_are_no_fall(release: Release, client: Client) -> None:
    release(measures=[headline(), late()])
    page = text_of(client.get(PAGE))
    assert "Up from 3,000 in 2018 to 3,500 in 2023" in page
    assert "Down from" not in page


def test_page_says_who_is_in_and_how_far_the_verdict_looks(release: Release, client: Client) -> None:
    release(measures=[headline(), late()])
    assert lead(client).startswith(
        "8 of 21 partners in 2024: not yet comparable. The verdict looks at figures up to 2023."
    )
    in_spanish = lead(client, headers={"accept-language": "es"})
    assert in_spanish.startswith(
        "8 de 21 organizaciones en 2024: aún no se puede comparar. El veredicto mira las cifras hasta 2023."
    )


def test_incomplete_figure_is_marked_among_the_numbers(release: Release, client: Client) -> None:
    release(measures=[headline(), late()])
    rows = parts(client.get(PAGE), r"<tr>(.*?)</tr>")
    assert "2024 1,725 (8 of 21 partners)" in rows


def test_board_shows_the_newest_figure_with_its_coverage(release: Release, client: Client) -> None:
    release(measures=[headline(), late()])
    assert "1,725 people, 2024, 8 of 21 partners" in text_of(client.get("/fork/"))


def test_split_of_an_incomplete_figure_or_another_year_says_so(release: Release, client: Client) -> None:
    cell = {"code": "f", "name": both("Women"), "value": 60.0, "status": "reported", "hidden": ""}
    cell |= dict.fromkeys(("numerator", "denominator", "low", "high"))
    split = {"dimension": "age", "period": "2023", "note": both("", ""), "cells": [cell]}
    release(measures=[headline(), late(splits=[split])])
    assert "The newest split is of 2023; the figure above is of 2024." in text_of(client.get(PAGE))
    release(measures=[headline(), late(splits=[split | {"period": "2024"}])])
    (section,) = parts(client.get(PAGE), r'<section id="for-whom"(.*?)</section>')
    assert "8 of 21 partners in 2024: not yet comparable." in section


@pytest.mark.covers("J4", "H1")
def test_gap_of_an_incomplete_figure_says_so_wherever_it_is_told(release: Release, client: Client) -> None:
    """On the board, and on the page of paper, where nothing else of the measure stands."""
    numbers = dict.fromkeys(("numerator", "denominator", "low", "high"))
    cells = [
        {"code": code, "name": both(code), "value": value, "status": "reported", "hidden": ""} | numbers
        for code, value in (("young", 34.0), ("old", 53.0))
    ]
    split = {"dimension": "age", "period": "2024", "note": both("", ""), "cells": cells}
    release(measures=[headline(), {**late(splits=[split]), "kind": "percent"}])
    board = text_of(client.get("/fork/"))
    assert "People served, 2024, 8 of 21 partners" in board
    (card,) = parts(client.get("/fork/"), r'<article class="card gap">(.*?)</article>')
    assert "8 of 21 partners in 2024: not yet comparable." in card
    paper = pypdf.PdfReader(io.BytesIO(client.get("/fork/releases/1/page-es-a4.pdf").content))
    printed = " ".join(paper.pages[0].extract_text().split())
    assert "53 (old). 8 de 21 organizaciones en 2024: aún no se puede comparar." in printed
    assert "(2024, 8 de 21 organizaciones)" in printed


def test_no_pace_is_told_from_less_than_a_year(release: Release, client: Client) -> None:
    series = [point("2026-Q1", 20.0), point("2026-Q2", 30.3)]
    aim = target("2026-Q1", 20.0, 60.0)
    release(
        measures=[headline(), measure("P1", None, both("X"), both("%"), series=series, target=aim, direction="higher")]
    )
    assert "it rose" not in text_of(client.get(PAGE))


def test_pace_is_told_from_a_year_on(release: Release, client: Client) -> None:
    series = [point("2025-Q2", 20.0), point("2026-Q1", 24.0), point("2026-Q2", 30.0)]
    aim = target("2025-Q2", 20.0, 60.0)
    release(
        measures=[headline(), measure("P1", None, both("X"), both("%"), series=series, target=aim, direction="higher")]
    )
    assert "From Q2 2025 to Q2 2026 it rose 10 points a year." in text_of(client.get(PAGE))


def test_title_takes_no_side_where_the_ends_say_the_opposite_of_the_verdict(release: Release, client: Client) -> None:
    values = [400.0, *(200.0 + 10 * n for n in range(14))]
    series = [point(str(2005 + n), value) for n, value in enumerate(values)]
    release(measures=[headline(), measure("P1", None, both("X"), both("%"), series=series, direction="higher")])
    page = text_of(client.get(PAGE))
    assert "400.0% in 2005, 330.0% in 2019" in page
    assert "though the last is below the first" in page


def test_figure_without_a_unit_has_no_stray_comma(release: Release, client: Client) -> None:
    series = [point("2026-Q2", 337500.0)]
    dollars = measure("P1", None, both("X"), both("dollars"), series=series, kind="money", decimals=0)
    release(measures=[headline(), dollars])
    (figure,) = parts(client.get(PAGE), r'<p class="fig">(.*?)</p>')
    assert figure == "$337,500 Q2 2026"


def test_partners_own_figure_is_not_said_to_lack_a_split_at_its_source(release: Release, client: Client) -> None:
    release(measures=[headline(), late()])
    page = text_of(client.get(PAGE))
    assert "Not split by group Partners report it as one figure" in page
    assert "at the source" not in page


def test_district_without_a_program_is_not_missing(release: Release, client: Client) -> None:
    cell = {"code": "d01", "name": both("Northgate"), "value": None, "status": "not-applicable", "hidden": ""}
    cell |= dict.fromkeys(("numerator", "denominator", "low", "high"))
    split = {"dimension": "place", "period": "2023", "note": both("", ""), "cells": [cell]}
    release(measures=[headline(), late(splits=[split])])
    assert "Northgate no program here" in text_of(client.get(PAGE))


# Releases


def test_withdrawn_release_tells_no_figure(release: Release, withdraw: Withdraw, client: Client) -> None:
    release()
    withdraw(release(changes_en="Early care: was 57.6, is now 99.9."))
    for page in ("/fork/releases/", "/fork/", "/fork/measures/H1/"):
        assert "99.9" not in text_of(client.get(page))


def test_release_that_was_compared_with_a_withdrawn_one_does_not_tell_its_figures(
    initiative: Initiative, analyst: Person, withdraw: Withdraw, client: Client
) -> None:
    made = []
    for number, value in enumerate((57.6, 99.9, 60.0)):
        series = [point("2019", value)]
        content = release_content(
            measures=[headline(), measure("H1", None, both("Early care"), both("%"), series=series)]
        )
        words = {"changes_en": f"Early care, 2019: was 99.9, is now {value}.", "changes_es": ""}
        at = datetime(2026, 1, 1 + number, 12, tzinfo=UTC)
        made.append(operations.release(by=analyst, initiative=initiative, content=content, at=at, **words))
    withdraw(made[1])
    assert "Early care, 2019: was 57.6%, is now 60.0%." in text_of(client.get("/fork/releases/"))
    assert "99.9%" not in text_of(client.get("/fork/"))


def test_release_has_one_date_that_of_its_place(
    initiative: Initiative, analyst: Person, signed_in: Callable[[Person], Client], client: Client
) -> None:
    initiative.time_zone = "America/New_York"
    initiative.save()
    evening = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)
    operations.release(
        by=analyst, initiative=initiative, content=release_content(), changes_en="", changes_es="", at=evening
    )
    assert "4 March 2026" in text_of(client.get("/fork/releases/"))
    assert "4 March 2026, 21:00 (EST)" in text_of(signed_in(analyst).get("/desk/fork/releases/"))


def above_the_whole() -> dict[str, Any]:
    point_above = point("2025", 110.7, numerator=31, denominator=28, partners_in=1, partners_asked=2, comparable=False)
    return measure("P1", None, both("Finished"), both("% of learners"), series=[point_above], source="")


def test_percent_above_100_says_that_it_was_reported_so(release: Release, client: Client) -> None:
    release(measures=[headline(), above_the_whole()])
    assert "2025: reported above 100%, with a reason." in text_of(client.get(PAGE))
    in_spanish = text_of(client.get(PAGE, headers={"accept-language": "es"}))
    assert "2025: se informó más de 100 %, con un motivo." in in_spanish


def test_other_percents_need_no_note(release: Release, client: Client) -> None:
    release(measures=[headline(), late()])
    assert "reported above 100%" not in text_of(client.get(PAGE))


def test_figures_that_cannot_be_compared_are_not_said_to_be_absent(release: Release, client: Client) -> None:
    made = above_the_whole()
    made["judgement"] |= {"code": "too-early", "n": 0, "words": both("We have no figures and judge from 5.")}
    release(measures=[headline(), made])
    assert "No comparable figures yet." in lead(client)


def test_figures_of_other_periods_stand_beside_the_line_and_say_so(release: Release, client: Client) -> None:
    made = late()
    made["counted_before"] = [point("2016-Q4", 16.0, definition=1)]
    release(measures=[headline(), made])
    page = text_of(client.get(PAGE))
    assert "These figures are of other periods, such as years beside quarters." in page
    assert "Figures of other periods Period Before Today Q4 2016 16 –" in page
    assert "The line breaks there." not in page
