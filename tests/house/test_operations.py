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
        ("def test(browser, *, analyst): ...", "analyst"),
        ("def test(request):\n    request.getfixturevalue('analyst')", "analyst"),
        ("@pytest.mark.usefixtures('analyst')\ndef test(browser): ...", "analyst"),
        ("from tests.cast import person", "tests.cast.person"),
        ("from tests.measurement.data_work import figures_came", "tests.measurement.data_work.figures_came"),
        ("from django.contrib.auth import get_user_model", "django.contrib.auth.get_user_model"),
        ("from django.apps import apps", "django.apps.apps"),
        ("from django.core.management import call_command", "django.core.management.call_command"),
        ("import sqlite3", "sqlite3"),
        ("import importlib\nimportlib.import_module('commonweal.people.models')", "importlib"),
        ("__import__('commonweal.people.models')", "__import__"),
        ("def test(client):\n    client.force_login(None)", "force_login"),
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
        ("def found(*, row): row.delete()", "(*, row)"),
        ("def found(*, initiative): initiative.members.create(name='Ana')", "(*, initiative)"),
        ("def found(*, rows): rows.filter(pk=1).update(name='Ana')", "(*, rows)"),
        ("class Desk:\n    def found(self, row): row.save()", "(self, row)"),
    ],
)
def test_loose_operation_is_caught(tmp_path: Path, verb: str, complaint: str) -> None:
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "operations.py").write_text(verb)
    assert code.loose_verbs(tmp_path) == [f"room/operations.py:found{complaint}"]


@pytest.mark.parametrize(
    "verb",
    [
        "def found(*, by, row): row.delete()",
        "def counted(*, told): told.update(one=1)",
        "def found(*, by, row):\n    def keep(row): row.save()\n    keep(row)",
        "class Desk:\n    def found(self, *, by, row): row.save()",
    ],
)
def test_operation_that_says_who_acts_or_writes_nothing_is_in_order(tmp_path: Path, verb: str) -> None:
    (tmp_path / "operations.py").write_text(verb)
    assert code.loose_verbs(tmp_path) == []


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
