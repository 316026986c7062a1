"""A partner's figures on their way in: looked at, then handed in, all of them or none.

Order of things, so that nothing is half stored: the file is read and checked outside any transaction; its bytes and
its facts are written under their hashes; then one transaction writes the ledger row, the submission, the mail and the
trail. A process that is killed before leaves at most a file that no row names.

Part now and the rest later: the newest figure for a key (measure, period, place, groups) counts, and a missing one
never replaces a figure (`queries.facts`). A submission all of whose figures a newer one brings again is superseded.
"""

import io
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.core.exceptions import PermissionDenied
from django.db import transaction

from commonweal.engines.measures import Collection
from commonweal.engines.measures.findings import Problem, UnreadableFile
from commonweal.governance.models import Initiative
from commonweal.lib.files import sha256_of, store
from commonweal.measurement.models import Decline, Invitation, Receipt, Round, Submission
from commonweal.measurement.operations.ledger import Arrival, enter_receipt
from commonweal.measurement.operations.partner_mails import mail_receipt
from commonweal.measurement.queries.collections import EVERYBODY, as_toml, collection_for_invitation
from commonweal.measurement.queries.facts import CARRIED, SUFFIX, facts_folder, figure_keys, received_folder
from commonweal.measurement.queries.incoming import Cell, IncomingFile, every_row_of
from commonweal.measurement.queries.mapping import refuse_too_many_to_choose
from commonweal.measurement.queries.melting import read_history
from commonweal.measurement.queries.reading import Reading, cell_of, how_many, read_incoming
from commonweal.measurement.queries.sent_before import sent_before
from commonweal.measurement.queries.unpacking import refuse_own_release
from commonweal.measurement.rules import require_data_manager
from commonweal.people.models import Organisation

#: Without the letters and digits that are mistaken for each other when a number is read out on the telephone.
NUMBER_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
NUMBER_LENGTH = 4
PURGE_AFTER = timedelta(days=31)


class Rejected(Exception):  # noqa: N818 (what became of the file, not a failure of ours)
    """The file has errors, so that nothing of it was taken but its bytes and a row in the ledger."""

    def __init__(self, problems: list[Problem], reading: Reading | None = None) -> None:
        self.problems = problems
        self.reading = reading
        super().__init__("; ".join(problem.message("en") for problem in problems[:5]))


class Unanswered(Exception):  # noqa: N818 (what is still to do, not a failure)
    """A question is open: one number should be corrected, or the reason told."""

    def __init__(self, problems: list[Problem], reading: Reading) -> None:
        self.problems = problems
        self.reading = reading
        super().__init__("; ".join(problem.message("en") for problem in problems[:5]))


class RoundClosed(Exception):  # noqa: N818 (a state of the round)
    """The round closed, perhaps while the page was open. Nothing was stored."""


@dataclass(frozen=True)
class Sender:
    """On whose account figures come in."""

    initiative: Initiative
    organisation: Organisation | None
    round: Round | None = None
    invitation: Invitation | None = None
    on_behalf: bool = False
    history: bool = False


def look_at(*, by: Any, place_in_round: Invitation, file: IncomingFile, at: datetime) -> Reading:
    """Say what we understand of a file before its sender confirms. A file with errors becomes a row of the ledger."""
    require_sender(by, place_in_round, at)
    require_open(place_in_round)
    sender = sender_of(place_in_round)
    reading = read_or_reject(sender, file, collection_for_invitation(place_in_round), by=by, at=at, isolated=True)
    if reading.errors and not reading.missing_columns and not rejected_just_now(sender, file):
        reject(by=by, sender=sender, file=file, reason=reason_of(reading.errors), at=at)
    return reading


def hand_in(
    *,
    by: Any,
    place_in_round: Invitation,
    file: IncomingFile,
    answers: Mapping[Cell, str],
    at: datetime,
    on_behalf: bool = False,
) -> Submission:
    """Take the figures of a file. Handing in the same bytes again answers with the same submission."""
    require_sender(by, place_in_round, at)
    require_open(place_in_round)
    sender = replace(sender_of(place_in_round), on_behalf=on_behalf or not isinstance(by, Invitation))
    if (earlier := sent_before(place_in_round, file)) is not None:
        return earlier
    collection = collection_for_invitation(place_in_round)
    reading = replace(read_or_reject(sender, file, collection, by=by, at=at), answers=answers)
    if reading.errors:
        if not rejected_just_now(sender, file):
            reject(by=by, sender=sender, file=file, reason=reason_of(reading.errors), at=at)
        raise Rejected(reading.errors, reading)
    if reading.open_questions:
        raise Unanswered(reading.open_questions, reading)
    return take(by=by, sender=sender, reading=reading, at=at)


def take(*, by: Any, sender: Sender, reading: Reading, at: datetime) -> Submission:
    """Store what was read: first the files under their hashes, then everything else in one transaction."""
    file = reading.file
    store(file.content, received_folder())
    facts = store(facts_as_parquet(reading, sender), facts_folder(), SUFFIX)
    with transaction.atomic():
        _lock(sender)
        earlier = sent_before(sender.invitation, file) if sender.invitation else imported_before(sender, file)
        if earlier is not None:
            return earlier
        receipt = enter_receipt(
            by=by, arrival=_arrival(sender, file), outcome=Receipt.Outcome.SUBMITTED, reason="", at=at
        )
        submission = _new_submission(by, sender, reading, receipt, facts.sha256)
        _supersede_covered(submission)
        _take_back_declines(submission)
        if sender.invitation and sender.invitation.contact_email:
            mail_receipt(by=by, submission=submission, at=at)
    return submission


@transaction.atomic
def reject(*, by: Any, sender: Sender, file: IncomingFile, reason: str, at: datetime) -> Receipt:
    """Nothing of a rejected file is kept but its bytes, for 30 days, and this row."""
    store(file.content, received_folder())
    return enter_receipt(by=by, arrival=_arrival(sender, file), outcome=Receipt.Outcome.REJECTED, reason=reason, at=at)


def imported_before(sender: Sender, file: IncomingFile) -> Submission | None:
    """Old figures that came in from the same bytes for the same partner: importing them again changes nothing."""
    alike = Submission.objects.filter(
        initiative=sender.initiative,
        organisation=sender.organisation,
        history=True,
        state=Submission.State.ACCEPTED,
        receipt__sha256=sha256_of(file.content),
        understood__measure=file.measure,
        understood__sheet=file.sheet,
        # One package holds figures by several definitions, and periods of several kinds.
        understood__as_of=file.as_of,
        understood__cadence=file.cadence,
    )
    return next((each for each in alike if every_row_of(each.understood.get("mapping", {})) == file.every_row), None)


def require_sender(by: Any, place_in_round: Invitation, at: datetime) -> None:
    """The holder of this very place, or the backbone on its behalf."""
    if isinstance(by, Invitation):
        if by.pk != place_in_round.pk:
            raise PermissionDenied
        return
    require_data_manager(by, place_in_round.round.initiative, at)


def require_open(place_in_round: Invitation) -> None:
    if not place_in_round.may_send:
        raise RoundClosed


def sender_of(place_in_round: Invitation) -> Sender:
    round_ = place_in_round.round
    return Sender(round_.initiative, place_in_round.organisation, round_, place_in_round)


def reason_of(problems: list[Problem]) -> str:
    """Counts by kind, in no language: `below-min 2, unknown-place 1`. Values of the file are not repeated here."""
    counts: dict[str, int] = {}
    for problem in problems:
        counts[problem.code] = counts.get(problem.code, 0) + how_many(problem)
    return ", ".join(f"{code} {counts[code]}" for code in sorted(counts))


def facts_as_parquet(reading: Reading, sender: Sender) -> bytes:
    """The facts with every dimension of the initiative and the partner's code. The same facts give the same bytes."""
    facts = reading.validated.facts
    count = facts.num_rows
    columns = {name: facts.column(name) for name in facts.column_names}
    if reading.file.carried:
        columns[CARRIED] = pa.array([reading.file.carried.get(row, "") for row in facts.column("row").to_pylist()])
    columns["partner"] = pa.array([sender.organisation.code if sender.organisation else ""] * count, pa.string())
    for dimension in sender.initiative.dimensions.all():
        if dimension.code not in columns:
            columns[dimension.code] = pa.array([EVERYBODY] * count, pa.string())
    rows = facts.column("row").to_pylist() if reading.bounds else []
    for side, name in enumerate(("low", "high")):
        given = [reading.bounds.get(row, (None, None))[side] for row in rows] or [None] * count
        columns[name] = pa.array(given, pa.float64())
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, compression="zstd")
    return out.getvalue()


def read_or_reject(
    sender: Sender, file: IncomingFile, collection: Collection, *, by: Any, at: datetime, isolated: bool = False
) -> Reading:
    try:
        if sender.history:
            refuse_own_release(file, sender.initiative)
        read = read_history if sender.history else read_incoming
        reading = read(file, collection, isolated=isolated)
        refuse_too_many_to_choose(reading)
    except UnreadableFile as unreadable:
        if not rejected_just_now(sender, file):
            reject(by=by, sender=sender, file=file, reason=f"unreadable-file: {unreadable.code}", at=at)
        raise
    return reading


def rejected_just_now(sender: Sender, file: IncomingFile) -> bool:
    """The same bytes looked at once more are no second arrival."""
    last = Receipt.objects.filter(
        initiative=sender.initiative, organisation=sender.organisation, round=sender.round
    ).last()
    return (
        last is not None
        and last.outcome == Receipt.Outcome.REJECTED
        and last.sha256 == sha256_of(file.content)
        and last.purged_at is None
    )


def _lock(sender: Sender) -> None:
    """One after the other: the round may close, and the same bytes may be sent from two browsers at once."""
    Initiative.objects.select_for_update().get(pk=sender.initiative.pk)
    if sender.invitation is not None:
        require_open(Invitation.objects.select_related("round").get(pk=sender.invitation.pk))


def _arrival(sender: Sender, file: IncomingFile) -> Arrival:
    return Arrival(
        initiative=sender.initiative,
        organisation=sender.organisation,
        round=sender.round,
        file_name=file.name,
        sha256=sha256_of(file.content),
        size=len(file.content),
    )


def _new_submission(by: Any, sender: Sender, reading: Reading, receipt: Receipt, facts_sha256: str) -> Submission:
    accepted = {"state": Submission.State.ACCEPTED, "decided_at": receipt.received_at, "decided_by": by.actor_id}
    return Submission.objects.create(
        receipt=receipt,
        initiative=sender.initiative,
        organisation=sender.organisation,
        round=sender.round,
        invitation=sender.invitation,
        number=_free_number(),
        on_behalf=sender.on_behalf,
        history=sender.history,
        submitted_at=receipt.received_at,
        rows=reading.validated.facts.num_rows,
        collection=as_toml(reading.collection),
        understood=reading.as_stored() | ({"carried": True} if reading.file.carried else {}),
        warnings=[_warning(reading, problem) for problem in [*reading.questions, *reading.notes]],
        totals={measure: dict(total) for measure, total in reading.validated.totals.items()},
        facts_sha256=facts_sha256,
        **(accepted if sender.history else {}),
    )


def _warning(reading: Reading, problem: Problem) -> dict[str, Any]:
    return {
        "row": problem.row,
        "column": problem.column,
        "code": problem.code,
        "en": problem.message("en"),
        "es": problem.message("es"),
        "reason": reading.answers.get(cell_of(problem), "").strip(),
    }


def _free_number() -> str:
    """Short enough to be read out. Longer once the short ones get rare."""
    for attempt in range(60):
        length = NUMBER_LENGTH + attempt // 10
        number = "".join(secrets.choice(NUMBER_ALPHABET) for _ in range(length))
        if not Submission.objects.filter(number=number).exists():
            return number
    raise RuntimeError("No free number for a submission was found in 60 attempts.")


def _take_back_declines(submission: Submission) -> None:
    """Who sends a figure after all has not declined it."""
    told = [code for code, total in submission.totals.items() if total.get("reported")]
    Decline.objects.filter(invitation=submission.invitation_id, measure__code__in=told).delete()


def _supersede_covered(submission: Submission) -> None:
    """What waits to be read, and is brought again whole by this one, need not be read any more."""
    if submission.round_id is None:
        return
    waiting = Submission.objects.filter(
        round=submission.round_id,
        organisation=submission.organisation_id,
        state__in=(Submission.State.SUBMITTED, Submission.State.RETURNED),
    ).exclude(pk=submission.pk)
    brought = figure_keys(submission)
    for earlier in waiting:
        if figure_keys(earlier) <= brought:
            earlier.state = Submission.State.SUPERSEDED
            earlier.save(update_fields=["state"])
