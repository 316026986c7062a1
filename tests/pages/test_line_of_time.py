"""A measure's published line, and on the same days what was decided, changed and tried."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from commonweal.agenda.models import AgendaVersion, Strategy, Trial
from commonweal.governance.models import Decision, Group, GroupChange, Initiative
from commonweal.measurement.models import DecisionEvidence
from commonweal.pages.line_of_time import charts_for
from commonweal.people.models import Person
from commonweal.publication.models import Publication
from commonweal.ui.charts import alt_text
from commonweal.ui.charts.render import specification_of
from tests.pages.content import both, headline, release_content
from tests.pages.page import text_of

PAGE = "/desk/fork/in-time/"


def told(answer: Any) -> list[tuple[date, str, str, bool]]:
    return [(one.happened.on, str(one.kind.one), one.happened.title, one.is_near) for one in answer.context["entries"]]


@pytest.fixture
def decided(initiative: Initiative, steering: Group, at: datetime) -> Callable[..., Decision]:
    def made(number: int, question: str, days_ago: int, state: str = "closed") -> Decision:
        closed = at - timedelta(days=days_ago)
        return Decision.objects.create(
            initiative=initiative, group=steering, number=number, question_en=question, rule="majority", quorum=1,
            proposed_at=closed, closed_at=closed if state == "closed" else None, state=state,
            outcome="carried" if state == "closed" else "",
        )  # fmt: skip

    return made


@pytest.fixture
def trial(initiative: Initiative, at: datetime) -> Trial:
    idea = Strategy.objects.create(initiative=initiative, key="rides", origin="emergent", status="trying")
    began = at.date() - timedelta(days=20)
    return Trial.objects.create(
        strategy=idea, looks_at="Do ten still ride?", since=began, until=began + timedelta(days=60)
    )


@pytest.mark.covers("B14", "F-DEF-3")
def test_decisions_changes_and_trials_stand_in_time_the_newest_first(
    released: Publication, steering: Group, decided: Any, trial: Trial, resident: Person, at: datetime, signed_in: Any
) -> None:
    decided(1, "Do we pay for rides?", 30)
    GroupChange.objects.create(group=steering, kind="formed", on=at.date() - timedelta(days=90), recorded_at=at)
    AgendaVersion.objects.create(
        initiative=steering.initiative, number=1, reason_en="First.", made_at=at, ratified_at=at - timedelta(days=60)
    )
    found = told(signed_in(resident).get(PAGE))
    assert [(kind, title) for _on, kind, title, _near in found] == [
        ("Trial", "rides"),
        ("Decision", "Do we pay for rides?"),
        ("Change", "Version 1 of the agenda was ratified"),
        ("Change", f"{steering.name}: formed"),
    ]
    assert [on for on, *_ in found] == sorted((on for on, *_ in found), reverse=True)


@pytest.mark.covers("B14", "F-INT-3")
def test_trial_that_ended_says_what_was_learned(
    released: Publication, trial: Trial, resident: Person, at: datetime, signed_in: Any
) -> None:
    Trial.objects.update(ended_at=at, verdict="drop", learned="Four rode.")
    assert "Trial rides Let it go. Four rode." in text_of(signed_in(resident).get(PAGE))


@pytest.mark.covers("B14")
def test_new_definition_is_a_change_close_to_its_measure(
    release: Callable[..., Publication], resident: Person, signed_in: Any
) -> None:
    first = {"version": 1, "meaning": both("As of old."), "reason": both(""), "made_at": "2020-01-02T10:00:00Z"}
    second = first | {"version": 2, "reason": both("New census."), "made_at": "2024-05-06T10:00:00Z"}
    release(measures=[headline() | {"versions": [first, second]}])
    assert told(signed_in(resident).get(PAGE)) == [
        (date(2024, 5, 6), "Change", "It is counted differently: version 2", True)
    ]


@pytest.mark.covers("B14", "H4")
def test_decision_that_rests_on_the_measure_is_close_to_it(
    released: Publication, decided: Any, resident: Person, at: datetime, signed_in: Any
) -> None:
    resting, _other = decided(1, "More seats?", 30), decided(2, "New room?", 20)
    DecisionEvidence.objects.create(
        decision=resting, publication=released, measure="P3", period="2025", frozen={}, added_at=at
    )
    assert [near for *_, near in told(signed_in(resident).get(f"{PAGE}P3/"))] == [False, True]


@pytest.mark.covers("B14")
def test_picture_has_what_happened_below_the_line(
    released: Publication, decided: Any, trial: Trial, resident: Person
) -> None:
    decided(1, "Do we pay for rides?", 30)
    ((chart, only_small),) = charts_for(resident, "fork", "S3")
    assert (only_small, [event.row for event in chart.events], chart.goal) == (False, [0, 2], None)


def test_draft_is_told_to_nobody_and_what_is_to_come_neither(
    released: Publication, decided: Any, resident: Person, at: datetime, steering: Group, signed_in: Any
) -> None:
    decided(1, "Still a draft?", 3, state="draft")
    GroupChange.objects.create(group=steering, kind="closed", on=at.date() + timedelta(days=900), recorded_at=at)
    assert told(signed_in(resident).get(PAGE)) == []


@pytest.mark.parametrize("who", ["funder", "stranger"])
def test_whoever_has_no_seat_finds_no_page(
    who: str, released: Publication, request: pytest.FixtureRequest, signed_in: Any
) -> None:
    browser = signed_in(request.getfixturevalue(who))
    assert [browser.get(page).status_code for page in (PAGE, f"{PAGE}S3/")] == [404, 404]
    assert charts_for(request.getfixturevalue(who), "fork", "S3") == []


def test_measure_that_is_not_published_has_no_page(released: Publication, resident: Person, signed_in: Any) -> None:
    assert signed_in(resident).get(f"{PAGE}X9/").status_code == 404


def test_before_the_first_release_the_page_says_when_the_line_comes(resident: Person, signed_in: Any) -> None:
    page = text_of(signed_in(resident).get(PAGE))
    assert "The line comes with the first release." in page
    assert "Nothing is written down yet." in page


def test_queries_do_not_grow_with_what_happened(
    released: Publication, decided: Any, resident: Person, signed_in: Any, django_assert_max_num_queries: Any
) -> None:
    browser: Client = signed_in(resident)
    for number in range(30):
        decided(number + 1, f"Question {number}?", number)
    with django_assert_max_num_queries(45):
        assert len(told(browser.get(PAGE))) == 30


def test_page_is_in_spanish_too(released: Publication, trial: Trial, resident: Person, signed_in: Any) -> None:
    page = signed_in(resident).get(PAGE, headers={"accept-language": "es"})
    assert "Lo que pasó, en el tiempo" in text_of(page)
    assert release_content()["measures"][0]["name"]["es"] in text_of(page)


@pytest.mark.covers("B14")
def test_picture_says_in_words_how_much_of_each_happened(
    released: Publication, decided: Any, trial: Trial, resident: Person
) -> None:
    decided(1, "Do we pay for rides?", 30)
    ((chart, _only_small),) = charts_for(resident, "fork", "S3")
    assert "Below the line stands what happened: Decisions: 1, Trials: 1." in alt_text(chart)
    rows = [layer for layer in specification_of(chart, 288, "en")["layer"] if layer["name"].startswith("row-name")]
    assert [layer["encoding"]["text"]["value"] for layer in rows] == ["Decisions", "Changes", "Trials"]
