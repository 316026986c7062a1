"""Organisations and memberships in and out as files, and nothing of them is lost."""

import csv
import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from commonweal.governance import operations
from commonweal.governance.models import (
    Directory,
    Group,
    Initiative,
    Involvement,
    Participation,
    Representative,
    Seat,
)
from commonweal.governance.queries.directories import directories_of, files_of, popolo_of
from commonweal.people import operations as people
from commonweal.people.models import Affiliation, Organisation, Person
from tests.cast import NOW, SINCE, organisation_in

POPOLO: dict[str, Any] = {
    "organizations": [
        {"id": "tool-shed", "name": "Tool Shed", "classification": "business", "founding_date": "1950-03",
         "contact_details": [{"type": "voice", "value": "+1-800-555-0199", "note": "9 to 5"}]},
        {"id": "group:steering", "name": "Steering committee", "classification": "steering"},
    ],
    "persons": [
        {"id": "ada", "name": "Ada Quist", "email": "ada@tool-shed.example", "birth_date": "1971",
         "memberships": [{"id": "m1", "role": "Owner", "organization_id": "tool-shed", "start_date": "1999-05"}]},
        {"id": "ben", "name": "Ben Ode", "biography": "No address at all."},
    ],
    "memberships": [
        {"id": "m2", "role": "chair", "person_id": "ada", "organization_id": "group:steering",
         "start_date": "2025-01-01", "end_date": "2025-12-31"},
        {"id": "m3", "role": "member", "organization_id": "group:steering", "start_date": "2026-01-01",
         "member": {"id": "tool-shed", "name": "Tool Shed"}},
        {"id": "m4", "role": "Helper", "person_id": "ben", "organization_id": "nobody-knows", "links": [{"url": "x"}]},
    ],
    "areas": [{"id": "ward-1", "name": "Ward 1"}],
}  # fmt: skip


def bring(analyst: Person, initiative: Initiative, files: dict[str, bytes]) -> Directory:
    return operations.bring_directory(by=analyst, initiative=initiative, name="A directory", files=files, at=NOW)


@pytest.fixture
def brought(analyst: Person, initiative: Initiative, steering: Group) -> Directory:
    return bring(analyst, initiative, {"popolo.json": json.dumps(POPOLO).encode()})


def out(directory: Directory, name: str = "popolo.json") -> Any:
    return json.loads(files_of(directory)[name])


@pytest.mark.covers("C11")
def test_popolo_file_goes_out_equal_to_what_came_in(brought: Directory) -> None:
    assert out(brought) == POPOLO


def test_people_get_a_light_profile_and_work_and_seats_their_days(brought: Directory) -> None:
    ada, ben = Person.objects.get(name="Ada Quist"), Person.objects.get(name="Ben Ode")
    work = Affiliation.objects.get()
    assert (work.person, work.organisation.code, work.title, work.since, work.until) == (
        ada, "tool-shed", "Owner", date(1999, 5, 1), None,
    )  # fmt: skip
    seats = Seat.objects.exclude(role="data-manager").order_by("since")
    held = [(seat.holder, seat.role, seat.since, seat.until) for seat in seats]
    assert held == [
        (ada, "chair", date(2025, 1, 1), date(2025, 12, 31)),
        (Organisation.objects.get(), "member", date(2026, 1, 1), None),
    ]
    assert (ada.has_account, ben.has_account, ben.email) == (True, False, "")


def test_what_changed_here_is_changed_in_the_file_and_nothing_else(brought: Directory, analyst: Person) -> None:
    Organisation.objects.update(name="Tool Shed and Sons")
    people.end_affiliation(by=analyst, affiliation=Affiliation.objects.get(), until=date(2026, 2, 1), at=NOW)
    expected = json.loads(json.dumps(POPOLO))
    expected["organizations"][0]["name"] = "Tool Shed and Sons"
    expected["persons"][0]["memberships"][0]["end_date"] = "2026-02-01"
    assert out(brought) == expected


def test_same_file_twice_makes_nobody_twice(brought: Directory, analyst: Person, initiative: Initiative) -> None:
    again = bring(analyst, initiative, {"popolo.json": json.dumps(POPOLO).encode()})
    counts = (Organisation.objects.count(), Affiliation.objects.count(), Seat.objects.exclude(person=analyst).count())
    assert counts == (1, 1, 2)
    assert Person.objects.filter(name="Ada Quist").count() == 1
    assert out(again) == POPOLO


@pytest.mark.covers("C11", "D7")
def test_initiative_goes_out_and_comes_into_another_with_the_same_seats(
    brought: Directory, analyst: Person, initiative: Initiative, signed_in: Any
) -> None:
    speaker = Person.objects.get(name="Ada Quist")
    held = Seat.objects.get(organisation__code="tool-shed")
    held.representatives.create(person=speaker, since=held.since, until=date(2026, 2, 1))
    held.representatives.create(person=Person.objects.get(name="Ben Ode"), since=date(2026, 2, 2))
    Involvement.objects.create(initiative=initiative, person=speaker, kind="event participant", about="18", since=SINCE)
    answer = signed_in(analyst).get(f"/desk/{initiative.slug}/directories/popolo.json")
    lake = operations.found_initiative(
        by=None, name="Lake", slug="lake", place_name="Lake", time_zone="America/New_York", at=NOW
    )
    operations.bring_directory(by=None, initiative=lake, name="From Fork", files={"p.json": answer.content}, at=NOW)

    def seats_of(one: Initiative) -> list[Any]:
        found = Seat.objects.filter(group__initiative=one).order_by("role", "since")
        return [(seat.group.code, seat.role, seat.holder, seat.since, seat.until) for seat in found]

    def others_of(one: Initiative) -> list[Any]:
        spoken = Representative.objects.filter(seat__group__initiative=one).order_by("since")
        parts = one.involvements.order_by("person", "kind").values_list(
            "person__name", "kind", "about", "since", "until"
        )
        return [*spoken.values_list("person__name", "since", "until"), *parts]

    assert others_of(lake) == others_of(initiative)
    assert len(others_of(lake)) == 4
    assert seats_of(lake) == seats_of(initiative)
    assert len(seats_of(lake)) == 3


@pytest.mark.covers("C11")
def test_own_file_brought_straight_back_in_changes_nothing(
    brought: Directory, analyst: Person, chair: Person, initiative: Initiative, steering: Group
) -> None:
    partner = organisation_in(initiative, "211", "Two One One", "business")
    left = organisation_in(initiative, "gone", "Gone Away", "business")
    initiative.participations.filter(organisation=left).update(until=SINCE)
    seat = Seat.objects.create(group=steering, role="member", organisation=partner, since=SINCE)
    seat.representatives.create(person=chair, since=SINCE)
    Seat.objects.create(group=steering, role="member", person=chair, since=date(2026, 2, 2), until=date(2026, 2, 1))
    nameless = people.add_profile(by=analyst, name="No Address", at=NOW)
    people.affiliate(by=analyst, person=nameless, organisation=partner, since=SINCE, at=NOW)
    before, rows = popolo_of(analyst, initiative, NOW), rows_of_history()
    bring(analyst, initiative, {"popolo.json": json.dumps(before).encode()})
    assert popolo_of(analyst, initiative, NOW) == before
    assert rows_of_history() == rows


def rows_of_history() -> dict[str, int]:
    kinds = (Affiliation, Group, Involvement, Organisation, Participation, Person, Representative, Seat)
    return {kind.__name__: kind.objects.count() for kind in kinds}


def test_id_of_somebody_elsewhere_without_what_we_know_of_them_is_somebody_new(
    analyst: Person, stranger: Person, initiative: Initiative
) -> None:
    guessed = {"persons": [{"id": str(stranger.actor_id), "name": "Not the same"}]}
    bring(analyst, initiative, {"popolo.json": json.dumps(guessed).encode()})
    assert Involvement.objects.get().person.name == "Not the same"


def test_popolo_of_the_initiative_names_every_link(brought: Directory, analyst: Person, initiative: Initiative) -> None:
    told = popolo_of(analyst, initiative, NOW)
    ids = {one["id"] for kind in ("organizations", "persons") for one in told[kind]}
    named = {one.get("person_id") or one["member"]["id"] for one in told["memberships"]}
    assert named - ids == set()
    assert [post["id"] for post in told["posts"]] == [
        "group:backbone:data-manager", "group:steering:chair", "group:steering:member",
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["chair", "resident", "partner", "funder", "stranger"])
def test_only_the_data_manager_takes_and_brings_files(
    request: pytest.FixtureRequest, signed_in: Any, brought: Directory, initiative: Initiative, who: str
) -> None:
    somebody = request.getfixturevalue(who)
    client, desk = signed_in(somebody), f"/desk/{initiative.slug}/directories/"
    assert [client.get(desk + path).status_code for path in ("", "popolo.json", f"{brought.pk}/")] == [404] * 3
    assert (popolo_of(somebody, initiative, NOW), list(directories_of(somebody, initiative, NOW))) == ({}, [])
    with pytest.raises(PermissionDenied):
        operations.bring_directory(by=somebody, initiative=initiative, name="x", files={}, at=NOW)


def test_directory_of_another_initiative_is_not_there(signed_in: Any, brought: Directory, analyst: Person) -> None:
    lake = Initiative.objects.create(slug="lake", name="Lake", place_name="Lake", founded_at=NOW)
    backbone = Group.objects.create(initiative=lake, code="backbone", name_en="Backbone", kind=Group.Kind.BACKBONE)
    Seat.objects.create(group=backbone, role=Seat.Role.DATA_MANAGER, person=analyst, since=SINCE)
    assert signed_in(analyst).get(f"/desk/lake/directories/{brought.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"start_date": "last spring"}, "is no day, month or year"),
        ({"end_date": "1999-02-30"}, "is no day, month or year"),
        ({"start_date": "2025", "end_date": "2024"}, "the last day comes before the first"),
    ],
)
def test_odd_day_refuses_the_whole_file(
    analyst: Person, initiative: Initiative, steering: Group, change: dict[str, str], words: str
) -> None:
    bad = json.loads(json.dumps(POPOLO))
    bad["memberships"][0] |= change
    with pytest.raises(ValidationError, match=words):
        bring(analyst, initiative, {"popolo.json": json.dumps(bad).encode()})
    assert (Organisation.objects.count(), Person.objects.filter(name="Ada Quist").count()) == (0, 0)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe\x00", "is not UTF-8 text"),
        (b"id,name,name\n1,a,b\n", "two columns of the same name"),
        (b"id,name\n1\n", "row 2: 1 cells, and the first row names 2"),
        (b'id,name\n1,"open\n', "a quotation mark is open"),
        (b"id,name\n1,a\0b\n", "a character that no text has"),
    ],
)
def test_file_that_cannot_be_read_says_why(analyst: Person, initiative: Initiative, content: bytes, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        bring(analyst, initiative, {"organizations.csv": content})
    assert Directory.objects.count() == 0


@pytest.mark.parametrize(
    "content",
    [b'{"a": NaN}', b'{"a": "\\ud800"}', b'{"a": "\\u0000"}', b"[" * 200_000, b"{", b"[1, 2]", b'"text"', b"7"],
    ids=["NaN", "half a character", "NUL", "bottomless", "cut off", "list", "text", "number"],
)
def test_odd_document_is_kept_as_it_is(analyst: Person, initiative: Initiative, content: bytes) -> None:
    files = {"organizations.csv": b"id,name\n1,Tool Shed\n", "odd.json": content}
    back = files_of(bring(analyst, initiative, files))["odd.json"]
    assert as_values("odd.txt", back) == as_values("odd.txt", content)


def test_page_names_the_files_from_which_nothing_was_read(
    signed_in: Any, analyst: Person, initiative: Initiative
) -> None:
    bundle = io.BytesIO()
    with zipfile.ZipFile(bundle, "w") as packed:
        packed.writestr("organizations.csv", "id,name\n1,Tool Shed\n")
        for number in range(7):
            packed.writestr(f"odd{number}.json", "{")
    sent = {"name": "x", "documents": SimpleUploadedFile("all.zip", bundle.getvalue())}
    page = signed_in(analyst).post(f"/desk/{initiative.slug}/directories/", sent, follow=True).content.decode()
    names = "odd0.json, odd1.json, odd2.json, odd3.json, odd4.json, and 2 more."
    assert f"Kept as they came, and nothing read from them: {names}" in page


@pytest.mark.parametrize("content", [b"{", b"[1, 2]", b"%PDF-1.7", b"", b'{"rows": [{"a": 1}]}'])
def test_file_in_which_nothing_is_found_is_refused_and_nothing_is_kept(
    analyst: Person, initiative: Initiative, content: bytes
) -> None:
    with pytest.raises(ValidationError, match="Nothing in it is an organization, a person or a membership"):
        bring(analyst, initiative, {"odd.json": content})
    assert Directory.objects.count() == 0


def test_no_file_hands_out_the_keys(signed_in: Any, analyst: Person, initiative: Initiative, backbone: Group) -> None:
    """Nor to whoever is to have them later; who had them once stands in the history."""
    file = {
        "organizations": [{"id": "group:backbone", "name": "Backbone", "classification": "backbone"}],
        "persons": [{"id": "eve", "name": "Eve", "email": "eve@evil.example"}],
        "memberships": [
            {"id": "1", "role": "data-manager", "person_id": "eve", "organization_id": "group:backbone"},
            {"id": "2", "role": "data-manager", "person_id": "eve", "organization_id": "group:backbone",
             "start_date": "2020", "end_date": "2021"},
        ],
    }  # fmt: skip
    upload = SimpleUploadedFile("popolo.json", json.dumps(file).encode())
    desk = f"/desk/{initiative.slug}/directories/"
    shown = signed_in(analyst).post(desk, {"name": "List", "documents": upload}, follow=True).content.decode()
    assert "List is in: 1 person, 1 group, and 1 seat." in shown
    assert "Seat a data manager by hand, if you want one: Eve." in shown
    eve = Person.objects.get(name="Eve")
    assert [seat.until for seat in Seat.objects.filter(person=eve)] == [date(2021, 12, 31)]
    assert signed_in(eve).get(f"/desk/{initiative.slug}/people/").status_code == 404


@pytest.mark.parametrize("name", ["../out.csv", "/etc/out.csv", "a/../../out.csv", "c:out.csv"])
def test_zip_with_a_file_outside_its_folder_is_refused(
    signed_in: Any, analyst: Person, initiative: Initiative, name: str
) -> None:
    bundle = io.BytesIO()
    with zipfile.ZipFile(bundle, "w") as packed:
        packed.writestr(name, "id,name\n1,a\n")
    upload = SimpleUploadedFile("all.zip", bundle.getvalue())
    answer = signed_in(analyst).post(f"/desk/{initiative.slug}/directories/", {"name": "x", "documents": upload})
    assert "outside its own folder" in answer.content.decode()
    assert Directory.objects.count() == 0


def test_erased_person_is_gone_from_the_file_too(brought: Directory, analyst: Person) -> None:
    people.erase(by=None, person=Person.objects.get(name="Ada Quist"), at=NOW)
    told = out(brought)
    assert told["persons"] == [{"id": "ada"}, POPOLO["persons"][1]]
    assert "Quist" not in json.dumps(told)


def test_page_takes_a_zip_and_gives_one_back(signed_in: Any, analyst: Person, initiative: Initiative) -> None:
    bundle = io.BytesIO()
    with zipfile.ZipFile(bundle, "w") as packed:
        packed.writestr("in/organizations.csv", "id,name,tax_id\n1,Tool Shed,\n2,Seed Bank,77\n")
        packed.writestr("in/notes.txt", "kept as it is")
    upload = SimpleUploadedFile("all.zip", bundle.getvalue())
    client, desk = signed_in(analyst), f"/desk/{initiative.slug}/directories/"
    client.post(desk, {"name": "Service directory", "documents": upload})
    assert sorted(Organisation.objects.values_list("code", flat=True)) == ["seed-bank", "tool-shed"]
    assert Participation.objects.count() == 2
    back = zipfile.ZipFile(io.BytesIO(client.get(f"{desk}{Directory.objects.get().pk}/").content))
    assert back.read("in/organizations.csv") == b"id,name,tax_id\n1,Tool Shed,\n2,Seed Bank,77\n"
    assert back.read("in/notes.txt") == b"kept as it is"


def test_page_refuses_what_is_no_zip_or_no_table(signed_in: Any, analyst: Person, initiative: Initiative) -> None:
    client, desk = signed_in(analyst), f"/desk/{initiative.slug}/directories/"
    upload = SimpleUploadedFile("organizations.csv", b"id,name\n1\n")
    answer = client.post(desk, {"name": "x", "documents": upload})
    assert (answer.status_code, Directory.objects.count()) == (422, 0)
    assert client.post(desk, {"name": "x"}).status_code == 422


# ---- Real files beside the project ----


def as_values(name: str, content: bytes) -> Any:
    """What a reader takes out of a file: the rows of a table, the document of a JSON, otherwise the text."""
    text = content.decode("utf-8-sig")
    if name.endswith(".csv"):
        return [row for row in csv.reader(io.StringIO(text, newline="")) if row]
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


@pytest.mark.covers("C11")
@pytest.mark.parametrize("folder", ["hsds3", "ohana", "popolo", ""])
def test_folder_of_organizations_goes_in_and_out_without_loss(
    shared: Path, analyst: Person, initiative: Initiative, folder: str
) -> None:
    root = shared / "data" / "orgs"
    if not root.is_dir():
        pytest.skip("shared data absent: the folder of organisations")
    files = {
        str(path.relative_to(root)): path.read_bytes() for path in sorted((root / folder).rglob("*")) if path.is_file()
    }
    directory = bring(analyst, initiative, files)
    back = files_of(directory)
    assert list(back) == list(files)
    assert [name for name in files if as_values(name, back[name]) != as_values(name, files[name])] == []
    assert Participation.objects.filter(initiative=initiative).exists()
