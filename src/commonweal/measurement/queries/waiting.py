"""From whom something is still awaited in a round."""

from django.db.models import Exists, OuterRef, QuerySet

from commonweal.delivery.models import Message
from commonweal.measurement.models import Asked, Decline, Invitation, Round, Submission

LIVE = (Submission.State.SUBMITTED, Submission.State.RETURNED, Submission.State.ACCEPTED)

#: How the causes of mails begin that ask for figures; the number of the place in the round ends them.
ASKING = ("measurement.invitation.", "measurement.reminder.", "measurement.extension.")
#: A receipt ends with the number of what was received.
RECEIPT = "measurement.receipt."


def _with_submission(*states: str) -> Exists:
    return Exists(Submission.objects.filter(invitation=OuterRef("pk"), state__in=states))


def _has_not_declined_all() -> Exists:
    """Something that was asked has neither a figure nor a reason why there is none."""
    declined = Decline.objects.filter(invitation=OuterRef(OuterRef("pk")), measure=OuterRef("measure"))
    asked = Asked.objects.filter(round=OuterRef("round"), organisation=OuterRef("organisation"))
    return Exists(asked.filter(~Exists(declined)))


def silent_invitations(asked_in: Round) -> QuerySet[Invitation]:
    """Nothing that counts has come. A file that was rejected is a reason to help, and is silence still."""
    found = asked_in.invitations.filter(~_with_submission(*LIVE), _has_not_declined_all())
    return found.select_related("organisation", "round__initiative").order_by("organisation__name")


def owing_invitations(asked_in: Round) -> QuerySet[Invitation]:
    """Silent, or with a question that was not answered."""
    nothing = ~_with_submission(*LIVE) & _has_not_declined_all()
    found = asked_in.invitations.filter(nothing | _with_submission(Submission.State.RETURNED))
    return found.select_related("organisation", "round__initiative").order_by("organisation__name")


def mails_overtaken(asked_in: Round) -> list[Message]:
    """What the closing of this round leaves without a purpose in the outbox: mails that ask, and old receipts.

    A question that is still open stays: it can be answered after the closing.
    """
    places = {str(number) for number in asked_in.invitations.values_list("pk", flat=True)}
    sent_in = set(Submission.objects.filter(round=asked_in).values_list("number", flat=True))
    waiting = Message.objects.filter(initiative=asked_in.initiative_id, sent_at=None)
    return [
        mail
        for mail in waiting
        if (mail.cause.startswith(ASKING) and mail.cause.rpartition(".")[2] in places)
        or (mail.cause.startswith(RECEIPT) and mail.cause.rpartition(".")[2] in sent_in)
    ]
