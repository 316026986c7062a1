"""The ledger: every arrival has its row, chained to the one before; a row touched afterwards is found."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from commonweal.governance.models import Initiative
from commonweal.measurement.models import Receipt, Submission
from commonweal.measurement.operations.intake import Rejected, hand_in
from commonweal.measurement.operations.ledger import Arrival, enter_receipt
from commonweal.measurement.queries.ledger import BEGINNING, Break, breaks_in_ledger
from tests.cast import NOW
from tests.measurement.partner_work import GOOD, WRONG, as_file


def arrive(initiative: Initiative, name: str = "a.csv") -> Receipt:
    arrival = Arrival(initiative, None, None, name, "0" * 64, 12)
    return enter_receipt(by=None, arrival=arrival, outcome="rejected", reason="", at=NOW)


@pytest.fixture
def three(initiative: Initiative) -> list[Receipt]:
    return [arrive(initiative) for _ in range(3)]


def test_rows_are_numbered_from_one_and_chained(three: list[Receipt]) -> None:
    assert [receipt.sequence for receipt in three] == [1, 2, 3]
    assert [receipt.previous_hash for receipt in three] == [BEGINNING, three[0].entry_hash, three[1].entry_hash]


def test_untouched_ledger_has_no_breaks(three: list[Receipt], initiative: Initiative) -> None:
    assert breaks_in_ledger(initiative) == []


@pytest.mark.parametrize("field", ["sha256", "size", "file_name", "outcome", "reason", "sender"])
def test_changed_row_is_found(three: list[Receipt], initiative: Initiative, field: str) -> None:
    other = {"size": 13, "sender": "00000000-0000-0000-0000-000000000001", "outcome": "submitted"}
    Receipt.objects.filter(sequence=2).update(**{field: other.get(field, "1" * 64)})
    assert breaks_in_ledger(initiative) == [Break(2, "changed")]


def test_removed_row_is_found(three: list[Receipt], initiative: Initiative) -> None:
    Receipt.objects.filter(sequence=2).delete()
    assert breaks_in_ledger(initiative) == [Break(3, "gap")]


def test_row_that_was_changed_and_hashed_again_breaks_the_next(three: list[Receipt], initiative: Initiative) -> None:
    from commonweal.measurement.queries.ledger import entry_hash_of

    forged = Receipt.objects.get(sequence=2)
    forged.size = 99
    forged.entry_hash = entry_hash_of(forged)
    forged.save()
    assert breaks_in_ledger(initiative) == [Break(3, "gap")]


def test_purging_bytes_breaks_nothing(three: list[Receipt], initiative: Initiative) -> None:
    Receipt.objects.update(purged_at=NOW)
    assert breaks_in_ledger(initiative) == []


def test_rejected_and_submitted_files_stand_in_one_ledger(invitation: Any, initiative: Initiative) -> None:
    with pytest.raises(Rejected):
        hand_in(by=invitation, place_in_round=invitation, file=as_file(WRONG), answers={}, at=NOW)
    hand_in(by=invitation, place_in_round=invitation, file=as_file(GOOD), answers={}, at=NOW)
    assert list(Receipt.objects.values_list("sequence", "outcome")) == [(1, "rejected"), (2, "submitted")]
    assert breaks_in_ledger(initiative) == []


def test_file_name_is_kept_without_folder_and_control_characters(initiative: Initiative) -> None:
    assert arrive(initiative, "C:\\Users\\Ana\\q3\x00\n.csv").file_name == "q3.csv"
    assert arrive(initiative, "../../etc/passwd").file_name == "passwd"
    assert arrive(initiative, "\x00").file_name == "-"


@pytest.mark.django_db(transaction=True)
def test_two_people_who_send_at_once_get_two_rows(invitation: Any, initiative: Initiative) -> None:
    def send(number: int) -> str:
        rows = [["P1", "2025-Q4", "county", str(number), "", ""]]
        try:
            return hand_in(by=invitation, place_in_round=invitation, file=as_file(rows), answers={}, at=NOW).number
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as people:
        numbers = list(people.map(send, range(8)))
    assert len(set(numbers)) == 8
    assert list(Receipt.objects.values_list("sequence", flat=True)) == list(range(1, 9))
    assert breaks_in_ledger(initiative) == []


@pytest.mark.django_db(transaction=True)
def test_two_people_who_send_the_same_file_at_once_get_one_number(invitation: Any) -> None:
    def send(_number: int) -> str:
        try:
            return hand_in(by=invitation, place_in_round=invitation, file=as_file(GOOD), answers={}, at=NOW).number
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as people:
        numbers = set(people.map(send, range(4)))
    assert len(numbers) == 1
    assert (Receipt.objects.count(), Submission.objects.count()) == (1, 1)
