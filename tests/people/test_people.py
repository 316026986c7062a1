"""Who is added, by whom, and what is kept of it."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.people import operations
from commonweal.people.models import Affiliation, Organisation, Person
from tests.cast import NOW


def test_address_is_taken_once_however_it_is_written(analyst: Person) -> None:
    operations.add_person(by=analyst, email="Rosa@Example.org", name="Rosa", at=NOW)
    with pytest.raises(ValidationError):
        operations.add_person(by=analyst, email="rosa@example.org", name="Other", at=NOW)


@pytest.mark.parametrize(("email", "language"), [("rosa", "en"), ("rosa@example.org", "fr")])
def test_odd_address_or_language_is_refused(analyst: Person, email: str, language: str) -> None:
    with pytest.raises(ValidationError):
        operations.add_person(by=analyst, email=email, name="Rosa", language=language, at=NOW)
    assert not Person.objects.filter(name="Rosa").exists()


@pytest.mark.parametrize(("code", "sector"), [("no slug!", "funder"), ("new", "magic"), ("first-rung", "funder")])
def test_organization_that_cannot_be_is_refused(
    analyst: Person, partner_organisation: Organisation, code: str, sector: str
) -> None:
    with pytest.raises(ValidationError):
        operations.add_organisation(by=analyst, code=code, name="New", sector=sector, at=NOW)
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize("who", ["chair", "resident", "stranger"])
def test_nobody_sets_the_password_or_language_of_another(
    request: pytest.FixtureRequest, analyst: Person, who: str
) -> None:
    somebody = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        operations.set_password(by=somebody, person=analyst, password="a long enough one", at=NOW)
    with pytest.raises(PermissionDenied):
        operations.choose_language(by=somebody, person=analyst, language="es", at=NOW)


def test_job_history_survives_a_change(analyst: Person, partner: Person, other_organisation: Organisation) -> None:
    old = Affiliation.objects.get(person=partner)
    operations.end_affiliation(by=analyst, affiliation=old, until=date(2026, 2, 28), at=NOW)
    operations.affiliate(by=analyst, person=partner, organisation=other_organisation, since=date(2026, 3, 1), at=NOW)
    jobs = Affiliation.objects.filter(person=partner).order_by("since").values_list("organisation__code", "until")
    assert list(jobs) == [("first-rung", date(2026, 2, 28)), ("open-shelf", None)]


def test_who_is_no_keeper_moves_nobody(resident: Person, partner: Person, other_organisation: Organisation) -> None:
    with pytest.raises(PermissionDenied):
        operations.affiliate(by=resident, person=partner, organisation=other_organisation, since=NOW.date(), at=NOW)
    with pytest.raises(PermissionDenied):
        operations.end_affiliation(
            by=resident, affiliation=Affiliation.objects.get(person=partner), until=NOW.date(), at=NOW
        )


def test_language_of_mails_is_chosen_at_home(signed_in: Any, initiative: Any, resident: Person) -> None:
    client = signed_in(resident)
    assert "Write to me in Spanish" in client.get("/home/").content.decode()
    client.post("/sign-in/mail-language/", {"language": "es"})
    resident.refresh_from_db()
    assert resident.language == "es"
    client.post("/sign-in/mail-language/", {"language": "fr"})
    resident.refresh_from_db()
    assert resident.language == "es"
