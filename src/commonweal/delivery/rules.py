"""Which messages nobody reads but the one they are for."""

from commonweal.delivery.models import Message

SIGN_IN = "sign-in"


def is_for_outbox(message: Message) -> bool:
    """A sign-in mail stands on no outbox page: whoever reads that page could sign in as somebody else."""
    return not message.secret
