"""The demo's agenda: three versions and their ratification, residents' words, a logic model."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from commonweal.agenda.content import differences_between
from commonweal.agenda.models import LogicNode, Strategy, Wording
from commonweal.agenda.queries.draft import backbone_sets_it, draft_of
from commonweal.agenda.queries.logic import logic_page
from commonweal.agenda.queries.strategies import strategies_page
from commonweal.agenda.queries.versions import decisions_about, in_force, text_of, versions_of
from commonweal.agenda.queries.voices import involved_table, voices_page
from commonweal.cli.demo.agenda import tell_agenda
from commonweal.cli.demo.calendar import last_quarter
from commonweal.cli.demo.cascade import seat_everybody
from commonweal.cli.demo.founding import Founded, found
from commonweal.cli.demo.giving import give_all
from commonweal.cli.demo.measuring import define_all
from commonweal.commitments.models import Post
from commonweal.governance.models import Seat

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)
BEGINNING = NOW - timedelta(days=380)


@pytest.fixture(scope="module")
def founded(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Founded]:
    with (
        django_db_blocker.unblock(),
        override_settings(COMMONWEAL_HOME=tmp_path_factory.mktemp("demo")),
        transaction.atomic(),
    ):
        made = found("ladder25", BEGINNING)
        seat_everybody(made, BEGINNING, NOW)
        define_all(made, last_quarter(NOW), BEGINNING + timedelta(days=2))
        tell_agenda(made, BEGINNING, NOW)
        yield made
        transaction.set_rollback(True)


def test_three_versions_were_each_ratified_by_a_decision(founded: Founded) -> None:
    versions = versions_of(founded.initiative)
    assert [version.number for version in versions] == [3, 2, 1]
    assert in_force(founded.initiative) == versions[0]
    assert [[each.decision.outcome for each in decisions_about(version)] for version in versions] == [["carried"]] * 3
    assert [version.ratified_by is not None for version in versions] == [True] * 3


def test_each_version_differs_from_the_one_before(founded: Founded) -> None:
    third, second, first = (text_of(version).content for version in versions_of(founded.initiative))
    for before, after in ((first, second), (second, third)):
        kinds = {each.kind for each in differences_between(before, after)}
        assert kinds >= {"changed", "came", "same"}


def test_agenda_was_written_by_many_and_in_both_languages(founded: Founded) -> None:
    draft = draft_of(founded.chair, founded.initiative, NOW)
    assert draft.unwritten == []
    assert not backbone_sets_it(draft)
    words = Wording.objects.filter(initiative=founded.initiative)
    assert words.values("written_by").distinct().count() > 8
    assert [row.part for row in words if bool(row.text_en) != bool(row.text_es)] == []


def test_ideas_stand_beside_planned_strategies_of_every_working_group(founded: Founded) -> None:
    page = strategies_page(founded.initiative)
    assert {str(each.strategy.group) for each in page.planned} == {
        "Healthy Start", "Ready for School", "School Success", "Good Jobs", "Stable Homes", "Safety and Voice",
    }  # fmt: skip
    assert sorted(each.strategy.status for each in page.ideas) == ["backlog", "backlog", "trying"]
    assert [each.strategy.status for each in page.retired] == [Strategy.Status.RETIRED]
    assert not page.is_over


def test_residents_words_lead_to_outcomes_and_one_theme_waits(founded: Founded) -> None:
    page = voices_page(founded.chair, founded.initiative, NOW)
    assert (page.heard, page.of_others, len(page.not_coded)) == (10, 4, 1)
    assert [shown.theme.name_en for shown in page.unanswered] == ["The way home at night"]
    rows = involved_table(founded.chair, founded.initiative, NOW)
    assert any(cell.from_the_start for row in rows for cell in row.involved)
    assert any(not cell.from_the_start for row in rows for cell in row.involved)


def test_logic_model_reaches_the_goal_but_for_one_line(founded: Founded) -> None:
    page = logic_page(founded.chair, founded.initiative, NOW)
    assert {oddity.keys for oddity in page.to_mend} == {("repair-day",)}
    measured = LogicNode.objects.filter(initiative=founded.initiative, node_measures__isnull=False).distinct()
    assert measured.count() == 10


def test_post_of_the_director_is_held_by_who_has_the_seat(founded: Founded) -> None:
    give_all(founded, NOW)  # some of it pays a strategy of the agenda
    assert Post.objects.get(name="Director").person == Seat.objects.get(role=Seat.Role.DIRECTOR, until=None).person
