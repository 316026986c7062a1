"""A real browser on a real server, for journeys and for what only a browser can check."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

# The browser itself is bound to this machine too: whatever it looks for outside, it does not find.
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
    # The browser's own pages, one process for each window that opens; then what the driver leaves out, whose list this
    # replaces.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,SpareRendererForSitePerProcess,"
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,"
    "LensOverlay,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect,"
    "OptimizationHints,NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch",
    # Each page brings its scripts anew, so that what is compiled for speed is thrown away before it has paid.
    "--js-flags=--no-opt --no-maglev",
]  # fmt: skip
# The first is the same browser without its windows, which nobody sees here: pages take a third less of the processor.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# Long enough for a busy machine: it ends a test that hangs, and no test is about time.
PATIENCE = 180_000


class PatientBrowser:
    """The browser, whose visitors all wait as long as a busy machine may need."""

    def __init__(self, browser: Any) -> None:
        self.browser = browser

    def new_context(self, **look: Any) -> Any:
        context = self.browser.new_context(**look)
        context.set_default_timeout(PATIENCE)
        return context


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser process for the session; each test takes a context of its own."""
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        pytest.skip("there is no browser: on Debian or Ubuntu, sudo apt install chromium")
    # Playwright runs a loop of its own in this thread, which makes Django think that it is called from async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    from playwright.sync_api import sync_playwright

    try:
        playwright = sync_playwright().start()
    except Exception as problem:
        if "Connection closed while reading from the driver" not in str(problem):
            raise
        pytest.skip("the browser's driver does not start: on Debian or Ubuntu, sudo apt install libatomic1")
    browser = playwright.chromium.launch(executable_path=executable, args=FLAGS, timeout=PATIENCE)
    yield PatientBrowser(browser)
    browser.close()
    playwright.stop()


@pytest.fixture
def browser(chromium: Any, live_server: Any) -> Iterator[Any]:
    """A fresh visitor on a wide screen, whose addresses start at the server: `page.goto("/")`."""
    yield from visitor(chromium, live_server.url, width=1280, height=900)


@pytest.fixture
def phone(chromium: Any, live_server: Any) -> Iterator[Any]:
    """A fresh visitor on a narrow phone."""
    yield from visitor(chromium, live_server.url, width=360, height=740)


def visitor(chromium: Any, url: str, width: int, height: int) -> Iterator[Any]:
    context = chromium.new_context(base_url=url, viewport={"width": width, "height": height}, locale="en-US")
    yield context.new_page()
    context.close()


def come_in(page: Any, live_server: Any, who: Any) -> None:
    """Signed in, without the pages for it: those have tests of their own."""
    client = Client()
    client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`-m browser` chooses them, without a mark that one could forget."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
