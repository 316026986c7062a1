"""The page on which a partner types its numbers: a table for each measure, compact on a phone."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client

from commonweal.measurement.models import Category, Definition, Dimension, Invitation, Submission
from commonweal.measurement.queries.facts import facts_of
from tests.browser import visitor
from tests.measurement.partner_work import SEND, address, text_of

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def ages(initiative: Any, enrolled: Any) -> Dimension:
    """People who enrolled are counted by age as well."""
    dimension = Dimension.objects.create(initiative=initiative, code="age", name_en="Age", name_es="Edad")
    for position, (code, name) in enumerate([("young", "Under 25"), ("old", "25 and over")]):
        Category.objects.create(dimension=dimension, code=code, name_en=name, name_es=name, position=position)
    enrolled.definitions.get().dimensions.add(dimension)
    return dimension


def heads(page: str, scope: str) -> list[str]:
    return re.findall(rf'<th scope="{scope}"[^>]*>([^<]*)</th>', page)


def test_split_place_is_named_once_above_its_groups(client: Client, link: str, ages: Dimension) -> None:
    page = client.get(f"{link}typed/").content.decode()
    assert heads(page, "rowgroup") == ["Fork County"]
    assert heads(page, "row")[:3] == ["Everybody", "Under 25", "25 and over"]
    assert heads(page, "row")[3:5] == ["Eastside", "Westside"]


def test_each_field_says_by_itself_what_it_is_about(client: Client, link: str, ages: Dimension) -> None:
    page = client.get(f"{link}typed/").content.decode()
    assert re.findall(r'name="value-[01]"[^>]*aria-label="([^"]*)"', page) == [
        "Fork County, Number",
        "Fork County, Under 25, Number",
    ]


def test_groups_typed_by_hand_come_in_as_groups(client: Client, link: str, ages: Dimension) -> None:
    looked = client.post(f"{link}typed/", {"value-0": "40", "value-1": "15", "value-2": "25"}, follow=True)
    client.post(address(looked), SEND)
    page = client.get(f"{link}typed/").content.decode()
    assert re.findall(r'name="value-[012]" value="(\d+)"', page) == ["40", "15", "25"]


@pytest.mark.covers("B4")
def test_cell_with_two_complaints_is_settled_by_one_reason(
    client: Client, link: str, ages: Dimension, initiative: Any, enrolled: Any
) -> None:
    """Neither the ages nor the genders add up to everybody."""
    gender = Dimension.objects.create(initiative=initiative, code="gender", name_en="Gender", name_es="Género")
    for position, code in enumerate(("women", "men")):
        Category.objects.create(dimension=gender, code=code, name_en=code, name_es=code, position=position)
    enrolled.definitions.get().dimensions.add(gender)
    typed = {"value-0": "30"} | {f"value-{number}": "40" for number in range(1, 5)}
    looked = client.post(f"{link}typed/", typed, follow=True)
    assert "1 number to check" in text_of(looked)
    page = looked.content.decode()
    told = [page.count(f"Everybody is 30, but the groups by {split} add up to 80.") for split in ("age", "gender")]
    assert told == [2, 1], "the summary at the top names the first"
    reasons = re.findall(r'name="(why:[^"]*)"', looked.content.decode())
    assert reasons == ["why:2:value"]
    client.post(address(looked), {"why:2:value": "Some come twice.", **SEND})
    assert [each["reason"] for each in Submission.objects.get().warnings] == ["Some come twice."] * 2


def test_receipt_of_typed_figures_names_no_rows(client: Client, link: str, finished: Any) -> None:
    """Nobody saw the rows into which the page puts what was typed."""
    page = client.get(f"{link}typed/").content.decode()
    number = re.findall(r'name="denominator-(\d+)"', page)[0]
    looked = client.post(f"{link}typed/", {f"numerator-{number}": "3", f"denominator-{number}": "0"}, follow=True)
    (field,) = set(re.findall(r'name="(fix:\d+:denominator)"', looked.content.decode()))
    sent = client.post(address(looked), {field: "30", **SEND}, follow=True)
    assert [each["typed"] for each in Submission.objects.get().understood["corrections"]] == ["30"]
    assert "Typed on the page" not in text_of(sent)


def test_typed_zero_stands_in_the_box_where_it_is_put_right(client: Client, link: str, finished: Any) -> None:
    page = client.get(f"{link}typed/").content.decode()
    number = re.findall(r'name="denominator-(\d+)"', page)[0]
    looked = client.post(f"{link}typed/", {f"numerator-{number}": "0", f"denominator-{number}": "0"}, follow=True)
    assert re.findall(r'name="fix:\d+:denominator"[^>]*value="([^"]*)"', looked.content.decode()) == ["0"]


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_typed_page_is_compact_and_for_everybody(
    chromium: Any, live_server: Any, link: str, ages: Dimension, width: int
) -> None:
    page = next(visitor(chromium, live_server.url, width=width, height=740))
    page.goto(f"{link}typed/")
    rows = page.locator("tr:has(input)").evaluate_all("rows => rows.map(row => row.getBoundingClientRect().height)")
    assert (len(rows), [height for height in rows if height > 110]) == (8, [])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    answer = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    assert [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in answer.response["violations"]] == []


def test_problem_of_a_typed_number_is_told_at_its_field(client: Client, link: str, ages: Dimension) -> None:
    Definition.objects.filter(measure__code="P1").update(minimum=0)
    looked = client.post(f"{link}typed/", {"value-0": "40", "value-1": "-4"}, follow=True)
    shown = text_of(looked)
    assert "People enrolled, Fork County, Under 25, Number: -4 is below 0" in shown
    assert "People enrolled, Fork County, Under 25, Number: the right value" in shown
    assert "We read what you typed. Nothing counts until you press Send." in shown
    assert [words for words in ("Row 3", "Your row", ".csv", "marked file", "young") if words in shown] == []


def test_number_typed_anew_is_named_by_its_field_in_spanish(client: Client, link: str, ages: Dimension) -> None:
    Definition.objects.filter(measure__code="P1").update(minimum=0)
    Invitation.objects.update(language="es")
    looked = client.post(f"{link}typed/", {"value-1": "-4"}, follow=True)
    again = client.post(address(looked), {"fix:2:value": "4", "do": "look"}, follow=True)
    assert "Personas inscritas, Fork County, Under 25, Cifra: 4" in text_of(again)
    assert "Usar lo que escribió primero: Personas inscritas" in text_of(again)
    client.post(address(looked), SEND)
    assert [fact.value for fact in facts_of(Submission.objects.get())] == [4]
