"""Real answers, whose results others have published: the engine comes to the same."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from commonweal.engines.psychometrics.answers import complete, matrix, table
from commonweal.engines.psychometrics.change import paired_change
from commonweal.engines.psychometrics.gain import normalised_gain
from commonweal.engines.psychometrics.items import REVERSED, WRONG_KEY, analyse, right_or_wrong
from commonweal.engines.psychometrics.reliability import alpha
from commonweal.engines.psychometrics.scales import Scale, keyed
from commonweal.engines.psychometrics.spread import net_promoters
from tests.engines.measures.shared_data import shared

SCALES = ["agree", "conscientious", "extraversion", "neuroticism", "openness"]
# The file has a blank where somebody did not answer.
Columns = dict[str, list[str | None]]


def columns_of(path: Path) -> Columns:
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return {name: [row[place] or None for row in rows] for place, name in enumerate(header)}


def known(name: str) -> Any:
    return json.loads(shared("data", "expected_examples.json").read_text("utf-8"))[name]


def bfi(name: str) -> tuple[dict[str, list[float | None]], Scale]:
    """One scale of the five, with its keys as published."""
    columns = columns_of(shared("data", "psychometrics", "bfi.csv"))
    keys = columns_of(shared("data", "psychometrics", "bfi_dictionary.csv"))
    items = tuple(item for item in columns if item[0] == name[0].upper() and item[1:].isdigit())
    negative = {item for item, sign in zip(keys["rownames"], keys["Keying"], strict=True) if sign == "-1"}
    answers = {item: [None if text is None else float(text) for text in columns[item]] for item in items}
    return answers, Scale(name, items, frozenset(set(items) & negative), 1, 6)


def hci() -> tuple[Columns, dict[str, str]]:
    columns = columns_of(shared("data", "psychometrics", "HCItest_choices.csv"))
    right = columns_of(shared("data", "psychometrics", "HCIkey.csv"))["key"]
    key = {f"Item {number}": str(letter) for number, letter in enumerate(right, start=1)}
    return {item: columns[item] for item in key}, key


@pytest.mark.covers("G9", "F-TRN-6")
@pytest.mark.parametrize("name", SCALES)
def test_bfi_has_the_published_alpha_with_its_keys(name: str) -> None:
    answers, scale = bfi(name)
    found = alpha(keyed(answers, scale))
    value, n = known("psychometrics_alpha_n")["bfi_complete_cases_with_reverse_keying_7_minus_x"][name]
    assert found.value is not None
    assert (round(found.value, 4), found.n) == (value, n)


@pytest.mark.parametrize("name", SCALES)
def test_bfi_without_its_keys_is_the_published_mistake(name: str) -> None:
    answers, scale = bfi(name)
    found = alpha(keyed(answers, Scale(name, scale.items, frozenset(), 1, 6)))
    value, n = known("psychometrics_alpha_n")["bfi_without_reverse_keying"][name]
    assert found.value is not None
    assert (round(found.value, 4), found.n) == (value, n)


@pytest.mark.parametrize("name", ["agree", "conscientious", "extraversion", "openness"])
def test_items_that_were_not_turned_are_found(name: str) -> None:
    answers, scale = bfi(name)
    found = analyse(table(answers, scale.items), scale.items, keyed=False)
    assert set(found.against) == scale.reversed
    assert {item.item for item in found.items if item.flag == REVERSED} >= scale.reversed


@pytest.mark.parametrize("name", SCALES)
def test_nothing_is_found_where_all_were_turned(name: str) -> None:
    answers, scale = bfi(name)
    found = analyse(keyed(answers, scale), scale.items, keyed=False)
    assert (found.against, [item.flag for item in found.items]) == ((), [None] * len(scale.items))


@pytest.mark.parametrize("turned", ["A2", "A5"])
def test_one_forgotten_reversal_is_found_among_turned_ones(turned: str) -> None:
    answers, scale = bfi("agree")
    given = keyed(answers, scale)
    given[:, scale.items.index(turned)] = 7 - given[:, scale.items.index(turned)]
    assert analyse(given, scale.items, keyed=False).against == (turned,)


@pytest.mark.covers("G7")
def test_hci_choices_are_scored_as_published() -> None:
    choices, key = hci()
    marks = right_or_wrong(choices, key)
    published = columns_of(shared("data", "psychometrics", "HCI_scored.csv"))
    wanted = {item: [float(text or "nan") for text in published[item]] for item in key}
    assert marks == wanted
    assert sum(map(len, marks.values())) == known("psychometrics_alpha_n")["HCI"]["scored_cells_equal_published"]


def test_hci_has_the_published_alpha_and_mean() -> None:
    choices, key = hci()
    answers = table(right_or_wrong(choices, key), list(key))
    found, wanted = alpha(answers), known("psychometrics_alpha_n")["HCI"]
    assert found.value is not None
    assert [round(found.value, 4), found.n] == wanted["alpha"]
    assert round(float(answers.sum(axis=1).mean()), 3) == wanted["mean"]


@pytest.mark.parametrize("item", ["Item 3", "Item 18", "Item 12"])
def test_a_wrong_key_is_flagged(item: str) -> None:
    choices, key = hci()
    right = key[item]
    wrong = {**key, item: next(letter for letter in "CABDE" if letter != right)}
    found = analyse(table(right_or_wrong(choices, wrong), list(key)), list(key), keyed=True)
    assert [(each.item, each.flag) for each in found.items if each.flag] == [(item, WRONG_KEY)]


def test_hci_before_and_after_is_as_published() -> None:
    columns = columns_of(shared("data", "psychometrics", "HCIprepost.csv"))
    pre, post = ([float(text or "nan") for text in columns[name]] for name in ("score.pre", "score.post"))
    wanted = known("psychometrics_alpha_n")["HCIprepost"]
    found = paired_change(pre, post)
    assert found.sd is not None
    assert found.t is not None
    told = (found.n, found.mean_pre, found.mean_post, found.mean, round(found.sd, 4), round(found.t, 4))
    assert told == tuple(wanted[key] for key in ("n", "mean_pre", "mean_post", "gain", "sd", "t"))
    gained = normalised_gain(pre, post, 20).value
    assert gained is not None
    assert round(gained, 4) == wanted["class_normalised_gain_of_20"]


@pytest.mark.parametrize(
    ("file", "name"), [("LSAT.csv", "LSAT"), ("ability.csv", "ability_complete_cases")], ids=["LSAT", "ability"]
)
def test_tests_that_are_scored_already_have_the_published_alpha(file: str, name: str) -> None:
    columns = columns_of(shared("data", "psychometrics", file))
    rows = [[None if text is None else float(text) for text in row] for row in zip(*columns.values(), strict=True)]
    found = alpha(matrix(rows))
    value, n = known("psychometrics_alpha_n")[name]
    assert found.value is not None
    assert (round(found.value, 3), found.n) == (value, n)


def test_ctt_choices_have_the_published_alpha() -> None:
    choices = columns_of(shared("data", "psychometrics", "CTTdata.csv"))
    right = columns_of(shared("data", "psychometrics", "CTTkey.csv"))["CTTkey"]
    key = dict(zip(choices, map(str, right), strict=True))
    answers = table(right_or_wrong(choices, key), list(key))
    found = alpha(answers)
    value, n = known("psychometrics_alpha_n")["CTT"]
    assert found.value is not None
    assert (round(found.value, 4), len(complete(answers))) == (value, n)


@pytest.mark.covers("G18")
def test_carpentries_survey_has_the_known_score_of_recommending() -> None:
    wanted = known("carpentries_2020_12")
    answers = columns_of(
        shared("data", "surveys", "carpentries_2020_12", "2020-12-long-term-other_questions-no-open.csv")
    )["recommendation_score"]
    given = [float(text) for text in answers if text is not None and text != "NA"]
    found = net_promoters(given)
    assert found is not None
    assert (len(answers), len(given), round(100 * found, 3)) == (wanted["rows"], wanted["answered"], wanted["NPS"])
