"""Issue packs: what to begin with in five fields, taken into the draft, to be changed; and the first page with one."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from commonweal.agenda.issue_packs import CODES, packs
from commonweal.agenda.models import Outcome, Strategy, Wording
from commonweal.governance.models import Initiative
from commonweal.lib.setup_code import setup_code
from commonweal.measurement.models import Definition, Measure
from commonweal.people.models import Person
from tests.agenda.test_first_run import ANSWERS

PAGE = "/desk/fork/agenda/packs/"


@pytest.mark.covers("A13", "F-FLD-1", "F-FLD-2", "F-FLD-3", "F-FLD-4", "F-FLD-5")
@pytest.mark.parametrize("code", CODES)
def test_data_manager_takes_a_pack_in(code: str, initiative: Initiative, analyst: Person, signed_in: Any) -> None:
    browser = signed_in(analyst)
    page = browser.get(f"{PAGE}{code}/").content.decode()
    pack = packs()[code]
    assert all(strategy.name_en in page for strategy in pack.strategies)
    done = browser.post(f"{PAGE}{code}/", follow=True).content.decode()
    assert "Taken in: 5 outcomes, 4 strategies, 4 measures." in done
    assert (Outcome.objects.count(), Strategy.objects.count(), Measure.objects.count()) == (5, 4, 4)
    assert all(definition.name_es for definition in Definition.objects.all())
    assert all(strategy.outcomes.exists() for strategy in Strategy.objects.all())


def test_pack_taken_again_adds_nothing(initiative: Initiative, analyst: Person, signed_in: Any) -> None:
    signed_in(analyst).post(f"{PAGE}poverty/")
    again = signed_in(analyst).post(f"{PAGE}poverty/", follow=True).content.decode()
    assert ("All of it is here already." in again, Outcome.objects.count(), Measure.objects.count()) == (True, 5, 4)


def test_two_packs_stand_beside_each_other(initiative: Initiative, analyst: Person, signed_in: Any) -> None:
    for code in CODES:
        signed_in(analyst).post(f"{PAGE}{code}/")
    assert (Strategy.objects.count(), Measure.objects.count()) == (20, 20)


def test_chair_takes_the_agenda_of_a_pack_and_defines_no_measure(
    initiative: Initiative, chair: Person, signed_in: Any
) -> None:
    signed_in(chair).post(f"{PAGE}growth/")
    assert (Strategy.objects.count(), Measure.objects.count()) == (4, 0)


@pytest.mark.parametrize("who", ["worker", "partner", "funder", "stranger"])
def test_pack_is_not_taken_by(who: str, initiative: Initiative, signed_in: Any, request: Any) -> None:
    browser = signed_in(request.getfixturevalue(who))
    answers = [browser.get(PAGE), browser.get(f"{PAGE}poverty/"), browser.post(f"{PAGE}poverty/")]
    assert ([answer.status_code for answer in answers], Outcome.objects.count()) == ([404] * 3, 0)


def test_pack_that_is_none_is_not_there(initiative: Initiative, analyst: Person, signed_in: Any) -> None:
    assert signed_in(analyst).get(f"{PAGE}anything/").status_code == 404


@pytest.mark.parametrize("code", CODES)
def test_pack_says_everything_in_both_languages(code: str) -> None:
    pack = packs()[code]
    texts = [pack.name_es, pack.about_es, *(outcome.es for outcome in pack.outcomes)]
    texts += [text for strategy in pack.strategies for text in (strategy.name_es, strategy.text_es)]
    texts += [pair[1] for measure in pack.measures for pair in (measure.name, measure.meaning, measure.unit)]
    assert [text for text in texts if not text.strip()] == []
    assert {place for strategy in pack.strategies for place in strategy.outcomes} <= set(range(len(pack.outcomes)))


@pytest.mark.covers("A1", "A13", "J1")
def test_first_page_leads_from_problem_and_pack_to_a_working_site(client: Client, db: None) -> None:
    code = setup_code(settings.COMMONWEAL_HOME)
    page = client.get("/start/").content.decode()
    assert ("What is wrong, for whom" in page, "Shared growth" in page) == (True, True)
    typed = {"problem": "Rents rise faster than wages.", "people": "Renters under 35", "pack": "poverty"}
    assert client.post("/start/", {**ANSWERS, **typed, "code": code}).status_code == 302
    agenda = client.get("/desk/fork-county-thrives/agenda/").content.decode()
    for words in ("Rents rise faster than wages.", "Renters under 35", "Fork County", "Help before the eviction"):
        assert words in agenda
    assert (Measure.objects.count(), Wording.objects.filter(part="problem").count()) == (4, 1)
    assert client.get("/desk/fork-county-thrives/measures/").status_code == 200


def test_first_page_without_a_word_about_the_agenda_knows_the_goal_and_until_when_and_nothing_else(
    client: Client, db: None
) -> None:
    code = setup_code(settings.COMMONWEAL_HOME)
    assert client.post("/start/", {**ANSWERS, "code": code}).status_code == 302
    parts = sorted(Wording.objects.values_list("part", flat=True))
    assert (parts, Measure.objects.count()) == (["goal_target", "time"], 0)
