"""The mails to who comes: a link of their own, another time or place, and that it does not take place."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonweal.commitments.models import Joining, Opportunity
from commonweal.delivery import operations as delivery
from commonweal.governance.operations.term_warnings import Letter, send_letter
from commonweal.ui.formats import in_zone


def tell_joined(by: Any, joining: Joining, token: str, at: datetime) -> None:
    """Also a member gets the link: one can say no from the phone."""
    if not joining.person.email:
        return
    opportunity, initiative = joining.opportunity, joining.opportunity.initiative
    with override(joining.language):
        link = settings.COMMONWEAL_URL + reverse("commitments:coming", args=[token])
        lines = [
            _("Hello %(name)s,") % {"name": joining.name},
            *_what_to_do(joining, link),
            _("You did not write this? Open the page and say no. Then we keep nothing."),
        ]
        words = _("You come: %(title)s") if joining.confirmed_at else _("Will you come? %(title)s")
        # The link lets its holder act: it stands on no outbox page.
        delivery.send_secret(
            by=by, to=joining.person.email, subject=words % {"title": opportunity.title},
            text="\n\n".join(lines), at=at, language=joining.language, cause=f"commitments.joined {joining.pk}",
            initiative=initiative.pk,
        )  # fmt: skip


def _what_to_do(joining: Joining, link: str) -> list[str]:
    facts = _facts(joining.opportunity)
    if joining.confirmed_at is None:
        return [
            _("Somebody wrote your address for “%(title)s”: %(when)s, %(where)s.") % facts,
            _("Say yes on this page. Only then a place is yours:"),
            link,
        ]
    return [
        _("You come to “%(title)s”: %(when)s, %(where)s.") % facts,
        _("On this page you put it into your calendar, or say that you cannot come:"),
        link,
    ]


def tell_changed(by: Any, opportunity: Opportunity, at: datetime) -> None:
    def words() -> tuple[str, Sequence[str]]:
        facts = _facts(opportunity)
        lines = [_("“%(title)s” is now: %(when)s, %(where)s.") % facts, _("Your place is kept.")]
        return _("Another time or place: %(title)s") % facts, lines

    _tell_all(by, opportunity, at, f"commitments.changed {opportunity.pk}.{opportunity.changes}", words)


def tell_tomorrow(by: Any, opportunity: Opportunity, at: datetime) -> None:
    def words() -> tuple[str, Sequence[str]]:
        facts = _facts(opportunity)
        lines = [
            _("Tomorrow is “%(title)s”: %(when)s, %(where)s.") % facts,
            _("You cannot come after all? Say so on the page whose link you have, and your place is free."),
        ]
        return _("Tomorrow: %(title)s") % facts, lines

    _tell_all(by, opportunity, at, f"commitments.tomorrow {opportunity.pk}", words)


def tell_cancelled(by: Any, opportunity: Opportunity, at: datetime) -> None:
    def words() -> tuple[str, Sequence[str]]:
        facts = _facts(opportunity)
        lines = [_("“%(title)s” (%(when)s) does not take place.") % facts, opportunity.cancelled_why]
        return _("Does not take place: %(title)s") % facts, lines

    _tell_all(by, opportunity, at, f"commitments.cancelled {opportunity.pk}", words)


def _tell_all(
    by: Any, opportunity: Opportunity, at: datetime, cause: str, words: Callable[[], tuple[str, Sequence[str]]]
) -> None:
    for joining in opportunity.joinings.coming().select_related("person"):
        if joining.person.email:
            with override(joining.language):
                subject, lines = words()
                text = [_("Hello %(name)s,") % {"name": joining.name}, *lines]
                letter = Letter(joining.person.email, joining.language, subject, text, "", cause)
                send_letter(by, letter, opportunity.initiative, at)


def _facts(opportunity: Opportunity) -> dict[str, str]:
    when = in_zone(opportunity.starts_at, opportunity.initiative.time_zone)
    return {"title": opportunity.title, "when": when, "where": opportunity.where}
