import dataclasses
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.delivery.models import Message
from commonweal.governance.models import Participation
from commonweal.measurement.models import Asked, Round
from commonweal.measurement.operations.definitions import retire_measure
from commonweal.measurement.operations.rounds import (
    RoundDraft,
    ask_also,
    change_contact,
    close_round,
    extend_round,
    open_round,
    remind_partner,
    remind_silent,
    reopen_round,
    stop_asking,
)
from commonweal.trail.models import Entry
from tests.cast import NOW, organisation_in
from tests.measurement.data_work import DUE, figures_came, file_was_rejected

pytestmark = pytest.mark.django_db
DRAFT = RoundDraft(name="2025-Q4", periods=["2025-Q4"], due_at=DUE)
TOMORROW = NOW + timedelta(days=1)


@pytest.mark.covers("B4", "J1")
def test_open_round_asks_each_partner_for_its_measures(open_for_two):
    asked = Asked.objects.filter(round=open_for_two).order_by("organisation__name", "measure__code")
    assert [(one.organisation.name, one.measure.code) for one in asked] == [
        ("First Rung", "P1"),
        ("First Rung", "P2"),
        ("Open Shelf Library", "P1"),
    ]


@pytest.mark.covers("J1")
def test_open_round_mails_each_contact_a_link(open_for_two):
    mails = Message.objects.order_by("to")
    assert [mail.to for mail in mails] == ["data@first-rung.example", "data@open-shelf.example"]
    assert [mail.subject for mail in mails] == ["Numbers for 2025-Q4, due 18 March 2026"] * 2
    assert all(mail.link in mail.text and "/p/" in mail.link for mail in mails)


def test_open_round_names_the_time_zone_of_the_due_time(open_for_two):
    assert "They are due on 18 March 2026, 11:00 (EDT)." in Message.objects.first().text


def test_open_round_writes_in_the_contacts_language(initiative, analyst, enrolled, partner_organisation, settings):
    Participation.objects.filter(organisation=partner_organisation).update(contact_language="es")
    open_round(by=analyst, initiative=initiative, draft=DRAFT, asked={partner_organisation: [enrolled]}, at=NOW)
    mail = Message.objects.get()
    assert (mail.language, "- Personas inscritas" in mail.text) == ("es", True)


def test_open_round_without_an_address_invites_and_mails_nothing(initiative, analyst, enrolled, partner_organisation):
    Participation.objects.filter(organisation=partner_organisation).update(contact_email="")
    opened = open_round(
        by=analyst, initiative=initiative, draft=DRAFT, asked={partner_organisation: [enrolled]}, at=NOW
    )
    assert (opened.invitations.count(), Message.objects.count()) == (1, 0)


def test_open_round_leaves_one_trail_entry(open_for_two):
    entry = Entry.objects.get(verb="measurement.open_round")
    assert entry.details == {"partners": 2, "periods": ["2025-Q4"]}


@pytest.mark.parametrize("who", ["chair", "trainer", "resident", "funder", "stranger", "partner"])
def test_open_round_by_somebody_else_is_forbidden(request, who, initiative, enrolled, partner_organisation):
    with pytest.raises(PermissionDenied):
        open_round(
            by=request.getfixturevalue(who),
            initiative=initiative,
            draft=DRAFT,
            asked={partner_organisation: [enrolled]},
            at=NOW,
        )
    assert Round.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"periods": []}, "periods"),
        ({"periods": ["last spring"]}, "periods"),
        ({"periods": ["2025", "2025"]}, "periods"),
        ({"due_at": NOW}, "due"),
        ({"due_at": NOW + timedelta(days=2000)}, "due"),
    ],
)
def test_open_round_with_a_slip_stores_nothing(initiative, analyst, enrolled, partner_organisation, changes, field):
    draft = dataclasses.replace(DRAFT, **changes)
    with pytest.raises(ValidationError) as told:
        open_round(by=analyst, initiative=initiative, draft=draft, asked={partner_organisation: [enrolled]}, at=NOW)
    assert list(told.value.message_dict) == [field]
    assert (Round.objects.count(), Message.objects.count()) == (0, 0)


def test_open_round_for_nobody_is_refused(initiative, analyst, partner_organisation):
    with pytest.raises(ValidationError) as told:
        open_round(by=analyst, initiative=initiative, draft=DRAFT, asked={partner_organisation: []}, at=NOW)
    assert told.value.message_dict["asked"] == ["Choose at least one partner and one measure."]


def test_open_round_for_a_retired_measure_is_refused(initiative, analyst, enrolled, partner_organisation):
    retire_measure(by=analyst, measure=enrolled, at=NOW)
    with pytest.raises(ValidationError) as told:
        open_round(by=analyst, initiative=initiative, draft=DRAFT, asked={partner_organisation: [enrolled]}, at=NOW)
    assert told.value.message_dict["asked"] == ["P1 is not in use here."]


def test_open_round_twice_under_one_name_is_refused(open_for_two, initiative, analyst, enrolled, partner_organisation):
    with pytest.raises(ValidationError) as told:
        open_round(by=analyst, initiative=initiative, draft=DRAFT, asked={partner_organisation: [enrolled]}, at=NOW)
    assert list(told.value.message_dict) == ["name"]


def test_open_round_for_an_organisation_that_left_is_refused(initiative, analyst, enrolled, partner_organisation):
    Participation.objects.update(until=NOW.date() - timedelta(days=1))
    with pytest.raises(ValidationError) as told:
        open_round(by=analyst, initiative=initiative, draft=DRAFT, asked={partner_organisation: [enrolled]}, at=NOW)
    assert told.value.message_dict["asked"] == ["First Rung does not take part now."]


@pytest.mark.covers("J1")
def test_remind_silent_mails_only_the_silent(open_for_two, invitation, analyst):
    figures_came(invitation)
    done = remind_silent(by=analyst, round=open_for_two, at=TOMORROW)
    assert (len(done.mailed), done.had_one_today, done.without_address) == (1, [], [])
    assert Message.objects.filter(subject__startswith="Reminder").get().to == "data@open-shelf.example"


def test_remind_silent_twice_on_a_day_mails_once(open_for_two, analyst):
    remind_silent(by=analyst, round=open_for_two, at=TOMORROW)
    again = remind_silent(by=analyst, round=open_for_two, at=TOMORROW + timedelta(hours=2))
    assert (again.mailed, len(again.had_one_today)) == ([], 2)
    assert Message.objects.filter(subject__startswith="Reminder").count() == 2


def test_remind_silent_counts_who_has_no_address(open_for_two, invitation, analyst):
    open_for_two.invitations.filter(pk=invitation.pk).update(contact_email="")
    assert remind_silent(by=analyst, round=open_for_two, at=TOMORROW).without_address == [invitation]


def test_remind_partner_repeats_the_question(open_for_two, invitation, analyst):
    waiting = figures_came(invitation, state="returned")
    waiting.remarks.create(author_name="Analyst", text="Is 31 right?", at=NOW)
    assert "Is 31 right?" in remind_partner(by=analyst, invitation=invitation, at=TOMORROW).text


def test_remind_partner_whose_figures_are_here_is_refused(invitation, analyst):
    figures_came(invitation)
    with pytest.raises(ValidationError):
        remind_partner(by=analyst, invitation=invitation, at=TOMORROW)


def test_extend_round_tells_those_who_owe_something(open_for_two, invitation, analyst):
    figures_came(invitation, state="accepted")
    later = DUE + timedelta(days=5)
    extend_round(by=analyst, round=open_for_two, due_at=later, reason="The storm.", at=TOMORROW)
    mail = Message.objects.get(subject="More time for 2025-Q4")
    assert (open_for_two.due_at, mail.to) == (later, "data@open-shelf.example")


def test_extend_round_without_a_reason_is_refused(open_for_two, analyst):
    with pytest.raises(ValidationError) as told:
        extend_round(by=analyst, round=open_for_two, due_at=DUE + timedelta(days=5), reason="", at=NOW)
    assert list(told.value.message_dict) == ["reason"]


def test_extend_round_backwards_is_refused(open_for_two, analyst):
    with pytest.raises(ValidationError) as told:
        extend_round(by=analyst, round=open_for_two, due_at=DUE - timedelta(days=1), reason="Hurry.", at=NOW)
    assert list(told.value.message_dict) == ["due"]


@pytest.mark.covers("J1")
def test_close_round_with_a_silent_partner_says_how_many(open_for_two, invitation, analyst):
    figures_came(invitation, state="accepted")
    close_round(by=analyst, round=open_for_two, at=DUE)
    assert (open_for_two.state, open_for_two.closed_at, open_for_two.closed_by) == ("closed", DUE, analyst.actor_id)
    assert Entry.objects.get(verb="measurement.close_round").details == {"asked": 2, "silent": 1}


def test_close_round_twice_is_refused(open_for_two, analyst):
    close_round(by=analyst, round=open_for_two, at=DUE)
    with pytest.raises(ValidationError):
        close_round(by=analyst, round=open_for_two, at=DUE)


def test_close_round_by_a_chair_is_forbidden(open_for_two, chair):
    with pytest.raises(PermissionDenied):
        close_round(by=chair, round=open_for_two, at=DUE)


def test_reopen_round_undoes_a_closing(open_for_two, analyst):
    close_round(by=analyst, round=open_for_two, at=DUE)
    later = DUE + timedelta(days=3)
    reopen_round(by=analyst, round=open_for_two, due_at=later, reason="Closed a day early.", at=DUE)
    assert (open_for_two.state, open_for_two.closed_at, open_for_two.due_at) == ("open", None, later)


def test_change_contact_mails_the_new_address_and_ends_the_old_link(invitation, analyst):
    change_contact(
        by=analyst, invitation=invitation, name="Rosa", email="rosa@first-rung.example", language="es", at=NOW
    )
    assert Message.objects.filter(to="rosa@first-rung.example").count() == 1
    assert [link.revoked_at for link in invitation.links.order_by("pk")] == [NOW, None]


def test_change_contact_of_the_name_alone_mails_nobody(invitation, analyst):
    change_contact(
        by=analyst, invitation=invitation, name="Rosa", email=invitation.contact_email, language="en", at=NOW
    )
    assert (Message.objects.count(), invitation.links.filter(revoked_at=None).count()) == (2, 1)


def test_ask_also_invites_and_mails_one_more(open_for_two, initiative, analyst, enrolled):
    third = organisation_in(initiative, "third", "Third Door", "health")
    ask_also(by=analyst, round=open_for_two, partner=third, measures=[enrolled], at=TOMORROW)
    assert (open_for_two.invitations.count(), Message.objects.filter(to="data@third.example").count()) == (3, 1)


def test_ask_also_of_a_partner_that_is_asked_is_refused(open_for_two, analyst, enrolled, partner_organisation):
    with pytest.raises(ValidationError) as told:
        ask_also(by=analyst, round=open_for_two, partner=partner_organisation, measures=[enrolled], at=TOMORROW)
    assert told.value.message_dict["partner"] == ["First Rung is asked already."]


def test_ask_also_in_a_closed_round_is_refused(open_for_two, initiative, analyst, enrolled):
    close_round(by=analyst, round=open_for_two, at=NOW)
    third = organisation_in(initiative, "third", "Third Door", "health")
    with pytest.raises(ValidationError):
        ask_also(by=analyst, round=open_for_two, partner=third, measures=[enrolled], at=TOMORROW)


def test_ask_also_by_a_chair_is_forbidden(open_for_two, initiative, chair, enrolled):
    third = organisation_in(initiative, "third", "Third Door", "health")
    with pytest.raises(PermissionDenied):
        ask_also(by=chair, round=open_for_two, partner=third, measures=[enrolled], at=TOMORROW)


def test_stop_asking_takes_the_partner_out_of_the_round(open_for_two, invitation, analyst):
    stop_asking(by=analyst, invitation=invitation, at=TOMORROW)
    assert [one.organisation.name for one in open_for_two.invitations.all()] == ["Open Shelf Library"]
    assert Asked.objects.filter(round=open_for_two).count() == 1


def test_stop_asking_once_a_file_came_is_refused(open_for_two, invitation, analyst):
    file_was_rejected(invitation)
    with pytest.raises(ValidationError):
        stop_asking(by=analyst, invitation=invitation, at=TOMORROW)
    assert open_for_two.invitations.count() == 2


def test_stop_asking_by_a_resident_is_forbidden(invitation, resident):
    with pytest.raises(PermissionDenied):
        stop_asking(by=resident, invitation=invitation, at=TOMORROW)
