"""A syllabus of one's own: what is wrong in it is said with its place."""

import pytest
from django.utils import translation

from commonweal.training.content import PACKS
from commonweal.training.queries.understanding import ConceptShown, QuestionShown
from commonweal.training.syllabus import SyllabusError, merged, read_syllabus, syllabus_from
from commonweal.training.views.desk import concept_words

FOLDER = sorted(PACKS.joinpath("collective-impact").iterdir(), key=lambda file: file.name)
FILES = [file.read_bytes() for file in FOLDER]


def fault_of(files: list[bytes]) -> SyllabusError:
    with pytest.raises(SyllabusError) as caught:
        read_syllabus(files)
    return caught.value


def changed(old: str, new: str) -> list[bytes]:
    files = [file.replace(old.encode(), new.encode()) for file in FILES]
    assert files != FILES
    return files


def test_order_of_the_files_does_not_matter_for_what_is_taught() -> None:
    first, second = read_syllabus(FILES), read_syllabus(FILES[::-1])
    assert [one.id for one in first.of_parts(["basics"], "A")] == [one.id for one in second.of_parts(["basics"], "A")]


def test_what_a_version_keeps_reads_as_the_same_syllabus() -> None:
    assert syllabus_from(merged(FILES)) == read_syllabus(FILES)


def test_file_that_is_no_toml_says_so() -> None:
    assert fault_of([b"<xml/>"]).code == "unreadable"


@pytest.mark.parametrize(
    ("old", "new", "code", "where"),
    [
        ('misconception = "slogan"', 'misconception = "motto"', "unknown-misconception", "preconditions-a1"),
        ('twin = "lane-b1"', 'twin = "lane-b2"', "twins", "lane-a1"),
        ('concept = "lane"', 'concept = "lanes"', "unknown-concept", "lane-a1"),
        ('id = "lane-a1"', 'id = "lane-a2"', "twice", "lane-a2"),
        ('place = "a"', 'place = "e"', "place", "items.capacity-a2"),
        ("text.es =", "text.pt =", "missing", "concepts.definition.text"),
    ],
)
def test_fault_names_its_place(old: str, new: str, code: str, where: str) -> None:
    fault = fault_of(changed(old, new))
    assert (fault.code, fault.where) == (code, where)


def test_fault_is_said_in_both_languages() -> None:
    fault = fault_of(changed('twin = "lane-b1"', 'twin = "lane-b2"'))
    assert fault.message("en").startswith("lane-a1: its twin has to be of the other form")
    assert fault.message("es").startswith("lane-a1: su par debe ser de la otra forma")


def test_concept_with_too_few_questions_is_refused() -> None:
    lines = PACKS.joinpath("collective-impact", "items-plan.toml").read_bytes()
    others = [file for file in FILES if file != lines]
    assert (fault_of(others).code, fault_of(others).where) == ("few", "vision")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x89PNG\r\n\x1a\n", "Este archivo no es texto."),
        (b'code = "x"\ntitle "y"\n', "La línea 2 no se puede leer."),
        (b'code = "x"\nparts = [', "La línea 2 no se puede leer."),
        (FILES[-1].replace(b"minutes = 60", b'minutes = "x"'), "parts.basics: minutes debe ser un número entero"),
    ],
)
def test_fault_in_spanish_has_no_english_of_a_machine(content: bytes, words: str) -> None:
    assert fault_of([content]).message("es").startswith(words)


def test_form_that_does_not_exist_is_named_in_spanish() -> None:
    fault = fault_of(changed('form = "A"', 'form = "C"'))
    assert fault.message("es").endswith(": la forma es A o B, no C.")


@pytest.mark.parametrize(
    ("language", "said"), [("en", "An end to all suffering"), ("es", "El fin de todo sufrimiento")]
)
def test_answer_that_is_speech_has_no_quotation_marks_of_its_own_where_it_is_quoted(language: str, said: str) -> None:
    syllabus = read_syllabus(FILES)
    question = next(one for one in syllabus.questions if one.id == "goal-a1")
    wrong = next(one for one in question.answers if one.misconception == "dream-goal")
    concept = next(one for one in syllabus.concepts if one.id == "goal")
    shown = ConceptShown(concept, (QuestionShown(question, 3, 0, wrong, None, 3),))
    with translation.override(language):
        assert concept_words(shown)["wrong"] == said
