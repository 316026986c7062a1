"""The same table, however it is written down."""

import io
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.engines.measures.findings import UnreadableFile
from tests.engines.measures.partner_files import HEADER, csv_file, facts, read, told

ROWS = ("READ-03,2025-Q2,Eastside,all,52.5,21,40", "READ-03,2025-Q3,Westside,male,*,,30")
PLAIN = csv_file(*ROWS).decode()
EXPECTED = [
    (2, "READ-03", "2025-Q2", "Eastside", "all", "reported", 52.5, 21.0, 40.0),
    (3, "READ-03", "2025-Q3", "Westside", "male", "suppressed", None, None, 30.0),
]
NAMES = ("row", "measure", "period", "place", "group", "status", "value", "numerator", "denominator")

DIALECTS = {
    "comma": PLAIN.encode(),
    "crlf": PLAIN.replace("\n", "\r\n").encode(),
    "tab": PLAIN.replace(",", "\t").encode(),
    "semicolon": PLAIN.replace(",", ";").encode(),
    "decimal comma": PLAIN.replace(",", ";").replace(".", ",").encode(),
    "bom": PLAIN.encode("utf-8-sig"),
    "utf-16": PLAIN.encode("utf-16"),
    "utf-16-le without a mark": PLAIN.encode("utf-16-le"),
    "utf-16-be without a mark": PLAIN.encode("utf-16-be"),
    "quoted": "\n".join(",".join(f'"{cell}"' for cell in line.split(",")) for line in PLAIN.split("\n")[:3]).encode(),
    "no line end": PLAIN.rstrip("\n").encode(),
    "spaces": PLAIN.replace(",", " , ").encode(),
}


@pytest.mark.parametrize("name", DIALECTS)
def test_every_dialect_reads_the_same(name: str) -> None:
    result = read(DIALECTS[name])
    assert facts(result, *NAMES) == EXPECTED
    assert result.problems == ()


def test_old_line_ends_are_read_with_a_warning() -> None:
    result = read(PLAIN.replace("\n", "\r").encode())
    assert facts(result, *NAMES) == EXPECTED
    assert told(result.problems) == [(None, None, "unreadable-file", "warning")]


def test_windows_letters_are_read() -> None:
    text = PLAIN.replace("group", "group").replace("denominator\n", "denominator,Año\n").replace(",20\n", ",20,sí\n")
    result = read(text.encode("cp1252"))
    assert (result.dialect.encoding, facts(result, *NAMES)) == ("cp1252", EXPECTED)
    assert told(result.problems) == [(None, "Año", "extra-column", "warning")]


def test_a_point_that_looks_decimal_cuts_thousands_in_a_column_of_commas() -> None:
    wide = "period,place,group,ENR-01"
    result = read(csv_file('2025-Q2,Eastside,all,"2.345,5"', "2025-Q2,Westside,all,1.234", header=wide))
    assert facts(result, "row", "value") == [(2, 2345.5), (3, 1234.0)]


def test_a_point_that_can_cut_either_way_is_an_error_that_shows_both() -> None:
    wide = "period,place,group,AREA-2"
    rows = ('2025-Q2,Eastside,all,"2.345,5"', '2025-Q3,Eastside,all,"2,345.5"', "2025-Q2,Westside,all,1.234")
    result = read(csv_file(*rows, header=wide))
    assert [problem.message("en") for problem in result.problems] == [
        "Row 4, AREA-2: “1.234” can be read as 1.234 or as 1234. Write it without a thousands separator."
    ]


@pytest.mark.parametrize("cut", ["\t", ","])
def test_a_decimal_comma_in_one_column_makes_a_point_cut_thousands_in_a_count_of_another(cut: str) -> None:
    header = cut.join(("period", "place", "group", "ENR-01", "AREA-2"))
    result = read(csv_file(cut.join(("2025-Q2", "Eastside", "all", "1.234", '"12,5"')), header=header))
    assert (facts(result, "value"), result.problems) == ([(1234.0,), (12.5,)], ())


def test_a_decimal_comma_in_one_column_makes_a_point_in_another_a_question_where_both_can_be() -> None:
    header = "period\tplace\tgroup\tWAGE-1\tAREA-2"
    result = read(csv_file("2025-Q2\tEastside\tall\t12,5\t1.234", header=header))
    assert [problem.message("en") for problem in result.problems] == [
        "Row 2, AREA-2: “1.234” can be read as 1.234 or as 1234. Write it without a thousands separator."
    ]


def test_a_decimal_comma_in_one_column_leaves_a_point_alone_that_another_shows_to_be_one() -> None:
    header = "period\tplace\tgroup\tWAGE-1\tAREA-2"
    result = read(csv_file("2025-Q2\tEastside\tall\t12,5\t1.234", "2025-Q3\tEastside\tall\t7\t2.5", header=header))
    assert (facts(result, "value"), result.problems) == ([(12.5,), (7.0,), (1.234,), (2.5,)], ())


def test_a_header_lower_down_keeps_the_rows_of_the_sheet() -> None:
    result = read(b"Report of the spring\n\n," + b"\n" + PLAIN.encode())
    assert (result.dialect.header_row, facts(result, "row")) == (4, [(5,), (6,)])


def test_a_line_break_in_a_cell_does_not_move_the_rows() -> None:
    text = csv_file(
        'READ-03,2025-Q2,Eastside,all,1,,,"two\nlines"',
        "READ-03,2025-Q3,Nowhere,all,2,,,x",
        header=",".join(HEADER) + ",note",
    )
    assert told(read(text).problems)[1:] == [(3, "place", "unknown-place", "error")]


def test_blank_rows_are_no_rows() -> None:
    result = read(csv_file(ROWS[0], "", ",,,,,,", "  ", ROWS[1]))
    assert (result.rows, facts(result, "row")) == (2, [(2,), (6,)])


def test_a_stray_quote_stays_in_its_cell() -> None:
    text = csv_file(ROWS[0] + ',5" pipe', ROWS[1] + ",x", header=",".join(HEADER) + ",note")
    assert facts(read(text), *NAMES) == EXPECTED


def test_a_wide_table_has_one_column_for_each_measure() -> None:
    text = csv_file(
        "2025-Q2,Eastside,all,50,7,x", "2025-Q3,Eastside,all,,,x", header="period,place,group,READ-03, enrolled ,note"
    )
    result = read(text)
    assert facts(result, "row", "measure", "status", "value") == [
        (2, "READ-03", "reported", 50.0),
        (3, "READ-03", "missing", None),
        (2, "ENR-01", "reported", 7.0),
        (3, "ENR-01", "missing", None),
    ]


def test_a_wide_table_may_give_parts() -> None:
    text = csv_file("2025-Q2,Eastside,all,1,8", header="period,place,group,READ-03.numerator,READ-03.denominator")
    assert facts(read(text), "value", "numerator", "denominator") == [(12.5, 1.0, 8.0)]


def test_their_headers_can_be_mapped() -> None:
    text = PLAIN.replace("place", "Barrio").encode()
    result = read(text, mapping={"barrio": "place"})
    assert facts(result, *NAMES) == EXPECTED


def test_columns_come_in_any_order() -> None:
    lines = [",".join(reversed(line.split(","))) for line in PLAIN.split("\n")[:3]]
    assert facts(read("\n".join(lines).encode()), *NAMES) == EXPECTED


def test_parquet_reads_the_same() -> None:
    columns = list(zip(*(line.split(",") for line in PLAIN.split("\n")[1:3]), strict=True))
    table = pa.table({name: list(column) for name, column in zip(HEADER, columns, strict=True)})
    table = table.set_column(6, "denominator", pa.array([40, 30]))
    out = io.BytesIO()
    pq.write_table(table, out)
    assert facts(read(out.getvalue()), *NAMES) == EXPECTED


def test_a_path_reads_as_bytes_do(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(PLAIN.encode())
    assert facts(read(path), *NAMES) == EXPECTED  # type: ignore[arg-type]


CELLS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r"), max_size=12)


@settings(deadline=None)
@given(st.lists(st.lists(CELLS, max_size=9), max_size=8))
def test_no_text_breaks_the_reader(rows: list[list[str]]) -> None:
    try:
        result = read(csv_file(ROWS[0], *(",".join(row) for row in rows)))
    except UnreadableFile as refused:
        if refused.code != "other-kind":  # what is mostly control characters is no text at all
            raise
        return
    assert result.accepted <= result.rows
    assert all(problem.message("en") and problem.message("es") for problem in result.problems)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["1", "2.5", "*", "", "x", "1,5", "#REF!", "101"]), min_size=1, max_size=30))
def test_rows_are_accepted_or_in_error_never_both(cells: list[str]) -> None:
    groups = ["all", "female", "male"]
    rows = [f'READ-03,2025-Q{2 + n % 2},Eastside,{groups[n % 3]},"{cell}",,' for n, cell in enumerate(cells)]
    result = read(csv_file(*rows))
    wrong = {problem.row for problem in result.errors}
    assert result.rows - result.accepted == len(wrong)
    assert {row for (row,) in facts(result, "row")} == set(range(2, len(cells) + 2)) - wrong


def test_a_cell_typed_anew_stands_in_place_of_the_files() -> None:
    wrong = csv_file(ROWS[0].replace("52.5", "525"), ROWS[1])
    assert told(read(wrong).problems) == [(2, "value", "above-max", "error")]
    assert facts(read(wrong, corrections={(2, "value"): "52.5"}), *NAMES) == EXPECTED
