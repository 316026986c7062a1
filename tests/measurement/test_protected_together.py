"""Several splits of the same people, and one release after the other: three judges who share no code find nothing.

The pencil (`tests.publication.attacker`), the auditor that every release meets, and, so that these tests can fail, the
auditor again with the protector's second step taken out.
"""

from collections import Counter
from random import Random
from typing import Any

import pytest

from commonweal.engines.protection.tables import COMPLEMENT
from commonweal.measurement.models import Definition
from commonweal.measurement.queries.earlier import Earlier, Protection
from commonweal.measurement.queries.protected import Safe, protected
from commonweal.publication.attack import exposed_in
from tests.measurement.test_protected import COUNT, PERCENT, cell, percent, release_of
from tests.publication.attacker import exposed

#: How likely each part of a split is: some have a handful of people.
SPLITS = {"gender": (50, 45, 2), "age": (30, 30, 20, 3, 1), "place": (40, 30, 8, 8, 2, 1)}
Person = tuple[int, int, int, bool]


def some_people(random: Random, count: int) -> list[Person]:
    parts = [random.choices(range(len(weights)), weights, k=count) for weights in SPLITS.values()]
    reached = [random.random() < 0.4 for _ in range(count)]
    return list(zip(*parts, reached, strict=True))  # type: ignore[arg-type]


def figure(definition: Definition, people: list[Person]) -> dict[str, Any]:
    if definition.kind == "count":
        return {"value": float(len(people))}
    return percent(len(people), sum(reached for *_, reached in people))


def published(
    definition: Definition, people: list[Person], before: list[Earlier] | None = None, minimum: int = 10
) -> Safe:
    total = cell("", figure(definition, people)) | {"period": "2025"}
    splits = [
        {
            "dimension": dimension, "period": "2025",
            "cells": [
                cell(f"{dimension}{part}", figure(definition, [each for each in people if each[number] == part]))
                for part in range(len(weights))
            ],
        }
        for number, (dimension, weights) in enumerate(SPLITS.items())
    ]  # fmt: skip
    return protected(definition, total, splits, Protection(minimum, before or ()))


@pytest.mark.covers("E7", "F-CON-2")
@pytest.mark.parametrize("definition", [PERCENT, COUNT], ids=["percent", "count"])
def test_no_set_of_splits_gives_a_small_number_away(definition: Definition) -> None:
    random = Random(definition.kind)
    for _ in range(12):
        people = some_people(random, random.randint(20, 400))
        release = release_of(definition, published(definition, people), 10)
        assert (exposed(release), exposed_in(release, [], minimum=10)) == ([], [])


@pytest.mark.covers("E7", "F-CON-2")
@pytest.mark.parametrize("definition", [PERCENT, COUNT], ids=["percent", "count"])
def test_no_row_of_releases_gives_a_small_number_away(definition: Definition) -> None:
    """Late forms come in between: a few, or many."""
    random = Random(f"late {definition.kind}")
    for _ in range(5):
        people = some_people(random, random.randint(40, 400))
        releases: list[dict[str, Any]] = []
        before: list[Earlier] = []
        for _ in range(3):
            safe = published(definition, people, before)
            release = release_of(definition, safe, 10)
            assert (exposed(release), exposed_in(release, releases, minimum=10)) == ([], [])
            releases.append(release)
            before.append(Earlier(safe.point, safe.splits))
            people = people + some_people(random, random.choice((0, 3, 60)))


@pytest.mark.parametrize("definition", [PERCENT, COUNT], ids=["percent", "count"])
def test_without_the_complements_the_auditor_finds_what_is_given_away(definition: Definition) -> None:
    random = Random(f"forgotten {definition.kind}")
    found: Counter[bool] = Counter()
    for _ in range(12):
        people = some_people(random, random.randint(60, 400))
        forgotten = without_complements(definition, people)
        if forgotten is not None:
            found[bool(exposed_in(release_of(definition, forgotten, 10), [], minimum=10))] += 1
    assert (found[True] > 3, found[False]) == (True, 0)


def without_complements(definition: Definition, people: list[Person]) -> Safe | None:
    """What is hidden only to cover another figure is shown with its number; None where nothing was."""
    safe = published(definition, people)
    covers = False
    for number, (dimension, split) in enumerate(zip(SPLITS, safe.splits, strict=True)):
        for each in split["cells"]:
            if each["hidden"] == COMPLEMENT:
                part = int(each["code"].removeprefix(dimension))
                each |= cell(each["code"], figure(definition, [one for one in people if one[number] == part]))
                covers = True
    return safe if covers else None
