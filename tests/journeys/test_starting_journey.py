"""From nothing to a working site: the first page, the groups, the people, and then the list at home, step by step."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from commonweal.lib.setup_code import setup_code
from tests.journeys.desk import PASSWORD

HOME = "/home/"


@pytest.mark.covers("A1", "A13", "C2", "F-DES-1")
def test_somebody_begins_with_nothing_and_asks_the_first_partner(transactional_db: None, browser: Any) -> None:
    founds(browser)
    forms_groups(browser)
    brings_people(browser)
    assert done(browser) == [
        "Write down the big goal",
        "Name the places",
        "Form the first groups",
        "Bring in those who lead",
        "Define your first measure",
    ]
    drafts_the_vision(browser)
    adds_an_organization(browser)
    asks_for_figures(browser)
    browser.goto(HOME)
    assert browser.locator(".steps a").all_text_contents() == [
        "Write the charter of Steering committee",
        "Ratify the agenda",
        "Publish the first release",
    ]


def founds(page: Any) -> None:
    page.goto(f"/start/?code={setup_code(settings.COMMONWEAL_HOME)}")
    page.fill("#id_name", "Fork Works")
    page.fill("#id_problem", "One in five people of working age has no work, and training ends without a job.")
    page.fill("#id_place_name", "Fork County")
    page.fill("#id_people", "Everybody from 18 to 64 who looks for work")
    page.fill("#id_goal", "2,000 more people in work by 2030")
    page.fill("#id_due_period", "2030")
    page.select_option("#id_pack", "workforce")
    page.fill("#id_your_name", "Ana Ruiz")
    page.fill("#id_email", "ana@fork.example")
    page.fill("#id_password", PASSWORD)
    page.click("main form button")
    page.wait_for_selector("h1:has-text('The first groups')")


def forms_groups(page: Any) -> None:
    names = [field.input_value() for field in page.locator("main input[type=text]").all()]
    assert names == [
        "Steering committee",
        "One place to ask",
        "Training with a job at its end",
        "Clear what stands in the way",
        "A call after three months",
        "Residents’ council",
    ]
    page.fill("#id_name_4", "")
    page.click("text=Form these groups")
    page.wait_for_selector("h1:has-text('Who comes in first')")


def brings_people(page: Any) -> None:
    for row, name in enumerate(("Ben Bell", "Cora Cruz", "Dan Dorsey")):
        page.fill(f"#id_person-{row}-name", name)
        page.fill(f"#id_person-{row}-email", f"{name.split()[0].lower()}@fork.example")
    page.click("text=Bring them in")
    page.wait_for_selector("text=3 people have a seat now.")


def done(page: Any) -> list[str]:
    return [line.removeprefix("Done: ") for line in page.locator(".steps .done").all_text_contents()]


def drafts_the_vision(page: Any) -> None:
    page.click(".steps a:has-text('Draft the common agenda')")
    page.click("section:has(h2:has-text('Vision')) a")
    page.fill("#id_text_en", "Whoever looks for work finds somebody to ask, and work that pays the rent.")
    page.click("main form button.main")
    page.wait_for_load_state()
    page.goto(HOME)
    assert "Draft the common agenda" in done(page)


def adds_an_organization(page: Any) -> None:
    page.click(".steps a:has-text('Add the organizations')")
    page.fill("#id_name", "First Rung")
    page.select_option("#id_sector", label="service nonprofit")
    page.fill("#id_contact_name", "Tom Tate")
    page.fill("#id_contact_email", "tom@first-rung.example")
    page.click("text=Add the organization")
    page.wait_for_selector("caption:has-text('1 organization')")


def asks_for_figures(page: Any) -> None:
    page.goto(HOME)
    page.click(".steps a:has-text('Open your first round')")
    page.fill("#id_name", "2026-Q3")
    page.fill("#id_periods", "2026-Q3")
    page.fill("#id_due", str(timezone.now().date() + timedelta(days=20)))
    page.check("main input[name=asked] >> nth=0")
    page.click("text=Look at whom it mails")
    page.click("main button.main")
    page.wait_for_selector("h1:has-text('2026-Q3')")
