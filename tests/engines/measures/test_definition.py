"""Measures and collections are checked when they are made; what is wrong is named."""

from pathlib import Path

import pytest

from commonweal.engines.measures import Collection, DefinitionError, Measure, collection_from, load_collection
from tests.engines.measures.partner_files import COLLECTION

SMALL = 'periods = ["2025"]\nplaces = ["A"]\n[[measures]]\ncode = "M"\n'


def test_a_collection_is_read_from_toml() -> None:
    read = load_collection(COLLECTION)
    assert (read.periods, read.key) == (("2025-Q2", "2025-Q3"), ("measure", "period", "place", "group"))
    assert read.measure("READ-03") == Measure(
        code="READ-03", name="Pupils who read at grade level", kind="percent", minimum=0, maximum=100,
        places_rule="ratio_of_sums",
    )  # fmt: skip
    assert read.markers == {"suppressed": ("-9999",), "missing": (".",)}


def test_a_collection_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_text(SMALL, encoding="utf-8-sig")
    assert load_collection(path) == load_collection(SMALL) == load_collection(str(path))


def test_what_is_left_out_has_a_plain_meaning() -> None:
    read = load_collection(SMALL)
    assert (read.key, read.measures[0].name, read.measures[0].places_rule) == (
        ("measure", "period", "place"),
        "M",
        "none",
    )


def test_a_year_may_be_a_number() -> None:
    assert collection_from({"periods": [2025], "places": ["A"], "measures": [{"code": "M"}]}).periods == ("2025",)


WRONG = {
    "absent": 'places = ["A"]\n[[measures]]\ncode = "M"',
    "empty": SMALL.replace('["A"]', "[]"),
    "not-toml": "periods = [",
    "not-a-list": SMALL.replace('["2025"]', '"2025"'),
    "not-a-table": "dimensions = 3\n" + SMALL,
    "not-text": SMALL.replace('"M"', '""'),
    "not-a-number": SMALL + 'min = "0"',
    "not-one-of": SMALL + 'kind = "percentage"',
    "twice": SMALL.replace('["A"]', '["A", "A"]'),
    "unknown": SMALL + 'place_rule = "sum"',
    "reserved": SMALL + '[dimensions]\nvalue = ["a"]',
    "key-needs": 'key = ["place"]\n' + SMALL.replace('["2025"]', '["2025", "2026"]'),
    "min-above-max": SMALL + "min = 2\nmax = 1",
    "decimals": SMALL + "decimals = -1",
    "asked-unknown": SMALL + '[[asked]]\npartner = "a"\nmeasures = ["X"]\nperiods = ["2025"]',
}


@pytest.mark.parametrize("code", WRONG)
def test_what_is_wrong_is_named_in_both_languages(code: str) -> None:
    with pytest.raises(DefinitionError) as raised:
        load_collection(WRONG[code])
    assert raised.value.code == code
    assert raised.value.message("en") != raised.value.message("es")


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(DefinitionError) as raised:
        load_collection(Path("none.toml"))
    assert raised.value.code == "no-file"


def test_groups_may_differ_by_a_capital_letter_and_one_may_be_blank() -> None:
    made = Collection(("2025",), ("A", "a"), (Measure("M"),), dimensions={"group": ("All", "", "all")})
    assert (made.places, made.dimensions["group"]) == (("A", "a"), ("All", "", "all"))
