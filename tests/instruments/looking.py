"""Two readers of one world, and what is wrong with the page before them."""

from collections.abc import Iterator
from typing import Any

from axe_playwright_python.sync_playwright import Axe


def seen_by_two(chromium: Any, live_server: Any) -> Iterator[Any]:
    """On a phone in Spanish and in the dark, and on a wide screen in English and in the light."""
    for width, scheme, locale in ((360, "dark", "es-MX"), (1280, "light", "en-US")):
        context = chromium.new_context(
            base_url=live_server.url, viewport={"width": width, "height": 800}, color_scheme=scheme, locale=locale,
            bypass_csp=True,
        )  # fmt: skip
        yield context.new_page()
        context.close()


def trouble(page: Any) -> list[str]:
    page.wait_for_load_state()
    page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
    found = [violation["id"] for violation in Axe().run(page).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*found, *(["scrolls sideways"] if wide else [])]
