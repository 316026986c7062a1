"""Recognises a file that was sent before."""

from collections.abc import Callable

from commonweal.lib.files import sha256_of
from commonweal.measurement.models import Invitation, Submission
from commonweal.measurement.queries.asked_rows import LIVE
from commonweal.measurement.queries.facts import figure_keys
from commonweal.measurement.queries.headings import FIRST_SHEETS
from commonweal.measurement.queries.incoming import IncomingFile
from commonweal.measurement.queries.reading import sheet_names


def recognised_at_once(invitation: Invitation, file: IncomingFile) -> Submission | None:
    """Before anything is chosen or typed on the page, whatever was typed when the file was sent.

    Somebody's own workbook may have another sheet still to send.
    """
    sheets = sheet_names(file.content)
    is_ours = bool(sheets) and sheets[0] in FIRST_SHEETS
    return _standing(invitation, file, lambda _submission: True) if len(sheets) < 2 or is_ours else None


def sent_before(invitation: Invitation, file: IncomingFile) -> Submission | None:
    """The submission that already holds these bytes with the same words typed on the page, and still counts."""

    def has_same_words(submission: Submission) -> bool:
        understood = submission.understood
        same_rows = tuple(understood.get("dropped", ())) == file.dropped
        return same_rows and _typed(submission) == file.corrections and understood.get("sheet") == file.sheet

    return _standing(invitation, file, has_same_words)


def _standing(invitation: Invitation, file: IncomingFile, is_alike: Callable[[Submission], bool]) -> Submission | None:
    """Where newer figures replaced some of it, sending the old file again means to go back to it: a new arrival."""
    own = list(invitation.submissions.select_related("receipt").order_by("-receipt__sequence"))
    sha256 = sha256_of(file.content)
    for newer, submission in enumerate(own):
        if submission.receipt.sha256 != sha256 or submission.state not in LIVE or not is_alike(submission):
            continue
        brought = figure_keys(submission)
        if any(brought & figure_keys(each) for each in own[:newer]):
            return None
        return submission
    return None


def _typed(submission: Submission) -> dict[tuple[int, str], str]:
    return {(each["row"], each["column"]): each["typed"] for each in submission.understood.get("corrections", ())}
