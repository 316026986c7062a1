"""On paper: numbers on the sheet are the numbers to type, and what is typed in is marked so."""

from collections.abc import Callable
from typing import Any

import pytest

from commonweal.engines.questionnaires import Instrument, Item, Option, Scale, Text
from commonweal.instruments import operations
from commonweal.instruments.forms.paper import typed_answers
from commonweal.instruments.models import Invitation, Sheet, Survey, Urn
from commonweal.instruments.operations.answering import code_hash
from commonweal.instruments.operations.urns import folder_of, peek
from commonweal.people.models import Person
from commonweal.trail.models import Entry
from tests.cast import NOW
from tests.instruments.conftest import send

pytestmark = pytest.mark.django_db

WORDS = Text("A word", "Una palabra")
SHEET = Instrument(
    code="paper", version="1", scales=(Scale("s", 1, 5),),
    items=(
        Item("row", scale="s"),
        Item("one", kind="choice", options=(Option("red"), Option("blue"))),
        Item("many", kind="choices", options=(Option("a"), Option("b"), Option("c"))),
        Item("ok", kind="yes-no"),
        Item("said", kind="text"),
    ),
)  # fmt: skip


def sheets(survey: Survey) -> list[dict[str, Any]]:
    return peek(bytes(Urn.objects.get(survey=survey).sealed), folder_of(survey))


@pytest.mark.covers("A5")
def test_numbers_that_are_circled_become_answers() -> None:
    typed = {"row": ["4"], "one": ["2"], "many": ["1, 3"], "ok": ["2"], "said": ["More time"]}
    assert typed_answers(SHEET, typed) == (
        {"row": 4, "one": "blue", "many": ["a", "c"], "ok": "no", "said": "More time"},
        {},
    )


def test_box_left_empty_is_no_answer() -> None:
    assert typed_answers(SHEET, {"row": [" "], "one": [""]}) == ({}, {})


@pytest.mark.parametrize("typed", [{"one": ["3"]}, {"one": ["1 2"]}, {"many": ["1 9"]}, {"ok": ["yes"]}])
def test_number_that_is_not_on_the_sheet_is_told(typed: dict[str, list[str]]) -> None:
    answers, problems = typed_answers(SHEET, typed)
    assert (answers, list(problems)) == ({}, list(typed))


def test_sheet_typed_in_goes_into_the_urn_marked_as_paper(survey: Survey, analyst: Person, signed_in: Any) -> None:
    address = f"/desk/fork/surveys/{survey.pk}/enter/"
    before = Entry.objects.count()
    sent = signed_in(analyst).post(address, {"welcome": "4", "~once": "first"})
    assert (sent.status_code, [(one["way"], one["answers"]) for one in sheets(survey)]) == (
        302, [("paper", {"welcome": 4})],
    )  # fmt: skip
    assert (Survey.objects.get().without_invitation, Entry.objects.count()) == (1, before)


def test_sheet_that_is_saved_twice_is_in_once(survey: Survey, analyst: Person, signed_in: Any) -> None:
    client = signed_in(analyst)
    for _again in range(2):
        client.post(f"/desk/fork/surveys/{survey.pk}/enter/", {"welcome": "4", "~once": "first"})
    assert len(sheets(survey)) == 1


def test_wrong_number_comes_back_with_the_rest_as_typed(survey: Survey, analyst: Person, signed_in: Any) -> None:
    page = signed_in(analyst).post(f"/desk/fork/surveys/{survey.pk}/enter/", {"welcome": "9", "voice": "2"})
    assert (page.status_code, 'name="voice" value="2"' in page.content.decode(), sheets(survey)) == (422, True, [])


def test_sheet_with_a_name_needs_whose_it_is(
    ask: Callable[..., Survey], analyst: Person, twenty: list[Person], signed_in: Any
) -> None:
    survey = ask(code="readiness", mode="named")
    address, client = f"/desk/fork/surveys/{survey.pk}/enter/", signed_in(analyst)
    assert client.post(address, {"champions-known": "4"}).status_code == 422
    whose = Invitation.objects.get(survey=survey, person=twenty[0])
    assert client.post(address, {"champions-known": "4", "~invitation": str(whose.pk)}).status_code == 302
    sheet = Sheet.objects.get()
    assert (sheet.invitation, sheet.way, sheet.answers) == (whose, "paper", {"champions-known": 4})


def test_closed_survey_takes_no_paper(survey: Survey, analyst: Person, signed_in: Any) -> None:
    operations.close_survey(by=analyst, survey=survey, at=NOW)
    assert signed_in(analyst).get(f"/desk/fork/surveys/{survey.pk}/enter/").status_code == 404


def test_printed_sheet_has_a_number_for_each_question_and_says_the_mode(
    survey: Survey, analyst: Person, signed_in: Any
) -> None:
    page = signed_in(analyst).get(f"/desk/fork/surveys/{survey.pk}/paper/").content.decode()
    assert (page.count('<b class="no">'), "Do not write your name" in page) == (4, True)


def test_paper_counts_beside_those_who_were_invited(survey: Survey, analyst: Person, twenty: list[Person]) -> None:
    for who in twenty[:5]:
        send(survey, who)
    for sheet in range(5):
        operations.type_in(by=analyst, survey=survey, answers={"welcome": 2}, once=str(sheet), at=NOW)
    operations.close_survey(by=analyst, survey=survey, at=NOW)
    assert sorted(Sheet.objects.values_list("way", flat=True)) == [*["paper"] * 5, *["screen"] * 5]


# No more sheets than people were asked


def full(survey: Survey, analyst: Person, twenty: list[Person]) -> None:
    """Six answered by link, and fourteen on paper."""
    for who in twenty[:6]:
        send(survey, who)
    for number in range(14):
        operations.type_in(by=analyst, survey=survey, answers={"welcome": 2}, once=str(number), at=NOW)


def test_sheet_beyond_the_people_asked_is_refused_with_words(
    survey: Survey, analyst: Person, twenty: list[Person], signed_in: Any
) -> None:
    full(survey, analyst, twenty)
    client, address = signed_in(analyst), f"/desk/fork/surveys/{survey.pk}/enter/"
    refused = client.post(address, {"welcome": "5", "~once": "one more"})
    words = "20 people were asked, and as many sheets are in. This one is not taken."
    assert (refused.status_code, words in refused.content.decode(), len(sheets(survey))) == (422, True, 20)
    assert "As many sheets are in as people were asked." in client.get(address).content.decode()


def test_sheet_saved_twice_is_no_sheet_too_many(survey: Survey, analyst: Person, twenty: list[Person]) -> None:
    full(survey, analyst, twenty)
    assert not operations.type_in(by=analyst, survey=survey, answers={"welcome": 2}, once="13", at=NOW)


def test_room_takes_paper_of_whoever_is_there(ask: Callable[..., Survey], analyst: Person) -> None:
    survey = ask(group=None, in_room=True)
    assert operations.type_in(by=analyst, survey=survey, answers={"welcome": 2}, once="1", at=NOW)


def test_page_says_sheets_of_people_asked(
    survey: Survey, analyst: Person, twenty: list[Person], signed_in: Any
) -> None:
    for who in twenty[:5]:
        send(survey, who)
    operations.type_in(by=analyst, survey=survey, answers={"welcome": 2}, once="1", at=NOW)
    page = signed_in(analyst).get(f"/desk/fork/surveys/{survey.pk}/").content.decode()
    assert "6 sheets of 20 people asked, 1 on paper." in page


def test_link_used_beside_a_sheet_on_paper_is_told_as_too_many(
    survey: Survey, analyst: Person, twenty: list[Person], signed_in: Any
) -> None:
    """Nobody can know whose the paper was, so the link still works."""
    full(survey, analyst, twenty)
    send(survey, twenty[6])
    operations.close_survey(by=analyst, survey=survey, at=NOW)
    page = signed_in(analyst).get(f"/desk/fork/surveys/{survey.pk}/reading/").content.decode()
    assert "21 sheets came, of 20 people asked. Somebody may be counted twice." in page
    assert "for the 20 people asked" not in page


# A code of one's own, on paper too

WRITTEN = {"~code1": "Élsa", "~code2": "7", "~code3": " Salem "}


@pytest.mark.covers("A5")
def test_code_on_paper_is_the_one_that_the_phone_makes(
    ask: Callable[..., Survey], analyst: Person, signed_in: Any
) -> None:
    survey = ask(code="collective-efficacy", mode="pseudonymous")
    page = f"/desk/fork/surveys/{survey.pk}/"
    printed = signed_in(analyst).get(f"{page}paper/").content.decode()
    assert (printed.count('<p class="write-on">'), "Who types the sheet in reads them" in printed) == (3, True)
    sent = signed_in(analyst).post(f"{page}enter/", {"agree": "4", "~once": "first", **WRITTEN})
    assert (sent.status_code, [one["code"] for one in sheets(survey)]) == (302, [code_hash(survey, "el/07/em")])


@pytest.mark.parametrize("more", [{}, dict.fromkeys(WRITTEN, " ")])
def test_sheet_without_a_code_counts_all_the_same(
    ask: Callable[..., Survey], analyst: Person, signed_in: Any, more: dict[str, str]
) -> None:
    survey = ask(code="collective-efficacy", mode="pseudonymous")
    sent = signed_in(analyst).post(f"/desk/fork/surveys/{survey.pk}/enter/", {"agree": "4", **more})
    assert (sent.status_code, ["code" in one for one in sheets(survey)]) == (302, [False])


@pytest.mark.parametrize(
    ("day", "told"),
    [("", "Type in all three parts of the code, or leave all three empty."), ("40", "a number from 1 to 31")],
)
def test_half_a_code_comes_back_with_what_was_typed(
    ask: Callable[..., Survey], analyst: Person, signed_in: Any, day: str, told: str
) -> None:
    survey = ask(code="collective-efficacy", mode="pseudonymous")
    page = signed_in(analyst).post(f"/desk/fork/surveys/{survey.pk}/enter/", {"agree": "4", **WRITTEN, "~code2": day})
    words = page.content.decode()
    assert (page.status_code, told in words, sheets(survey)) == (422, True, [])
    assert ('value="Élsa"' in words, 'href="#code"' in words) == (True, True)


def test_sheet_of_another_mode_has_no_code(survey: Survey, analyst: Person, signed_in: Any) -> None:
    page = f"/desk/fork/surveys/{survey.pk}/"
    words = [signed_in(analyst).get(f"{page}{name}/").content.decode() for name in ("paper", "enter")]
    signed_in(analyst).post(f"{page}enter/", {"welcome": "4", **WRITTEN})
    assert (["first two letters" in one for one in words], ["code" in one for one in sheets(survey)]) == (
        [False, False], [False],
    )  # fmt: skip
