"""The same pages for two visitors who are one person: on a phone in Spanish, and on a wide screen in English."""

from typing import Any

from commonweal.people.models import Person
from tests.browser import come_in
from tests.looks import trouble

SMALL = {"viewport": {"width": 360, "height": 740}, "color_scheme": "light", "locale": "es-MX"}
WIDE = {"viewport": {"width": 1280, "height": 740}, "color_scheme": "dark", "locale": "en-US"}


class Two:
    """`page` walks, on the phone; the other one looks at the same addresses. `troubles` is what they found."""

    def __init__(self, chromium: Any, live_server: Any, who: Person | None = None) -> None:
        self.page, self.wide = (
            chromium.new_context(base_url=live_server.url, **look).new_page() for look in (SMALL, WIDE)
        )
        self.troubles: list[list[Any]] = []
        if who is not None:
            come_in(self.page, live_server, who)

    def look(self, *addresses: str) -> None:
        self.wide.context.add_cookies(self.page.context.cookies())
        found = [trouble(page, address) for address in addresses for page in (self.wide, self.page)]
        self.troubles += [one for one in found if len(one) > 1]

    def close(self) -> None:
        self.page.context.close()
        self.wide.context.close()
