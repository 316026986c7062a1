"""What every test may ask for: the cast, the shared data, a browser. And the last lines of the run."""

import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone, translation
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

pytest_plugins = [
    "tests.cast",
    "tests.browser",
    "tests.made_once",
    "tests.built_demo",
    "tests.asked_routes",
    "tests.garbage",
]

# No test is about time, and a busy machine is no failure.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real files beside the project; tests read them where they are and skip where they are not."""
    folder = Path(os.environ.get("COMMONWEAL_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        pytest.skip("the shared data is not here: set COMMONWEAL_SHARED, or put it in ../shared")
    return folder


@pytest.fixture(autouse=True)
def own_home(request: pytest.FixtureRequest) -> None:
    """Files that a test stores go to its own folder, so that no test sees what another one left."""
    needs_site = {"db", "transactional_db", "live_server", "client"} & set(request.fixturenames)
    if needs_site or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("settings").COMMONWEAL_HOME = request.getfixturevalue("tmp_path") / "home"


@pytest.fixture(autouse=True)
def no_language_left_behind() -> None:
    """A page leaves its reader's language and clock in the thread; the next test begins without them."""
    translation.deactivate()
    timezone.deactivate()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-coverage", action="store_true", help="write docs/coverage.md anew, and run nothing")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: a test waits often, for its browser or for a command that it started."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores + 1


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--write-coverage"):
        from tests.house import coverage

        coverage.PAGE.write_text(coverage.page(ROOT / "tests"), encoding="utf-8")
        pytest.exit(f"Written: {coverage.PAGE.relative_to(ROOT)}", returncode=0)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how many ran and why the others did not, just above pytest's closing line."""
    stats = terminalreporter.stats
    ran = sum(len(stats.get(kind, [])) for kind in ("passed", "failed", "xfailed", "xpassed"))
    reasons = Counter(reason_of(report) for report in stats.get("skipped", []))
    terminalreporter.write_line("")
    terminalreporter.write_line(f"{ran} tests ran, {sum(reasons.values())} were skipped.")
    for reason, count in reasons.most_common():
        terminalreporter.write_line(f"  skipped {count}: {reason}")


def reason_of(report: Any) -> str:
    """Why it was skipped; a hundred files that are not there are one reason."""
    text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    text = text.removeprefix("Skipped: ")
    if text.startswith("got empty parameter set"):  # a test for each file of a folder that is not here
        return "shared data absent"
    return text.partition(":")[0] if text.startswith("shared data absent") else text
