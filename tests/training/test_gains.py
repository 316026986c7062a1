"""What a cohort learned, as the page says it: of pairs only, who left, what was kept, and what people say."""

import csv
import io
import json
import re
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.cli import gains as command
from commonweal.people.models import Person
from commonweal.training.models import Attempt, Series
from commonweal.training.queries import progress_of, results_of
from commonweal.training.queries.evaluation import number_in_files, tables_of
from commonweal.training.queries.gains import gains_of
from commonweal.training.queries.kept import kept_of
from commonweal.training.queries.progress import own_of
from commonweal.training.queries.self_reports import efficacy_of, looking_back_of, since_of
from tests.training.cohorts import taught

LEAVING = (6, 12, 18, 24, 30)


@pytest.fixture
def cohort_b(six_weeks: Series, at: datetime) -> Series:
    """Thirty people over six weeks, of whom five are gone after the third session."""
    return taught(six_weeks, 30, at, LEAVING)


@pytest.fixture
def handful(one_session: Series, at: datetime) -> Series:
    return taught(one_session, 4, at)


def page(client: Client, who: Person, series: Series, name: str = "gains", *more: str) -> str:
    client.force_login(who)
    answer = client.get(reverse(f"training:{name}", args=[series.initiative.slug, series.number, *more]))
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.mark.covers("G7", "F-TRN-4", "F-TRN-6")
def test_every_figure_is_of_those_who_took_both_tests(cohort_b: Series, trainer: Person, at: datetime) -> None:
    found = gains_of(results_of(trainer, cohort_b, at))
    learned = found.learning
    assert (found.cohort, learned.n_pre, learned.n_post, learned.n_pairs) == (30, 30, 25, 25)
    assert learned.change is not None
    assert learned.change.n == 25
    assert [(order.first, order.last, order.n) for order in found.orders] == [("A", "B", 15), ("B", "A", 10)]


def test_who_left_is_told_as_a_group_and_only_of_five_or_more(cohort_b: Series, trainer: Person, at: datetime) -> None:
    left = gains_of(results_of(trainer, cohort_b, at)).left
    assert (left.n, left.of, left.sessions, left.stayed_sessions) == (5, 30, 3, 6)
    Attempt.objects.filter(assessment__phase="pre", participant__number=6).delete()
    fewer = gains_of(results_of(trainer, cohort_b, at)).left
    assert (fewer.n, fewer.of, fewer.first_score, fewer.sessions) == (4, 29, None, None)


@pytest.mark.covers("G7")
def test_question_is_followed_through_its_twin(cohort_b: Series, trainer: Person, at: datetime) -> None:
    found = gains_of(results_of(trainer, cohort_b, at)).learning
    assert found.change is not None
    assert found.maximum == 40
    assert sum(shift.gained - shift.lost for shift in found.items) == round(found.change.mean * 25)


def test_person_who_took_the_last_test_only_is_in_no_figure(cohort_b: Series, trainer: Person, at: datetime) -> None:
    before = gains_of(results_of(trainer, cohort_b, at))
    Attempt.objects.filter(assessment__phase="pre", participant__number=1).delete()
    after = gains_of(results_of(trainer, cohort_b, at))
    assert (before.late, after.late, after.learning.n_pairs) == (0, 1, 24)


def test_concept_that_fell_stands_on_top_of_the_page(
    cohort_b: Series, trainer: Person, at: datetime, client: Client
) -> None:
    assert "Fewer right answers than before" not in page(client, trainer, cohort_b)
    for attempt in Attempt.objects.filter(assessment__phase="post"):
        attempt.answers = {
            item: "" if item.startswith("backbone") else given for item, given in attempt.answers.items()
        }
        attempt.save()
    on_top = page(client, trainer, cohort_b).partition("Before and after")[0]
    assert re.findall(r"Fewer right answers than before: Backbone support \(\d+, then 0 of 50\)\.", on_top) != []


def test_concepts_that_faded_stand_with_a_word_on_chance(cohort_b: Series, trainer: Person, client: Client) -> None:
    told = page(client, trainer, cohort_b)
    assert told.count("Faded, so bring it back") == told.count("about one in twenty seems to") > 0


def test_one_form_both_times_is_told(cohort_b: Series, trainer: Person, at: datetime) -> None:
    """As when a sheet of the other form was not at hand."""
    post = Attempt.objects.get(assessment__phase="post", participant__number=1)
    pre = Attempt.objects.get(assessment__phase="pre", participant__number=1)
    post.form, post.answers = pre.form, pre.answers
    post.save()
    found = gains_of(results_of(trainer, cohort_b, at))
    assert (found.same_form, found.learning.n_pairs) == (1, 25)


@pytest.mark.covers("G8", "F-TRN-5")
def test_what_was_kept_is_of_the_same_people_on_the_same_questions(
    cohort_b: Series, trainer: Person, at: datetime
) -> None:
    found = kept_of(results_of(trainer, cohort_b, at))
    quizzes = [(one.first.session, one.later.session, {each.n for each in one.concepts}) for one in found[:4]]
    assert quizzes == [(2, 3, {30}), (3, 4, {25}), (4, 5, {25}), (5, 6, {25})]
    later = found[-1]
    assert (later.first.phase, later.later.phase, {one.n for one in later.concepts}) == ("post", "follow-up", {25})
    # Only ten ended with form A, of which the quizzes are.
    assert {one.n for between in found if between.later.phase == "post" for one in between.concepts} == {10}
    assert {one.both <= one.first <= one.of for between in found for one in between.concepts} == {True}


@pytest.mark.covers("G9", "F-TRN-6")
def test_what_people_can_do_together_is_told_before_midway_and_after(
    cohort_b: Series, trainer: Person, at: datetime
) -> None:
    found = efficacy_of(results_of(trainer, cohort_b, at))
    assert found is not None
    assert [(wave.asked.moment, wave.n) for wave in found.waves] == [("before", 30), ("during", 30), ("after", 25)]
    assert [wave.since and wave.since.change.n for wave in found.waves] == [None, 30, 25]
    assert (found.same_people, found.model is not None) == (None, True)


def test_few_who_missed_an_asking_cannot_be_worked_out(cohort_b: Series, trainer: Person, at: datetime) -> None:
    Attempt.objects.filter(assessment__moment="during", participant__number__in=[1, 2]).delete()
    found = efficacy_of(results_of(trainer, cohort_b, at))
    assert found is not None
    assert ([wave.n for wave in found.waves], found.same_people, found.model) == ([23, 23, 23], 23, None)


def test_looking_back_is_of_who_rated_both_times(cohort_b: Series, trainer: Person, at: datetime) -> None:
    one = Attempt.objects.filter(assessment__phase="looking-back").first()
    assert one is not None
    one.answers = {item: {"now": both["now"]} for item, both in one.answers.items()}
    one.save()
    assert {found.n for found in looking_back_of(results_of(trainer, cohort_b, at))} == {24}


@pytest.mark.covers("G19")
def test_what_came_of_it_is_told_of_those_who_answered_and_of_the_cohort(
    cohort_b: Series, trainer: Person, at: datetime
) -> None:
    first = since_of(results_of(trainer, cohort_b, at))[0]
    assert first.chosen is not None
    assert [(option.id, k) for option, k, _likely in first.chosen] == [("done", 5), ("partly", 10), ("no", 10)]
    assert (first.n, first.of) == (25, 30)


@pytest.mark.covers("G7", "G9", "F-TRN-6")
def test_page_says_verdict_pairs_and_interval(cohort_b: Series, trainer: Person, client: Client) -> None:
    told = page(client, trainer, cohort_b)
    assert re.findall(
        r"Scores rose by [\d.]+ points on average \(likely between [\d.]+ and [\d.]+\), among the \d+", told
    )
    assert "Took both: every figure is of them 25 of 30" in told
    assert "It is not the first test, and stands in no figure with it." in told


def test_handful_is_told_without_averages(handful: Series, trainer: Person, client: Client) -> None:
    told = page(client, trainer, handful)
    assert "Only 4 people answered both times: 4 went up, 0 stayed, 0 went down. Too few for a verdict." in told
    assert "Change in points +" not in told
    assert told.count("Not shown: fewer than 5 people.") == 4


def test_series_nobody_has_taken_a_test_of_says_so(one_session: Series, trainer: Person, client: Client) -> None:
    assert "Nobody has taken a test yet." in page(client, trainer, one_session)


def test_page_is_in_spanish_too(cohort_b: Series, trainer: Person, client: Client) -> None:
    trainer.language = "es"
    trainer.save()
    client.cookies.load({"django_language": "es"})
    told = page(client, trainer, cohort_b)
    assert "Los puntajes subieron" in told
    assert re.findall(r"\b(?:Right before|People|Change in points|Nobody|Hedges’ g of)\b", told) == []


@pytest.mark.covers("G7", "F-TRN-6")
def test_command_on_the_files_gives_the_figures_of_the_page(
    cohort_b: Series, trainer: Person, client: Client, at: datetime, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number, item in ((2, 0), (3, 1), (4, 5)):
        sheet = Attempt.objects.get(assessment__phase="post", participant__number=number)
        sheet.answers.pop(list(sheet.answers)[item])
        sheet.save()
    found = gains_of(results_of(trainer, cohort_b, at)).learning
    client.force_login(trainer)
    address = reverse("training:evaluation_archive", args=[cohort_b.initiative.slug, cohort_b.number])
    zipfile.ZipFile(io.BytesIO(client.get(address).content)).extractall(tmp_path)
    assert command.main([str(tmp_path / "tests.csv"), "--key", str(tmp_path / "key.csv"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert found.change is not None
    assert found.effect is not None
    pairs = {
        "n_pre": found.n_pre, "n_post": found.n_post, "n_pairs": found.n_pairs, "maximum": found.maximum,
        "change": found.change.mean, "change_low": found.change.low, "change_high": found.change.high,
        "normalised_gain": found.gain.value, "gain_low": found.gain.low, "gain_high": found.gain.high,
        "d_av": found.effect.dav, "hedges_g": found.effect.hedges_dav,
    }  # fmt: skip
    assert {name: told[name] for name in pairs} == pytest.approx(pairs, rel=1e-12)
    shifts = [(shift.item, shift.gained, shift.lost, shift.p) for shift in found.items]
    assert [(one["item"], one["gained"], one["lost"], one["p"]) for one in told["items"]] == shifts


@pytest.mark.covers("G7")
def test_files_hold_numbers_of_people_and_no_more_of_them(
    cohort_b: Series, trainer: Person, client: Client
) -> None:  # fmt: skip
    client.force_login(trainer)
    address = reverse("training:evaluation_archive", args=[cohort_b.initiative.slug, cohort_b.number])
    files = zipfile.ZipFile(io.BytesIO(client.get(address).content))
    heads = {name: next(csv.reader(io.StringIO(files.read(name).decode()))) for name in files.namelist()}
    assert heads["people.csv"] == ["person", "sessions", "first_test", "last_test", "first_test_late"]
    for name in ("people.csv", "tests.csv", "scales.csv"):
        rows = csv.DictReader(io.StringIO(files.read(name).decode("utf-8-sig")))
        numbers = list(dict.fromkeys(int(row["person"]) for row in rows))
        assert (len(numbers), numbers == sorted(numbers), set(numbers) & set(range(1, 31))) == (30, True, set())
    book = list(csv.DictReader(io.StringIO(files.read("codebook.csv").decode())))
    columns = {(name.removesuffix(".csv"), column) for name, head in heads.items() for column in head}
    assert {(row["table"], row["column"]) for row in book} == {one for one in columns if one[0] != "codebook"}


def test_cohort_of_a_handful_is_not_given_out(handful: Series, trainer: Person, client: Client) -> None:
    assert "Not given out: fewer than 5 people are in this cohort." in page(client, trainer, handful, "evaluation")
    place = [handful.initiative.slug, handful.number]
    assert client.get(reverse("training:evaluation_archive", args=place)).status_code == 404


def test_who_stands_alone_in_the_files_is_said(cohort_b: Series, trainer: Person, client: Client) -> None:
    Attempt.objects.filter(assessment__phase="post", participant__number=1).delete()
    assert "1 of 30 could be found in these files" in page(client, trainer, cohort_b, "evaluation")
    place = [cohort_b.initiative.slug, cohort_b.number]
    answer = client.get(reverse("training:evaluation_file", args=[*place, "people", "xlsx"]))
    assert answer.content[:2] == b"PK"


@pytest.mark.parametrize("name", ["gains", "evaluation", "evaluation_archive"])
@pytest.mark.parametrize("who", ["chair", "partner", "stranger"])
def test_others_get_no_figures(
    who: str, name: str, one_session: Series, client: Client, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))
    address = reverse(f"training:{name}", args=[one_session.initiative.slug, one_session.number])
    assert client.get(address).status_code == 404


def test_few_pairs_have_the_middle_of_all_changes_and_what_they_would_not_show(
    one_session: Series, trainer: Person, client: Client, at: datetime
) -> None:
    told = page(client, trainer, taught(one_session, 8, at))
    assert len(re.findall(r"Middle of all changes \(Hodges and Lehmann\) \+[\d.]+ [\d.]+ to [\d.]+ 8", told)) == 1
    assert len(re.findall(r"With 8 people, a true change of less than [\d.]+ points would often go unseen", told)) == 1


@pytest.mark.parametrize(("leaving", "is_told"), [((2, 5, 8), False), ((2, 5, 8, 11, 14), True)])
def test_how_those_who_left_had_begun_is_told_of_five_or_more(
    leaving: tuple[int, ...], is_told: bool, six_weeks: Series, trainer: Person, client: Client, at: datetime
) -> None:
    told = page(client, trainer, taught(six_weeks, 14, at, leaving))
    assert ("Their first scores were" in told) == is_told
    assert f"{len(leaving)} of 14 who took the first test did not take the last one." in told


@pytest.mark.covers("G7")
def test_first_test_taken_when_the_last_was_open_is_in_no_figure(
    cohort_b: Series, trainer: Person, client: Client, at: datetime
) -> None:
    opened = at + timedelta(hours=1)
    cohort_b.assessments.filter(phase="post").update(opened_at=opened)
    sent = Attempt.objects.filter(assessment__phase="pre")
    sent.filter(participant__number=1).update(sent_at=opened + timedelta(minutes=1))
    sent.filter(participant__number=2).update(sent_at=opened + timedelta(days=3), way="paper")
    results = results_of(trainer, cohort_b, at)
    found = gains_of(results)
    assert (results.late_firsts, found.late_firsts, found.late, found.neither) == ({1}, 1, 0, 0)
    assert (found.learning.n_pre, found.learning.n_pairs) == (29, 24)
    assert "Took the first test late: in no figure 1 of 30" in page(client, trainer, cohort_b)
    assert "1 person took the first test late" in page(client, trainer, cohort_b, "series")
    people = next(table for table in tables_of(results, cohort_b) if table.name == "people")
    late = [row["person"] for row in people.rows if row["first_test_late"]]
    assert late == [number_in_files(cohort_b, 1)]
    own, other = (own_of(progress_of(cohort_b, cohort_b.participants.get(number=number))) for number in (1, 2))
    told = [(one.tests[0].asked.phase, one.tests[0].is_late) for one in (own, other)]
    assert told == [("pre", True), ("pre", False)]


@pytest.mark.parametrize(
    ("closed", "said"), [(False, "The last test has not opened yet."), (True, "The last test was never opened")]
)
def test_page_blames_nobody_for_a_last_test_that_never_opened(
    cohort_b: Series, trainer: Person, client: Client, *, closed: bool, said: str
) -> None:
    Attempt.objects.filter(assessment__phase="post").delete()
    last = cohort_b.assessments.filter(phase="post")
    last.update(opened_at=None) if closed else last.update(opened_at=None, closed_at=None)
    told = page(client, trainer, cohort_b)
    assert (said in told, "did not take the last one" in told) == (True, False)
