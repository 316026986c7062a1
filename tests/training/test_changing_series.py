"""A series is called something else, gets another host, or is taken out before anybody came."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from commonweal.people.models import Organisation, Person
from commonweal.trail.models import Entry
from commonweal.training.models import Series
from commonweal.training.operations.changing_series import SeriesChange, change_series, remove_series
from tests.training.conftest import running


@pytest.mark.covers("G2")
def test_trainer_changes_title_host_and_what_is_adapted(
    six_weeks: Series, trainer: Person, partner_organisation: Organisation, client: Client
) -> None:
    client.force_login(trainer)
    place = f"/desk/fork/training/{six_weeks.number}/"
    typed = {"title_en": "Evenings", "sponsor": str(partner_organisation.pk), "adaptation_en": "Cases from here."}
    assert client.post(f"{place}change/", typed | {"title_es": six_weeks.title_es}).status_code == 302
    six_weeks.refresh_from_db()
    told = (six_weeks.title_en, six_weeks.title_es, six_weeks.sponsor, six_weeks.adaptation_en)
    assert told == ("Evenings", "", partner_organisation, "Cases from here.")
    assert client.post(f"{place}change/", {"title_en": ""}).status_code == 422


@pytest.mark.parametrize("who", ["chair", "resident", "stranger"])
def test_others_change_and_remove_nothing(
    who: str, six_weeks: Series, at: datetime, request: pytest.FixtureRequest
) -> None:
    by = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        change_series(by=by, series=six_weeks, change=SeriesChange("Mine"), at=at)
    with pytest.raises(PermissionDenied):
        remove_series(by=by, series=six_weeks, at=at)


def test_series_opened_by_mistake_is_asked_about_and_taken_out(
    six_weeks: Series, trainer: Person, client: Client
) -> None:
    client.force_login(trainer)
    place = f"/desk/fork/training/{six_weeks.number}/"
    assert f"{place}remove/" in client.get(f"{place}change/").content.decode()
    assert "Nobody has taken part yet." in client.get(f"{place}remove/").content.decode()
    client.post(f"{place}remove/")
    assert (Series.objects.count(), Entry.objects.filter(verb="training.remove_series").count()) == (0, 1)


def test_series_that_has_begun_stays(six_weeks: Series, trainer: Person, at: datetime, client: Client) -> None:
    running(six_weeks.sessions.all()[0], trainer, at)
    with pytest.raises(ValidationError, match="It stays"):
        remove_series(by=trainer, series=six_weeks, at=at)
    client.force_login(trainer)
    assert client.get(f"/desk/fork/training/{six_weeks.number}/remove/").status_code == 404


@pytest.mark.parametrize(
    ("language", "label", "from_where"),
    [
        ("en", "Host", "Hosts come from the list “Organizations”. One that is added there later can still be chosen."),
        ("es", "Organización anfitriona",
         "Las organizaciones anfitrionas salen de la lista «Organizaciones». "
         "La que se añada después también se podrá elegir."),
    ],
)  # fmt: skip
def test_forms_say_where_a_host_comes_from(
    language: str, label: str, from_where: str, six_weeks: Series, trainer: Person, client: Client
) -> None:
    trainer.language = language
    trainer.save()
    client.force_login(trainer)
    for form in ("open/", f"{six_weeks.number}/change/"):
        told = client.get(f"/desk/fork/training/{form}", headers={"Accept-Language": language}).content.decode()
        assert (label in told, from_where in told) == (True, True)
