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
