"""A release that stands, and its pictures."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from commonweal.governance.models import Initiative
from commonweal.pages.pictures import draw_release
from commonweal.people.models import Person
from commonweal.publication import operations
from commonweal.publication.models import Publication
from tests.pages.content import release_content

Release = Callable[..., Publication]


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """No page of one test is served in another."""
    cache.clear()


@pytest.fixture
def release(analyst: Person, initiative: Initiative, at: datetime) -> Release:
    """Releases the whole content, or a changed one, as the data manager does."""

    def made(**changed: Any) -> Publication:
        changes = {"changes_en": changed.pop("changes_en", "First figures."), "changes_es": "Primeras cifras."}
        return operations.release(
            by=analyst, initiative=initiative, content=release_content(**changed), at=at, **changes
        )

    return made


@pytest.fixture
def released(release: Release) -> Publication:
    return release()


@pytest.fixture(scope="session")
def drawn_before(folder_of_the_run: Path) -> Path:
    """Pictures that any test drew, in whatever process: the same chart is the same file."""
    folder = folder_of_the_run / "charts"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def drawn(released: Publication, settings: Any, drawn_before: Path) -> Publication:
    """The release with all its pictures."""
    home = Path(settings.COMMONWEAL_HOME)
    home.mkdir(parents=True, exist_ok=True)
    (home / "charts").symlink_to(drawn_before)
    draw_release(released.pk)
    return released


@pytest.fixture
def withdraw(analyst: Person, at: datetime) -> Callable[[Publication], Publication]:
    def taken_back(publication: Publication) -> Publication:
        reasons = {"reason_en": "A school was counted twice.", "reason_es": "Una escuela se contó dos veces."}
        return operations.withdraw(by=analyst, publication=publication, at=at, **reasons)

    return taken_back
