"""Odd input to the data manager's pages: a clear answer, nothing half stored, no trace of a stack."""

import pytest

from commonweal.measurement.models import Measure, Round
from tests.measurement.test_definitions_pages import TYPED
from tests.measurement.test_rounds_pages import FAR

pytestmark = pytest.mark.django_db
ROUND = {"name": "2026-Q4", "periods": "2026-Q4", "step": "open"} | FAR


@pytest.fixture
def desk(signed_in, analyst):
    return signed_in(analyst)


@pytest.fixture
def typed(enrolled, partner_organisation):
    return ROUND | {"asked": f"{partner_organisation.pk}-{enrolled.pk}"}


@pytest.mark.parametrize(
    "odd",
    [
        {"name": "a\x00b"},
        {"name": "x" * 500},
        {"periods": "=HYPERLINK(1)"},
        {"periods": ","},
        {"due": "0001-01-01"},
        {"due": "9999-12-31"},
        {"due": "31.12.2026"},
        {"due": ""},
        {"due_time": "25:99"},
        {"asked": "1-1-1"},
        {"asked": "x"},
        {"asked": "99999999999999999999-1"},
    ],
)
def test_round_with_odd_input_comes_back_and_opens_nothing(desk, initiative, typed, odd):
    assert desk.post("/desk/fork/rounds/new/", typed | odd).status_code == 422
    assert Round.objects.count() == 0


@pytest.mark.parametrize(
    "odd",
    [
        {"code": "../etc"},
        {"code": "new"},
        {"code": "a\x00"},
        {"name_en": "x" * 121},
        {"kind": "magic"},
        {"places_rule": ""},
        {"decimals": "-1"},
        {"decimals": "99999999999999999999"},
        {"per": "0"},
        {"minimum": "nan"},
        {"minimum": "1e999"},
        {"dimensions": "nowhere"},
        {"group": "nowhere"},
        {"owner": "12345678901234567890"},
        {"source_url": "javascript:alert(1)"},
    ],
)
def test_measure_with_odd_input_comes_back_and_defines_nothing(desk, initiative, odd):
    assert desk.post("/desk/fork/measures/new/", TYPED | odd).status_code == 422
    assert Measure.objects.count() == 0


@pytest.mark.parametrize(
    "address",
    [
        "/desk/fork/rounds/99999999999999999999/",
        "/desk/fork/rounds/1/place/nobody/",
        "/desk/fork/measures/%00/",
        "/desk/fork/submissions/%F0%9F%98%80/",
        "/desk/no-such-place/rounds/",
    ],
)
def test_odd_address_is_not_there(desk, initiative, address):
    assert desk.get(address).status_code == 404


def test_text_of_others_is_shown_as_text(desk, initiative):
    desk.post("/desk/fork/measures/new/", TYPED | {"name_en": "<script>alert(1)</script>"})
    page = desk.get("/desk/fork/measures/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
