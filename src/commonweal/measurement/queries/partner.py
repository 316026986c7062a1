"""What the holder of a link may read: its own place in one round, and nothing else."""

from dataclasses import dataclass, field
from datetime import datetime

from django.http import Http404

from commonweal.governance.models import Group, Seat
from commonweal.governance.rules import in_term, today
from commonweal.lib.files import read_verified
from commonweal.lib.tokens import hash_token
from commonweal.measurement.models import DataLink, Decline, Definition, Invitation, Receipt, Submission
from commonweal.measurement.queries.asked_rows import AskedOfPartner, AskedRow, asked_of
from commonweal.measurement.queries.facts import received_folder
from commonweal.measurement.queries.incoming import IncomingFile
from commonweal.measurement.queries.rejections import rejection_in_words
from commonweal.measurement.queries.wording import figure_words, last_words
from commonweal.measurement.queries.words import DefinitionWords
from commonweal.ui import formats


@dataclass(frozen=True)
class OpenedLink:
    invitation: Invitation
    expired: bool


def open_link(token: str, at: datetime) -> OpenedLink:
    """What the link opens. One that was revoked, or never was, is not there."""
    link = (
        DataLink.objects.filter(token_hash=hash_token(token), revoked_at__isnull=True)
        .select_related("invitation__round__initiative", "invitation__organisation")
        .first()
    )
    if link is None:
        raise Http404
    return OpenedLink(invitation=link.invitation, expired=at >= link.expires_at)


@dataclass(frozen=True)
class AskedMeasure(DefinitionWords):
    """One measure in plain words, and how far its rows are filled."""

    definition: Definition
    rows: list[AskedRow]
    #: Why there will be no number of it in this round.
    declined: Decline | None = None

    @property
    def filled(self) -> int:
        return sum(row.known is not None and not row.known.is_missing for row in self.rows)


@dataclass(frozen=True)
class RefusedFile:
    """A file that we could not take, and why, while we still have its bytes."""

    receipt: Receipt

    @property
    def reason(self) -> str:
        return rejection_in_words(self.receipt.reason)

    @property
    def can_go_on(self) -> bool:
        """Its cells can be named, so that it can be put right on the page or in the marked copy."""
        return not self.receipt.reason.startswith("unreadable-file")


@dataclass(frozen=True)
class PartnerPage:
    """Everything that the partner's one page shows."""

    asked: AskedOfPartner
    submissions: list[Submission]
    rejected: list[RefusedFile]
    readers: int
    declined: dict[int, Decline] = field(default_factory=dict)

    @property
    def invitation(self) -> Invitation:
        return self.asked.invitation

    @property
    def is_open(self) -> bool:
        return self.invitation.may_send

    @property
    def measures(self) -> list[AskedMeasure]:
        return [
            AskedMeasure(
                definition,
                [row for row in self.asked.rows if row.definition.pk == definition.pk],
                self.declined.get(definition.measure_id),
            )
            for definition in self.asked.definitions
        ]

    @property
    def periods(self) -> str:
        return formats.listed([formats.period(period) for period in self.invitation.round.periods])

    @property
    def filled(self) -> int:
        return sum(measure.filled for measure in self.measures)

    @property
    def rows_left(self) -> int:
        """What is neither here nor declined."""
        return sum(len(measure.rows) - measure.filled for measure in self.measures if measure.declined is None)

    @property
    def question(self) -> Submission | None:
        """The newest submission that waits for the partner's answer."""
        return next((each for each in self.submissions if each.state == Submission.State.RETURNED), None)


def partner_page(invitation: Invitation, at: datetime) -> PartnerPage:
    submissions = invitation.submissions.select_related("receipt").prefetch_related("remarks")
    rejected = Receipt.objects.filter(
        round=invitation.round,
        organisation=invitation.organisation,
        outcome=Receipt.Outcome.REJECTED,
        purged_at__isnull=True,
    ).order_by("-sequence")
    # Taken after all, with values typed on the page: then its bytes belong to the submission.
    rejected = rejected.exclude(sha256__in=submissions.values("receipt__sha256"))
    return PartnerPage(
        asked=asked_of(invitation),
        submissions=list(submissions.order_by("-receipt__sequence")),
        rejected=[RefusedFile(receipt) for receipt in rejected],
        readers=data_managers_of(invitation, at),
        declined={one.measure_id: one for one in invitation.declines.all()},
    )


def data_managers_of(invitation: Invitation, at: datetime) -> int:
    """Who sees what is sent: the backbone's data managers, counted."""
    initiative = invitation.round.initiative
    seats = Seat.objects.filter(
        in_term(today(initiative, at)),
        group__initiative=initiative,
        group__kind=Group.Kind.BACKBONE,
        role=Seat.Role.DATA_MANAGER,
    )
    return seats.values("person").distinct().count()


def own_submission(invitation: Invitation, number: str) -> Submission:
    """One of this place's own; another partner's does not exist here."""
    found = invitation.submissions.select_related("receipt", "round").filter(number=number).first()
    if found is None:
        raise Http404
    return found


def own_rejected_file(invitation: Invitation, sequence: int) -> Receipt:
    found = Receipt.objects.filter(
        round=invitation.round,
        organisation=invitation.organisation,
        sequence=sequence,
        outcome=Receipt.Outcome.REJECTED,
        purged_at__isnull=True,
    ).first()
    if found is None:
        raise Http404
    return found


def rejected_file(invitation: Invitation, sequence: int) -> IncomingFile:
    """The bytes of one that could not be taken, as they came."""
    receipt = own_rejected_file(invitation, sequence)
    return IncomingFile(name=receipt.file_name, content=read_verified(received_folder(), receipt.sha256))


def sent_words(row: AskedRow, language: str) -> str:
    return figure_words(row.sent, row.definition, language) if row.sent else ""


def before_words(row: AskedRow, language: str) -> str:
    return last_words(row.last, row.definition, language)
