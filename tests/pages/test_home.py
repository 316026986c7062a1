"""The member's home: what needs this person now, in words, and nothing that is not theirs."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from commonweal.agenda.operations import GoalDraft, set_goal
from commonweal.delivery.operations import send
from commonweal.governance.models import Charter, Group, Initiative, Place, Seat
from commonweal.measurement.models import Receipt, Round, Submission
from commonweal.pages.home import how_much
from commonweal.pages.row_of_work import Task
from commonweal.pages.setting_up import setting_up
from commonweal.people.models import Organisation, Person


def tasks_of(client: Client) -> list[str]:
    page = client.get("/home/").content.decode()
    return [part.split("</b>")[0] for part in page.split('<a class="task"')[1:] for part in [part.split("<b>")[1]]]


def test_visitor_is_sent_to_sign_in(client: Client, initiative: Initiative) -> None:
    assert client.get("/home/")["Location"] == "/sign-in/?next=/home/"


@pytest.mark.covers("B13")
def test_new_data_manager_is_led_through_setting_up(signed_in: Any, initiative: Initiative, analyst: Person) -> None:
    client = signed_in(analyst)
    assert tasks_of(client) == ["Write down the big goal", "Name the places"]
    goal = GoalDraft("500 fewer by 2030", due_period="2030")
    set_goal(by=analyst, initiative=initiative, goal=goal, at=timezone.now())
    Place.objects.create(initiative=initiative, code="county", name="Fork County")
    assert tasks_of(client) == ["Form the first groups"]


def test_greeting_says_how_much_and_how_long(signed_in: Any, analyst: Person) -> None:
    page = signed_in(analyst).get("/home/").content.decode()
    assert "2 things need you, about 10 minutes." in page
    assert "evening, Analyst" in page or "morning, Analyst" in page or "afternoon, Analyst" in page


def test_one_minute_is_told_in_the_singular() -> None:
    task = Task("Answer", "", "/", minutes=1)
    assert how_much([task]) == "1 thing needs you. It takes about a minute."


def test_more_than_an_hour_is_not_added_up_but_begun(
    signed_in: Any, initiative: Initiative, analyst: Person, open_round: Round
) -> None:
    figures_of_partners(initiative, open_round, count=20)
    page = signed_in(analyst).get("/home/").content.decode()
    assert '<p class="lead">4 things need you. The first takes about 60 minutes.</p>' in page


@pytest.mark.covers("B13")
def test_what_is_due_soonest_comes_first(
    signed_in: Any, initiative: Initiative, analyst: Person, open_round: Round, partner_organisation: Organisation
) -> None:
    sooner = Round.objects.create(
        initiative=initiative, name="2025-Q2", periods=["2025-Q2"], opened_at=timezone.now(),
        due_at=timezone.now() + timedelta(days=1),
    )  # fmt: skip
    sooner.invitations.create(organisation=partner_organisation)
    assert tasks_of(signed_in(analyst))[:3] == [
        "Look after the round 2025-Q2",
        "Look after the round 2025-Q3",
        "Write down the big goal",
    ]


def test_mails_wait_for_a_hand_where_no_server_sends_them(
    signed_in: Any, initiative: Initiative, analyst: Person
) -> None:
    send(by=None, to="a@x.example", subject="S", text="T", cause="c", at=timezone.now(), initiative=initiative.pk)
    assert "Send 1 mail by hand" in tasks_of(signed_in(analyst))


def test_chair_is_asked_for_the_goal_only(signed_in: Any, chair: Person) -> None:
    assert tasks_of(signed_in(chair)) == ["Write down the big goal"]


@pytest.mark.parametrize("who", ["trainer", "resident", "funder", "partner"])
def test_who_has_nothing_to_do_reads_a_sentence_and_no_work_of_the_backbone(
    request: pytest.FixtureRequest, signed_in: Any, partner_organisation: Organisation, who: str
) -> None:
    page = signed_in(request.getfixturevalue(who)).get("/home/").content.decode()
    assert "Nothing needs you now." in page
    assert "/desk/" not in page.split("<main", 1)[1]


def test_stranger_learns_that_a_seat_is_missing(signed_in: Any, initiative: Initiative, stranger: Person) -> None:
    page = signed_in(stranger).get("/home/").content.decode()
    assert "You have no seat in an initiative yet." in page
    assert "Fork County" not in page.split("<main", 1)[1]


@pytest.fixture
def open_round(initiative: Initiative, partner_organisation: Organisation) -> Round:
    due = timezone.now() + timedelta(days=3)
    made = Round.objects.create(
        initiative=initiative, name="2025-Q3", periods=["2025-Q3"], opened_at=timezone.now(), due_at=due
    )
    made.invitations.create(organisation=partner_organisation)
    return made


def test_open_round_is_looked_after_and_later_closed(signed_in: Any, analyst: Person, open_round: Round) -> None:
    client = signed_in(analyst)
    assert tasks_of(client)[0] == "Look after the round 2025-Q3"
    assert "0 of 1 partner is in." in client.get("/home/").content.decode()
    Round.objects.update(due_at=timezone.now() - timedelta(hours=1))
    assert tasks_of(client)[0] == "Close the round 2025-Q3"


def test_figures_that_are_in_are_to_be_read(
    signed_in: Any, initiative: Initiative, analyst: Person, partner_organisation: Organisation
) -> None:
    receipt = Receipt.objects.create(
        initiative=initiative, sequence=1, organisation=partner_organisation, received_at=timezone.now(),
        file_name="q3.csv", sha256="a" * 64, size=10, outcome=Receipt.Outcome.SUBMITTED,
        previous_hash="", entry_hash="b" * 64,
    )  # fmt: skip
    Submission.objects.create(
        receipt=receipt, initiative=initiative, organisation=partner_organisation, number="7F3K",
        submitted_at=timezone.now(), rows=3, collection="", understood={}, facts_sha256="c" * 64,
    )  # fmt: skip
    client = signed_in(analyst)
    assert tasks_of(client)[0] == "Read the numbers of First Rung"
    assert 'href="/desk/fork/submissions/7F3K/"' in client.get("/home/").content.decode()


def test_round_of_another_initiative_needs_nothing_from_me(
    signed_in: Any, stranger: Person, resident: Person, open_round: Round
) -> None:
    assert [tasks_of(signed_in(who)) for who in (stranger, resident)] == [[], []]


def figures_of_partners(initiative: Initiative, asked: Round, count: int) -> None:
    for number in range(count):
        receipt = Receipt.objects.create(
            initiative=initiative, sequence=number, received_at=timezone.now(), file_name="q3.csv", sha256="a" * 64,
            size=10, outcome=Receipt.Outcome.SUBMITTED, previous_hash="", entry_hash="b" * 64,
        )  # fmt: skip
        Submission.objects.create(
            receipt=receipt, initiative=initiative, round=asked, number=f"N{number}", submitted_at=timezone.now(),
            rows=3, collection="", understood={}, facts_sha256="c" * 64,
        )  # fmt: skip


def test_many_partners_in_one_round_are_one_row(
    signed_in: Any, initiative: Initiative, analyst: Person, open_round: Round
) -> None:
    figures_of_partners(initiative, open_round, count=4)
    client = signed_in(analyst)
    assert tasks_of(client)[0] == "Read the numbers of 4 partners"
    assert f'href="/desk/fork/rounds/{open_round.pk}/"' in client.get("/home/").content.decode()


def test_open_seat_of_a_chair_waits_for_the_data_manager_alone(
    signed_in: Any, initiative: Initiative, analyst: Person, resident: Person, steering: Group
) -> None:
    today = timezone.now().date()
    charter = Charter.objects.create(
        group=steering, version=1, since=today, decision_rule="majority", quorum=1, written_at=timezone.now()
    )
    charter.composition.create(role=Seat.Role.CHAIR, number=1)
    charter.composition.create(role=Seat.Role.CO_CHAIR, number=2)
    wanted = ["Find somebody to be chair of Steering committee", "Find somebody to be co-chair of Steering committee"]

    def asked(who: Person) -> list[str]:
        return [words for words in tasks_of(signed_in(who)) if words.startswith("Find somebody")]

    assert (asked(analyst), asked(resident)) == (wanted, [])
    Seat.objects.create(group=steering, role=Seat.Role.CHAIR, person=resident, since=today)
    assert asked(analyst) == wanted[1:]


def test_setting_up_leads_to_the_charter_and_to_a_ratified_agenda(initiative: Initiative, analyst: Person) -> None:
    steps = {step.key: step for step in setting_up(analyst, initiative, timezone.now()).steps}
    assert [steps[key].is_done for key in ("charter", "ratify")] == [False, False]
    Group.objects.create(initiative=initiative, code="steer", name_en="Steering", kind=Group.Kind.STEERING)
    steps = {step.key: step for step in setting_up(analyst, initiative, timezone.now()).steps}
    assert steps["charter"].url == "/desk/fork/groups/steer/charter/write/"
