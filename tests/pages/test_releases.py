"""The list of releases, the files of a release, and the address for a phone."""

import csv
import io
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from commonweal.publication.models import Publication
from tests.pages.content import both, headline, measure, point, release_content
from tests.pages.page import h1, parts, text_of

Release = Callable[..., Publication]
Withdraw = Callable[[Publication], Publication]


def rows_of(client: Client, number: int = 1) -> list[dict[str, str]]:
    text = client.get(f"/fork/releases/{number}/figures.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.covers("F-CON-4")
def test_list_says_what_changed_and_why_one_was_taken_back(
    release: Release, withdraw: Withdraw, client: Client
) -> None:
    release(changes_en="First figures.")
    withdraw(release(changes_en="More figures."))
    entries = parts(client.get("/fork/releases/"), r'<li(?: class="off")?>\s*<p class="meta">(.*?)</li>')
    assert entries[0] == ("4 March 2026 Release 2 – withdrawn Withdrawn on 4 March 2026. A school was counted twice.")
    assert entries[1].startswith("4 March 2026 Release 1 – the one you see First figures. CSV")


def test_name_of_a_measure_in_the_list_leads_to_its_page(release: Release, client: Client) -> None:
    release(changes_en="Violent crime, 2020: 7.2.\nViolent crimes fell.\nWe begin.")
    (lines,) = re.findall(r'<ul class="lines">(.*?)</ul>', client.get("/fork/releases/").content.decode(), re.DOTALL)
    assert [" ".join(line.split()) for line in re.findall(r"<li>(.*?)</li>", lines, re.DOTALL)] == [
        '<a href="/fork/measures/C1/#how">Violent crime</a>, 2020: 7.2.',
        "Violent crimes fell.",
        "We begin.",
    ]


def test_list_before_the_first_release_says_what_comes(initiative: object, client: Client) -> None:
    assert "No release yet" in text_of(client.get("/fork/releases/"))


@pytest.mark.covers("F-PRI-4")
def test_table_has_every_figure_with_status_and_source(released: Publication, client: Client) -> None:
    rows = rows_of(client)
    poverty = [row for row in rows if row["measure"] == "G0"]
    assert [row["period"] for row in poverty] == ["2011", "2012", "2013", "2014", "2015", "2016", "2017", "2023"]
    assert (poverty[-1]["value"], poverty[-1]["low"], poverty[-1]["high"]) == ("10.2", "9.2", "11.2")
    assert {row["source"] for row in poverty} == {"U.S. Census Bureau, SAIPE"}


def test_table_keeps_hidden_missing_and_zero_apart(release: Release, client: Client) -> None:
    series = [point("2020", 0.0), point("2021", None)]
    release(measures=[headline(), measure("X1", None, both("X"), both("% of people"), series=series)])
    rows = [(row["value"], row["status"]) for row in rows_of(client) if row["measure"] == "X1"]
    assert rows == [("0.0", "reported"), ("", "missing")]


def test_table_names_hidden_cells_suppressed(released: Publication, client: Client) -> None:
    hidden = [row for row in rows_of(client) if row["part_name"] == "Heron Ridge"]
    assert [(row["value"], row["status"]) for row in hidden] == [("", "suppressed")]


def test_table_never_holds_a_formula(release: Release, client: Client) -> None:
    evil = measure("X1", None, both("=HYPERLINK(1)"), both("% of people"), series=[point("2020", -4.0)])
    release(measures=[headline(), evil])
    (row,) = [row for row in rows_of(client) if row["measure"] == "X1"]
    assert (row["name"], row["value"]) == ("'=HYPERLINK(1)", "-4.0")


def test_release_as_json_is_the_release_itself(released: Publication, client: Client) -> None:
    answer = client.get("/fork/releases/1/figures.json")
    assert json.loads(answer.content) == json.loads(released.content)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="fork-release-1.json"'


def test_files_of_a_withdrawn_release_are_gone_with_the_reason(
    released: Publication, withdraw: Withdraw, client: Client
) -> None:
    withdraw(released)
    for form in ("csv", "json"):
        answer = client.get(f"/fork/releases/1/figures.{form}")
        assert answer.status_code == 410
        assert h1(answer) == ["This release was withdrawn"]
        assert "A school was counted twice." in text_of(answer)
        assert "13.5" not in text_of(answer)


def test_page_of_a_withdrawn_release_does_not_say_that_one_sees_it(
    release: Release, withdraw: Withdraw, client: Client
) -> None:
    release()
    withdraw(release(changes_en="Second figures."))
    answer = client.get("/fork/releases/2/figures.csv")
    assert "You see release" not in text_of(answer)
    assert text_of(answer).count("Release 2 was withdrawn on 4 March 2026.") == 1
    assert "Figures published on 4 March 2026, release 1." in text_of(answer)


def test_file_of_a_release_that_never_was_is_not_found(released: Publication, client: Client) -> None:
    assert client.get("/fork/releases/9/figures.csv").status_code == 404


def test_code_for_a_phone_carries_an_address_that_a_phone_can_reach(
    released: Publication, client: Client, settings: Any
) -> None:
    settings.COMMONWEAL_URL = "https://ladder.example.org"
    answer = client.get("/fork/share/")
    assert "https://ladder.example.org/fork/" in text_of(answer)
    assert '<div class="qr big-qr" role="img"' in answer.content.decode()


def test_code_is_not_shown_where_no_phone_can_come(released: Publication, client: Client, settings: Any) -> None:
    settings.COMMONWEAL_URL = "http://127.0.0.1:8000"
    answer = client.get("/fork/share/")
    assert "a phone cannot open it yet" in text_of(answer)
    assert "big-qr" not in answer.content.decode()


def test_release_content_of_the_tests_is_one_that_the_door_lets_out(released: Publication) -> None:
    assert released.number == 1
    assert len(release_content()["measures"]) == 16
