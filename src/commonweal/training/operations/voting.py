"""One vote a phone, and a room that votes in the same moment.

Votes that come together are stored in one commit. SQLite lets one writer in at a time, and the others sleep longer and
longer between two tries: the last phone of a burst would wait for its own sleep and not for the disk. Here whoever
comes first stores all that wait behind it, and nobody is answered before the commit that holds the vote.
"""

from collections import deque
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from commonweal.trail.operations import record
from commonweal.training.models import Poll

# Written out: a thousand phones vote at once, and Django needs longer to write these than SQLite to carry them out.
POLL = "SELECT id, state, options, key, initiative_id FROM training_poll WHERE room_code = %s"
LAST_WORD = (
    "INSERT INTO training_pollvote (poll_id, voter_hash, option, voted_at) VALUES (%s, %s, %s, %s)"
    " ON CONFLICT (poll_id, voter_hash) DO UPDATE SET option = excluded.option, voted_at = excluded.voted_at"
)


@dataclass(eq=False)
class _Ballot:
    code: str
    phone: str
    option: str
    at: datetime
    stored: "Future[None]" = field(default_factory=Future)


_waiting: deque[_Ballot] = deque()
_one_at_a_time = Lock()


@transaction.atomic
def vote(*, by: None, code: str, phone: str, option: str, at: datetime) -> None:
    """What this phone says now is its vote, until the poll closes. The trail knows that a phone voted, and not what.

    `phone` is the random mark that we gave it. Raises ValidationError.
    """
    _count(by, _Ballot(code, phone, option, at))


def vote_with_the_room(*, by: None, code: str, phone: str, option: str, at: datetime) -> None:
    """As `vote`, where many come at once: it answers when the commit that holds the vote is on the disk."""
    ballot = _Ballot(code, phone, option, at)
    _waiting.append(ballot)
    with _one_at_a_time:
        if not ballot.stored.done():  # nobody has taken it along
            _store(by, [_waiting.popleft() for _each in range(len(_waiting))])
    ballot.stored.result()


def _store(by: None, ballots: list[_Ballot]) -> None:
    try:
        with transaction.atomic(durable=True):
            refused = [_refusal(by, ballot) for ballot in ballots]
    except Exception as failed:  # nothing of it is stored, and every phone of it is told so
        for ballot in ballots:
            ballot.stored.set_exception(failed)
        return
    for ballot, problem in zip(ballots, refused, strict=True):
        ballot.stored.set_exception(problem) if problem else ballot.stored.set_result(None)


def _refusal(by: None, ballot: _Ballot) -> ValidationError | None:
    """One that is refused keeps no other from being counted."""
    try:
        _count(by, ballot)
    except ValidationError as refused:
        return refused
    return None


def _count(by: None, ballot: _Ballot) -> None:
    """Inside of a transaction; a ballot that is refused has written nothing."""
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    poll = next(iter(Poll.objects.raw(POLL + lock, [ballot.code])), None)
    if poll is None:
        raise ValidationError(_("There is no poll under this code. Look at the wall again, or ask the trainer."))
    if poll.state != Poll.State.OPEN:
        raise ValidationError(_("This poll is closed. Your vote came too late to be counted."))
    if ballot.option not in {each["id"] for each in poll.options}:
        raise ValidationError(_("Choose one of the answers."))
    at = connection.ops.adapt_datetimefield_value(ballot.at)
    with connection.cursor() as cursor:
        cursor.execute(LAST_WORD, [poll.pk, voter_hash(poll, ballot.phone), ballot.option, at])
    record(by=by, verb="training.vote", subject=poll, at=ballot.at, initiative=poll.initiative_id)


def voter_hash(poll: Poll, phone: str) -> str:
    """The same phone in the polls of one question, and another in every other: nobody can be followed about."""
    return salted_hmac(f"training.poll.{poll.initiative_id}.{poll.key}", phone, algorithm="sha256").hexdigest()
