"""A decision can be about a money line. Whom its money comes from and goes to is touched by it."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy

from commonweal.commitments.models import Contribution
from commonweal.governance.about import AboutKind, Pair, register_kind
from commonweal.governance.models import Initiative

MONEY_LINE = "money-line"


def lend_kinds() -> None:
    register_kind(MONEY_LINE, AboutKind(gettext_lazy("Money"), _label, _choices, _url, touches=pairs_of))


def _found(key: str, initiative: Initiative | None = None) -> Contribution | None:
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    held = Contribution.objects.filter(kind=Contribution.Kind.MONEY, pk=int(key))
    if initiative is not None:
        held = held.filter(initiative=initiative)
    return held.select_related("person", "organisation").first()


def _label(initiative: Initiative, key: str) -> str:
    """Without the amount: a log of decisions has more readers."""
    line = _found(key, initiative)
    return f"{line.words} ({line.giver})" if line else ""


def _choices(initiative: Initiative) -> Iterable[tuple[str, str]]:
    held = Contribution.objects.filter(initiative=initiative, kind=Contribution.Kind.MONEY, ended_on=None)
    for line in held.select_related("person", "organisation"):
        yield str(line.pk), f"{line.words} ({line.giver})"


def _url(initiative: Initiative, key: str) -> str:
    line = _found(key, initiative)
    return reverse("commitments:contribution", args=[initiative.slug, line.pk]) if line else ""


def pairs_of(key: str) -> Iterable[Pair]:
    """Who gives it, who receives it, the group whose work it pays, and the strategy."""
    line = _found(key)
    if line is None:
        return
    if line.person_id is not None:
        yield "person", str(line.person_id)
    for organisation in (line.organisation_id, line.to_organisation_id):
        if organisation is not None:
            yield "organisation", str(organisation)
    if line.group_id is not None:
        yield "group", str(line.group_id)
    if line.paid_for:
        kind, _colon, thing = line.paid_for.partition(":")
        yield kind, thing
