"""A mail that nobody has sent yet leads nowhere once its survey is closed."""

from collections.abc import Callable

from commonweal.delivery.models import Message
from commonweal.instruments import operations
from commonweal.instruments.models import Survey
from commonweal.people.models import Person
from tests.cast import NOW


def test_close_calls_off_the_mails_of_its_survey_alone(analyst: Person, ask: Callable[..., Survey]) -> None:
    closing, staying = ask(), ask(code="readiness")
    waiting = Message.objects.filter(sent_at=None)
    assert waiting.count() == 40
    operations.close_survey(by=analyst, survey=closing, at=NOW)
    assert set(waiting.values_list("cause", flat=True)) == {f"instruments.survey.{staying.pk}"}


def test_mail_that_went_out_stays_on_record(analyst: Person, ask: Callable[..., Survey]) -> None:
    survey = ask()
    Message.objects.filter(to="member00@example.org").update(sent_at=NOW)
    operations.close_survey(by=analyst, survey=survey, at=NOW)
    assert [message.to for message in Message.objects.all()] == ["member00@example.org"]
