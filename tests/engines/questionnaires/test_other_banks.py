"""Aiken, Moodle XML and QTI: what of their questions comes along, and what is said of the rest."""

import io
import zipfile
from collections.abc import Mapping

import pytest

from commonweal.engines.questionnaires.importing import import_questions
from commonweal.engines.questionnaires.incoming import Imported, Naming, QuestionFileError
from tests.engines.questionnaires.shared import BANKS, needs_banks

QUIZ = Naming("quiz", "A quiz")


def imported(text: str) -> Imported:
    return import_questions(text.encode(), QUIZ)


def fault(content: bytes) -> str:
    with pytest.raises(QuestionFileError) as raised:
        import_questions(content, QUIZ)
    assert raised.value.message("es") != raised.value.message("en")
    assert "\n" not in raised.value.message("en")
    return raised.value.message("en")


def lost(found: Imported) -> list[tuple[str, str]]:
    return [(gone.where("en"), gone.what("en")) for gone in found.not_carried if gone.code != "one-language"]


def right(found: Imported) -> list[tuple[str, list[str]]]:
    """Each question's kind and the words of its right answers."""
    return [
        (item.kind, [option.text.en for option in item.options if option.correct]) for item in found.instrument.items
    ]


# Aiken


@needs_banks
def test_shared_aiken_file_has_its_questions_and_right_answers() -> None:
    found = import_questions((BANKS / "moodle" / "questions.aiken.txt").read_bytes(), QUIZ)
    assert (found.form, lost(found)) == ("aiken", [])
    assert right(found) == [("choice", ["Martin Dougiamas"]), ("choice", ["True"])]
    assert found.instrument.items[1].text.en == (
        'Moodle\'s abilities include handling user input that includes <html class="cool"> & images:'
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("What?\nA) one\nB) two\nANSWER: C", "Line 4: The right answer is C, which is not among the answers."),
        ("What?\nA) one\nB) two\n\nNext?\nA) x\nB) y\nANSWER: A", "Line 5: The line ANSWER: is missing"),
        ("What?\nA) one\nANSWER: A\nMore?\nA) one", "Line 4: The line ANSWER: is missing"),
        ("What?\nANSWER: A", "Line 1: The question has no answers."),
    ],
)
def test_bad_aiken_file_is_one_line_that_says_where(text: str, message: str) -> None:
    assert fault(text.encode()).startswith(message)


# Moodle XML

MOODLE = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<question type="category"><category><text>$course$/top/Ratios</text></category></question>
<question type="multichoice"><name><text>Half</text></name>
 <questiontext format="html"><text><![CDATA[<p>What is <b>half</b> of 4?</p>]]></text></questiontext>
 <generalfeedback format="html"><text>Half is divided by two.</text></generalfeedback>
 <defaultgrade>1.0000000</defaultgrade><single>true</single>
 <answer fraction="100" format="html"><text><![CDATA[<p>2</p>]]></text><feedback><text/></feedback></answer>
 <answer fraction="0" format="html"><text>8</text><feedback><text>That is double.</text></feedback></answer>
</question>
<question type="multichoice"><name><text>Even</text></name>
 <questiontext format="html"><text>Which are even?</text></questiontext><single>false</single>
 <answer fraction="50"><text>2</text></answer><answer fraction="50"><text>4</text></answer>
 <answer fraction="-100"><text>5</text></answer>
</question>
<question type="truefalse"><name><text>Sun</text></name>
 <questiontext format="html"><text>The sun rises in the west.</text></questiontext><defaultgrade>3</defaultgrade>
 <answer fraction="100"><text>false</text></answer>
 <answer fraction="0"><text>true</text><feedback><text>Look east.</text></feedback></answer>
</question>
<question type="numerical"><name><text>Pi</text></name><questiontext format="html"><text>Pi?</text></questiontext>
 <answer fraction="100"><text>3.14</text><tolerance>0.01</tolerance></answer></question>
<question type="matching"><name><text>Caps</text></name><questiontext format="html"><text>Capital?</text></questiontext>
 <subquestion format="html"><text>Italy</text><answer><text>Rome</text></answer></subquestion>
 <subquestion format="html"><text>Japan</text><answer><text>Tokyo</text></answer></subquestion></question>
<question type="essay"><name><text>Why</text></name>
 <questiontext format="html"><text><![CDATA[Why? <img src="@@PLUGINFILE@@/map.png" alt="A map">]]></text>
 <file name="map.png" encoding="base64">AAAA</file></questiontext></question>
<question type="cloze"><name><text>Gaps</text></name><questiontext><text>{1:SA:=x}</text></questiontext></question>
</quiz>"""


def test_moodle_questions_come_along() -> None:
    found = imported(MOODLE)
    assert found.form == "moodle"
    assert right(found) == [
        ("choice", ["2"]),
        ("choices", ["2", "4"]),
        ("choice", ["False"]),
        ("number", []),
        ("choice", ["Rome"]),
        ("choice", ["Tokyo"]),
        ("text", []),
    ]


def test_moodle_comments_and_category_have_their_places() -> None:
    half, _, sun, *_ = imported(MOODLE).instrument.items
    assert (half.text.en, half.concept) == ("What is half of 4?", "Ratios")
    assert (half.explanation.en, half.options[1].misconception.en) == ("Half is divided by two.", "That is double.")
    assert [option.misconception.en for option in sun.options] == ["Look east.", ""]


def test_moodle_losses_are_named() -> None:
    assert lost(imported(MOODLE)) == [
        ("Question 3 (Even)", "Part marks: 50%, 50%, -100%"),
        ("Question 4 (Sun)", "Worth 3 points"),
        ("Question 5 (Pi)", "Right value: 3.14 ± 0.01"),
        ("Question 6 (Caps)", "Matching of 2 pairs as one question"),
        ("Question 7 (Why)", "Picture “A map”"),
        ("Question 8 (Gaps)", "Question of the kind “cloze”"),
    ]


def test_moodle_true_or_false_with_a_third_answer_keeps_it() -> None:
    found = imported(MOODLE.replace("<text>true</text>", "<text>true</text></answer><answer><text>perhaps</text>"))
    assert [option.text.en for option in found.instrument.items[2].options] == ["True", "False", "perhaps"]


# QTI


@needs_banks
def test_shared_canvas_quiz_has_its_right_answers() -> None:
    found = import_questions((BANKS / "qti" / "all_canvas_simple_1.2.xml").read_bytes(), QUIZ)
    assert found.form == "qti-1.2"
    assert right(found) == [
        ("choice", ["C"]),
        ("choice", ["True"]),
        ("text", []),
        ("choices", ["A", "B", "C"]),
        ("choice", ["C"]),
        ("choice", ["1"]),
        ("choice", ["1"]),
        ("choice", ["2"]),
        ("choice", ["1"]),
        ("choice", ["2"]),
        ("number", []),
        ("text", []),
    ]
    kinds = [what for _, what in lost(found) if what.startswith("Question of the kind")]
    assert kinds == [
        "Question of the kind “fill_in_multiple_blanks_question”",
        "Question of the kind “calculated_question”",
    ]


@needs_banks
def test_shared_quiz_with_comments_keeps_those_on_wrong_answers() -> None:
    found = import_questions((BANKS / "qti" / "feedback_quiz_1.2.xml").read_bytes(), QUIZ)
    assert [item.explanation.en for item in found.instrument.items] == ["General Feedback", "Neutral", "Correct!"]
    assert [item.options[1].misconception.en for item in found.instrument.items[1:]] == [
        "Answer was False",
        "Incorrect!",
    ]


@needs_banks
def test_shared_items_in_an_old_encoding_are_read() -> None:
    found = import_questions((BANKS / "qti" / "items_1.2_choice.xml").read_bytes(), QUIZ)
    assert [kind for kind, _ in right(found)] == ["choice", "choice", "choices", "choice"]
    assert right(found)[1] == ("choice", ["At least 3 hours"])
    assert [what for _, what in lost(found)] == ["Picture “image.png”", "Picture “image.png”"]


@needs_banks
@pytest.mark.parametrize("name", ["items_2.1_choice.xml", "items_2.2_choice.xml"])
def test_shared_item_of_qti_2_is_read(name: str) -> None:
    found = import_questions((BANKS / "qti" / name).read_bytes(), QUIZ)
    assert (found.form, right(found)) == ("qti-2", [("choice", ["You must stay with your luggage at all times."])])
    assert found.instrument.items[0].text.en == "Look at the text in the picture.\nWhat does it say?"
    assert lost(found) == [("Question Unattended Luggage", "Picture “NEVER LEAVE LUGGAGE UNATTENDED”")]


ITEM = """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="{id}" title="{id}">
<responseDeclaration identifier="R" cardinality="{cardinality}" baseType="{base}">
<correctResponse>{right}</correctResponse></responseDeclaration>
<itemBody><p>Which?</p>{body}</itemBody></assessmentItem>"""
CHOICES = """<choiceInteraction responseIdentifier="R" maxChoices="0"><simpleChoice identifier="A">one</simpleChoice>
<simpleChoice identifier="B">two<feedbackInline outcomeIdentifier="F" identifier="B">No!</feedbackInline></simpleChoice>
<simpleChoice identifier="C">three</simpleChoice></choiceInteraction>"""
MATCH = """<matchInteraction responseIdentifier="R"><simpleMatchSet><simpleAssociableChoice identifier="I">Italy
</simpleAssociableChoice></simpleMatchSet><simpleMatchSet><simpleAssociableChoice identifier="R">Rome
</simpleAssociableChoice><simpleAssociableChoice identifier="T">Tokyo</simpleAssociableChoice></simpleMatchSet>
</matchInteraction>"""


def item(body: str, right: str = "", cardinality: str = "single", base: str = "identifier", name: str = "one") -> str:
    values = "".join(f"<value>{value}</value>" for value in right.split(","))
    return ITEM.format(id=name, cardinality=cardinality, base=base, right=values, body=body)


def test_qti_2_choice_of_several_keeps_all_right_ones_and_comments() -> None:
    found = imported(item(CHOICES, "A,C", "multiple"))
    assert right(found) == [("choices", ["one", "three"])]
    assert found.instrument.items[0].options[1].misconception.en == "No!"


def test_qti_2_pairs_become_choices() -> None:
    found = imported(item(MATCH, "I R", "multiple", "directedPair"))
    assert right(found) == [("choice", ["Rome"])]
    assert found.instrument.items[0].text.en == "Which? Italy"


def test_qti_2_entry_of_a_number_is_a_number() -> None:
    found = imported(item('<p>It is <textEntryInteraction responseIdentifier="R"/> km</p>', "3", base="float"))
    assert [(entry.kind, entry.text.en) for entry in found.instrument.items] == [("number", "Which?\nIt is _____ km")]


def test_qti_2_kind_without_a_like_is_named() -> None:
    both = item('<hotspotInteraction responseIdentifier="R"/>' + CHOICES, "A")
    assert lost(imported(both))[-1] == ("Question one", "Question of the kind “hotspotInteraction”")


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_qti_package_is_read_in_the_order_of_its_manifest() -> None:
    manifest = '<manifest><resources><resource><file href="b.xml"/></resource></resources></manifest>'
    parts = {name: item(CHOICES, "A", name=name) for name in ("a.xml", "b.xml")}
    found = import_questions(zipped(parts | {"imsmanifest.xml": manifest, "x/logo.png": b"\x89PNG"}), QUIZ)
    assert [entry.id for entry in found.instrument.items] == ["b-xml", "a-xml"]


def test_other_files_of_a_canvas_package_are_left_alone() -> None:
    parts = {"quiz/quiz.xml": item(CHOICES, "A"), "quiz/assessment_meta.xml": "<quiz><title>Week 1</title></quiz>"}
    assert [entry.id for entry in import_questions(zipped(parts), QUIZ).instrument.items] == ["one"]


def test_package_without_questions_is_refused() -> None:
    assert fault(zipped({"readme.txt": "no"})).startswith("The archive holds neither QTI questions nor a sheet")


def test_damaged_part_of_a_package_is_named() -> None:
    message = fault(zipped({"quiz.xml": "<questestinterop>"}))
    assert message.startswith("File quiz.xml: The file is not well-formed XML (no element found")


# What strangers put into files

SWELLING = '<!DOCTYPE quiz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><quiz>&b;</quiz>'
OUTSIDE = '<!DOCTYPE quiz [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz>&a;</quiz>'


@pytest.mark.parametrize("text", [SWELLING, OUTSIDE], ids=["swelling", "outside"])
def test_entities_of_a_file_are_refused(text: str) -> None:
    assert fault(b"<?xml version='1.0'?>" + text.encode()).startswith("The file declares entities of its own")


def test_document_type_by_name_is_not_fetched() -> None:
    found = imported(MOODLE.replace("<quiz>", '<!DOCTYPE quiz SYSTEM "http://example.org/quiz.dtd"><quiz>'))
    assert len(found.instrument.items) == 7


def test_elements_deep_inside_each_other_are_refused() -> None:
    assert fault(b"<quiz>" + b"<a>" * 5_000).startswith("The file has too many elements")


def test_zip_that_swells_is_refused() -> None:
    part = b"<questestinterop>" + b" " * (30 << 20) + b"</questestinterop>"
    small = zipped({"a.xml": part, "b.xml": part})
    assert len(small) < 100_000
    assert fault(small).startswith("File a.xml: The file is larger than 8 MB.")


def test_zip_with_a_name_that_climbs_out_is_only_read() -> None:
    found = import_questions(zipped({"../../quiz.xml": item(CHOICES, "A")}), QUIZ)
    assert len(found.instrument.items) == 1


def test_zip_of_too_many_files_is_refused() -> None:
    assert fault(zipped({f"{number}.xml": "" for number in range(2_001)})).startswith("The archive holds 2001 files")


def test_zip_cut_short_is_refused() -> None:
    assert fault(zipped({"quiz.xml": MOODLE})[:-30]).startswith("The archive cannot be opened")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "The file is empty."),
        (b"   \n", "The file is empty."),
        (b"%PDF-1.7", "This is not a file of questions."),
        (b"<?xml version='1.0'?><html/>", "The file begins with <html>"),
        (b"<?xml version='1.0' encoding='klingon'?><quiz/>", "The file is not well-formed XML"),
        (b"<quiz><question></quiz>", "The file is not well-formed XML (mismatched tag: line 1"),
        (b"Just some words.", "No questions in GIFT, Aiken or TOML were found."),
        (b'code = "a"\nversion = "1"\n[[items]]\nid = "x"\nkind = "text"', "title is missing"),
        (b'code = "a"\nversion = "1"\nowner = "x"\nitems = []', "The file has something unknown: owner."),
    ],
)
def test_file_that_is_none_is_one_line(content: bytes, message: str) -> None:
    assert fault(content).startswith(message)


def test_our_own_file_is_taken_as_it_is() -> None:
    from tests.engines.questionnaires.files import MEETINGS, meetings

    assert (imported(MEETINGS).instrument, imported(MEETINGS).not_carried) == (meetings(), ())
