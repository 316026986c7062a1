"""J11: the 34th roundtable, from the poll at its door to promises and what came of it, through pages."""

import re
from typing import Any

import pytest

from tests.journeys.desk import Desk, sign_in
from tests.journeys.looks import is_well
from tests.journeys.room import Phone

PEOPLE = [Phone(("ma", str(day), "st")) for day in range(1, 13)]
#: What seven tables write: kind, words, and the theme that the facilitator hears in it.
SAID = [
    ("barrier", "The last bus leaves before class ends.", "Getting there"),
    ("barrier", "Childcare closes at six.", "Who looks after the children"),
    ("support", "The library lends bikes.", "Getting there"),
    ("idea", "Childcare at the training itself.", "Who looks after the children"),
    ("barrier", "Five agencies ask for the same papers.", "One form"),
    ("idea", "One form for all of us.", "One form"),
    ("idea", "Employers share a shuttle.", "Getting there"),
]


@pytest.mark.browser
@pytest.mark.covers("G15", "G16", "G17", "G18", "G19", "J11", "F-RND-1", "F-RND-3", "F-RND-5", "F-RND-6")
def test_facilitator_holds_a_roundtable_and_leaves_with_themes_and_promises(
    browser: Any, phone: Any, desk: Desk
) -> None:
    sign_in(browser)
    asks_the_room_a_poll(browser)
    lead = announces_the_34th(browser)
    address = f"/roundtable/{browser.locator('.door-code').inner_text()}/"
    for one in PEOPLE:
        assert "You are here." in one.sign_in(address)
    goes_on(browser, lead, "tables")
    for table, (kind, words, _theme) in enumerate(SAID, start=1):
        write(PEOPLE[table], f"{address}table/{table}/", kind, words)
    sorts_the_notes(browser, lead)
    goes_on(browser, lead, "dots")
    for one in PEOPLE[:10]:
        give_dots(one, address, "bus", "papers")
    gives_dots_on_a_real_phone(phone, address)
    assert themes_on_the_wall(browser, lead) == ["Getting there", "One form", "Who looks after the children"]
    goes_on(browser, lead, "closing")
    for number, one in enumerate(PEOPLE[:10]):
        one.send(address, act="feedback", learned="yes" if number < 9 else "no")
    PEOPLE[0].send(
        address, act="promise", text="Call the bus company.", name="Ana", email="ana@example.org", agrees="on"
    )
    assert len(desk.subjects_to("ana@example.org")) == 1
    ends_and_reads(browser, lead)


def asks_the_room_a_poll(page: Any) -> None:
    page.goto("/desk/fork/polls/new/")
    page.get_by_role("button", name="Make the poll").click()
    page.get_by_role("button", name="Open the poll").click()
    page.get_by_role("link", name="Show it on the wall").click()
    address = f"/poll/{page.locator('.door-code').inner_text()}/"
    for number, one in enumerate(PEOPLE):
        one.look(address)
        assert "Counted." in one.send(address, option=("new", "heard", "know")[number % 3])
    page.get_by_role("link", name="Back to the poll").click()
    page.get_by_role("button", name="Show results").click()
    page.wait_for_selector(".poll-bars")
    page.get_by_role("link", name="Close the poll").click()
    page.get_by_role("button", name="Close the poll").click()
    page.wait_for_selector(".poll-bars")
    assert "4 of 12" in page.locator("main").inner_text()


def announces_the_34th(page: Any) -> str:
    page.goto("/desk/fork/roundtables/")
    page.get_by_role("link", name="Announce a roundtable").click()
    page.get_by_label("Number of the roundtable").fill("34")
    page.get_by_label("Topic in English").fill("The way from training to work")
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
    assert words in one.send(address, once=once[1], kind=kind, words=words)


def sorts_the_notes(page: Any, lead: str) -> None:
    page.goto(lead.replace("lead", "themes"))
    is_well(page)
    for theme in dict.fromkeys(theme for _kind, _words, theme in SAID):
        for _kind, words, of in SAID:
            if of == theme:
                page.get_by_label(words).check()
        page.get_by_label("They say:").fill(theme)
        page.get_by_role("button", name="Put them together").click()
        page.wait_for_selector(f"legend:has-text('{theme}')")


def give_dots(one: Phone, address: str, *about: str) -> None:
    page = one.look(address)
    notes = re.findall(r'name="note" value="(\d+)".*?</label>', page, re.DOTALL)
    labels = re.findall(r'name="note" value="\d+"(.*?)</label>', page, re.DOTALL)
    chosen = [note for note, label in zip(notes, labels, strict=True) if any(word in label for word in about)]
    assert len(chosen) == len(about)
    assert "Counted." in one.send(address, act="dots", note=chosen)


def gives_dots_on_a_real_phone(page: Any, address: str) -> None:
    page.goto(address)
    for field, text in (("code1", "zo"), ("code2", "30"), ("code3", "ay")):
        page.fill(f"#id_{field}", text)
    page.get_by_role("button", name="Take part").click()
    page.get_by_label("Childcare closes at six.").check()
    page.get_by_label("The last bus leaves before class ends.").check()
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
    assert "13 people came" in told
    assert "9 of 10" in told
    assert "10 of 13" in told
    assert "1 promise" in told
    is_well(page)
