"""The data manager brings old spreadsheets in, on pages alone."""

import io
from typing import Any

import pytest
from django.test import Client

from commonweal.measurement.models import Measure, Receipt, Submission
from commonweal.measurement.queries.facts import facts_of
from tests.measurement.partner_work import SEND, address, text_of

URL = "/desk/fork/history/"
TIDY = b"measure,period,place,value\nP1,2011,county,171\nP1,2012,county,161\n"


@pytest.fixture
def desk(signed_in: Any, analyst: Any, places: Any, enrolled: Measure) -> Client:
    return signed_in(analyst)


def bring(desk: Client, content: bytes, **fields: str) -> Any:
    source = io.BytesIO(content)
    source.name = "old.csv"
    return desk.post(URL, {"file": source, "cadence": "year", "source": "annual reports", **fields}, follow=True)


def test_empty_page_says_what_to_do(desk: Client) -> None:
    assert "No old figures yet" in text_of(desk.get(URL))


@pytest.mark.covers("B4")
def test_old_figures_are_shown_then_taken_in(desk: Client) -> None:
    looked = bring(desk, TIDY)
    assert "Figures from 2011 to 2012" in text_of(looked)
    assert (Submission.objects.count(), Receipt.objects.count()) == (0, 0)
    done = desk.post(address(looked), SEND, follow=True)
    submission = Submission.objects.get()
    assert f"2 figures are in, as hand-in {submission.number}." in text_of(done)
    assert "annual reports" in text_of(done)
    assert (submission.state, submission.history) == ("accepted", True)


def test_wide_sheet_asks_for_its_measure_and_its_places(desk: Client) -> None:
    wide = b"id,y_2013,y_2014\neast,1,2\n"
    refused = bring(desk, wide)
    assert refused.status_code == 422
    assert "Choose the measure that it holds." in text_of(refused)
    looked = bring(desk, wide, measure="P1")
    assert "Which column is which?" in text_of(looked)
    chosen = desk.post(address(looked), {"column:place": "id", "do": "columns"}, follow=True)
    assert "Take in 2 figures" in text_of(chosen)
    desk.post(address(looked), SEND)
    assert [(fact.key.period, fact.key.place, fact.value) for fact in facts_of(Submission.objects.get())] == [
        ("2013", "east", 1),
        ("2014", "east", 2),
    ]


def test_cell_is_corrected_on_the_page(desk: Client) -> None:
    looked = bring(desk, b"place,2013,2014\neast,1,two\n", measure="P1")
    assert "Row 2, 2014: “two” is not a number." in text_of(looked)
    desk.post(address(looked), {"fix:2:2014": "2", **SEND})
    assert Submission.objects.get().understood["corrections"] == [{"row": 2, "column": "2014", "typed": "2"}]


def test_marks_are_declared_on_the_form(desk: Client) -> None:
    content = b"measure,period,place,value\nP1,2011,county,-9999\nP1,2012,county,#Type!\n"
    looked = bring(desk, content, suppressed="-9999", missing="#Type! -6666")
    shown = text_of(looked)
    assert "1 row says why it has no number." in shown
    assert "1 figure is missing in the file." in shown


def test_file_of_another_kind_gets_one_clear_line(desk: Client) -> None:
    refused = bring(desk, b"%PDF-1.7")
    assert refused.status_code == 422
    assert "This file is a PDF." in text_of(refused)


def test_source_must_be_said(desk: Client) -> None:
    refused = bring(desk, TIDY, source="")
    assert refused.status_code == 422
    assert Submission.objects.count() == 0


def test_chosen_file_is_kept_while_another_field_is_put_right(desk: Client) -> None:
    refused = bring(desk, TIDY, source="")
    assert "We still have old.csv. Choose a file only if you mean another one." in text_of(refused)
    again = {"cadence": "year", "source": "annual reports", "kept": refused.context["kept"].token}
    looked = desk.post(URL, again, follow=True)
    assert "Figures from 2011 to 2012" in text_of(looked)


def test_kept_file_of_somebody_else_is_not_there(desk: Client, settings: Any) -> None:
    refused = desk.post(URL, {"cadence": "year", "source": "annual reports", "kept": "guessed"})
    assert refused.status_code == 422
    assert "We still have" not in text_of(refused)


def test_initiative_without_places_says_what_is_lacking(signed_in: Any, analyst: Any, enrolled: Measure) -> None:
    refused = bring(signed_in(analyst), TIDY)
    assert refused.status_code == 422
    assert "The list places of the collection is empty." in text_of(refused)


@pytest.mark.parametrize("who", ["chair", "partner", "stranger", "trainer", "resident", "funder"])
def test_page_is_not_there_for_others(who: str, request: Any, signed_in: Any, initiative: Any) -> None:
    somebody = signed_in(request.getfixturevalue(who))
    assert somebody.get(URL).status_code == 404
    assert somebody.post(f"{URL}check/x/forget/").status_code == 404


def test_stranger_without_account_is_asked_to_sign_in(client: Client, initiative: Any) -> None:
    assert client.get(URL).status_code == 302


def test_refused_file_is_deleted_on_request(
    desk: Client, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    bring(desk, b"%PDF-1.7")
    assert "Files we could not take" in text_of(desk.get(URL))
    assert "Its contents are gone for good." in text_of(desk.get(f"{URL}files/1/delete/"))
    assert len(list((settings.COMMONWEAL_HOME / "files").iterdir())) == 1
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"{URL}files/1/delete/")
    assert list((settings.COMMONWEAL_HOME / "files").iterdir()) == []
    assert "Files we could not take" not in text_of(desk.get(URL))
    assert desk.post(f"{URL}files/1/delete/").status_code == 404


PERCENTS = b"Year;Place;P2\n2011;county;51,5\n2012;county;48\n"


@pytest.fixture
def share(finished: Measure) -> Measure:
    finished.definitions.update(requires=["numerator", "denominator"])
    return finished


@pytest.mark.covers("B4")
def test_percents_of_a_source_that_has_nothing_more_are_taken_in(desk: Client, share: Measure) -> None:
    looked = bring(desk, PERCENTS)
    assert "Finished the course needs its numerator" in text_of(looked)
    assert "Take in" not in text_of(looked).replace("Take in them", "").split("Percents and ratios")[0]
    desk.post(address(looked), {"quotients_only": "1", **SEND})
    assert [(fact.key.period, fact.value, fact.numerator) for fact in facts_of(Submission.objects.get())] == [
        ("2011", 51.5, None),
        ("2012", 48, None),
    ]


def test_percents_without_their_numbers_wait_until_that_was_said(desk: Client, share: Measure) -> None:
    looked = bring(desk, PERCENTS)
    refused = desk.post(address(looked), SEND)
    assert (refused.status_code, Submission.objects.count()) == (422, 0)
    assert "Nothing was taken in. Settle this first." in text_of(refused)
    agreed = desk.post(address(looked), {"quotients_only": "1", "do": "look"}, follow=True)
    assert "Take in 2 figures" in text_of(agreed)
    taken_back = desk.post(address(looked), {"do": "look"}, follow=True)
    assert "Take in 2 figures" not in text_of(taken_back)


def test_file_with_errors_offers_no_figures_to_take_in(desk: Client) -> None:
    shown = text_of(bring(desk, b"measure,period,place,value\nP1,2011,county,1.2.3\n"))
    assert "Correct and take in" in shown
    assert "Take in 0 figures" not in shown


OST = b"measure,period,place,value\nP1,2011,Ost,1\nP1,2012,Ost,2\nP1,2011,Nord,3\nP1,2011,west,4\n"


def settled(**choices: str) -> dict[str, list[str]]:
    return {"word-column": ["place"] * len(choices), "word-text": list(choices), "word-choice": list(choices.values())}


def figures_in() -> list[tuple[str, str, float | None]]:
    return [(fact.key.period, fact.key.place, fact.value) for fact in facts_of(Submission.objects.get())]


@pytest.mark.covers("B4")
def test_word_that_we_do_not_know_is_asked_about_once(desk: Client) -> None:
    looked = bring(desk, OST)
    assert "2 words that we do not know “Ost” in place “Nord” in place" in text_of(looked)
    assert "cells to check" not in text_of(looked)
    desk.post(address(looked), {**settled(Ost="=east", Nord="leave-out"), **SEND})
    assert figures_in() == [("2011", "east", 1), ("2012", "east", 2), ("2011", "west", 4)]
    assert Submission.objects.get().understood["words"] == [
        {"column": "place", "word": "Ost", "as": "east"},
        {"column": "place", "word": "Nord", "as": ""},
    ]


def test_rows_of_words_that_nobody_settles_are_left_out_together(desk: Client) -> None:
    looked = bring(desk, OST)
    desk.post(address(looked), {**settled(Ost="", Nord=""), "leave-the-rest": "1", **SEND})
    assert figures_in() == [("2011", "west", 4)]


def test_word_that_is_not_settled_keeps_all_figures_out(desk: Client) -> None:
    looked = bring(desk, OST)
    refused = desk.post(address(looked), {**settled(Ost="=east", Nord=""), **SEND})
    assert refused.status_code == 422
    assert "1 word that we do not know" in text_of(refused)
    assert Submission.objects.count() == 0
    changed = desk.post(address(looked), {**settled(Ost="", Nord="leave-out"), "do": "look"}, follow=True)
    assert "“Ost” in place · 2 rows" in text_of(changed)


def test_word_is_settled_in_a_sheet_with_a_column_for_each_period(desk: Client) -> None:
    looked = bring(desk, b"place,2011,2012\nOst,1,2\nNord,3,4\n", measure="P1")
    desk.post(address(looked), {**settled(Ost="=east", Nord="leave-out"), **SEND})
    assert figures_in() == [("2011", "east", 1), ("2012", "east", 2)]


def test_choice_that_is_none_of_ours_is_asked_again(desk: Client) -> None:
    looked = bring(desk, OST)
    refused = desk.post(address(looked), {**settled(Ost="=nowhere", Nord="leave-out"), **SEND})
    assert refused.status_code == 422
    assert "nowhere" in text_of(refused)
