"""GIFT: every case of the shared bank parses to its expected result, and becomes questions that can be asked."""

import json
from pathlib import Path
from typing import Any

import pytest

from commonweal.engines.questionnaires.gift import Asked, Choice, Formatted, Span, import_gift, parse
from commonweal.engines.questionnaires.incoming import Imported, Naming, QuestionFileError, text_of
from tests.engines.questionnaires.shared import BANKS, needs_banks

CASES = sorted(path.stem for path in (BANKS / "gift-peg").glob("*.json"))
QUIZ = Naming("quiz", "A quiz")


def formatted(text: Formatted | None) -> dict[str, str] | None:
    return None if text is None else {"format": text.format, "text": text.text}


def span(text: Formatted | Span) -> dict[str, Any] | None:
    if isinstance(text, Formatted):
        return formatted(text)
    if text.kind == "simple":
        return {"type": "simple", "number": text.low}
    if text.kind == "range":
        return {"type": "range", "number": text.low, "range": text.high}
    return {"type": "high-low", "numberLow": text.low, "numberHigh": text.high}


def choice(given: Choice) -> dict[str, Any]:
    return {
        "isCorrect": given.correct,
        "weight": given.weight,
        "text": span(given.text),
        "feedback": formatted(given.comment),
    }


def as_expected(asked: Asked) -> dict[str, Any]:
    """What `parse` gives, in the words of the expected results."""
    if asked.kind == "Category":
        return {"type": "Category", "title": asked.title}
    said: dict[str, Any] = {
        "type": asked.kind,
        "title": asked.title,
        "id": asked.id,
        "tags": list(asked.tags) or None,
        "stem": formatted(asked.stem),
        "hasEmbeddedAnswers": asked.embedded,
    }
    if asked.kind != "Description":
        said["globalFeedback"] = formatted(asked.explanation)
    if asked.kind == "TF":
        first, second = asked.comments
        said |= {"isTrue": asked.truth, "trueFeedback": formatted(first), "falseFeedback": formatted(second)}
    elif asked.kind == "Matching":
        said["matchPairs"] = [
            {"subquestion": formatted(pair.text), "subanswer": pair.pair}  # type: ignore[arg-type]
            for pair in asked.choices
        ]
    elif asked.kind == "Numerical" and asked.single:
        said["choices"] = span(asked.choices[0].text)
    elif asked.choices:
        said["choices"] = [choice(given) for given in asked.choices]
    return said


@needs_banks
@pytest.mark.parametrize("case", CASES)
def test_case_of_the_shared_bank_is_parsed_as_expected(case: str) -> None:
    text = text_of((BANKS / "gift-peg" / f"{case}.gift").read_bytes())
    expected = json.loads((BANKS / "gift-peg" / f"{case}.json").read_text(encoding="utf-8-sig"))
    assert [as_expected(asked) for asked in parse(text)] == expected


@needs_banks
@pytest.mark.parametrize("path", sorted(BANKS.glob("*/*.gift*")), ids=lambda path: path.name)
def test_every_shared_file_becomes_questions_or_says_why_not(path: Path) -> None:
    without_questions = {"category1.gift", "categorySpecialCharacter.gift", "markdown.gift"}
    if path.name in without_questions:
        with pytest.raises(QuestionFileError) as raised:
            import_gift(path.read_bytes(), QUIZ)
        assert raised.value.code == "only-texts"
    else:
        assert import_gift(path.read_bytes(), QUIZ).instrument.can_be_asked


def test_file_of_categories_and_descriptions_says_that_it_holds_no_questions() -> None:
    with pytest.raises(QuestionFileError) as raised:
        imported("$CATEGORY: Roses\n\nRead this before you begin.")
    assert raised.value.code == "only-texts"


def imported(text: str) -> Imported:
    return import_gift(text.encode(), QUIZ)


def lost(found: Imported) -> list[tuple[str, str]]:
    return [(gone.where("en"), gone.what("en")) for gone in found.not_carried if gone.code != "one-language"]


def test_choice_keeps_its_right_answer_and_what_a_wrong_one_shows() -> None:
    found = imported("::Tomb::Who lies there?{~Grant#Nobody lies there =no one#Right ~Lee}")
    (item,) = found.instrument.items
    assert [(option.id, option.text.en, option.correct) for option in item.options] == [
        ("a", "Grant", False),
        ("b", "no one", True),
        ("c", "Lee", False),
    ]
    assert (item.options[0].misconception.en, item.explanation.en) == ("Nobody lies there", "Right")
    assert lost(found) == []


def test_half_right_answer_is_not_right_beside_a_right_one() -> None:
    found = imported("Which?{~no ~%50%half =full}")
    assert found.instrument.items[0].correct == ("c",)
    assert lost(found) == [("Line 1", "Part marks: 50%")]


def test_praise_is_no_misconception() -> None:
    assert imported("Which?{=yes#Well done ~no}").instrument.items[0].options[0].misconception.en == ""


def test_choice_of_several_keeps_all_that_give_marks() -> None:
    found = imported("Continents?{~%50%Africa ~%50%Asia ~%-100%China}")
    (item,) = found.instrument.items
    assert (item.kind, item.correct) == ("choices", ("a", "b"))
    assert lost(found) == [("Line 1", "Part marks: 50%, 50%, -100%")]


def test_true_or_false_is_a_choice_in_the_language_of_the_questions() -> None:
    found = import_gift(b"El sol sale por el este.{T}", Naming("quiz", "Prueba", "es"))
    (item,) = found.instrument.items
    assert [(option.text.es, option.correct) for option in item.options] == [("Verdadero", True), ("Falso", False)]


def test_first_comment_on_true_or_false_is_for_the_wrong_answer() -> None:
    (item,) = imported("The sun rises in the east.{T#Look again#Yes}").instrument.items
    assert (item.options[1].misconception.en, item.explanation.en) == ("Look again", "Yes")


def test_written_answer_says_what_was_accepted_there() -> None:
    assert lost(imported("Two plus two?{=four =4}")) == [("Line 1", "Accepted answers: four; 4")]


def test_number_says_which_value_was_right_there() -> None:
    assert lost(imported("// first\nBorn in?{#1822:5}")) == [("Line 2", "Right value: 1822 ± 5")]


def test_pairs_become_one_question_each() -> None:
    found = imported("Capitals.{=Canada -> Ottawa =Italy -> Rome}")
    assert [(item.text.en, item.correct) for item in found.instrument.items] == [
        ("Capitals. Canada", ("a",)),
        ("Capitals. Italy", ("b",)),
    ]
    assert lost(found) == [("Line 1", "Matching of 2 pairs as one question")]


def test_description_introduces_the_questions_after_it() -> None:
    found = imported("First?{T}\n\n::Part two::Use pencil and paper.\n\nSecond?{T}")
    assert [item.section for item in found.instrument.items] == ["", "part-1"]
    assert found.instrument.sections[0].intro.en == "Use pencil and paper."


def test_category_is_the_concept_of_the_questions_after_it() -> None:
    assert imported("$CATEGORY: top/Ratios\n\nHalf?{T}").instrument.items[0].concept == "Ratios"


def test_picture_is_not_carried_over() -> None:
    found = imported('[html]<p>What is <b>this</b>?</p><img src\\="a/cat.png">{T}')
    assert found.instrument.items[0].text.en == "What is this?"
    assert lost(found) == [("Line 1", "Picture “cat.png”")]


def test_language_that_is_missing_is_said_in_both() -> None:
    (gone,) = imported("Half?{T}").not_carried
    assert (gone.what("en"), gone.what("es")) == ("Every text in Spanish", "Cada texto en español")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("One?{T}\n\nTwo?{=a ~b\n\nThree?{T}", "Line 3: A brace { is opened here and never closed."),
        ("One?}", "Line 1: A brace } closes what was never opened."),
        ("One?{T}\nTwo?{F}", "Line 1: This question has two lists of answers."),
        ("How many?{#many}", "Line 1: “many” is not a number."),
        ("", "The file is empty."),
        ("Only words.", "The file holds only texts or categories, no questions."),
    ],
)
def test_bad_file_is_one_line_that_says_where(text: str, message: str) -> None:
    with pytest.raises(QuestionFileError) as raised:
        imported(text)
    assert raised.value.message("en").startswith(message)
    assert raised.value.message("es") != raised.value.message("en")


def test_file_of_old_windows_keeps_its_letters() -> None:
    assert import_gift("¿Qué año?{}".encode("cp1252"), QUIZ).instrument.items[0].text.en == "¿Qué año?"


def test_file_in_utf_16_is_read() -> None:
    assert import_gift("¿Qué año?{}".encode("utf-16"), QUIZ).instrument.items[0].text.en == "¿Qué año?"


def test_tags_and_marks_of_a_text_are_told_to_have_stayed_behind() -> None:
    text = (
        "// [tag:water] [tag:county]\n::Q::[markdown]Is **this** so? {T}\n\n"
        "And this? {=yes ~[markdown]*no*}\n\nPlain? {T}"
    )
    found = import_gift(text.encode(), Naming("q", "Q")).not_carried
    told = [(gone.where("en"), gone.what("en")) for gone in found if gone.code in ("tags", "marks")]
    assert told == [
        ("Line 2", "Tags: water, county"),
        ("Line 2", "Text marked as markdown"),
        ("Line 4", "Text marked as markdown"),
    ]
