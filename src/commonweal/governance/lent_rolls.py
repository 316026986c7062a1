"""What else ends when somebody leaves: their lines on the rolls of open votes, once their seats have ended."""

from commonweal.governance.lent_to_people import ENDINGS_IN_ONE
from commonweal.governance.operations.rolls import strike_with_person
from commonweal.people.operations.leaving import ENDINGS


def lend() -> None:
    """Registered when the room starts, after the seats."""
    for registry in (ENDINGS, ENDINGS_IN_ONE):
        if strike_with_person not in registry:
            registry.append(strike_with_person)
