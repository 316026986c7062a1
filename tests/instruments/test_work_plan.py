"""Low answers become a proposed work plan; what is ticked becomes a promise."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from commonweal.commitments.models import Commitment
from commonweal.governance.models import Group, Initiative, Representative, Seat
from commonweal.instruments import operations
from commonweal.instruments.models import Invitation, PlanPiece, Survey
from commonweal.instruments.operations import SurveyDraft
from commonweal.instruments.queries.asking import Asking
from commonweal.instruments.queries.plans import work_plan
from commonweal.people.models import Affiliation, Organisation, Person
from tests.cast import NOW, SINCE, person
from tests.instruments.conftest import answers_to, send
from tests.journeys.looks import is_well

#: One statement, and one that is reversed: both are answered low where the organization is weak.
LOW = {"goal-known": 2, "goal-forgotten": 4, "goal-style": "banner"}


@pytest.fixture
def raters(
    steering: Group, partner_organisation: Organisation, other_organisation: Organisation
) -> dict[str, list[Person]]:
    """Six speak for the one organization, and five for the other."""
    found: dict[str, list[Person]] = {}
    for organisation, number in ((partner_organisation, 6), (other_organisation, 5)):
        seat = Seat.objects.create(group=steering, role=Seat.Role.MEMBER, organisation=organisation, since=SINCE)
        found[organisation.code] = [person(f"{organisation.code}-{n}") for n in range(number)]
        for one in found[organisation.code]:
            Affiliation.objects.create(person=one, organisation=organisation, since=SINCE)
            Representative.objects.create(seat=seat, person=one, since=SINCE)
    return found


@pytest.fixture
def assessed(analyst: Person, initiative: Initiative, steering: Group, raters: dict[str, list[Person]]) -> Survey:
    """Capacity, with names: weak at the one organization, strong at the other."""
    told = SurveyDraft("capacity", "named", NOW.date() + timedelta(days=7), group=steering)
    survey = operations.open_survey(by=analyst, initiative=initiative, survey=told, at=NOW)
    for invitation in Invitation.objects.filter(survey=survey).select_related("organisation"):
        high = {item.id: 1 if item.reverse else 5 for item in Asking(survey).instrument.items if item.kind == "scale"}
        answers = answers_to(survey) | high
        if invitation.organisation and invitation.organisation.code == "first-rung":
            answers |= LOW
        operations.send_answers(by=None, asking=Asking(survey, invitation), answers=answers, at=NOW)
    return operations.close_survey(by=analyst, survey=survey, at=NOW)


def test_low_answers_of_one_organization_propose_pieces_with_owner_and_day(analyst: Person, assessed: Survey) -> None:
    plan = work_plan(analyst, assessed, "first-rung", NOW)
    assert [(piece.item.id, piece.answers.median, piece.others) for piece in plan.pieces] == [
        ("goal-known", 2.0, 5.0),
        ("goal-forgotten", 2.0, 5.0),
    ]
    assert plan.pieces[0].due_on == date(2026, 4, 3)
    assert plan.pieces[0].item.plan is not None
    assert plan.pieces[0].item.plan.owner.en == "executive director"


def test_styles_are_told_without_a_rank(analyst: Person, assessed: Survey) -> None:
    plan = work_plan(analyst, assessed, "first-rung", NOW)
    goal = plan.areas[0]
    assert [(style.text.en.partition(":")[0], style.n) for style in goal.styles] == [("Banner", 6)]


def test_style_that_few_chose_is_not_told(
    analyst: Person, initiative: Initiative, steering: Group, raters: dict[str, list[Person]]
) -> None:
    told = SurveyDraft("capacity", "anonymous", NOW.date() + timedelta(days=7), group=steering)
    survey = operations.open_survey(by=analyst, initiative=initiative, survey=told, at=NOW)
    for number, invitation in enumerate(Invitation.objects.filter(survey=survey)):
        answers = {"goal-known": 2} | ({"goal-style": "banner"} if number == 0 else {})
        operations.send_answers(by=None, asking=Asking(survey, invitation), answers=answers, at=NOW)
    survey = operations.close_survey(by=analyst, survey=survey, at=NOW)
    plan = work_plan(analyst, survey, "", NOW)
    assert (plan.n, plan.areas[0].styles, [piece.item.id for piece in plan.pieces]) == (11, (), ["goal-known"])


def test_strong_organization_has_nothing_to_plan(analyst: Person, assessed: Survey) -> None:
    assert work_plan(analyst, assessed, "open-shelf", NOW).pieces == ()


def test_own_people_see_their_organization_and_not_another(assessed: Survey, raters: dict[str, list[Person]]) -> None:
    one = raters["first-rung"][0]
    plan = work_plan(one, assessed, "", NOW)
    assert [of.code for of in plan.organisations] == ["first-rung"]


def test_organization_of_fewer_raters_than_the_floor_shows_each_only_their_own(
    analyst: Person, assessed: Survey, raters: dict[str, list[Person]]
) -> None:
    Invitation.objects.filter(survey=assessed, person__in=raters["first-rung"][4:]).delete()
    plan = work_plan(raters["first-rung"][0], assessed, "first-rung", NOW)
    assert plan.n == 1
    assert work_plan(analyst, assessed, "first-rung", NOW).n == 4


def test_organization_beside_the_few_of_others_is_not_told_apart(
    analyst: Person, assessed: Survey, raters: dict[str, list[Person]]
) -> None:
    """Who knows all answers and those of their own house would know what the other four said."""
    Invitation.objects.filter(survey=assessed, person__in=raters["open-shelf"][4:]).delete()
    assert work_plan(raters["first-rung"][0], assessed, "", NOW).n == 10
    assert work_plan(raters["first-rung"][0], assessed, "first-rung", NOW).n == 1
    assert work_plan(analyst, assessed, "first-rung", NOW).n == 6


def take(client: Any, survey: Survey, **fields: str) -> Any:
    sent = {f"goal-known-{name}": value for name, value in fields.items()}
    return client.post(f"/desk/fork/surveys/{survey.pk}/plan/?of=first-rung", sent)


@pytest.mark.covers("G13", "F-CAP-6")
def test_ticked_piece_becomes_a_promise_of_the_organization(
    signed_in: Any, assessed: Survey, raters: dict[str, list[Person]], partner_organisation: Organisation
) -> None:
    client = signed_in(raters["first-rung"][0])
    page = client.get(f"/desk/fork/surveys/{assessed.pk}/plan/?of=first-rung")
    assert "Suggested: executive director" in page.content.decode()
    came = take(
        client, assessed, taken="on", text="Tell the goal in eight words.", due_on="2027-05-01",
        holder=f"organisation:{partner_organisation.pk}",
    )  # fmt: skip
    assert came.headers["Location"] == "/desk/fork/promises/"
    made = Commitment.objects.get()
    assert (made.text, made.holder, made.due_on, made.source) == (
        "Tell the goal in eight words.", partner_organisation, date(2027, 5, 1), "survey",
    )  # fmt: skip
    piece = PlanPiece.objects.get()
    assert (piece.survey, piece.item, piece.organisation) == (assessed, "goal-known", partner_organisation)
    again = client.get(f"/desk/fork/surveys/{assessed.pk}/plan/?of=first-rung").content.decode()
    assert f'<a href="/desk/fork/promises/{made.pk}/">Tell the goal in eight words.</a>' in again


def test_piece_without_a_tick_is_not_promised(signed_in: Any, assessed: Survey, raters: Any) -> None:
    client = signed_in(raters["first-rung"][0])
    came = take(client, assessed, text="Tell the goal.", due_on="2027-05-01")
    assert came.status_code == 422
    assert "Tick at least one piece." in came.content.decode()
    assert Commitment.objects.count() == 0


def test_ticked_piece_without_a_day_comes_back_with_what_to_do(signed_in: Any, assessed: Survey, raters: Any) -> None:
    client = signed_in(raters["first-rung"][0])
    came = take(client, assessed, taken="on", text="Tell the goal.", due_on="")
    assert came.status_code == 422
    assert 'href="#id_goal-known-due_on"' in came.content.decode()
    assert Commitment.objects.count() == 0


def test_piece_is_nobodys_until_a_name_is_chosen(signed_in: Any, analyst: Person, assessed: Survey) -> None:
    """What a closed box would send: whoever only ticks a piece does not promise it."""
    client, address = signed_in(analyst), f"/desk/fork/surveys/{assessed.pk}/plan/"
    chosen = '<select name="goal-known-holder" id="id_goal-known-holder">\n  <option value="" selected>choose a name'
    assert chosen in client.get(address).content.decode()
    sent = {"taken": "on", "text": "Tell the goal.", "due_on": "2027-05-01", "holder": ""}
    came = client.post(address, {f"goal-known-{name}": value for name, value in sent.items()})
    assert (came.status_code, "Choose who takes it on." in came.content.decode()) == (422, True)
    assert Commitment.objects.count() == 0


def test_day_that_is_over_is_named_beside_the_day(
    signed_in: Any, assessed: Survey, raters: dict[str, list[Person]], partner_organisation: Organisation
) -> None:
    came = take(
        signed_in(raters["first-rung"][0]), assessed, taken="on", text="Tell the goal.", due_on="2020-01-01",
        holder=f"organisation:{partner_organisation.pk}",
    )  # fmt: skip
    assert (came.status_code, 'href="#id_goal-known-due_on"' in came.content.decode()) == (422, True)
    assert Commitment.objects.count() == 0


def test_piece_for_somebody_else_is_refused_and_nothing_is_stored(
    signed_in: Any, assessed: Survey, raters: dict[str, list[Person]], other_organisation: Organisation
) -> None:
    client = signed_in(raters["first-rung"][0])
    came = take(
        client, assessed, taken="on", text="Tell the goal.", due_on="2027-05-01",
        holder=f"organisation:{other_organisation.pk}",
    )  # fmt: skip
    assert came.status_code == 422
    assert Commitment.objects.count() == 0


def test_stranger_and_who_was_not_asked_see_no_plan(
    signed_in: Any, assessed: Survey, stranger: Person, funder: Person
) -> None:
    for who in (stranger, funder):
        assert signed_in(who).get(f"/desk/fork/surveys/{assessed.pk}/plan/").status_code == 404


def test_plan_of_another_organization_does_not_exist(
    signed_in: Any, assessed: Survey, raters: dict[str, list[Person]]
) -> None:
    client = signed_in(raters["first-rung"][0])
    assert client.get(f"/desk/fork/surveys/{assessed.pk}/plan/?of=open-shelf").status_code == 404


def test_plan_reads_in_spanish(signed_in: Any, assessed: Survey, raters: dict[str, list[Person]]) -> None:
    client = signed_in(raters["first-rung"][0])
    page = client.get(f"/desk/fork/surveys/{assessed.pk}/plan/?of=first-rung", headers={"accept-language": "es"})
    assert "Todos los que trabajan aquí pueden decir cuál es la gran meta." in page.content.decode()


def test_anonymous_survey_of_few_gives_no_plan(
    analyst: Person, ask: Callable[..., Survey], twenty: list[Person]
) -> None:
    survey = ask(code="readiness")
    for who in twenty[:4]:
        asking = Asking(survey, Invitation.objects.get(survey=survey, person=who))
        operations.send_answers(by=None, asking=asking, answers=answers_to(survey, 1), at=NOW)
    survey = operations.close_survey(by=analyst, survey=survey, at=NOW)
    plan = work_plan(analyst, survey, "", NOW)
    assert (plan.n, plan.pieces) == (0, ())


@pytest.mark.covers("G13", "G12")
def test_piece_is_taken_on_a_phone_with_its_own_words_and_day(
    phone: Any, live_server: Any, signed_in: Any, assessed: Survey, raters: dict[str, list[Person]]
) -> None:
    comes_in(phone, live_server, signed_in(raters["first-rung"][0]))
    phone.goto(f"/desk/fork/surveys/{assessed.pk}/plan/?of=first-rung")
    is_well(phone)
    phone.get_by_text("Tell the goal in eight words at the next staff meeting").first.click()
    phone.get_by_text("Who, by when, in which words").first.click()
    phone.locator("textarea").first.fill("Tell the goal in eight words, to every team.")
    phone.get_by_role("button", name="Write down the chosen pieces").click()
    phone.wait_for_url("**/promises/")
    assert "Tell the goal in eight words, to every team." in phone.locator("main").inner_text()
    assert [str(made.holder) for made in Commitment.objects.all()] == ["First Rung"]


def test_page_of_the_pledge_is_open_to_all_senses_on_a_phone(
    phone: Any, live_server: Any, signed_in: Any, ask: Callable[..., Survey], analyst: Person, twenty: list[Person]
) -> None:
    pledge = ask(code="participation-pledge", mode="named")
    for who in twenty[:6]:
        send(pledge, who, answers_to(pledge))
    comes_in(phone, live_server, signed_in(analyst))
    phone.goto("/desk/fork/surveys/pledge/")
    is_well(phone)
    assert phone.locator("section[aria-labelledby=who] ul").inner_text().startswith("Member00, Fork County Office")


def comes_in(page: Any, live_server: Any, client: Any) -> None:
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
