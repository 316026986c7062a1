"""A seat goes to the person who was named, and not to whoever else has the address that was typed."""

from typing import Any

import pytest

from commonweal.governance.models import Seat

pytestmark = pytest.mark.covers("D4")


@pytest.mark.parametrize(("name", "seats"), [("Somebody Else", 1), ("Resident", 2), ("resident okafor", 2)])
def test_known_address_under_another_name_gives_no_seat(
    signed_in: Any, analyst: Any, resident: Any, backbone: Any, name: str, seats: int
) -> None:
    sent = {
        "seat-group": "backbone", "seat-role": "member", "seat-name": name, "seat-email": resident.email,
        "seat-language": "en",
    }  # fmt: skip
    shown = signed_in(analyst).post("/desk/fork/seats/add/", sent, follow=True).content.decode()
    assert Seat.objects.filter(person=resident).count() == seats
    assert ("This address is Resident’s here. Write that name, or another address." in shown) == (seats == 1)
