"""What a poll has counted: for who teaches, for the wall, and for the phones that voted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from commonweal.governance.models import Initiative
from commonweal.training import rules
from commonweal.training.models import Poll, PollVote, Session

#: Below this many votes a result would say what single people chose.
FLOOR = 5
#: From this many votes on a percentage says more than "k of n".
FOR_PERCENT = 20


@dataclass(frozen=True)
class Counted:
    """One answer. `percent` is None where there are too few votes for percentages."""

    option: dict[str, str]
    votes: int
    percent: float | None
    permille: int


@dataclass(frozen=True)
class Tally:
    """`counted` is None where there are fewer votes than may be shown."""

    votes: int
    counted: list[Counted] | None


@dataclass(frozen=True)
class Moved:
    """Of the phones that voted both times, how many chose an answer further down, the same, or further up."""

    both: int
    down: int
    same: int
    up: int


@dataclass(frozen=True)
class Shift:
    """`moved` is None where too few phones voted both times. `points` are percentage points."""

    before: Tally
    after: Tally
    points: list[float] | None
    moved: Moved | None


def polls_of(reader: Any, initiative: Initiative, at: datetime) -> QuerySet[Poll]:
    """All polls of the place with their votes counted, newest first; raises Http404 for who does not teach."""
    if not rules.may_teach(reader, initiative, at):
        raise Http404
    return Poll.objects.filter(initiative=initiative).annotate(counted=Count("votes"))


def poll_of(reader: Any, initiative: Initiative, number: int, at: datetime) -> Poll:
    return get_object_or_404(polls_of(reader, initiative, at).select_related("initiative"), number=number)


def sessions_to_poll(reader: Any, initiative: Initiative, at: datetime) -> list[Session]:
    """Sessions that are not over: a poll may belong to one."""
    if not rules.may_teach(reader, initiative, at):
        raise Http404
    return list(Session.objects.filter(series__initiative=initiative, ended_at=None).select_related("series"))


def poll_by_code(code: str) -> Poll | None:
    """The poll of this code, open or closed; it is known to whoever saw the code."""
    return Poll.objects.select_related("initiative").exclude(room_code="").filter(room_code=code).first()


def choice_of(poll: Poll, voter: str) -> str:
    """What this phone chose, or nothing."""
    return poll.votes.filter(voter_hash=voter).values_list("option", flat=True).first() or ""


def tally(poll: Poll) -> Tally:
    """What is counted now. The caller says whether it is shown yet."""
    by_option = dict(poll.votes.order_by().values_list("option").annotate(Count("pk")))
    votes = sum(by_option.values())
    if votes < FLOOR:
        return Tally(votes, None)
    counted = []
    for option in poll.options:
        chosen = by_option.get(option["id"], 0)
        percent = 100 * chosen / votes if votes >= FOR_PERCENT else None
        counted.append(Counted(option, chosen, percent, round(1000 * chosen / votes)))
    return Tally(votes, counted)


def shift(poll: Poll) -> Shift | None:
    """Before and after of this poll's question; None until both are closed."""
    both = list(Poll.objects.filter(initiative=poll.initiative_id, key=poll.key, state=Poll.State.CLOSED))
    by_phase = {one.phase: one for one in both}
    before, after = by_phase.get(Poll.Phase.BEFORE), by_phase.get(Poll.Phase.AFTER)
    if before is None or after is None:
        return None
    first, then = tally(before), tally(after)
    return Shift(first, then, _points(first, then), _moved(before, after))


def _points(before: Tally, after: Tally) -> list[float] | None:
    if before.counted is None or after.counted is None:
        return None
    pairs = [(one.percent, other.percent) for one, other in zip(before.counted, after.counted, strict=True)]
    points = [other - one for one, other in pairs if one is not None and other is not None]
    return points if len(points) == len(pairs) else None


def _moved(before: Poll, after: Poll) -> Moved | None:
    place = {option["id"]: number for number, option in enumerate(before.options)}
    first, then = (dict(_choices(poll)) for poll in (before, after))
    steps = [place[then[voter]] - place[first[voter]] for voter in first.keys() & then.keys()]
    if len(steps) < FLOOR:
        return None
    down, up = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    return Moved(len(steps), down, len(steps) - down - up, up)


def _choices(poll: Poll) -> QuerySet[PollVote, tuple[str, str]]:
    return poll.votes.values_list("voter_hash", "option")
