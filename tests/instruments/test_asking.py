"""Answering: behind a link, from one's own page, in a room; with no script, on a bad line, in both languages."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from commonweal.instruments import content, operations
from commonweal.instruments.models import AnswerLink, Invitation, Sheet, Survey, Urn
from commonweal.instruments.operations.urns import folder_of, peek
from commonweal.lib.tokens import make_token
from commonweal.people.models import Person
from commonweal.trail.models import Entry
from tests.cast import NOW
from tests.instruments.conftest import answers_to, asking_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def link_of(survey: Survey, who: Person) -> str:
    token, token_hash = make_token()
    AnswerLink.objects.create(invitation=Invitation.objects.get(survey=survey, person=who), token_hash=token_hash)
    return f"/answer/{token}/"


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def fields_in(response: Any) -> dict[str, list[str]]:
    """What a browser without scripts would send back: hidden fields, and what is checked or written."""
    found: dict[str, list[str]] = {}
    page = response.content.decode().partition("<main")[2]
    for tag in re.findall(r"<input[^>]*>", page):
        read = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        kind = read.get("type", "text")
        if read.get("name") and (kind not in ("radio", "checkbox") or re.search(r"\bchecked\b", tag)):
            found.setdefault(read["name"], []).append(read.get("value", ""))
    for name, words in re.findall(r'<textarea name="([^"]*)"[^>]*>([^<]*)</textarea>', page):
        found.setdefault(name, []).append(words)
    found.pop("csrfmiddlewaretoken", None)
    return found


def press(client: Client, address: str, page: Any, go: str, **answers: Any) -> Any:
    """Fill in what is given, and press one button."""
    fields = fields_in(page) | {key: [str(value)] for key, value in answers.items()} | {"~go": [go]}
    return client.post(address, fields)


def in_urn(survey: Survey) -> list[dict[str, Any]]:
    return [sheet["answers"] for sheet in peek(bytes(Urn.objects.get(survey=survey).sealed), folder_of(survey))]


def test_first_page_says_the_mode_before_any_question(client: Client, survey: Survey, twenty: list[Person]) -> None:
    page = text_of(client.get(link_of(survey, twenty[0])))
    assert ("no page, file, mail or copy of the database tells who answered what" in page, 'type="radio"' in page) == (
        True,
        False,
    )
    assert "whoever controls this site&#x27;s machine could find out with its key files." in page


@pytest.mark.covers("A5")
def test_answers_travel_from_step_to_step_and_are_sent_at_the_end(
    client: Client, ask: Callable[..., Survey], twenty: list[Person]
) -> None:
    survey = ask(code="readiness")
    address = link_of(survey, twenty[0])
    page = press(client, address, client.get(address), "begin")
    first = next(iter(re.findall(r'name="~seen" value="([^"]+)"', page.content.decode())))
    page = press(client, address, page, "on", **{first: 4})
    second = next(iter(re.findall(r'name="~seen" value="([^"]+)"', page.content.decode())))
    assert "2 of 3" in text_of(page)
    page = press(client, address, page, "on", **{second: 2})
    assert in_urn(survey) == []
    sent = press(client, address, page, "send")
    assert (sent.status_code, in_urn(survey)) == (302, [{first: 4, second: 2}])
    assert "Your answers are in" in text_of(client.get(address))


def test_going_back_loses_nothing(client: Client, ask: Callable[..., Survey], twenty: list[Person]) -> None:
    survey = ask(code="readiness")
    address = link_of(survey, twenty[0])
    page = press(client, address, client.get(address), "begin")
    first = re.findall(r'name="~seen" value="([^"]+)"', page.content.decode())[0]
    page = press(client, address, page, "on", **{first: 5})
    page = press(client, address, page, "back")
    assert ("1 of 3" in text_of(page), fields_in(page)[first]) == (True, ["5"])


def test_language_can_be_changed_in_the_middle_and_keeps_what_was_typed(
    client: Client, survey: Survey, twenty: list[Person]
) -> None:
    address = link_of(survey, twenty[0])
    page = press(client, address, client.get(address), "begin")
    page = press(client, address, page, "es", welcome=4, change="más tiempo")
    assert fields_in(page)["welcome"] == ["4"]
    assert fields_in(page)["change"] == ["más tiempo"]
    assert "Enviar mis respuestas" in text_of(page)
    assert client.get(address).headers["Content-Language"] == "es"


def test_same_answers_sent_twice_on_a_bad_line_are_in_once(
    client: Client, survey: Survey, twenty: list[Person]
) -> None:
    address = link_of(survey, twenty[0])
    page = press(client, address, client.get(address), "begin")
    assert [press(client, address, page, "send", welcome=4).status_code for _again in range(2)] == [302, 200]
    assert in_urn(survey) == [{"welcome": 4}]


def test_nothing_at_all_is_not_sent(client: Client, survey: Survey, twenty: list[Person]) -> None:
    address = link_of(survey, twenty[0])
    refused = press(client, address, press(client, address, client.get(address), "begin"), "send")
    assert (refused.status_code, in_urn(survey)) == (422, [])
    assert "Answer one question at least" in text_of(refused)


def test_answer_that_cannot_be_is_refused_and_the_rest_is_kept(
    client: Client, survey: Survey, twenty: list[Person]
) -> None:
    address = link_of(survey, twenty[0])
    page = press(client, address, client.get(address), "begin")
    refused = press(client, address, page, "send", welcome=9, voice=3)
    assert (refused.status_code, fields_in(refused)["voice"]) == (422, ["3"])
    assert 'href="#q-welcome"' in refused.content.decode()


def test_unknown_link_is_a_kind_404(client: Client, survey: Survey) -> None:
    page = client.get("/answer/nobodys/")
    assert (page.status_code, "Copy the whole address" in text_of(page)) == (404, True)


def test_link_after_the_close_is_a_kind_page(
    client: Client, survey: Survey, analyst: Person, twenty: list[Person]
) -> None:
    address = link_of(survey, twenty[0])
    operations.close_survey(by=analyst, survey=survey, at=NOW)
    page = client.post(address, {"~go": "send", "welcome": 4})
    assert (page.status_code, "This survey is closed" in text_of(page)) == (410, True)


def test_own_page_opens_for_whom_it_asks_and_nobody_else(
    survey: Survey, twenty: list[Person], signed_in: Any, analyst: Person
) -> None:
    mine = Invitation.objects.get(survey=survey, person=twenty[0])
    address = f"/desk/fork/answer/{mine.pk}/"
    assert [signed_in(who).get(address).status_code for who in (twenty[0], twenty[1], analyst)] == [200, 404, 404]


def test_draft_of_a_survey_with_names_waits_on_the_server(
    client: Client, ask: Callable[..., Survey], twenty: list[Person]
) -> None:
    survey = ask(code="readiness", mode="named")
    address = link_of(survey, twenty[0])
    page = press(client, address, client.get(address), "begin")
    first = re.findall(r'name="~seen" value="([^"]+)"', page.content.decode())[0]
    saved = press(client, address, page, "save", **{first: 5})
    assert "Nothing is sent yet" in text_of(saved)
    again = Client()
    assert "Go on where you stopped" in text_of(again.get(address))
    assert fields_in(press(again, address, again.get(address), "begin"))[first] == ["5"]
    assert set(Sheet.objects.values_list("state", flat=True)) == {"draft"}


def test_draft_with_a_wrong_answer_goes_on_at_its_step(
    client: Client, ask: Callable[..., Survey], twenty: list[Person]
) -> None:
    address = link_of(ask(code="readiness", mode="named"), twenty[0])
    page = press(client, address, client.get(address), "begin")
    first, second = re.findall(r'name="~seen" value="([^"]+)"', page.content.decode())[:2]
    assert press(client, address, page, "on", **{first: 9, second: 3}).status_code == 422
    again = Client()
    page = press(again, address, again.get(address), "begin")
    assert ("1 of 3" in text_of(page), fields_in(page)[second]) == (True, ["3"])


def test_draft_of_an_anonymous_survey_never_reaches_the_server(
    client: Client, ask: Callable[..., Survey], twenty: list[Person]
) -> None:
    survey = ask(code="readiness")
    address = link_of(survey, twenty[0])
    page = press(client, address, client.get(address), "begin")
    first = re.findall(r'name="~seen" value="([^"]+)"', page.content.decode())[0]
    before = Entry.objects.count()
    press(client, address, page, "save", **{first: 5})
    press(client, address, page, "on", **{first: 5})
    assert (Sheet.objects.count(), in_urn(survey), Entry.objects.count()) == (0, [], before)


def test_sheet_with_a_name_is_read_by_who_runs_the_survey_with_the_name(
    client: Client, ask: Callable[..., Survey], twenty: list[Person]
) -> None:
    survey = ask(code="readiness", mode="named")
    address = link_of(survey, twenty[0])
    page = press(client, address, client.get(address), "begin")
    first = re.findall(r'name="~seen" value="([^"]+)"', page.content.decode())[0]
    for go in ("on", "on", "send"):
        page = press(client, address, page, go, **{first: 5})
    sheet = Sheet.objects.get()
    assert (sheet.invitation and sheet.invitation.person, sheet.answers, sheet.state) == (
        twenty[0], {first: 5}, "sent",
    )  # fmt: skip


@pytest.fixture
def room(ask: Callable[..., Survey]) -> Survey:
    return ask(in_room=True)


def test_room_is_answered_by_its_code_and_the_phone_knows(client: Client, room: Survey) -> None:
    assert client.post("/room/", {"code": room.room_code}).headers["Location"] == f"/room/{room.room_code}/"
    address = f"/room/{room.room_code}/"
    page = press(client, address, client.get(address), "begin")
    press(client, address, page, "send", welcome=5)
    assert in_urn(room) == [{"welcome": 5}]
    assert "Somebody else answers on this phone" in text_of(client.get(address))
    assert "Begin with the first question" in text_of(client.get(f"{address}?another=1"))


def test_room_takes_the_same_sending_once_and_another_phone_as_another_sheet(client: Client, room: Survey) -> None:
    address = f"/room/{room.room_code}/"
    page = press(client, address, client.get(address), "begin")
    for _again in range(2):
        press(client, address, page, "send", welcome=5)
    phone = Client()
    press(phone, address, press(phone, address, phone.get(address), "begin"), "send", welcome=5)
    assert (in_urn(room), Survey.objects.get(pk=room.pk).without_invitation) == ([{"welcome": 5}] * 2, 2)


def test_room_cookie_says_nothing_of_what_was_answered(client: Client, room: Survey) -> None:
    address = f"/room/{room.room_code}/"
    press(client, address, press(client, address, client.get(address), "begin"), "send", welcome=5)
    assert {name: one.value for name, one in client.cookies.items() if name.startswith("answered-")} == {
        f"answered-{room.key.hex[:12]}": "1"
    }


def test_phone_that_was_filling_in_is_told_that_its_room_is_closed(
    client: Client, room: Survey, analyst: Person
) -> None:
    address = f"/room/{room.room_code}/"
    page = press(client, address, client.get(address), "begin")
    at = timezone.now()
    operations.close_survey(by=analyst, survey=room, at=at)
    late = press(client, address, page, "send", welcome=5)
    assert (late.status_code, "This survey is closed" in text_of(late)) == (410, True)
    Survey.objects.filter(pk=room.pk).update(closed_at=at - timedelta(days=2))
    assert client.get(address).status_code == 404


def test_room_says_that_its_floor_counts_sheets(client: Client, room: Survey, survey: Survey, twenty: Any) -> None:
    told = [text_of(client.get(address)) for address in (f"/room/{room.room_code}/", link_of(survey, twenty[0]))]
    assert [
        "fewer than 5 sheets are not shown. Somebody could send several, and so find out" in page for page in told
    ] == [True, False]
    assert ["fewer than 5 people are not shown" in page for page in told] == [False, True]


def test_link_of_a_mail_opens_in_the_language_of_its_reader(client: Client, survey: Survey, twenty: Any) -> None:
    Person.objects.filter(pk=twenty[0].pk).update(language="es")
    address = link_of(survey, twenty[0])
    assert client.get(address, headers={"Accept-Language": "en"}).headers["Content-Language"] == "es"
    press(client, address, client.get(address), "en")
    assert client.get(address, headers={"Accept-Language": "es"}).headers["Content-Language"] == "en"
    nobody_chose = link_of(survey, twenty[1])
    assert Client().get(nobody_chose, headers={"Accept-Language": "es"}).headers["Content-Language"] == "es"


def test_room_that_is_not_there_is_a_kind_404(client: Client, room: Survey) -> None:
    assert client.get("/room/000000/").status_code == 404


@pytest.fixture
def with_code(ask: Callable[..., Survey], analyst: Person, initiative: Any) -> Callable[[], Survey]:
    """A survey under codes, of the first built-in instrument that has this mode."""
    codes = [one for one in content.pack_codes() if "pseudonymous" in content.pack(one).modes]
    return lambda: ask(code=codes[0], mode="pseudonymous", form="A")


@pytest.mark.parametrize(
    ("of_month", "said"),
    [("ab", "is a number from 1 to 31"), ("32", "is a number from 1 to 31"), ("", "Fill in all three")],
)
def test_code_that_cannot_be_made_says_what_is_wrong_with_it(
    client: Client, with_code: Callable[[], Survey], twenty: list[Person], of_month: str, said: str
) -> None:
    survey = with_code()
    fields = {"~step": "~code", "~code1": "ma", "~code2": of_month, "~code3": "on", "~go": "send"}
    refused = client.post(link_of(survey, twenty[0]), fields | answers_to(survey))
    assert (refused.status_code, said in text_of(refused), in_urn(survey)) == (422, True, [])


def test_day_of_a_code_is_the_same_with_and_without_its_zero(
    client: Client, with_code: Callable[[], Survey], twenty: list[Person]
) -> None:
    survey = with_code()
    for who, of_month in zip(twenty[:2], ("7", "07"), strict=True):
        fields = {"~step": "~code", "~code1": "ma", "~code2": of_month, "~code3": "on", "~go": "send"}
        assert client.post(link_of(survey, who), fields | answers_to(survey)).status_code == 302
    codes = [sheet["code"] for sheet in peek(bytes(Urn.objects.get(survey=survey).sealed), folder_of(survey))]
    assert (len(codes), len(set(codes))) == (2, 1)


def test_same_person_has_the_same_code_in_each_survey_and_it_tells_nothing(
    with_code: Callable[[], Survey], analyst: Person, twenty: list[Person]
) -> None:
    hashes = []
    for _survey in range(2):
        survey = with_code()
        for number, who in enumerate(twenty[:6]):
            operations.send_answers(
                by=None, asking=asking_of(survey, who), answers=answers_to(survey, 3), code=f"ma/{number:02}/on", at=NOW
            )
        operations.close_survey(by=analyst, survey=survey, at=NOW)
        hashes.append(set(Sheet.objects.filter(survey=survey).values_list("code_hash", flat=True)))
    assert (hashes[0] == hashes[1], len(hashes[0])) == (True, 6)
    assert set(Sheet.objects.values_list("invitation", flat=True)) == {None}


def test_code_that_two_people_made_is_nobodys(
    with_code: Callable[[], Survey], analyst: Person, twenty: list[Person]
) -> None:
    survey = with_code()
    for number, who in enumerate(twenty[:6]):
        operations.send_answers(
            by=None,
            asking=asking_of(survey, who),
            answers=answers_to(survey, 3),
            code=f"ma/{min(number, 4)}/on",
            at=NOW,
        )
    operations.close_survey(by=analyst, survey=survey, at=NOW)
    codes = list(Sheet.objects.values_list("code_hash", flat=True))
    assert (len(codes), codes.count("")) == (6, 2)


def test_two_in_a_room_who_make_the_same_code_are_both_in(
    client: Client, ask: Callable[..., Survey], analyst: Person
) -> None:
    survey = ask(code="soft-skills", mode="pseudonymous", in_room=True)
    for number in range(6):
        made = {"~code1": "ma", "~code2": "7" if number < 2 else str(10 + number), "~code3": "on"}
        sheet = answers_to(survey, 1 + number % 5) | made | {"~step": "~code", "~once": f"{number}", "~go": "send"}
        assert Client().post(f"/room/{survey.room_code}/", sheet).status_code == 302
    operations.close_survey(by=analyst, survey=survey, at=NOW)
    codes = list(Sheet.objects.values_list("code_hash", flat=True))
    assert (len(codes), codes.count("")) == (6, 2)


def test_home_asks_for_the_answers_until_they_are_in(
    survey: Survey, twenty: list[Person], signed_in: Any, analyst: Person
) -> None:
    client, words = signed_in(twenty[0]), "Give your answers: How was this meeting?"
    assert words in text_of(client.get("/home/"))
    operations.send_answers(by=None, asking=asking_of(survey, twenty[0]), answers={"welcome": 3}, at=NOW)
    assert words not in text_of(client.get("/home/"))


def test_who_is_asked_by_name_reads_who_could_find_out(client: Client, survey: Survey, twenty: list[Person]) -> None:
    page = text_of(client.get(link_of(survey, twenty[0])))
    assert ["with its key files" in page, "Whoever gives seats could invent people" in page] == [True, True]


def test_room_does_not_say_that_anybody_is_noted(client: Client, room: Survey) -> None:
    page = text_of(client.get(f"/room/{room.room_code}/"))
    assert ("Nobody notes who answers here." in page, "We note that you answered" in page) == (True, False)
