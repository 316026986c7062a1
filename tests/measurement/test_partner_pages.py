"""The partner's page behind its link: everything works without an account and without a script."""

import io
import re
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.test import Client

from commonweal.delivery.models import Message
from commonweal.measurement.models import Invitation, Receipt, Submission
from commonweal.measurement.operations.links import make_data_link
from commonweal.measurement.operations.purge import purge_old_files
from commonweal.measurement.operations.review import return_submission
from commonweal.measurement.operations.rounds import close_round
from tests.cast import NOW
from tests.measurement.partner_work import GOOD, HEAD, ODD, SEND, WRONG, address, as_csv, text_of, upload


def test_page_says_whose_what_and_until_when(client: Client, link: str) -> None:
    shown = text_of(client.get(link))
    assert "First Rung" in shown
    assert "Due Wednesday, 18 March, 11:00 Eastern Time." in shown
    assert "People who began a course in the period." in shown
    assert "Denominator: learners who began." in shown
    assert "1 person of the backbone team sees what you send." in shown


def test_page_speaks_the_language_of_the_contact(client: Client, link: str, invitation: Invitation) -> None:
    Invitation.objects.update(language="es")
    response = client.get(link)
    assert '<html lang="es">' in response.content.decode()
    assert "miércoles, 18 de marzo, 11:00, hora oriental" in text_of(response)


def test_switch_of_language_wins_over_the_contact(client: Client, link: str, settings: Any) -> None:
    Invitation.objects.update(language="es")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert '<html lang="en">' in client.get(link).content.decode()


@pytest.mark.covers("B4")
def test_good_file_is_shown_before_it_is_sent(client: Client, link: str) -> None:
    response = upload(client, link, as_csv(GOOD))
    shown = text_of(response)
    assert "Is this what you mean?" in shown
    assert "Send 4 numbers" in shown
    assert "Nothing is stored until you press Send." in shown
    assert (Receipt.objects.count(), Submission.objects.count()) == (0, 0)


def test_send_answers_with_a_receipt(client: Client, link: str) -> None:
    check = address(upload(client, link, as_csv(GOOD)))
    response = client.post(check, SEND, follow=True)
    number = Submission.objects.get().number
    assert f"Received at 10:00 as hand-in {number}." in text_of(response)


def test_same_file_again_is_recognised(client: Client, link: str) -> None:
    client.post(address(upload(client, link, as_csv(GOOD))), SEND)
    shown = text_of(upload(client, link, as_csv(GOOD)))
    number = Submission.objects.get().number
    assert f"You sent this file on 4 March 2026, 10:00 Eastern Time as hand-in {number}. Nothing has changed." in shown


def test_each_problem_is_named_and_linked(client: Client, link: str) -> None:
    response = upload(client, link, as_csv(WRONG, HEAD[:4]))
    page = response.content.decode()
    assert "<title>2 to check: figures.csv" in re.sub(r"\s+", " ", page)
    assert "2 numbers to check" in text_of(response)
    links = re.findall(r'<a href="#(check-\d)">', page)
    assert links == ["check-1", "check-2"]
    assert all(f'id="{anchor}"' in page for anchor in links)


def test_value_is_corrected_on_the_page(client: Client, link: str) -> None:
    check = address(upload(client, link, as_csv(WRONG, HEAD[:4])))
    typed = {"fix:3:place": "east", "fix:4:value": "12", **SEND}
    client.post(check, typed, follow=True)
    submission = Submission.objects.get()
    assert submission.totals["P1"]["value"] == 80
    assert [each["typed"] for each in submission.understood["corrections"]] == ["east", "12"]


def test_correction_that_is_wrong_too_keeps_what_was_typed(client: Client, link: str) -> None:
    check = address(upload(client, link, as_csv(WRONG, HEAD[:4])))
    response = client.post(check, {"fix:3:place": "east", "fix:4:value": "dozen", **SEND}, follow=True)
    assert response.status_code == 422
    assert "1 number to check" in text_of(response)
    assert "Row 3, place: east" in text_of(client.get(check))


def test_question_is_answered_with_a_reason(client: Client, link: str) -> None:
    check = address(upload(client, link, as_csv(ODD)))
    asked = client.post(check, SEND)
    assert asked.status_code == 422
    assert "31 counted, but only 28 in all. Change one of them, or tell us why." in text_of(asked)
    client.post(check, {"why:5:numerator": "Three came from spring.", **SEND})
    assert [warning["reason"] for warning in Submission.objects.get().warnings] == ["Three came from spring."]


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"%PDF-1.7", "a.pdf", "This file is a PDF. Send the Excel file we mailed you, or any .xlsx or .csv."),
        (b"\x89PNG\r\n", "a.png", "This file is a picture."),
        (b"", "empty.csv", "This file is empty."),
        (b"measure,period,place,value\n", "head.csv", "This file has a header and no rows below it."),
        (",".join(f"c{n}" for n in range(16_500)).encode() + b"\n", "wide.csv", "This file has 16,500 columns"),
    ],
)
def test_file_of_another_kind_gets_one_clear_line(
    client: Client, link: str, content: bytes, name: str, words: str
) -> None:
    response = upload(client, link, content, name)
    assert response.status_code == 422
    assert words in text_of(response)
    assert Receipt.objects.get().outcome == "rejected"


def test_nul_in_a_cell_is_named(client: Client, link: str) -> None:
    response = upload(client, link, as_csv([["P1", "2025-Q4", "county", "4\0"]], HEAD[:4]))
    assert "Row 2, value: This cell holds a character that is no text (NUL)." in text_of(response)


def test_too_large_file_is_refused_by_the_length_it_announces(client: Client, link: str, settings: Any) -> None:
    settings.MAX_UPLOAD_BYTES = 1 << 20
    begun = b'--x\r\nContent-Disposition: form-data; name="file"; filename="years.csv"\r\n\r\n' + b"a" * 4096
    response = client.post(
        f"{link}upload/", begun, content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(2 << 30)
    )
    assert response.status_code == 413
    assert "This file has 2,048 MB; we read at most 1 MB. Send it in parts." in text_of(response)
    noted = Receipt.objects.get()
    assert (noted.outcome, noted.reason, noted.file_name) == ("rejected", "too-large 1", "years.csv")
    assert (noted.size, noted.sha256, noted.purged_at) == (2 << 30, "", NOW)


def test_too_large_file_is_refused_by_the_bytes_that_come(client: Client, link: str, settings: Any) -> None:
    settings.MAX_UPLOAD_BYTES = 1 << 20
    response = upload(client, link, b"a" * ((1 << 20) + 70_000))
    assert response.status_code == 413
    assert not list(settings.COMMONWEAL_HOME.glob("staged/*"))
    assert [(noted.reason, noted.file_name) for noted in Receipt.objects.all()] == [("too-large 1", "figures.csv")]


def test_too_large_file_tried_again_is_no_second_arrival(client: Client, link: str, settings: Any) -> None:
    settings.MAX_UPLOAD_BYTES = 1 << 20
    for _try in range(2):
        upload(client, link, b"a" * ((1 << 20) + 70_000))
    assert Receipt.objects.count() == 1
    assert purge_old_files(by=None, at=NOW + timedelta(days=31)) == 0


def test_columns_with_other_names_are_chosen_once(client: Client, link: str) -> None:
    head = ["measure", "When", "Where", "How many"]
    rows = [["P1", "2025-Q4", "county", "40"], ["P1", "2025-Q4", "east", "28"]]
    response = upload(client, link, as_csv(rows, head))
    assert "Which column is which?" in text_of(response)
    chosen = {"column:period": "When", "column:place": "Where", "column:value": "How many"}
    check = address(response)
    assert "Send 2 numbers" in text_of(client.post(check, chosen, follow=True))
    client.post(check, SEND)
    again = upload(client, link, as_csv([["P1", "2025-Q4", "west", "12"]], head))
    assert "Send 1 number" in text_of(again)


def test_numerator_and_denominator_of_other_names_are_chosen_too(client: Client, link: str) -> None:
    head = ["measure", "When", "Where", "How many", "Done", "Began"]
    rows = [["P1", "2025-Q4", "county", "40", "", ""], ["P2", "2025-Q4", "county", "", "30", "40"]]
    response = upload(client, link, as_csv(rows, head))
    assert ("Numerator" in text_of(response), "Denominator" in text_of(response)) == (True, True)
    chosen = {"column:period": "When", "column:place": "Where", "column:value": "How many"}
    parts = {"column:numerator": "Done", "column:denominator": "Began"}
    assert "Send 2 numbers" in text_of(client.post(address(response), chosen | parts, follow=True))


def test_num_and_den_need_no_choice(client: Client, link: str) -> None:
    content = as_csv([["P2", "2025-Q4", "county", "30", "40"]], ["measure", "period", "place", "Num", "Den"])
    assert "Send 1 number" in text_of(upload(client, link, content))


def test_columns_are_found_in_spanish_and_places_by_name(client: Client, link: str) -> None:
    content = "Código;Periodo;Lugar;Valor\nP1;2025-Q4;Eastside;28\nP1;2025-Q4;West Side;12\n".encode("cp1252")
    shown = text_of(upload(client, link, content))
    assert "1 number to check" in shown
    assert "We do not know the place “West Side”." in shown


def test_figures_typed_by_hand_go_the_same_way(client: Client, link: str) -> None:
    page = client.get(f"{link}typed/").content.decode()
    assert 'name="value-0"' in page
    response = client.post(f"{link}typed/", {"value-0": "40", "value-1": "*"}, follow=True)
    assert "Send 1 number" in text_of(response)
    client.post(address(response), SEND)
    submission = Submission.objects.get()
    assert (submission.receipt.file_name, submission.rows) == ("typed on the page.csv", 2)


def test_typed_word_is_told_beside_its_field(client: Client, link: str) -> None:
    response = client.post(f"{link}typed/", {"value-0": "forty"})
    assert response.status_code == 422
    assert "“forty” is not a number." in text_of(response)


def test_empty_form_sends_nothing(client: Client, link: str) -> None:
    response = client.post(f"{link}typed/", {})
    assert response.status_code == 422
    assert "Type at least one number." in text_of(response)


def test_question_of_the_backbone_is_answered_on_the_page(
    client: Client, link: str, analyst: Any, invitation: Invitation
) -> None:
    client.post(address(upload(client, link, as_csv(GOOD))), SEND)
    submission = Submission.objects.get()
    return_submission(by=analyst, submission=submission, comment="Did the east double?", at=NOW)
    assert "Did the east double?" in text_of(client.get(link))
    client.post(f"{link}sent/{submission.number}/answer/", {"text": "Yes, a second class began."})
    submission.refresh_from_db()
    assert submission.state == "submitted"
    assert "Yes, a second class began." in text_of(client.get(link))


def test_empty_answer_is_refused_in_words(client: Client, link: str, analyst: Any) -> None:
    client.post(address(upload(client, link, as_csv(GOOD))), SEND)
    submission = Submission.objects.get()
    return_submission(by=analyst, submission=submission, comment="Why?", at=NOW)
    response = client.post(f"{link}sent/{submission.number}/answer/", {"text": " "})
    assert response.status_code == 422
    assert "Your answer is not sent" in text_of(response)


def test_rejected_file_is_deleted_on_request(client: Client, link: str, settings: Any) -> None:
    upload(client, link, b"%PDF-1.7", "a.pdf")
    receipt = Receipt.objects.get()
    assert (settings.COMMONWEAL_HOME / "files" / receipt.sha256).exists()
    # Files go once the deletion stands, which in a test case is at the end of its transaction.
    from django.test import TestCase

    with TestCase.captureOnCommitCallbacks(execute=True):
        client.post(f"{link}files/{receipt.sequence}/delete/")
    receipt.refresh_from_db()
    assert receipt.purged_at == NOW
    assert not (settings.COMMONWEAL_HOME / "files" / receipt.sha256).exists()
    assert (receipt.reason, receipt.size) == ("unreadable-file: pdf", 8)


def test_closed_round_can_be_read_and_takes_nothing(client: Client, link: str, analyst: Any) -> None:
    invitation = Invitation.objects.get(organisation__code="first-rung")
    check = address(upload(client, link, as_csv(GOOD)))
    close_round(by=analyst, round=invitation.round, at=NOW)
    shown = text_of(client.get(link))
    assert "This round closed on 4 March 2026, 10:00 (EST)." in shown
    assert "Look at my file" not in shown
    assert client.post(check, SEND).status_code == 409
    assert Submission.objects.count() == 0


def test_expired_link_offers_a_new_one_and_shows_no_address(
    client: Client, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(days=30))
    expired = client.get(link)
    assert expired.status_code == 410
    assert "This link has expired" in text_of(expired)
    mailed = client.post(f"{link}renew/")
    assert "The backbone team sends it to the address that we have on file." in text_of(mailed)
    assert "first-rung.example" not in expired.content.decode() + mailed.content.decode()
    message = Message.objects.get(subject__startswith="Your new link")
    fresh = message.link.removeprefix("http://127.0.0.1:8000")
    assert client.get(fresh).status_code == 200


def test_unknown_link_is_an_honest_404(client: Client, link: str) -> None:
    response = client.get("/p/never-was/")
    assert response.status_code == 404
    assert "We do not know this link" in text_of(response)


def test_link_opens_no_other_place(client: Client, link: str, analyst: Any, other_organisation: Any) -> None:
    """Another partner's staged file, receipt or submission is not there, whatever is put in the address."""
    client.post(address(upload(client, link, as_csv(GOOD))), SEND)
    staged = address(upload(client, link, as_csv(WRONG, HEAD[:4])))
    number = Submission.objects.get().number

    other = Invitation.objects.get(organisation=other_organisation)
    others = f"/p/{make_data_link(by=analyst, invitation=other, at=NOW)}/"
    tail = staged.removeprefix(link)
    for page in (f"sent/{number}/", tail, f"{tail}marked/"):
        assert client.get(f"{others}{page}").status_code == 404
    for page in (f"sent/{number}/answer/", tail, f"{tail}forget/", "files/2/delete/"):
        assert client.post(f"{others}{page}").status_code == 404


def test_backbone_enters_on_behalf_and_is_told_so(
    signed_in: Any, analyst: Any, invitation: Invitation, on_the_day: None
) -> None:
    desk = signed_in(analyst)
    url = f"/desk/fork/rounds/{invitation.round_id}/partners/first-rung/"
    assert "You enter numbers on behalf of First Rung." in text_of(desk.get(url))
    desk.post(address(upload(desk, url, as_csv(GOOD))), SEND)
    submission = Submission.objects.get()
    assert (submission.on_behalf, submission.receipt.sender) == (True, analyst.actor_id)


@pytest.mark.parametrize("who", ["chair", "partner", "stranger", "trainer", "funder", "resident"])
def test_nobody_else_enters_on_behalf(
    who: str, request: pytest.FixtureRequest, signed_in: Any, invitation: Invitation, on_the_day: None
) -> None:
    person = signed_in(request.getfixturevalue(who))
    url = f"/desk/fork/rounds/{invitation.round_id}/partners/first-rung/"
    assert person.get(url).status_code == 404
    assert person.post(f"{url}typed/", {"value-0": "1"}).status_code == 404


def test_form_of_another_site_is_turned_away(link: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"{link}typed/", {"value-0": "1"}).status_code == 403
    assert upload(strict, link, as_csv(GOOD)).status_code == 403


def test_row_is_shown_as_it_was_sent_with_its_value_kept(client: Client, link: str) -> None:
    page = upload(client, link, as_csv(WRONG, HEAD[:4]))
    assert "Your row: measure P1 · period 2025-Q4 · place moon · value 28" in text_of(page)
    assert 'name="fix:4:value" id="check-2-fix" value="twelve"' in page.content.decode()


def test_value_left_as_it_is_counts_as_not_typed(client: Client, link: str) -> None:
    check = address(upload(client, link, as_csv(ODD)))
    left = {"fix:5:numerator": "31", "was:5:numerator": "31", "why:5:numerator": "They began in spring.", **SEND}
    client.post(check, left)
    assert Submission.objects.get().understood["corrections"] == []


def test_file_taken_after_all_is_no_longer_among_the_refused(client: Client, link: str) -> None:
    check = address(upload(client, link, as_csv(WRONG, HEAD[:4])))
    assert "Files we could not take" in text_of(client.get(link))
    client.post(check, {"fix:3:place": "east", "fix:4:value": "12", **SEND})
    assert "Files we could not take" not in text_of(client.get(link))


def test_page_works_while_a_file_of_facts_is_damaged(client: Client, link: str, settings: Any) -> None:
    client.post(address(upload(client, link, as_csv(GOOD))), SEND)
    for path in (settings.COMMONWEAL_HOME / "facts").iterdir():
        path.write_bytes(b"damaged")
    assert client.get(link).status_code == 200


def test_another_sheet_of_the_same_workbook_can_be_sent(client: Client, link: str) -> None:

    book = openpyxl.Workbook()
    book.active.title = "East"
    second = book.create_sheet("West")
    for sheet, place in ((book.active, "east"), (second, "west")):
        sheet.append(HEAD[:4])
        sheet.append(["P1", "2025-Q4", place, 5])
    out = io.BytesIO()
    book.save(out)
    first = upload(client, link, out.getvalue(), "two.xlsx")
    client.post(address(first), {"sheet": "East", **SEND})
    again = upload(client, link, out.getvalue(), "two.xlsx")
    client.post(address(again), {"sheet": "West", **SEND})
    assert [submission.totals["P1"]["value"] for submission in Submission.objects.all()] == [5, 5]
    assert Submission.objects.filter(state="submitted").count() == 2


def test_page_answers_a_look_at_its_head(client: Client, link: str) -> None:
    """Mail programs look whether a link is alive before somebody opens it."""
    assert client.head(link).status_code == 200


def test_initiative_without_places_is_told_in_words(client: Client, link: str, initiative: Any) -> None:
    initiative.places.all().delete()
    response = upload(client, link, as_csv(GOOD))
    assert response.status_code == 422
    assert "The list places of the collection is empty." in text_of(response)
