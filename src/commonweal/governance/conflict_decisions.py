"""A decision can be about a conflict that the records show: its yes is the answer, and whoever it names is out."""

import re
from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.engines.voting.results import CHOOSING
from commonweal.governance import rules
from commonweal.governance.about import AboutKind, Pair, register_kind
from commonweal.governance.models import Decision, Group, Initiative, Representative, Seat
from commonweal.governance.operations.interests import answer_by_decision
from commonweal.governance.queries.conflicts import Conflict, on_record

KIND = "conflict"
SEATS = re.compile(r"seat:(\d+)")


def lend_kind() -> None:
    register_kind(
        KIND,
        AboutKind(
            gettext_lazy("Conflicts that the records show"), _label, _choices, _url, _decided, touches=_whom_it_names,
            is_about_who_leads=True,
        ),
    )  # fmt: skip


def subject_of(conflict: Conflict) -> str:
    """As a proposal names it."""
    return f"{KIND}:{_key(conflict)}"


def _key(conflict: Conflict) -> str:
    return f"{conflict.kind}~{conflict.key}"


def _found(initiative: Initiative, at: datetime) -> dict[str, Conflict]:
    return {_key(one): one for one in on_record(initiative, rules.today(initiative, at))}


def _label(initiative: Initiative, key: str) -> str:
    conflict = _found(initiative, timezone.now()).get(key)
    return _("the conflict of %(name)s") % {"name": conflict.holder} if conflict else ""


def _choices(initiative: Initiative) -> Iterable[tuple[str, str]]:
    for key, conflict in _found(initiative, timezone.now()).items():
        yield key, _("the conflict of %(name)s") % {"name": conflict.holder}


def _url(initiative: Initiative, key: str) -> str:  # noqa: ARG001 - one page tells all of them
    return reverse("governance:interests", args=[initiative.slug])


def _decided(decision: Decision, key: str, at: datetime) -> None:
    """Only a yes of the steering committee, to a question of yes or no, is an answer."""
    carried = decision.outcome == Decision.Outcome.CARRIED and decision.rule not in CHOOSING
    if carried and decision.group.kind == Group.Kind.STEERING:
        kind, _tilde, records = key.partition("~")
        answer_by_decision(by=None, decision=decision, conflict=(kind, records), at=at)


def _whom_it_names(key: str) -> Iterable[Pair]:
    """Who sits in its seats, and who speaks in an organization's."""
    seats = [int(number) for number in SEATS.findall(key) if len(number) < 19]
    for person in Seat.objects.filter(pk__in=seats, person__isnull=False).values_list("person", flat=True):
        yield "person", str(person)
    for person in Representative.objects.filter(seat__in=seats).values_list("person", flat=True):
        yield "person", str(person)
