"""The way in and the set-up pages in a real browser: they work, nobody is shut out, nothing scrolls sideways."""

from typing import Any

import pytest
from django.conf import settings

from commonweal.delivery.operations import send
from commonweal.governance.models import Place
from commonweal.lib.setup_code import setup_code
from commonweal.people.models import Organisation, Person
from tests.cast import NOW
from tests.looks import faults, trouble

PAGES = ["/home/", *(f"/desk/fork/{page}/" for page in ("organizations", "places", "groups", "goal", "outbox"))]
PASSWORD = "four quite plain words"


@pytest.fixture
def furnished(analyst: Person, chair: Person, partner_organisation: Organisation, places: list[Place]) -> Person:
    """An initiative with something on every page, and its data manager with a password."""
    analyst.set_password(PASSWORD)
    analyst.save()
    link = "https://board.example/p/a-long-token-that-does-not-break/"
    send(by=None, to="a@x.example", subject="Your figures", text="T", cause="c", at=NOW, initiative=1, link=link)
    return analyst


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "scheme", "locale"), [(360, "light", "es-MX"), (1280, "dark", "en-US")])
def test_pages_are_open_to_all_senses_and_fit_the_screen(
    chromium: Any, live_server: Any, furnished: Person, width: int, scheme: str, locale: str
) -> None:
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": width, "height": 740}, color_scheme=scheme, locale=locale
    )
    page = context.new_page()
    troubles = []
    troubles.append(trouble(page, "/sign-in/"))
    page.fill("#id_login", furnished.email)
    page.fill("#id_password", "not this one")
    page.click("main button")
    troubles.append([page.url, *faults(page)])
    troubles.append(trouble(page, "/sign-in/code/"))
    page.fill("#id_email", furnished.email)
    page.click("main button")
    troubles.append([page.url, *faults(page)])
    page.click("main form >> nth=-1 >> button")
    page.fill("#id_login", furnished.email)
    page.fill("#id_password", PASSWORD)
    page.click("main button")
    troubles += [trouble(page, address) for address in [*PAGES, "/sign-in/password/", "/sign-in/out/"]]
    context.close()
    assert [found for found in troubles if len(found) > 1] == []


@pytest.mark.django_db(transaction=True)
def test_new_installation_is_founded_and_furnished_on_a_phone(phone: Any) -> None:
    phone.goto("/")
    phone.fill("#id_code", setup_code(settings.COMMONWEAL_HOME))
    phone.fill("#id_name", "Fork County Thrives")
    phone.fill("#id_place_name", "Fork County")
    phone.fill("#id_your_name", "Ana Ruiz")
    phone.fill("#id_email", "ana@example.org")
    phone.fill("#id_password", PASSWORD)
    phone.click("text=Found the initiative")
    work = phone.get_by_role("navigation", name="Your work")
    work.get_by_role("link", name="People and places").click()
    work.get_by_role("link", name="Places", exact=True).click()
    table = b"code,name,part_of\nn,North,fork-county\n"
    phone.set_input_files("#id_upload-file", {"name": "places.csv", "mimeType": "text/csv", "buffer": table})
    phone.click("text=Upload the places")
    assert phone.text_content("caption") == "2 places"
    phone.click("text=Home")
    phone.wait_for_load_state()
    assert phone.locator(".task b").all_text_contents()[-1] == "Form the first groups"
    work.get_by_role("link", name="People and places").click()
    phone.click("text=Groups and people: set up")
    phone.fill("#id_seat-name", "Rosa")
    phone.fill("#id_seat-email", "rosa@example.org")
    phone.click("button:has-text('Give the seat')")
    phone.click("summary:has-text('Show its seats')")
    phone.click("text=Make a one-time link")
    link = phone.input_value("#link")
    phone.click("text=Copy the link")
    phone.wait_for_selector("text=Copied")
    phone.goto("/sign-in/out/")
    phone.click("main button")
    phone.goto("/sign-in/once/" + link.split("/once/")[1])
    phone.click("text=Sign in as Rosa, member")
    assert phone.locator(".task b").all_text_contents() == ["Read what is handed over with your seat"]
