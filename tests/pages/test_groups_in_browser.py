"""A measure with all its charts, and each of its groups, as a browser shows them with everything folded out."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from commonweal.pages.pictures import draw_release
from tests.looks import faults, fold_out
from tests.pages import test_each_group, test_for_whom, test_looking_ahead
from tests.pages.test_in_browser import SMALL_TARGETS, TEXT_IN_CHARTS, opening

twelve_years = test_each_group.twelve_years
PATHS = ("/fork/measures/T1/", "/fork/measures/T1/groups/", "/fork/measures/T1/story/")


@pytest.fixture
def visit(
    release: Callable[..., Any],
    twelve_years: list[dict[str, Any]],
    settings: Any,
    drawn_before: Path,
    chromium: Any,
    live_server: Any,
) -> Iterator[Callable[..., Any]]:
    """Opens a page with everything on it, all pictures drawn."""
    aim = {"baseline_period": "2014", "baseline_value": 60.0, "target_period": "2030", "target_value": 75.0}
    measure = test_for_whom.told(*twelve_years, targets={("side", "south"): aim})
    made = release(measures=[test_looking_ahead.told(measure)])
    home = Path(settings.COMMONWEAL_HOME)
    home.mkdir(parents=True, exist_ok=True)
    (home / "charts").symlink_to(drawn_before)
    draw_release(made.pk)
    yield from opening(chromium, live_server)


@pytest.mark.parametrize(
    ("width", "theme", "lang"),
    [(360, "light", "es-US"), (1280, "dark", "en-US")],
)
def test_charts_and_groups_are_for_everybody(visit: Callable[..., Any], width: int, theme: str, lang: str) -> None:
    for path in PATHS:
        page = visit(path, width, theme, lang)
        fold_out(page)
        assert (path, faults(page)) == (path, [])
        assert page.evaluate(TEXT_IN_CHARTS) == []
        assert width > 360 or page.evaluate(SMALL_TARGETS) == []
        assert page.locator("text=The picture is being drawn").count() == 0
