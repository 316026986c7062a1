"""An evening in a real browser: the facilitator's screen, the wall, and a phone that nobody has signed in on."""

from typing import Any

import pytest

from commonweal.governance.models import Group, Initiative
from commonweal.people.models import Organisation, Person
from commonweal.training.models import RoundtablePromise
from tests.browser import come_in
from tests.looks import trouble

DESK = "/desk/fork/roundtables/"


@pytest.mark.django_db(transaction=True)
@pytest.mark.covers("G16", "G17", "G18", "G19", "F-RND-1", "F-RND-3", "F-RND-5")
def test_evening_from_the_first_sign_in_to_the_last_promise(
    chromium: Any, live_server: Any, initiative: Initiative, trainer: Person, steering: Group,
    partner_organisation: Organisation,
) -> None:  # fmt: skip
    wide = {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark", "locale": "en-US"}
    small = {"viewport": {"width": 360, "height": 740}, "locale": "es-MX"}
    desk, phones = (chromium.new_context(base_url=live_server.url, **look) for look in (wide, small))
    page, phone = desk.new_page(), phones.new_page()
    come_in(page, live_server, trainer)
    troubles = [trouble(page, DESK), trouble(page, f"{DESK}new/")]
    page.fill("#id_topic_en", "Who is not in the room?")
    page.click("button.main")
    lead = page.url
    troubles.append(trouble(page, lead))
    page.click("button.main")
    address = f"/roundtable/{page.inner_text('.door-code')}/"
    troubles += [
        trouble(page, lead),
        trouble(page, lead.replace("lead", "wall")),
        trouble(page, lead.replace("lead", "cards")),
    ]
    troubles += [trouble(phone, "/roundtable/"), trouble(phone, address)]
    for field, value in (("#id_code1", "ma"), ("#id_code2", "4"), ("#id_code3", "st")):
        phone.fill(field, value)
    phone.select_option("#id_come_for", str(partner_organisation.pk))
    phone.check("input[value='pledge-part']")
    phone.click("button.main")
    phone.wait_for_selector("[data-look-again]")
    troubles.append(trouble(phone, address))

    press(page, lead, "tables")
    troubles.append(trouble(phone, address))
    for kind, words in (("barrier", "No hay autobús después de las seis."), ("idea", "Vernos en la escuela.")):
        phone.goto(f"{address}table/3/")
        phone.check(f"input[value='{kind}']")
        phone.fill("#words", words)
        phone.click("button.main")
        phone.wait_for_selector(f"li:has-text('{words}')")
    troubles.append(trouble(phone, f"{address}table/3/"))
    page.goto(lead.replace("lead", "wall"))
    assert page.inner_text(".wall-tables h2") == "Table 3"
    troubles.append(trouble(page, lead.replace("lead", "themes")))
    page.check("input[name='note'] >> nth=0")
    page.fill("#words", "Getting there")
    page.click("button.main")
    page.wait_for_selector("legend:has-text('Getting there')")

    press(page, lead, "dots")
    troubles.append(trouble(phone, address))
    phone.check("input[name='note'] >> nth=0")
    phone.click("button.main")
    phone.wait_for_selector("p.status")
    press(page, lead, "closing")
    troubles.append(trouble(phone, address))
    phone.check("input[name='learned'][value='yes']")
    phone.click("#how ~ form button")
    phone.wait_for_selector("p.status")
    phone.fill("#id_text", "Llamar a la empresa de autobuses.")
    phone.fill("#id_name", "Ana")
    phone.fill("#id_email", "ana@example.org")
    phone.check("#id_agrees")
    phone.click("#will ~ form button")
    phone.wait_for_selector("p.status")
    page.goto(lead.replace("lead", "wall"))
    page.wait_for_selector("li:has-text('1 dot')")
    troubles.append(trouble(page, page.url))
    troubles.append(trouble(page, lead.replace("lead", "end")))
    page.click("button.grave")
    troubles.append(trouble(page, page.url))
    page.fill("#id_counted", "57")
    page.click("button.main")
    page.wait_for_selector("h2:has-text('57 people came')")
    troubles += [trouble(page, page.url), trouble(page, f"{DESK}absent/"), trouble(page, DESK), trouble(phone, address)]
    desk.close()
    phones.close()
    assert [found for found in troubles if len(found) > 1] == []
    assert RoundtablePromise.objects.get().commitment.written_in == "es"


def press(page: Any, lead: str, stage: str) -> None:
    page.goto(lead)
    page.click(f"button[value='{stage}']")
    page.wait_for_selector(f"button[value='{stage}'][aria-current='step']")
