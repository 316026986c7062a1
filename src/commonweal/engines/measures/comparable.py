"""Whether enough partners stand behind a figure to set it beside the ones before it."""

from typing import Any

#: Of every ten partners asked, eight must be in. Partners differ in size, so a lower floor lets whoever is late decide
#: the direction: at eight of ten the figure moves by about as much as such figures move from quarter to quarter
#: anyway. A higher floor would leave most rounds without a verdict, because somebody is always late.
FLOOR = 0.8


def is_comparable(partners_in: int | None, partners_asked: int | None) -> bool:
    """True as well where nobody keeps a list of who was asked: then nothing is known to be missing."""
    if not partners_asked:
        return True
    return 100 * (partners_in or 0) >= round(100 * FLOOR) * partners_asked


def is_complete_enough(point: dict[str, Any]) -> bool:
    """The same of a point of a series. Releases from before there was a floor do not say; theirs all counted."""
    return bool(point.get("comparable", True))
