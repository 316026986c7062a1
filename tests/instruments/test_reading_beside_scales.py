"""What a reading says beside its scales: what is right, why something is not there, what changed with many."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils.translation import override

from commonweal.governance.visibility import Visibility
from commonweal.instruments import operations
from commonweal.instruments.models import Invitation, Survey
from commonweal.instruments.queries.answers import Answers, keys_of
from commonweal.instruments.queries.asking import Asking
from commonweal.instruments.queries.results import results_from, results_of
from commonweal.instruments.queries.since_last import moved_between
from commonweal.instruments.queries.surveys import earlier
from commonweal.instruments.reading_words import response, view_words
from commonweal.people.models import Person
from tests.cast import NOW
from tests.instruments.conftest import answers_to, asking_of, send


def test_reading_of_a_knowledge_check_tells_what_is_right_and_what_to_take_up_again(
    ask: Callable[..., Survey], twenty: list[Person], analyst: Person, signed_in: Any
) -> None:
    """Six of twenty know what it is and all know whose work it is."""
    survey = ask(code="basics-check", form="A")
    for number, one in enumerate(twenty):
        told = {"difference-a": "staff" if number < 6 else "grant", "backbone-a": "table"}
        send(survey, one, answers_to(survey) | told)
    operations.close_survey(by=analyst, survey=survey, at=NOW)
    page = signed_in(analyst).get(f"/desk/fork/surveys/{survey.pk}/reading/")
    read = results_of(analyst, Survey.objects.get(pk=survey.pk), NOW)
    asked = "What sets collective impact apart from ordinary cooperation?"
    assert {one.item.id: one.right for one in read.checked if one.item.id in ("difference-a", "backbone-a")} == {
        "difference-a": 6,
        "backbone-a": 20,
    }
    assert dict(page.context["to_take_up_again"])[asked] == (
        "Take this up again: right are 30% (6 of 20). It has staff of its own, a structured process and a shared goal. "
        "70% (14 of 20) chose “It has a larger grant”. Money is taken for its nature."
    )
    shown = page.content.decode()
    assert ("Staff and a structured process hold it together (right)" in shown, "No answer is low" in shown) == (
        True,
        False,
    )


def test_second_form_of_a_check_tells_how_many_more_are_right_person_by_person(
    ask: Callable[..., Survey], twenty: list[Person], analyst: Person, signed_in: Any
) -> None:
    """Eight people under codes: one of form A is right, then all of form B."""
    for form, at in (("A", NOW), ("B", NOW + timedelta(days=1))):
        survey = ask(code="basics-check", form=form, mode="pseudonymous")
        Survey.objects.filter(pk=survey.pk).update(opened_at=at)
        right = {item.id: item.correct[0] for item in survey.questions.items}
        wrong = {item.id: next(o.id for o in item.options if not o.correct) for item in survey.questions.items}
        first = next(iter(right))
        for number, one in enumerate(twenty[:8]):
            given = right if form == "B" and number else wrong | {first: right[first]}
            operations.send_answers(
                by=None, asking=asking_of(survey, one), answers=given, code=f"ma/{number:02}/on", at=NOW
            )
        operations.close_survey(by=analyst, survey=survey, at=at)
    page = signed_in(analyst).get(f"/desk/fork/surveys/{survey.pk}/reading/")
    assert page.context["moved"] == [
        "Right answers rose by 4.4 points on average, likely between 2.9 and 5.9. "
        "8 people are compared with what they said then."
    ]


@pytest.mark.parametrize("page", ["", "reading/", "plan/", "publish/", "answers.zip"])
def test_questions_without_sections_have_every_page(
    ask: Callable[..., Survey], twenty: list[Person], analyst: Person, signed_in: Any, page: str
) -> None:
    survey = ask(code="familiarity")
    for one in twenty[:6]:
        send(survey, one)
    operations.close_survey(by=analyst, survey=survey, at=NOW)
    found = signed_in(analyst).get(f"/desk/fork/surveys/{survey.pk}/{page}")
    assert (found.status_code, survey.questions.sections) == (200, ())


def test_questions_without_a_scale_say_what_was_chosen_most_and_promise_no_advice(
    ask: Callable[..., Survey], twenty: list[Person], analyst: Person, signed_in: Any
) -> None:
    survey = ask(code="familiarity")
    for number, one in enumerate(twenty[:6]):
        options = survey.questions.items[0].options
        send(survey, one, {survey.questions.items[0].id: options[number > 4].id})
    operations.close_survey(by=analyst, survey=survey, at=NOW)
    page = signed_in(analyst).get(f"/desk/fork/surveys/{survey.pk}/reading/")
    assert page.context["standing_out"] == [
        "“How familiar are you with collective impact?” Most often: “Not at all: it is new to me”, 5 of 6."
    ]
    told = page.content.decode()
    assert ["These questions bring no advice." in told, "No answer is low" in told, "Alpha" in told] == [
        True,
        False,
        False,
    ]


def test_page_says_why_no_groups_are_told_apart(
    ask: Callable[..., Survey], twenty: list[Person], analyst: Person, signed_in: Any
) -> None:
    survey = ask(splits=["residents", "agencies"])
    for one in twenty[:12]:
        send(survey, one)
    operations.close_survey(by=analyst, survey=survey, at=NOW)
    page = signed_in(analyst).get(f"/desk/fork/surveys/{survey.pk}/reading/").content.decode()
    assert "No groups are told apart: of one, or of all others, fewer than 5 answered by link." in page


def test_survey_by_code_is_not_the_one_before_a_survey_by_name(ask: Callable[..., Survey], analyst: Person) -> None:
    """Whoever was in a room is another audience than the group that was asked."""
    for in_room in (False, True):
        operations.close_survey(by=analyst, survey=ask(in_room=in_room), at=NOW)
    later = ask()
    Survey.objects.filter(pk=later.pk).update(opened_at=NOW + timedelta(days=1))
    found = earlier(Survey.objects.get(pk=later.pk))
    assert found is not None
    assert not found.is_open_in_room


def test_few_people_are_told_in_numbers_in_both_languages(
    ask: Callable[..., Survey], twenty: list[Person], analyst: Person
) -> None:
    survey = ask(code="readiness", mode="named")
    Invitation.objects.filter(survey=survey, person__in=twenty[12:]).delete()
    send(survey, twenty[0])
    survey = operations.close_survey(by=analyst, survey=survey, at=NOW)
    told = {}
    for language in ("en", "es"):
        with override(language):
            told[language] = response(results_of(analyst, survey, NOW))
    assert told["en"].startswith("1 of 12 who were asked answered.")
    assert told["es"].startswith("Respondió 1 de 12 personas a quienes se preguntó.")


def test_figures_of_fewer_than_answered_say_so(
    ask: Callable[..., Survey], twenty: list[Person], analyst: Person
) -> None:
    """One by link is deleted at the close; six on paper are kept."""
    survey = ask(code="readiness")
    send(survey, twenty[0])
    for number in range(6):
        operations.type_in(by=analyst, survey=survey, answers=answers_to(survey), once=f"{number}", at=NOW)
    survey = operations.close_survey(by=analyst, survey=survey, at=NOW)
    told = response(results_of(analyst, survey, NOW))
    assert told.endswith("of those asked answered. The figures are of 6 of them; the other sheets were deleted.")


# ---- Many people ----------------------------------------------------------------------------------


def made_up(survey: Survey, points: Sequence[int], codes: Sequence[str] = ()) -> Answers:
    """So many sheets, each with one point on every scale."""
    instrument, rows = Asking(survey).instrument, len(points)
    on_scales = {item.id: item.reverse for item in instrument.items if item.kind == "scale"}
    columns = {
        key: tuple(6 - point if on_scales[key] else point for point in points) if key in on_scales else (None,) * rows
        for key in keys_of(instrument)
    }
    return Answers(
        survey=survey, instrument=instrument, columns=columns, groups=("",) * rows, n_invited=40, n_answered=rows,
        asked={item.id: (True,) * rows for item in instrument.items}, codes=tuple(codes) or ("",) * rows,
        names=("",) * rows, organisations=(None,) * rows,
    )  # fmt: skip


def test_from_thirty_people_on_alpha_is_told_with_its_interval(survey: Survey) -> None:
    answers = made_up(survey, [1 + row % 5 for row in range(36)])
    noisy = {key: tuple(column) for key, column in answers.columns.items()}
    scale = next(one for one in answers.instrument.scales if len(answers.instrument.items_of(one.id)) > 1)
    first = answers.instrument.items_of(scale.id)[0].id
    noisy[first] = tuple(1 + (row * 2) % 5 for row in range(36))
    found = next(one for one in results_from(replace(answers, columns=noisy)).scales if one.scale.id == scale.id).alpha
    assert found is not None
    assert found.n == 36
    assert found.low is not None
    assert found.value is not None
    assert found.high is not None
    assert found.low < found.value < found.high


def test_same_codes_are_compared_person_by_person(survey: Survey) -> None:
    codes = [f"code{number}" for number in range(12)]
    then, now = made_up(survey, [1, 2, 3] * 4, codes), made_up(survey, ([2, 3, 4] * 4)[::-1], codes[::-1])
    found = moved_between(then, now, then.instrument.scales[0])
    assert found is not None
    assert (found.pairs, found.change) == (12, 1.0)


@pytest.mark.parametrize(("left_over", "pairs"), [(0, 12), (1, 7), (4, 7), (5, 12), (9, 12)])
def test_some_pairs_join_the_few_left_over_who_would_follow_from_all_pairs(
    survey: Survey, left_over: int, pairs: int
) -> None:
    """Twelve answered both times, and some the first time only."""
    codes = [f"code{number}" for number in range(12)]
    gone = [f"gone{number}" for number in range(left_over)]
    then = made_up(survey, [1, 2, 3] * 4 + [5] * left_over, [*codes, *gone])
    found = moved_between(then, made_up(survey, [2, 3, 4] * 4, codes), then.instrument.scales[0])
    assert found is not None
    assert (found.pairs, found.change) == (pairs, 1.0)


def test_one_respondent_is_read_by_who_runs_the_survey_and_is_nobodys_group(
    ask: Callable[..., Survey], twenty: list[Person], analyst: Person, signed_in: Any
) -> None:
    survey = ask(code="readiness", mode="named")
    send(survey, twenty[0])
    closed = operations.close_survey(by=analyst, survey=survey, at=NOW)
    results = results_of(analyst, closed, NOW)
    assert {view_words(one) for one in results.scales} == {"One answer is no group’s view"}
    assert ([one.gate for one in results.scales], results.gaps, results.apart) == ([None, None, None], (), ())
    address = f"/desk/fork/surveys/{survey.pk}/reading/"
    pages = [signed_in(who).get(address) for who in (analyst, twenty[1])]
    assert [page.status_code for page in pages] == [200, 200]
    assert pages[1].context["results"].answers.is_withheld
    assert [page.context["visibility"] for page in pages] == [Visibility.PRIVATE, Visibility.PRIVATE]
    survey_page = address.removesuffix("reading/")
    told = [signed_in(who).get(survey_page).content.decode() for who in (analyst, twenty[1])]
    assert ["Only those who run this survey read their answers." in page for page in told] == [True, False]
    assert [address in page for page in told] == [True, False]
