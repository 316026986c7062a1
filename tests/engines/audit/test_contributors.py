"""What those who gave to a figure can work out of each other from what is shown."""

from commonweal.engines.audit import ReleasedCell, ReleasedTable, worked_out_by_contributors

Given = dict[str, float]


def release(**figures: float | None) -> ReleasedTable:
    """One split; None is hidden, and `all` is the total."""
    cells = [
        ReleasedCell(("Total" if part == "all" else part,), value, hidden=value is None)
        for part, value in figures.items()
    ]
    return ReleasedTable("release.csv", ("place",), cells)


def worked_out(table: ReleasedTable, **gave: Given) -> list[str]:
    given = {("Total" if part == "all" else part,): amounts for part, amounts in gave.items()}
    return [where[0] for where in worked_out_by_contributors(table, given, percent=10)]


def test_figure_of_one_partner_is_that_partners_own() -> None:
    assert worked_out(release(north=50, all=50), north={"a": 50}) == ["north"]


def test_each_of_two_partners_takes_its_own_away() -> None:
    assert worked_out(release(north=80, all=80), north={"a": 50, "b": 30}) == ["north"]


def test_of_three_alike_nobody_knows_another() -> None:
    assert worked_out(release(north=90, all=90), north={"a": 30, "b": 30, "c": 30}) == []


def test_one_far_larger_than_the_others_is_known_to_the_second() -> None:
    """b takes its 10 away from 115 and knows that a gave at most 105, five percent more than it did."""
    assert worked_out(release(north=115, all=115), north={"a": 100, "b": 10, "c": 5}) == ["north"]
    assert worked_out(release(north=120, all=120), north={"a": 100, "b": 10, "c": 10}) == []


def test_two_hidden_parts_of_one_partner_each_are_no_cover_for_each_other() -> None:
    """Outside nobody knows more than that both come to 110. Whoever gave one of them knows the other."""
    table = release(north=None, south=None, west=190, all=300)
    assert worked_out(table, north={"a": 50}, south={"b": 60}, all={"a": 50, "b": 60, "c": 190}) == ["north", "south"]


def test_third_partner_among_the_hidden_parts_covers_the_two() -> None:
    table = release(north=None, south=None, west=None, all=300)
    assert worked_out(table, north={"a": 100}, south={"b": 100}, west={"c": 100}) == []


def test_hidden_total_tells_nothing_of_its_hidden_parts() -> None:
    table = release(north=None, south=50, all=None)
    assert worked_out(table, north={"a": 30}, all={"a": 30, "b": 20, "c": 30}) == []


def test_shares_are_attacked_by_each_of_their_counts() -> None:
    cells = [ReleasedCell(("north", "in"), 60.0), ReleasedCell(("north", "Total"), 120.0)]
    gave = {("north", "in"): {"a": 58.0, "b": 1.0, "c": 1.0}, ("north", "Total"): {"a": 40.0, "b": 40.0, "c": 40.0}}
    found = worked_out_by_contributors(ReleasedTable("r", ("place", "count"), cells), gave, percent=10)
    assert found == [("north", "in")]
