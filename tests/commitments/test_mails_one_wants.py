"""A reminder goes to who wants such mails; that a promise is written down under one's name one hears in any case."""

from datetime import timedelta

import pytest

from commonweal.commitments.operations import send_due_reminders
from commonweal.delivery.models import Message
from commonweal.governance.models import Initiative
from commonweal.people import operations as people
from commonweal.people.models import Person
from tests.cast import NOW
from tests.commitments.test_promises import TODAY, promised


@pytest.mark.covers("C11")
@pytest.mark.parametrize("wanted", [True, False])
def test_who_wants_only_necessary_mails_is_not_reminded(
    initiative: Initiative, analyst: Person, resident: Person, wanted: bool
) -> None:
    people.choose_mails(by=resident, person=resident, wanted={"tasks": wanted}, at=NOW)
    promised(resident, initiative, by=analyst, due_on=TODAY + timedelta(days=3))
    send_due_reminders(by=None, at=NOW + timedelta(days=1))
    causes = [message.cause.partition(" ")[0] for message in Message.objects.order_by("pk")]
    assert causes[:1] == ["commitments.promise"]
    assert len(causes) == (2 if wanted else 1)
