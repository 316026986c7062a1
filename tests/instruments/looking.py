"""Two readers of one world."""

from collections.abc import Iterator
from typing import Any


def seen_by_two(chromium: Any, live_server: Any) -> Iterator[Any]:
    """On a phone in Spanish and in the dark, and on a wide screen in English and in the light."""
    for width, scheme, locale in ((360, "dark", "es-MX"), (1280, "light", "en-US")):
        context = chromium.new_context(
            base_url=live_server.url, viewport={"width": width, "height": 800}, color_scheme=scheme, locale=locale,
            bypass_csp=True,
        )  # fmt: skip
        yield context.new_page()
        context.close()
