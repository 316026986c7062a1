"""The door asks of a summary what it asks of figures: nothing below the floor, nothing left to take away."""

from copy import deepcopy
from datetime import datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404

from commonweal.governance.models import Initiative
from commonweal.people.models import Person
from commonweal.publication import operations, queries
from commonweal.publication.answers import ComesTooClose, check_answers
from commonweal.publication.content import NotPublishable
from commonweal.publication.models import Publication
from tests.publication.test_release import release as release_figures

FIRST, SECOND = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"
BOTH = {"en": "Said", "es": "Dicho"}


def question(*counts: int, code: str = "q", **groups: tuple[int, ...]) -> dict[str, Any]:
    return {
        "id": code,
        "text": BOTH,
        "points": {lang: [str(n) for n in range(1, len(counts) + 1)] for lang in ("en", "es")},
        "counts": list(counts),
        "groups": [{"code": group, "counts": list(of)} for group, of in groups.items()],
    }


def summary(*questions: dict[str, Any], survey: str = FIRST, **more: Any) -> dict[str, Any]:
    points = questions[0]["points"] if questions else {}
    scale = {"id": "s", "title": BOTH, "finding": BOTH, "points": points, "questions": list(questions)}
    about = dict.fromkeys(("title", "purpose", "audience", "mode", "response"), BOTH)
    return {
        "format": 1, "kind": "answers", "initiative": {"slug": "fork", "name": "Fork County Thrives"},
        "survey": {
            "key": survey, "instrument": "readiness", "version": "1", "closed_on": "2026-03-04", "floor": 5, **about
        },
        "groups": [{"code": code, "name": BOTH} for code in ("agencies", "residents")],
        "scales": [scale] if questions else [], "choices": [], "numbers": [], "comments": [], "gaps": None,
        "methods": [], **more,
    }  # fmt: skip


def release(by: Person, initiative: Initiative, content: dict[str, Any], at: datetime) -> Publication:
    return operations.release(by=by, initiative=initiative, content=content, changes_en="Said", changes_es="", at=at)


WHOLE = summary(question(4, 8, 8))


def test_figures_and_answers_share_one_row_of_numbers_and_are_told_apart(
    analyst: Person, initiative: Initiative, at: datetime
) -> None:
    figures = release_figures(analyst, initiative, at)
    answers = release(analyst, initiative, WHOLE, at)
    assert (figures.number, answers.number, answers.tells_answers) == (1, 2, True)
    assert queries.latest(initiative) == figures
    assert list(queries.releases(initiative)) == [figures]
    assert queries.content_of(answers) == WHOLE
    assert [one["measures"] != [] for one in queries.ever_read(initiative)] == [True]


def test_summary_never_changes_in_the_database_and_nor_does_whose_it_is(
    analyst: Person, initiative: Initiative, at: datetime
) -> None:
    made = release(analyst, initiative, WHOLE, at)
    for column in ("content", "survey"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE publication_publication SET {column} = '9' WHERE id = %s", [made.pk])  # noqa: S608


def test_withdrawn_summary_is_read_no_more_and_figures_stand(
    analyst: Person, initiative: Initiative, at: datetime
) -> None:
    figures, made = release_figures(analyst, initiative, at), release(analyst, initiative, WHOLE, at)
    gone = operations.withdraw(by=analyst, publication=made, reason_en="Named wrongly.", reason_es="", at=at)
    with pytest.raises(Http404):
        queries.content_of(gone)
    assert queries.latest(initiative) == figures


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (summary(question(1, 1, 2)), "4 people, which is below 5"),
        (summary(question(4, 8, 8, agencies=(1, 1, 2))), "agencies: 4 people"),
        (summary(question(4, 8, 8, agencies=(4, 6, 6))), "rest: 4 people"),
        (summary(question(4, 8, 8, agencies=(0, 9, 8))), "more than all"),
        (summary(numbers=[{"id": "n", "text": BOTH, "n": 3, "median": 2}]), "Fewer than 5 people answered n"),
        (summary(comments=[{"id": "c", "text": BOTH, "n": 2, "about": [], "words": ["a"]}]), "answered c"),
        (summary(question(4, 8, 8), survey=SECOND) | {"initiative": {"slug": "other"}}, "the answers of other"),
        (summary(), "Nothing was chosen"),
        ({key: part for key, part in WHOLE.items() if key != "comments"}, "absent"),
    ],
)
def test_what_tells_of_few_or_is_not_whole_stays_in(content: dict[str, Any], why: str) -> None:
    with pytest.raises(NotPublishable, match=why):
        check_answers(content, [], slug="fork")


def test_floor_of_a_survey_may_be_higher_and_is_never_lower() -> None:
    content = summary(question(1, 1, 2))
    content["survey"]["floor"] = 1
    with pytest.raises(NotPublishable, match="below 5"):
        check_answers(content, [], slug="fork")
    larger = summary(question(4, 8, 8))
    larger["survey"]["floor"] = 21
    with pytest.raises(NotPublishable, match="below 21"):
        check_answers(larger, [], slug="fork")


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(summary(question(4, 8, 7)), id="one was erased since"),
        pytest.param(summary(question(5, 8, 8)), id="one came late"),
        pytest.param(summary(question(4, 8, 9), survey=SECOND), id="the next survey has one person more"),
        pytest.param(summary(question(4, 5, 7), survey=SECOND), id="the next survey has four fewer"),
    ],
)
def test_few_people_are_in_no_difference_of_two_summaries(later: dict[str, Any]) -> None:
    with pytest.raises(ComesTooClose):
        check_answers(later, [WHOLE], slug="fork")


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(deepcopy(WHOLE), id="the same once more"),
        pytest.param(summary(question(6, 5, 9), survey=SECOND), id="people think otherwise by now"),
        pytest.param(summary(question(6, 10, 10), survey=SECOND), id="six more people"),
        pytest.param(summary(question(4, 8, 8, agencies=(2, 4, 4))), id="groups beside the whole"),
    ],
)
def test_what_leaves_nobody_to_be_found_goes_out(later: dict[str, Any]) -> None:
    check_answers(later, [WHOLE], slug="fork")


@pytest.mark.parametrize(
    ("agencies", "who"), [((0, 10, 0), "agencies"), ((10, 0, 0), "agencies"), ((5, 10, 10), "rest")]
)
def test_group_that_stands_on_one_side_is_refused_and_so_is_one_that_is_left_over(
    agencies: tuple[int, ...], who: str
) -> None:
    with pytest.raises(NotPublishable, match=f"q .?{who}: all of the group stand on one side"):
        check_answers(summary(question(10, 10, 10, agencies=agencies)), [], slug="fork")


def test_groups_that_were_told_at_different_times_are_known_together() -> None:
    first = summary(question(10, 10, 4, agencies=(4, 4, 2)))
    then = summary(question(10, 10, 4, residents=(4, 4, 2)))
    with pytest.raises(ComesTooClose):
        check_answers(then, [first], slug="fork")


def test_each_answer_of_several_that_may_be_ticked_is_held_against_what_was_public() -> None:
    def choices(n: int, ticked: int) -> dict[str, Any]:
        answers = [{"code": "a", "text": BOTH, "n": ticked}, {"code": "b", "text": BOTH, "n": n}]
        return summary(choices=[{"id": "c", "text": BOTH, "n": n, "answers": answers}])

    with pytest.raises(ComesTooClose):
        check_answers(choices(20, 11), [choices(21, 12)], slug="fork")
