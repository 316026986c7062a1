"""A source that publishes an estimate with its range: both ends are kept with the figure."""

import pytest

from commonweal.engines.measures import Collection, Measure, validate

FILE = b"measure,period,place,value,low,high\nG0,2017,county,11.4,,\nG0,2023,county,10.2,9.2,11.2\n"


def collection(level: str) -> Collection:
    measure = Measure(code="G0", kind="percent", level=level)
    return Collection(periods=("2017", "2023"), places=("county",), measures=(measure,))


def test_range_of_a_population_figure_is_kept() -> None:
    facts = validate(FILE, collection=collection("population")).facts.to_pylist()
    assert [(row["value"], row["low"], row["high"]) for row in facts] == [(11.4, None, None), (10.2, 9.2, 11.2)]


def test_range_with_a_word_in_it_is_an_error_at_its_cell() -> None:
    found = validate(FILE.replace(b"11.2", b"high"), collection=collection("population"))
    assert [(p.row, p.column, p.code) for p in found.errors] == [(3, "high", "not-a-number")]


@pytest.mark.parametrize("column", ["low", "high"])
def test_column_of_that_name_is_a_partners_own_elsewhere(column: str) -> None:
    found = validate(FILE, collection=collection("performance"))
    assert ("extra-column", column) in {(p.code, p.column) for p in found.warnings}
    assert column not in found.facts.column_names
