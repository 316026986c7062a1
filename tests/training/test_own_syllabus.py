"""A syllabus of one's own: from a template or the built-in one, read in full, in versions, and taught."""

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from commonweal.governance.models import Initiative
from commonweal.people.models import Person
from commonweal.training.content import template, to_adapt
from commonweal.training.models import Series, SyllabusVersion
from commonweal.training.operations import SeriesDraft, bring_syllabus, open_series
from commonweal.training.queries import notices_of
from commonweal.training.syllabus import read_syllabus
from tests.training.conftest import asked_in, weekly

DESK = "/desk/fork/training"
TEMPLATE = template()


def brought(by: Person, initiative: Initiative, text: str, at: datetime) -> SyllabusVersion:
    return bring_syllabus(by=by, initiative=initiative, content=text.encode(), came_from="mine.toml", at=at)


def uploaded(text: str | bytes) -> dict[str, SimpleUploadedFile]:
    content = text.encode() if isinstance(text, str) else text
    return {"file": SimpleUploadedFile("mine.toml", content, "application/toml")}


@pytest.mark.covers("G3")
def test_template_and_built_in_syllabus_can_be_read_as_they_are() -> None:
    assert read_syllabus([TEMPLATE.encode()]).code == "my-syllabus"
    adapted = read_syllabus([to_adapt("collective-impact", "collective-impact-fork", "Fork").encode()])
    assert (adapted.code, len(adapted.parts)) == ("collective-impact-fork", 6)


@pytest.mark.covers("G1", "G3", "F-TRN-2")
def test_series_teaches_the_newest_version_and_keeps_it(initiative: Initiative, trainer: Person, at: datetime) -> None:
    first = brought(trainer, initiative, TEMPLATE, at)
    draft = SeriesDraft("one-session", weekly(at, 1), "My own", syllabus="my-syllabus")
    series = open_series(by=trainer, initiative=initiative, series=draft, at=at)
    second = brought(trainer, initiative, TEMPLATE.replace('version = "1"', 'version = "2"'), at)
    assert (first.number, second.number, series.syllabus) == (1, 2, first)
    assert asked_in(series.sessions.get(), "pre").content == {
        "A": ["agree-a1", "agree-a2"],
        "B": ["agree-b1", "agree-b2"],
    }
    assert notices_of(trainer, series, at).newer_version == 2


def test_same_file_again_is_no_new_version(initiative: Initiative, trainer: Person, at: datetime) -> None:
    brought(trainer, initiative, TEMPLATE, at)
    with pytest.raises(ValidationError, match="This file is here already, as version 1"):
        brought(trainer, initiative, TEMPLATE, at)


def test_name_of_the_built_in_syllabus_stays_its_own(initiative: Initiative, trainer: Person, at: datetime) -> None:
    with pytest.raises(ValidationError, match="such as collective-impact-fork"):
        brought(trainer, initiative, to_adapt("collective-impact", "collective-impact", "Fork"), at)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('version = "1"', 'version = ""', "syllabus: version is missing."),
        ('place = "b"', 'place = "e"', "items.agree-a1: the right answer stands in one of the places a, b, c, d."),
        ('twin = "agree-b1"', 'twin = "agree-b2"', "agree-a1: its twin has to be of the other form"),
        ('concept = "agree"', 'concept = "agre"', "agree-a1: there is no concept called agre."),
        ('id = "agree-a1"', 'id = "agree a1"', "items.agree a1: the name “agree a1” may have letters"),
        ('parts = ["first"]', "parts = 1", "cases.two-goals: parts = [ ] is missing."),
        ('kind = "stall"', 'kind = "saga"', "cases.two-goals: the kind is success or stall."),
        ("minutes = 60", "minutes = true", "parts.first: minutes has to be a whole number from 1 to 1000"),
        ("minutes = 60", 'minutes = "x"', "parts.first: minutes has to be a whole number from 1 to 1000"),
        ("minutes = 60", "", "parts.first: minutes is missing."),
        ('version = "1"', "version = 1", "syllabus: version has to be words in quotation marks."),
        ('form = "A"', 'form = "C"', "agree-a1: the form is A or B, not C."),
        ('{ en = "When nobody objects"', '{ pt = "Sem"', "items.agree-a1.wrong: en is missing."),
        ('text = { en = "When is a goal shared?"', 'text = { en = ""', "items.agree-a1.text: en is missing."),
        ("[[parts]]", "[[part]]", "syllabus: “part” is none of code, version, licence"),
        ("[[parts]]", "[[prompts]]", "prompts.first: part is missing."),
        ('part = "first"\ntitle', 'part = "last"\ntitle', "agree: there is no part called last."),
        ("[[concepts]]", "[[concepts]", "Line 27 cannot be read."),
    ],
)
def test_mistake_is_named_with_its_place_and_nothing_is_kept(
    old: str, new: str, words: str, initiative: Initiative, trainer: Person, at: datetime
) -> None:
    assert old in TEMPLATE
    with pytest.raises(ValidationError) as refused:
        brought(trainer, initiative, TEMPLATE.replace(old, new, 1), at)
    assert refused.value.messages[0].startswith(words)
    assert SyllabusVersion.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x89PNG\r\n", "This file is not text."),
        (b"a = " + b"[" * 100_000, "This file is not text."),
        (b"#" * ((1 << 20) + 1), "The file is larger than 1 MB."),
        (b"", "syllabus: code is missing."),
    ],
)
def test_file_of_another_kind_is_refused_on_the_page(
    content: bytes, words: str, initiative: Initiative, trainer: Person, signed_in: Any
) -> None:
    answer = signed_in(trainer).post(f"{DESK}/syllabi/", uploaded(content))
    errors = answer.context["form"].errors.get("file", [])
    assert answer.status_code == 422
    assert words in errors[0] or (not content and errors)


@pytest.mark.parametrize("who", ["chair", "partner", "resident", "funder", "stranger"])
def test_others_bring_no_syllabus(
    who: str, initiative: Initiative, at: datetime, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(PermissionDenied):
        brought(request.getfixturevalue(who), initiative, TEMPLATE, at)


def test_trainer_takes_the_template_brings_it_and_reads_it(
    initiative: Initiative, trainer: Person, signed_in: Any
) -> None:
    browser = signed_in(trainer)
    text = browser.get(f"{DESK}/syllabi/file/template.toml").content.decode()
    assert browser.get(f"{DESK}/syllabi/file/built-in.toml").content.decode().count("[[parts]]") == 6
    page = browser.post(f"{DESK}/syllabi/", uploaded(text), follow=True).content.decode()
    assert "Version 1 of “My syllabus” is here." in page
    assert "Leave ten minutes for the case." in browser.get(f"{DESK}/syllabi/my-syllabus/").content.decode()
    assert browser.get(f"{DESK}/syllabi/unknown/").status_code == 404
    assert "Mi programa" in browser.get(f"{DESK}/open/", headers={"accept-language": "es"}).content.decode()


def test_own_syllabus_of_one_part_has_one_session_in_any_format(
    initiative: Initiative, trainer: Person, at: datetime, signed_in: Any
) -> None:
    brought(trainer, initiative, TEMPLATE, at)
    typed = {"syllabus": "my-syllabus", "format": "six-weeks", "first_day": "2026-09-01", "starts": "13:00"}
    signed_in(trainer).post(f"{DESK}/open/", typed | {"ends": "17:00", "title_en": "My own"})
    assert [series.sessions.count() for series in Series.objects.all()] == [1]


@pytest.mark.covers("G4", "G5", "F-TRN-7")
def test_trainer_reads_the_notes_and_cases_of_a_session_without_its_questions(
    six_weeks: Series, trainer: Person, signed_in: Any
) -> None:
    six_weeks.adaptation_en = "We speak of the mill instead of the harbor."
    six_weeks.save()
    page = signed_in(trainer).get(f"{DESK}/1/1/notes/")
    text = page.content.decode()
    assert [part["part"].id for part in page.context["parts"]] == ["basics"]
    assert "We speak of the mill instead of the harbor." in text
    assert "The bus that waited" in text
    assert page.context["parts"][0]["questions"][0][1] not in text


@pytest.mark.covers("G3", "F-TRN-1")
def test_six_evenings_teach_the_six_parts_in_their_order(six_weeks: Series, trainer: Person, signed_in: Any) -> None:
    browser = signed_in(trainer)
    pages = [browser.get(f"{DESK}/1/{session}/notes/") for session in range(1, 7)]
    assert [[one["part"].id for one in page.context["parts"]] for page in pages] == [
        ["basics"], ["design"], ["skills"], ["pitfalls"], ["assessment"], ["plan"],
    ]  # fmt: skip


@pytest.mark.covers("F-TRN-2")
def test_notes_of_an_afternoon_leave_time_for_its_questions_as_the_brief_does(
    one_session: Series, trainer: Person, signed_in: Any
) -> None:
    browser = signed_in(trainer)
    notes, brief = (browser.get(f"{DESK}/1/1/{page}/") for page in ("notes", "brief"))
    told = "The session has 240 minutes; its questions take about 25 of them."
    assert (told in notes.content.decode(), told in brief.content.decode()) == (True, True)
    minutes = [[part["minutes"] for part in page.context["parts"]] for page in (notes, brief)]
    assert minutes[0] == minutes[1]
    assert sum(minutes[0]) <= 240 - 25


def test_last_session_says_where_its_promises_are_taken(six_weeks: Series, trainer: Person, signed_in: Any) -> None:
    browser = signed_in(trainer)
    pages = [browser.get(f"{DESK}/1/{session}/notes/").content.decode() for session in (5, 6)]
    assert [page.count('href="/desk/fork/roundtables/">Take the promises') for page in pages] == [0, 1]


def test_trainer_reads_how_to_teach_each_concept(six_weeks: Series, trainer: Person, signed_in: Any) -> None:
    in_english = signed_in(trainer).get(f"{DESK}/1/4/notes/").content.decode()
    in_spanish = signed_in(trainer).get(f"{DESK}/1/4/notes/", headers={"accept-language": "es"}).content.decode()
    assert in_english.count("<details open><summary>How to teach it</summary>") == 3
    assert "Ask: how many minutes of our last meeting were about the number?" in in_english
    assert "Pregunte: ¿cuántos minutos de nuestra última reunión trataron del número?" in in_spanish


def test_built_in_syllabus_comes_back_under_a_title_of_its_own(
    initiative: Initiative, trainer: Person, at: datetime, signed_in: Any
) -> None:
    browser = signed_in(trainer)
    text = browser.get(f"{DESK}/syllabi/file/built-in.toml").content.decode()
    brought(trainer, initiative, text, at)
    titles = [title for _one, title in browser.get(f"{DESK}/syllabi/").context["offered"]]
    assert titles == [
        "Working as one: collective impact in six parts",
        f"Working as one: collective impact in six parts ({initiative.name})",
    ]


@pytest.mark.parametrize("title", ["Working as one: collective impact in six parts", "My syllabus"])
def test_second_syllabus_of_one_title_is_refused(
    title: str, initiative: Initiative, trainer: Person, at: datetime
) -> None:
    brought(trainer, initiative, TEMPLATE, at)
    second = TEMPLATE.replace("my-syllabus", "second", 1).replace("My syllabus", title).replace("Mi programa", "Otro")
    with pytest.raises(ValidationError, match="There is a syllabus called “.*” here already"):
        brought(trainer, initiative, second, at)
    assert SyllabusVersion.objects.count() == 1
