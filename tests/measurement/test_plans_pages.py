"""Pages of a plan: made, its table kept, its next round opened, its end."""

import pytest

from commonweal.measurement.models import Asked, Round, RoundPlan
from tests.cast import NOW
from tests.measurement.partner_work import text_of

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "Quarterly figures",
    "cadence": "quarter",
    "first_period": "2026-Q1",
    "opens_after": "3",
    "due_after": "24",
    "reminder_days": ["-7", "0"],
}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def desk(signed_in, analyst):
    return signed_in(analyst)


@pytest.fixture
def plan(desk, initiative, enrolled, finished, partner_organisation, other_organisation):
    desk.post("/desk/fork/plans/new/", TYPED)
    made = RoundPlan.objects.get()
    boxes = [f"{partner_organisation.pk}-{enrolled.pk}", f"{other_organisation.pk}-{finished.pk}"]
    desk.post(f"/desk/fork/plans/{made.pk}/standing/", {"asked": boxes})
    return made


@pytest.mark.covers("B4", "J1")
def test_plan_is_made_and_shows_its_next_round(desk, plan):
    page = text_of(desk.get("/desk/fork/rounds/"))
    assert "Next round Q1 2026 Opens 3 April 2026, when you open it Due 24 April 2026, 17:00 (EDT)" in page
    assert "Reminders 17 April 2026 · 24 April 2026 Asked 2 partners, 2 measures" in page


@pytest.mark.parametrize("shape", ["", "?table"])
def test_standing_table_is_ticked_as_it_was_kept(desk, plan, partner_organisation, enrolled, finished, shape):
    page = desk.get(f"/desk/fork/plans/{plan.pk}/standing/{shape}").content.decode()
    assert f'value="{partner_organisation.pk}-{enrolled.pk}" checked' in page
    assert f'value="{partner_organisation.pk}-{finished.pk}">' in page


def test_round_by_hand_starts_from_the_standing_table(desk, plan, partner_organisation, enrolled):
    page = desk.get("/desk/fork/rounds/new/").content.decode()
    assert f'value="{partner_organisation.pk}-{enrolled.pk}" checked' in page


@pytest.mark.covers("J1")
def test_next_round_is_asked_about_first_and_then_opened(desk, plan):
    url = f"/desk/fork/plans/{plan.pk}/open/"
    assert "2 partners are asked and mailed their links. They are due on 24 April 2026." in text_of(desk.get(url))
    assert not Round.objects.exists()
    desk.post(url)
    assert Round.objects.get().reminder_days == [-7, 0]
    assert Asked.objects.count() == 2


def test_days_of_a_plan_are_changed(desk, plan):
    desk.post(f"/desk/fork/plans/{plan.pk}/", TYPED | {"due_after": "30", "opens_by_itself": "on"})
    plan.refresh_from_db()
    assert (plan.due_after, plan.opens_by_itself) == (30, True)


def test_plan_with_a_slip_comes_back_as_typed(desk, initiative):
    answer = desk.post("/desk/fork/plans/new/", TYPED | {"first_period": "spring"})
    assert answer.status_code == 422
    assert "Write the first period as the plan counts: 2026-Q3, 2025/26, 2026-03 or 2026." in answer.content.decode()
    assert 'value="spring"' in answer.content.decode()


def test_plan_ends_once_it_was_asked(desk, plan):
    assert "No more rounds come from it." in text_of(desk.get(f"/desk/fork/plans/{plan.pk}/end/"))
    desk.post(f"/desk/fork/plans/{plan.pk}/end/")
    assert desk.get(f"/desk/fork/plans/{plan.pk}/").status_code == 404


@pytest.mark.covers("A14")
def test_plan_in_spanish(desk, plan):
    desk.cookies["django_language"] = "es"
    page = text_of(desk.get(f"/desk/fork/plans/{plan.pk}/"))
    assert "Próxima ronda T1 2026" in page
    assert "Se pide a 2 organizaciones, 2 medidas" in page


@pytest.mark.parametrize("who", ["partner", "chair", "trainer", "stranger"])
def test_plans_are_not_there_for_others(signed_in, plan, request, who):
    other = signed_in(request.getfixturevalue(who))
    pages = ("", "standing/", "open/", "end/")
    assert {other.get(f"/desk/fork/plans/{plan.pk}/{page}").status_code for page in pages} == {404}
    assert other.get("/desk/fork/plans/new/").status_code == 404
