"""J4: a co-chair with a tablet opens what is due to decide, steps aside where she has a stake, votes, and closes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commonweal.cli.demo.people import cast
from commonweal.governance.models import Decision
from commonweal.people.operations import make_sign_in_link
from tests.browser import visitor

MOVE, PAY, ORDER = "Shall we move $80,000", "Shall Copper Mill Community Fund pay", "Which question do we take up"


@pytest.fixture
def tablet(chromium, live_server):
    yield from visitor(chromium, live_server.url, width=820, height=1180)


@pytest.fixture
def phone_of_hers(chromium, live_server):
    yield from visitor(chromium, live_server.url, width=360, height=740)


@pytest.mark.browser
@pytest.mark.covers("C1", "D6", "D10", "H4", "J4")
def test_co_chair_decides_on_figures_that_nobody_disputes(demo_here, tablet, phone_of_hers, live_server):
    page = tablet
    signs_in(page)
    opens_the_packet(page)
    votes_on_the_first(page)
    steps_aside_on_the_second(page)
    ranks_the_third_on_her_phone(page, phone_of_hers, live_server)
    closes_the_first_and_reads_the_result(page)
    says_whether_the_open_one_stands(page)


def signs_in(page):
    chair = dict(cast())["Chair"]
    token = make_sign_in_link(by=None, person=chair, at=timezone.now(), lifetime=timedelta(hours=1))
    page.goto(f"/sign-in/once/{token}/")
    page.get_by_role("button", name="Sign in as Denise Carter").click()


def opens_the_packet(page):
    page.get_by_role("link", name="Vote on 3 questions").click()
    assert page.locator("h1").inner_text() == "What is due to decide"
    where_we_are = page.get_by_label("Where we are").inner_text()
    assert "116,447" in where_we_are
    assert where_we_are.count("Getting worse") == 3
    questions = page.locator("h2").all_inner_texts()
    assert [any(start in one for one in questions) for start in (MOVE, PAY, ORDER)] == [True, True, True]
    assert sideways(page) == 0


def item(page, start):
    return page.locator("section").filter(has=page.get_by_role("heading", level=2).filter(has_text=start))


def votes_on_the_first(page):
    first = item(page, MOVE)
    assert "Pupils who miss too much school: 13.5%, 2019" in first.inner_text()
    first.get_by_label("For").check()
    first.get_by_role("button", name="Cast my vote").click()
    assert "You voted: for." in item(page, MOVE).inner_text()


def steps_aside_on_the_second(page):
    second = item(page, PAY)
    assert "An interest on record touches this." in second.inner_text()
    assert second.get_by_role("button", name="Cast my vote").count() == 0
    second.get_by_role("link", name="Step aside").click()
    page.get_by_label("Why do you step aside?").fill("I work for the fund.")
    page.get_by_role("button", name="Step aside").click()
    assert "You stepped aside. You take no part in this decision." in item(page, PAY).inner_text()


def ranks_the_third_on_her_phone(page, phone, live_server):
    page.get_by_role("link", name=ORDER).click()
    page.get_by_role("button", name="Make a link for my phone").click()
    link = page.get_by_label("Link", exact=True).input_value()
    phone.goto(live_server.url + link[link.index("/vote/") :])
    phone.get_by_label("Homes near child care").select_option("1")
    phone.get_by_label("Violent crimes").select_option("2")
    phone.get_by_role("button", name="Cast my vote").click()
    assert phone.get_by_role("status").inner_text() == "Counted. You can change it until the vote closes."
    assert sideways(phone) == 0


def closes_the_first_and_reads_the_result(page):
    """Five people can still answer, so that it waits for the hour that they were told."""
    page.goto("/desk/ladder25/decisions/")
    page.get_by_role("link", name=MOVE).click()
    assert page.get_by_role("link", name="Close the vote").count() == 0
    Decision.objects.filter(question_en__startswith=MOVE).update(closes_at=timezone.now())
    page.reload()
    page.get_by_role("link", name="Close the vote").click()
    page.get_by_label("Why, in English").fill("Calls reach families. The guides did not.")
    page.get_by_role("button", name="Close and count").click()
    told = page.get_by_label("The decision").inner_text()
    assert "9 of 14 answered: 8 yes, 1 no. Two thirds needed 6: carried." in told
    assert "Calls reach families. The guides did not." in told
    assert "Pupils who miss too much school: 13.5%, 2019" in told


def says_whether_the_open_one_stands(page):
    page.goto("/home/")
    page.get_by_role("link", name="Look at decision 1").click()
    assert "Changed since: 61.7% in release 2" in page.get_by_label("The decision").inner_text()
    page.get_by_role("link", name="Say what the group found").click()
    page.get_by_label("What did the group find, in English?").fill("It stands: the need is a little larger.")
    page.get_by_role("button", name="Put it on record").click()
    assert page.get_by_text("Open again").count() == 0
    assert "It stands: the need is a little larger." in page.locator("main").inner_text()


def sideways(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
