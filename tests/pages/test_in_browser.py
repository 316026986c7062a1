"""What only a browser can tell: accessibility, room on a small screen, sizes, requests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from commonweal.publication.models import Publication
from tests.looks import faults, fold_out

PATHS = (
    "/fork/",
    "/fork/measures/S1/",
    "/fork/measures/P1/",
    "/fork/goal/",
    "/fork/measures/S1/story/",
    "/fork/releases/",
    "/fork/share/",
    "/no/such/page/",
)
TEXT_IN_CHARTS = """() => [...document.querySelectorAll('svg.chart text')].map(text => {
  const svg = text.ownerSVGElement;
  const shown = svg.getBoundingClientRect().width;
  return shown ? shown / svg.viewBox.baseVal.width * parseFloat(text.getAttribute('font-size')) : 99;
}).filter(size => size < 12)"""
SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, summary, input:not([type=hidden])')].filter(e => {
  const box = e.getBoundingClientRect();
  return box.width && box.height && !e.matches('.skip, p a, li a, td a, th a, h3 a') && box.height < 43.5;
}).map(e => e.outerHTML.slice(0, 80))"""


@pytest.fixture
def visit(chromium: Any, live_server: Any, drawn: Publication) -> Iterator[Any]:
    """Opens a page at a width, in a theme and a language: one visitor for each, who goes from page to page."""
    yield from opening(chromium, live_server)


def opening(chromium: Any, live_server: Any) -> Iterator[Any]:
    visitors: dict[tuple[int, str, str], Any] = {}

    def opened(path: str, width: int = 1280, theme: str = "light", lang: str = "en-US") -> Any:
        if (width, theme, lang) not in visitors:
            look = {"viewport": {"width": width, "height": 740}, "color_scheme": theme, "locale": lang}
            visitors[width, theme, lang] = chromium.new_context(base_url=live_server.url, **look).new_page()
        page = visitors[width, theme, lang]
        page.goto(path)
        return page

    yield opened
    for page in visitors.values():
        page.context.close()


# Each width, theme and language occurs once.
@pytest.mark.parametrize(
    ("width", "theme", "lang"),
    [(360, "light", "es-US"), (1280, "dark", "en-US")],
)
def test_public_pages_have_no_accessibility_faults(visit: Any, width: int, theme: str, lang: str) -> None:
    found = {}
    for path in PATHS:
        page = visit(path, width, theme, lang)
        fold_out(page)
        found[path] = faults(page)
    assert found == dict.fromkeys(PATHS, [])


@pytest.mark.covers("J5")
@pytest.mark.parametrize(("width", "shown"), [(360, 3), (1280, 11)])
def test_phone_folds_what_a_wide_screen_shows(visit: Any, width: int, shown: int) -> None:
    page = visit("/fork/", width)
    cards = page.locator("#track .card")
    assert (cards.count(), sum(card.is_visible() for card in cards.all())) == (11, shown)
    assert page.locator("#track summary").is_visible() == (width == 360)


def test_nothing_scrolls_sideways_and_chart_text_stays_readable(visit: Any) -> None:
    for path in PATHS:
        page = visit(path, lang="es-US")
        for width in (320, 360, 768, 1280):
            page.set_viewport_size({"width": width, "height": 740})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.evaluate(TEXT_IN_CHARTS) == []


@pytest.mark.covers("J5", "A12", "F-DES-6")
@pytest.mark.parametrize("lang", ["en-US", "es-US"])
def test_first_screen_of_a_phone_holds_number_verdict_and_sentence(visit: Any, lang: str) -> None:
    page = visit("/fork/", 360, lang=lang)
    boxes = [page.locator(part).first.bounding_box() for part in (".big .num", ".say .chip", ".say .lead")]
    assert max(box["y"] + box["height"] for box in boxes) <= 740


def test_things_to_press_are_large_enough_for_a_thumb(visit: Any) -> None:
    for path in PATHS:
        assert visit(path, 360).evaluate(SMALL_TARGETS) == []


def test_first_view_takes_at_most_six_requests(chromium: Any, live_server: Any, drawn: Publication) -> None:
    context = chromium.new_context(base_url=live_server.url)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/fork/")
    page.wait_for_load_state("networkidle")
    context.close()
    assert len(asked) <= 6
    assert [url for url in asked if not url.startswith(live_server.url)] == []


def test_everything_works_without_scripts(chromium: Any, live_server: Any, drawn: Publication) -> None:
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False, locale="en-US")
    page = context.new_page()
    page.goto("/fork/")
    page.get_by_role("button", name="Español").click()
    assert page.locator("h1").inner_text() == "25,000 residentes menos en la pobreza para 2030"
    page.get_by_role("link", name="Alumnos que faltan demasiado").first.click()
    assert page.locator("h1").inner_text() == "Alumnos que faltan demasiado"
    page.get_by_text("Ver las cifras").first.click()
    assert page.get_by_role("cell", name="13.5 %").first.is_visible()
    context.close()


def test_page_prints_without_what_only_a_screen_needs(visit: Any, tmp_path: Path) -> None:
    page = visit("/fork/")
    page.emulate_media(media="print")
    assert page.locator(".qs").is_visible() is False
    assert page.locator(".top .tongue").is_visible() is False
    assert page.locator(".hero .chart").first.is_visible() is True
    page.pdf(path=str(tmp_path / "page.pdf"))
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")


def test_nothing_moves_for_those_who_asked_for_rest(visit: Any) -> None:
    page = visit("/fork/")
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
