"""That a figure is hidden, said where a reader would take an older one for the newest."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from commonweal.pages.reading import Reading
from commonweal.ui import formats
from commonweal.ui.charts import Point


def newer_not_shown(reading: Reading) -> str:
    """Names the hidden periods after the newest figure; nothing where there is none."""
    after = reading.latest.at if reading.latest else float("-inf")
    return _told(reading, (point.period for point in reading.points if _is_hidden(point) and point.at > after))


def hidden_since(reading: Reading, earlier: Reading) -> str:
    """Names the periods that are hidden here, and of which the earlier release had neither a figure nor that word."""
    known = {point.period for point in earlier.points if _is_hidden(point) or point.value is not None}
    return _told(reading, (point.period for point in reading.points if _is_hidden(point) and point.period not in known))


def _is_hidden(point: Point) -> bool:
    return point.status == "suppressed"


def _told(reading: Reading, periods: Iterable[str]) -> str:
    names = [formats.period(period, reading.lang) for period in periods]
    if not names:
        return ""
    return _("Not shown, to protect people: %(periods)s.") % {"periods": formats.listed(names, reading.lang)}
