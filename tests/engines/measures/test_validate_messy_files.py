"""Every messy file is read or refused in words, and never breaks anything. The outcomes were checked by hand."""

import pytest

from commonweal.engines.measures import UnreadableFile, mark, validate
from tests.engines.measures.partner_files import collection
from tests.engines.measures.shared_data import SHARED, shared

#: For each file the number of its data rows below the first row, or why it cannot be read.
OUTCOMES: dict[str, int | str] = {
    "agate/empty.csv": "empty", "agate/realdata_Datagov_FY10_EDU_recp_by_State.csv": 53,
    "agate/realdata_README.csv": 1, "agate/tableset_table1.csv": 3, "agate/tableset_table2.csv": 3,
    "agate/tableset_table3.csv": 3, "agate/tableset_type_error_table1.csv": 3,
    "agate/tableset_type_error_table2.csv": 3, "agate/test.csv": 3, "agate/test_cr.csv": 3,
    "agate/test_crlf.csv": 3, "agate/test_csv_sniff.csv": 3, "agate/test_latin1.csv": 2,
    "agate/test_no_header.csv": 1, "agate/test_quote_nonnumeric.csv": 3, "agate/test_utf16_big.csv": 2,
    "agate/test_utf16_little.csv": 2, "agate/testfixed_converted.csv": 4, "agate/testfixed_schema.csv": 8,
    "csv-spectrum/csvs/comma_in_quotes.csv": 1, "csv-spectrum/csvs/empty.csv": 2,
    "csv-spectrum/csvs/empty_crlf.csv": 2, "csv-spectrum/csvs/escaped_quotes.csv": 2,
    "csv-spectrum/csvs/json.csv": 1, "csv-spectrum/csvs/newlines.csv": 3, "csv-spectrum/csvs/newlines_crlf.csv": 3,
    "csv-spectrum/csvs/quotes_and_newlines.csv": 2, "csv-spectrum/csvs/simple.csv": 1,
    "csv-spectrum/csvs/simple_crlf.csv": 1, "csv-spectrum/csvs/utf8.csv": 2, "messytables/complex.csv": 2,
    "messytables/excel_pasting.csv": 18, "messytables/long.csv": 3999, "messytables/null.csv": 9,
    "messytables/simple.psv": 28, "messytables/simple.ssv": 6, "messytables/skip_initials.csv": 2,
    "messytables/spanish_chars.csv": 115, "messytables/utf8bom.csv": "header-only",
    "ohana_fixtures/contact_with_no_parent.csv": 1, "ohana_fixtures/existing_category.csv": 1,
    "ohana_fixtures/holiday_schedule_with_no_parent.csv": 1, "ohana_fixtures/hs_with_2_digit_year.csv": 1,
    "ohana_fixtures/hs_with_invalid_date.csv": 1, "ohana_fixtures/hs_with_spelled_out_date.csv": 1,
    "ohana_fixtures/invalid_address.csv": 2, "ohana_fixtures/invalid_category.csv": 2,
    "ohana_fixtures/invalid_contact.csv": 2, "ohana_fixtures/invalid_holiday_schedule.csv": 2,
    "ohana_fixtures/invalid_location.csv": 2, "ohana_fixtures/invalid_location_org.csv": 1,
    "ohana_fixtures/invalid_mail_address.csv": 2, "ohana_fixtures/invalid_mail_address_location.csv": 1,
    "ohana_fixtures/invalid_org.csv": 2, "ohana_fixtures/invalid_parent_category.csv": 1,
    "ohana_fixtures/invalid_phone.csv": 2, "ohana_fixtures/invalid_program.csv": 2,
    "ohana_fixtures/invalid_program_headers.csv": 1, "ohana_fixtures/invalid_regular_schedule.csv": 5,
    "ohana_fixtures/invalid_service.csv": 1, "ohana_fixtures/invalid_service_location.csv": 1,
    "ohana_fixtures/locations.csv": 3, "ohana_fixtures/missing_address.csv": 1,
    "ohana_fixtures/org_with_2_digit_year.csv": 1, "ohana_fixtures/org_with_invalid_date.csv": 1,
    "ohana_fixtures/org_with_spelled_out_date.csv": 1, "ohana_fixtures/phone_with_no_parent.csv": 1,
    "ohana_fixtures/program_with_no_parent.csv": 1, "ohana_fixtures/programs.csv": 1,
    "ohana_fixtures/regular_schedule_with_no_parent.csv": 1, "ohana_fixtures/services.csv": "header-only",
    "ohana_fixtures/taxonomy.csv": "header-only", "ohana_fixtures/valid_address.csv": 3,
    "ohana_fixtures/valid_category.csv": 4, "ohana_fixtures/valid_contact_phone.csv": 1,
    "ohana_fixtures/valid_location.csv": 1, "ohana_fixtures/valid_location_contact.csv": 1,
    "ohana_fixtures/valid_location_holiday_schedule.csv": 1, "ohana_fixtures/valid_location_phone.csv": 1,
    "ohana_fixtures/valid_location_regular_schedule.csv": 1, "ohana_fixtures/valid_mail_address.csv": 1,
    "ohana_fixtures/valid_org.csv": 1, "ohana_fixtures/valid_org_contact.csv": 1,
    "ohana_fixtures/valid_org_phone.csv": 1, "ohana_fixtures/valid_program.csv": 1,
    "ohana_fixtures/valid_service.csv": 1, "ohana_fixtures/valid_service_contact.csv": 1,
    "ohana_fixtures/valid_service_holiday_schedule.csv": 1, "ohana_fixtures/valid_service_phone.csv": 1,
    "ohana_fixtures/valid_service_regular_schedule.csv": 1, "readxl/clippy.xlsx": 4, "readxl/deaths.xls": "xls",
    "readxl/deaths.xlsx": 15, "readxl/type-me.xlsx": 10, "tabulator/accent.csv": 2,
    "tabulator/adjust_floating_point_error.xlsx": 5, "tabulator/bom.csv": 2, "tabulator/doublequote.csv": 5,
    "tabulator/escaping.csv": 3, "tabulator/issue320.xlsx": 51, "tabulator/latin1.csv": 2, "tabulator/long.csv": 6,
    "tabulator/merged-cells-boolean.xls": "xls", "tabulator/merged-cells.xls": "xls",
    "tabulator/merged-cells.xlsx": "header-only", "tabulator/multiline-headers.xlsx": 3,
    "tabulator/number_format_multicode.xlsx": 3, "tabulator/preserve-formatting-percentage.xlsx": 3,
    "tabulator/preserve-formatting.xlsx": 1, "tabulator/sheet2.xls": "xls", "tabulator/sheet2.xlsx": 2,
    "tabulator/sheets.xlsx": 1, "tabulator/skip-blank-at-the-end.csv": 2,
    "tabulator/skip-rows-before-headers.csv": 3, "tabulator/skip-rows.csv": 4, "tabulator/skip-rows.xlsx": 2,
    "tabulator/table-with-booleans.xls": "xls", "tabulator/table-with-ints-floats-dates.xls": "xls",
    "tabulator/test_scientific_notation.xlsx": 1, "unpivotr_purpose.xlsx": 72,
}  # fmt: skip


@pytest.mark.parametrize("name", [name for name, outcome in OUTCOMES.items() if isinstance(outcome, str)])
def test_a_file_that_cannot_be_read_says_why(name: str) -> None:
    with pytest.raises(UnreadableFile) as raised:
        validate(shared("data", "messy", *name.split("/")), collection=collection())
    assert raised.value.code == OUTCOMES[name]


@pytest.mark.parametrize("name", [name for name, outcome in OUTCOMES.items() if isinstance(outcome, int)])
def test_a_file_that_nobody_asked_for_is_read_and_not_accepted(name: str) -> None:
    path = shared("data", "messy", *name.split("/"))
    result = validate(path, collection=collection())
    assert (result.rows, result.accepted) == (OUTCOMES[name], 0)
    assert all(problem.message("en") != problem.message("es") for problem in result.problems)
    assert mark(path.read_bytes(), path.name, result.problems, "es").startswith(b"PK")


def test_every_messy_file_is_on_the_list() -> None:
    folder = shared("data", "messy")
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {name for name in found if not name.endswith(".json")} == set(OUTCOMES)
    assert SHARED.is_dir()
