"""What people do with their own page after a series: note how they go on, and take all their answers out again."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from commonweal.people.models import Person
from commonweal.training.models import Attempt, OwnStep, Series
from commonweal.training.operations.resources import ResourceDraft, add_resource
from commonweal.training.queries.evaluation import tables_of
from commonweal.training.queries.results import results_of
from tests.training.conftest import CODE
from tests.training.test_reports import words as words_of

A_COURSE = {"what": "Systems leadership", "source": "State university, 3 credits", "done_on": ""}


@pytest.fixture
def own_page(over: Series, client: Client) -> str:
    address = reverse("training:progress", args=[over.room_code])
    assert client.post(address, CODE).status_code == 302
    return address


def words(client: Client, address: str) -> str:
    return words_of(client.get(address).content)


@pytest.mark.covers("G14", "F-TRN-8")
def test_next_steps_and_credits_from_elsewhere_stand_beside_own_progress(own_page: str, client: Client) -> None:
    client.post(f"{own_page}steps/", A_COURSE)
    assert "What I still plan Systems leadership State university, 3 credits" in words(client, own_page)
    client.post(f"{own_page}steps/", {"step": str(OwnStep.objects.get().pk)})
    told = words(client, own_page)
    assert ("Done Systems leadership State university, 3 credits" in told, "What I still plan" in told) == (True, False)
    client.post(f"{own_page}steps/", {"step": str(OwnStep.objects.get().pk), "out": "1"})
    assert OwnStep.objects.count() == 0


@pytest.mark.covers("G14")
def test_what_the_trainer_knows_to_recommend_stands_there(
    own_page: str, over: Series, trainer: Person, client: Client
) -> None:
    for kind, name in (("course", "Leading among equals"), ("funder", "Copper Mill Fund")):
        entry = ResourceDraft(kind, name, "https://example.org", "Six evenings, two credits.")
        add_resource(by=trainer, initiative=over.initiative, resource=entry, at=over.opened_at)
    told = words(client, own_page)
    assert "Your trainer points to Leading among equals Six evenings, two credits." in told
    assert "Copper Mill Fund" not in told


@pytest.mark.parametrize(
    ("typed", "problem"),
    [({**A_COURSE, "what": ""}, "Write something here"), ({**A_COURSE, "done_on": "2099-01-01"}, "still to come")],
)
def test_step_that_cannot_be_meant_comes_back_with_a_word(
    typed: dict[str, str], problem: str, own_page: str, client: Client
) -> None:
    answer = client.post(f"{own_page}steps/", typed)
    assert (answer.status_code, problem in words_of(answer.content)) == (422, True)
    assert OwnStep.objects.count() == 0


def test_nobody_without_the_code_notes_or_erases_anything(over: Series, client: Client) -> None:
    before, own_page = Attempt.objects.count(), reverse("training:progress", args=[over.room_code])
    for address in (f"{own_page}steps/", f"{own_page}out/"):
        assert client.post(address, A_COURSE).headers["Location"] == own_page
    assert (OwnStep.objects.count(), Attempt.objects.count()) == (0, before)


def test_step_of_another_cannot_be_taken_out(own_page: str, over: Series, client: Client) -> None:
    other = OwnStep.objects.create(participant=over.participants.get(number=2), what="Mine")
    client.post(f"{own_page}steps/", {"step": str(other.pk), "out": "1"})
    assert OwnStep.objects.get() == other


@pytest.mark.covers("G7", "F-TRN-4")
def test_who_takes_their_answers_out_is_in_no_figure_and_in_no_file(
    own_page: str, over: Series, trainer: Person, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    client.post(f"{own_page}steps/", A_COURSE)
    assert "Take all your answers out?" in words(client, f"{own_page}out/")
    assert Attempt.objects.filter(participant__number=1).exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert "Your answers are erased" in words_of(client.post(f"{own_page}out/").content)
    assert [task.task_path for task in DBTaskResult.objects.all()] == ["commonweal.people.tasks.sweep_storage"]
    gone = over.participants.get(number=1)
    kept = (gone.attempts.count(), gone.attendances.count(), gone.steps.count(), gone.code_hash)
    assert kept == (0, 0, 0, "")
    assert client.post(own_page, CODE).status_code == 422
    results = results_of(trainer, over, over.opened_at)
    people, *_others = tables_of(results, over)
    assert (len(results.takers), len(people.rows)) == (29, 29)
    client.force_login(trainer)
    told = words(client, reverse("training:series", args=[over.initiative.slug, over.number]))
    assert "29 participants" in told
    assert "1 person took part and had all their answers erased. They are in no figure and in no file." in told


def test_who_only_stopped_coming_stays_in_the_figures(over: Series, trainer: Person) -> None:
    results = results_of(trainer, over, over.opened_at)
    left = [taker.number for taker in results.takers if over.sessions.count() not in taker.attended]
    (people, *_others) = tables_of(results, over)
    assert (len(left) > 0, len(people.rows)) == (True, len(results.takers))
