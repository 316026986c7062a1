"""What partners answered in a round other than new numbers, and when they were reminded; a query each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from commonweal.delivery.models import Message
from commonweal.measurement.models import Decline, Invitation, Round, Submission
from commonweal.measurement.queries.waiting import LIVE


def carried_in(asked_in: Round) -> dict[int, int]:
    """How many measures each partner stands in with a value carried forward, and with no newer number."""
    carried: dict[int, set[str]] = {}
    live = Submission.objects.filter(round=asked_in, state__in=LIVE, organisation__isnull=False).order_by("pk")
    for partner, totals, understood in live.values_list("organisation_id", "totals", "understood__carried"):
        told = {code for code, total in totals.items() if total.get("reported")}
        own = carried.setdefault(partner or 0, set())
        carried[partner or 0] = own | told if understood else own - told
    return {partner: len(codes) for partner, codes in carried.items() if codes}


def declines_in(asked_in: Round) -> dict[int, list[Decline]]:
    """By partner's place in the round."""
    found: dict[int, list[Decline]] = {}
    for one in Decline.objects.filter(invitation__round=asked_in).select_related("measure").order_by("pk"):
        found.setdefault(one.invitation_id, []).append(one)
    return found


@dataclass
class Mailed:
    """How many mails of a round went to one partner, how many still wait to go, and when the last reminder was made."""

    sent: int = 0
    waiting: int = 0
    reminded_at: datetime | None = None


def mails_to(invitations: Iterable[Invitation]) -> dict[int, Mailed]:
    """By partner's place in the round."""
    kinds = ("invitation", "reminder")
    causes = {f"measurement.{kind}.{one.pk}": (one.pk, kind) for one in invitations for kind in kinds}
    found: dict[int, Mailed] = {}
    mails = Message.objects.filter(cause__in=causes).order_by("created_at")
    for cause, created_at, sent_at in mails.values_list("cause", "created_at", "sent_at"):
        place, kind = causes[cause]
        mailed = found.setdefault(place, Mailed())
        mailed.sent += sent_at is not None
        mailed.waiting += sent_at is None
        mailed.reminded_at = created_at if kind == "reminder" else mailed.reminded_at
    return found
