"""Publishing: looked at first, then all at once, by those who may, with the list of what changed."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from commonweal.governance.models import Initiative, Place
from commonweal.measurement.models import Measure, Round
from commonweal.measurement.operations.publishing import SeenBefore, _refuse_what_came_between, publish
from commonweal.measurement.queries.facts import facts_folder
from commonweal.measurement.queries.preview import preview
from commonweal.people.models import Organisation, Person
from commonweal.publication import queries
from commonweal.publication.models import Publication
from commonweal.publication.operations import withdraw
from commonweal.trail.models import Entry
from tests.measurement.accepted_facts import accepted, fact

SignedIn = Callable[[Person], Client]
PAGE = "/desk/fork/publish/"


@pytest.fixture
def two_years(initiative: Initiative, enrolled: Measure, places: list[Place]) -> Initiative:
    accepted(initiative, [fact("P1", "2024", 1200.0), fact("P1", "2025", 1250.0)])
    return initiative


def lines(made: Publication, lang: str = "en") -> list[str]:
    return getattr(made, f"changes_{lang}").splitlines()


@pytest.mark.parametrize("who", ["analyst", "chair"])
def test_publish_makes_what_is_accepted_public(
    who: str, two_years: Initiative, at: datetime, request: pytest.FixtureRequest
) -> None:
    made = publish(by=request.getfixturevalue(who), initiative=two_years, at=at)
    content = queries.content_of(made)
    assert [(p["period"], p["value"]) for p in content["measures"][0]["series"]] == [("2024", 1200), ("2025", 1250)]
    assert lines(made) == ["First release, with 2 figures."]
    assert lines(made, "es") == ["Primera publicación, con 2 cifras."]
    assert queries.latest(two_years) == made


@pytest.mark.parametrize("who", ["partner", "trainer", "resident", "funder", "stranger"])
def test_publish_by_somebody_who_may_not(
    who: str, two_years: Initiative, at: datetime, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(PermissionDenied):
        publish(by=request.getfixturevalue(who), initiative=two_years, at=at)
    assert Publication.objects.count() == 0


def test_publish_by_the_system(two_years: Initiative, at: datetime) -> None:
    with pytest.raises(PermissionDenied):
        publish(by=None, initiative=two_years, at=at)


def test_publish_leaves_one_trail_entry(analyst: Person, two_years: Initiative, at: datetime) -> None:
    before = Entry.objects.count()
    publish(by=analyst, initiative=two_years, at=at)
    assert list(Entry.objects.values_list("verb", flat=True))[: Entry.objects.count() - before] == [
        "publication.release"
    ]


def test_publish_before_anything_is_accepted(
    analyst: Person, initiative: Initiative, enrolled: Measure, places: list[Place], at: datetime
) -> None:
    with pytest.raises(ValidationError, match="No figures are accepted yet"):
        publish(by=analyst, initiative=initiative, at=at)
    assert Publication.objects.count() == 0


def test_publish_while_the_only_round_is_open(
    analyst: Person, initiative: Initiative, open_for_two: Round, partner_organisation: Organisation, at: datetime
) -> None:
    accepted(initiative, [fact("P1", "2025-Q4", 80.0)], organisation=partner_organisation, round_=open_for_two)
    with pytest.raises(ValidationError, match="The round 2025-Q4 is still open. Close it, then publish."):
        publish(by=analyst, initiative=initiative, at=at)


def test_second_release_lists_what_is_new_and_what_was_restated(
    analyst: Person, two_years: Initiative, at: datetime
) -> None:
    publish(by=analyst, initiative=two_years, at=at)
    accepted(two_years, [fact("P1", "2025", 1260.0), fact("P1", "2026", 1300.0)])
    made = publish(by=analyst, initiative=two_years, at=at)
    assert lines(made) == [
        "People enrolled, 2025: was 1,250.0, is now 1,260.0.",
        "People enrolled, 2026: 1,300.0.",
    ]
    assert lines(made, "es") == [
        "Personas inscritas, 2025: era 1,250.0, ahora es 1,260.0.",
        "Personas inscritas, 2026: 1,300.0.",
    ]


def test_second_release_without_a_change_says_so(analyst: Person, two_years: Initiative, at: datetime) -> None:
    publish(by=analyst, initiative=two_years, at=at)
    assert lines(publish(by=analyst, initiative=two_years, at=at)) == ["No figure changed."]


@pytest.mark.parametrize(
    ("lang", "button"),
    [("en", "Publish release 2 without new figures"), ("es", "Hacer pública la publicación 2 sin cifras nuevas")],
)
def test_page_says_that_no_figure_is_new_where_only_a_group_changed(
    analyst: Person, two_years: Initiative, signed_in: SignedIn, at: datetime, lang: str, button: str
) -> None:
    publish(by=analyst, initiative=two_years, at=at)
    two_years.groups.create(code="new", kind="working", name_en="New group", name_es="Grupo nuevo")
    page = signed_in(analyst).get("/desk/fork/publish/", headers={"accept-language": lang}).content.decode()
    assert re.findall(r'<button class="(?:main|plain)">(.*?)</button>', page) == [button]


def test_words_of_ones_own_replace_the_list(analyst: Person, two_years: Initiative, at: datetime) -> None:
    made = publish(by=analyst, initiative=two_years, changes_en="We begin.", changes_es="Empezamos.", at=at)
    assert (made.changes_en, made.changes_es) == ("We begin.", "Empezamos.")


def test_release_after_a_withdrawn_one_compares_with_what_stands(
    analyst: Person, two_years: Initiative, at: datetime
) -> None:
    made = publish(by=analyst, initiative=two_years, at=at)
    withdraw(by=analyst, publication=made, reason_en="A wrong sum.", reason_es="", at=at)
    again = publish(by=analyst, initiative=two_years, at=at + timedelta(minutes=1))
    assert (again.number, lines(again)) == (2, ["First release, with 2 figures."])


def test_publish_of_something_else_than_was_looked_at(analyst: Person, two_years: Initiative, at: datetime) -> None:
    seen = preview(two_years, at).seal
    accepted(two_years, [fact("P1", "2026", 1300.0)])
    with pytest.raises(SeenBefore):
        publish(by=analyst, initiative=two_years, seen=seen, at=at)
    assert Publication.objects.count() == 0


def test_release_stays_as_it_was_when_figures_change_later(
    analyst: Person, two_years: Initiative, at: datetime
) -> None:
    made = publish(by=analyst, initiative=two_years, at=at)
    before = queries.content_of(made)
    accepted(two_years, [fact("P1", "2025", 9999.0)])
    assert queries.content_of(queries.by_number(two_years, 1)) == before


def fields_of(browser: Client) -> dict[str, Any]:
    form = browser.get(PAGE).context["form"]
    return {name: form[name].value() for name in form.fields}


@pytest.mark.covers("B4", "F-BBF-3")
@pytest.mark.parametrize("who", ["analyst", "chair"])
def test_publish_by_page(who: str, two_years: Initiative, signed_in: SignedIn, request: pytest.FixtureRequest) -> None:
    browser = signed_in(request.getfixturevalue(who))
    answer = browser.post(PAGE, fields_of(browser), follow=True)
    assert answer.redirect_chain == [(reverse("publication:releases", args=["fork"]), 302)]
    assert "Release 1 is public." in answer.content.decode()
    assert queries.latest(two_years).number == 1


def test_page_shows_what_will_be_public_and_nothing_is(
    two_years: Initiative, analyst: Person, signed_in: SignedIn
) -> None:
    page = signed_in(analyst).get(PAGE).content.decode()
    assert "Release 1, before anybody sees it" in page
    assert "1,250.0" in page
    assert queries.latest(two_years) is None


def test_page_in_spanish(two_years: Initiative, analyst: Person, signed_in: SignedIn) -> None:
    page = signed_in(analyst).get(PAGE, headers={"accept-language": "es"}).content.decode()
    assert "Publicación 1, antes de que nadie la vea" in page


def test_page_sent_after_figures_changed_shows_them_anew(
    two_years: Initiative, analyst: Person, signed_in: SignedIn
) -> None:
    browser = signed_in(analyst)
    fields = fields_of(browser) | {"changes_en": "My own words."}
    accepted(two_years, [fact("P1", "2026", 1300.0)])
    answer = browser.post(PAGE, fields)
    assert answer.status_code == 422
    assert "Figures changed while you looked." in answer.content.decode()
    assert "My own words." in answer.content.decode()
    assert Publication.objects.count() == 0
    resent = {name: answer.context["form"][name].value() for name in fields}
    assert browser.post(PAGE, resent).status_code == 302


def test_page_before_anything_is_accepted(
    initiative: Initiative, enrolled: Measure, places: list[Place], analyst: Person, signed_in: SignedIn
) -> None:
    assert "Nothing can be published yet" in signed_in(analyst).get(PAGE).content.decode()


@pytest.mark.parametrize("who", ["partner", "trainer", "resident", "funder", "stranger"])
def test_page_does_not_exist_for_others(
    who: str, two_years: Initiative, signed_in: SignedIn, request: pytest.FixtureRequest
) -> None:
    browser = signed_in(request.getfixturevalue(who))
    assert (browser.get(PAGE).status_code, browser.post(PAGE, {"changes_en": "x"}).status_code) == (404, 404)


def test_list_of_releases_leads_to_the_next_one(two_years: Initiative, analyst: Person, signed_in: SignedIn) -> None:
    page = signed_in(analyst).get(reverse("publication:releases", args=["fork"])).content.decode()
    assert f'href="{PAGE}"' in page


def test_publish_when_something_is_accepted_while_it_adds_up(
    analyst: Person, two_years: Initiative, at: datetime
) -> None:
    """Adding up happens before the write lock is taken; what came between would be missing in the release."""
    ready = preview(two_years, at)
    accepted(two_years, [fact("P1", "2026", 1300.0)])
    with pytest.raises(SeenBefore):
        _refuse_what_came_between(two_years, ready)


def test_page_says_which_file_is_damaged(two_years: Initiative, analyst: Person, signed_in: SignedIn) -> None:
    (path,) = facts_folder().glob("*.parquet")
    path.write_bytes(path.read_bytes()[:-1])
    answer = signed_in(analyst).get(PAGE)
    assert answer.status_code == 503
    assert f"{path.name} is not as it was written." in answer.content.decode()
