"""What one person who left had answered: on no page, and in no difference between two of them."""

import csv
import io
from collections import Counter
from datetime import datetime

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation

from commonweal.people.models import Person
from commonweal.training import gain_words
from commonweal.training.models import Assessment, Attempt, Series
from commonweal.training.queries import results_of, understanding
from commonweal.training.queries.evaluation import number_in_files
from commonweal.training.queries.gains import gains_of
from commonweal.training.queries.kept import kept_of
from commonweal.training.queries.self_reports import since_of
from tests.training.cohorts import taught
from tests.training.conftest import asked_in

Rights = dict[str, int]


@pytest.fixture
def cohort(one_session: Series, at: datetime) -> Series:
    return taught(one_session, 14, at)


def without(series: Series, phase: str, *numbers: int) -> None:
    Attempt.objects.filter(
        assessment__series=series, assessment__phase=phase, participant__number__in=numbers
    ).delete()  # fmt: skip


def the_test(series: Series, phase: str) -> Assessment:
    return asked_in(series.sessions.get(), phase)


def taught_again(series: Series, phase: str, trainer: Person, at: datetime) -> Rights:
    """Right answers as the page on what to teach again counts them, a question with its twin."""
    results, rights = results_of(trainer, series, at), Counter[str]()
    for concept in understanding(trainer, the_test(series, phase), at).concepts:
        for one in concept.questions:
            rights[results.pair(one.question.id)] += one.right
    return dict(rights)


def learned(series: Series, phase: str, trainer: Person, at: datetime) -> Rights:
    """The same, as the page on what people learned tells it."""
    found = gains_of(results_of(trainer, series, at)).learning
    shares = {shift.item: shift.pre if phase == "pre" else shift.post for shift in found.items}
    return {item: round((share or 0) * found.n_pairs) for item, share in shares.items()}


def numbers_in(client: Client, series: Series, phase: str) -> set[str]:
    """Whose answers to this test the evaluator's file holds."""
    address = reverse("training:evaluation_file", args=[series.initiative.slug, series.number, "tests", "csv"])
    rows = csv.DictReader(io.StringIO(client.get(address).content.decode("utf-8-sig")))
    return {row["person"] for row in rows if row["phase"] == phase}


@pytest.mark.covers("G8", "F-TRN-5")
@pytest.mark.parametrize(("missed", "left"), [("post", "pre"), ("pre", "post")])
@pytest.mark.parametrize("numbers", [(3,), (2, 3, 5, 7)])
def test_few_with_one_test_cannot_be_worked_out(
    numbers: tuple[int, ...], missed: str, left: str, cohort: Series, trainer: Person, client: Client, at: datetime
) -> None:
    without(cohort, missed, *numbers)
    assert taught_again(cohort, left, trainer, at) == learned(cohort, left, trainer, at)
    client.force_login(trainer)
    assert numbers_in(client, cohort, left) == {
        str(number_in_files(cohort, one)) for one in range(1, 15) if one not in numbers
    }
    files = client.get(reverse("training:evaluation", args=[cohort.initiative.slug, cohort.number]))
    assert files.context["left_out"] == len(numbers)


def test_five_with_one_test_are_counted_with_all(
    cohort: Series, trainer: Person, client: Client, at: datetime
) -> None:  # fmt: skip
    without(cohort, "post", 2, 3, 5, 7, 11)
    shown = understanding(trainer, the_test(cohort, "pre"), at)
    assert (shown.same_people, sum(one.n for one in shown.concepts)) == (None, answers_to(cohort, "pre"))
    client.force_login(trainer)
    assert len(numbers_in(client, cohort, "pre")) == 14


def answers_to(series: Series, phase: str) -> int:
    return sum(len(one.answers) for one in the_test(series, phase).attempts.all())


def test_room_that_is_taking_its_first_test_is_counted_whole(cohort: Series, trainer: Person, at: datetime) -> None:
    without(cohort, "post", *range(1, 15))
    shown = understanding(trainer, the_test(cohort, "pre"), at)
    assert (shown.same_people, sum(one.n for one in shown.concepts)) == (None, answers_to(cohort, "pre"))


def test_empty_sheet_hides_nobody(cohort: Series, trainer: Person, at: datetime) -> None:
    """Everybody knows what is on it, so it does not make five out of four."""
    without(cohort, "post", 2, 3, 5, 7, 11)
    Attempt.objects.filter(assessment=the_test(cohort, "pre"), participant__number=2).update(answers={})
    assert understanding(trainer, the_test(cohort, "pre"), at).same_people == 9


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "The counts are of the 13 people who took both tests."),
        ("es", "Los conteos son de las 13 personas que hicieron ambas pruebas."),
    ],
)
def test_pages_say_whom_they_leave_out(lang: str, said: str, cohort: Series, trainer: Person, client: Client) -> None:
    without(cohort, "post", 3)
    trainer.language = lang
    trainer.save()
    client.force_login(trainer)
    client.cookies.load({"django_language": lang})
    session = cohort.sessions.get()
    place = [cohort.initiative.slug, cohort.number]
    again = client.get(reverse("training:reteach", args=[*place, session.number, the_test(cohort, "pre").pk]))
    files = client.get(reverse("training:evaluation", args=place)).content.decode()
    left_out = {"en": "The test of 1 person who took only", "es": "En los archivos falta la prueba de 1 persona"}
    assert (said in again.content.decode(), left_out[lang] in files) == (True, True)


@pytest.mark.covers("G8", "F-TRN-5")
@pytest.mark.parametrize("leaving", [(6,), (6, 12, 18, 24, 30)])
def test_who_left_between_two_quizzes_cannot_be_worked_out(
    leaving: tuple[int, ...], six_weeks: Series, trainer: Person, client: Client, at: datetime
) -> None:
    """All who took the first quiz are counted on the page on what to teach again; less those who kept, who left."""
    series = taught(six_weeks, 30, at, leaving)
    found = kept_of(results_of(trainer, series, at))
    after_they_left = next(one for one in found if (one.first.session, one.later.session) == (3, 4))
    is_told = len(leaving) >= 5
    assert {one.is_apart for one in after_they_left.concepts} == {not is_told}
    assert {one.is_apart for one in found[0].concepts} == {False}  # both sessions before
    client.force_login(trainer)
    page = client.get(reverse("training:gains", args=[series.initiative.slug, series.number]))
    (told,) = (one for one in page.context["kept"] if one["name"] == "the quiz in session 4")
    counts = [(one["first"], one["later"]) for one in told["concepts"]]
    assert (("–", "–") in counts, "all or nearly all were right again" in told["words"]) == (not is_told, not is_told)
    assert ("one to four others answered at one time only" in page.content.decode()) == (not is_told)


@pytest.mark.covers("G19")
def test_what_came_of_it_is_likely_within_what_is_possible(cohort: Series, trainer: Person, at: datetime) -> None:
    """Who said so is there, and so is who said something else."""
    without(cohort, "since", 14)
    first = since_of(results_of(trainer, cohort, at))[0]
    assert first.chosen is not None
    assert [k / 14 <= low <= high <= (k + 1) / 14 for _option, k, (low, high) in first.chosen] == [True] * 3


@pytest.mark.parametrize(
    ("part", "english", "spanish"),
    [
        (0, "none or hardly any were", "ninguna o casi ninguna volvió"),
        (2, "about 1 in 10 was", "alrededor de 1 de cada 10 volvió"),
        (12, "about 6 in 10 were", "alrededor de 6 de cada 10 volvieron"),
        (19, "all or nearly all were", "todas o casi todas volvieron"),
    ],
)
def test_rough_share_does_not_say_at_its_ends_whether_anybody_differed(part: int, english: str, spanish: str) -> None:
    for language, said in (("en", english), ("es", spanish)):
        with translation.override(language):
            assert gain_words.about(part, 20) == said


def test_answers_of_fewer_than_five_people_are_not_announced_as_shown() -> None:
    hidden = {"moment": "before", "mean": "", "n": 1}
    efficacy = {"low": 1, "high": 5, "same_people": 1, "waves": [hidden]}
    told = render_to_string("training/gain_self_reports.html", {"efficacy": efficacy})
    assert ("Only people who answered each time are counted" in told, "Shown is" in told) == (True, False)
