"""The locale decides how a number, an amount and a date are written."""

import datetime as dt

import pytest
from django.utils import timezone, translation

from commonweal.ui import formats

NBSP = "\u00a0"


@pytest.mark.parametrize(("lang", "shown"), [("en", "116,447"), ("es", "116,447")])
def test_number_is_grouped_as_in_the_united_states(lang: str, shown: str) -> None:
    assert formats.number(116447, lang=lang) == shown


def test_number_follows_the_locale_that_the_settings_name(settings: object) -> None:
    settings.COMMONWEAL_FORMAT_LOCALES = {"es": "es_ES"}  # type: ignore[attr-defined]
    assert formats.number(116447, lang="es") == "116.447"
    assert formats.percent(10.2, lang="es") == f"10,2{NBSP}%"


@pytest.mark.parametrize(("lang", "shown"), [("en", "10.2%"), ("es", f"10.2{NBSP}%")])
def test_percent_has_a_space_in_spanish_only(lang: str, shown: str) -> None:
    assert formats.percent(10.2, lang=lang) == shown


def test_rounding_is_half_even_from_the_unrounded_value() -> None:
    assert [formats.number(value, 1) for value in (6.45, 6.55, 6.4501)] == ["6.4", "6.6", "6.5"]


@pytest.mark.parametrize(("value", "shown"), [(0.3, "0.3"), (2.0, "2"), (-0.314, "-0.3"), (100, "100")])
def test_short_number_has_no_zeros_that_nobody_measured(value: float, shown: str) -> None:
    assert formats.short_number(value) == shown


@pytest.mark.parametrize(("lang", "shown"), [("en", "4 March 2026"), ("es", "4 de marzo de 2026")])
def test_date_is_in_words(lang: str, shown: str) -> None:
    assert formats.day(dt.date(2026, 3, 4), lang) == shown


def test_moment_names_its_time_zone() -> None:
    assert formats.moment(dt.datetime(2026, 3, 4, 17, tzinfo=dt.UTC), "en") == "4 March 2026, 17:00 (UTC)"


def test_time_zone_has_one_name_in_spanish() -> None:
    noon = dt.datetime(2026, 3, 4, 17, tzinfo=dt.UTC)
    with timezone.override("America/New_York"):
        assert formats.moment(noon, "es") == "4 de marzo de 2026, 12:00 (hora oriental)"
    assert formats.moment(noon, "es") == "4 de marzo de 2026, 17:00 (UTC)"


@pytest.mark.parametrize(
    ("period", "en", "es"),
    [
        ("2019", "2019", "2019"),
        ("2019-Q3", "Q3 2019", "T3 2019"),
        ("2019-03", "Mar 2019", "mar 2019"),
        ("2019/20", "2019/20", "2019/20"),
        ("2026-03-04", "4 March 2026", "4 de marzo de 2026"),
    ],
)
def test_period_is_written_in_the_readers_language(period: str, en: str, es: str) -> None:
    assert [formats.period(period, lang) for lang in ("en", "es")] == [en, es]


@pytest.mark.parametrize(("kind", "shown"), [("percent", "44.4%"), ("count", "44.4"), ("money", "$44.4")])
def test_figure_carries_the_sign_of_its_kind(kind: str, shown: str) -> None:
    assert formats.figure(44.4, kind, 1, "en") == shown


def test_age_is_coarse_and_translated() -> None:
    now = dt.datetime(2026, 3, 4, 17, tzinfo=dt.UTC)
    with translation.override("es"):
        assert formats.how_long_ago(now - dt.timedelta(days=2), now) == "hace 2 días"
        assert formats.how_long_ago(now, now) == "hoy"


@pytest.mark.parametrize("value", [1e30, 1e40, -1.7e308])
def test_number_too_large_for_anything_is_still_shown(value: float) -> None:
    shown = formats.number(value, 1, lang="en")
    assert float(shown.replace(",", "")) == value
    assert formats.money(value, 1, lang="en").replace("$", "") == shown
