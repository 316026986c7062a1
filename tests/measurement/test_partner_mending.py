"""What the partner's page does for files that are not quite right: it asks, says why, and lets them go on."""

import io
import re
from typing import Any

import openpyxl
import pytest
from django.test import Client

from commonweal.measurement.models import Definition, Dimension, Invitation, Receipt, Submission
from commonweal.measurement.operations.links import make_data_link
from commonweal.measurement.operations.review import return_submission
from commonweal.measurement.operations.rounds import close_round
from tests.cast import NOW
from tests.measurement.partner_work import (
    GOOD,
    HEAD,
    SEND,
    WRONG,
    address,
    as_csv,
    earlier_round,
    facts,
    text_of,
    upload,
)


def test_row_that_says_why_is_shown_with_its_status(client: Client, link: str) -> None:
    shown = text_of(upload(client, link, as_csv([*GOOD[:3], ["P2", "2025-Q4", "county", "", "<10", "40"]])))
    assert "1 row says why it has no number." in shown
    assert "5 Finished the course Q4 2025 Fork County too few to show 40" in shown


def test_sum_is_of_everybody_in_the_whole_place_and_of_no_mean(client: Client, link: str, initiative: Any) -> None:
    """East and west are the county again, and so are women and men."""
    gender = Dimension.objects.create(initiative=initiative, code="gender", name_en="Gender", name_es="Género")
    gender.categories.create(code="women", name_en="Women", name_es="Mujeres")
    Definition.objects.get(measure__code="P1").dimensions.add(gender)
    head = [*HEAD, "gender"]
    rows = [[*row, "all"] for row in GOOD] + [["P1", "2025-Q4", "county", "25", "", "", "women"]]
    shown = text_of(upload(client, link, as_csv(rows, head)))
    assert "People enrolled 4 40 Finished the course 1 31 of 40" in shown
    Definition.objects.filter(measure__code="P1").update(kind="money", places_rule="mean")
    assert "People enrolled 4 not added up" in text_of(upload(client, link, as_csv(rows, head)))


def test_same_file_is_recognised_at_a_look_whatever_was_typed_when_it_was_sent(client: Client, link: str) -> None:
    check = address(upload(client, link, as_csv(WRONG, HEAD[:4])))
    client.post(check, {"fix:3:place": "east", "fix:4:value": "12", **SEND})
    again = upload(client, link, as_csv(WRONG, HEAD[:4]))
    assert "You sent this file before" in text_of(again)
    assert "Row 4, value: 12" in text_of(again)


def test_our_workbook_is_recognised_at_a_look_though_its_sheet_was_chosen(client: Client, link: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{link}workbook/").content))
    sheet = book.worksheets[0]
    sheet.cell(2, 1 + [cell.value for cell in sheet[1]].index("Value")).value = 40
    out = io.BytesIO()
    book.save(out)
    response = upload(client, link, out.getvalue(), "ours.xlsx")
    client.post(address(response), {"sheet": sheet.title, **SEND})
    assert "You sent this file before" in text_of(upload(client, link, out.getvalue(), "ours.xlsx"))


def test_file_of_reasons_alone_is_sent_as_what_it_is(client: Client, link: str) -> None:
    shown = text_of(upload(client, link, as_csv([["P2", "2025-Q4", "county", "N/A", "", ""]])))
    assert "What we understood 1 row says why it has no number. Show the first rows" in shown
    assert "Send 1 row without a number" in shown


def test_workbook_that_nobody_filled_in_has_no_number_yet(client: Client, link: str) -> None:
    shown = text_of(upload(client, link, client.get(f"{link}workbook/").content, "ours.xlsx"))
    assert "What we understood No number stands in this file yet." in shown


def test_place_almost_written_right_is_asked_about(client: Client, link: str) -> None:
    shown = text_of(upload(client, link, as_csv([["P1", "2025-Q4", "Eastsid", "4", "", ""]])))
    assert "We do not know the place “Eastsid”. Did you mean Eastside? Else write one of: Fork County" in shown


def test_own_places_are_offered_first(client: Client, link: str, analyst: Any, invitation: Invitation) -> None:
    before = earlier_round(analyst, invitation)
    own = f"/p/{make_data_link(by=analyst, invitation=before, at=NOW)}/"
    client.post(address(upload(client, own, as_csv([["P1", "2025-Q3", "west", "4", "", ""]]))), SEND)
    shown = text_of(upload(client, link, as_csv([["P1", "2025-Q4", "moon", "4", "", ""]])))
    assert "We do not know the place “moon”. Write one of: Westside, Fork County, Eastside." in shown


def test_place_that_is_not_known_is_answered_with_names(client: Client, link: str) -> None:
    shown = text_of(upload(client, link, as_csv(WRONG, HEAD[:4])))
    assert "We do not know the place “moon”. Write one of: Fork County, Eastside, Westside." in shown


def test_refused_send_says_that_nothing_was_sent_and_where_to_begin(client: Client, link: str) -> None:
    check = address(upload(client, link, as_csv(WRONG, HEAD[:4])))
    refused = client.post(check, SEND)
    assert refused.status_code == 422
    assert "Nothing was sent. Answer row 3 first." in text_of(refused)
    assert "Nothing was sent." not in text_of(client.get(check))


def test_button_counts_nothing_while_something_is_open(client: Client, link: str) -> None:
    response = upload(client, link, as_csv(WRONG, HEAD[:4]))
    assert _buttons(response) == ["Correct and send", "Look again", "Take another file"]
    client.post(address(response), {"fix:3:place": "east", "fix:4:value": "12"})
    assert _buttons(client.get(address(response)))[0] == "Send 3 numbers"


def test_what_cannot_be_put_right_on_the_page_cannot_be_sent_from_it(client: Client, link: str) -> None:
    response = upload(client, link, as_csv([["P1", "2025-Q4", "moon", "1", "", ""] for _ in range(41)]))
    assert _buttons(response) == ["Look again", "Take another file"]
    assert "Correct your file, then bring it again." in text_of(response)


def test_file_without_a_number_cannot_be_sent(client: Client, link: str) -> None:
    response = upload(client, link, as_csv([["P1", "2025-Q4", "county", "", "", ""]]))
    assert _buttons(response) == ["Take another file"]
    assert "This file has no number to send yet." in text_of(response)


def _buttons(response: Any) -> list[str]:
    """The buttons of the page itself, without the switch of the language."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.findall(r"<button[^>]*>([^<]*)</button>", main)


def test_only_period_of_the_round_needs_no_column(client: Client, link: str) -> None:
    rows = [["P1", "county", "40"], ["P1", "east", "28"]]
    response = upload(client, link, as_csv(rows, ["measure", "place", "value"]))
    assert "There is no column “Period”. We read every row as Q4 2025." in text_of(response)
    client.post(address(response), SEND)
    assert facts(Submission.objects.get())["P1", "east"].key.period == "2025-Q4"


def test_share_with_both_parts_needs_no_column_for_its_value(client: Client, link: str) -> None:
    rows = [["P2", "2025-Q4", "county", "31", "40"]]
    response = upload(client, link, as_csv(rows, ["measure", "period", "place", "numerator", "denominator"]))
    client.post(address(response), SEND)
    assert facts(Submission.objects.get())["P2", "county"].value == 77.5


def test_chooser_says_which_columns_are_needed_and_names_them_in_words(
    client: Client, link: str, initiative: Any
) -> None:
    dimension = Dimension.objects.create(initiative=initiative, code="gender", name_en="Gender", name_es="Género")
    Definition.objects.get(measure__code="P1").dimensions.add(dimension)
    head = ["measure", "period", "where", "value"]
    Invitation.objects.update(language="es")
    response = upload(client, link, as_csv([["P1", "2025-Q4", "east", "40"]], head))
    shown = text_of(response)
    assert shown.index("Lugar necesaria") < shown.index("Género solo si su archivo la tiene")


def test_file_that_was_refused_says_why_and_can_be_gone_on_with(client: Client, link: str) -> None:
    upload(client, link, as_csv(WRONG, HEAD[:4]), "wrong.csv")
    assert "not a number (1); place not known (1)." in text_of(client.get(link))
    sequence = Receipt.objects.get().sequence
    response = client.post(f"{link}files/{sequence}/again/", follow=True)
    client.post(address(response), {"fix:3:place": "east", "fix:4:value": "12", **SEND})
    assert Submission.objects.get().totals["P1"]["value"] == 80
    assert Receipt.objects.filter(outcome="rejected").count() == 1


def test_marked_copy_of_a_refused_file_is_there_later(client: Client, link: str) -> None:
    upload(client, link, as_csv(WRONG, HEAD[:4]), "wrong.csv")
    response = client.get(f"{link}files/{Receipt.objects.get().sequence}/marked/")
    assert response["Content-Disposition"] == 'attachment; filename="wrong-marked.xlsx"'
    assert "Problems" in openpyxl.load_workbook(io.BytesIO(response.content)).sheetnames


def test_refused_file_of_another_partner_is_not_there(
    client: Client, link: str, analyst: Any, other_organisation: Any
) -> None:
    upload(client, link, as_csv(WRONG, HEAD[:4]))
    other = Invitation.objects.get(organisation=other_organisation)
    elsewhere = f"/p/{make_data_link(by=analyst, invitation=other, at=NOW)}/files/{Receipt.objects.get().sequence}/"
    assert client.post(f"{elsewhere}again/").status_code == 404
    assert client.get(f"{elsewhere}marked/").status_code == 404


def test_older_refused_files_are_folded_away(client: Client, link: str) -> None:
    upload(client, link, as_csv(WRONG, HEAD[:4]), "one.csv")
    upload(client, link, as_csv(WRONG[:2], HEAD[:4]), "two.csv")
    page = client.get(link).content.decode()
    assert page.index("two.csv") < page.index("Show 1 older file") < page.index("one.csv")


def test_unreadable_file_has_no_marked_copy_and_says_why(client: Client, link: str) -> None:
    upload(client, link, b"%PDF-1.7", "a.pdf")
    response = client.get(f"{link}files/{Receipt.objects.get().sequence}/marked/")
    assert (response.status_code, "This file is a PDF." in text_of(response)) == (422, True)


def test_round_that_closed_with_a_question_open_still_takes_the_answer_and_says_so(
    client: Client, link: str, analyst: Any
) -> None:
    client.post(address(upload(client, link, as_csv(GOOD))), SEND)
    submission = Submission.objects.get()
    return_submission(by=analyst, submission=submission, comment="Why so few?", at=NOW)
    close_round(by=analyst, round=submission.round, at=NOW)
    shown = text_of(client.get(link))
    assert "with a question open. Answer it here; numbers can no longer be sent." in shown
    assert "nothing more can be sent" not in shown
    assert "Or send corrected numbers below." not in shown
    client.post(f"{link}sent/{submission.number}/answer/", {"text": "The course was cut."})
    submission.refresh_from_db()
    assert submission.state == "submitted"


CONTRADICTED = as_csv([["P2", "2025-Q4", "county", "75.5", "15", "28"]])


@pytest.mark.covers("B4")
def test_value_that_is_not_what_its_parts_come_to_is_asked_about(client: Client, link: str) -> None:
    looked = upload(client, link, CONTRADICTED)
    assert "Row 2, value: The value is 75.5, but 15 of 28 is 53.6." in text_of(looked)
    assert client.post(address(looked), SEND).status_code == 422
    assert Submission.objects.count() == 0
    client.post(address(looked), {"fix:2:value": "53.6", **SEND})
    assert [(fact.value, fact.numerator) for fact in facts(Submission.objects.get()).values()] == [(53.6, 15)]


def test_reason_for_a_value_beside_other_parts_goes_to_who_reads_it(
    client: Client, link: str, signed_in: Any, analyst: Any
) -> None:
    looked = upload(client, link, CONTRADICTED)
    client.post(address(looked), {"why:2:value": "We count in another way.", **SEND})
    number = Submission.objects.get().number
    shown = text_of(signed_in(analyst).get(f"/desk/fork/submissions/{number}/"))
    assert "but 15 of 28 is 53.6." in shown
    assert "Their reason: We count in another way." in shown


def test_problems_name_the_measure_in_the_language_of_the_page(client: Client, link: str) -> None:
    Definition.objects.filter(measure__code="P1").update(minimum=0)
    Definition.objects.filter(measure__code="P2").update(requires=["numerator", "denominator"])
    rows = [["P1", "2025-Q4", "county", "-5", "", ""], ["P2", "2025-Q4", "county", "50", "", ""]]
    Invitation.objects.update(language="es")
    shown = text_of(upload(client, link, as_csv(rows)))
    assert "-5 es menor que 0, lo mínimo para Personas inscritas." in shown
    assert "Terminaron el curso necesita su numerador" in shown
    assert "People enrolled" not in shown
