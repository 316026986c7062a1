"""The data manager's pages are not there for anybody else, whether they read or send.

An address that only takes what is sent leads a reader on to its form: that is followed.
"""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commonweal.delivery.models import Message
from commonweal.governance.models import Group, Initiative, Seat
from commonweal.measurement.models import Round, Submission
from commonweal.measurement.operations.definitions import DimensionDraft, define_dimension
from commonweal.measurement.operations.staging import stage
from commonweal.measurement.queries.incoming import IncomingFile
from commonweal.measurement.queries.staged import holder_of
from commonweal.measurement.urls import desk
from tests.cast import NOW, SINCE, person
from tests.measurement.data_work import figures_came
from tests.measurement.test_described import FOLDER

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
    file = IncomingFile("measures.zip", FOLDER)
    staged = stage(by=analyst, holder=holder_of(initiative), file=file, at=timezone.now())
    known |= {"target": 1, "dimension": "age", "staged": staged.token}

    def address(name):
        pattern = next(route.pattern for route in desk.urlpatterns if route.name == name)
        values = {part: known[part] for part in pattern.converters}
        if name.startswith(("measure", "lineage", "group_target")) and "code" in values:
            values["code"] = "P1"
        if name == "dimension":
            values["code"] = "age"
        if name.startswith("submission"):
            values["number"] = Submission.objects.get().number
        return reverse(f"measurement:{name}", kwargs=values)

    return address


@pytest.mark.parametrize("who", OTHERS)
def test_pages_of_the_desk_are_not_there(request, address_of, signed_in, who):
    """But for the page of a measure that is seen by whoever has a seat; its other addresses lead back to it."""
    client = signed_in(request.getfixturevalue(who))
    seen = {address_of("measure")} if who in ("chair", "trainer", "resident") else set()
    answers = {route: client.get(address_of(route), follow=True) for route in ROUTES}
    opened = {address["PATH_INFO"] for address in (one.request for one in answers.values() if one.status_code != 404)}
    assert opened == seen


@pytest.mark.parametrize("who", OTHERS)
def test_sending_to_the_desk_changes_nothing(request, address_of, signed_in, who):
    client = signed_in(request.getfixturevalue(who))
    before = stored()
    form = {"due": "2026-12-01", "due_time": "17:00", "reason": "Mine.", "comment": "Mine.", "email": "me@example.org"}
    answers = {route: client.post(address_of(route), form).status_code for route in ROUTES}
    assert {route: code for route, code in answers.items() if code not in (404, 405)} == {}
    assert stored() == before


def test_somebody_not_signed_in_is_asked_to(address_of):
    answers = {route: Client().get(address_of(route))["Location"].split("?")[0] for route in ROUTES}
    assert set(answers.values()) == {"/sign-in/"}


def test_pages_of_the_desk_open_for_the_data_manager(address_of, signed_in, analyst):
    client = signed_in(analyst)
    answers = {route: client.get(address_of(route), follow=True).status_code for route in ROUTES}
    # Nothing is published here, so nothing stands behind a published figure.
    assert {route: code for route, code in answers.items() if code != 200} == {"lineage": 404}


def test_data_manager_of_elsewhere_finds_nothing(address_of, signed_in, person_elsewhere):
    client = signed_in(person_elsewhere)
    answers = {route: client.get(address_of(route), follow=True).status_code for route in ROUTES}
    assert {route: code for route, code in answers.items() if code != 404} == {}


def stored():
    """What a stranger's form could have changed."""
    return list(Round.objects.values()), list(Submission.objects.values()), Message.objects.count()


@pytest.fixture
def person_elsewhere(db):
    """Has the data manager's seat, in another initiative."""
    elsewhere = Initiative.objects.create(slug="elsewhere", name="Elsewhere", place_name="There", founded_at=NOW)
    backbone = Group.objects.create(initiative=elsewhere, code="backbone", name_en="Backbone", kind="backbone")
    made = person("Elsewhere")
    Seat.objects.create(group=backbone, role="data-manager", person=made, since=SINCE)
    return made
