"""All that a partner ever sent to an initiative, as one file to take away: it needs no Commonweal to be read."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from commonweal.governance.models import Initiative
from commonweal.lib.files import DamagedFile, read_verified
from commonweal.measurement.models import Decline, Invitation, Receipt, Submission
from commonweal.measurement.queries.facts import CARRIED, facts_table, received_folder
from commonweal.people.models import Organisation

FACTS = ("measure", "period", "place")
NUMBERS = ("status", "value", "numerator", "denominator", CARRIED)
Rows = Iterable[Sequence[Any]]


def takeaway(place: Invitation) -> bytes:
    """The ZIP. Figures of every hand-in stand in it, also those that newer ones replaced."""
    initiative, partner = place.round.initiative, place.organisation
    submissions = list(
        Submission.objects.filter(initiative=initiative, organisation=partner)
        .select_related("receipt", "round")
        .order_by("receipt__sequence")
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        for language in ("en", "es"):
            bundle.writestr(f"README.{language}.txt", _readme(place, language))
        bundle.writestr("figures.csv", _table(_figures(initiative, submissions)))
        receipts = Receipt.objects.filter(initiative=initiative, organisation=partner).select_related("round")
        bundle.writestr("receipts.csv", _table(_receipts(bundle, receipts.order_by("sequence"))))
        bundle.writestr("threads.csv", _table(_threads(submissions)))
        bundle.writestr("declined.csv", _table(_declines(initiative, partner)))
    return out.getvalue()


def _figures(initiative: Initiative, submissions: Iterable[Submission]) -> Iterator[Sequence[Any]]:
    dimensions = list(initiative.dimensions.values_list("code", flat=True))
    yield ("hand_in", "received_at", "state", "round", *FACTS, *dimensions, *NUMBERS)
    for one in submissions:
        head = (one.number, one.submitted_at.isoformat(), one.state, one.round.name if one.round else "")
        for fact in _facts_of(one):
            groups = [fact.get(code) or "all" for code in dimensions]
            yield (*head, *(fact[name] for name in FACTS), *groups, *(_written(fact.get(name)) for name in NUMBERS))


def _facts_of(submission: Submission) -> list[dict[str, Any]]:
    try:
        return facts_table(submission).to_pylist()
    except DamagedFile:  # the original file may still be whole; the receipts say so
        return []


def _receipts(bundle: zipfile.ZipFile, receipts: Iterable[Receipt]) -> Iterator[Sequence[Any]]:
    """The ledger's rows; on the way each original goes into the bundle, as long as we have its bytes."""
    yield ("sequence", "received_at", "round", "file_name", "size", "sha256", "outcome", "entry_hash", "file")
    for one in receipts:
        path = f"files/{one.sequence}-{one.file_name}"
        kept = _keep(bundle, one, path)
        round_ = one.round.name if one.round else ""
        when = one.received_at.isoformat()
        hashes = (one.sha256, one.outcome, one.entry_hash)
        yield (one.sequence, when, round_, one.file_name, one.size, *hashes, path if kept else "")


def _keep(bundle: zipfile.ZipFile, receipt: Receipt, path: str) -> bool:
    if receipt.purged_at is not None:
        return False
    try:
        bundle.writestr(path, read_verified(received_folder(), receipt.sha256))
    except DamagedFile:
        return False
    return True


def _threads(submissions: Iterable[Submission]) -> Iterator[Sequence[Any]]:
    yield ("hand_in", "at", "author", "text")
    for one in submissions:
        for remark in one.remarks.all():
            yield (one.number, remark.at.isoformat(), remark.author_name, remark.text)


def _declines(initiative: Initiative, partner: Organisation) -> Iterator[Sequence[Any]]:
    yield ("round", "measure", "said_at", "reason", "on_behalf")
    said = Decline.objects.filter(invitation__round__initiative=initiative, invitation__organisation=partner)
    for one in said.select_related("measure", "invitation__round").order_by("pk"):
        yield (one.invitation.round.name, one.measure.code, one.said_at.isoformat(), one.reason, one.on_behalf)


def _table(rows: Rows) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: Any) -> Any:
    """A text that a spreadsheet would run as a formula stays a text."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _written(value: Any) -> Any:
    """Nothing stays empty, and a zero stays a zero."""
    return "" if value is None else value


def _readme(place: Invitation, language: str) -> str:
    with override(language):
        names = {"partner": place.organisation.name, "initiative": place.round.initiative.name}
        lines = [
            _("All that %(partner)s ever sent to %(initiative)s.") % names,
            "",
            _("files/: the files as they came. What was typed on a page is a small CSV."),
            _("receipts.csv: when each file came, with its fingerprint (SHA-256). No file named: we deleted it."),
            _("figures.csv: every number that we read, with its status. A zero is a 0; empty is no number."),
            _("State accepted: the newest one counts. State superseded: newer numbers replaced it."),
            _("carried_from: the value is that of an earlier period, carried forward."),
            _("threads.csv: questions and answers. declined.csv: what you gave no number of, and why."),
            "",
            _("All tables are CSV in UTF-8; times are in UTC."),
        ]
        return "\n".join(lines) + "\n"
