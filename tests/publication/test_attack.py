"""Before a release goes out somebody attacks it: what a reader could work out keeps it in."""

from datetime import datetime
from typing import Any

import pytest

from commonweal.governance.models import Initiative
from commonweal.people.models import Person
from commonweal.publication import operations
from commonweal.publication.attack import exposed_in
from commonweal.publication.content import TooTelling
from commonweal.publication.models import Publication
from tests.publication.example import example_content

SHARE = "ratio_of_sums"
NUMBERS = ("value", "numerator", "denominator", "low", "high")


def cell(code: str, value: float | None, *, hidden: bool = False, numerator: float | None = None) -> dict[str, Any]:
    """A count where there is no numerator, else a percent whose denominator is `value`."""
    share = None if value is None or numerator is None else 100 * numerator / value
    row = {"code": code, "value": value if numerator is None else share, "low": None, "high": None}
    row |= {"numerator": numerator, "denominator": None if numerator is None else value}
    return row | {"status": "suppressed" if hidden else "reported", "hidden": "small" if hidden else ""}


def hidden(code: str) -> dict[str, Any]:
    return cell(code, None, hidden=True)


def release(total: dict[str, Any], *splits: tuple[str, list[dict[str, Any]]], rule: str = "sum") -> dict[str, Any]:
    point = {**{name: total[name] for name in NUMBERS}, "period": "2025", "status": total["status"]}
    found = [{"dimension": dimension, "period": "2025", "cells": cells} for dimension, cells in splits]
    return {"measures": [{"code": "P1", "places_rule": rule, "series": [point], "splits": found}]}


def exposed(content: dict[str, Any], *earlier: dict[str, Any]) -> list[str]:
    return [each.words["en"] for each in exposed_in(content, earlier, minimum=10)]


@pytest.mark.covers("E7", "F-CON-2")
def test_one_hidden_group_beside_its_total_is_exposed() -> None:
    content = release(cell("", 103), ("gender", [cell("women", 60), cell("men", 40), hidden("other")]))
    assert exposed(content) == [
        "gender other (P1, 2025): a reader can work out that it is exactly 3. Hide one more figure of the same sum."
    ]


def test_two_hidden_groups_with_room_between_them_are_safe() -> None:
    content = release(cell("", 103), ("gender", [cell("women", 60), hidden("men"), hidden("other")]))
    assert exposed(content) == []


def test_two_hidden_groups_that_come_to_too_few_are_exposed() -> None:
    content = release(cell("", 103), ("gender", [cell("women", 95), hidden("men"), hidden("other")]))
    assert len(exposed(content)) == 2


def test_hidden_share_is_exposed_by_the_others() -> None:
    groups = [cell("a", 60, numerator=30), cell("b", 50, numerator=20), hidden("c")]
    assert exposed(release(cell("", 120, numerator=54), ("race", groups), rule="ratio_of_sums")) != []


def test_earlier_release_that_showed_a_group_gives_it_away() -> None:
    before = release(cell("", 103), ("gender", [cell("women", 60), cell("men", 40), cell("other", 3)]))
    now = release(cell("", 103), ("gender", [cell("women", 60), hidden("men"), hidden("other")]))
    assert len(exposed(now, before)) == 2


def test_earlier_release_with_another_total_says_nothing_of_this_one() -> None:
    before = release(cell("", 80), ("gender", [cell("women", 40), cell("men", 40)]))
    now = release(cell("", 103), ("gender", [cell("women", 60), hidden("men"), hidden("other")]))
    assert exposed(now, before) == []


@pytest.mark.covers("E7", "F-CON-2")
@pytest.mark.parametrize(
    ("late", "people"), [((21, 17), "21 came, 4 of them not counted"), ((17, 4), "4 counted"), ((4, 4), "4 came")]
)
def test_part_that_moved_by_few_people_since_an_earlier_release_is_exposed(late: tuple[int, int], people: str) -> None:
    """Two releases side by side tell of who came late: those counted, the others, and all."""
    base, counted = late
    before = release(
        cell("", 99, numerator=60), ("race", [cell("a", 49, numerator=34), cell("b", 50, numerator=26)]), rule=SHARE
    )
    groups = [cell("a", 49 + base, numerator=34 + counted), cell("b", 50, numerator=26)]
    now = release(cell("", 99 + base, numerator=60 + counted), ("race", groups), rule=SHARE)
    assert exposed(now, before) == [
        "race a (P1, 2025): since an earlier release it moved by fewer than 10 people. Hide it."
    ], people


def test_part_that_moved_by_many_people_is_safe() -> None:
    before = release(cell("", 60, numerator=30), ("race", [cell("a", 60, numerator=30)]), rule=SHARE)
    now = release(cell("", 100, numerator=50), ("race", [cell("a", 100, numerator=50)]), rule=SHARE)
    assert exposed(now, before) == []


def test_part_that_was_counted_by_another_definition_has_not_moved() -> None:
    before = release(cell("", 60), ("race", [cell("a", 60)]))
    now = release(cell("", 62), ("race", [cell("a", 62)]))
    for version, content in enumerate((before, now), 1):
        for split in content["measures"][0]["splits"]:
            split["definition"] = version
    assert exposed(now, before) == []


def test_parts_that_come_to_more_than_the_published_total_are_no_sum() -> None:
    content = release(cell("", 50), ("gender", [cell("women", 60), hidden("men"), hidden("other")]))
    assert exposed(content) == []


def test_figures_that_are_not_added_up_give_nothing_away() -> None:
    content = release(cell("", 103), ("gender", [cell("women", 60), cell("men", 40), hidden("other")]), rule="latest")
    assert exposed(content) == []


def test_missing_group_is_taken_for_nobody_by_one_reader_and_not_by_the_other() -> None:
    """Only the reader who thinks that nobody is missing works it out; that one is kept out too."""
    groups = [cell("women", 60), cell("men", 40), hidden("other"), missing("unknown")]
    assert exposed(release(cell("", 103), ("gender", groups))) == [
        "gender other (P1, 2025): a reader can work out that it is exactly 3. Hide one more figure of the same sum."
    ]


def missing(code: str) -> dict[str, Any]:
    return cell(code, None) | {"status": "missing"}


def test_missing_group_that_is_in_the_total_after_all_stops_nothing() -> None:
    """The parts that are shown do not come to the total: whoever takes the missing one for nobody is wrong."""
    by_gender = [cell("women", 60), cell("men", 40), missing("other")]
    by_age = [cell("young", 50), hidden("old"), hidden("very old")]
    assert exposed(release(cell("", 103), ("gender", by_gender), ("age", by_age))) == []


def test_group_hidden_by_the_source_itself_is_attacked_too() -> None:
    at_source = cell("other", None) | {"status": "suppressed"}
    assert len(exposed(release(cell("", 103), ("gender", [cell("women", 60), cell("men", 40), at_source])))) == 1


def test_parts_of_a_shown_total_of_nobody_are_no_exposure() -> None:
    groups = [cell("a", 60, numerator=0), hidden("b"), hidden("c")]
    assert exposed(release(cell("", 120, numerator=0), ("race", groups), rule="ratio_of_sums")) == []


def test_splits_meet_in_a_total_that_is_hidden() -> None:
    """Each split hides one group beside a hidden total; what one split shows bounds the other."""
    whole = cell("", None) | {"status": "suppressed"}
    by_gender = [cell("women", 20), hidden("men")]
    assert exposed(release(whole, ("gender", by_gender))) == []
    assert len(exposed(release(whole, ("gender", by_gender), ("age", [cell("young", 12), cell("old", 11)])))) == 2


def test_means_give_their_denominators_away() -> None:
    groups = [mean("a", 60), mean("b", 40), hidden("c")]
    assert len(exposed(release(mean("", 103), ("gender", groups), rule="weighted_mean"))) == 1


def mean(code: str, base: float) -> dict[str, Any]:
    return cell(code, 17.5) | {"denominator": base}


def test_figures_that_contradict_each_other_keep_the_release_in() -> None:
    groups = [cell("women", 60.5), cell("men", -1.0), hidden("other")]
    (told,) = exposed(release(cell("", 103), ("gender", groups)))
    assert told.partition(":")[0] == "The hidden figures could not be checked"


def test_words_name_the_figure_as_pages_do() -> None:
    content = release(cell("", 103), ("gender", [cell("women", 60), hidden("other")]))
    content["dimensions"] = [{"code": "gender", "name": {"en": "Gender", "es": "Género"}}]
    content["measures"][0]["name"] = {"en": "People enrolled", "es": "Personas inscritas"}
    content["measures"][0]["splits"][0]["cells"][1]["name"] = {"en": "Another", "es": "Otro"}
    (found,) = exposed_in(content, [], minimum=50)
    assert found.words["es"] == (
        "Género Otro (Personas inscritas, 2025): se puede deducir que es exactamente 43. "
        "Oculte otra cifra de la misma suma."
    )


def test_count_of_another_measure_gives_the_same_people_away() -> None:
    """Pupils tested are the denominator of those who read: hidden there and shown here."""
    tested = [cell("a", 60), cell("b", 40), cell("c", 12)]
    readers = [cell("a", 60, numerator=30), hidden("b"), hidden("c")]
    content = release(cell("", 112, numerator=55), ("race", readers), rule="ratio_of_sums")
    content["measures"] += release(cell("", 112), ("race", tested))["measures"]
    content["measures"][1]["code"] = "P2"
    assert [told.partition(":")[2] for told in exposed(content)] == [
        " it is hidden here and shown as 40 in P2. Hide it there as well.",
        " it is hidden here and shown as 12 in P2. Hide it there as well.",
    ]


def test_count_of_other_people_gives_nothing_away() -> None:
    tested = [cell("a", 61), cell("b", 39), cell("c", 12)]
    readers = [cell("a", 60, numerator=30), hidden("b"), hidden("c")]
    content = release(cell("", 112, numerator=55), ("race", readers), rule="ratio_of_sums")
    content["measures"] += release(cell("", 112), ("race", tested))["measures"]
    content["measures"][1]["code"] = "P2"
    assert exposed(content) == []


@pytest.mark.covers("E7", "F-CON-2")
def test_release_that_gives_a_figure_away_does_not_go_out(
    analyst: Person, initiative: Initiative, at: datetime
) -> None:
    content = example_content()
    content["initiative"]["slug"] = initiative.slug
    without_its_cover(content, "P1", "race_ethnicity", "white")
    with pytest.raises(TooTelling) as refused:
        operations.release(by=analyst, initiative=initiative, content=content, changes_en="", changes_es="", at=at)
    assert [words["es"].partition(":")[0] for words in refused.value.exposed] != []
    assert Publication.objects.count() == 0


def without_its_cover(content: dict[str, Any], code: str, dimension: str, group: str) -> None:
    """Shows a group that was hidden only so that another one stays hidden."""
    measure = next(each for each in content["measures"] if each["code"] == code)
    split = next(each for each in measure["splits"] if each["dimension"] == dimension)
    total = next(point for point in measure["series"] if point["period"] == split["period"])
    shown = next(each for each in split["cells"] if each["code"] == group)
    others = [each for each in split["cells"] if not each["hidden"]]
    left = {name: total[name] - sum(each[name] for each in others) for name in ("numerator", "denominator")}
    few = {"numerator": 2, "denominator": 4}
    counts = {name: left[name] - few[name] for name in left}
    shown |= counts | {"value": 100 * counts["numerator"] / counts["denominator"], "status": "reported", "hidden": ""}
