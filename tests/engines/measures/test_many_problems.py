"""A large wrong file: what is listed is bounded, what is counted is not."""

from commonweal.engines.measures import Collection, Measure
from commonweal.engines.measures.child import validate_in_child
from commonweal.engines.measures.findings import ERROR, Problem, UnreadableFile
from commonweal.engines.measures.listing import Listing
from commonweal.engines.measures.sources import too_large
from commonweal.engines.measures.validation import validate

ASKED = Collection(
    periods=("2025-Q2",),
    places=("east", "west"),
    measures=(Measure("P1", kind="count", places_rule="sum"),),
    aliases={"place": {"Eastside": "east", "Lado este": "east"}},
)
HEAD = "measure,period,place,value\n"


def problems(content: str, **more: int) -> list[tuple[str, int | None]]:
    found = validate(content.encode(), collection=ASKED, **more).problems
    return [(problem.code, problem.row) for problem in found]


def test_problems_of_a_kind_are_listed_up_to_a_number_and_the_rest_counted() -> None:
    content = HEAD + "P1,2025-Q2,moon,1\n" * 5 + "P1,2025-Q2,east,many\n"
    read = validate(content.encode(), collection=ASKED, at_most=2)
    assert [(problem.code, problem.row) for problem in read.problems] == [
        ("unknown-place", 2),
        ("unknown-place", 3),
        ("not-a-number", 7),
        ("unknown-place", None),
    ]
    assert read.problems[-1].message("en") == (
        "And 3 more of this kind. Correct the ones above first, then look again."
    )
    assert (read.rows, read.accepted) == (6, 0)


def test_listing_of_stretches_is_that_of_the_whole() -> None:
    found = [Problem(None, row, None, code, ERROR, {}) for row in range(9) for code in ("bad-date", "below-min")]
    whole, together = Listing(4), Listing(4)
    whole.add(found)
    for start in range(0, len(found), 6):
        part = together.part()
        part.add(found[start : start + 6])
        together.take(part)
    assert (together.listed, together.unlisted()) == (whole.listed, whole.unlisted())
    assert [each.params["count"] for each in together.unlisted()] == [5, 5]


def test_file_in_which_every_cell_of_very_many_rows_is_wrong_is_read_in_the_child() -> None:
    content = HEAD + "".join(f"Q{n},2020-Q{n},moon{n},many{n}\n" for n in range(60_000))
    read = validate_in_child(content.encode(), collection=ASKED, at_most=1_000)
    assert (read.rows, read.accepted, len(read.problems)) == (60_000, 0, 4_004)


def test_repeated_rows_beyond_that_number_are_not_accepted_either() -> None:
    read = validate((HEAD + "P1,2025-Q2,east,1\n" * 5).encode(), collection=ASKED, at_most=1)
    assert (read.rows, read.accepted, len(read.problems)) == (5, 1, 2)


def test_all_are_listed_where_nobody_says_how_many() -> None:
    assert problems(HEAD + "P1,2025-Q2,moon,1\n" * 3) == [("unknown-place", row) for row in (2, 3, 4)]


def test_repeated_row_is_named_as_people_name_it() -> None:
    found = validate((HEAD + "P1,2025-Q2,Eastside,1\n" * 2).encode(), collection=ASKED).problems[0]
    assert found.words("en") == "This row repeats row 2 (P1, 2025-Q2, Eastside). Keep one of them."
    assert found.words("es") == "Esta fila repite la fila 2 (P1, 2025-Q2, Lado este). Deje solo una."


def test_row_that_was_struck_out_is_no_data() -> None:
    read = validate((HEAD + "P1,2025-Q2,east,1\nP1,2025-Q2,east,2\n").encode(), collection=ASKED, dropped=(2,))
    assert (read.rows, read.accepted, read.problems) == (1, 1, ())
    assert read.facts.column("value").to_pylist() == [2]


def test_very_many_columns_that_nobody_asked_for_are_told_in_one_line() -> None:
    header = ",".join(["measure", "period", "place", "value", *(f"c{n}" for n in range(51))])
    found = validate(f"{header}\nP1,2025-Q2,east,1\n".encode(), collection=ASKED).problems
    assert [problem.message("en") for problem in found] == [
        "Nobody asked for 51 columns: c0, c1, c2, c3, c4, c5, c6, c7 … (51). We leave them out; "
        "you need not change anything."
    ]


def test_fifty_are_named_one_by_one() -> None:
    header = ",".join(["measure", "period", "place", "value", *(f"c{n}" for n in range(50))])
    assert len(problems(f"{header}\nP1,2025-Q2,east,1\n")) == 50


def test_size_over_the_limit_never_reads_like_the_limit() -> None:
    refusal: UnreadableFile = too_large(2 << 30, (2 << 30) - 1)
    assert refusal.message("en") == "This file has 2,048 MB; we read at most 2,047 MB. Send it in parts."
