"""Comments are read by whoever runs the survey, given codes, and counted by code."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from commonweal.instruments import operations
from commonweal.instruments.models import CommentCode, Survey
from commonweal.instruments.operations.comments import code_comments
from commonweal.instruments.queries.answers import answers_of
from commonweal.instruments.queries.comments import coded, comments_of, key_of
from commonweal.people.models import Person
from tests.cast import NOW
from tests.instruments.conftest import answers_to, send
from tests.instruments.test_reading import favourable


@pytest.fixture
def commented(ask: Callable[..., Survey], twenty: list[Person], analyst: Person) -> Callable[..., Survey]:
    """So many write something; the first two write the same."""

    def build(people: int = 8) -> Survey:
        survey = ask(code="readiness")
        texts = [item.id for item in _items(survey) if item.kind == "text"]
        for number, one in enumerate(twenty):
            said = {key: f"Words {max(number, 1)} to {key}" for key in texts} if number < people else {}
            send(survey, one, favourable(survey, 3) | said)
        return operations.close_survey(by=analyst, survey=survey, at=NOW)

    return build


def _items(survey: Survey) -> Any:
    from commonweal.instruments.queries.asking import Asking

    return Asking(survey).instrument.items


def first_text(survey: Survey) -> str:
    return next(item.id for item in _items(survey) if item.kind == "text")


@pytest.mark.covers("A5")
def test_codes_are_counted_and_the_same_words_are_one_comment(
    commented: Callable[..., Survey], analyst: Person
) -> None:
    survey = commented()
    item = first_text(survey)
    shown = comments_of(analyst, survey, item, NOW)
    assert sorted((one.text, one.n) for one in shown.comments)[0] == (f"Words 1 to {item}", 2)
    codes = {key_of(f"Words 1 to {item}"): [" Money ", "money"], key_of(f"Words 2 to {item}"): ["time", "money"]}
    code_comments(by=analyst, survey=survey, item=item, codes=codes, at=NOW)
    assert coded(answers_of(analyst, survey, NOW))[item] == [("money", 3), ("time", 1)]


def test_codes_that_are_given_again_replace_those_before(commented: Callable[..., Survey], analyst: Person) -> None:
    survey = commented()
    item = first_text(survey)
    key = key_of(f"Words 2 to {item}")
    for given in (["money", "time"], ["trust"]):
        code_comments(by=analyst, survey=survey, item=item, codes={key: given}, at=NOW)
    assert list(CommentCode.objects.values_list("code", flat=True)) == ["trust"]


def test_order_of_comments_ties_no_two_questions_together(commented: Callable[..., Survey], analyst: Person) -> None:
    survey = commented()
    texts = [item.id for item in _items(survey) if item.kind == "text"][:2]
    orders = [
        [one.text.removesuffix(f" to {item}") for one in comments_of(analyst, survey, item, NOW).comments]
        for item in texts
    ]
    assert orders[0] != orders[1]
    assert sorted(orders[0]) == sorted(orders[1])


def test_fewer_comments_than_the_floor_are_not_shown(
    commented: Callable[..., Survey], analyst: Person, signed_in: Any
) -> None:
    survey = commented(4)
    shown = comments_of(analyst, survey, "", NOW)
    assert (shown.is_hidden, shown.comments) == (True, ())
    page = signed_in(analyst).get(f"/desk/fork/surveys/{survey.pk}/comments/").content.decode()
    assert "Fewer than 5 people wrote something, so nothing is shown." in page
    assert ("Words 2" in page, "fewer than 5 comments" in page, "4 comments" in page) == (False, True, False)
    assert coded(answers_of(analyst, survey, NOW)) == {}


def test_members_see_counts_and_not_the_comments(
    commented: Callable[..., Survey], analyst: Person, twenty: list[Person], signed_in: Any
) -> None:
    survey = commented()
    item = first_text(survey)
    key = key_of(f"Words 2 to {item}")
    signed_in(analyst).post(f"/desk/fork/surveys/{survey.pk}/comments/?question={item}", {key: "money, time"})
    member = signed_in(twenty[3])
    assert member.get(f"/desk/fork/surveys/{survey.pk}/comments/").status_code == 404
    page = member.get(f"/desk/fork/surveys/{survey.pk}/reading/").content.decode()
    assert '<li>money <span class="meta">1</span></li>' in page
    assert "Words 2" not in page
    with pytest.raises(PermissionDenied):
        code_comments(by=twenty[3], survey=survey, item=item, codes={key: ["mine"]}, at=NOW)


def test_open_anonymous_survey_has_no_comments_to_read(
    ask: Callable[..., Survey], twenty: list[Person], analyst: Person
) -> None:
    survey = ask(code="readiness")
    send(survey, twenty[0], answers_to(survey, 3) | {first_text(survey): "Too soon"})
    with pytest.raises(Http404):
        comments_of(analyst, survey, "", NOW)
    with pytest.raises(PermissionDenied):
        code_comments(by=analyst, survey=survey, item="x", codes={}, at=NOW)


@pytest.mark.parametrize("codes", [["x" * 61], list("abcdefghi")], ids=["long", "many"])
def test_codes_that_are_too_long_or_too_many_are_refused_and_kept_in_the_form(
    commented: Callable[..., Survey], analyst: Person, signed_in: Any, codes: list[str]
) -> None:
    survey = commented()
    item = first_text(survey)
    key = key_of(f"Words 2 to {item}")
    with pytest.raises(ValidationError):
        code_comments(by=analyst, survey=survey, item=item, codes={key: codes}, at=NOW)
    sent = ", ".join(codes)
    came = signed_in(analyst).post(f"/desk/fork/surveys/{survey.pk}/comments/?question={item}", {key: sent})
    assert came.status_code == 422
    assert f'value="{sent}"' in came.content.decode()
    assert not CommentCode.objects.exists()
