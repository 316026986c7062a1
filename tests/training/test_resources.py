"""Where to turn: kept by who teaches, read by who takes part, and dated."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from commonweal.governance.models import Initiative
from commonweal.people.models import Person
from commonweal.trail.models import Entry
from commonweal.training.models import Resource
from commonweal.training.operations.resources import ResourceDraft, add_resource

PLACE = "/desk/fork/resources/"
TYPED = {"kind": "funder", "name": "Fork Fund", "url": "fund.example.org", "about_en": "Pays for evenings."}


@pytest.mark.covers("G6")
def test_trainer_keeps_the_list_and_residents_read_it_with_its_day(
    initiative: Initiative, trainer: Person, resident: Person, client: Client
) -> None:
    client.force_login(trainer)
    assert client.post(f"{PLACE}new/", TYPED | {"name": ""}).status_code == 422
    client.post(f"{PLACE}new/", TYPED)
    entry = Resource.objects.get()
    assert entry.url == "https://fund.example.org"
    Resource.objects.update(looked_on=timezone.now().date() - timedelta(days=400))
    client.force_login(resident)
    told = client.get(PLACE).content.decode()
    assert ("Fork Fund" in told, "more than a year ago" in told, "Take it out" in told) == (True, True, False)
    client.force_login(trainer)
    client.post(f"{PLACE}{entry.pk}/", TYPED)
    assert "more than a year ago" not in client.get(PLACE).content.decode()


def test_what_is_taken_out_is_put_back(initiative: Initiative, trainer: Person, client: Client, at: datetime) -> None:
    made = add_resource(by=trainer, initiative=initiative, resource=ResourceDraft("other", "Elm Evaluators"), at=at)
    client.force_login(trainer)
    for is_out in (True, False):
        client.post(f"{PLACE}{made.pk}/out/")
        made.refresh_from_db()
        assert (made.taken_out_at is not None) == is_out
    assert Entry.objects.filter(verb__contains="resource").count() == 3


@pytest.mark.parametrize("who", ["chair", "resident", "stranger"])
def test_others_write_nothing(
    who: str, initiative: Initiative, at: datetime, request: pytest.FixtureRequest, client: Client
) -> None:
    by = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        add_resource(by=by, initiative=initiative, resource=ResourceDraft("other", "Mine"), at=at)
    client.force_login(by)
    assert client.get(f"{PLACE}new/").status_code == 404
    assert client.get(PLACE).status_code == (404 if who == "stranger" else 200)
