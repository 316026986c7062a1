"""One place at a time, on the page of places: added, and refused with a reason."""

from typing import Any

import pytest
from django.test import Client

from commonweal.governance.models import Place, PlacePart
from commonweal.people.models import Person

PAGE = "/desk/fork/places/add/"


@pytest.fixture
def data_manager(signed_in: Any, analyst: Person, places: list[Place]) -> Client:
    return signed_in(analyst)


@pytest.mark.covers("A7")
def test_place_is_added_with_a_code_made_from_its_name_and_lies_in_two(data_manager: Client) -> None:
    answer = data_manager.post(
        PAGE, {"name": "Mill Quarter", "wholes": ["east", "west"], "population": "800"}, follow=True
    )
    assert "1 place is up to date." in answer.content.decode()
    assert sorted(PlacePart.objects.filter(part__code="mill-quarter").values_list("whole__code", flat=True)) == [
        "east", "west",
    ]  # fmt: skip
    assert Place.objects.get(code="mill-quarter").population == 800


def test_code_that_is_taken_is_refused_with_what_was_typed(data_manager: Client) -> None:
    answer = data_manager.post(PAGE, {"name": "East End", "code": "east"})
    assert answer.status_code == 422
    assert "There is already a place with the code east." in answer.content.decode()
    assert 'value="East End"' in answer.content.decode()
    assert Place.objects.get(code="east").name == "Eastside"


def test_nobody_else_adds_a_place(signed_in: Any, chair: Person, stranger: Person, places: list[Place]) -> None:
    before = Place.objects.count()
    assert [signed_in(who).post(PAGE, {"name": "Mill"}).status_code for who in (chair, stranger)] == [404, 404]
    assert Place.objects.count() == before
