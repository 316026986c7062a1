"""A file of organisations and people that was brought in by mistake is taken back, as far as nothing has used it."""

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.governance import operations
from commonweal.governance.models import Directory, Group, Initiative, Involvement, Participation, Seat
from commonweal.governance.queries.directories import files_of
from commonweal.governance.queries.directory_undo import undoing_of
from commonweal.people.models import Affiliation, Organisation, Person
from tests.cast import NOW, person
from tests.governance.test_popolo import POPOLO, bring, brought

__all__ = ["brought"]
PAGE = "/desk/fork/directories/"


def here() -> tuple[int, ...]:
    kinds = (Organisation, Participation, Person, Affiliation, Involvement, Group, Seat)
    return tuple(kind.objects.count() for kind in kinds)


@pytest.mark.covers("C11")
def test_file_that_nobody_used_is_taken_back_whole_and_stays_as_a_file(
    analyst: Person, initiative: Initiative, steering: Group
) -> None:
    before = here()
    directory = bring(analyst, initiative, {"popolo.json": json.dumps(POPOLO).encode()})
    assert here() != before
    operations.undo_directory(by=analyst, directory=directory, at=NOW)
    assert here() == before
    assert json.loads(files_of(directory)["popolo.json"]) == POPOLO


def test_who_signed_in_stays_and_what_was_here_before_too(
    brought: Directory, analyst: Person, initiative: Initiative
) -> None:
    Person.objects.filter(name="Ada Quist").update(last_login=NOW)
    operations.undo_directory(by=analyst, directory=brought, at=NOW)
    names = set(Person.objects.values_list("name", flat=True))
    assert ("Ada Quist" in names, "Ben Ode" in names, Organisation.objects.count()) == (True, False, 0)
    assert initiative.groups.filter(code="steering").exists()


def test_what_something_here_points_to_stays_with_all_that_it_needs(brought: Directory, analyst: Person) -> None:
    """Somebody else works for the organisation now; its seat goes."""
    shed = Organisation.objects.get()
    Affiliation.objects.create(person=person("Cleo"), organisation=shed, since=NOW.date())
    undoing = operations.undo_directory(by=analyst, directory=brought, at=NOW)
    assert undoing.stays == [shed]
    assert not Seat.objects.filter(organisation=shed).exists()


def test_what_another_file_names_too_stays(brought: Directory, analyst: Person, initiative: Initiative) -> None:
    bring(analyst, initiative, {"popolo.json": json.dumps(POPOLO).encode()})
    assert [str(row) for row in undoing_of(brought).stays if isinstance(row, Organisation | Person)] == [
        "Ada Quist", "Tool Shed",
    ]  # fmt: skip


def test_it_is_done_once(brought: Directory, analyst: Person) -> None:
    operations.undo_directory(by=analyst, directory=brought, at=NOW)
    with pytest.raises(ValidationError, match="undone before"):
        operations.undo_directory(by=analyst, directory=brought, at=NOW)


@pytest.mark.parametrize("who", ["chair", "partner", "trainer", "resident", "funder", "stranger"])
def test_only_the_data_manager_takes_it_back(
    request: pytest.FixtureRequest, brought: Directory, signed_in: Any, who: str
) -> None:
    by, before = request.getfixturevalue(who), here()
    with pytest.raises(PermissionDenied):
        operations.undo_directory(by=by, directory=brought, at=NOW)
    assert signed_in(by).post(f"{PAGE}{brought.pk}/undo/").status_code == 404
    assert here() == before


def test_page_names_what_goes_and_what_stays_before_anything_happens(
    brought: Directory, analyst: Person, signed_in: Any
) -> None:
    Person.objects.filter(name="Ada Quist").update(last_login=NOW)
    browser, before = signed_in(analyst), here()
    shown = browser.get(f"{PAGE}{brought.pk}/undo/").content.decode()
    assert "goes: 1 organization, 1 person, 1 place of work, 2 seats, and 1 other part." in shown
    assert ("What is in use stays: 1 person." in shown, "<li>Ada Quist</li>" in shown) == (True, True)
    assert here() == before
    after = browser.post(f"{PAGE}{brought.pk}/undo/", follow=True).content.decode()
    assert ("is undone:" in after, "undone on" in after) == (True, True)
    assert browser.get(f"{PAGE}{brought.pk}/undo/").status_code == 404
