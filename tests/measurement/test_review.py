import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.delivery.models import Message
from commonweal.measurement.operations.review import accept_submission, accept_submissions, remark, return_submission
from commonweal.trail.models import Entry
from tests.cast import NOW
from tests.measurement.data_work import figures_came
from tests.measurement.partner_work import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def came(invitation):
    return figures_came(invitation)


@pytest.mark.covers("B4", "J1")
def test_accept_submission_says_who_and_when(came, analyst):
    accept_submission(by=analyst, submission=came, at=NOW)
    came.refresh_from_db()
    assert (came.state, came.decided_at, came.decided_by) == ("accepted", NOW, analyst.actor_id)
    assert Entry.objects.get(verb="measurement.accept_submission").details == {"number": came.number}


def test_accept_submission_twice_is_refused(came, analyst):
    accept_submission(by=analyst, submission=came, at=NOW)
    with pytest.raises(ValidationError):
        accept_submission(by=analyst, submission=came, at=NOW)


def test_accept_submission_that_was_replaced_is_refused(invitation, analyst):
    with pytest.raises(ValidationError) as told:
        accept_submission(by=analyst, submission=figures_came(invitation, state="superseded"), at=NOW)
    assert told.value.messages == ["Newer numbers replaced these. Read the newer ones."]


@pytest.mark.parametrize("who", ["chair", "trainer", "resident", "funder", "stranger", "partner", "invitation"])
def test_accept_submission_by_somebody_else_is_forbidden(request, who, came):
    with pytest.raises(PermissionDenied):
        accept_submission(by=request.getfixturevalue(who), submission=came, at=NOW)
    came.refresh_from_db()
    assert came.state == "submitted"


def test_accept_submissions_takes_all_or_none(came, invitation, analyst):
    replaced = figures_came(invitation, state="superseded")
    with pytest.raises(ValidationError):
        accept_submissions(by=analyst, submissions=[came, replaced], at=NOW)
    came.refresh_from_db()
    assert came.state == "submitted"


@pytest.mark.covers("B4", "J1")
def test_return_submission_mails_the_question_with_a_link(came, analyst):
    return_submission(by=analyst, submission=came, comment="Is 31 right?", at=NOW)
    mail = Message.objects.get(subject__startswith="A question")
    assert (came.state, mail.to) == ("returned", "data@first-rung.example")
    assert "Is 31 right?" in mail.text
    assert mail.link in mail.text


def test_return_submission_a_second_time_mails_the_second_question(came, analyst):
    return_submission(by=analyst, submission=came, comment="Is 31 right?", at=NOW)
    return_submission(by=analyst, submission=came, comment="And 28?", at=NOW)
    assert Message.objects.filter(subject__startswith="A question").count() == 2


def test_return_submission_without_words_is_refused(came, analyst):
    with pytest.raises(ValidationError):
        return_submission(by=analyst, submission=came, comment="  ", at=NOW)


def test_return_submission_by_a_funder_is_forbidden(came, funder):
    with pytest.raises(PermissionDenied):
        return_submission(by=funder, submission=came, comment="Why?", at=NOW)


@pytest.mark.covers("J1")
def test_remark_of_the_partner_puts_the_figures_back_among_those_to_read(came, analyst, invitation):
    return_submission(by=analyst, submission=came, comment="Is 31 right?", at=NOW)
    remark(by=invitation, submission=came, text="Yes, two joined late.", at=NOW)
    came.refresh_from_db()
    assert (came.state, came.decided_at) == ("submitted", None)
    assert [one.author_name for one in came.remarks.all()] == ["Analyst", "Data contact of First Rung"]


def test_remark_by_another_partner_is_forbidden(came, open_for_two, invitation):
    other = open_for_two.invitations.exclude(pk=invitation.pk).get()
    with pytest.raises(PermissionDenied):
        remark(by=other, submission=came, text="Let me see.", at=NOW)


def test_remark_by_a_resident_is_forbidden(came, resident):
    with pytest.raises(PermissionDenied):
        remark(by=resident, submission=came, text="Let me see.", at=NOW)


def test_question_without_words_comes_back_on_the_page(came, analyst, signed_in):
    answer = signed_in(analyst).post(f"/desk/fork/submissions/{came.number}/ask/", {"comment": ""})
    assert answer.status_code == 422
    assert "Write what you want to know." in answer.content.decode()


def test_page_of_damaged_figures_shows_none(came, analyst, signed_in):
    page = signed_in(analyst).get(f"/desk/fork/submissions/{came.number}/").content.decode()
    assert "The stored figures do not match what was received." in page


def test_page_repeats_warnings_with_the_reason_that_was_given(invitation, analyst, signed_in):
    warning = {
        "row": 14,
        "column": "Finished",
        "code": "totals-disagree",
        "en": "31 of 28.",
        "es": "31 de 28.",
        "reason": "Two joined.",
    }
    came = figures_came(invitation, warnings=[warning])
    page = signed_in(analyst).get(f"/desk/fork/submissions/{came.number}/").content.decode()
    assert "Row 14" in page
    assert "Their reason: Two joined." in page


def test_page_tells_once_how_many_cells_were_read(invitation, analyst, signed_in):
    came = figures_came(
        invitation,
        warnings=[
            {"row": None, "column": "Notes", "code": "extra-column", "en": "Column Notes: Nobody asked.", "es": ""},
            *(
                {"row": row, "column": "Period", "code": "unknown-period", "en": f"Row {row}, Period: Read.", "es": ""}
                for row in range(2, 1202)
            ),
        ],
    )
    page = text_of(signed_in(analyst).get(f"/desk/fork/submissions/{came.number}/"))
    assert "Warnings" not in page
    assert "How we read their file Column Notes: Nobody asked. Period: Read. in 1,200 rows" in page
