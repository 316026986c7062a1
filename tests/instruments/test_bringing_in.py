"""Questions brought along in a file: looked at first, kept after, seen as they will be asked, taken away again."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commonweal.engines.questionnaires import read_instrument
from commonweal.governance.models import Group, Initiative
from commonweal.instruments import content, operations
from commonweal.instruments.models import InstrumentVersion, Survey
from commonweal.instruments.operations import SurveyDraft
from commonweal.people.models import Person
from tests.cast import NOW
from tests.engines.questionnaires.files import MEETINGS, changed
from tests.engines.questionnaires.test_xlsform import workbook

BRING = "/desk/fork/surveys/instruments/import/"
QUIZ = "How many {#4}\n\n::Tomb::Who lies in Grant's tomb?{~Lee#He lies elsewhere =Grant ~%50%nobody}"


@pytest.fixture
def desk(analyst: Person, signed_in: Any) -> Client:
    return signed_in(analyst)


def sent(client: Client, text: str, name: str = "quiz.gift", **more: str) -> Any:
    file = SimpleUploadedFile(name, text.encode())
    return client.post(BRING, {"file": file, "language": "en", **more})


def kept(client: Client, response: Any) -> Any:
    return client.post(BRING, {key: response.context[key] for key in ("content", "came_from")}, follow=True)


def test_file_is_shown_before_anything_is_kept(desk: Client) -> None:
    response = sent(desk, QUIZ, title="Tombs")
    assert response.status_code == 200
    assert response.context["instrument"].code == "tombs"
    assert [item.text.en for item in response.context["instrument"].items] == [
        "How many",
        "Who lies in Grant's tomb?",
    ]
    assert not InstrumentVersion.objects.exists()


def test_what_did_not_come_along_is_said_with_where_and_why(desk: Client) -> None:
    assert sent(desk, QUIZ).context["not_carried"][1:] == [
        ("A number is asked for here and not marked.", [("Line 1", "Right value: 4")]),
        ("An answer is right or wrong here; what gives the most marks is right.", [("Line 3", "Part marks: 50%")]),
    ]


def test_what_was_understood_is_kept_as_a_version(desk: Client) -> None:
    page = kept(desk, sent(desk, QUIZ, title="Tombs"))
    version = InstrumentVersion.objects.get()
    assert (page.redirect_chain, version.instrument.code, version.number, version.came_from) == (
        [("/desk/fork/surveys/instruments/tombs/", 302)],
        "tombs",
        1,
        "quiz.gift",
    )


@pytest.mark.parametrize("file", ["What we know_2.gift", "What we know_2.gift.txt"])
def test_title_and_short_name_come_from_the_file_where_nobody_gave_them(desk: Client, file: str) -> None:
    instrument = sent(desk, QUIZ, file).context["instrument"]
    assert (instrument.code, instrument.title.en) == ("what-we-know-2", "What we know 2")


def test_how_many_answers_count_stands_as_a_share(desk: Client) -> None:
    page = desk.get("/desk/fork/surveys/instruments/readiness/").content.decode()
    assert page.count("Whoever answered 80% of them or more counts.") == 3


def test_own_title_of_a_form_goes_before_the_name_of_its_file(desk: Client) -> None:
    sheets = {
        "survey": [["type", "name", "label"], ["text", "why", "Why?"]],
        "settings": [["form_title"], ["Household survey"]],
    }
    file = SimpleUploadedFile("upload_3.xlsx", workbook(sheets))
    page = desk.post(BRING, {"file": file, "language": "en"})
    assert page.context["instrument"].title.en == "Household survey"


def test_same_short_name_is_the_next_version_and_says_what_changes(desk: Client) -> None:
    kept(desk, sent(desk, MEETINGS, "meetings.toml"))
    response = sent(desk, changed("They are useful.", "They help."), "meetings.toml")
    assert response.context["changes"] == ["Question useful, changed: wording."]
    page = kept(desk, response)
    assert [(each.version.number, changes) for each, changes in page.context["versions"]] == [
        (2, ["Question useful, changed: wording."]),
        (1, []),
    ]


def test_same_file_again_changes_nothing(desk: Client) -> None:
    kept(desk, sent(desk, MEETINGS, "meetings.toml"))
    response = sent(desk, MEETINGS, "meetings.toml")
    assert response.context["is_same"]
    kept(desk, response)
    assert InstrumentVersion.objects.count() == 1


def test_page_says_how_answers_count_and_which_are_turned(desk: Client) -> None:
    (scale,) = sent(desk, MEETINGS, "meetings.toml").context["scales"]
    assert (scale.questions, scale.turned, scale.needed) == ((3, 5), (5,), 50)
    assert scale.gate.present == 4.0


def test_survey_that_runs_goes_on_with_its_own_version(
    desk: Client, analyst: Person, initiative: Initiative, survey: Survey
) -> None:
    version, code = survey.version_id, survey.version.instrument.code
    text = desk.get(f"/desk/fork/surveys/instruments/{code}/file/").content.decode()
    instrument = read_instrument(text)
    first = instrument.items[0].text.en
    other = text.replace(first, f"{first} Really?", 1)
    kept(desk, sent(desk, other, "pulse.toml"))
    survey.refresh_from_db()
    page = desk.get(f"/desk/fork/surveys/{survey.pk}/")
    assert (survey.version_id, page.context["has_newer"]) == (version, True)


@pytest.mark.parametrize("code", content.pack_codes())
def test_built_in_file_taken_away_can_be_brought_in_again_as_it_is(desk: Client, code: str) -> None:
    page = desk.get(f"/desk/fork/surveys/instruments/{code}/file/")
    if code == "trust-network":
        # Ties are asked on pages of their own.
        assert page.status_code == 404
    else:
        assert read_instrument(page.content) == content.pack(code)
        assert sent(desk, page.content.decode(), f"{code}.toml").context["is_same"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Why?\nA) one\nB) two\nANSWER: C", "Line 4: The right answer is C, which is not among the answers."),
        ("%PDF-1.7", "This is not a file of questions."),
        ("", "The submitted file is empty."),
    ],
)
def test_bad_file_is_said_in_one_line_and_nothing_is_kept(desk: Client, text: str, words: str) -> None:
    response = sent(desk, text)
    assert response.status_code == 422
    assert response.context["form"].errors["file"][0].startswith(words)
    assert not InstrumentVersion.objects.exists()


def test_bad_file_is_said_in_spanish(desk: Client) -> None:
    desk.cookies["django_language"] = "es"
    response = sent(desk, "¿Por qué?{=a")
    assert response.context["form"].errors["file"] == [
        "Línea 1: Aquí se abre una llave { que nunca se cierra. Agregue la llave de cierre."
    ]


def test_content_that_somebody_changed_on_the_way_is_checked_again(desk: Client) -> None:
    content = sent(desk, QUIZ).context["content"].replace('kind = "number"', 'kind = "date"')
    response = desk.post(BRING, {"content": content, "came_from": "quiz.gift"})
    assert response.status_code == 422
    assert response.context["problem"].startswith("items.q1.kind cannot be date.")
    assert not InstrumentVersion.objects.exists()


def test_questions_in_spanish_are_shown_as_such_to_somebody_who_reads_english(desk: Client) -> None:
    response = sent(desk, "¿Cuántos?{#4}", language="es", title="Tumbas")
    assert (response.context["language"], response.context["title"]) == ("es", "Tumbas")


def test_brought_questions_are_asked_like_any_others(
    desk: Client, analyst: Person, initiative: Initiative, working: Group, twenty: list[Person]
) -> None:
    kept(desk, sent(desk, QUIZ, title="Tombs"))
    draft = SurveyDraft("tombs", "named", NOW.date() + timedelta(days=7), group=working)
    survey = operations.open_survey(by=analyst, initiative=initiative, survey=draft, at=NOW)
    assert (survey.title_en, survey.version.number) == ("Tombs", 1)


def test_chair_may_bring_questions_for_the_group(chair: Person, signed_in: Any) -> None:
    assert sent(signed_in(chair), QUIZ).status_code == 200


@pytest.mark.parametrize("who", ["partner", "trainer", "resident", "funder", "stranger"])
def test_nobody_else_may_bring_or_see_them(who: str, request: Any, initiative: Initiative, signed_in: Any) -> None:
    client = signed_in(request.getfixturevalue(who))
    paths = (BRING, "/desk/fork/surveys/instruments/readiness/", "/desk/fork/surveys/instruments/readiness/file/")
    assert [client.get(path).status_code for path in paths] == [404, 404, 404]
    assert client.post(BRING, {"content": MEETINGS, "came_from": "x"}).status_code == 404
    assert not InstrumentVersion.objects.exists()
