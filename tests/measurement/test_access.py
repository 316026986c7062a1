"""The data manager's pages are not there for anybody else, whether they read or send."""

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.delivery.models import Message
from commonweal.governance.models import Group, Initiative, Seat
from commonweal.measurement.models import Round, Submission
from commonweal.measurement.operations.definitions import DimensionDraft, define_dimension
from commonweal.measurement.urls import desk
from tests.cast import NOW, SINCE, person
from tests.measurement.data_work import figures_came

pytestmark = pytest.mark.django_db
OTHERS = ["chair", "partner", "trainer", "resident", "funder", "stranger"]
ROUTES = [route.name for route in desk.urlpatterns]


@pytest.fixture
def address_of(open_for_two, invitation, initiative, analyst):
    """The address of any route of the desk, with something behind it."""
    dimension = DimensionDraft("age", "Age", "", False, [("65+", "65 and over", "")])
    define_dimension(by=analyst, initiative=initiative, dimension=dimension, at=NOW)
    figures_came(invitation)
    known = {"slug": initiative.slug, "number": open_for_two.pk, "code": invitation.organisation.code}

    def address(name):
        pattern = next(route.pattern for route in desk.urlpatterns if route.name == name)
        values = {part: known[part] for part in pattern.converters}
        if name.startswith("measure") and "code" in values:
            values["code"] = "P1"
        if name == "dimension":
            values["code"] = "age"
        if name.startswith("submission"):
            values["number"] = Submission.objects.get().number
        return reverse(f"measurement:{name}", kwargs=values)

    return address


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("route", ROUTES)
def test_page_of_the_desk_is_not_there(request, address_of, signed_in, who, route):
    answer = signed_in(request.getfixturevalue(who)).get(address_of(route))
    assert answer.status_code in (404, 405)


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("route", ROUTES)
def test_sending_to_the_desk_changes_nothing(request, address_of, signed_in, who, route):
    before = list(Round.objects.values()), list(Submission.objects.values()), Message.objects.count()
    form = {"due": "2026-12-01", "due_time": "17:00", "reason": "Mine.", "comment": "Mine.", "email": "me@example.org"}
    answer = signed_in(request.getfixturevalue(who)).post(address_of(route), form)
    assert answer.status_code in (404, 405)
    assert (list(Round.objects.values()), list(Submission.objects.values()), Message.objects.count()) == before


@pytest.mark.parametrize("route", ROUTES)
def test_somebody_not_signed_in_is_asked_to(address_of, route):
    answer = Client().get(address_of(route))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("route", ROUTES)
def test_page_of_the_desk_opens_for_the_data_manager(address_of, signed_in, analyst, route):
    assert signed_in(analyst).get(address_of(route)).status_code in (200, 405)


@pytest.mark.parametrize("route", ["measure", "round", "round_partner", "submission", "dimension"])
def test_data_manager_of_elsewhere_finds_nothing(address_of, signed_in, route, person_elsewhere):
    assert signed_in(person_elsewhere).get(address_of(route)).status_code == 404


@pytest.fixture
def person_elsewhere(db):
    """Has the data manager's seat, in another initiative."""
    elsewhere = Initiative.objects.create(slug="elsewhere", name="Elsewhere", place_name="There", founded_at=NOW)
    backbone = Group.objects.create(initiative=elsewhere, code="backbone", name_en="Backbone", kind="backbone")
    made = person("Elsewhere")
    Seat.objects.create(group=backbone, role="data-manager", person=made, since=SINCE)
    return made
