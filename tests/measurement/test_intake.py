"""A file comes in: what is taken, what is refused, and that nothing is ever half stored."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from commonweal.delivery.models import Message
from commonweal.engines.measures.findings import UnreadableFile
from commonweal.measurement.models import Definition, Dimension, Invitation, Receipt, Submission
from commonweal.measurement.operations.intake import Rejected, RoundClosed, Unanswered, hand_in
from commonweal.measurement.operations.review import accept_submission
from commonweal.measurement.operations.rounds import close_round
from commonweal.measurement.queries.facts import current_facts, facts_folder, received_folder
from commonweal.measurement.queries.incoming import IncomingFile
from commonweal.trail.models import Entry
from tests.cast import NOW
from tests.measurement.partner_work import GOOD, ODD, WRONG, as_csv, as_file, facts

LATER = NOW + timedelta(hours=1)


def send(invitation: Invitation, rows: list[list[str]], **more: Any) -> Submission:
    answers = more.pop("answers", {})
    at = more.pop("at", NOW)
    file = as_file(rows, **more)
    return hand_in(by=invitation, place_in_round=invitation, file=file, answers=answers, at=at)


def test_good_file_becomes_a_submission_to_read(invitation: Invitation) -> None:
    submission = send(invitation, GOOD)
    assert (submission.state, submission.rows, submission.on_behalf) == ("submitted", 4, False)
    assert submission.totals["P1"]["value"] == 80
    assert facts(submission)["P2", "county"].value == 77.5
    assert submission.receipt.file_name == "figures.csv"


def test_submission_keeps_how_the_file_was_read(invitation: Invitation) -> None:
    understood = send(invitation, GOOD).understood
    assert [column["role"] for column in understood["columns"]] == [
        "measure", "period", "place", "value", "numerator", "denominator",
    ]  # fmt: skip
    assert (understood["periods"], understood["figures"]) == (["2025-Q4"], 4)


def test_bytes_are_kept_under_their_hash(invitation: Invitation) -> None:
    submission = send(invitation, GOOD)
    assert (received_folder() / submission.receipt.sha256).read_bytes() == as_csv(GOOD)


def test_same_bytes_again_answer_with_the_same_submission(invitation: Invitation) -> None:
    first, second = send(invitation, GOOD), send(invitation, GOOD, at=LATER)
    assert first == second
    assert (Receipt.objects.count(), Submission.objects.count()) == (1, 1)


def test_older_file_sent_again_after_a_newer_one_is_a_new_arrival(invitation: Invitation) -> None:
    first = send(invitation, GOOD)
    send(invitation, [["P1", "2025-Q4", "east", "30", "", ""]], at=LATER)
    back = send(invitation, GOOD, at=LATER)
    assert back.pk != first.pk


def test_receipt_is_mailed_with_the_number(invitation: Invitation) -> None:
    submission = send(invitation, GOOD)
    mail = Message.objects.get(subject__startswith="Received")
    assert mail.subject == f"Received: hand-in {submission.number}"
    assert mail.to == invitation.contact_email
    assert "4 numbers of First Rung" in mail.text
    assert "Eastern Time" in mail.text


def test_one_act_leaves_one_entry_in_the_trail(invitation: Invitation) -> None:
    submission = send(invitation, GOOD)
    entries = Entry.objects.filter(verb="measurement.file_submitted")
    assert [(entry.actor, entry.object_id) for entry in entries] == [(invitation.actor_id, str(submission.receipt.pk))]


def test_file_with_errors_is_refused_whole(invitation: Invitation) -> None:
    with pytest.raises(Rejected) as refused:
        send(invitation, WRONG)
    assert [problem.message("en") for problem in refused.value.problems] == [
        "Row 3, place: We do not know the place “moon”. Write one of: Fork County, Eastside, Westside.",
        "Row 4, value: “twelve” is not a number. Write a number, or leave the cell empty if you do not have it.",
    ]
    assert Submission.objects.count() == 0
    assert not facts_folder().exists()


def test_refused_file_leaves_a_row_in_the_ledger_and_its_bytes(invitation: Invitation) -> None:
    with pytest.raises(Rejected):
        send(invitation, WRONG)
    receipt = Receipt.objects.get()
    assert (receipt.outcome, receipt.size) == ("rejected", len(as_csv(WRONG)))
    assert receipt.reason == "not-a-number 1, unknown-place 1"
    assert (received_folder() / receipt.sha256).exists()


def test_unreadable_file_is_refused_with_one_line(invitation: Invitation) -> None:
    file = as_file([], name="report.pdf")
    file = type(file)(name="report.pdf", content=b"%PDF-1.7 ...")
    with pytest.raises(UnreadableFile, match="This file is a PDF"):
        hand_in(by=invitation, place_in_round=invitation, file=file, answers={}, at=NOW)
    assert Receipt.objects.get().reason == "unreadable-file: pdf"


def test_question_must_be_answered_or_corrected(invitation: Invitation) -> None:
    with pytest.raises(Unanswered) as waiting:
        send(invitation, ODD)
    assert [problem.code for problem in waiting.value.problems] == ["numerator-above-denominator"]
    assert Receipt.objects.count() == 0


def test_reason_goes_with_the_figures(invitation: Invitation) -> None:
    submission = send(invitation, ODD, answers={(5, "numerator"): "Three came from the spring course."})
    assert [(w["row"], w["code"], w["reason"]) for w in submission.warnings] == [
        (5, "numerator-above-denominator", "Three came from the spring course.")
    ]


def test_value_typed_on_the_page_counts_and_is_recorded(invitation: Invitation) -> None:
    submission = send(invitation, ODD, corrections={(5, "numerator"): "21"})
    assert facts(submission)["P2", "county"].numerator == 21
    assert submission.understood["corrections"] == [{"row": 5, "column": "numerator", "typed": "21"}]


def test_rest_sent_later_adds_to_the_part(invitation: Invitation) -> None:
    part, rest = send(invitation, GOOD[:2]), send(invitation, GOOD[2:], at=LATER)
    part.refresh_from_db()
    assert part.state == "submitted"
    assert len(current_facts([part, rest])) == 4


def test_blank_sent_later_takes_no_figure_back(invitation: Invitation) -> None:
    part = send(invitation, GOOD[:1])
    rest = send(invitation, [["P1", "2025-Q4", "county", "", "", ""], GOOD[1]], at=LATER)
    values = {key.place: fact.value for key, fact in current_facts([part, rest]).items()}
    assert values == {"county": 40, "east": 28}


def test_correction_supersedes_what_it_brings_again(invitation: Invitation) -> None:
    first = send(invitation, GOOD)
    second = send(invitation, [["P1", "2025-Q4", "county", "41", "", ""], *GOOD[1:]], at=LATER)
    first.refresh_from_db()
    assert (first.state, second.state) == ("superseded", "submitted")


def test_accepted_figures_are_not_touched_by_a_newer_file(invitation: Invitation, analyst: Any) -> None:
    first = send(invitation, GOOD)
    accept_submission(by=analyst, submission=first, at=NOW)
    send(invitation, [["P1", "2025-Q4", "county", "41", "", ""], *GOOD[1:]], at=LATER)
    first.refresh_from_db()
    assert first.state == "accepted"


def test_closed_round_takes_nothing(invitation: Invitation, analyst: Any) -> None:
    close_round(by=analyst, round=invitation.round, at=NOW)
    with pytest.raises(RoundClosed):
        send(invitation, GOOD)
    assert Receipt.objects.count() == 0


def test_backbone_enters_for_a_partner_and_it_shows(invitation: Invitation, analyst: Any) -> None:
    submission = hand_in(by=analyst, place_in_round=invitation, file=as_file(GOOD), answers={}, at=NOW)
    assert (submission.on_behalf, submission.receipt.sender) == (True, analyst.actor_id)
    mail = Message.objects.get(subject__startswith="Received")
    assert mail.text.startswith("The backbone team entered 4 numbers for First Rung")


def test_nobody_else_hands_in(invitation: Invitation, chair: Any, stranger: Any, partner: Any) -> None:
    for person in (chair, stranger, partner, None):
        with pytest.raises(PermissionDenied):
            hand_in(by=person, place_in_round=invitation, file=as_file(GOOD), answers={}, at=NOW)


def test_partner_hands_in_for_no_other(invitation: Invitation, other_organisation: Any) -> None:
    other = invitation.round.invitations.get(organisation=other_organisation)
    with pytest.raises(PermissionDenied):
        hand_in(by=other, place_in_round=invitation, file=as_file(GOOD), answers={}, at=NOW)


def test_measure_that_was_not_asked_is_named(invitation: Invitation, other_organisation: Any) -> None:
    other = invitation.round.invitations.get(organisation=other_organisation)
    with pytest.raises(Rejected, match="We do not know the measure “P2”. Write one of: P1."):
        send(other, [GOOD[3]])


def test_half_filled_row_lacks_something(invitation: Invitation) -> None:
    with pytest.raises(Rejected, match="Row 2, denominator: Finished the course needs its denominator"):
        send(invitation, [["P2", "2025-Q4", "county", "", "31", ""]])


@pytest.mark.parametrize(
    ("parts", "status"),
    [(["*", "40"], "suppressed"), (["<10", "40"], "suppressed"), (["31", "N/A"], "not_applicable")],
)
def test_row_that_says_why_in_one_of_its_parts_lacks_nothing(
    invitation: Invitation, parts: list[str], status: str
) -> None:
    """The measure's definition requires both parts; a mark in one of them is the answer to that."""
    submission = send(invitation, [*GOOD[:3], ["P2", "2025-Q4", "county", "", *parts]])
    fact = facts(submission)["P2", "county"]
    assert (fact.status, fact.value) == (status, None)


def test_question_about_a_computed_share_is_answered_with_a_reason(invitation: Invitation) -> None:
    """31 of 28 is 110.7 percent, which nobody typed: its bound of 100 is no second fault."""
    Definition.objects.filter(measure__code="P2").update(minimum=0, maximum=100)
    submission = send(invitation, ODD, answers={(5, "numerator"): "Three came from spring."})
    assert facts(submission)["P2", "county"].numerator == 31
    assert [warning["reason"] for warning in submission.warnings] == ["Three came from spring."]


def by_gender(invitation: Invitation, *groups: str, **values: str) -> IncomingFile:
    """A file that splits who enrolled by these groups, with the numbers of some of them."""
    gender = Dimension.objects.create(
        initiative=invitation.round.initiative, code="gender", name_en="Gender", name_es="Género"
    )
    for code in groups:
        gender.categories.create(code=code, name_en=code, name_es=code)
    Definition.objects.get(measure__code="P1").dimensions.add(gender)
    rows = [["P1", "2025-Q4", "county", value, group] for group, value in values.items()]
    return IncomingFile(name="groups.csv", content=as_csv(rows, ["measure", "period", "place", "value", "gender"]))


def test_groups_that_exceed_everybody_are_a_question(invitation: Invitation) -> None:
    file = by_gender(invitation, "women", "men", all="25", women="60", men="43")
    with pytest.raises(Unanswered) as asked:
        hand_in(by=invitation, place_in_round=invitation, file=file, answers={}, at=NOW)
    assert [problem.message("en") for problem in asked.value.problems] == [
        "Row 2, value: Everybody is 25, but the groups by gender add up to 103. Change one of them, or tell us why."
    ]
    told = {(2, "value"): "People come in more than one group."}
    assert hand_in(by=invitation, place_in_round=invitation, file=file, answers=told, at=NOW).rows == 3


def test_all_groups_that_fall_short_of_everybody_are_a_question(invitation: Invitation) -> None:
    file = by_gender(invitation, "women", "men", all="100", women="60", men="20")
    with pytest.raises(Unanswered) as asked:
        hand_in(by=invitation, place_in_round=invitation, file=file, answers={}, at=NOW)
    assert [problem.message("en") for problem in asked.value.problems] == [
        "Row 2, value: Everybody is 100, but all groups by gender add up to 80. "
        "Change one of them, or say who is in no group."
    ]
    told = {(2, "value"): "Twenty did not state it."}
    assert hand_in(by=invitation, place_in_round=invitation, file=file, answers=told, at=NOW).rows == 3


def test_those_who_state_nothing_may_have_a_line_of_their_own(invitation: Invitation) -> None:
    file = by_gender(invitation, "women", "men", "unstated", all="100", women="60", men="30", unstated="10")
    assert hand_in(by=invitation, place_in_round=invitation, file=file, answers={}, at=NOW).rows == 4


def test_few_who_state_nothing_are_no_question(invitation: Invitation) -> None:
    file = by_gender(invitation, "women", "men", all="100", women="60", men="35")
    assert hand_in(by=invitation, place_in_round=invitation, file=file, answers={}, at=NOW).rows == 3


def test_some_groups_may_fall_short_of_everybody(invitation: Invitation) -> None:
    file = by_gender(invitation, "women", "men", "unstated", all="100", women="60", men="20")
    assert hand_in(by=invitation, place_in_round=invitation, file=file, answers={}, at=NOW).rows == 3


def test_row_without_anything_comes_later(invitation: Invitation) -> None:
    submission = send(invitation, [GOOD[0], ["P2", "2025-Q4", "county", "", "", ""]])
    assert (submission.understood["figures"], facts(submission)["P2", "county"].status) == (1, "missing")
