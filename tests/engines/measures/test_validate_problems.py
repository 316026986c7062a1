"""Each code once: the file that raises it, and what is said of it."""

import pytest

from commonweal.engines.measures import UnreadableFile, validate
from tests.engines.measures.partner_files import COLLECTION, HEADER, collection, csv_file, facts, read, read_value, told

OTHER = "READ-03,2025-Q3,Westside,female,50,10,20"
GOOD = "READ-03,2025-Q2,Eastside,all,50,10,20"


def test_a_good_file_has_no_problem() -> None:
    result = read(csv_file(GOOD))
    assert (result.rows, result.accepted, result.problems) == (1, 1, ())


ERRORS = [
    ("READ-03,2025-Q2,Nowhere,all,50,10,20", "place", "unknown-place"),
    ("READ-03,2019-Q1,Eastside,all,50,10,20", "period", "unknown-period"),
    ("READ-03,2025-Q2,Eastside,others,50,10,20", "group", "unknown-group"),
    ("READ-99,2025-Q2,Eastside,all,50,10,20", "measure", "unknown-measure"),
    ("READ-03,2025-Q2,,all,50,10,20", "place", "missing-key"),
    ("READ-03,2025-Q2,Eastside,all,fifty,10,20", "value", "not-a-number"),
    ("READ-03,2025-Q2,Eastside,all,-1,10,20", "value", "below-min"),
    ("READ-03,2025-Q2,Eastside,all,100.5,10,20", "value", "above-max"),
    ("WAGE-1,2025-Q2,Eastside,all,12.345,,", "value", "too-many-decimals"),
    ("FIN-07,2025-Q2,Eastside,all,50,,20", "numerator", "missing-numerator"),
    ("READ-03,2025-Q2,Eastside,all,50,0,0", "denominator", "zero-denominator"),
    ("READ-03,2025-Q2,Eastside,all,50,5,0", "denominator", "zero-denominator"),
    ("READ-03,2025-02-30,Eastside,all,50,10,20", "period", "bad-date"),
    ("READ-03,2025-13,Eastside,all,50,10,20", "period", "bad-date"),
    ("READ-03,2025-Q2,Eastside,all,=A1+1,10,20", "value", "formula"),
    ("READ-03,2025-Q2,Eastside,all,#Type!,10,20", "value", "unreadable-cell"),
    ("READ-03,2025-Q2,Eastside,all,5\x000,10,20", "value", "unreadable-cell"),
]


@pytest.mark.parametrize(("row", "column", "code"), ERRORS, ids=[f"{code}-{n}" for n, (*_, code) in enumerate(ERRORS)])
def test_an_error_names_row_and_column_and_keeps_the_row_out(row: str, column: str, code: str) -> None:
    result = read(csv_file(OTHER, row))
    assert told(result.problems) == [(3, column, code, "error")]
    assert (result.rows, result.accepted, facts(result, "row")) == (2, 1, [(2,)])


def test_a_repeated_key_is_an_error_even_where_the_values_agree() -> None:
    result = read(csv_file(GOOD, GOOD))
    assert told(result.problems) == [(3, None, "duplicate-key", "error")]
    assert result.problems[0].message("en") == (
        "Row 3: This row repeats row 2 (READ-03, 2025-Q2, Eastside, all). Keep one of them."
    )


def test_a_cell_that_is_too_long_is_unreadable() -> None:
    result = read(csv_file(GOOD, f"READ-03,2025-Q3,Eastside,all,{'9' * 32_768},1,2"))
    assert told(result.problems) == [(3, "value", "unreadable-cell", "error")]


def test_a_row_with_more_cells_than_the_header_is_not_guessed_at() -> None:
    result = read(csv_file("ENR-01,2025-Q2,Eastside,all,1,234,,5"))
    assert told(result.problems) == [(2, None, "unreadable-cell", "error")]


def test_a_short_row_ends_in_blanks() -> None:
    result = read(csv_file(GOOD, "READ-03,2025-Q3,Eastside,all,40"))
    assert facts(result, "row", "value", "numerator") == [(2, 50.0, 10.0), (3, 40.0, None)]


def test_a_missing_column_is_told_once_and_no_row_counts() -> None:
    result = read(csv_file("READ-03,2025-Q2,all,50", header="measure,period,group,value"))
    assert [p for p in told(result.problems) if p[2] != "missing-column"] == []
    assert [p[:2] for p in told(result.problems)] == [(None, "place")]
    assert (result.rows, result.accepted) == (1, 0)


def test_an_extra_column_is_a_warning() -> None:
    result = read(csv_file(GOOD + ",x", header=",".join(HEADER) + ",Remarks"))
    assert told(result.problems) == [(None, "Remarks", "extra-column", "warning")]
    assert result.accepted == 1


def test_two_columns_for_one_thing_are_an_error_of_the_file() -> None:
    result = read(csv_file(GOOD + ",Westside", header=",".join(HEADER) + ", PLACE "))
    assert told(result.problems) == [(None, "PLACE", "duplicate-column", "error")]
    assert result.accepted == 0


def test_more_counted_than_there_are_is_a_question() -> None:
    result = read(csv_file("READ-03,2025-Q2,Eastside,all,,31,28"))
    assert told(result.problems) == [(2, "numerator", "numerator-above-denominator", "warning")]
    assert result.problems[0].message("es") == (
        "Fila 2, numerator: Se contaron 31, pero son solo 28 en total. Cambie una cifra o díganos por qué."
    )
    assert result.accepted == 1


def test_a_value_beside_more_counted_than_there_are_is_one_question_about_all_three() -> None:
    result = read(csv_file("READ-03,2025-Q2,Eastside,all,75.5,31,28"))
    assert told(result.problems) == [(2, "numerator", "numerator-above-denominator", "warning")]
    assert [result.problems[0].words(lang) for lang in ("en", "es")] == [
        "31 counted of 28, with a value of 75.5. Correct what is wrong, or tell us why.",
        "Se contaron 31 de 28, con un valor de 75.5. Corríjalo o díganos por qué.",
    ]


def test_a_value_that_is_not_what_its_parts_come_to_is_a_question() -> None:
    result = read(csv_file("READ-03,2025-Q2,Eastside,all,75.5,15,28"))
    assert told(result.problems) == [(2, "value", "totals-disagree", "warning")]
    assert [result.problems[0].words(lang) for lang in ("en", "es")] == [
        "The value is 75.5, but 15 of 28 is 53.6. Change one of them, or tell us why.",
        "El valor es 75.5, pero 15 de 28 da 53.6. Cambie una cifra o díganos por qué.",
    ]
    assert result.accepted == 1


@pytest.mark.parametrize("value", ["53.6", "53.5", "54", "53", "53.571", "53.57142857142857", "", "*"])
def test_a_value_that_was_rounded_or_cut_off_agrees_with_its_parts(value: str) -> None:
    assert read(csv_file(f"READ-03,2025-Q2,Eastside,all,{value},15,28")).problems == ()


@pytest.mark.parametrize("value", ["0.54", "55", "52", "53.8", "53.4"])
def test_a_value_further_off_than_rounding_is_asked_about(value: str) -> None:
    result = read(csv_file(f"READ-03,2025-Q2,Eastside,all,{value},15,28"))
    assert told(result.problems) == [(2, "value", "totals-disagree", "warning")]


# ---- Totals rows ------------------------------------------------------------------------------------

ENROLLED = ("ENR-01,2025-Q2,Eastside,all,10,,", "ENR-01,2025-Q2,Westside,all,20,,")


@pytest.mark.parametrize("word", ["Total", "TOTALS", " Grand total "])
def test_a_totals_row_that_agrees_is_skipped(word: str) -> None:
    result = read(csv_file(*ENROLLED, f"ENR-01,2025-Q2,{word},all,30,,"))
    assert (result.rows, result.accepted, result.problems) == (2, 2, ())


def test_a_totals_row_that_disagrees_is_a_warning() -> None:
    result = read(csv_file(*ENROLLED, "ENR-01,2025-Q2,Total,all,31,,"))
    assert told(result.problems) == [(4, "value", "totals-disagree", "warning")]
    assert result.accepted == 2


def test_a_total_over_everything_is_compared_with_everything() -> None:
    assert told(read(csv_file(*ENROLLED, "Total,,,,29,,")).problems) == [(4, "value", "totals-disagree", "warning")]
    assert read(csv_file(*ENROLLED, "Total,,,,30,,")).problems == ()


def test_percentages_are_never_added_up() -> None:
    rows = ("READ-03,2025-Q2,Eastside,all,50,10,20", "READ-03,2025-Q2,Westside,all,40,8,20")
    assert read(csv_file(*rows, "READ-03,2025-Q2,Total,all,45,18,40")).problems == ()
    result = read(csv_file(*rows, "READ-03,2025-Q2,Total,all,45,18,41"))
    assert told(result.problems) == [(4, "denominator", "totals-disagree", "warning")]


def test_a_total_of_hidden_parts_is_not_compared() -> None:
    rows = (ENROLLED[0], "ENR-01,2025-Q2,Westside,all,*,,")
    assert read(csv_file(*rows, "ENR-01,2025-Q2,Total,all,14,,")).problems == ()


# ---- Tokens -----------------------------------------------------------------------------------------

TOKENS = [
    ("", "missing"), ("-", "missing"), ("NA", "missing"), ("#N/A", "missing"), ("<Null>", "missing"), (".", "missing"),
    ("N/A", "not_applicable"), ("n/a", "not_applicable"),
    ("*", "suppressed"), ("**", "suppressed"), ("<10", "suppressed"),
    ("-9999", "suppressed"), ("-9999.0", "suppressed"),
]  # fmt: skip


@pytest.mark.parametrize(("token", "status"), TOKENS)
def test_a_token_is_a_status_and_the_row_counts(token: str, status: str) -> None:
    result = read_value(token)
    assert facts(result, "status", "value") == [(status, None)]
    assert (result.accepted, result.problems) == (1, ())


def test_a_typed_zero_is_a_zero() -> None:
    assert facts(read_value("0"), "status", "value") == [("reported", 0.0)]


def test_a_number_is_a_marker_only_where_the_collection_says_so() -> None:
    assert told(read_value("-6666").problems) == [(2, "value", "below-min", "error")]


@pytest.mark.parametrize("token", ["#Type!", "#REF!", "#VALUE!", "#DIV/0!"])
def test_an_error_of_a_program_is_no_token(token: str) -> None:
    assert told(read_value(token).problems) == [(2, "value", "unreadable-cell", "error")]


@pytest.mark.parametrize("parts", ["*,20", "10,*", "<10,20", "10,N/A", "n/a,n/a"])
def test_a_token_in_a_part_is_the_status_of_a_row_without_a_value(parts: str) -> None:
    result = read(csv_file(f"READ-03,2025-Q2,Eastside,all,,{parts}"))
    expected = "not_applicable" if "/" in parts else "suppressed"
    assert facts(result, "status", "value") == [(expected, None)]
    assert (result.accepted, result.problems) == (1, ())


def test_a_hidden_part_hides_the_share_that_would_give_it_away() -> None:
    result = read(csv_file("READ-03,2025-Q2,Eastside,all,45,<10,20"))
    assert facts(result, "status", "value", "denominator") == [("suppressed", None, 20.0)]


def test_a_count_stands_where_its_parts_do_not_apply() -> None:
    result = read(csv_file("ENR-01,2025-Q2,Eastside,all,12,n/a,n/a"))
    assert facts(result, "status", "value") == [("reported", 12.0)]


def test_a_share_above_all_that_was_computed_is_one_question_and_no_error() -> None:
    """Nobody typed 110.7, so nobody can be told that it is above 100."""
    result = read(csv_file("READ-03,2025-Q2,Eastside,all,,31,28"))
    assert told(result.problems) == [(2, "numerator", "numerator-above-denominator", "warning")]
    assert result.accepted == 1


def test_a_share_above_all_that_was_typed_is_an_error_still() -> None:
    result = read(csv_file("READ-03,2025-Q2,Eastside,all,110.7,31,28"))
    assert told(result.problems) == [
        (2, "value", "above-max", "error"),
        (2, "numerator", "numerator-above-denominator", "warning"),
    ]


def test_a_computed_share_below_its_bound_is_told_at_the_number_that_was_typed() -> None:
    result = read(csv_file("READ-03,2025-Q2,Eastside,all,,-5,20"))
    assert told(result.problems) == [(2, "numerator", "below-min", "error")]
    assert result.problems[0].message("en") == (
        "Row 2, numerator: -5 of 20 is -25, below 0, the lowest that Pupils who read at grade level can be. Check both."
    )


def test_a_computed_share_is_told_without_its_endless_digits() -> None:
    problem = read(csv_file("READ-03,2025-Q2,Eastside,all,,-1,3")).problems[0]
    assert problem.words("es").startswith("-1 de 3 da -33.3333, menor que 0")


def test_a_required_part_may_not_be_a_token() -> None:
    result = read(csv_file("FIN-07,2025-Q2,Eastside,all,*,*,20"))
    assert told(result.problems) == [(2, "numerator", "missing-numerator", "error")]


def test_a_required_part_without_a_column_is_told_in_the_rows_that_need_it() -> None:
    rows = ("FIN-07,2025-Q2,Eastside,all,5,20", "READ-03,2025-Q2,Eastside,all,5,20")
    result = read(csv_file(*rows, header="measure,period,place,group,value,denominator"))
    assert told(result.problems) == [(2, "numerator", "missing-numerator", "error")]
    assert result.accepted == 1


def test_a_status_column_explains_a_blank_and_marks_an_estimate() -> None:
    header = "measure,period,place,group,value,numerator,denominator,status"
    rows = ("READ-03,2025-Q2,Eastside,all,,,,not applicable", "READ-03,2025-Q2,Westside,all,40,,,Estimated")
    result = read(csv_file(*rows, header=header))
    assert facts(result, "status", "value") == [("not_applicable", None), ("estimated", 40.0)]


# ---- Numbers ----------------------------------------------------------------------------------------

NUMBERS = [
    ("12", 12.0), (" 12 ", 12.0), ("+12", 12.0), ("12.5", 12.5), (".5", 0.5), ("1e1", 10.0), ("12%", 12.0),
    ("12,5", 12.5), ("12,5 %", 12.5), ("0,125", 0.125), ("\u22120", 0.0),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "value"), NUMBERS)
def test_a_number_is_read_however_it_is_written(cell: str, value: float) -> None:
    assert facts(read_value(cell), "status", "value") == [("reported", value)]


@pytest.mark.parametrize("cell", ["nan", "inf", "1e999", "1.2.3", "12x", "1,23,4", "٤", "0x1F", "1_000", "--5"])
def test_what_is_no_number_is_said_so(cell: str) -> None:
    assert told(read_value(cell).problems) == [(2, "value", "not-a-number", "error")]


def test_a_thousands_comma_alone_can_be_read_two_ways() -> None:
    result = read_value("1,234", "AREA-2")
    assert told(result.problems) == [(2, "value", "not-a-number", "error")]
    assert result.problems[0].message("en") == (
        "Row 2, value: “1,234” can be read as 1234 or as 1.234. Write it without a thousands separator."
    )


def test_a_thousands_comma_alone_in_a_count_can_be_read_one_way() -> None:
    result = read_value("1,234", "ENR-01")
    assert (facts(result, "value"), result.problems) == ([(1234.0,)], ())


def test_a_count_that_may_have_its_thousands_cut_by_a_point_is_asked_about() -> None:
    result = read_value("1.234", "ENR-01")
    assert (facts(result, "value"), told(result.problems)) == (
        [(1.234,)],
        [(2, "value", "too-many-decimals", "warning")],
    )
    assert result.problems[0].message("en") == (
        "Row 2, value: We read 1.234, and Enrolled counts whole things. Is it 1234? Then write it so."
    )


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("1.234", "We read 1.234, and this number has no decimals. Is it 1234? Then write it so; else round it."),
        ("12.5", "12.5 has more than 0 decimals. Round it."),
    ],
)
def test_nobody_is_told_to_round_what_may_be_thousands(cell: str, words: str) -> None:
    whole = collection(COLLECTION.replace('name = "Enrolled"', 'name = "Enrolled"\ndecimals = 0'))
    result = validate(csv_file(f"ENR-01,2025-Q2,Eastside,all,{cell},,"), collection=whole)
    assert [problem.message("en") for problem in result.problems] == [f"Row 2, value: {words}"]


@pytest.mark.parametrize(("cell", "measure"), [("12.5", "ENR-01"), ("0.234", "ENR-01"), ("1.234", "AREA-2")])
def test_a_decimal_that_cannot_be_cut_thousands_is_not_asked_about(cell: str, measure: str) -> None:
    assert read_value(cell, measure).problems == ()


@pytest.mark.parametrize(
    ("other", "value"), [("1,234,567", 1234.0), ("99.5", 1234.0), ("2,345.5", 1234.0), ("12,5", 1.234)]
)
def test_the_column_shows_how_a_comma_is_meant(other: str, value: float) -> None:
    result = read(csv_file('ENR-01,2025-Q2,Eastside,all,"1,234",,', f'ENR-01,2025-Q2,Westside,all,"{other}",,'))
    assert (facts(result, "value")[0], result.problems) == ((value,), ())


def test_a_percent_sign_where_nothing_is_counted_in_percent_is_an_error() -> None:
    assert told(read_value("12%", "ENR-01").problems) == [(2, "value", "not-a-number", "error")]


def test_a_percent_given_by_its_parts_is_their_quotient() -> None:
    assert facts(read(csv_file("READ-03,2025-Q2,Eastside,all,,1,8")), "status", "value") == [("reported", 12.5)]


# ---- Periods ----------------------------------------------------------------------------------------

PERIODS = [
    ("Q2 2025", "2025-Q2", "unknown-period"), ("2025 q2", "2025-Q2", "unknown-period"),
    ("2T 2025", "2025-Q2", "unknown-period"), ("2025-05-31", "2025-Q2", "bad-date"),
    ("8/15/2025", "2025-Q3", "bad-date"),
    ("2025-07-01 00:00:00", "2025-Q3", "bad-date"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "period", "code"), PERIODS)
def test_another_spelling_of_an_open_period_is_read_with_a_warning(cell: str, period: str, code: str) -> None:
    result = read(csv_file(f"READ-03,{cell},Eastside,all,50,10,20"))
    assert told(result.problems) == [(2, "period", code, "warning")]
    assert facts(result, "period") == [(period,)]


def test_a_day_that_can_be_two_periods_is_not_guessed() -> None:
    result = read(csv_file("READ-03,7/4/2025,Eastside,all,50,10,20"))
    assert told(result.problems) == [(2, "period", "bad-date", "error")]


# ---- The file as a whole -----------------------------------------------------------------------------

FILES = [
    (b"", "empty"), (b"\n\n", "empty"), (csv_file(), "header-only"), (csv_file(",,,,,,"), "header-only"),
    (b"%PDF-1.7", "pdf"), (b"\x89PNG\r\n", "picture"), (b"<html><table>", "web-page"), (b"\x1f\x8b\x08", "archive"),
    (bytes(range(256)) * 4, "other-kind"), (b"PK\x03\x04 cut off", "broken"), (b"PAR1 cut off", "broken"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "xls"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "password"),
    (",".join(f"c{n}" for n in range(16_385)).encode() + b"\n1\n", "too-many-columns"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "code"), FILES, ids=[f"{code}-{n}" for n, (_, code) in enumerate(FILES)])
def test_a_file_that_cannot_be_read_says_what_to_do(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as raised:
        read(content)
    assert raised.value.code == code
    assert "\n" not in raised.value.message("en") + raised.value.message("es")


def test_name_almost_right_is_asked_about_in_both_languages() -> None:
    (problem,) = read(csv_file("READ-03,2025-Q2,Eastsid,all,50,10,20")).problems
    assert problem.words("en") == (
        "We do not know the place “Eastsid”. Did you mean Eastside? Else write one of: Eastside, Westside."
    )
    assert problem.words("es") == (
        "No conocemos el lugar «Eastsid». ¿Quiso decir Eastside? Si no, escriba uno de estos: Eastside, Westside."
    )
