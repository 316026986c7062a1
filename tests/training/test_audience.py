"""Who is in the room: counted by sector, never by person; nobody is not the same as not counted."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from commonweal.people.models import Person
from commonweal.trail.models import Entry
from commonweal.training.models import Series
from commonweal.training.operations.audience import count_audience
from commonweal.training.queries.audience import audience

pytestmark = pytest.mark.covers("F-TRN-3")


def test_trainer_counts_the_room_and_reads_of_whom_nobody_came(
    six_weeks: Series, trainer: Person, client: Client
) -> None:
    client.force_login(trainer)
    place = f"/desk/fork/training/{six_weeks.number}/"
    assert "Nobody has counted yet." in client.get(place).content.decode()
    sent = {"funder": "2", "resident or grassroots": "9", "business": "0"}
    assert client.post(f"{place}audience/", sent).status_code == 302
    told = client.get(place).context["audience"]
    assert (told.here, told.nobody, told.unsaid) == (
        [("residents and grassroots", 9), ("funder", 2)],
        ["business"],
        ["service nonprofit", "education", "research", "advocacy", "public agency"],
    )
    page = client.get(place).content.decode()
    assert "Nobody from: business." in page
    assert Entry.objects.get(verb="training.count_audience").actor == trainer.actor_id


def test_counted_anew_it_is_written_over(six_weeks: Series, trainer: Person, at: datetime) -> None:
    for people in ({"funder": 2, "business": 1}, {"funder": 3}):
        count_audience(by=trainer, series=six_weeks, people=people, at=at)
    assert audience(trainer, six_weeks, at).here == [("funder", 3)]


@pytest.mark.parametrize("people", [{"funder": -1}, {"funder": 1001}, {"nobles": 1}])
def test_odd_count_is_refused(six_weeks: Series, trainer: Person, at: datetime, people: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        count_audience(by=trainer, series=six_weeks, people=people, at=at)


@pytest.mark.parametrize("who", ["chair", "resident", "partner", "funder", "stranger"])
def test_others_neither_count_nor_read(
    who: str, six_weeks: Series, at: datetime, client: Client, request: pytest.FixtureRequest
) -> None:
    by = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        count_audience(by=by, series=six_weeks, people={"funder": 1}, at=at)
    client.force_login(by)
    assert client.get(f"/desk/fork/training/{six_weeks.number}/audience/").status_code == 404


def test_page_in_spanish(six_weeks: Series, trainer: Person, at: datetime, client: Client) -> None:
    count_audience(by=trainer, series=six_weeks, people={"funder": 0}, at=at)
    client.force_login(trainer)
    address = f"/desk/fork/training/{six_weeks.number}/audience/"
    page = client.get(address, headers={"accept-language": "es"}).content.decode()
    assert ["Quién está en la sala" in page, "Nadie de:" in page] == [True, True]
