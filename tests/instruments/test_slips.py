"""Slips that serve once: each is one voice, whoever holds it, and nobody learns which ones were used."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from commonweal.instruments import operations
from commonweal.instruments.models import Sheet, Slip, Survey, Urn
from commonweal.instruments.operations.urns import folder_of, peek
from commonweal.instruments.queries.answers import answers_of
from commonweal.lib.slip_codes import typed_slip_code
from commonweal.people.models import Person
from commonweal.trail.models import Entry
from tests.cast import NOW, person

pytestmark = [pytest.mark.django_db, pytest.mark.covers("A5")]


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def by_slips(ask: Callable[..., Survey]) -> Survey:
    return ask(in_room=True, by_slips=True)


@pytest.fixture
def codes(by_slips: Survey, analyst: Person) -> list[str]:
    return [code for _number, code in operations.make_slips(by=analyst, survey=by_slips, number=6, at=NOW)]


def send_by(code: str, once: str = "", point: int = 4) -> Any:
    fields = {"welcome": point, "~step": "meeting", "~go": "send", "~once": once or code}
    return Client().post(f"/room/{code}/", fields)


def sheets(survey: Survey) -> list[dict[str, Any]]:
    pile = peek(bytes(Urn.objects.get(survey=survey).sealed), folder_of(survey))
    return [one["answers"] for one in pile if "answers" in one]


def words_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_slip_serves_once_and_says_so_to_whoever_comes_second(by_slips: Survey, codes: list[str]) -> None:
    assert send_by(codes[0]).status_code == 302
    second = send_by(codes[0], once="another phone", point=1)
    assert (second.status_code, "This slip has been used before" in words_of(second)) == (422, True)
    assert (sheets(by_slips), Survey.objects.get().without_invitation) == ([{"welcome": 4}], 1)


def test_sending_that_came_twice_is_in_once_and_no_fault(by_slips: Survey, codes: list[str]) -> None:
    assert [send_by(codes[0], once="a line that broke").status_code for _again in range(2)] == [302, 302]
    assert sheets(by_slips) == [{"welcome": 4}]


def test_page_of_a_slip_is_the_same_before_and_after_it_served(codes: list[str]) -> None:
    """Whoever printed the slips could look each of them up otherwise."""
    before = words_of(Client().get(f"/room/{codes[0]}/"))
    send_by(codes[0])
    assert words_of(Client().get(f"/room/{codes[0]}/")) == before


def test_before_the_first_question_it_is_said_how_many_slips_are_out(codes: list[str]) -> None:
    page = words_of(Client().get(f"/room/{codes[0]}/"))
    assert "6 slips are out, each serves once, and none are added after the first answer." in page
    assert "Nobody notes who has which slip" in page


@pytest.mark.parametrize("typed", ["{0}-{1}", "{0}{1}", " {0} {1} "])
def test_code_of_a_slip_is_typed_at_the_door(codes: list[str], typed: str) -> None:
    text = typed.format(codes[0][:5], codes[0][5:]).lower()
    assert Client().post("/room/", {"code": text}).headers["Location"] == f"/room/{codes[0]}/"


@pytest.mark.parametrize("typed", ["", "123456", "ABCDE-FGHI0", "ABCDE-FGHJKM"])
def test_what_is_no_code_of_a_slip_is_none(typed: str) -> None:
    assert typed_slip_code(typed) == ""


def test_slip_that_nobody_made_opens_nothing(codes: list[str]) -> None:
    assert Client().get("/room/ABCDEFGHJK/").status_code == 404


def test_void_slip_serves_no_more_and_another_takes_its_place(
    by_slips: Survey, codes: list[str], analyst: Person, signed_in: Any
) -> None:
    client = signed_in(analyst)
    address = reverse("instruments:void_slips", args=["fork", by_slips.pk])
    assert client.post(address, {"numbers": "2, 4-5"}).status_code == 302
    assert list(Slip.objects.filter(is_void=True).values_list("number", flat=True)) == [2, 4, 5]
    opened = Client().get(f"/room/{codes[1]}/")
    assert (opened.status_code, "This slip is void" in words_of(opened), send_by(codes[1]).status_code) == (
        410, True, 410,
    )  # fmt: skip
    made = operations.make_slips(by=analyst, survey=by_slips, number=1, at=NOW)
    assert (made[0][0], send_by(made[0][1]).status_code) == (7, 302)
    assert "1 of 4 slips are used" in words_of(client.get(f"/desk/fork/surveys/{by_slips.pk}/"))


def test_voiding_does_not_tell_whether_a_slip_was_used(
    by_slips: Survey, codes: list[str], analyst: Person, signed_in: Any
) -> None:
    send_by(codes[0])
    address, client = reverse("instruments:void_slips", args=["fork", by_slips.pk]), signed_in(analyst)
    told = [words_of(client.post(address, {"numbers": number}, follow=True)) for number in ("1", "2")]
    assert ["1 slip is void now." in page for page in told] == [True, True]
    assert sheets(by_slips) == [{"welcome": 4}]


def test_after_the_first_answer_only_void_slips_are_replaced(
    by_slips: Survey, codes: list[str], analyst: Person, signed_in: Any
) -> None:
    """Else whoever prints could hand out one, wait for its answer, and print four for themselves."""
    send_by(codes[0])
    client, address = signed_in(analyst), reverse("instruments:slips", args=["fork", by_slips.pk])
    refused = client.post(address, {"number": "1"})
    assert (refused.status_code, "never more than 6 slips" in words_of(refused)) == (422, True)
    operations.void_slips(by=analyst, survey=by_slips, numbers=[5, 6], at=NOW)
    assert "6 slips are out" in words_of(Client().get(f"/room/{codes[1]}/"))
    assert [client.post(address, {"number": n}).status_code for n in ("3", "2", "1")] == [422, 200, 422]


def test_no_more_sheets_come_than_slips_were_out(by_slips: Survey, analyst: Person) -> None:
    """Also where a used slip is made void and replaced, again and again."""
    made = operations.make_slips(by=analyst, survey=by_slips, number=1, at=NOW)
    send_by(made[0][1])
    operations.void_slips(by=analyst, survey=by_slips, numbers=[1], at=NOW)
    again = send_by(operations.make_slips(by=analyst, survey=by_slips, number=1, at=NOW)[0][1])
    assert (again.status_code, "As many sheets have come as slips were out" in words_of(again)) == (422, True)
    assert len(sheets(by_slips)) == 1


@pytest.mark.parametrize(("typed", "said"), [("", "must"), ("99", "no slip with the number 99"), ("x", "“x” is no")])
def test_wrong_number_of_a_slip_is_told(
    by_slips: Survey, codes: list[str], analyst: Person, signed_in: Any, typed: str, said: str
) -> None:
    page = signed_in(analyst).post(reverse("instruments:void_slips", args=["fork", by_slips.pk]), {"numbers": typed})
    assert (page.status_code, Slip.objects.filter(is_void=True).count()) == (422, 0)
    assert said == "must" or said in words_of(page)
    assert page.content.count(b'id="error-summary"') == 1


def test_slips_are_printed_in_both_languages_and_their_codes_are_kept_nowhere(
    by_slips: Survey, analyst: Person, signed_in: Any
) -> None:
    client, address = signed_in(analyst), reverse("instruments:slips", args=["fork", by_slips.pk])
    page = words_of(client.post(address, {"number": "12"}))
    printed = re.findall(r"\b[2-9A-Z]{5}-[2-9A-Z]{5}\b", page)
    assert (len(set(printed)), page.count("This slip opens"), page.count("Esta papeleta abre")) == (12, 12, 12)
    assert (Slip.objects.count(), client.get(address).content.count(printed[0].encode())) == (12, 0)
    assert send_by(printed[0].replace("-", "")).status_code == 302
    assert Entry.objects.get(verb="instruments.make_slips").details == {"slips": 12}


def test_button_pressed_twice_makes_no_second_pile(by_slips: Survey, analyst: Person, signed_in: Any) -> None:
    client, address = signed_in(analyst), reverse("instruments:slips", args=["fork", by_slips.pk])
    assert 'name="after" value="0"' in client.get(address).content.decode()
    pages = [client.post(address, {"number": "3", "after": "0"}) for _again in range(2)]
    assert ([page.status_code for page in pages], Slip.objects.count()) == ([200, 422], 3)
    assert "Slips up to number 3 were made meanwhile." in words_of(pages[1])
    assert 'name="after" value="3"' in pages[1].content.decode()


@pytest.mark.parametrize("number", ["0", "201", ""])
def test_number_of_slips_has_bounds(by_slips: Survey, analyst: Person, signed_in: Any, number: str) -> None:
    page = signed_in(analyst).post(reverse("instruments:slips", args=["fork", by_slips.pk]), {"number": number})
    assert (page.status_code, Slip.objects.count()) == (422, 0)


def test_nobody_types_sheets_in_beside_slips(by_slips: Survey, analyst: Person, signed_in: Any) -> None:
    """Whoever types four would know the fifth."""
    with pytest.raises(ValidationError):
        operations.type_in(by=analyst, survey=by_slips, answers={"welcome": 2}, once="1", at=NOW)
    client = signed_in(analyst)
    pages = [client.get(f"/desk/fork/surveys/{by_slips.pk}/{page}/").status_code for page in ("paper", "enter", "wall")]
    assert pages == [404, 404, 404]


def test_who_may_not_run_the_survey_makes_and_voids_no_slips(
    by_slips: Survey, codes: list[str], twenty: list[Person]
) -> None:
    for by in (twenty[0], person("Passerby")):
        with pytest.raises(PermissionDenied):
            operations.make_slips(by=by, survey=by_slips, number=1, at=NOW)
        with pytest.raises(PermissionDenied):
            operations.void_slips(by=by, survey=by_slips, numbers=[1], at=NOW)


def test_survey_by_one_code_has_no_slips(ask: Callable[..., Survey], analyst: Person, signed_in: Any) -> None:
    room = ask(in_room=True)
    assert signed_in(analyst).get(reverse("instruments:slips", args=["fork", room.pk])).status_code == 404
    with pytest.raises(ValidationError):
        operations.make_slips(by=analyst, survey=room, number=1, at=NOW)


def test_slip_of_a_closed_survey_says_that_it_is_closed(by_slips: Survey, codes: list[str], analyst: Person) -> None:
    operations.close_survey(by=analyst, survey=by_slips, at=NOW)
    closed = send_by(codes[0])
    assert (closed.status_code, "This survey is closed" in words_of(closed)) == (410, True)
    with pytest.raises(ValidationError):
        operations.make_slips(by=analyst, survey=by_slips, number=1, at=NOW)


@pytest.mark.parametrize(("used", "read"), [(4, 0), (5, 5)])
def test_sheets_by_slip_are_read_after_the_close_from_the_floor_on(
    by_slips: Survey, codes: list[str], analyst: Person, used: int, read: int
) -> None:
    for code in codes[:used]:
        send_by(code)
    survey = operations.close_survey(by=analyst, survey=by_slips, at=NOW)
    answers = answers_of(analyst, survey, NOW)
    assert (Sheet.objects.count(), answers.n, answers.n_answered, answers.n_invited) == (read, read, used, 6)


def test_one_who_asks_chooses_slips_on_the_page(analyst: Person, signed_in: Any, twenty: list[Person]) -> None:
    address = reverse("instruments:open", args=["fork", "meeting-pulse"])
    client = signed_in(analyst)
    page = client.post(
        address, {"group": "+slips", "mode": "anonymous", "closes_on": NOW.date().isoformat()}, follow=True
    )
    survey = Survey.objects.get()
    assert (survey.by_slips, survey.is_open_in_room, survey.room_code, survey.invitations.count()) == (
        True, True, "", 0,
    )  # fmt: skip
    assert "Print slips" in words_of(page)
