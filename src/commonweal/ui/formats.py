"""Numbers, percents, money and dates by locale: the locale decides, never the language.

`es` defaults to es-US (116,447 and 10.2 %); a place that writes 116.447 sets
`COMMONWEAL_FORMAT_LOCALES = {"es": "es_ES"}`.
"""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from functools import cache
from typing import cast
from zoneinfo import ZoneInfo

from babel import Locale
from babel import dates as babel_dates
from babel import numbers as babel_numbers
from babel.lists import format_list
from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.lib.periods import period_kind

DEFAULT_LOCALES = {"en": "en_US", "es": "es_US"}
Number = int | float | Decimal
# Somebody may type 1e300, and a page must be able to show it to be put right; Python's own limit is 28 digits.
EVERY_DIGIT = Context(prec=400)


def locale_of(lang: str | None = None) -> Locale:
    """The formatting locale of a language, as the settings say."""
    short = (lang or translation.get_language() or "en").split("-")[0]
    chosen = {**DEFAULT_LOCALES, **getattr(settings, "COMMONWEAL_FORMAT_LOCALES", {})}
    return parsed(chosen.get(short, "en_US"))


#: A locale reads its data when it is first asked for them; a page asks a thousand times.
parsed = cache(Locale.parse)


def rounded(value: Number, decimals: int) -> Decimal:
    """Half-even, from the unrounded value."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN, context=EVERY_DIGIT)


def number(value: Number, decimals: int = 0, lang: str | None = None) -> str:
    """116,447 or, where the locale writes so, 116.447."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    with localcontext(EVERY_DIGIT):
        return babel_numbers.format_decimal(rounded(value, decimals), format=pattern, locale=locale_of(lang))


def short_number(value: Number, decimals: int = 1, lang: str | None = None) -> str:
    """As `number`, without zeros at the end: 0.3, 2, 10.2."""
    exact = rounded(value, decimals)
    places = max(0, -cast(int, exact.normalize().as_tuple().exponent))
    return number(exact, places, lang)


def percent(value: Number, decimals: int = 1, lang: str | None = None) -> str:
    """10.2% in English, 10.2 % in Spanish; the value is in percent, not a share of one."""
    # Babel's es-US has no space before the sign; Spanish spelling wants one everywhere.
    locale = locale_of(lang)
    sign = "\u00a0%" if locale.language == "es" else "%"
    return number(value, decimals, lang) + sign


def money(value: Number, decimals: int = 0, lang: str | None = None, currency: str = "USD") -> str:
    """$80,000; with cents where the measure has them."""
    pattern = "¤#,##0" + ("." + "0" * decimals if decimals else "")
    with localcontext(EVERY_DIGIT):
        return babel_numbers.format_currency(
            rounded(value, decimals), currency, format=pattern, locale=locale_of(lang), currency_digits=False
        )


def figure(value: Number, kind: str, decimals: int, lang: str | None = None) -> str:
    """A figure as it is printed: with its % or its currency, bare otherwise."""
    if kind == "percent":
        return percent(value, decimals, lang)
    if kind == "money":
        return money(value, decimals, lang)
    return number(value, decimals, lang)


def unit_beside(unit: str, kind: str) -> str:
    """The unit beside a figure that carries its % or its $ already: "of people", "an hour"."""
    said_by_the_sign = {"percent": ("%",), "money": ("US dollars", "dollars", "dólares", "$")}
    for start in said_by_the_sign.get(kind, ()):
        if unit.startswith(start):
            return unit.removeprefix(start).strip()
    return unit


def day(value: dt.date | dt.datetime, lang: str | None = None) -> str:
    """A date in words: 4 March 2026, 4 de marzo de 2026."""
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    pattern = "d MMMM y" if locale_of(lang).language == "en" else "d 'de' MMMM 'de' y"
    return babel_dates.format_date(value, pattern, locale=locale_of(lang))


def moment(value: dt.datetime, lang: str | None = None) -> str:
    """A day, an hour and the name of the time zone: 4 March 2026, 17:00 (UTC)."""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    zone = zone_name(local, lang)
    clock = f"{local:%H:%M}"
    return f"{day(local, lang)}, {clock}" + (f" ({zone})" if zone else "")


def zone_name(local: dt.datetime, lang: str | None = None) -> str:
    """EST in English; its name in Spanish, where the abbreviation says nothing. UTC has a short name only."""
    locale, short = locale_of(lang), local.tzname() or ""
    if locale.language == "en" or local.tzinfo is None:
        return short
    name = babel_dates.get_timezone_name(local.tzinfo, width="long", zone_variant="generic", locale=locale)
    return short if "(" in name or short == "UTC" else name


def how_long_ago(value: dt.datetime, now: dt.datetime | None = None) -> str:
    """An age in words, coarse on purpose: today, 2 days ago."""
    days = ((now or timezone.now()) - value).days
    if days <= 0:
        return _("today")
    return ngettext("%(count)s day ago", "%(count)s days ago", days) % {"count": number(days)}


def listed(words: list[str], lang: str | None = None) -> str:
    """2012, 2014 and 2018, or 2012, 2014 y 2018."""
    return format_list(words, locale=locale_of(lang))


def period(text: str, lang: str | None = None) -> str:
    """A period as it is printed: 2019, 2019/20, Q3 2019 (T3 2019), Mar 2019, 4 March 2026."""
    year, _dash, rest = text.partition("-")
    locale = locale_of(lang)
    if rest[:1] in {"Q", "q"}:
        return f"{'T' if locale.language == 'es' else 'Q'}{rest[1:]} {year}"
    if len(rest) == 2 and rest.isdigit():
        return babel_dates.format_date(dt.date(int(year), int(rest), 1), "MMM y", locale=locale)
    if len(text) == 10 and rest:
        return day(dt.date.fromisoformat(text), lang)
    return text


def named_period(name: str, lang: str | None = None) -> str:
    """A name, such as a round's, spelled as its period is, where it is one."""
    return period(name, lang) if period_kind(name) else name


def in_zone(value: dt.datetime, zone: str, lang: str | None = None) -> str:
    """A moment as its clock shows it where it takes place, whatever the reader's own time zone."""
    local = value.astimezone(ZoneInfo(zone))
    return f"{weekday(local, lang)}, {day(local.date(), lang)}, {local:%H:%M}"


def weekday(value: dt.datetime, lang: str | None = None) -> str:
    """Wednesday, miércoles."""
    return babel_dates.format_date(value.date(), "EEEE", locale=locale_of(lang))
