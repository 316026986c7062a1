"""Reminders on the days that a round names: to those who owe, once a day, and not at night."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from commonweal.delivery.models import Message
from commonweal.measurement.models import Invitation
from commonweal.measurement.operations.reminders import remind_silent, send_due_reminders
from tests.measurement.data_work import DUE, figures_came

pytestmark = pytest.mark.django_db
#: Eleven in the morning at the initiative, three days before it is due.
THE_DAY = DUE - timedelta(days=3)


@pytest.fixture
def reminding(open_for_two):
    open_for_two.reminder_days = [-3, 0]
    open_for_two.save()
    return open_for_two


def reminded():
    found = Message.objects.filter(cause__startswith="measurement.reminder.")
    return sorted(found.values_list("to", flat=True))


@pytest.mark.covers("B4", "J1")
def test_silent_partners_are_mailed_on_a_chosen_day(reminding):
    assert send_due_reminders(by=None, at=THE_DAY) == 2
    assert reminded() == ["data@first-rung.example", "data@open-shelf.example"]


def test_nobody_is_mailed_on_another_day(reminding):
    assert send_due_reminders(by=None, at=THE_DAY + timedelta(days=1)) == 0


def test_nobody_is_mailed_at_night(reminding):
    assert send_due_reminders(by=None, at=THE_DAY.replace(hour=10)) == 0


def test_nobody_is_mailed_twice_a_day_also_over_the_midnight_of_utc(reminding):
    send_due_reminders(by=None, at=THE_DAY)
    late_in_the_evening = THE_DAY + timedelta(hours=11)
    assert late_in_the_evening.date() != THE_DAY.date()
    assert send_due_reminders(by=None, at=late_in_the_evening) == 0


def test_reminder_by_hand_stands_for_that_of_the_day(reminding, analyst):
    remind_silent(by=analyst, round=reminding, at=THE_DAY)
    assert send_due_reminders(by=None, at=THE_DAY + timedelta(hours=1)) == 0


def test_who_is_in_is_not_mailed(reminding, invitation):
    figures_came(invitation)
    send_due_reminders(by=None, at=THE_DAY)
    assert reminded() == ["data@open-shelf.example"]


def test_open_question_is_repeated(reminding, invitation):
    figures_came(invitation, state="returned")
    send_due_reminders(by=None, at=THE_DAY)
    assert reminded() == ["data@first-rung.example", "data@open-shelf.example"]


def test_closed_round_reminds_nobody(reminding):
    type(reminding).objects.update(state="closed", closed_at=THE_DAY)
    assert send_due_reminders(by=None, at=THE_DAY) == 0


@pytest.mark.covers("A14")
def test_reminder_speaks_the_language_of_its_contact(reminding, invitation):
    Invitation.objects.filter(pk=invitation.pk).update(language="es")
    send_due_reminders(by=None, at=THE_DAY)
    assert Message.objects.get(to="data@first-rung.example", cause__contains="reminder").subject == (
        "Recordatorio: cifras para 2025-Q4"
    )


def test_only_the_system_keeps_to_the_plan(reminding, analyst):
    with pytest.raises(PermissionDenied):
        send_due_reminders(by=analyst, at=THE_DAY)
