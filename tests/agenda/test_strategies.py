"""Planned strategies beside ideas on the way: who adds, what may be active at once, what is tried and let go."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.agenda.models import Strategy, StrategyState, Trial
from commonweal.agenda.operations.strategies import (
    StrategyDraft,
    add_strategy,
    bind_strategy,
    end_trial,
    set_most_active,
    set_status,
    start_trial,
)
from commonweal.governance.models import Group, Initiative
from commonweal.people.models import Person

PAGE = "/desk/fork/agenda/"


@pytest.fixture
def idea(initiative: Initiative, worker: Person, jobs: Group, at: datetime) -> Strategy:
    draft = StrategyDraft("Bicycles for night workers", origin=Strategy.Origin.EMERGENT, group=jobs)
    return add_strategy(by=worker, initiative=initiative, draft=draft, at=at)


@pytest.mark.covers("C15", "F-INF-7")
def test_idea_of_anybody_with_a_seat_stands_beside_the_planned(
    strategy: Strategy, worker: Person, signed_in: Any
) -> None:
    browser = signed_in(worker)
    assert browser.post(f"{PAGE}ideas/add/", {"idea-name": "Bicycles for night workers"}).status_code == 302
    page = browser.get(PAGE).content.decode()
    planned, ideas = page.split('id="ideas"')
    assert ("Rides to the early shift" in planned, "Bicycles for night workers" in ideas) == (True, True)


@pytest.mark.parametrize("who", ["worker", "partner", "funder", "stranger"])
def test_planned_strategy_is_not_added_by(who: str, initiative: Initiative, signed_in: Any, request: Any) -> None:
    answer = signed_in(request.getfixturevalue(who)).post(f"{PAGE}strategies/add/", {"name_en": "Mine"})
    assert (answer.status_code, Strategy.objects.count()) == (404, 0)


@pytest.mark.parametrize("who", ["partner", "funder", "stranger"])
def test_idea_is_not_added_by_who_has_no_seat(who: str, initiative: Initiative, signed_in: Any, request: Any) -> None:
    answer = signed_in(request.getfixturevalue(who)).post(f"{PAGE}ideas/add/", {"idea-name": "Mine"})
    assert (answer.status_code, Strategy.objects.count()) == (404, 0)


def test_strategy_is_added_on_its_page_with_its_group(
    outcome: object, jobs: Group, resident: Person, signed_in: Any
) -> None:
    typed = {"name_en": "Rides", "group": jobs.pk, "outcomes": [outcome.pk]}  # type: ignore[attr-defined]
    assert signed_in(resident).post(f"{PAGE}strategies/add/", typed).status_code == 302
    made = Strategy.objects.get()
    assert (made.key, made.group, made.status, made.outcomes.count()) == ("rides", jobs, "backlog", 1)


def test_group_of_another_initiative_carries_no_strategy(strategy: Strategy, resident: Person, at: datetime) -> None:
    elsewhere = Initiative.objects.create(slug="other", name="Other", place_name="Other", founded_at=at)
    foreign = Group.objects.create(initiative=elsewhere, code="w", name_en="W", kind=Group.Kind.WORKING)
    with pytest.raises(ValidationError, match="another initiative"):
        bind_strategy(by=resident, strategy=strategy, group=foreign, outcomes=[], at=at)


@pytest.mark.covers("C15")
def test_one_more_than_the_cap_needs_a_reason_which_stays(
    strategy: Strategy, initiative: Initiative, chair: Person, at: datetime, signed_in: Any
) -> None:
    set_most_active(by=chair, initiative=initiative, most=1, at=at)
    set_status(by=chair, strategy=strategy, status="active", at=at)
    second = add_strategy(by=chair, initiative=initiative, draft=StrategyDraft("Night school"), at=at)
    address = f"{PAGE}strategy/{second.key}/"
    refused = signed_in(chair).post(address, {"act": "status", "status-status": "active", "status-reason": ""})
    assert refused.status_code == 422
    assert "1 strategies are under way, as many as you set yourselves." in refused.content.decode()
    typed = {"act": "status", "status-status": "active", "status-reason": "Money for it ends in June."}
    assert signed_in(chair).post(address, typed).status_code == 302
    state = StrategyState.objects.get(strategy=second, status="active")
    assert (state.above_the_cap, state.reason) == (True, "Money for it ends in June.")
    assert (
        "2 strategies are under way, and 1 is what you set yourselves." in signed_in(chair).get(PAGE).content.decode()
    )


@pytest.mark.parametrize("who", ["resident", "worker", "stranger"])
def test_cap_is_not_set_by(who: str, initiative: Initiative, signed_in: Any, request: Any) -> None:
    somebody = signed_in(request.getfixturevalue(who))
    assert somebody.post(f"{PAGE}strategies/at-once/", {"most": 50}).status_code == 404


def test_cap_is_set_on_its_page(initiative: Initiative, chair: Person, signed_in: Any) -> None:
    assert signed_in(chair).post(f"{PAGE}strategies/at-once/", {"most": 3}).status_code == 302
    assert "0 of at most 3 are under way." in signed_in(chair).get(PAGE).content.decode()
    assert signed_in(chair).post(f"{PAGE}strategies/at-once/", {"most": 0}).status_code == 422


@pytest.mark.covers("C15", "F-INF-7")
def test_idea_is_tried_small_and_what_was_learned_stays(idea: Strategy, worker: Person, signed_in: Any) -> None:
    browser, address = signed_in(worker), f"{PAGE}strategy/{idea.key}/"
    until = (date.today() + timedelta(days=40)).isoformat()
    browser.post(address, {"act": "try", "try-looks_at": "Do ten of twenty come back?", "try-until": until})
    idea.refresh_from_db()
    assert idea.status == "trying"
    assert "Do ten of twenty come back?" in browser.get(address).content.decode()
    browser.post(address, {"act": "end", "end-verdict": "drop", "end-learned": "Two came back: it rains too much."})
    idea.refresh_from_db()
    assert idea.status == "retired"
    assert "Two came back: it rains too much." in browser.get(address).content.decode()


def test_idea_that_is_kept_can_begin(idea: Strategy, worker: Person, chair: Person, at: datetime) -> None:
    trial = start_trial(by=worker, strategy=idea, looks_at="Riders", until=date(2026, 4, 1), at=at)
    end_trial(by=worker, trial=trial, verdict="keep", learned="Twelve came.", at=at)
    assert set_status(by=chair, strategy=Strategy.objects.get(pk=idea.pk), status="active", at=at).status == "active"


@pytest.mark.parametrize(
    ("looks_at", "until", "words"),
    [
        ("", date(2026, 4, 1), "Say what you will look at"),
        ("Riders", date(2026, 3, 4), "Choose a day after today"),
        ("Riders", date(2027, 3, 4), "Choose a day after today"),
    ],
)
def test_trial_without_question_or_end_is_refused(
    looks_at: str, until: date, words: str, idea: Strategy, worker: Person, at: datetime
) -> None:
    with pytest.raises(ValidationError, match=words):
        start_trial(by=worker, strategy=idea, looks_at=looks_at, until=until, at=at)
    assert not Trial.objects.exists()


def test_what_is_active_is_not_tried(strategy: Strategy, chair: Person, worker: Person, at: datetime) -> None:
    set_status(by=chair, strategy=strategy, status="active", at=at)
    with pytest.raises(ValidationError, match="Only what has not begun"):
        start_trial(by=worker, strategy=strategy, looks_at="Riders", until=date(2026, 4, 1), at=at)


def test_trial_is_not_ended_twice(idea: Strategy, worker: Person, at: datetime) -> None:
    trial = start_trial(by=worker, strategy=idea, looks_at="Riders", until=date(2026, 4, 1), at=at)
    end_trial(by=worker, trial=trial, verdict="keep", learned="Twelve came.", at=at)
    with pytest.raises(ValidationError, match="ended already"):
        end_trial(by=worker, trial=trial, verdict="drop", learned="No.", at=at)


@pytest.mark.parametrize("who", ["partner", "funder", "stranger"])
def test_idea_is_not_tried_by(who: str, idea: Strategy, at: datetime, request: Any) -> None:
    with pytest.raises(PermissionDenied):
        start_trial(by=request.getfixturevalue(who), strategy=idea, looks_at="x", until=date(2026, 4, 1), at=at)


def test_nothing_is_retired_without_a_reason(strategy: Strategy, chair: Person, at: datetime) -> None:
    with pytest.raises(ValidationError, match="Say why"):
        set_status(by=chair, strategy=strategy, status="retired", at=at)


def test_outcome_is_taken_out_of_the_draft_and_back(
    outcome: object, resident: Person, worker: Person, signed_in: Any
) -> None:
    address = f"{PAGE}outcomes/{outcome.pk}/retire/"  # type: ignore[attr-defined]
    words = "More people earn enough to live on"
    assert signed_in(worker).post(address).status_code == 404
    signed_in(resident).post(address)
    assert words not in signed_in(resident).get(PAGE).content.decode()
    signed_in(resident).post(address)
    assert words in signed_in(resident).get(PAGE).content.decode()


def test_outcome_needs_words(initiative: Initiative, resident: Person, signed_in: Any) -> None:
    answer = signed_in(resident).post(f"{PAGE}outcomes/add/", {"text_en": "", "horizon": "short"})
    assert (answer.status_code, "Write the outcome in one sentence." in answer.content.decode()) == (422, True)
