"""Times on the pages of the work are those of the place, whatever the clock of the machine says."""

from typing import Any

import pytest

from commonweal.governance.models import Initiative
from commonweal.people.models import Person
from tests.governance.deciding import opened, proposed, table

__all__ = ["opened", "proposed", "table"]


@pytest.mark.parametrize(("zone", "said"), [("America/New_York", "(EST)"), ("Pacific/Honolulu", "(HST)")])
def test_page_of_a_decision_says_when_it_closes_by_the_clocks_of_the_place(
    initiative: Initiative, chair: Person, signed_in: Any, opened: Any, at: Any, zone: str, said: str
) -> None:
    initiative.time_zone = zone
    initiative.save()
    decision = opened(closes_at=at.replace(year=2036))
    page = signed_in(chair).get(f"/desk/fork/decisions/{decision.number}/").content.decode()
    assert page.count(said) >= 1
    assert "(UTC)" not in page
