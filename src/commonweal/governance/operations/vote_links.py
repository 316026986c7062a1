"""The link by which one elector votes on one decision without signing in. Only its hash is kept."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from commonweal.delivery.operations import send_if_wanted, send_secret
from commonweal.governance.models import Decision, Elector, VoteLink
from commonweal.governance.queries.decision_results import rule_asks
from commonweal.governance.templatetags.own_words import told_plainly
from commonweal.lib.tokens import make_token
from commonweal.people.models import Person
from commonweal.trail.operations import record
from commonweal.ui.formats import moment

CAUSE = "governance.vote"


@transaction.atomic
def make_own_link(*, by: Any, elector: Elector, at: datetime) -> str:
    """A new link for the elector's own phone; the one before stops working. Nobody else can ask for it."""
    if not isinstance(by, Person) or by.pk != elector.person_id or not by.is_active:
        raise PermissionDenied
    if not elector.decision.is_open:
        raise ValidationError(_("The vote is closed."))
    record(by=by, verb="governance.make_vote_link", subject=elector, at=at, initiative=elector.decision.initiative_id)
    return new_link(by=by, elector=elector, at=at)


def mail_the_links(*, by: Any, decision: Decision, at: datetime) -> int:
    """To everybody on the roll who can be written to, as a part of opening the vote.

    Without a mail server no link is made: nobody could send it on without reading it, and reading it is voting with it.
    Then the outbox holds a word that the vote is open, for everybody alike.
    """
    electors = [one for one in decision.electors.select_related("person") if one.person.email]
    tell = _mail if settings.EMAIL_HOST else _say_that_it_is_open
    for elector in electors:
        tell(by, elector, decision, at)
    return len(electors)


def _say_that_it_is_open(by: Any, elector: Elector, decision: Decision, at: datetime) -> None:
    person = elector.person
    page = settings.COMMONWEAL_URL + reverse("governance:decision", args=[decision.initiative.slug, decision.number])
    with translation.override(person.language), timezone.override(decision.initiative.time_zone):
        named = {"group": decision.group.name, "question": told_plainly(decision, "question")}
        lines = [
            _("Hello %(name)s,") % {"name": person.name},
            _("%(group)s decides: %(question)s") % named,
            _("Sign in and vote here:") + f"\n{page}",
        ]
        if decision.closes_at:
            lines.append(_("It closes on %(when)s.") % {"when": moment(decision.closes_at)})
        subject = _("Your vote: %(question)s") % named
    send_if_wanted(
        by=by,
        kind="tasks",
        to=person.email,
        subject=subject,
        text="\n\n".join(lines),
        cause=f"{CAUSE}.{decision.pk}",
        at=at,
        language=person.language,
        initiative=decision.initiative_id,
        link=page,
    )


def address_of(token: str) -> str:
    return settings.COMMONWEAL_URL + reverse("governance:vote_by_link", args=[token])


def new_link(*, by: Any, elector: Elector, at: datetime) -> str:  # noqa: ARG001 - who acts is in its caller's record
    """A step of a verb that has checked whose it is; the link before it stops working."""
    token, token_hash = make_token()
    elector.links.filter(replaced_at=None).update(replaced_at=at)
    VoteLink.objects.create(elector=elector, token_hash=token_hash, made_at=at)
    return address_of(token)


def _mail(by: Any, elector: Elector, decision: Decision, at: datetime) -> None:
    person, link = elector.person, new_link(by=by, elector=elector, at=at)
    with translation.override(person.language), timezone.override(decision.initiative.time_zone):
        named = {"group": decision.group.name, "question": told_plainly(decision, "question")}
        subject = _("Your vote: %(question)s") % named
        lines = [
            _("%(group)s decides: %(question)s") % named,
            rule_asks(decision),
            _("Vote here, without signing in:") + f"\n{link}",
            _("You can change your vote until it closes."),
        ]
        if decision.closes_at:
            lines.append(_("It closes on %(when)s.") % {"when": moment(decision.closes_at)})
        if decision.secret:
            lines.append(_("The ballot is secret: nobody sees how you vote."))
        lines.append(_("The link is yours alone. Do not forward this mail."))
        text = "\n\n".join(lines)
    send_secret(
        by=by,
        to=person.email,
        subject=subject,
        text=text,
        at=at,
        language=person.language,
        cause=f"{CAUSE}.{decision.pk}",
        initiative=decision.initiative_id,
        link=link,
    )
