"""A write is a verb: keyword-only, and the actor first. And tests use the real thing."""

from pathlib import Path

import pytest

from tests.house import code


def test_every_operation_says_first_who_acts() -> None:
    assert code.loose_verbs(code.ROOT / "src" / "commonweal") == []


def test_no_test_replaces_our_own_code() -> None:
    assert code.mocks(code.ROOT / "tests") == []


def test_journey_begins_at_a_page_and_writes_through_pages_alone() -> None:
    assert code.shortcuts(code.ROOT / "tests" / "journeys", code.ROOT / "tests" / "cast.py") == []


@pytest.mark.parametrize(
    ("journey", "shortcut"),
    [
        ("from commonweal.people.models import Person", "commonweal.people.models.Person"),
        ("def test(browser):\n    from django.db import connection", "django.db.connection"),
        ("def test(browser, analyst): ...", "analyst"),
    ],
)
def test_shortcut_of_a_journey_is_caught(tmp_path: Path, journey: str, shortcut: str) -> None:
    (tmp_path / "test_it.py").write_text(journey)
    assert code.shortcuts(tmp_path, code.ROOT / "tests" / "cast.py") == [f"test_it.py: {shortcut}"]


@pytest.mark.parametrize(
    ("verb", "complaint"),
    [
        ("def found(name, *, by): record(by=by)", "(name, *, by)"),
        ("def found(*, name, by): record(by=by)", "(*, name, by)"),
        ("def found(*, name): Initiative.objects.create(name=name)", "(*, name)"),
        ("@transaction.atomic\ndef found(by): ...", "(by)"),
        ("def found(*, row): row.save()", "(*, row)"),
    ],
)
def test_loose_operation_is_caught(tmp_path: Path, verb: str, complaint: str) -> None:
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "operations.py").write_text(verb)
    assert code.loose_verbs(tmp_path) == [f"room/operations.py:found{complaint}"]


def test_operation_in_a_package_is_caught_too(tmp_path: Path) -> None:
    (tmp_path / "room" / "operations").mkdir(parents=True)
    (tmp_path / "room" / "operations" / "founding.py").write_text("def found(by): record(by=by)")
    assert code.loose_verbs(tmp_path) == ["room/operations/founding.py:found(by)"]


@pytest.mark.parametrize(
    ("test", "complaint"),
    [
        ("from unittest." + "mock import patch", "uses a mock"),
        ("def test(moc" + "ker): ...", "uses a mock"),
        ("def test(monkeypatch): monkeypatch.setattr('commonweal.lib.files.store', None)", "replaces 'commonweal.lib"),
        ("from commonweal.lib import files\nmonkeypatch.setattr(files, 'store', None)", "replaces files"),
    ],
)
def test_mock_is_caught(tmp_path: Path, test: str, complaint: str) -> None:
    (tmp_path / "test_it.py").write_text(test)
    assert [complaint in found for found in code.mocks(tmp_path)] == [True]
