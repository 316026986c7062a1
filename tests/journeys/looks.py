"""How a page has to look wherever a journey stops: open to all senses, and no wider than the screen."""

from typing import Any

from tests.looks import faults


def is_well(page: Any) -> None:
    wrong = faults(page)
    assert wrong == [], wrong  # pytest tells nothing by itself about an assertion outside of a test's module
