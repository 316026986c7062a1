"""Where a place lies, and when: in two others at once, or first in one and then in another."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from commonweal.governance.forms.places import line_of
from commonweal.governance.models import Place, PlacePart
from commonweal.governance.operations import LiesIn, place_in
from commonweal.people.models import Person
from tests.cast import NOW

PAGE = "/desk/fork/places/mill/lies-in/"


@pytest.fixture
def mill(places: list[Place]) -> Place:
    county, *_rest = places
    return Place.objects.create(initiative=county.initiative, code="mill", name="Mill Yard", position=9)


def lines(place: Place) -> list[tuple[str, str, str]]:
    held = PlacePart.objects.filter(part=place).order_by("pk")
    return [(line.whole.code, line.since, line.until) for line in held.select_related("whole")]


@pytest.mark.covers("B4")
def test_place_lies_in_two_others_and_moves(analyst: Person, mill: Place) -> None:
    told = [LiesIn("county"), LiesIn("east", until="2018"), LiesIn("west", since="2019")]
    place_in(by=analyst, place=mill, lines=told, at=NOW)
    assert lines(mill) == [("county", "", ""), ("east", "", "2018"), ("west", "2019", "")]


def test_place_may_come_back_to_where_it_lay(analyst: Person, mill: Place) -> None:
    told = [LiesIn("east", until="2015"), LiesIn("east", since="2020")]
    place_in(by=analyst, place=mill, lines=told, at=NOW)
    assert len(lines(mill)) == 2


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ([LiesIn("east", since="soon")], "“soon” is not a period."),
        ([LiesIn("east", since="2020", until="2018")], "“east”: the last period lies before the first."),
        ([LiesIn("east"), LiesIn("east", since="2020")], "“east” is named twice for the same time."),
        ([LiesIn("mill")], "“mill” lies in itself."),
        ([LiesIn("nowhere")], "“mill” lies in “nowhere”, which is not a place here."),
    ],
)
def test_lines_that_cannot_be_are_refused_and_nothing_changes(
    analyst: Person, mill: Place, told: list[LiesIn], words: str
) -> None:
    place_in(by=analyst, place=mill, lines=[LiesIn("west")], at=NOW)
    with pytest.raises(ValidationError) as refusal:
        place_in(by=analyst, place=mill, lines=told, at=NOW)
    assert [message.startswith(words) for message in refusal.value.messages] == [True]
    assert lines(mill) == [("west", "", "")]


def test_stranger_moves_no_place(stranger: Any, mill: Place) -> None:
    with pytest.raises(PermissionDenied):
        place_in(by=stranger, place=mill, lines=[], at=NOW)


@pytest.mark.parametrize(
    ("told", "line"),
    [
        ("east", LiesIn("east")),
        ("east until 2018", LiesIn("east", until="2018")),
        ("old mill since 2019-Q3 until 2021", LiesIn("old mill", "2019-Q3", "2021")),
        ("este desde 2019 hasta 2021", LiesIn("este", "2019", "2021")),
    ],
)
def test_table_says_when_a_place_lay_where(told: str, line: LiesIn) -> None:
    assert line_of(told) == line


@pytest.fixture
def browser(signed_in: Any, analyst: Person, mill: Place) -> Client:
    return signed_in(analyst)


def test_place_is_moved_on_its_page(browser: Client, mill: Place) -> None:
    typed = {"line0-whole": "east", "line0-until": "2018", "line1-whole": "west", "line1-since": "2019"}
    assert browser.post(PAGE, typed).status_code == 302
    assert lines(mill) == [("east", "", "2018"), ("west", "2019", "")]
    assert "(…–2018)" in browser.get("/desk/fork/places/").content.decode()


def test_page_says_what_cannot_be_and_keeps_what_was_typed(browser: Client, mill: Place) -> None:
    answer = browser.post(PAGE, {"line0-whole": "east", "line0-since": "soon"})
    assert (answer.status_code, lines(mill)) == (422, [])
    assert 'value="soon"' in answer.content.decode()


def test_page_is_not_there_for_others(signed_in: Any, partner: Person, mill: Place) -> None:
    assert signed_in(partner).get(PAGE).status_code == 404
