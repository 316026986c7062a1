"""How close the five pitfalls are, by what the records show: counts with the rule beside each, and never a score."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonweal.agenda.queries.strategies import strategies_page
from commonweal.commitments.models import Contribution
from commonweal.commitments.queries import exchange, promises
from commonweal.commitments.queries.giving import Gift, ledger, organisations_here
from commonweal.governance.models import Initiative
from commonweal.governance.queries import the_initiative
from commonweal.governance.queries.conflicts import BACKBONE_LEADS, BACKBONE_SERVES, conflicts
from commonweal.governance.queries.interests import interests
from commonweal.governance.queries.who_asks import asked_of_meetings
from commonweal.governance.rules import is_member, today
from commonweal.instruments.content import pack
from commonweal.instruments.queries.surveys import surveys
from commonweal.lib.languages import page_language
from commonweal.training.queries.roundtables import roundtables

A_YEAR = timedelta(days=365)
#: The questions on the same five pitfalls, and their order there.
ASKED_IN = "pitfalls"


@dataclass(frozen=True)
class Sign:
    """`k` of `of`; `of` is None of a plain count. It points at the pitfall from one on, or only from more than half."""

    name: str
    url: str
    k: int
    of: int | None = None
    from_half: bool = False

    @property
    def is_known(self) -> bool:
        return self.of != 0

    @property
    def points_at_it(self) -> bool:
        return 2 * self.k > (self.of or 0) if self.from_half else self.k > 0


@dataclass(frozen=True)
class Pitfall:
    title: str
    signs: tuple[Sign, ...]

    @property
    def pointing(self) -> int:
        return sum(one.is_known and one.points_at_it for one in self.signs)

    @property
    def known(self) -> int:
        return sum(one.is_known for one in self.signs)


@require_safe
def radar(request: HttpRequest, slug: str) -> HttpResponse:
    initiative, at = the_initiative(slug), timezone.now()
    if not is_member(request.user, initiative, today(initiative, at)):
        raise Http404
    asked = [one.survey for one in surveys(request.user, initiative, at)]
    context = {
        "initiative": initiative, "pitfalls": pitfalls_of(request.user, initiative, at),
        "survey": next((one for one in asked if one.version.instrument.code == ASKED_IN), None),
    }  # fmt: skip
    return render(request, "pages/pitfalls.html", context)


def pitfalls_of(reader: Any, initiative: Initiative, at: datetime) -> list[Pitfall]:
    """In the order of the questions that ask people about them; each sign as far as the reader may read it."""
    signs = {
        "lane": _lane(reader, initiative, at), "share": _share(reader, initiative, at),
        "use": _use(reader, initiative, at), "interest": _interest(reader, initiative, at),
        "prize": _prize(reader, initiative, at),
    }  # fmt: skip
    language = page_language()
    return [
        Pitfall(getattr(scale.title, language), tuple(signs[scale.id]))
        for scale in pack(ASKED_IN).scales
        if scale.id in signs
    ]


def _lane(reader: Any, initiative: Initiative, at: datetime) -> Iterator[Sign]:
    """The backbone leads or serves, sets what is talked about, or holds the money."""
    slug = initiative.slug
    found = [one for one in conflicts(reader, initiative, at) if one.kind in (BACKBONE_LEADS, BACKBONE_SERVES)]
    yield Sign(
        _("Seats of the backbone that also lead or deliver services"), reverse("governance:interests", args=[slug]),
        len(found),
    )  # fmt: skip
    asked = asked_of_meetings(reader, initiative, at)
    yield Sign(
        _("Meeting items of the past year that the backbone asked for"), reverse("governance:groups", args=[slug]),
        asked.by_backbone, asked.all, from_half=True,
    )  # fmt: skip
    money = [one for one in _gifts(reader, initiative, at) if one.contribution.is_money]
    yield Sign(
        _("Lines of money that pay for the backbone"), reverse("commitments:giving", args=[slug]),
        sum(one.contribution.purpose == Contribution.Purpose.BACKBONE for one in money), len(money), from_half=True,
    )  # fmt: skip


def _share(reader: Any, initiative: Initiative, at: datetime) -> Iterator[Sign]:
    """What somebody gave, and what people said, stays without an answer."""
    came = [one for one in _gifts(reader, initiative, at) if one.arrivals]
    yield Sign(
        _("Contributions that arrived and were not thanked for"), reverse("commitments:giving", args=[initiative.slug]),
        sum(not one.thanks for one in came), len(came), from_half=True,
    )  # fmt: skip
    said = [one for one in roundtables(reader, initiative, at) if one.has_been and one.answered > 0]
    untold = [one for one in said if not (one.roundtable.came_of_it_en or one.roundtable.came_of_it_es)]
    yield Sign(
        _("Roundtables after which nobody told people what came of it"),
        reverse("training:roundtables", args=[initiative.slug]), len(untold), len(said), from_half=True,
    )  # fmt: skip


def _use(reader: Any, initiative: Initiative, at: datetime) -> Iterator[Sign]:
    """Somebody here has what somebody else lacks."""
    needs = exchange(reader, initiative, at).needs
    yield Sign(
        _("Needs for which somebody here has an offer that fits"),
        reverse("commitments:exchange", args=[initiative.slug]), sum(bool(one.matches) for one in needs), len(needs),
    )  # fmt: skip


def _interest(reader: Any, initiative: Initiative, at: datetime) -> Iterator[Sign]:
    """What organisations hope to gain is not said, or was said long ago."""
    on, declared = today(initiative, at), interests(reader, initiative, at)
    here = organisations_here(initiative, at)
    said = set(declared.exclude(organisation=None).values_list("organisation", flat=True))
    url = reverse("governance:interests", args=[initiative.slug])
    silent = sum(one.pk not in said for one in here)
    yield Sign(_("Organizations that have declared no interest"), url, silent, len(here), from_half=True)
    due = declared.filter(review_on__lte=on).count()
    yield Sign(_("Declared interests that nobody has looked at in time"), url, due, declared.count())


def _prize(reader: Any, initiative: Initiative, at: datetime) -> Iterator[Sign]:
    """Too much at once, and promises of which nobody hears again."""
    held, on = strategies_page(initiative), today(initiative, at)
    yield Sign(
        _("Strategies under way beyond the number agreed on"), reverse("agenda:agenda", args=[initiative.slug]),
        max(held.active - held.most, 0), held.active,
    )  # fmt: skip
    due = [one.state for one in promises(reader, initiative, at) if on - A_YEAR <= one.commitment.due_on < on]
    yield Sign(
        _("Promises due in the past year, without a word since"),
        reverse("commitments:promises", args=[initiative.slug]), due.count("silent"), len(due), from_half=True,
    )  # fmt: skip


def _gifts(reader: Any, initiative: Initiative, at: datetime) -> list[Gift]:
    return [gift for work in ledger(reader, initiative, at).works for gift in work.gifts]
