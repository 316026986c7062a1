"""On the demo one figure is counted anew: the chart breaks, both counts stand there, an old release keeps its own."""

from typing import Any

import pytest
from django.test import Client

from commonweal.governance.models import Initiative
from commonweal.publication import queries
from tests.pages.page import parts


@pytest.mark.covers("B4", "F-CON-2")
def test_visitor_sees_where_the_count_changed_and_an_old_release_keeps_its_definition(
    demo_here: None, client: Client
) -> None:
    page = client.get("/ladder25/measures/P5/")
    (words,) = parts(page, r'<section id="counting".*?>(.*?)<table')
    (table,) = parts(page, r'<section id="counting".*?<tbody>(.*?)</tbody>')
    assert "Many residents only write text messages." in words
    assert (len(page.context["trend"].before), table.count("Q")) == (7, 7)
    versions = [one["definition_version"] for number in (1, 2, 3) for one in measures_of(client, number)]
    assert versions == [1, 2, 2]
    assert len(measures_of(client, 1)[0]["versions"]) == 1


def test_release_that_brings_the_new_count_says_so_of_that_measure_alone(demo_here: None) -> None:
    release = next(one for one in queries.releases(Initiative.objects.get()) if one.number == 3)
    (line,) = release.changes_en.splitlines()
    told = (line.split(",")[0], "7 figures changed." in line, line.split(". ")[-1])
    assert told == ("Calls answered within two days", True, "It is counted differently since version 2.")


def measures_of(client: Client, release: int) -> list[dict[str, Any]]:
    content = client.get(f"/ladder25/releases/{release}/figures.json").json()
    return [one for one in content["measures"] if one["code"] == "P5"]
