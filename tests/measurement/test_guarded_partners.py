"""Of a measure that guards its partners nobody works out what one of them gave: neither readers nor the others."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from html import unescape
from random import Random
from typing import Any

import pytest
from django.test import Client

from commonweal.governance.models import Initiative, Place
from commonweal.measurement.models import Measure, Round
from commonweal.measurement.operations.definitions import assign_measure
from commonweal.measurement.operations.drafts import Care
from commonweal.measurement.operations.publishing import publish
from commonweal.measurement.operations.rounds import RoundDraft, open_round
from commonweal.measurement.queries import dominated
from commonweal.measurement.queries.preview import Preview, guarded_too_early, preview
from commonweal.people.models import Organisation, Person
from commonweal.publication.attack import exposed_in
from commonweal.publication.content import TooTelling
from commonweal.publication.models import Publication
from commonweal.publication.operations import release
from commonweal.publication.queries import content_of
from tests.cast import NOW, organisation_in
from tests.measurement.accepted_facts import accepted, fact

SignedIn = Callable[[Person], Client]
Sent = Callable[..., None]


@pytest.fixture
def guarded(enrolled: Measure, places: list[Place], analyst: Person) -> Measure:
    """P1 counts people of partners, by district."""
    return assign_measure(by=analyst, measure=enrolled, care=Care(guards_partners=True), at=NOW)


@pytest.fixture
def sent(initiative: Initiative) -> Sent:
    """Each partner's figures by district, in one file of its own."""

    def sent_by(partner: str, period: str = "2025", **figures: float) -> None:
        organisation, _ = Organisation.objects.get_or_create(code=partner, defaults={"name": partner})
        rows = [fact("P1", period, value, place=place) for place, value in figures.items()]
        accepted(initiative, rows, organisation=organisation)

    return sent_by


def shown(content: dict[str, Any]) -> dict[str, float | None]:
    """The whole and the districts, with what readers see of them."""
    (measure,) = content["measures"]
    parts = {cell["code"]: cell["value"] for split in measure["splits"] for cell in split["cells"]}
    return {"county": measure["series"][0]["value"], **parts}


def test_district_of_one_partner_is_hidden_with_what_would_give_it_away(
    guarded: Measure, sent: Sent, initiative: Initiative, at: datetime
) -> None:
    sent("a", east=50, west=40)
    sent("b", west=60)
    sent("c", west=70)
    found = preview(initiative, at)
    assert shown(found.content) == {"county": 220, "east": None, "west": None}
    assert [cell.reason for cell in found.lost.cells] == ["dominance", "complement"]


def test_without_the_guard_all_of_it_is_shown(
    guarded: Measure, sent: Sent, initiative: Initiative, analyst: Person, at: datetime
) -> None:
    assign_measure(by=analyst, measure=guarded, care=Care(), at=NOW)
    sent("a", east=50, west=40)
    sent("b", west=60)
    sent("c", west=70)
    assert shown(preview(initiative, at).content) == {"county": 220, "east": 50, "west": 170}


def test_total_of_two_partners_is_hidden(guarded: Measure, sent: Sent, initiative: Initiative, at: datetime) -> None:
    sent("a", east=50)
    sent("b", east=60)
    assert shown(preview(initiative, at).content)["county"] is None


def test_release_says_that_it_guards_and_not_what_anybody_gave(
    guarded: Measure, sent: Sent, initiative: Initiative, analyst: Person, at: datetime
) -> None:
    for partner in "abc":
        sent(partner, east=50)
    content = content_of(publish(by=analyst, initiative=initiative, at=at))
    assert content["measures"][0]["guarded"] == {"rule": "p", "percent": 10.0}
    assert "contributions" not in str(content)


def test_late_figure_of_one_partner_hides_what_it_changed(
    guarded: Measure, sent: Sent, initiative: Initiative, analyst: Person, at: datetime
) -> None:
    """220 in one release and 260 in the next would say that the late one had 40."""
    for partner, figure in (("a", 70), ("b", 70), ("c", 80)):
        sent(partner, west=figure)
    assert shown(content_of(publish(by=analyst, initiative=initiative, at=at)))["county"] == 220
    sent("d", west=40)
    assert shown(preview(initiative, at).content) == {"county": None, "west": None, "east": None}
    for partner in "ef":
        sent(partner, west=40)
    assert shown(preview(initiative, at).content)["county"] == 340


def without_the_rule(measure: Measure, analyst: Person, at: datetime) -> Preview:
    """What would go out if the protection did not know the rule: the attack knows it from the release."""
    guarded = preview(measure.initiative, at)
    assign_measure(by=analyst, measure=measure, care=Care(), at=NOW)
    found = preview(measure.initiative, at)
    for told in found.content["measures"]:
        told["guarded"] = dominated.IN_A_RELEASE
    return replace(found, contributions=guarded.contributions)


@pytest.mark.covers("E7", "F-CON-2")
def test_release_whose_figures_were_not_guarded_stays_in(
    guarded: Measure, sent: Sent, initiative: Initiative, analyst: Person, at: datetime
) -> None:
    sent("a", east=50, west=40)
    sent("b", west=60)
    sent("c", west=70)
    found, words = without_the_rule(guarded, analyst, at), {"changes_en": "", "changes_es": ""}
    given = {"content": found.content, "contributions": found.contributions}
    with pytest.raises(TooTelling) as refused:
        release(by=analyst, initiative=initiative, at=at, **given, **words)
    assert refused.value.exposed[0] == {
        "en": "place Eastside (People enrolled, 2025): from it one partner’s own figure can be worked out. Hide it.",
        "es": "lugar Eastside (Personas inscritas, 2025): con ella se puede deducir la cifra de una sola organización. "
        "Ocúltela.",
    }
    assert Publication.objects.count() == 0


def test_two_hidden_districts_of_one_partner_each_are_not_left_alone_with_each_other(
    guarded: Measure, sent: Sent, initiative: Initiative, places: list[Place], at: datetime
) -> None:
    """Whoever gave the one would know the other, so a third is hidden with them."""
    for code in ("north", "south"):
        places[0].parts.create(part=Place.objects.create(initiative=initiative, code=code, name=code, position=9))
    sent("a", east=50, north=30, south=40)
    sent("b", west=60, north=30, south=40)
    sent("c", north=30, south=40)
    found = shown(preview(initiative, at).content)
    assert found == {"county": 320, "east": None, "west": None, "north": None, "south": 120}


def test_door_refuses_a_guarded_measure_of_which_nobody_says_who_gave_what(
    guarded: Measure, sent: Sent, initiative: Initiative, analyst: Person, at: datetime
) -> None:
    for partner in "abc":
        sent(partner, east=50)
    content = preview(initiative, at).content
    with pytest.raises(TooTelling):
        release(by=analyst, initiative=initiative, content=content, changes_en="", changes_es="", at=at)


def test_random_figures_of_partners_survive_the_attack_and_do_not_without_the_rule(
    guarded: Measure,
    sent: Sent,
    initiative: Initiative,
    places: list[Place],
    analyst: Person,
    at: datetime,
) -> None:
    """One period each, so that one file of a partner holds forty cases."""
    for code in ("north", "south"):
        places[0].parts.create(part=Place.objects.create(initiative=initiative, code=code, name=code, position=9))
    random = Random("partners")
    periods = [f"{year}-Q{quarter}" for year in range(2016, 2026) for quarter in range(1, 5)]
    for partner in "abcdefg":
        organisation = Organisation.objects.create(code=partner, name=partner)
        rows = [
            fact("P1", period, float(random.choice((12, 20, 40, 300))), place=place)
            for period in periods
            for place in random.sample(("east", "west", "north", "south"), random.randint(0, 3))
            if random.random() < 0.5
        ]
        accepted(initiative, rows, organisation=organisation)

    def given_away(found: Preview) -> int:
        return len(exposed_in(found.whole, [], minimum=10, contributions=found.contributions))

    assert given_away(preview(initiative, at)) == 0
    assert given_away(without_the_rule(guarded, analyst, at)) > 20


@pytest.mark.covers("E7")
@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            [
                "Nor can one partner’s own number be worked out. Hidden is what fewer than three partners, or one far "
                "larger, make up.",
                "Not shown: fewer than 10 people, one partner’s own number, or a number that would give them away.",
            ],
        ),
        (
            "es",
            [
                "Tampoco se puede deducir la cifra de una sola organización. Se oculta lo que suman menos de tres, o "
                "una mucho mayor que las demás.",
                "No se muestra: menos de 10 personas, la cifra de una sola organización, o una que las delataría.",
            ],
        ),
    ],
)
def test_page_of_the_measure_says_so(
    guarded: Measure,
    sent: Sent,
    initiative: Initiative,
    analyst: Person,
    client: Client,
    at: datetime,
    language: str,
    told: list[str],
) -> None:
    sent("a", east=50, west=40)
    sent("b", west=60)
    sent("c", west=70)
    publish(by=analyst, initiative=initiative, at=at)
    page = unescape(client.get("/fork/measures/P1/", headers={"accept-language": language}).content.decode())
    assert [sentence for sentence in told if sentence not in page] == []


@pytest.mark.parametrize(
    ("language", "why"),
    [
        ("en", "Not shown for 2024: too few people or partners."),
        ("es", "No se muestra en 2024: muy pocas personas u organizaciones."),
    ],
)
def test_gap_in_the_line_says_that_partners_may_be_too_few(
    guarded: Measure,
    sent: Sent,
    initiative: Initiative,
    analyst: Person,
    client: Client,
    at: datetime,
    language: str,
    why: str,
) -> None:
    for period, partners in (("2023", "abc"), ("2024", "ab"), ("2025", "abc")):
        for partner in partners:
            sent(partner, period, east=50)
    publish(by=analyst, initiative=initiative, at=at)
    page = client.get("/fork/measures/P1/", headers={"accept-language": language}).content.decode()
    assert page.count(why) >= 1


def test_preview_tells_the_data_manager_of_each_whole_that_is_not_shown(
    guarded: Measure, sent: Sent, signed_in: SignedIn, analyst: Person
) -> None:
    sent("a", east=50)
    sent("b", east=60)
    for partner in "abc":
        sent(partner, "2024", east=50)
    page = unescape(signed_in(analyst).get("/desk/fork/publish/").content.decode())
    why = "Too few partners stand behind it, or behind what changed in it."
    assert page.count(f"<li><b>People enrolled, 2025.</b> {why}</li>") == 1


TOO_EARLY = "These figures guard their partners, and some partners are missing."


@pytest.fixture
def three_of_four_in(guarded: Measure, initiative: Initiative, analyst: Person, sent: Sent, at: datetime) -> Measure:
    """A round that asked four partners and closed with three of them."""
    asked = {organisation_in(initiative, code, code, ""): [guarded] for code in "abcd"}
    draft = RoundDraft(name="2025", periods=["2025"], due_at=at + timedelta(days=14))
    round_ = open_round(by=analyst, initiative=initiative, draft=draft, asked=asked, at=NOW)
    for organisation in list(asked)[:3]:
        accepted(initiative, [fact("P1", "2025", 50, place="east")], organisation=organisation, round_=round_)
    Round.objects.update(state="closed", closed_at=at)
    return guarded


@pytest.mark.covers("E7")
@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", f"{TOO_EARLY}</b> A figure that goes out now is hidden later, once one or two of them send theirs."),
        (
            "es",
            "Estas cifras protegen a sus organizaciones, y faltan algunas.</b> Una cifra que sale ahora se oculta "
            "después, cuando una o dos de ellas envíen la suya.",
        ),
    ],
)
def test_preview_says_that_a_figure_would_go_out_before_the_partner_it_waits_for(
    three_of_four_in: Measure, signed_in: SignedIn, analyst: Person, language: str, told: str
) -> None:
    desk = signed_in(analyst)
    page = unescape(desk.get("/desk/fork/publish/", headers={"accept-language": language}).content.decode())
    assert page.count(told) == 1


def test_preview_says_nothing_of_it_where_nothing_is_guarded(
    three_of_four_in: Measure, initiative: Initiative, analyst: Person, at: datetime
) -> None:
    assign_measure(by=analyst, measure=three_of_four_in, care=Care(), at=NOW)
    assert guarded_too_early(preview(initiative, at)) == []


def test_preview_says_nothing_of_it_where_the_figure_is_out(
    three_of_four_in: Measure, initiative: Initiative, analyst: Person, at: datetime
) -> None:
    assert [(each.period, each.partners_in) for each in guarded_too_early(preview(initiative, at))] == [("2025", 3)]
    publish(by=analyst, initiative=initiative, at=at)
    assert guarded_too_early(preview(initiative, at)) == []


@pytest.mark.covers("E7")
def test_data_manager_turns_it_on_with_the_care_of_a_measure(
    enrolled: Measure, signed_in: SignedIn, analyst: Person
) -> None:
    care = {"group": "", "owner": "", "visibility": "public", "origin": "real", "guards_partners": "on"}
    assert signed_in(analyst).post("/desk/fork/measures/P1/care/", care).status_code == 302
    enrolled.refresh_from_db()
    assert enrolled.guards_partners is True
