"""The pages of people in a real browser: open to all senses, and no wider than a phone."""

from typing import Any

import pytest
from django.utils import timezone

from commonweal.governance import operations as governance
from commonweal.governance.models import Initiative, Seat
from commonweal.people import operations
from commonweal.people.models import Merge, Organisation, Person
from tests.cast import NOW, SINCE
from tests.looks import trouble
from tests.people.test_sign_in import link_for

MINE = ["", "about/", "experience/", "agreements/", "mails/", "passkeys/", "passkeys/add/", "data/", "leave/", "erase/"]

REFUSALS = {"/sign-in/through/failed/", "/sign-in/through/nobody/"}


@pytest.fixture
def furnished(
    analyst: Person, resident: Person, partner: Person, partner_organisation: Organisation, initiative: Initiative
) -> list[str]:
    """Something on every page; the addresses of the desk's pages."""
    operations.describe_experience(by=resident, person=resident, words="Two evictions.", at=NOW, seen_by="network")
    operations.give_consent(by=resident, person=resident, purpose="photo", version=1, at=NOW)
    operations.ask_for_erasure(by=resident, person=resident, at=NOW)
    people = [
        governance.bring_profile(by=analyst, initiative=initiative, name=name, email=email, kind="donor", at=NOW).person
        for name, email in (("Rosa Díaz", "rosa@x.example"), ("Díaz, Rosa", ""), ("R. D.", "rosa+a@x.example"))
    ]
    operations.merge_people(by=analyst, kept=people[0], duplicate=people[2], why=Merge.Why.TOLD, at=NOW)
    file = {"organizations.csv": b"id,name\n1,Tool Shed\n"}
    governance.bring_directory(by=analyst, initiative=initiative, name="County list", files=file, at=NOW)
    work = partner.affiliations.get()
    desk = [f"/desk/{initiative.slug}/people/{one.pk}/" for one in (resident, people[1], partner)]
    return [
        f"/desk/{initiative.slug}/people/", f"/desk/{initiative.slug}/directories/", *desk,
        f"{desk[0]}leave/", f"{desk[0]}merge/", f"{desk[0]}erase/", f"{desk[2]}jobs/{work.pk}/end/",
        f"/desk/{initiative.slug}/organizations/first-rung/merge/",
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "scheme", "locale"), [(360, "light", "es-MX"), (1280, "dark", "en-US")])
def test_pages_of_people_are_open_to_all_senses_and_fit_the_screen(
    chromium: Any, live_server: Any, settings: Any, request: pytest.FixtureRequest, width: int, scheme: str, locale: str
) -> None:
    desk = request.getfixturevalue("furnished")
    resident, analyst = request.getfixturevalue("resident"), request.getfixturevalue("analyst")
    app = {
        "provider_id": "own",
        "name": "County",
        "client_id": "a",
        "secret": "b",
        "settings": {"server_url": "http://x"},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": width, "height": 740}, color_scheme=scheme, locale=locale
    )
    page = context.new_page()
    guest = Person.objects.get(name="Rosa Díaz")
    claim = operations.make_claim_link(by=None, profile=guest, at=timezone.now())
    open_to_all = ["/sign-in/", "/sign-in/closed/", "/sign-in/through/own/login/", "/sign-in/through/cancelled/"]
    open_to_all += ["/sign-in/through/failed/", "/sign-in/through/nobody/", f"/me/claim/{claim}/"]
    troubles = [trouble(page, address, 403 if address in REFUSALS else 200) for address in open_to_all]
    for person, addresses in ((resident, [f"/me/{path}" for path in MINE]), (analyst, desk)):
        context.clear_cookies()
        page.goto(link_for(person))  # who adds a passkey has just come in
        page.click("main form button")
        troubles += [trouble(page, address) for address in addresses]
    context.close()
    assert [found for found in troubles if len(found) > 1] == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.covers("C11", "D7")
def test_one_person_writes_chooses_and_takes_along_on_a_phone(phone: Any, resident: Person, tmp_path: Any) -> None:
    phone.goto(link_for(resident))
    phone.get_by_role("button", name="Sign in as").click()
    phone.get_by_role("link", name="My page").click()
    phone.get_by_role("link", name="Write in my own words").click()
    phone.get_by_label("My lived experience").fill("Two evictions, and what helped.")
    phone.get_by_label("the members of my groups").check()
    phone.get_by_role("button", name="Keep my words").click()
    phone.get_by_text("Your words are kept.").wait_for()
    phone.get_by_role("link", name="Choose my mails").click()
    phone.get_by_role("button", name="Mail me only what is necessary").click()
    phone.get_by_text("You get only what is necessary.").wait_for()
    phone.get_by_role("link", name="Take my data along").click()
    with phone.expect_download() as taken:
        phone.get_by_role("link", name="Take my data along").click()
    assert taken.value.suggested_filename.endswith(".zip")
    assert Seat.objects.get(person=resident).since == SINCE
