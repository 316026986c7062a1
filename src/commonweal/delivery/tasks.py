"""What the worker does with the outbox. Nothing here runs inside a transaction: a mail server may take its time."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone
from django_tasks import task

from commonweal.delivery import operations
from commonweal.delivery.models import Message


@task()
def send_message(message_id: int) -> None:
    """Send one mail. Run twice, it sends once: the second run finds it sent or leased."""
    operations.pick_up_stranded(by=None, at=timezone.now())
    message = operations.lease(by=None, message=message_id, at=timezone.now())
    if message is None:
        return
    try:
        mail_of(message).send()
    except OSError as problem:  # what the network and smtplib raise
        operations.mark_failed(by=None, message=message, failure=str(problem), at=timezone.now())
    else:
        operations.mark_sent(by=None, message=message, at=timezone.now())


def mail_of(message: Message) -> EmailMessage:
    # The same Message-ID at every attempt: if a mail went out and we crashed before noting it, the receiver's
    # server can tell that the second is the first.
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    headers = {
        "Message-ID": f"<commonweal-{message.pk}-{message.created_at:%Y%m%d%H%M%S}@{domain}>",
        "Content-Language": message.language,
        "Auto-Submitted": "auto-generated",
    }
    if (page := operations.choice_page()) in message.text_today:
        # Mail programs show it as a button of their own; what must be sent has none.
        headers["List-Unsubscribe"] = f"<{page}>"
    return EmailMessage(subject=message.subject, body=message.text_today, to=[message.to], headers=headers)


@task()
def purge_texts() -> int:
    return operations.purge_texts(by=None, at=timezone.now())
