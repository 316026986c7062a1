"""The instruments that come with the house: complete, in two languages, plain to read, and each sentence once."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest

from commonweal.engines.questionnaires import Instrument, read_instrument, write_instrument
from commonweal.instruments.content import PACKS, pack, pack_codes
from tests.house import vocabulary
from tests.house.code import ROOT
from tests.instruments.reading_ease import reading_ease

CODES = [
    "backbone-review", "basics-check", "capacity", "collective-efficacy", "data-capacity", "design-scan",
    "eight-principles", "event-feedback", "familiarity", "five-conditions", "impact-journey", "meeting-pulse",
    "organization-pledge", "participation-pledge", "pitfalls", "readiness", "soft-skills", "soft-skills-peer",
    "trust-network",
]  # fmt: skip
#: The elements of the founding documents that the built-in instruments ask about.
ELEMENTS = {
    "PRE": 3, "CON": 5, "JRN": 5, "PRI": 8, "DES": 7, "CAP": 6, "BBF": 6, "BBS": 9, "MIS": 5, "SKL": 8, "PIT": 5,
    "INT": 7,
}  # fmt: skip
SINGLE_ELEMENTS = {"F-RND-2", "F-RND-3", "F-RND-4", "F-RND-5", "F-RND-6", "F-RND-7", "F-TRN-4", "F-TRN-5", "F-TRN-6"}
#: What no page for the public says (the voice of the house), and nobody's own words asked for in somebody else's.
NOT_SAID = re.compile(
    r"\b(significant|p-value|baseline|stakeholder|leverage|KPI|disaggregated|valid|invalid|please|sorry|oops|error|"
    r"por favor|perdón)\b",
    re.IGNORECASE,
)
#: Easy enough for the eighth grade: Flesch's scale in English, Fernández Huerta's in Spanish.
EASIEST_OF_HARD = {"en": 70, "es": 65}


def test_packs_are_the_ones_that_are_promised() -> None:
    assert list(pack_codes()) == CODES


@pytest.mark.parametrize("code", CODES)
def test_pack_survives_being_written_and_read_again(code: str) -> None:
    assert pack(code).code == code
    assert read_instrument(write_instrument(pack(code))) == pack(code)


@cache
def texts(code: str) -> tuple[tuple[str, str, str], ...]:
    """Where, in English, in Spanish."""
    return tuple(_pairs(tomllib.loads(PACKS.joinpath(f"{code}.toml").read_text(encoding="utf-8")), code))


def _pairs(value: object, path: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, dict):
        if {"en", "es"} & set(value):
            yield path, value.get("en", ""), value.get("es", "")
        for name, part in value.items():
            yield from _pairs(part, f"{path}.{name}")
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _pairs(part, f"{path}.{part.get('id', number) if isinstance(part, dict) else number}")


@pytest.mark.parametrize("code", CODES)
def test_every_text_stands_in_both_languages_and_spanish_is_its_own(code: str) -> None:
    missing = [path for path, english, spanish in texts(code) if not (english.strip() and spanish.strip())]
    assert missing == []
    assert [path for path, english, spanish in texts(code) if english == spanish] == []


@pytest.mark.parametrize("code", CODES)
def test_no_sentence_has_more_than_twenty_words(code: str) -> None:
    sentences = [
        sentence
        for _path, english, spanish in texts(code)
        for text in (english, spanish)
        for sentence in re.split(r"(?<=[.?!:;])\s", text)
    ]
    assert [sentence for sentence in sentences if len(sentence.split()) > 20] == []


@pytest.mark.parametrize("code", CODES)
def test_questions_are_short(code: str) -> None:
    long = [item.id for item in pack(code).items for text in (item.text.en, item.text.es) if len(text.split()) > 20]
    assert long == []


@pytest.mark.parametrize("code", CODES)
def test_texts_use_the_words_of_the_house(code: str) -> None:
    assert [text for path, *both in texts(code) for text in both if NOT_SAID.search(text)] == []


def test_texts_use_the_words_of_the_glossary() -> None:
    assert vocabulary.banned_in_tables(ROOT / "src/commonweal/instruments/packs") == []


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("code", [code for code in CODES if code != "familiarity"])
def test_questions_read_easily(code: str, language: str) -> None:
    """All questions of an instrument together; the poll of one question is too short to be measured."""
    questions = [getattr(item.text, language) for item in pack(code).items]
    assert reading_ease(questions, language) >= EASIEST_OF_HARD[language]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("code", [code for code in CODES if any(item.advice for item in pack(code).items)])
def test_advice_reads_easily(code: str, language: str) -> None:
    advice = [getattr(item.advice, language) for item in pack(code).items if item.advice]
    assert reading_ease(advice, language) >= EASIEST_OF_HARD[language]


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_statement_to_agree_with_stands_twice(language: str) -> None:
    """Within an instrument and across them; a pulse and an event may both ask what to change."""
    counts = Counter(
        getattr(item.text, language).casefold()
        for code in CODES
        for item in pack(code).items
        if item.kind in ("scale", "pledge")
    )
    assert [text for text, number in counts.items() if number > 1] == []
    for code in CODES:
        within = Counter(getattr(item.text, language).casefold() for item in pack(code).items)
        assert within.most_common(1)[0][1] == 1


@pytest.mark.parametrize("code", CODES)
def test_every_question_names_the_element_that_it_serves(code: str) -> None:
    instrument = pack(code)
    assert [item.id for item in instrument.items if not item.sources] == []
    assert set(instrument.sources) == {source for item in instrument.items for source in item.sources}


def test_every_element_that_is_promised_is_asked_about() -> None:
    promised = {f"F-{letters}-{number}" for letters, most in ELEMENTS.items() for number in range(1, most + 1)}
    asked = {source for code in CODES for item in pack(code).items for source in item.sources}
    assert (promised | SINGLE_ELEMENTS) - asked == set()


@pytest.mark.parametrize("code", CODES)
def test_reversed_question_has_poles_that_say_what_a_high_answer_means(code: str) -> None:
    instrument = pack(code)
    turned = [item for item in instrument.items if item.reverse]
    assert [item.id for item in turned if not (item.low or instrument.scale(item.scale).low_pole)] == []


def rated(instrument: Instrument) -> int:
    return sum(item.kind == "scale" for item in instrument.items)


@pytest.mark.parametrize("code", [code for code in CODES if rated(pack(code)) and code != "trust-network"])
def test_some_questions_are_reversed_and_never_half_of_them(code: str) -> None:
    """So that nobody can agree all the way down; ratings of a named organization stay plain."""
    share = sum(item.reverse for item in pack(code).items) / rated(pack(code))
    assert 0 < share < 0.5


@pytest.mark.parametrize("code", [code for code in CODES if rated(pack(code))])
def test_every_rated_question_says_what_to_do_where_answers_are_low(code: str) -> None:
    assert [item.id for item in pack(code).items if item.kind == "scale" and not item.advice] == []


@pytest.mark.parametrize("code", [code for code in CODES if rated(pack(code))])
def test_points_of_a_scale_are_named_by_labels_or_by_poles(code: str) -> None:
    instrument = pack(code)
    for item in instrument.items:
        if item.kind == "scale":
            scale = instrument.scale(item.scale)
            assert [label.value for label in scale.labels] == list(scale.points) or bool(item.low or scale.low_pole)


def test_readiness_has_a_gate_for_each_precondition() -> None:
    gates = {gate.scale: (gate.present, gate.cultivate) for gate in pack("readiness").gates}
    assert gates == {"champions": (4.0, 2.5), "urgency": (4.0, 2.5), "resources": (4.0, 2.5)}


def test_readiness_asks_for_the_four_lines_of_resources() -> None:
    asked = {item.id for item in pack("readiness").items_of("resources")}
    lines = {"resources-convening", "resources-facilitating", "resources-research", "resources-engaging"}
    assert lines <= asked


def test_capacity_describes_styles_in_each_area_and_plans_each_low_answer() -> None:
    capacity = pack("capacity")
    styles = [item for item in capacity.items if item.kind == "choice"]
    assert [(item.sources[0], len(item.options)) for item in styles] == [(f"F-CAP-{n}", 4) for n in range(1, 6)]
    assert [item.id for item in capacity.items if item.kind == "scale" and not item.plan] == []


def test_skills_are_rated_for_then_and_now() -> None:
    skills = pack("soft-skills")
    assert [item.id for item in skills.items if item.kind == "scale" and not item.retrospective] == []
    assert [scale.id for scale in skills.scales] == [scale.id for scale in pack("soft-skills-peer").scales]


def test_forms_of_the_knowledge_check_ask_about_the_same_concepts_with_one_right_answer_each() -> None:
    check = pack("basics-check")
    concepts = {form: [item.concept for item in check.items if item.form == form] for form in ("A", "B")}
    assert concepts["A"] == concepts["B"]
    assert [item.id for item in check.items if len(item.correct) != 1] == []
    wrong = [option for item in check.items for option in item.options if not option.correct]
    assert [option.id for option in wrong if not option.misconception] == []


def test_list_of_the_built_in_questions_is_fresh() -> None:
    """What stands in docs/built-in-questions.md of each instrument is what its file says."""
    listed = (ROOT / "docs/built-in-questions.md").read_text(encoding="utf-8").splitlines()
    assert [line for line in listed if line.startswith("| `")] == [row_of(pack(code)) for code in CODES]


def row_of(instrument: Instrument) -> str:
    reverse = sum(item.reverse for item in instrument.items)
    minutes, modes = f"{instrument.minutes}", ", ".join(instrument.modes)
    asked = f"{len(instrument.items)} ({reverse} reversed)" if reverse else f"{len(instrument.items)}"
    elements = ", ".join(instrument.sources)
    return f"| `{instrument.code}` | {instrument.title.en} | {asked} | {minutes} | {modes} | {elements} |"
