"""Figures that are not public come out with the release, on pages for the members who may see their measure."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from commonweal.governance.models import Group, Initiative, Place, Seat
from commonweal.measurement.models import Measure
from commonweal.measurement.operations.definitions import MeasureDraft, assign_measure, define_measure
from commonweal.measurement.operations.drafts import Care
from commonweal.measurement.operations.publishing import publish
from commonweal.people.models import Person
from commonweal.publication.models import Publication, ReleaseIsFinal
from commonweal.publication.operations import withdraw
from commonweal.publication.queries import ever_read, for_members, whole_content_of
from tests.cast import NOW, SINCE
from tests.measurement.accepted_facts import accepted, fact
from tests.measurement.data_work import ENROLLED

pytestmark = pytest.mark.django_db

CAST = ["analyst", "chair", "trainer", "resident", "partner", "funder", "stranger"]
SEATED = ["analyst", "chair", "trainer", "resident"]
SignedIn = Callable[[Person], Client]
HERE = "/desk/fork/figures/"
YEARS = [("2023", 1150.0), ("2024", 1200.0), ("2025", 1250.0)]


@pytest.fixture
def readers(initiative: Initiative, resident: Person) -> Group:
    group = Group.objects.create(initiative=initiative, code="readers", name_en="Readers", kind=Group.Kind.WORKING)
    Seat.objects.create(group=group, role=Seat.Role.MEMBER, person=resident, since=SINCE)
    return group


@pytest.fixture
def two_measures(initiative: Initiative, enrolled: Measure, places: list[Place], analyst: Person) -> Measure:
    """P1, which is public, and P9, which will not be."""
    other = define_measure(
        by=analyst,
        initiative=initiative,
        measure=MeasureDraft(code="P9", level="performance", definition=ENROLLED),
        at=NOW,
    )
    districts = [fact("P9", "2025", value, place=place) for place, value in (("east", 700.0), ("west", 550.0))]
    accepted(initiative, [fact(code, *year) for code in ("P1", "P9") for year in YEARS] + districts)
    return other


@pytest.fixture
def closed(two_measures: Measure, analyst: Person, readers: Group) -> Callable[[str], Publication]:
    """A release in which P9 has this visibility."""

    def released(visibility: str) -> Publication:
        care = Care(group=readers, visibility=visibility)
        assign_measure(by=analyst, measure=two_measures, care=care, at=NOW)
        return publish(by=analyst, initiative=two_measures.initiative, at=NOW)

    return released


def who_opens(request: pytest.FixtureRequest, signed_in: SignedIn, address: str) -> list[str]:
    answers = {who: signed_in(request.getfixturevalue(who)).get(address).status_code for who in CAST}
    assert set(answers.values()) <= {200, 404}
    return [who for who, code in answers.items() if code == 200]


@pytest.mark.covers("H9", "F-PRI-4")
@pytest.mark.parametrize("page", ["P9/", "P9/story/"])
@pytest.mark.parametrize(
    ("visibility", "seen_by"),
    [("network", SEATED), ("group", ["analyst", "resident"]), ("private", ["analyst"])],
)
def test_figures_are_there_for_who_may_see_the_measure(
    request: pytest.FixtureRequest, signed_in: SignedIn, closed: Any, visibility: str, seen_by: list[str], page: str
) -> None:
    closed(visibility)
    assert who_opens(request, signed_in, HERE + page) == seen_by


@pytest.mark.covers("H9")
def test_stranger_who_is_not_signed_in_is_led_to_the_door(client: Client, closed: Any) -> None:
    closed("network")
    answer = client.get(f"{HERE}P9/")
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/sign-in/")


@pytest.mark.covers("H9")
def test_page_has_what_a_public_page_has(signed_in: SignedIn, closed: Any, trainer: Person) -> None:
    closed("network")
    page = signed_in(trainer).get(f"{HERE}P9/").content.decode()
    told = [
        '<span class="num">1,250.0</span>',
        "Who sees this – network: whoever has a seat here",
        "How we know",
        "By place, 2025",
        "700.0",
        "These figures came out with release 1 on 4 March 2026, for members only.",
        "This is the first release that stands.",
    ]
    assert [words for words in told if words not in page] == []


@pytest.mark.covers("H9")
@pytest.mark.parametrize("visibility", ["network", "group", "private"])
def test_nothing_public_names_the_measure(client: Client, closed: Any, visibility: str) -> None:
    release = closed(visibility)
    for address in (
        "/fork/", "/fork/measures/", "/fork/releases/", "/fork/releases/1/figures.csv", "/fork/releases/1/figures.json",
        "/fork/releases/1/measures.csv",
    ):  # fmt: skip
        assert b"P9" not in client.get(address).content
    assert client.get("/fork/measures/P9/").status_code == 404
    assert [one["code"] for one in json.loads(release.content)["measures"]] == ["P1"]


@pytest.mark.covers("H9")
def test_list_shows_each_reader_their_own(signed_in: SignedIn, closed: Any, trainer: Person, resident: Person) -> None:
    closed("group")
    pages = {who.name: signed_in(who).get(HERE).content.decode() for who in (trainer, resident)}
    assert {name: page.count("/desk/fork/figures/P9/") for name, page in pages.items()} == {
        trainer.name: 0,
        resident.name: 1,
    }
    assert "No figures for members yet" in pages[trainer.name]


@pytest.mark.parametrize("who", ["partner", "funder", "stranger"])
def test_list_is_not_there_without_a_seat(
    request: pytest.FixtureRequest, signed_in: SignedIn, closed: Any, who: str
) -> None:
    closed("network")
    assert signed_in(request.getfixturevalue(who)).get(HERE).status_code == 404


def test_desk_leads_to_the_figures_of_a_measure(signed_in: SignedIn, closed: Any, analyst: Person) -> None:
    closed("private")
    desk = signed_in(analyst).get("/desk/fork/measures/P9/").content.decode()
    assert '<a class="more" href="/desk/fork/figures/P9/">See its figures</a>' in desk


def test_section_stands_on_the_desk_of_who_reads_such_figures(
    signed_in: SignedIn, closed: Any, trainer: Person, resident: Person
) -> None:
    closed("group")
    link = '<a href="/desk/fork/figures/"'
    assert [signed_in(who).get("/home/").content.decode().count(link) for who in (trainer, resident)] == [0, 1]


def test_measure_that_was_narrowed_is_gone_at_once(
    request: pytest.FixtureRequest, signed_in: SignedIn, closed: Any, two_measures: Measure, analyst: Person
) -> None:
    closed("network")
    assign_measure(by=analyst, measure=two_measures, care=Care(visibility="private"), at=NOW)
    assert who_opens(request, signed_in, f"{HERE}P9/") == ["analyst"]


def test_measure_that_was_opened_waits_for_the_next_release(
    request: pytest.FixtureRequest, signed_in: SignedIn, closed: Any, two_measures: Measure, analyst: Person
) -> None:
    closed("private")
    assign_measure(by=analyst, measure=two_measures, care=Care(visibility="network"), at=NOW)
    assert who_opens(request, signed_in, f"{HERE}P9/") == ["analyst"]
    publish(by=analyst, initiative=two_measures.initiative, at=NOW)
    assert who_opens(request, signed_in, f"{HERE}P9/") == SEATED


def test_figures_of_a_withdrawn_release_are_gone(signed_in: SignedIn, closed: Any, analyst: Person) -> None:
    withdraw(by=analyst, publication=closed("network"), reason_en="A wrong sum.", reason_es="", at=NOW)
    assert signed_in(analyst).get(f"{HERE}P9/").status_code == 404
    assert signed_in(analyst).get(HERE).status_code == 200


def test_restatement_that_only_members_read_is_not_told_to_everybody(
    closed: Any, two_measures: Measure, analyst: Person, initiative: Initiative
) -> None:
    closed("network")
    accepted(initiative, [fact("P9", "2025", 1300.0)])
    open_to_all = closed("public")
    (p9,) = (one for one in json.loads(open_to_all.content)["measures"] if one["code"] == "P9")
    assert p9["restatements"] == []


def test_restatement_is_told_to_the_same_readers(closed: Any, initiative: Initiative) -> None:
    closed("network")
    accepted(initiative, [fact("P9", "2024", 1210.0)])
    (p9,) = for_members(closed("network"))
    assert [(one["period"], one["before"], one["value"]) for one in p9["restatements"]] == [("2024", 1200.0, 1210.0)]


def test_what_changed_is_told_against_what_the_reader_could_read_before(
    signed_in: SignedIn, closed: Any, initiative: Initiative, trainer: Person
) -> None:
    closed("public")
    accepted(initiative, [fact("P9", "2026", 1400.0)])
    closed("network")
    page = signed_in(trainer).get(f"{HERE}P9/").content.decode()
    assert page.count("New figures for 2026.") == 1
    assert "This measure is new in this release." not in page


def test_publish_page_says_who_gets_what(
    signed_in: SignedIn, closed: Any, initiative: Initiative, chair: Person
) -> None:
    closed("network")
    accepted(initiative, [fact("P9", "2022", 1100.0)])
    page = signed_in(chair).get("/desk/fork/publish/").content.decode()
    assert "One measure goes to members only; its row says to whom." in page
    assert page.count("Who sees this – network: whoever has a seat here") == 1


def test_attack_reads_what_members_read(closed: Any, initiative: Initiative) -> None:
    release = closed("group")
    assert [one["code"] for one in whole_content_of(release)["measures"]] == ["P1", "P9"]
    assert [[one["code"] for one in content["measures"]] for content in ever_read(initiative)] == [["P1", "P9"]]


def test_member_figures_are_as_final_as_the_release(closed: Any) -> None:
    stored = closed("network").for_members
    with pytest.raises(ReleaseIsFinal):
        stored.save()
    with pytest.raises(ReleaseIsFinal):
        stored.delete()
    with (
        pytest.raises(DatabaseError, match="a release never changes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE publication_memberfigures SET content = '[]'")


def test_release_for_members_alone_leaves_the_public_pages_empty(
    client: Client, signed_in: SignedIn, closed: Any, initiative: Initiative, analyst: Person, trainer: Person
) -> None:
    everybodys = Measure.objects.get(code="P1")
    assign_measure(by=analyst, measure=everybodys, care=Care(visibility="network"), at=NOW)
    closed("network")
    assert signed_in(trainer).get(f"{HERE}P1/").status_code == 200
    assert {client.get(page).status_code for page in ("/fork/", "/fork/measures/", "/fork/releases/")} == {200}
    assert "No figures are public yet" in client.get("/fork/").content.decode()
