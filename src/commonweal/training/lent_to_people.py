"""What the room of people cannot know by itself: to which words somebody agreed when they promised at a roundtable."""

from typing import Any

from django.db.models import Model

from commonweal.people.models import Person
from commonweal.training.models import RoundtablePromise


def promises_given(person: Person) -> list[Model]:
    """For the person's own export. Sign-ins, dots and feedback lead to nobody, so nobody finds theirs."""
    return list(RoundtablePromise.objects.filter(commitment__person=person))


def lend() -> None:
    """Registered when the room starts."""
    from commonweal.people.queries.everything import FINDERS

    finders: list[Any] = FINDERS
    if promises_given not in finders:
        finders.append(promises_given)
