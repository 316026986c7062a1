"""The mails about a promise, each with a link that needs no account."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonweal.commitments.models import AccountLink, Commitment
from commonweal.delivery import operations as delivery
from commonweal.governance.models import Participation
from commonweal.lib.tokens import make_token
from commonweal.people.models import Person
from commonweal.ui.formats import day

LINK_LIVES = timedelta(days=60)
WRITTEN = "commitments.promise"


def tell_about_promise(by: Any, commitment: Commitment, at: datetime) -> None:
    """To whose promise somebody else wrote down."""
    send_about(by, commitment, at, WRITTEN, what_was_written)


def what_was_written(commitment: Commitment) -> tuple[str, list[str]]:
    lines = [
        _("This was written down as your promise: “%(text)s”, by %(due)s.")
        % {"text": commitment.text, "due": day(commitment.due_on)},
        _("Open this page to say what became of it, to ask for more time, or to say that you did not promise it."),
    ]
    return _("Your promise in %(initiative)s") % {"initiative": commitment.initiative.name}, lines


def what_is_due(commitment: Commitment) -> tuple[str, list[str]]:
    lines = [
        _("You promised: “%(text)s”. It is due on %(due)s.") % {"text": commitment.text, "due": day(commitment.due_on)},
        _("Done, partly, or not: one tap on this page tells the others. It needs no password."),
    ]
    return _("Due on %(due)s: your promise") % {"due": day(commitment.due_on)}, lines


def what_became_of_it(commitment: Commitment) -> tuple[str, list[str]]:
    lines = [
        _("You promised: “%(text)s”. It was due on %(due)s.")
        % {"text": commitment.text, "due": day(commitment.due_on)},
        _("What became of it? Done, partly, or not: one tap on this page tells the others. It needs no password."),
    ]
    return _("What became of your promise?"), lines


def send_about(by: Any, commitment: Commitment, at: datetime, cause: str, words: Any) -> bool:
    """False where nobody has an address, or wants no such mails: then only the page reminds them."""
    found = addressee(commitment)
    if found is None:
        return False
    name, address, language = found
    link = _link(commitment, at)
    with override(language):
        subject, lines = words(commitment)
        text = [_("Hello %(name)s,") % {"name": name}, *lines, link]
        return _send(by, commitment, (address, language), subject, text, at, cause=cause, link=link)


def _send(
    by: Any, commitment: Commitment, to: tuple[str, str], subject: str, lines: Sequence[str], at: datetime, **more: str
) -> bool:
    mail: dict[str, Any] = {
        "to": to[0],
        "subject": subject,
        "text": "\n\n".join(lines),
        "cause": f"{more['cause']} {commitment.pk}",
        "language": to[1],
        "initiative": commitment.initiative_id,
        "link": more["link"],
    }
    if commitment.person and commitment.person.has_account and more["cause"] != WRITTEN:
        return delivery.send_if_wanted(by=by, kind="tasks", at=at, **mail) is not None
    # That a promise is written down under one's name one has to hear; who has no account has no choices here.
    delivery.send(by=by, at=at, **mail)
    return True


def addressee(commitment: Commitment) -> tuple[str, str, str] | None:
    """Name, address and language of who is reminded: the person, or the organization's contact."""
    if commitment.person:
        person = commitment.person
        return (person.name, person.email, person.language) if may_be_reminded(person) else None
    contact = Participation.objects.filter(
        initiative=commitment.initiative_id, organisation=commitment.organisation_id
    ).first()
    if contact is None or not contact.contact_email:
        return None
    return contact.contact_name or str(commitment.organisation), contact.contact_email, contact.contact_language


def may_be_reminded(person: Person) -> bool:
    """Whoever signs in here; and a light profile with an address, until it is gone."""
    if person.has_account:
        return person.is_active
    return bool(person.email) and person.left_at is None


def _link(commitment: Commitment, at: datetime) -> str:
    token, token_hash = make_token()
    AccountLink.objects.create(commitment=commitment, token_hash=token_hash, made_at=at, expires_at=at + LINK_LIVES)
    return f"{settings.COMMONWEAL_URL}/promise/{token}/"
