"""What the built-in series teaches and asks, held to the rules that make a test fair."""

import re
from collections import Counter
from collections.abc import Callable
from difflib import SequenceMatcher
from itertools import combinations

import pytest

from commonweal.training.content import built_in, syllabus_codes
from commonweal.training.syllabus import FORMS, LANGUAGES, Question, Syllabus


@pytest.fixture(scope="module")
def syllabus() -> Syllabus:
    return built_in("collective-impact")


def test_one_series_is_built_in() -> None:
    assert syllabus_codes() == ("collective-impact",)


@pytest.mark.covers("G3", "F-TRN-1")
def test_series_has_its_six_parts_in_order(syllabus: Syllabus) -> None:
    assert [part.id for part in syllabus.parts] == ["basics", "design", "skills", "pitfalls", "assessment", "plan"]


def test_series_fits_into_a_single_session_of_four_to_five_hours(syllabus: Syllabus) -> None:
    assert 240 <= sum(part.minutes for part in syllabus.parts) <= 300


def test_every_part_teaches_a_concept(syllabus: Syllabus) -> None:
    assert {concept.part for concept in syllabus.concepts} == {part.id for part in syllabus.parts}


@pytest.mark.covers("F-TRN-4")
def test_sixty_questions_or_more_stand_in_two_forms_of_one_length(syllabus: Syllabus) -> None:
    numbers = Counter(question.form for question in syllabus.questions)
    assert sum(numbers.values()) >= 60
    assert numbers["A"] == numbers["B"]


def test_forms_match_concept_by_concept(syllabus: Syllabus) -> None:
    for concept in syllabus.concepts:
        first, second = (syllabus.of_concept(concept.id, form) for form in FORMS)
        assert [one.twin for one in first] == [one.id for one in second]
        assert len(first) + len(second) >= 4


def test_no_question_is_asked_twice(syllabus: Syllabus) -> None:
    for language in LANGUAGES:
        words = [question.text.in_language(language) for question in syllabus.questions]
        assert len(set(words)) == len(words)


def test_every_wrong_answer_names_a_misconception_and_every_misconception_is_offered(syllabus: Syllabus) -> None:
    offered = {answer.misconception for question in syllabus.questions for answer in question.answers} - {""}
    assert offered == {belief.id for belief in syllabus.misconceptions}


def test_wrong_answers_of_a_question_differ_in_what_they_believe(syllabus: Syllabus) -> None:
    for question in syllabus.questions:
        beliefs = [answer.misconception for answer in question.answers if not answer.is_right]
        assert len(set(beliefs)) == 3, question.id


def test_right_answer_stands_in_each_place_equally_often(syllabus: Syllabus) -> None:
    for form in FORMS:
        places = Counter(question.right.id for question in syllabus.questions if question.form == form)
        assert max(places.values()) - min(places.values()) <= 2


def is_longest(question: Question, language: str) -> bool:
    lengths = {answer.id: len(answer.text.in_language(language)) for answer in question.answers}
    return max(lengths, key=lengths.__getitem__) == question.right.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_choosing_the_longest_answer_is_no_better_than_chance(syllabus: Syllabus, language: str) -> None:
    longest = sum(is_longest(question, language) for question in syllabus.questions)
    assert longest <= len(syllabus.questions) / 4


def is_shortest(question: Question, language: str) -> bool:
    lengths = {answer.id: len(answer.text.in_language(language)) for answer in question.answers}
    return min(lengths, key=lengths.__getitem__) == question.right.id


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stands_out", [is_longest, is_shortest])
def test_answer_that_stands_out_by_its_length_is_often_enough_the_right_one(
    syllabus: Syllabus, language: str, stands_out: Callable[[Question, str], bool]
) -> None:
    assert sum(stands_out(question, language) for question in syllabus.questions) >= len(syllabus.questions) / 8


#: Words by which people who know nothing tell wrong answers: reasons given at once, and claims without exception.
GIVEAWAYS = {
    "en": r"\b(because|since|all|always|never|nothing|only|nobody|everybody|every|none|at once|so that|alone)\b",
    "es": r"\b(porque|tod[oa]s?|siempre|nunca|nada|sol[oa]|nadie|ning\w+|para que)\b",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_going_by_the_words_that_give_wrong_answers_away_helps_little(syllabus: Syllabus, language: str) -> None:
    points = 0.0
    for question in syllabus.questions:
        plain = [
            answer
            for answer in question.answers
            if re.search(GIVEAWAYS[language], answer.text.in_language(language), re.IGNORECASE) is None
        ]
        points += (question.right in plain) / len(plain) if plain else 1 / len(question.answers)
    assert points <= len(syllabus.questions) / 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_answers_of_a_question_say_nearly_the_same(syllabus: Syllabus, language: str) -> None:
    for question in syllabus.questions:
        for one, other in combinations([answer.text.in_language(language) for answer in question.answers], 2):
            assert SequenceMatcher(None, one, other).ratio() < 2 / 3, question.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_are_short_and_answers_are_shorter(syllabus: Syllabus, language: str) -> None:
    for question in syllabus.questions:
        assert len(question.text.in_language(language).split()) <= 32, question.id
        for answer in question.answers:
            assert len(answer.text.in_language(language).split()) <= 20, (question.id, answer.id)


def test_nothing_in_spanish_repeats_the_english(syllabus: Syllabus) -> None:
    texts = [question.text for question in syllabus.questions]
    texts += [answer.text for question in syllabus.questions for answer in question.answers]
    texts += [question.explanation for question in syllabus.questions]
    texts += [one.title for one in (*syllabus.parts, *syllabus.concepts, *syllabus.misconceptions, *syllabus.cases)]
    texts += [one.text for one in (*syllabus.concepts, *syllabus.cases, *syllabus.prompts)]
    assert [text.en for text in texts if text.en == text.es] == []


def test_spanish_says_usted_and_organization(syllabus: Syllabus) -> None:
    words = [question.text.es for question in syllabus.questions]
    words += [text.es for part in syllabus.parts for text in (part.intro, part.notes)]
    words += [ask.es for case in syllabus.cases for ask in case.asks]
    assert [line for line in words if re.search(r"\b(tú|tienes|puedes|vosotros|tu organización|socios?)\b", line)] == []


@pytest.mark.covers("G4", "F-TRN-7")
def test_cases_of_success_and_of_stall_are_equally_many_and_serve_every_part(syllabus: Syllabus) -> None:
    kinds = Counter(case.kind for case in syllabus.cases)
    assert kinds["success"] == kinds["stall"] >= 3
    assert {part for case in syllabus.cases for part in case.parts} == {part.id for part in syllabus.parts}


@pytest.mark.covers("G5")
def test_every_part_has_a_question_to_oneself(syllabus: Syllabus) -> None:
    assert {prompt.part for prompt in syllabus.prompts} == {part.id for part in syllabus.parts}


@pytest.mark.parametrize(
    ("asked", "concepts"),
    [
        (r"credit|whose success|wins a prize", {"share"}),
        (r"\bby 20\d\d\b", {"goal"}),
        (r"by a named day|By [A-Z][a-z]+ \d", {"work-plan"}),
        (r"runs? \w+ strategies|has \w+ strategies", {"evolve"}),
        (r"opens a (job )?center", {"lane"}),
        (r"hours of meetings", {"prize"}),
        (r"speaker is ill", {"openings"}),
    ],
)
def test_fact_is_asked_under_one_concept(syllabus: Syllabus, asked: str, concepts: set[str]) -> None:
    found = {one.concept for one in syllabus.questions if re.search(asked, f"{one.text.en} {one.right.text.en}")}
    assert found == concepts


@pytest.mark.parametrize("language", LANGUAGES)
def test_right_answers_and_explanations_differ_from_question_to_question(syllabus: Syllabus, language: str) -> None:
    for one, other in combinations(syllabus.questions, 2):
        for first, second in ((one.right.text, other.right.text), (one.explanation, other.explanation)):
            words = first.in_language(language), second.in_language(language)
            assert SequenceMatcher(None, *words).ratio() < 0.7, (one.id, other.id)


@pytest.mark.covers("F-TRN-1", "F-SKL-6", "F-SKL-7", "F-SKL-8", "F-PIT-5", "F-CAP-2", "F-CAP-6")
def test_every_part_after_the_first_has_two_concepts_or_more(syllabus: Syllabus) -> None:
    numbers = Counter(concept.part for concept in syllabus.concepts)
    assert dict(numbers) == {"basics": 7, "design": 3, "skills": 3, "pitfalls": 3, "assessment": 2, "plan": 2}


@pytest.mark.covers("F-TRN-1")
def test_first_part_speaks_of_other_places_and_of_helpers_across_the_country(syllabus: Syllabus) -> None:
    taught = syllabus.concepts[0].teach
    assert [line.split(":")[0] for line in taught.en.splitlines() if line.startswith("Wh")] == [
        "Where it is done", "Who helps across the country",
    ]  # fmt: skip
    assert [line.split(":")[0] for line in taught.es.splitlines() if line.startswith(("Dónde", "Quién"))] == [
        "Dónde se hace", "Quién ayuda en el país",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "words"), [("en", ("?", "Example", "Do (")), ("es", ("¿", "Ejemplo", "Actividad ("))]
)
def test_every_concept_has_something_to_ask_an_example_and_something_to_do(
    syllabus: Syllabus, language: str, words: tuple[str, ...]
) -> None:
    for concept in syllabus.concepts:
        taught = concept.teach.in_language(language)
        assert [word for word in words if word not in taught] == [], concept.id
        assert all(len(line.split()) <= 40 for line in taught.splitlines()), concept.id


def test_notes_name_no_number_of_cases_and_no_page_that_is_not_there(syllabus: Syllabus) -> None:
    notes = " ".join(part.notes.en + part.notes.es for part in syllabus.parts)
    assert re.findall(r"(?:two|three|four|dos|tres|cuatro)(?: stalled)? (?:cases|casos)", notes) == []
    assert "A roundtable takes them on phones" in notes
