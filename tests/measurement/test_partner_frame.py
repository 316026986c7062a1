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


def test_unknown_link_names_nobody(client: Client, link: str) -> None:
    assert BANNERS["en"] not in client.get("/p/unknown/").content.decode()


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
