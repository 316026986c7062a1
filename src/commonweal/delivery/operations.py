"""What any room sends goes through here: an outbox row first, the mail itself afterwards and elsewhere."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonweal.delivery import rules
from commonweal.delivery.models import Message
from commonweal.people.queries.own_page import wants_mail
from commonweal.trail.operations import record

LEASE = timedelta(minutes=5)
TEXT_IS_KEPT = timedelta(days=30)
#: A code is asked for again soon; a link of somebody's own may wait for a mail server that rests.
SECRET_IS_KEPT = timedelta(minutes=15)
OWN_LINK_IS_KEPT = timedelta(days=3)
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60)]


@transaction.atomic
def send(
    *,
    by: Any,
    to: str,
    subject: str,
    text: str,
    cause: str,
    at: datetime,
    language: str = "en",
    initiative: int | None = None,
    link: str = "",
) -> Message:
    """Put one mail in the outbox, within the caller's transaction: no act without its mail, no mail without its act.

    At most one mail per address, cause and day. A second one that day is not sent; while the first still waits, it
    takes over the newer text, so that the link which is found there is the one that works.
    """
    words = {"subject": one_line(subject), "text": text, "link": link, "language": language}
    number = getattr(initiative, "pk", initiative)
    sent_today = Message.objects.filter(to__iexact=to, cause=cause, created_at__date=at.date(), initiative=number)
    message = sent_today.first()
    if message is None:
        message = Message.objects.create(to=to, cause=cause, initiative=number, created_at=at, **words)
        record(by=by, verb="delivery.send", subject=message, at=at, initiative=number)
        send_soon(message)
        return message
    # Only the row decides whether it still waits: the worker may have taken it a moment ago.
    Message.objects.filter(pk=message.pk, sent_at=None, leased_until=None).update(**words)
    message.refresh_from_db()
    record(by=by, verb="delivery.send_again", subject=message, at=at, initiative=number)
    return message


@transaction.atomic
def send_if_wanted(
    *,
    by: Any,
    kind: str,
    to: str,
    subject: str,
    text: str,
    cause: str,
    at: datetime,
    language: str = "en",
    initiative: int | None = None,
    link: str = "",
) -> Message | None:
    """A mail that nobody must have, of one of `people.mail_kinds`: None where its reader does not want this kind.

    Its last lines say where to choose.
    """
    if not wants_mail(to, kind):
        return None
    return send(
        by=by, to=to, subject=subject, text=with_a_choice(text, language), cause=cause, at=at, language=language,
        initiative=initiative, link=link,
    )  # fmt: skip


def with_a_choice(text: str, language: str) -> str:
    """The text of a mail that nobody must have, and where its reader chooses; see `tasks.mail_of`."""
    with override(language):
        choose = _("Which mails you get, you choose here:")
    return f"{text}\n\n{choose}\n{choice_page()}"


def choice_page() -> str:
    return f"{settings.COMMONWEAL_URL}{reverse('people:mails')}"


@transaction.atomic
def send_secret(
    *,
    by: Any,
    to: str,
    subject: str,
    text: str,
    at: datetime,
    language: str = "en",
    cause: str = rules.SIGN_IN,
    initiative: int | None = None,
    link: str = "",
) -> Message:
    """A mail that lets its reader act as themselves: on nobody's outbox page, and its text is gone once it was sent."""
    message = Message.objects.create(
        to=to,
        subject=one_line(subject),
        text=text,
        cause=cause,
        language=language,
        created_at=at,
        secret=True,
        initiative=initiative,
        link=link,
    )
    record(by=by, verb="delivery.send_secret", subject=message, at=at, initiative=initiative)
    send_soon(message)
    return message


def one_line(subject: str) -> str:
    """A line break in a subject would be a header of somebody else's making."""
    return " ".join(subject.split())[:250]


def only_the_system(by: Any) -> None:
    """The worker's own steps are nobody's to take."""
    if by is not None:
        raise PermissionDenied


def send_soon(message: Message, after: datetime | None = None) -> None:
    """Once the transaction stands: nothing is sent for an act that was rolled back."""
    if not settings.EMAIL_HOST:
        return

    def enqueue() -> None:
        task = import_string("commonweal.delivery.tasks.send_message")
        (task.using(run_after=after) if after else task).enqueue(message.pk)

    transaction.on_commit(enqueue)


def lease(*, by: Any, message: int, at: datetime) -> Message | None:
    """Take a message for sending; None when it was sent, or somebody else has it just now, or its secret is too old.

    Nor is one sent whose words nobody can open any more.
    """
    only_the_system(by)
    free = Q(leased_until=None) | Q(leased_until__lte=at)
    taken = Message.objects.filter(free, ~_stale_secret(at), pk=message, sent_at=None).update(leased_until=at + LEASE)
    found = Message.objects.get(pk=message) if taken else None
    if found is not None and not found.text:
        Message.objects.filter(pk=message).update(leased_until=None)
        return None
    return found


@transaction.atomic
def pick_up_stranded(*, by: Any, at: datetime) -> int:
    """Ask again for what a worker took and never finished, because it was stopped in the middle."""
    only_the_system(by)
    stranded = Message.objects.filter(sent_at=None, leased_until__lte=at)
    numbers = list(stranded.values_list("pk", flat=True))
    Message.objects.filter(pk__in=numbers).update(leased_until=None)
    for message in Message.objects.filter(pk__in=numbers):
        send_soon(message)
        record(by=by, verb="delivery.pick_up_stranded", subject=message, at=at, initiative=message.initiative)
    return len(numbers)


@transaction.atomic
def mark_sent(*, by: Any, message: Message, at: datetime) -> None:
    only_the_system(by)
    message.sent_at, message.leased_until, message.failure = at, None, ""
    if message.secret:
        message.text = message.link = ""
    message.save(update_fields=["sent_at", "leased_until", "failure", "text", "link"])
    record(by=by, verb="delivery.mark_sent", subject=message, at=at, initiative=message.initiative)


@transaction.atomic
def mark_failed(*, by: Any, message: Message, failure: str, at: datetime) -> datetime | None:
    """Note why, and say when it is tried again: later each time, and at last no more."""
    only_the_system(by)
    message.attempts += 1
    again = at + WAITS[message.attempts - 1] if message.attempts <= len(WAITS) else None
    message.leased_until, message.failure = None, failure[:300]
    message.save(update_fields=["attempts", "leased_until", "failure"])
    record(by=by, verb="delivery.mark_failed", subject=message, at=at, initiative=message.initiative)
    if again:
        send_soon(message, after=again)
    return again


@transaction.atomic
def try_again(*, by: Any, message: Message, at: datetime) -> None:
    """Send what failed once more, from the first wait on. The room above has checked who may."""
    if message.secret or message.sent_at:
        raise PermissionDenied
    message.attempts, message.failure = 0, ""
    message.save(update_fields=["attempts", "failure"])
    record(by=by, verb="delivery.try_again", subject=message, at=at, initiative=message.initiative)
    send_soon(message)


@transaction.atomic
def hand_over(*, by: Any, message: Message, at: datetime) -> None:
    """Somebody has sent it by other means: it waits no longer. The room above has checked who may."""
    if message.secret:
        raise PermissionDenied
    Message.objects.filter(pk=message.pk, sent_at=None).update(sent_at=at, leased_until=None, failure="")
    record(by=by, verb="delivery.hand_over", subject=message, at=at, initiative=message.initiative)


@transaction.atomic
def call_off(*, by: Any, messages: Sequence[Message], at: datetime, secrets_too: bool = False) -> int:
    """What still waits and has lost its purpose is not sent any more. The room above has checked who may."""
    open_to_all = Q() if secrets_too else Q(secret=False)
    called_off = 0
    for message in messages:
        # Only the row decides whether it still waits: the worker may have taken it a moment ago.
        if Message.objects.filter(open_to_all, pk=message.pk, sent_at=None, leased_until=None).exists():
            record(by=by, verb="delivery.call_off", subject=message, at=at, initiative=message.initiative)
            message.delete()
            called_off += 1
    return called_off


@transaction.atomic
def purge_texts(*, by: Any, at: datetime) -> int:
    """Empty the texts that are no longer needed: after 30 days, a secret as soon as it is too old to be sent."""
    only_the_system(by)
    old = Q(created_at__lt=at - TEXT_IS_KEPT) | _stale_secret(at)
    messages = Message.objects.filter(old).exclude(text="", link="")
    last = messages.first()
    if last is None:
        return 0
    purged = messages.update(text="", link="")
    record(by=by, verb="delivery.purge_texts", subject=last, at=at, details={"messages": purged})
    return purged


def _stale_secret(at: datetime) -> Q:
    """A secret that is sent no more."""
    code = Q(cause=rules.SIGN_IN, created_at__lte=at - SECRET_IS_KEPT)
    return Q(secret=True) & (code | Q(created_at__lte=at - OWN_LINK_IS_KEPT))
