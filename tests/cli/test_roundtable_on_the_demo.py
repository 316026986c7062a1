"""J11 on the demo: its 34th roundtable held anew, from the poll at the door to promises, with 57 phones."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.utils import timezone

from commonweal.cli.demo import people
from commonweal.cli.demo.cascade import seat_everybody
from commonweal.cli.demo.founding import found
from commonweal.cli.demo.learners import small_answers
from commonweal.cli.demo.roundtables import gather_before
from commonweal.cli.demo.tables import organisations, training_table
from commonweal.delivery.models import Message
from commonweal.people.operations import make_sign_in_link
from tests.journeys.looks import is_well
from tests.journeys.room import Phone

TOLD = training_table()["roundtables"]
BEFORE, NEWEST, THEMES = TOLD["before"], TOLD["newest"], [theme for theme in TOLD["themes"] if theme["words"]]
DAY = timedelta(days=1)
#: Of the 57, so many were at the 33rd, and come with the same code.
PHONES = [Phone(small_answers("c", number)) for number in range(1, BEFORE["again"] + 1)] + [
    Phone(small_answers("n", number)) for number in range(1, NEWEST["people"] - BEFORE["again"] + 1)
]
DESK = f"/desk/{people.SLUG}"


@pytest.fixture
def demo(transactional_db: None) -> None:
    """Its initiative, and its roundtables up to the 33rd."""
    now = timezone.now()
    founded = found(people.SLUG, now - 380 * DAY)
    seat_everybody(founded, now - 380 * DAY, now)
    gather_before(founded, dict(people.cast())["Trainer"], now)


@pytest.mark.browser
@pytest.mark.covers("G15", "G16", "G17", "G18", "G19", "J11", "F-RND-1", "F-RND-3", "F-RND-5", "F-RND-6")
def test_facilitator_holds_the_34th_and_leaves_with_themes_and_41_promises(
    demo: None, browser: Any, phone: Any
) -> None:
    signs_in(browser)
    asks_the_room_a_poll(browser)
    lead = announces_the_34th(browser)
    address = f"/roundtable/{browser.locator('.door-code').inner_text()}/"
    for one in PHONES[1:]:
        assert "You are here." in one.sign_in(address)
    goes_on(browser, lead, "tables")
    for theme in TOLD["themes"]:
        for table, kind, words, _weight in theme["notes"]:
            write(PHONES[table], f"{address}table/{table}/", kind, words)
    sorts_the_notes(browser, lead)
    goes_on(browser, lead, "dots")
    gives_dots_on_a_real_phone(phone, address)
    for number, one in enumerate(PHONES[1 : NEWEST["dotted"]]):
        give_dots(one, address, number)
    assert themes_on_the_wall(browser, lead)[0] == THEMES[0]["words"]
    goes_on(browser, lead, "closing")
    for number, one in enumerate(PHONES[-NEWEST["answered"] :]):
        one.send(address, act="feedback", learned="yes" if number < NEWEST["learned"] else "no")
    for one, row, words in zip(PHONES[1:], organisations(), TOLD["promises"]["words"], strict=False):
        one.send(
            address, act="promise", text=words, name=row.contact_name, email=row.contact_email, agrees="on"
        )  # fmt: skip
    assert Message.objects.filter(to=organisations()[0].contact_email).count() == 1
    ends_and_reads(browser, lead)


def signs_in(page: Any) -> None:
    trainer = dict(people.cast())["Trainer"]
    token = make_sign_in_link(by=None, person=trainer, at=timezone.now(), lifetime=DAY)
    page.goto(f"/sign-in/once/{token}/")
    page.click("main button")
    page.wait_for_url("**/home/")


def asks_the_room_a_poll(page: Any) -> None:
    page.goto(f"{DESK}/polls/new/")
    page.get_by_role("button", name="Make the poll").click()
    page.get_by_role("button", name="Open the poll").click()
    page.get_by_role("link", name="Show it on the wall").click()
    address = f"/poll/{page.locator('.door-code').inner_text()}/"
    for number, one in enumerate(PHONES):
        one.look(address)
        assert "Counted." in one.send(address, option=("new", "heard", "know")[number % 3])
    page.get_by_role("link", name="Back to the poll").click()
    page.get_by_role("button", name="Show results").click()
    page.wait_for_selector(".poll-bars")
    page.get_by_role("link", name="Close the poll").click()
    page.get_by_role("button", name="Close the poll").click()
    page.wait_for_selector(".poll-bars")
    assert "closed · 57 votes" in page.locator("main").inner_text()


def announces_the_34th(page: Any) -> str:
    page.goto(f"{DESK}/roundtables/")
    page.get_by_role("link", name="Announce a roundtable").click()
    assert page.get_by_label("Number of the roundtable").input_value() == "34"
    page.get_by_label("Topic in English").fill(NEWEST["topic_en"])
    page.get_by_label("Number of tables").fill(str(NEWEST["tables"]))
    page.get_by_role("button", name="Announce it").click()
    page.get_by_role("button", name="Open the roundtable").click()
    page.wait_for_selector(".door-code")
    return str(page.url)


def goes_on(page: Any, lead: str, stage: str) -> None:
    page.goto(lead)
    page.click(f"button[name='stage'][value='{stage}']")
    page.wait_for_selector(f"button[value='{stage}'][aria-current='step']")


def write(one: Phone, address: str, kind: str, words: str) -> None:
    once = re.search(r'name="once" value="([^"]+)"', one.look(address))
    assert once is not None
    assert words in unescape(one.send(address, once=once[1], kind=kind, words=words))


def sorts_the_notes(page: Any, lead: str) -> None:
    page.goto(lead.replace("lead", "themes"))
    is_well(page)
    for theme in THEMES:
        for _table, _kind, words, _weight in theme["notes"]:
            page.get_by_label(words).check()
        page.get_by_label("They say:").fill(theme["words"])
        page.get_by_role("button", name="Put them together").click()
        page.wait_for_selector(f"legend:has-text('{theme['words']}')")


def give_dots(one: Phone, address: str, number: int) -> None:
    """Two on the first theme, one on what stands elsewhere."""
    notes = re.findall(r'name="note" value="(\d+)"', one.look(address))
    first, elsewhere = notes[: len(THEMES[0]["notes"])], notes[len(THEMES[0]["notes"]) :]
    chosen = {first[number % len(first)], first[(number + 1) % len(first)], elsewhere[number % len(elsewhere)]}
    assert "Counted." in one.send(address, act="dots", note=sorted(chosen))


def gives_dots_on_a_real_phone(page: Any, address: str) -> None:
    page.goto(address)
    for field, text in PHONES[0].who.items():
        page.fill(f"#id_{field}", text)
    page.get_by_role("button", name="Take part").click()
    for _table, _kind, words, _weight in THEMES[0]["notes"][:3]:
        page.get_by_label(words).check()
    is_well(page)
    page.get_by_role("button", name="Give my dots").click()
    assert page.locator("p.status").inner_text() == "Counted. You can change it until it closes."


def themes_on_the_wall(page: Any, lead: str) -> list[str]:
    page.goto(lead.replace("lead", "wall"))
    is_well(page)
    return [told.partition("\n")[0] for told in page.locator(".wall-themes h2").all_inner_texts()]


def ends_and_reads(page: Any, lead: str) -> None:
    page.goto(lead)
    page.get_by_role("link", name="End the roundtable").click()
    page.get_by_role("button", name="End the roundtable").click()
    page.goto(lead.replace("lead/", ""))
    told = page.locator("main").inner_text()
    for words in (
        "57 people came", "Of the 34 who signed in at roundtable 33, 22 came again.",
        "49 of 52 who answered, 52 of 57 attending", "24 notes from 7 tables.", "50 phones gave dots.", "41 promises",
    ):  # fmt: skip
        assert words in told, words
    is_well(page)
    file = page.request.get(page.get_by_role("link", name="Notes as a file (CSV)").get_attribute("href"))
    assert file.text().count("\n") == 1 + sum(len(theme["notes"]) for theme in TOLD["themes"])
    record = page.request.get(page.get_by_role("link", name="PDF, Letter").get_attribute("href"))
    assert (record.status, record.body()[:4]) == (200, b"%PDF")
