"""Periods as text, and their place on a line of years."""

import calendar
import re
from collections.abc import Iterable
from datetime import date, timedelta

_YEAR = re.compile(r"(\d{4})")
_QUARTER = re.compile(r"(\d{4})-?[Qq]([1-4])")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_SPLIT_YEAR = re.compile(r"(\d{4})/(\d{2}|\d{4})")

FORMS = "2019, 2019-Q3, 2019-03, 2019-03-31 or 2019/20"


WORDS = {
    "no-period": {
        "en": f"“{{text}}” is not a period. Write it as {FORMS}.",
        "es": f"«{{text}}» no es un periodo. Escríbalo como {FORMS}.",
    },
    "no-day": {"en": "“{text}” is no day of the calendar.", "es": "«{text}» no es un día del calendario."},
    "twice": {
        "en": "The period {text} stands twice. Keep one of the two.",
        "es": "El periodo {text} aparece dos veces. Deje uno de los dos.",
    },
}
_WHERE = {"en": "Row {row}, period: ", "es": "Fila {row}, period: "}


class PeriodError(ValueError):
    """The text names no period, or one that stands twice; `row` is where, if it came from a file."""

    def __init__(self, code: str, text: str, row: int | None = None) -> None:
        self.code, self.text, self.row = code, text, row
        super().__init__(self.message("en"))

    def message(self, lang: str) -> str:
        where = "" if self.row is None else _WHERE[lang].format(row=self.row)
        return where + WORDS[self.code][lang].format(text=self.text)


def period_value(text: str) -> float:
    """The start of the period in years: 2019-Q3 is 2019.5, and 2019/20 is 2019."""
    wanted = str(text).strip()
    if match := _YEAR.fullmatch(wanted):
        return float(match[1])
    if match := _QUARTER.fullmatch(wanted):
        return int(match[1]) + (int(match[2]) - 1) / 4
    if (match := _MONTH.fullmatch(wanted)) and 1 <= int(match[2]) <= 12:
        return int(match[1]) + (int(match[2]) - 1) / 12
    if match := _DAY.fullmatch(wanted):
        return _day_value(wanted, match)
    if match := _SPLIT_YEAR.fullmatch(wanted):
        following = int(match[1]) + 1
        if match[2] in (f"{following % 100:02d}", str(following)):
            return float(match[1])
    raise PeriodError("no-period", wanted)


def _day_value(wanted: str, match: re.Match[str]) -> float:
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError as fault:
        raise PeriodError("no-day", wanted) from fault
    first, after = date(day.year, 1, 1), date(day.year, 12, 31)
    return day.year + (day - first).days / ((after - first).days + 1)


def period_kind(text: str) -> str:
    """`year`, `school-year`, `quarter`, `month` or `day`; nothing where it is no period."""
    shapes = {"year": _YEAR, "school-year": _SPLIT_YEAR, "quarter": _QUARTER, "month": _MONTH, "day": _DAY}
    return next((kind for kind, shape in shapes.items() if shape.fullmatch(str(text).strip())), "")


def period_end(text: str) -> float:
    """Where the next period begins, in years."""
    value, wanted = period_value(text), str(text).strip()
    for shape, length in ((_QUARTER, 1 / 4), (_MONTH, 1 / 12), (_DAY, 1 / 366)):
        if shape.fullmatch(wanted):
            return value + length
    return value + 1


def period_sort_key(text: str) -> tuple[float, str]:
    """Sorts by time; two spellings of the same start keep a fixed order."""
    return period_value(text), str(text)


def period_step(periods: Iterable[str]) -> float:
    """The typical spacing in years: the lower median of the distances, so that it is one that occurs."""
    values = sorted({period_value(period) for period in periods})
    distances = sorted(later - earlier for earlier, later in zip(values, values[1:], strict=False))
    return distances[(len(distances) - 1) // 2] if distances else 1.0


def period_after(text: str, years: float) -> str:
    """The period that begins so many years later, written alike; a day keeps its place in the month."""
    wanted = str(text).strip()
    if _YEAR.fullmatch(wanted):
        return f"{int(wanted) + round(years):04d}"
    if match := _QUARTER.fullmatch(wanted):
        year, quarter = divmod(int(match[1]) * 4 + int(match[2]) - 1 + round(years * 4), 4)
        return f"{year:04d}-Q{quarter + 1}"
    if match := _MONTH.fullmatch(wanted):
        year, month = divmod(int(match[1]) * 12 + int(match[2]) - 1 + round(years * 12), 12)
        return f"{year:04d}-{month + 1:02d}"
    if match := _SPLIT_YEAR.fullmatch(wanted):
        year = int(match[1]) + round(years)
        return f"{year:04d}/{(year + 1) % 100:02d}" if len(match[2]) == 2 else f"{year:04d}/{year + 1:04d}"
    return _day_after(date.fromisoformat(wanted), years).isoformat()


def _day_after(day: date, years: float) -> date:
    if years < 1 / 13:  # shorter than any month
        return day + timedelta(days=round(years * 365.25))
    year, month = divmod(day.year * 12 + day.month - 1 + round(years * 12), 12)
    if year > date.max.year:
        raise PeriodError("no-day", f"{year}-{month + 1:02d}")
    last = calendar.monthrange(year, month + 1)[1]
    at_end = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if at_end else min(day.day, last))
