"""A trainer alone: a workspace without an agenda, in one form, that can grow into an initiative."""

import re
from datetime import datetime
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from commonweal.governance.models import Initiative, Seat
from commonweal.lib.setup_code import setup_code
from commonweal.people.models import Person
from commonweal.training.content import built_in
from commonweal.training.forms import OpenForm
from commonweal.training.operations import (
    SeriesDraft,
    TrainerDraft,
    WorkspaceDraft,
    found_workspace,
    grow,
    open_series,
    open_workspace,
)
from commonweal.training.rules import may_grow, may_teach
from tests.training.conftest import weekly

DRAFT = WorkspaceDraft("Sunday school for neighbors", "Fork County", "America/Chicago", "es")
TYPED = {"name": DRAFT.name, "place_name": DRAFT.place_name, "time_zone": DRAFT.time_zone, "language": "es"}


@pytest.fixture
def workspace(stranger: Person, at: datetime) -> Initiative:
    return open_workspace(by=stranger, workspace=DRAFT, at=at)


@pytest.mark.covers("G1", "F-TRN-2")
def test_whoever_has_an_account_opens_a_workspace_and_teaches_in_it(
    workspace: Initiative, stranger: Person, at: datetime
) -> None:
    stranger.refresh_from_db()
    assert (workspace.slug, workspace.narrowed_to, stranger.language) == (
        "sunday-school-for-neighbors", "training", "es",
    )  # fmt: skip
    made = open_series(
        by=stranger, initiative=workspace, series=SeriesDraft("one-session", weekly(at, 1), "Working as one"), at=at
    )
    assert made.trainer == stranger
    together = made.assessments.get(phase="efficacy", moment="before").content
    assert together["sections"][0]["intro"]["en"].startswith("“We” means the people in this series,")
    assert "initiative" not in str([item["text"] for item in together["items"]])


def test_workspace_gives_no_keys_to_what_others_have(workspace: Initiative, stranger: Person, at: datetime) -> None:
    assert list(Seat.objects.filter(person=stranger).values_list("role", flat=True)) == [Seat.Role.TRAINER]


def test_second_workspace_is_refused_with_the_name_of_the_first(
    workspace: Initiative, stranger: Person, at: datetime
) -> None:
    with pytest.raises(ValidationError, match="You have a workspace already: Sunday school"):
        open_workspace(by=stranger, workspace=DRAFT, at=at)


def test_name_that_is_taken_gets_another_address(
    workspace: Initiative, funder: Person, initiative: Initiative, at: datetime
) -> None:
    assert open_workspace(by=funder, workspace=DRAFT, at=at).slug == "sunday-school-for-neighbors-1"


def test_nobody_without_an_account_opens_one(db: None, at: datetime) -> None:
    with pytest.raises(PermissionDenied):
        open_workspace(by=None, workspace=DRAFT, at=at)


def test_members_of_an_initiative_do_not_teach_in_somebody_elses_workspace(
    workspace: Initiative, trainer: Person, analyst: Person, at: datetime
) -> None:
    assert [may_teach(person, workspace, at) for person in (trainer, analyst)] == [False, False]


def test_only_training_shows_in_a_workspace(stranger: Person, signed_in: Any) -> None:
    browser = signed_in(stranger)
    page = browser.post("/me/workspace/", TYPED, follow=True)
    slug = Initiative.objects.get().slug
    sections = [section.url for section in page.context["work_strip"].sections]
    assert (page.context["work_strip"].parts, sections) == (
        [], [f"/desk/{slug}/training/", f"/desk/{slug}/roundtables/", f"/desk/{slug}/polls/"],
    )  # fmt: skip
    home = browser.get("/home/")
    assert [link.url for link in home.context["header_links"]] == ["/home/"]
    assert (home.context["tasks"], home.context["plans"], home.context["initiatives"]) == ([], [], [])
    assert f'href="/desk/{slug}/training/"' in home.content.decode()


def test_front_door_of_a_workspace_leads_to_the_code_on_the_wall(workspace: Initiative) -> None:
    assert Client().get("/").headers["location"] == "/train/"


def test_workspace_is_refused_in_words_where_something_is_missing(stranger: Person, signed_in: Any) -> None:
    answer = signed_in(stranger).post("/me/workspace/", TYPED | {"name": "", "place_name": ""})
    assert (answer.status_code, Initiative.objects.count()) == (422, 0)


@pytest.fixture
def first_trainer(at: datetime, db: None) -> tuple[Person, Initiative]:
    trainer = TrainerDraft("Alma Ruiz", "alma@example.org", "four plain words here")
    return found_workspace(by=None, trainer=trainer, workspace=DRAFT, at=at)


def test_new_installation_begins_as_a_workspace_with_its_set_up_code(db: None) -> None:
    code = setup_code(settings.COMMONWEAL_HOME)
    browser = Client()
    assert "/start/training/" in browser.get("/start/").content.decode()
    you = {"your_name": "Alma Ruiz", "email": "alma@example.org", "password": "four plain words here"}
    assert browser.post("/start/training/", TYPED | you | {"code": "wrong"}).status_code == 422
    page = browser.post("/start/training/", TYPED | you | {"code": code}, follow=True)
    assert page.redirect_chain == [("/desk/sunday-school-for-neighbors/training/", 302)]
    assert Client().get("/start/training/").status_code == 404


def test_workspace_is_founded_once(first_trainer: tuple[Person, Initiative], at: datetime) -> None:
    with pytest.raises(PermissionDenied):
        found_workspace(by=None, trainer=TrainerDraft("B", "b@example.org", "x"), workspace=DRAFT, at=at)


@pytest.mark.covers("G2", "F-TRN-2")
def test_workspace_asks_of_a_host_its_name_and_sector_and_for_no_data_contact(
    first_trainer: tuple[Person, Initiative], signed_in: Any
) -> None:
    person, workspace = first_trainer
    browser, page = signed_in(person), f"/desk/{workspace.slug}/organizations/"
    fields = re.findall(r'name="(\w+)"', browser.get(page).content.decode().partition("<main")[2])
    assert [one for one in fields if one not in ("csrfmiddlewaretoken", "language")] == [
        "name", "sector", "contact_language",
    ]  # fmt: skip
    typed = {"name": "Eastgate Library", "sector": "government", "contact_language": "en"}
    told = browser.post(f"{page}add/", typed, follow=True).content.decode()
    assert ("Eastgate Library" in told, "Data contact" in told) == (True, False)


@pytest.mark.covers("G1")
def test_workspace_grows_into_an_initiative_and_keeps_its_series(
    first_trainer: tuple[Person, Initiative], at: datetime, signed_in: Any
) -> None:
    person, workspace = first_trainer
    open_series(by=person, initiative=workspace, series=SeriesDraft("one-session", weekly(at, 1), "One"), at=at)
    browser = signed_in(person)
    assert "Grow into an initiative?" in browser.get(f"/desk/{workspace.slug}/training/grow/").content.decode()
    browser.post(f"/desk/{workspace.slug}/training/grow/")
    workspace.refresh_from_db()
    assert (workspace.narrowed_to, workspace.series.count()) == ("", 1)
    assert browser.get("/home/").context["plans"] != []


def test_who_may_found_no_initiative_grows_none(workspace: Initiative, stranger: Person, at: datetime) -> None:
    assert not may_grow(stranger, workspace, at)
    with pytest.raises(PermissionDenied):
        grow(by=stranger, initiative=workspace, at=at)


def test_set_up_code_is_carried_from_the_first_page_to_the_workspace(db: None, client: Client) -> None:
    page = client.get("/start/", {"code": "abcd-1234"}).content.decode()
    assert 'href="/start/training/?code=abcd-1234"' in page
    assert 'value="abcd-1234"' in client.get("/start/training/", {"code": "abcd-1234"}).content.decode()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"title_en": "Evenings at the library"}, ""),
        ({"title_en": "Evenings at the library", "title_es": "Tardes en la biblioteca"}, "Tardes en la biblioteca"),
        ({}, "Colaborar"),
    ],
)
def test_spanish_title_of_the_syllabus_goes_with_its_english_one(typed: dict[str, str], kept: str) -> None:
    first = {
        "title_en": "Working together", "title_es": "Colaborar", "first_day": "2026-09-01", "starts": "13:00",
        "ends": "17:00", "format": "one-session",
    }  # fmt: skip
    syllabi = [built_in("collective-impact")]
    form = OpenForm(first | typed, hosts=[], syllabi=syllabi, time_zone="America/Chicago", first=first)
    assert form.is_valid(), form.errors
    assert form.draft().title_es == kept


def test_spanish_has_one_word_for_training(workspace: Initiative, stranger: Person, client: Client) -> None:
    """The menu and the heading say what a workspace is called by: capacitación."""
    client.force_login(stranger)
    told = client.get(f"/desk/{workspace.slug}/training/", headers={"Accept-Language": "es"}).content.decode()
    assert ("Capacitación" in told, "Formación" in told) == (True, False)
