"""The triage board of a round: who is in, in error, silent, and whose figures wait for a person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from commonweal.measurement.models import Asked, Decline, Definition, Invitation, Receipt, Round, Submission
from commonweal.measurement.queries.answers_in_round import Mailed, carried_in, declines_in, mails_to
from commonweal.measurement.queries.asked_rows import minutes_for
from commonweal.measurement.queries.oddities import Totals, oddities_of
from commonweal.measurement.queries.people_in import Sizes, kinds_counted_in, largest, sizes_in_round
from commonweal.measurement.queries.scope import only_for_data_manager
from commonweal.measurement.queries.waiting import LIVE

State = Submission.State
#: Columns that a page with a hundred partners does not need.
HEAVY = ("collection", "understood")


@dataclass(frozen=True)
class Case:
    """One partner on the board."""

    invitation: Invitation
    submissions: list[Submission]
    measures_asked: int
    odd: list[str]
    since: datetime
    #: Mails that went, and those that wait: in the outbox, where there is no mail server.
    mails: int
    mails_waiting: int
    rejected_at: datetime | None
    reminded_at: datetime | None = None
    #: Measures that it gives no number of, each with the reason; and those that stand with a value carried forward.
    declines: list[Decline] = field(default_factory=list)
    carried: int = 0

    @property
    def minutes(self) -> int | None:
        """The guess of what it is asked for; None where nobody counted the numbers."""
        asked = self.invitation.numbers_asked
        return None if asked is None else minutes_for(asked)

    @property
    def name(self) -> str:
        return self.invitation.organisation.name

    @property
    def to_open(self) -> Submission | None:
        """The one that waits for a person, otherwise the newest."""
        waiting = [one for one in self.submissions if one.state == State.SUBMITTED]
        return next(iter(waiting or self.submissions), None)

    @property
    def numbers_to_read(self) -> int:
        return self._numbers(State.SUBMITTED)

    @property
    def numbers_accepted(self) -> int:
        return self._numbers(State.ACCEPTED)

    def _numbers(self, state: str) -> int:
        """As a receipt counts them: a row left empty is no number."""
        totals = [total for one in self.submissions if one.state == state for total in one.totals.values()]
        return int(sum(total.get("reported") or 0 for total in totals))

    @property
    def measures_in(self) -> int:
        totals = [one.totals.items() for one in self.submissions]
        return len({code for items in totals for code, total in items if total.get("reported")})

    @property
    def is_part(self) -> bool:
        return 0 < self.measures_in < self.measures_asked - len(self.declines)

    @property
    def has_declined_all(self) -> bool:
        return not self.submissions and 0 < self.measures_asked <= len(self.declines)

    @property
    def on_behalf(self) -> bool:
        return any(one.on_behalf for one in self.submissions)


@dataclass(frozen=True)
class Board:
    round: Round
    to_read: list[Case] = field(default_factory=list)
    question_asked: list[Case] = field(default_factory=list)
    in_error: list[Case] = field(default_factory=list)
    ready: list[Case] = field(default_factory=list)
    accepted: list[Case] = field(default_factory=list)
    silent: list[Case] = field(default_factory=list)
    declined: list[Case] = field(default_factory=list)
    #: Of the people whom partners of known size stand for, the share of those who are in; None where none is known.
    share_of_people: float | None = None
    #: Partners whose size is not known, which this share leaves out.
    size_unknown: int = 0

    @property
    def cases(self) -> list[Case]:
        waiting = [*self.to_read, *self.question_asked, *self.in_error, *self.ready]
        return [*waiting, *self.accepted, *self.silent, *self.declined]

    @property
    def partners_asked(self) -> int:
        return len(self.cases)

    @property
    def partners_in(self) -> int:
        """Figures are here and wait for no answer; once the round is closed, only what was accepted counts."""
        return sum(is_in(case, closed=self.is_closed) for case in self.cases)

    @property
    def partners_accepted(self) -> int:
        """As many as a release would name, were the round closed now."""
        return sum(is_in(case, closed=True) for case in self.cases)

    @property
    def is_closed(self) -> bool:
        return self.round.closed_at is not None

    @property
    def carried_forward(self) -> int:
        """Of those that are in, the partners with at least one value carried forward."""
        return sum(is_in(case, closed=self.is_closed) and case.carried > 0 for case in self.cases)

    @property
    def minutes_asked(self) -> int:
        return sum(case.minutes or 0 for case in self.cases)

    @property
    def missing(self) -> list[Case]:
        missing = (case for case in self.cases if not is_in(case, closed=self.is_closed))
        return sorted(missing, key=lambda case: case.name)

    @property
    def unread(self) -> int:
        return len(self.to_read) + len(self.ready)


def is_in(case: Case, *, closed: bool) -> bool:
    counts = (State.ACCEPTED,) if closed else (State.SUBMITTED, State.ACCEPTED)
    return any(one.state in counts for one in case.submissions)


def board(reader: Any, round: Round, at: datetime) -> Board:  # noqa: A002
    """As many queries for one partner as for a hundred."""
    only_for_data_manager(reader, round.initiative, at)
    invitations = list(round.invitations.select_related("organisation").order_by("organisation__name"))
    kinds = _kinds(round)
    before = _totals_before(round, [one.organisation_id for one in invitations])
    cases = _cases(round, invitations, kinds, before)
    share, unknown = _share_of_people(round, cases)
    return Board(round, **_by_column(cases), share_of_people=share, size_unknown=unknown)


def _cases(
    asked_in: Round, invitations: list[Invitation], kinds: Mapping[str, str], before: Mapping[int, Totals]
) -> list[Case]:
    submissions = _live_submissions(asked_in)
    rejections = _rejected_since(asked_in)
    asked = _measures_asked(asked_in)
    mails = mails_to(invitations)
    declines, carried = declines_in(asked_in), carried_in(asked_in)
    made = []
    for invitation in invitations:
        partner = invitation.organisation_id
        own = submissions.get(partner, [])
        waiting = [one for one in own if one.state == State.SUBMITTED]
        mailed = mails.get(invitation.pk, Mailed())
        odd = [words for one in waiting for words in oddities_of(one, before.get(partner, {}), kinds)]
        made.append(
            Case(
                invitation=invitation,
                submissions=own,
                measures_asked=asked.get(partner, 0),
                odd=odd,
                since=_since(own, rejections.get(partner), asked_in),
                mails=mailed.sent,
                mails_waiting=mailed.waiting,
                rejected_at=rejections.get(partner),
                reminded_at=mailed.reminded_at,
                declines=declines.get(invitation.pk, []),
                carried=carried.get(partner, 0),
            )
        )
    return made


def _by_column(cases: Iterable[Case]) -> dict[str, list[Case]]:
    columns: dict[str, list[Case]] = {}
    for case in cases:
        columns.setdefault(_column(case), []).append(case)
    return columns


def _column(case: Case) -> str:
    """What stands decides. A file that was looked at and rejected takes nothing back, so it speaks only where
    nothing stands."""
    states = {one.state for one in case.submissions}
    if State.SUBMITTED in states:
        return "to_read" if case.odd else "ready"
    if State.RETURNED in states:
        return "question_asked"
    if State.ACCEPTED in states:
        return "accepted"
    if case.has_declined_all:
        return "declined"
    return "in_error" if case.rejected_at else "silent"


def _live_submissions(asked_in: Round) -> dict[int, list[Submission]]:
    found: dict[int, list[Submission]] = {}
    for one in Submission.objects.filter(round=asked_in, state__in=LIVE).defer(*HEAVY).order_by("-pk"):
        if one.organisation_id is not None:
            found.setdefault(one.organisation_id, []).append(one)
    return found


def _rejected_since(asked_in: Round) -> dict[int, datetime]:
    """Partners whose last file was rejected, and when."""
    last: dict[int, Receipt] = {}
    receipts = Receipt.objects.filter(round=asked_in, organisation__isnull=False).order_by("sequence")
    for receipt in receipts.only("organisation_id", "outcome", "received_at", "sequence"):
        last[receipt.organisation_id or 0] = receipt
    return {partner: one.received_at for partner, one in last.items() if one.outcome == Receipt.Outcome.REJECTED}


def _totals_before(asked_in: Round, partners: list[int]) -> dict[int, Totals]:
    """Each partner's newest accepted totals for each measure, from other rounds and from history."""
    found: dict[int, dict[str, Mapping[str, float | int | None]]] = {}
    earlier = Submission.objects.filter(
        initiative=asked_in.initiative_id, organisation__in=partners, state=State.ACCEPTED
    ).exclude(round=asked_in)
    for partner, totals in earlier.order_by("pk").values_list("organisation_id", "totals"):
        found.setdefault(partner or 0, {}).update(totals)
    return dict(found)


def _measures_asked(asked_in: Round) -> dict[int, int]:
    asked: dict[int, int] = {}
    for partner in Asked.objects.filter(round=asked_in).values_list("organisation_id", flat=True):
        asked[partner] = asked.get(partner, 0) + 1
    return asked


def _kinds(asked_in: Round) -> dict[str, str]:
    newest = Definition.objects.filter(measure__asked__round=asked_in).order_by("version").distinct()
    return dict(newest.values_list("measure__code", "kind"))


def _since(own: list[Submission], rejected_at: datetime | None, asked_in: Round) -> datetime:
    """When this partner last moved; the opening of the round where it did not."""
    return max((one.decided_at or one.submitted_at for one in own), default=rejected_at or asked_in.opened_at)


def _share_of_people(asked_in: Round, cases: Sequence[Case]) -> tuple[float | None, int]:
    """As a release tells it of a closed round (`people_in`); while it is open, with those that wait to be read."""
    closed = asked_in.closed_at is not None
    kinds = kinds_counted_in(asked_in)
    accepted = sizes_in_round(asked_in, kinds)
    sizes = [(_size(case, kinds, accepted) or 0.0, is_in(case, closed=closed)) for case in cases]
    known = sum(size for size, _here in sizes)
    unknown = sum(size == 0 for size, _here in sizes)
    if not known:
        return None, unknown
    return 100 * sum(size for size, here in sizes if here) / known, unknown


def _size(case: Case, kinds: Mapping[str, str], accepted: Sizes) -> float | None:
    """By what it has sent in this round; else by what it sent last."""
    here = [one for one in case.submissions if one.state in (State.SUBMITTED, State.ACCEPTED)]
    sent = [size for one in here if (size := largest(one.totals, kinds))]
    known = accepted.get(case.invitation.organisation_id)
    return max(sent, default=known[0] if known else None)
