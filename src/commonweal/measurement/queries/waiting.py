"""From whom something is still awaited in a round."""

from django.db.models import Exists, OuterRef, QuerySet

from commonweal.measurement.models import Invitation, Round, Submission

LIVE = (Submission.State.SUBMITTED, Submission.State.RETURNED, Submission.State.ACCEPTED)


def _with_submission(*states: str) -> Exists:
    return Exists(Submission.objects.filter(invitation=OuterRef("pk"), state__in=states))


def silent_invitations(asked_in: Round) -> QuerySet[Invitation]:
    """Nothing that counts has come. A file that was rejected is a reason to help, and is silence still."""
    found = asked_in.invitations.filter(~_with_submission(*LIVE))
    return found.select_related("organisation", "round__initiative").order_by("organisation__name")


def owing_invitations(asked_in: Round) -> QuerySet[Invitation]:
    """Silent, or with a question that was not answered."""
    nothing = ~_with_submission(*LIVE)
    found = asked_in.invitations.filter(nothing | _with_submission(Submission.State.RETURNED))
    return found.select_related("organisation", "round__initiative").order_by("organisation__name")
