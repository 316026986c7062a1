"""Who is new in a seat ticks off the first steps of the role card; nobody else does it for them."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.governance.models import FirstStep, Seat
from commonweal.governance.operations.terms import tick_first_step
from commonweal.governance.queries.handover import steps_of

pytestmark = pytest.mark.covers("C13")


@pytest.fixture
def seat(resident):
    return Seat.objects.select_related("group__initiative").get(person=resident)


def test_a_step_that_is_done_says_when_and_can_be_taken_back(resident, seat, at):
    for _again in range(2):
        tick_first_step(by=resident, seat=seat, step=1, done=True, at=at)
    assert [one.done_at for one in steps_of(seat)][:2] == [at, None]
    tick_first_step(by=resident, seat=seat, step=1, done=False, at=at)
    assert {one.done_at for one in steps_of(seat)} == {None}


def test_a_step_that_is_not_on_the_card_is_refused(resident, seat, at):
    for step in (0, 99):
        with pytest.raises(ValidationError):
            tick_first_step(by=resident, seat=seat, step=step, done=True, at=at)


@pytest.mark.parametrize("who", ["chair", "analyst", "trainer", "partner", "funder", "stranger"])
def test_nobody_ticks_for_somebody_else(request, seat, at, who):
    with pytest.raises(PermissionDenied):
        tick_first_step(by=request.getfixturevalue(who), seat=seat, step=1, done=True, at=at)
    assert FirstStep.objects.count() == 0


def test_the_pack_holds_the_steps_and_only_its_holder_has_the_buttons(signed_in, resident, chair, seat):
    path = f"/desk/fork/seats/{seat.pk}/"
    assert signed_in(resident).post(f"{path}steps/2/", {"done": "1"}).status_code == 302
    assert signed_in(chair).post(f"{path}steps/2/", {"done": "1"}).status_code == 404
    own, chairs = (signed_in(who).get(f"{path}handover/").content.decode() for who in (resident, chair))
    assert ("I have done it" in own, "I have done it" in chairs) == (True, False)
    assert "done on" in chairs
