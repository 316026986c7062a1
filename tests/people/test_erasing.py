"""Taking one's data along, and being erased: nothing of a name is left, and the record of acts stays whole."""

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.delivery import operations as delivery
from commonweal.delivery.models import Message
from commonweal.governance.models import Group, Initiative, Participation, Seat
from commonweal.people import operations
from commonweal.people.models import ErasureRequest, LivedExperience, Person
from commonweal.people.queries.everything import everything_about, still_named
from commonweal.trail.models import Entry
from tests.cast import NOW, SINCE

NAME, ADDRESS, WORDS = "Xiomara Quetzalvane", "xiomara.q@example.org", "Seven winters without heating"


@pytest.fixture
def xiomara(steering: Group, partner_organisation: Any) -> Person:
    """Somebody who has left a trace in every room that keeps names."""
    made = Person.objects.create(email=ADDRESS, name=NAME, joined_at=NOW)
    Seat.objects.create(group=steering, role="member", person=made, since=SINCE)
    made.affiliations.create(organisation=partner_organisation, since=SINCE, title="Speaker")
    operations.describe_experience(by=made, person=made, words=WORDS, at=NOW, seen_by="network")
    operations.give_consent(by=made, person=made, purpose="photo", version=1, at=NOW)
    Participation.objects.filter(organisation=partner_organisation).update(contact_name=NAME, contact_email=ADDRESS)
    delivery.send(by=None, to=ADDRESS, subject=f"For {NAME}", text=f"Dear {NAME}", cause="test", at=NOW)
    return made


@pytest.mark.covers("H9")
def test_person_takes_everything_along_with_an_index_in_both_languages(signed_in: Any, xiomara: Person) -> None:
    answer = signed_in(xiomara).get("/me/data/file/")
    bundle = zipfile.ZipFile(io.BytesIO(answer.content))
    everything = json.loads(bundle.read("everything.json"))
    assert everything["people.person"][0]["email"] == ADDRESS
    assert everything["people.livedexperience"][0]["words"] == WORDS
    assert everything["delivery.message"][0]["text"] == f"Dear {NAME}"
    assert everything["governance.participation"][0]["contact_email"] == ADDRESS
    assert {"people.describe_experience", "people.give_consent"} <= {one["verb"] for one in everything["trail.entry"]}
    assert "tables/governance.seat.csv" in bundle.namelist()
    assert "All that is held about you here" in bundle.read("READ_ME_FIRST.txt").decode()
    assert "Todo lo que hay aquí sobre usted" in bundle.read("LEA_PRIMERO.txt").decode()


def test_no_secret_is_in_ones_own_file(xiomara: Person) -> None:
    operations.set_password(by=xiomara, person=xiomara, password="four quite plain words", at=NOW)
    fields = {name for table in everything_about(xiomara, xiomara) for row in table.rows for name in row}
    assert fields & {"password", "token_hash"} == set()


@pytest.mark.parametrize("who", ["chair", "analyst", "stranger"])
def test_nobody_takes_anothers_data_along(request: pytest.FixtureRequest, xiomara: Person, who: str) -> None:
    assert everything_about(request.getfixturevalue(who), xiomara) == []


def test_duplicates_are_in_the_file_and_are_erased_too(analyst: Person, xiomara: Person, steering: Group) -> None:
    twin = Person.objects.create(email="xq@example.org", name=NAME, joined_at=NOW)
    Seat.objects.create(group=steering, role="trainer", person=twin, since=SINCE)
    LivedExperience.objects.create(person=twin, words="Twin's own words", written_at=NOW)
    operations.merge_people(by=analyst, kept=xiomara, duplicate=twin, why="known", at=NOW)
    told = {table.name: table.rows for table in everything_about(xiomara, xiomara)}
    assert sorted(row["words"] for row in told["people.livedexperience"]) == [WORDS, "Twin's own words"]
    operations.erase(by=xiomara, person=xiomara, at=NOW)
    assert Person.objects.exclude(erased_at=None).filter(name="", email="").count() == 2
    assert LivedExperience.objects.count() == 0


def test_history_of_seats_stays_as_a_former_members(xiomara: Person, analyst: Person) -> None:
    operations.erase(by=analyst, person=xiomara, at=NOW)
    seat = Seat.objects.get(person=xiomara)
    assert (str(seat.person), seat.since, xiomara.consents.count()) == ("former member", SINCE, 1)


def test_pages_of_the_cascade_have_words_for_a_former_member(
    signed_in: Any, analyst: Person, xiomara: Person, steering: Group, initiative: Initiative
) -> None:
    operations.erase(by=analyst, person=xiomara, at=NOW)
    seat = Seat.objects.get(person=xiomara)
    client = signed_in(analyst)
    page = client.get(f"/desk/{initiative.slug}/seats/{seat.pk}/").content.decode()
    assert "<h1>former member, member</h1>" in page
    page = client.get(f"/desk/{initiative.slug}/seats/{seat.pk}/", headers={"accept-language": "es"}).content.decode()
    assert "persona que participó antes" in page


def test_name_of_who_was_erased_stays_empty_when_the_row_is_saved_again(xiomara: Person) -> None:
    operations.erase(by=xiomara, person=xiomara, at=NOW)
    again = Person.objects.get(pk=xiomara.pk)
    again.save()
    assert Person.objects.filter(name="").count() == 1


@pytest.mark.covers("H9")
def test_trail_is_not_touched_by_an_erasure(xiomara: Person) -> None:
    before = list(Entry.objects.order_by("id").values())
    operations.erase(by=xiomara, person=xiomara, at=NOW)
    after = list(Entry.objects.order_by("id").values())
    assert after[: len(before)] == before
    assert [entry["verb"] for entry in after[len(before) :]] == ["people.erase"]


def test_mails_that_wait_are_not_sent_any_more_and_sent_ones_are_emptied(xiomara: Person) -> None:
    sent = Message.objects.get(to=ADDRESS)
    delivery.mark_sent(by=None, message=sent, at=NOW)
    delivery.send(by=None, to=ADDRESS, subject="Later", text="x", cause="later", at=NOW)
    operations.erase(by=xiomara, person=xiomara, at=NOW)
    assert list(Message.objects.values_list("to", "subject", "text")) == [("", "", "")]


def test_one_asks_to_be_erased_and_the_data_manager_carries_it_out(
    signed_in: Any, analyst: Person, xiomara: Person, initiative: Initiative
) -> None:
    signed_in(xiomara).post("/me/erase/ask/")
    client, page = signed_in(analyst), f"/desk/{initiative.slug}/people/{xiomara.pk}/"
    assert f"Erase {NAME}, who asked for it" in client.get("/home/").content.decode()
    assert "Asked to be erased on" in client.get(page).content.decode()
    slip = client.post(f"{page}erase/", {"name": "Xiomara", "known": "on"})
    assert (slip.status_code, Person.objects.get(pk=xiomara.pk).name) == (422, NAME)
    done = client.post(f"{page}erase/", {"name": NAME, "known": "on"}).content.decode()
    assert "Nowhere else does this name or address stand." in done
    asked = ErasureRequest.objects.get()
    assert "who asked for it" not in client.get("/home/").content.decode()
    assert (asked.done_at is not None, str(Person.objects.get(pk=xiomara.pk).name)) == (True, "former member")
    assert "former member" in client.get(page).content.decode()


def test_one_changes_ones_mind(signed_in: Any, xiomara: Person) -> None:
    client = signed_in(xiomara)
    client.post("/me/erase/ask/")
    assert "You asked for it on" in client.get("/me/data/").content.decode()
    client.post("/me/erase/ask/", {"withdraw": "1"})
    assert "You asked for it on" not in client.get("/me/data/").content.decode()


def test_one_erases_oneself_after_typing_the_name(signed_in: Any, xiomara: Person) -> None:
    client = signed_in(xiomara)
    assert client.post("/me/erase/", {"name": NAME}).status_code == 422
    assert "You are erased" in client.post("/me/erase/", {"name": NAME, "known": "on"}).content.decode()
    assert client.get("/me/").status_code == 302


@pytest.mark.parametrize("who", ["chair", "partner", "funder", "trainer", "stranger"])
def test_nobody_else_erases_somebody(request: pytest.FixtureRequest, xiomara: Person, who: str) -> None:
    with pytest.raises(PermissionDenied):
        operations.erase(by=request.getfixturevalue(who), person=xiomara, at=NOW)


def test_last_data_manager_is_not_erased(analyst: Person) -> None:
    with pytest.raises(ValidationError, match="last data manager"):
        operations.erase(by=analyst, person=analyst, at=NOW)


def test_text_with_the_same_name_is_shown_and_not_emptied(analyst: Person, xiomara: Person, steering: Group) -> None:
    steering.name_en = f"Circle of {NAME}"
    steering.save()
    operations.erase(by=analyst, person=xiomara, at=NOW)
    found = still_named(analyst, (NAME, ADDRESS), NOW.date())
    assert [(trace.table, trace.field) for trace in found] == [("governance.group", "name_en")]


def test_nothing_new_is_given_to_who_was_erased(analyst: Person, xiomara: Person, partner_organisation: Any) -> None:
    operations.erase(by=analyst, person=xiomara, at=NOW)
    with pytest.raises(ValidationError, match="was erased"):
        operations.affiliate(by=analyst, person=xiomara, organisation=partner_organisation, since=SINCE, at=NOW)


ON_DISK = """
import django; django.setup()
from django.db import connection
from django.utils import timezone
from commonweal.people import operations
from commonweal.people.tasks import sweep_storage as sweep_up
name, address, words = {traces!r}
person = operations.add_person(by=None, name=name, email=address, at=timezone.now())
operations.describe_experience(by=person, person=person, words=words, at=timezone.now())
print(connection.settings_dict["NAME"])
if {erase}:
    operations.erase(by=person, person=person, at=timezone.now())
    if {sweep}:
        sweep_up.func()
    import os; os._exit(0)  # as when the machine stops: the log beside the file is not folded in
"""


def left_on_disk(home: Path, *, erase: bool, sweep: bool) -> list[str]:
    """What of the name stands anywhere in the database's file or in the log beside it."""
    traces = (NAME, ADDRESS, WORDS)
    script = ON_DISK.format(traces=traces, erase=erase, sweep=sweep)
    settings = {"DJANGO_SETTINGS_MODULE": "commonweal.config.settings", "COMMONWEAL_HOME": str(home)}
    environment = {**os.environ, **settings, "COMMONWEAL_DATABASE": "", "PYTHONPATH": str(Path("src").resolve())}
    subprocess.run([sys.executable, "-c", script], env=environment, check=True, capture_output=True)
    content = b"".join(path.read_bytes() for path in home.glob("commonweal.sqlite3*")).lower()
    return [word for word in (NAME, "Quetzalvane", ADDRESS, WORDS) if word.lower().encode() in content]


@pytest.mark.covers("H9")
def test_no_byte_on_disk_holds_the_name_after_the_sweep(empty_home: Path) -> None:
    assert left_on_disk(empty_home, erase=True, sweep=True) == []


@pytest.mark.parametrize("erase", [False, True])
def test_without_the_sweep_unused_parts_of_the_file_still_hold_it(empty_home: Path, erase: bool) -> None:
    """So that the test above is seen to look where it must."""
    assert left_on_disk(empty_home, erase=erase, sweep=False) != []
