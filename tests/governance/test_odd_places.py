"""Tables and boundaries that somebody built to break us: a clear line, and the page of places opens afterwards."""

import io
import json
from typing import Any

import pytest
from django.test import Client

from commonweal.governance.models import Initiative, Place
from commonweal.people.models import Person

PAGE = "/desk/fork/places/"


@pytest.fixture
def browser(signed_in: Any, analyst: Person, places: list[Place]) -> Client:
    return signed_in(analyst)


def sent(browser: Client, where: str, field: str, content: bytes) -> Any:
    file = io.BytesIO(content)
    file.name = "places"
    return browser.post(f"{PAGE}{where}/", {field: file, "boundaries-add_missing": "on"})


@pytest.mark.parametrize("code", ["a/b", "../x", "a\u202eb", "a\tb"])
def test_code_that_fits_in_no_address_is_refused(code: str, browser: Client, initiative: Initiative) -> None:
    answer = sent(browser, "upload", "upload-file", f'code,name\n"{code}",Here\n'.encode())
    assert (answer.status_code, browser.get(PAGE).status_code) == (422, 200)
    assert f"A code is part of an address and takes no slash: “{code}”." in answer.content.decode()
    assert not initiative.places.filter(code=code).exists()


def test_population_of_five_thousand_digits_is_refused(browser: Client, initiative: Initiative) -> None:
    content = b"code,name,population\nnorth,North," + b"9" * 5000 + b"\n"
    assert sent(browser, "upload", "upload-file", content).status_code == 422
    assert not initiative.places.filter(code="north").exists()


@pytest.mark.parametrize("field", ["code", "name"])
def test_half_a_character_in_boundaries_is_no_character(field: str, browser: Client, initiative: Initiative) -> None:
    square = {"type": "Polygon", "coordinates": [[[1, 1], [2, 1], [2, 2], [1, 1]]]}
    feature = {"properties": {"code": "north", "name": "North", field: "x\ud800"}, "geometry": square}
    content = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    assert sent(browser, "boundaries", "boundaries-file", content).status_code == 302
    assert initiative.places.filter(**{field: "x?"}).exists()


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b'{"features": [{"geometry": {"type": "Polygon", "coordinates": [[[1e999, 1]]]}}]}',
        b'{"features": [{"geometry": {"type": "Polygon", "coordinates": [[[NaN, 1]]]}}]}',
        b'{"features": [{"geometry": {"type": "Polygon", "coordinates": ' + b"[" * 500 + b"]" * 500 + b"}}]}",
        b'{"features": [5, null, {"properties": [1], "geometry": 3}]}',
        b'{"features": {"a": 1}}',
    ],
    ids=["nested", "endless", "no number", "nested coordinates", "no features", "no list"],
)
def test_boundaries_that_are_none_are_refused(content: bytes, browser: Client) -> None:
    assert sent(browser, "boundaries", "boundaries-file", content).status_code == 422
