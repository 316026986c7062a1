"""Where a journey begins: on an installation that somebody founded and furnished, through its pages."""

from typing import Any

import pytest

from tests.journeys.desk import Desk


@pytest.fixture
def desk(transactional_db: None, settings: Any) -> Desk:
    """Two districts, two partners, and nothing measured yet."""
    made = Desk()
    made.found(settings.COMMONWEAL_HOME)
    made.furnish()
    return made
