"""What stands around a partner's page: whose initiative it is, and what of its figures is invented."""

from typing import Any

import pytest
from django.test import Client

BANNERS = {"en": "These partners are invented.", "es": "Estas organizaciones son inventadas."}


@pytest.fixture(autouse=True)
def banner(initiative: Any) -> None:
    initiative.banner_en, initiative.banner_es = BANNERS["en"], BANNERS["es"]
    initiative.save()


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("page", ["", "typed/"])
def test_partners_page_carries_the_initiatives_name_and_its_banner(
    client: Client, link: str, settings: Any, page: str, lang: str
) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = lang
    text = client.get(f"{link}{page}").content.decode()
    assert "Fork County Thrives</a>" in text.split("</header>")[0]
    assert text.count(BANNERS[lang]) == 1


def test_expired_link_carries_them_too(client: Client, link: str, invitation: Any) -> None:
    invitation.links.update(expires_at=invitation.round.opened_at)
    answer = client.get(link)
    assert answer.status_code == 410
    assert answer.content.decode().count(BANNERS["en"]) == 1


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(
    "page", ["/nothing/here/", "/fork/releases/9/figures.csv", "/p/closed/", "/desk/nothing/rounds/"]
)
def test_page_that_is_not_there_carries_them_too(
    analyst: Any, signed_in: Any, settings: Any, page: str, lang: str
) -> None:
    client = signed_in(analyst)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = lang
    answer = client.get(page)
    text = answer.content.decode()
    assert answer.status_code == 404
    assert "Fork County Thrives</a>" in text.split("</header>")[0]
    assert text.count(BANNERS[lang]) == 1


def test_closed_link_carries_them_for_who_is_no_member(client: Client, link: str, invitation: Any) -> None:
    invitation.links.update(revoked_at=invitation.round.opened_at)
    answer = client.get(link)
    assert (answer.status_code, answer.content.decode().count(BANNERS["en"])) == (404, 1)


def test_page_that_is_not_there_names_the_one_of_several_whose_address_it_has(client: Client, initiative: Any) -> None:
    type(initiative).objects.create(slug="other", name="Other", place_name="X", founded_at=initiative.founded_at)
    assert "Other</a>" in client.get("/other/releases/9/figures.csv").content.decode().split("</header>")[0]


def test_desks_own_address_leads_to_the_rounds(analyst: Any, signed_in: Any, initiative: Any) -> None:
    answer = signed_in(analyst).get(f"/desk/{initiative.slug}/")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/desk/{initiative.slug}/rounds/")


def test_desks_own_address_is_not_there_for_others(resident: Any, signed_in: Any, initiative: Any) -> None:
    assert signed_in(resident).get(f"/desk/{initiative.slug}/").status_code == 404


@pytest.mark.parametrize("page", ["/sign-in/", "/sign-in/code/"])
def test_door_of_the_only_initiative_says_whose_it_is(client: Client, page: str) -> None:
    text = client.get(page).content.decode()
    assert "Fork County Thrives</a>" in text.split("</header>")[0]
    assert 'class="brand" href="/"' in text
    assert text.count(BANNERS["en"]) == 1


def test_door_of_several_initiatives_names_none(client: Client, initiative: Any) -> None:
    type(initiative).objects.create(slug="other", name="Other", place_name="X", founded_at=initiative.founded_at)
    text = client.get("/sign-in/").content.decode()
    assert "Commonweal</a>" in text.split("</header>")[0]
    assert BANNERS["en"] not in text
