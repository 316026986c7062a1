"""Reads a cell of the period column: an open period, another way to write one, or a spreadsheet's date."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

_QUARTERS = (
    re.compile(r"[QT]\s*([1-4])[\s,/-]*(\d{4})", re.IGNORECASE),
    re.compile(r"([1-4])\s*[QT][\s,/-]*(\d{4})", re.IGNORECASE),
)
_QUARTERS_AFTER = (
    re.compile(r"(\d{4})[\s,/-]*[QT]\s*([1-4])", re.IGNORECASE),
    re.compile(r"(\d{4})[\s,/-]*([1-4])\s*[QT]", re.IGNORECASE),
)
_SPLIT = re.compile(r"(\d{4})\s*[/–-]\s*(\d{2}|\d{4})")
_ISO_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})")
_OTHER_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


@dataclass(frozen=True)
class PeriodReading:
    """Which open period a text means. `code` and `variant` say what is to be told of it, if anything."""

    period: str | None
    code: str | None = None
    variant: str | None = None
    first: str = ""
    second: str = ""


def read_period(text: str, open_periods: Sequence[str]) -> PeriodReading:
    """Find the open period; other spellings and dates are read where only one is meant."""
    if text in open_periods:
        return PeriodReading(text)
    folded = {re.sub(r"\s+", "", period).casefold(): period for period in open_periods}
    if (period := folded.get(re.sub(r"\s+", "", text).casefold())) is not None:
        return PeriodReading(period, "unknown-period", "read")
    if (standard := _standard(text)) is not None and standard in folded.values():
        return PeriodReading(standard, "unknown-period", "read")
    return _read_date(text, open_periods)


def _standard(text: str) -> str | None:
    """The usual spelling of a quarter or of a year that spans two."""
    for pattern in _QUARTERS:
        if match := pattern.fullmatch(text):
            return f"{match[2]}-Q{match[1]}"
    for pattern in _QUARTERS_AFTER:
        if match := pattern.fullmatch(text):
            return f"{match[1]}-Q{match[2]}"
    match = _SPLIT.fullmatch(text)
    if match and int(match[2]) % 100 == (int(match[1]) + 1) % 100:
        return f"{match[1]}/{int(match[2]) % 100:02d}"
    return None


def _read_date(text: str, open_periods: Sequence[str]) -> PeriodReading:
    days, shaped = _days(text)
    if not shaped:
        return PeriodReading(None, "unknown-period")
    if not days:
        return PeriodReading(None, "bad-date")
    found = [[period for period in open_periods if _holds(period, day)] for day in days]
    meant = sorted({period for periods in found for period in periods}, key=open_periods.index)
    if len(meant) == 1:
        return PeriodReading(meant[0], "bad-date", "read")
    if len(meant) > 1:
        return PeriodReading(None, "bad-date", "both", meant[0], meant[1])
    return PeriodReading(None, "unknown-period")


def _days(text: str) -> tuple[list[date], bool]:
    """The real days a text can mean (day or month first), and whether it has the shape of a day at all."""
    if match := _ISO_DAY.fullmatch(text):
        orders = [(match[1], match[2], match[3])]
    elif match := _OTHER_DAY.fullmatch(text):
        orders = [(match[3], match[1], match[2]), (match[3], match[2], match[1])]
    else:
        no_month = (match := _ISO_MONTH.fullmatch(text)) and not 1 <= int(match[2]) <= 12
        return [], bool(no_month)
    days = []
    for year, month, day in orders:
        try:
            found = date(int(year), int(month), int(day))
        except ValueError:
            continue
        if found not in days:
            days.append(found)
    return days, True


def _holds(period: str, day: date) -> bool:
    """Whether the day lies in the period. A year that spans two says no month, so it holds no day."""
    if match := re.fullmatch(r"(\d{4})", period):
        return day.year == int(match[1])
    if match := re.fullmatch(r"(\d{4})-Q([1-4])", period):
        return day.year == int(match[1]) and (day.month - 1) // 3 == int(match[2]) - 1
    if match := re.fullmatch(r"(\d{4})-(\d{2})", period):
        return (day.year, day.month) == (int(match[1]), int(match[2]))
    if match := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", period):
        month, last = int(match[2]), int(match[3])
        return month <= 12 and last <= calendar.monthrange(int(match[1]), month)[1] and period == day.isoformat()
    return False
