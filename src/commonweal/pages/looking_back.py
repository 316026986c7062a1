"""Once a year: what the past twelve months brought, filled in from what is known, and what to decide because of it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonweal.commitments.queries import promises
from commonweal.governance.models import Initiative
from commonweal.governance.models.written import written
from commonweal.governance.queries import the_initiative
from commonweal.governance.queries.decisions import decisions, proposable_groups
from commonweal.governance.rules import takes_part, today
from commonweal.publication.queries import releases
from commonweal.training.queries.roundtables import Held, roundtables

A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Line:
    """One thing of the year: its count, what became of it, and where to read on."""

    name: str
    count: int
    more: str
    url: str


@require_safe
def looking_back(request: HttpRequest, slug: str) -> HttpResponse:
    initiative, at = the_initiative(slug), timezone.now()
    if not takes_part(request.user, initiative, today(initiative, at)):
        raise Http404
    gathered = _gathered(request.user, initiative, at)
    heard = [(one.roundtable, written(one.roundtable, "came_of_it")) for one in gathered]
    context = {
        "initiative": initiative, "since": today(initiative, at) - A_YEAR,
        "lines": lines_of(request.user, initiative, gathered, at),
        "heard": [(roundtable, words) for roundtable, words in heard if words],
        "unheard": sum(not words and one.answered > 0 for one, (_r, words) in zip(gathered, heard, strict=True)),
        "may_propose": bool(proposable_groups(request.user, initiative, at)),
    }  # fmt: skip
    return render(request, "pages/looking_back.html", context)


def lines_of(reader: Any, initiative: Initiative, gathered: list[Held], at: datetime) -> list[Line]:
    """Only what this reader may read anyway."""
    slug, since = initiative.slug, today(initiative, at) - A_YEAR
    released = releases(initiative).filter(made_at__gte=at - A_YEAR, withdrawn_at=None).count()
    outcomes = Counter(decisions(reader, initiative, at).filter(closed_at__gte=at - A_YEAR).values_list("outcome"))
    decided = sum(outcomes.values())
    told = promises(reader, initiative, at)
    due = [one.state for one in told if since <= one.commitment.due_on <= today(initiative, at) and one.state != "open"]
    came = sum(one.people or 0 for one in gathered)
    kept = {state: due.count(state) for state in ("done", "partly", "no", "silent")}
    return [
        Line(_("Releases of figures"), released, "", reverse("pages:releases", args=[slug])),
        Line(
            _("Decisions closed"), decided, _("%(carried)s carried") % {"carried": outcomes[("carried",)]},
            reverse("governance:decisions", args=[slug]),
        ),
        Line(
            _("Promises that were due"), len(due),
            _("%(done)s done, %(partly)s partly, %(no)s not done, %(silent)s without a word") % kept,
            reverse("commitments:promises", args=[slug]),
        ),
        Line(
            _("Roundtables held"), len(gathered), _("%(came)s times somebody came") % {"came": came},
            reverse("training:roundtables", args=[slug]),
        ),
    ]  # fmt: skip


def _gathered(reader: Any, initiative: Initiative, at: datetime) -> list[Held]:
    since = today(initiative, at) - A_YEAR
    return [one for one in roundtables(reader, initiative, at) if one.has_been and one.roundtable.held_on >= since]
