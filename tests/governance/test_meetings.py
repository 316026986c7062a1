"""What a group takes up when it meets: put on by who leads it, in an order; interests prompt as those of a vote do."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.governance.models import AgendaItem, ChairDuty, Group, Initiative, MeetingDay, Seat
from commonweal.governance.operations.interests import InterestDraft, declare_interest
from commonweal.governance.operations.meetings import (
    ItemDraft,
    change_item,
    order_item,
    put_on_agenda,
    settle_item,
    share_duties,
    step_aside_from_item,
)
from commonweal.governance.queries.decisions import card
from commonweal.governance.queries.meetings import agenda_of, duties_of
from commonweal.people.operations.erasing import erase
from commonweal.trail.models import Entry
from tests.cast import SINCE
from tests.governance.deciding import charter, seat_of

pytestmark = pytest.mark.covers("C4", "F-INF-3")


@pytest.fixture
def put(table, steering, at):
    def make(title="Money for calls home", **more):
        draft = ItemDraft(**{"on": at.date() + timedelta(days=9), "title_en": title, "minutes": 15, **more})
        return put_on_agenda(by=table["chair"], group=steering, item=draft, at=at)

    return make


@pytest.fixture
def about(partner_organisation):
    return [("organisation", str(partner_organisation.pk))]


def declares(who, initiative, pairs, at):
    draft = InterestDraft("board", "I sit on its board.", subjects=pairs, private="Paid for it.")
    return declare_interest(by=who, initiative=initiative, holder=who, interest=draft, at=at)


def line_of(reader, item, at):
    coming = agenda_of(reader, item.meeting.group, at).coming
    return next(line for day in coming for line in day.lines if line.item == item)


def titles(reader, group, at):
    return [line.item.title for line in agenda_of(reader, group, at).following.lines]


def test_items_stand_in_the_order_that_who_leads_gives_them(put, table, steering, at):
    put("First"), put("Second")
    third = put("Third")
    order_item(by=table["chair"], item=third, earlier=True, at=at)
    order_item(by=table["chair"], item=third, earlier=True, at=at)
    order_item(by=table["chair"], item=third, earlier=True, at=at)
    assert titles(table["resident"], steering, at) == ["Third", "First", "Second"]
    assert agenda_of(table["resident"], steering, at).following.minutes == 45


def test_an_item_that_moves_to_another_day_takes_no_empty_day_along(put, table, steering, at):
    item = put()
    later = ItemDraft(at.date() + timedelta(days=30), title_es="Dinero para llamadas")
    moved = change_item(by=table["chair"], item=item, draft=later, at=at)
    assert [str(day.on) for day in MeetingDay.objects.all()] == ["2026-04-03"]
    assert (moved.title, moved.minutes, moved.position) == ("Dinero para llamadas", 10, 0)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title_en": " "}, "title_en"),
        ({"on_days": -1}, "on"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 241}, "minutes"),
        ({"purpose": "sing"}, "purpose"),
        ({"subjects": [("organisation", "999999")]}, "subjects"),
        ({"subjects": [("agenda-item", "1")]}, "subjects"),
    ],
)
def test_an_item_that_cannot_be_is_refused_beside_its_field(put, at, more, field):
    put()
    if "on_days" in more:
        more = {"on": at.date() + timedelta(days=more["on_days"])}
    with pytest.raises(ValidationError) as refused:
        put(**more)
    assert list(refused.value.message_dict) == [field]
    assert AgendaItem.objects.count() == 1


@pytest.mark.parametrize("who", ["resident", "trainer", "partner", "funder", "stranger"])
def test_who_does_not_lead_puts_nothing_on_it(request, put, steering, at, who):
    other = request.getfixturevalue(who)
    item = put()
    draft = ItemDraft(at.date(), "Mine")
    for act in (
        lambda: put_on_agenda(by=other, group=steering, item=draft, at=at),
        lambda: change_item(by=other, item=item, draft=draft, at=at),
        lambda: order_item(by=other, item=item, earlier=True, at=at),
        lambda: settle_item(by=other, item=item, state="dropped", note="No.", at=at),
        lambda: share_duties(by=other, group=steering, duties={}, at=at),
    ):
        with pytest.raises(PermissionDenied):
            act()


@pytest.mark.covers("D10")
def test_a_declared_interest_prompts_its_holder_and_the_others_read_that_there_is_one(
    put, table, initiative, about, at
):
    declares(table["ana"], initiative, about, at)
    item = put(subjects=about)
    assert line_of(table["ana"], item, at).stakes == ["You declared an interest in First Rung: I sit on its board."]
    assert [line_of(table[name], item, at).stakes for name in ("ben", "chair")] == [[], []]
    assert [list(line_of(table[name], item, at).touched) for name in ("ana", "ben")] == [[], ["Ana"]]
    step_aside_from_item(by=table["ana"], item=item, why="", at=at)
    assert list(line_of(table["ben"], item, at).touched) == []


@pytest.mark.covers("D10")
def test_who_steps_aside_stands_beside_the_item_as_asked(put, table, initiative, about, at):
    declares(table["ana"], initiative, about, at)
    item = put(subjects=about)
    step_aside_from_item(by=table["ana"], item=item, why="  My sister\nworks there. ", at=at)
    shown = line_of(table["ben"], item, at).asides[0]
    assert (shown.person, shown.why, shown.is_struck, shown.was_asked) == (
        table["ana"], "My sister works there.", True, True,
    )  # fmt: skip
    with pytest.raises(ValidationError):
        step_aside_from_item(by=table["ana"], item=item, why="", at=at)


@pytest.mark.covers("D10")
@pytest.mark.parametrize(("recusal", "struck"), [("block", True), ("note", False)])
def test_who_said_nothing_is_written_beside_it_as_the_charter_says(
    put, table, steering, initiative, about, at, recusal, struck
):
    charter(steering, recusal=recusal)
    declares(table["ana"], initiative, about, at)
    item = put(subjects=about)
    settle_item(by=table["chair"], item=item, state="taken-up", note="Ben asks three parents.", at=at)
    beside = {one.person.name: (one.is_struck, one.was_asked) for one in item.asides.select_related("person")}
    # Wren speaks in the seat of the organization that it is about, and works nowhere on record.
    assert beside == {"Ana": (struck, True)}


@pytest.mark.covers("D10")
def test_who_said_nothing_is_not_written_down_as_having_stepped_aside(put, table, initiative, about, signed_in, at):
    declares(table["ana"], initiative, about, at)
    item = put(subjects=about)
    settle_item(by=table["chair"], item=item, state="taken-up", note="Ben asks.", at=at)
    shown = signed_in(table["ben"]).get("/desk/fork/groups/steering/agenda/").content.decode()
    assert "Ana was asked to step aside and did not say" in shown
    assert "Ana stepped aside" not in shown


@pytest.mark.covers("D10")
def test_a_chair_whose_interest_it_touches_neither_changes_nor_orders_nor_settles_it(
    put, table, initiative, about, signed_in, analyst, at
):
    chair, other = table["chair"], put("Other")
    declares(chair, initiative, about, at)
    item = put(subjects=about)
    for act in (
        lambda: settle_item(by=chair, item=item, state="taken-up", note="Agreed.", at=at),
        lambda: change_item(by=chair, item=item, draft=ItemDraft(at.date(), "Other"), at=at),
        lambda: order_item(by=chair, item=item, earlier=True, at=at),
        lambda: order_item(by=chair, item=other, earlier=False, at=at),
    ):
        with pytest.raises(ValidationError) as refused:
            act()
        assert refused.value.messages == [
            "An interest of yours touches this item. Somebody else of those who lead the group does this."
        ]
    shown = signed_in(chair).get("/desk/fork/groups/steering/agenda/").content.decode()
    assert "Somebody else of those who lead the group changes this item" in shown
    assert f"/{item.pk}/settle/" not in shown
    assert settle_item(by=analyst, item=item, state="taken-up", note="Agreed.", at=at).state == "taken-up"


def test_a_dropped_item_asks_nobody_to_step_aside(put, table, initiative, about, at):
    declares(table["ana"], initiative, about, at)
    item = put(subjects=about)
    done = settle_item(by=table["chair"], item=item, state="dropped", note="Not needed.", at=at)
    assert (done.asides.count(), done.get_state_display(), done.note) == (0, "dropped", "Not needed.")


def test_a_settled_item_stays_as_it_is(put, table, at):
    item = settle_item(by=table["chair"], item=put(), state="taken-up", note="Agreed.", at=at)
    for act in (
        lambda: settle_item(by=table["chair"], item=item, state="dropped", note="No.", at=at),
        lambda: change_item(by=table["chair"], item=item, draft=ItemDraft(at.date(), "Other"), at=at),
        lambda: step_aside_from_item(by=table["ana"], item=item, why="", at=at),
    ):
        with pytest.raises(ValidationError):
            act()


@pytest.mark.covers("D10")
def test_a_decision_about_an_item_finds_the_interests_that_the_item_touches(put, opened, table, initiative, about, at):
    declares(table["ana"], initiative, about, at)
    item = put(subjects=about)
    decision = opened(subjects=[("agenda-item", str(item.pk))])
    assert card(table["ana"], decision, at).is_conflicted
    assert not card(table["ben"], decision, at).is_conflicted


def test_why_somebody_stepped_aside_is_erased_with_them(put, table, at):
    item = put()
    aside = step_aside_from_item(by=table["ana"], item=item, why="My sister works there.", at=at)
    erase(by=table["ana"], person=table["ana"], at=at)
    aside.refresh_from_db()
    assert aside.why == ""


@pytest.mark.covers("C4")
def test_the_duties_are_shared_on_their_page_and_read_by_members(signed_in, table, steering):
    page = "/desk/fork/groups/steering/duties/"
    leader, member = signed_in(table["chair"]), signed_in(table["ana"])
    form = leader.get(page).context["form"]
    shared = {name: str(table["chair"].pk) for name in form.fields}
    assert member.post(page, shared).status_code == 404
    answer = leader.post(page, shared, follow=True)
    assert "The duties are shared so from today." in answer.content.decode()
    told = member.get(page).context["duties"]
    assert [one.person for one in told] == [table["chair"]] * len(told)


def test_two_who_lead_share_the_duties_and_what_was_before_stays_on_record(table, steering, at):
    other = seat_of(steering, "Dee", Seat.Role.CO_CHAIR)
    first = {"lead": table["chair"], "minutes": other, "week": None}
    assert share_duties(by=table["chair"], group=steering, duties=first, at=at) == 2
    then = at + timedelta(days=40)
    assert share_duties(by=table["chair"], group=steering, duties={**first, "lead": other}, at=then) == 1
    shared = {one.code: one.person for one in duties_of(steering, then.date()) if one.person}
    assert shared == {"lead": other, "minutes": other}
    assert ChairDuty.objects.filter(duty="lead").values_list("person__name", "until").first() == (
        "Chair", (then - timedelta(days=1)).date(),
    )  # fmt: skip


def test_who_does_not_lead_takes_no_duty(table, steering, at):
    with pytest.raises(ValidationError):
        share_duties(by=table["chair"], group=steering, duties={"lead": table["ana"]}, at=at)


def test_each_act_stands_in_the_trail_once(put, table, at):
    item = put()
    settle_item(by=table["chair"], item=item, state="dropped", note="No.", at=at)
    verbs = ["governance.put_on_agenda", "governance.settle_agenda_item"]
    assert list(Entry.objects.filter(verb__in=verbs).order_by("pk").values_list("verb", flat=True)) == verbs


AGENDA = "/desk/fork/groups/steering/agenda/"


def test_the_page_puts_an_item_on_and_says_what_is_missing(signed_in, table, steering, at):
    client = signed_in(table["chair"])
    sent = {"title_en": "Rides at five", "on": "2199-01-02", "purpose": "hear", "minutes": "5"}
    assert client.post(f"{AGENDA}add/", {**sent, "title_en": ""}).status_code == 422
    assert client.post(f"{AGENDA}add/", sent, follow=True).status_code == 200
    item = AgendaItem.objects.get()
    shown = signed_in(table["resident"]).get(AGENDA, HTTP_ACCEPT_LANGUAGE="es").content.decode()
    assert "Rides at five" in shown
    assert "Apartarme" in shown
    assert client.post(f"{AGENDA}{item.pk}/settle/", {"state": "taken-up", "note": "Good."}).status_code == 302
    assert AgendaItem.objects.get().state == "taken-up"


def test_a_member_of_another_initiative_finds_no_agenda(signed_in, put, stranger, at):
    put()
    other = Initiative.objects.create(slug="other", name="Other", place_name="Other", founded_at=at)
    group = Group.objects.create(initiative=other, code="steering", name_en="Steering", kind=Group.Kind.STEERING)
    Seat.objects.create(group=group, role=Seat.Role.CHAIR, person=stranger, since=SINCE)
    client = signed_in(stranger)
    assert client.get(AGENDA).status_code == 404
    assert client.get("/desk/other/groups/steering/agenda/").status_code == 200
    item = AgendaItem.objects.get()
    assert client.post(f"/desk/other/groups/steering/agenda/{item.pk}/settle/").status_code == 404


def test_who_sits_in_another_group_reads_and_does_not_step_aside(signed_in, put, trainer):
    item = put()
    client = signed_in(trainer)
    assert client.get(AGENDA).status_code == 200
    assert client.get(f"{AGENDA}{item.pk}/aside/").status_code == 404
