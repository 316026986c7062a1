"""Bytes of rejected files go after 30 days or on request; what a submission was made from stays."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from commonweal.measurement.models import Invitation, Receipt
from commonweal.measurement.operations.intake import Rejected, hand_in
from commonweal.measurement.operations.purge import purge_file, purge_old_files
from commonweal.measurement.operations.staging import stage, sweep_staged
from commonweal.measurement.queries.facts import received_folder
from commonweal.measurement.queries.staged import holder_of, open_staged, staged_folder
from tests.cast import NOW
from tests.measurement.partner_work import GOOD, ODD, WRONG, as_file

MONTH = NOW + timedelta(days=30)


@pytest.fixture
def rejected(invitation: Invitation) -> Receipt:
    with pytest.raises(Rejected):
        hand_in(by=invitation, place_in_round=invitation, file=as_file(WRONG), answers={}, at=NOW)
    return Receipt.objects.get()


def names() -> list[str]:
    return sorted(path.name for path in received_folder().iterdir())


def test_bytes_lie_for_thirty_days(rejected: Receipt, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert purge_old_files(by=None, at=MONTH - timedelta(seconds=1)) == 0
    assert names() == [rejected.sha256]


def test_bytes_go_after_thirty_days_and_the_row_stays(
    rejected: Receipt, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert purge_old_files(by=None, at=MONTH) == 1
    rejected.refresh_from_db()
    assert (names(), rejected.purged_at) == ([], MONTH)
    assert rejected.reason == "not-a-number 1, unknown-place 1"


def test_purge_that_was_cut_off_is_finished_next_time(
    rejected: Receipt, django_capture_on_commit_callbacks: Any
) -> None:
    purge_old_files(by=None, at=MONTH)  # noted, and then the process dies before the bytes go
    assert names() == [rejected.sha256]
    with django_capture_on_commit_callbacks(execute=True):
        purge_old_files(by=None, at=MONTH + timedelta(days=1))
    assert names() == []


def test_bytes_of_a_submission_never_go(
    invitation: Invitation, analyst: Any, django_capture_on_commit_callbacks: Any
) -> None:
    """The same file was rejected first, and then taken with a value typed on the page."""
    with pytest.raises(Rejected):
        hand_in(by=invitation, place_in_round=invitation, file=as_file(WRONG), answers={}, at=NOW)
    typed = {(3, "place"): "east", (4, "value"): "12"}
    file = as_file(WRONG, corrections=typed)
    submission = hand_in(by=invitation, place_in_round=invitation, file=file, answers={}, at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        assert purge_old_files(by=None, at=MONTH) == 1
    assert names() == [submission.receipt.sha256]


def test_only_sender_and_data_manager_delete_a_file(
    rejected: Receipt, invitation: Invitation, other_organisation: Any, chair: Any, analyst: Any
) -> None:
    other = invitation.round.invitations.get(organisation=other_organisation)
    for somebody in (other, chair, None):
        with pytest.raises(PermissionDenied):
            purge_file(by=somebody, receipt=rejected, at=NOW)
    purge_file(by=analyst, receipt=rejected, at=NOW)


def test_file_that_was_taken_cannot_be_deleted(invitation: Invitation) -> None:
    submission = hand_in(by=invitation, place_in_round=invitation, file=as_file(GOOD), answers={}, at=NOW)
    with pytest.raises(PermissionDenied):
        purge_file(by=invitation, receipt=submission.receipt, at=NOW)


def test_nobody_purges_in_the_system_s_name(db: None, analyst: Any) -> None:
    with pytest.raises(PermissionDenied):
        purge_old_files(by=analyst, at=NOW)


def test_staged_file_opens_for_its_holder_only_and_for_a_day(invitation: Invitation) -> None:
    from django.http import Http404

    staged = stage(by=invitation, holder=holder_of(invitation), file=as_file(ODD), at=NOW)
    assert open_staged(holder_of(invitation), staged.token, NOW).file.content == as_file(ODD).content
    with pytest.raises(Http404):
        open_staged("invitation:0", staged.token, NOW)
    with pytest.raises(Http404):
        open_staged(holder_of(invitation), staged.token, NOW + timedelta(days=1, seconds=1))


def test_names_of_staged_folders_open_nothing(invitation: Invitation) -> None:
    staged = stage(by=invitation, holder=holder_of(invitation), file=as_file(ODD), at=NOW)
    assert [folder.name == staged.token for folder in staged_folder().iterdir()] == [False]


def test_staged_file_is_swept_after_a_day(invitation: Invitation) -> None:
    from django.utils import timezone

    stage(by=invitation, holder=holder_of(invitation), file=as_file(ODD), at=timezone.now())
    assert sweep_staged(by=None, at=timezone.now()) == 0
    assert sweep_staged(by=None, at=timezone.now() + timedelta(days=1, minutes=1)) == 1
    assert list(staged_folder().iterdir()) == []
