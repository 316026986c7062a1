"""One page a survey: what stands out, who is apart, what changed, and what may not be told."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.http import Http404

from commonweal.engines.rates.proportions import wilson, wilson_of_population
from commonweal.governance.models import Seat
from commonweal.instruments import operations
from commonweal.instruments.models import Sheet, Survey
from commonweal.instruments.queries.answers import answers_of
from commonweal.instruments.queries.asking import Asking
from commonweal.instruments.queries.results import Chosen, Results, results_of
from commonweal.instruments.queries.since_last import since_last
from commonweal.instruments.reading_words import likely_words, moved_words, standing_out, view_words
from commonweal.people.models import Person
from tests.cast import NOW
from tests.instruments.conftest import IN_AGENCIES, answers_to, send

IMMEDIATE = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
TALK = "champions-speak"


@pytest.fixture
def answered(ask: Callable[..., Survey], twenty: list[Person], analyst: Person) -> Callable[..., Survey]:
    """Readiness, answered by agencies with 4 and residents with 2 on one question but for one of each, and closed."""

    def build(people: int = 20, *, agencies: int = 4, residents: int = 2, **more: Any) -> Survey:
        survey = ask(code="readiness", splits=["residents", "agencies"], **more)
        for number, one in enumerate(twenty[:people]):
            point = agencies if number < IN_AGENCIES else residents
            point = 3 if number in (0, IN_AGENCIES) else point
            send(survey, one, favourable(survey, 3) | {TALK: point})
        return operations.close_survey(by=analyst, survey=survey, at=NOW)

    return build


@pytest.fixture
def read(answered: Callable[..., Survey], analyst: Person) -> Results:
    return results_of(analyst, answered(), NOW)


def favourable(survey: Survey, point: int) -> dict[str, Any]:
    """The same point for what is good, whichever way a question is put."""
    items = Asking(survey).instrument.items
    return answers_to(survey, point) | {item.id: 6 - point for item in items if item.reverse}


def question(results: Results, item: str) -> Any:
    return next(one for one in results.items if one.item.id == item)


@pytest.mark.covers("A5", "F-PRE-1")
def test_each_scale_has_its_middle_its_agreement_and_its_gate(read: Results) -> None:
    found = {one.scale.id: one for one in read.scales}
    assert list(found) == ["champions", "urgency", "resources"]
    urgency = found["urgency"]
    assert urgency.spread is not None
    assert (urgency.spread.n, urgency.spread.median, urgency.gate) == (20, 3.0, "cultivate")
    assert urgency.is_group_view


def test_alpha_stays_away_below_thirty_people(read: Results) -> None:
    assert [one.alpha for one in read.scales] == [None] * 3


@pytest.mark.covers("H1")
def test_gap_between_residents_and_agencies_comes_first(read: Results) -> None:
    assert read.pair == ("residents", "agencies")
    gap = read.gaps[0]
    assert (gap.answers.item.id, gap.counts, gap.is_clear) == (TALK, ((0, 11), (8, 9)), True)
    assert standing_out(read, None)[0] == (
        "Residents and public agencies differ most on “How often do they speak about it in public?”: "
        "0 of 11 against 8 of 9 are on the high side."
    )


def test_groups_that_stand_alike_have_no_clear_gap(answered: Callable[..., Survey], analyst: Person) -> None:
    read = results_of(analyst, answered(agencies=3, residents=3), NOW)
    assert [gap for gap in read.gaps if gap.is_clear] == []
    assert standing_out(read, None)[0] == (
        "Between residents and public agencies no gap is larger than chance could make it."
    )


def test_people_far_apart_are_found(read: Results) -> None:
    assert [one.item.id for one in read.apart] == [TALK]


def test_question_that_fewer_than_the_floor_answered_is_not_told(
    ask: Callable[..., Survey], twenty: list[Person], analyst: Person
) -> None:
    survey = ask(code="readiness")
    for number, one in enumerate(twenty):
        answers = answers_to(survey, 3)
        if number > 3:
            del answers[TALK]
        send(survey, one, answers)
    read = results_of(analyst, operations.close_survey(by=analyst, survey=survey, at=NOW), NOW)
    assert question(read, TALK).is_hidden
    assert not question(read, "champions-known").is_hidden


def test_groups_are_not_told_apart_where_one_could_be_worked_out(
    ask: Callable[..., Survey], twenty: list[Person], analyst: Person
) -> None:
    """Of nine agencies four answered: all less the residents would be those four."""
    survey = ask(code="readiness", splits=["residents", "agencies"])
    for number, one in enumerate(twenty):
        answers = answers_to(survey, 3 + number % 2)
        if 3 < number < IN_AGENCIES:
            del answers[TALK]
        send(survey, one, answers)
    read = results_of(analyst, operations.close_survey(by=analyst, survey=survey, at=NOW), NOW)
    assert question(read, TALK).groups == {}
    assert set(question(read, "champions-known").groups) == {"residents", "agencies"}


def test_question_on_which_a_group_stands_on_one_side_says_so_and_tells_none_apart(
    answered: Callable[..., Survey], twenty: list[Person], analyst: Person, signed_in: Any
) -> None:
    """Eight of nine on the high side are told; nine of nine would tell how each of them stands."""
    survey = answered()
    Sheet.objects.filter(survey=survey, respondents="agencies", **{f"answers__{TALK}": 3}).update(answers={TALK: 5})
    assert question(results_of(twenty[0], survey, NOW), TALK).groups == {}
    read = results_of(twenty[0], survey, NOW)
    assert [one.item.id for one in read.not_apart] == [TALK]
    page = signed_in(twenty[0]).get(f"/desk/fork/surveys/{survey.pk}/reading/").content.decode()
    assert ("too few answered, or all stood on one side" in page, "9 of 9" in page) == (True, False)
    assert "On 1 question no groups are told apart, so a large gap may lie there." in page
    which = page.partition("Which questions</summary>")[2].partition("</details>")[0]
    assert (which.count("<li>"), read.not_apart[0].item.text.en in unescape(which)) == (1, True)


@pytest.mark.parametrize("people", [0, 4])
def test_below_the_floor_nothing_is_told(
    answered: Callable[..., Survey], analyst: Person, signed_in: Any, people: int
) -> None:
    survey = answered(people)
    read = results_of(analyst, survey, NOW)
    assert [one.spread for one in read.scales] == [None] * 3
    page = signed_in(analyst).get(f"/desk/fork/surveys/{survey.pk}/reading/").content.decode()
    assert "What stands out" not in page
    assert ("Fewer than 5 people answered, so nothing is shown." in page) is (people == 4)


def test_disagreement_is_nobodys_view(ask: Callable[..., Survey], twenty: list[Person], analyst: Person) -> None:
    survey = ask(code="readiness")
    for number, one in enumerate(twenty):
        send(survey, one, favourable(survey, 1 + 4 * (number % 2)))
    survey = operations.close_survey(by=analyst, survey=survey, at=NOW)
    read = results_of(analyst, survey, NOW)
    assert [(one.agreement, one.is_group_view) for one in read.scales] == [(0.0, False)] * 3


@pytest.mark.parametrize(
    ("whole", "gate", "words"),
    [
        (4, None, "Too few answered all of its questions to tell a view of the group"),
        (5, "cultivate", "The group’s view: 3.0 of 5"),
    ],
)
def test_scale_that_few_answered_whole_has_no_verdict(
    ask: Callable[..., Survey], twenty: list[Person], analyst: Person, whole: int, gate: str | None, words: str
) -> None:
    """Seven have a score each, for most of its questions; how far people agree rests on those who answered all."""
    survey = ask(code="readiness")
    scale = next(one for one in Asking(survey).instrument.scales if one.id == "champions")
    left = Asking(survey).instrument.items_of(scale.id)[-1].id
    for number, one in enumerate(twenty[:7]):
        sheet = favourable(survey, 3)
        send(survey, one, sheet if number < whole else {key: value for key, value in sheet.items() if key != left})
    found = results_of(analyst, operations.close_survey(by=analyst, survey=survey, at=NOW), NOW).scales[0]
    assert found.spread is not None
    assert (found.spread.n, found.gate, view_words(found)) == (7, gate, words)


def test_pledge_counts_those_who_did_not_sign(
    ask: Callable[..., Survey], twenty: list[Person], analyst: Person
) -> None:
    survey = ask(code="participation-pledge", mode="named")
    signed = answers_to(survey)
    pledges = [item.id for item in Asking(survey).instrument.items if item.kind == "pledge"]
    for number, one in enumerate(twenty):
        send(survey, one, signed if number < 15 else {k: v for k, v in signed.items() if k not in pledges})
    read = results_of(analyst, operations.close_survey(by=analyst, survey=survey, at=NOW), NOW)
    found = next(one for one in read.choices if one.item.id == pledges[0])
    assert found.chosen is not None
    assert (found.chosen[0].k, found.n) == (15, 20)


@pytest.mark.parametrize(
    ("k", "n", "asked", "words"),
    [
        (8, 48, 51, "8 to 10 of 51"),
        (0, 48, 51, "0 to 1 of 51"),
        (7, 12, 12, "7 of 12"),
        (30, 60, 120, "49 to 71 of 120"),
        (7, 12, None, "32 to 81 of every 100"),
    ],
)
def test_likely_range_holds_to_what_is_known(k: int, n: int, asked: int | None, words: str) -> None:
    likely = wilson_of_population(k, n, asked) if asked else wilson(k, n)
    assert likely_words(Chosen(None, "yes", k, likely), n, asked) == words


# ---- Since the last time --------------------------------------------------------------------------


def test_change_since_the_last_survey_with_the_same_questions(
    answered: Callable[..., Survey], analyst: Person, ask: Callable[..., Survey], twenty: list[Person]
) -> None:
    first = answered()
    Survey.objects.filter(pk=first.pk).update(opened_at=NOW - timedelta(days=90))
    second = ask(code="readiness")
    for number, one in enumerate(twenty):
        send(second, one, favourable(second, 3 + 2 * (number % 4 > 0)))
    second = operations.close_survey(by=analyst, survey=second, at=NOW)
    found = since_last(analyst, answers_of(analyst, second, NOW), NOW)
    assert found is not None
    assert found.survey == first
    urgency = next(one for one in found.moved if one.scale.id == "urgency")
    assert (round(urgency.change, 2), urgency.is_clear, urgency.pairs) == (1.5, True, None)
    assert found.of_others
    assert moved_words(urgency) == "Urgency rose by 1.5 points on average, likely between 1.1 and 1.9."


def test_first_survey_has_nothing_before_it(answered: Callable[..., Survey], analyst: Person) -> None:
    assert since_last(analyst, answers_of(analyst, answered(), NOW), NOW) is None


# ---- The page -------------------------------------------------------------------------------------


@pytest.mark.covers("A5")
def test_page_has_a_table_for_each_picture(answered: Callable[..., Survey], signed_in: Any, analyst: Person) -> None:
    survey = answered()
    page = signed_in(analyst).get(f"/desk/fork/surveys/{survey.pk}/reading/").content.decode()
    assert "All 20 people who were asked answered." in page
    assert page.count('<figure class="panel">') == page.count("<summary>Show the numbers</summary>")
    assert page.index("Between residents and public agencies") < page.index("All questions")
    assert "Urgency: to cultivate." in page


def test_page_gives_no_percent_of_fewer_than_twenty(
    answered: Callable[..., Survey], signed_in: Any, analyst: Person
) -> None:
    survey = answered(12)
    page = signed_in(analyst).get(f"/desk/fork/surveys/{survey.pk}/reading/").content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert [line for line in main.splitlines() if "%" in line and "60% (12 of 20)" not in line] == []


def test_pictures_are_drawn_for_whoever_read(
    answered: Callable[..., Survey], signed_in: Any, analyst: Person, settings: Any, tmp_path: Any
) -> None:
    from commonweal.instruments.tasks import draw_reading

    settings.COMMONWEAL_HOME = tmp_path
    survey = answered()
    assert draw_reading.func(survey.pk, analyst.pk) == 2 * 2 * 4  # languages, widths, one gap and three scales
    page = signed_in(analyst).get(f"/desk/fork/surveys/{survey.pk}/reading/").content.decode()
    assert page.count('class="chart answerschart"') == 1 + 2 * 3
    assert "being drawn" not in page


def test_pictures_are_drawn_when_a_survey_is_closed(
    ask: Callable[..., Survey], twenty: list[Person], analyst: Person, settings: Any, tmp_path: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    settings.COMMONWEAL_HOME, settings.TASKS = tmp_path, IMMEDIATE
    survey = ask(code="meeting-pulse")
    for one in twenty:
        send(survey, one)
    with django_capture_on_commit_callbacks(execute=True):
        operations.close_survey(by=None, survey=survey, at=NOW)
    scales = len(results_of(analyst, Survey.objects.get(pk=survey.pk), NOW).scales)
    assert len(list((tmp_path / "charts").rglob("*.svg"))) == 2 * 2 * scales


# ---- Who must not ---------------------------------------------------------------------------------


def test_members_of_the_group_read_it_and_others_do_not(
    answered: Callable[..., Survey], signed_in: Any, twenty: list[Person], resident: Person, stranger: Person
) -> None:
    address = f"/desk/fork/surveys/{answered().pk}/reading/"
    assert signed_in(twenty[15]).get(address).status_code == 200
    assert signed_in(stranger).get(address).status_code == 404


def test_nobody_reads_an_open_anonymous_survey(
    ask: Callable[..., Survey], twenty: list[Person], analyst: Person, signed_in: Any
) -> None:
    survey = ask(code="readiness")
    for one in twenty:
        send(survey, one)
    with pytest.raises(Http404):
        results_of(analyst, survey, NOW)
    assert signed_in(analyst).get(f"/desk/fork/surveys/{survey.pk}/reading/").status_code == 404


def test_task_draws_nothing_for_whoever_may_not_read(answered: Callable[..., Survey], stranger: Person) -> None:
    from commonweal.instruments.tasks import draw_reading

    assert draw_reading.func(answered().pk, stranger.pk) == 0
    assert not Seat.objects.filter(person=stranger).exists()
