"""The packet for a meeting makes itself, goes out five days before, and shows each reader only what they may see."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from commonweal.agenda.operations.between import DependencyDraft, depend
from commonweal.commitments.operations import CommitmentDraft, promise
from commonweal.delivery.models import Message
from commonweal.governance.models import Group, MeetingDay
from commonweal.governance.operations.decisions import step_aside
from commonweal.governance.operations.interests import InterestDraft, declare_interest
from commonweal.governance.operations.meetings import ItemDraft, change_item, put_on_agenda, share_duties
from commonweal.governance.operations.packet_mails import mail_packets
from commonweal.governance.queries.meetings import agenda_of
from commonweal.pages.co_chair_kit import kit_of
from commonweal.pages.meeting_packet import decisions_due, needs_of_groups, packet_of, promises_due
from commonweal.ui.printing import PAPERS
from tests.governance.deciding import opened, proposed, table
from tests.pages.test_home import tasks_of

__all__ = ["opened", "proposed", "table"]
pytestmark = pytest.mark.covers("C1", "F-INF-1")
DESK = "/desk/fork/groups/steering/"


@pytest.fixture
def meet(table, steering):
    def on(days, at, title="Rides to work"):
        draft = ItemDraft(at.date() + timedelta(days=days), title, "Viajes al trabajo", "decide", 20)
        return put_on_agenda(by=table["chair"], group=steering, item=draft, at=at).meeting

    return on


@pytest.mark.parametrize(("days", "mailed"), [(6, 0), (5, 5), (1, 5), (0, 5)])
def test_the_packet_goes_to_everybody_at_the_table_from_five_days_before(meet, at, days, mailed):
    meet(days, at)
    assert mail_packets(by=None, at=at) == mailed


def test_it_goes_out_once_and_in_each_readers_language(meet, table, at):
    meet(5, at)
    table["ana"].language = "es"
    table["ana"].save()
    assert (mail_packets(by=None, at=at), mail_packets(by=None, at=at + timedelta(days=1))) == (5, 0)
    subjects = dict(Message.objects.values_list("to", "subject"))
    assert subjects["ben@example.org"] == "Packet for 9 March 2026: Steering committee"
    assert subjects["ana@example.org"] == "Carpeta para el 9 de marzo de 2026: Comité directivo"
    assert Message.objects.get(to="ben@example.org").link.endswith("/desk/fork/groups/steering/packet/")


@pytest.mark.covers("C4")
def test_what_is_added_after_the_packet_is_marked_and_mailed_the_next_morning_once(
    meet, table, steering, signed_in, at
):
    meet(5, at, "Rides to work")
    other = meet(40, at, "Homes").items.get()
    mail_packets(by=None, at=at)
    meet(5, at + timedelta(hours=1), "Money for vans")
    soon = ItemDraft(at.date() + timedelta(days=5), "Homes", purpose="hear")
    change_item(by=table["chair"], item=other, draft=soon, at=at + timedelta(hours=2))
    next_day = at + timedelta(days=1)
    assert [mail_packets(by=None, at=next_day), mail_packets(by=None, at=next_day + timedelta(days=1))] == [5, 0]
    told = Message.objects.get(to="ben@example.org", subject="Added for 9 March 2026: Steering committee")
    assert "\n- Money for vans (to decide)\n- Homes (to hear)\n" in told.text
    marked = {line.item.title: line.item.came_late for line in agenda_of(table["ben"], steering, at).following.lines}
    assert marked == {"Rides to work": False, "Money for vans": True, "Homes": True}


def test_nobody_is_written_to_before_the_morning(meet, initiative, at):
    initiative.time_zone = "America/Los_Angeles"  # where it is seven
    initiative.save()
    meet(5, at)
    assert mail_packets(by=None, at=at) == 0


def test_a_meeting_that_was_is_not_mailed(meet, at):
    meet(2, at)
    assert mail_packets(by=None, at=at + timedelta(days=3)) == 0
    assert MeetingDay.objects.get().packet_sent_at is None


def test_it_waits_at_home_from_five_days_before(signed_in, meet, table, trainer):
    meet(5, timezone.now())
    words = "Read the packet of Steering committee"
    assert words in tasks_of(signed_in(table["ana"]))
    assert words not in tasks_of(signed_in(trainer))


def test_it_tells_what_is_due_to_decide_with_who_has_an_interest(
    opened, table, steering, initiative, partner_organisation, at
):
    about = [("organisation", str(partner_organisation.pk))]
    draft = InterestDraft("board", "I sit on its board.", subjects=about, private="Paid for it.")
    declare_interest(by=table["ana"], initiative=initiative, holder=table["ana"], interest=draft, at=at)
    decision = opened(subjects=about)
    (line,) = decisions_due(table["ben"], steering, at).lines
    assert (line.words, line.note) == (
        "Shall we move $80,000 to calls home?", "Open for voting. An interest is on record: Ana.",
    )  # fmt: skip
    assert "Paid for it." not in str(decisions_due(table["chair"], steering, at))
    own = "Open for voting. An interest is on record: Ana. You declared an interest in First Rung: I sit on its board."
    assert decisions_due(table["ana"], steering, at).lines[0].note == own
    step_aside(by=table["ana"], decision=decision, why="", at=at)
    assert decisions_due(table["ben"], steering, at).lines[0].note == "Open for voting. Stepped aside: Ana."


def test_a_draft_stands_in_it_for_its_group_and_for_nobody_else(proposed, steering, resident, trainer, at):
    proposed()
    assert [line.note for line in decisions_due(resident, steering, at).lines] == ["Draft."]
    assert decisions_due(trainer, steering, at).lines == []


def test_promises_stand_in_it_that_are_due_by_two_weeks_after(table, initiative, steering, backbone, at):
    meeting = at.date() + timedelta(days=5)
    for text, days, group in (("soon", 19, steering), ("later", 20, steering), ("theirs", 3, backbone)):
        draft = CommitmentDraft(text, at.date() + timedelta(days=days), to=steering, group=group)
        promise(by=None, initiative=initiative, holder=table["ana"], commitment=draft, at=at)
    assert [line.words for line in promises_due(table["ben"], steering, meeting, at).lines] == ["theirs", "soon"]


def test_a_working_group_looks_at_its_own_measures_and_the_committee_at_all(
    released, initiative, steering, analyst, at
):
    homes = Group.objects.create(initiative=initiative, code="homes", name_en="Homes", kind=Group.Kind.WORKING)
    first = {}
    for group in (steering, homes):
        MeetingDay.objects.create(group=group, on=at.date())
        packet = packet_of(analyst, group, at)
        first[group.code] = {line.words for line in packet.figures[0].lines}
        assert packet.where.number == "116,447"
    assert "Pupils who miss too much school" in first["steering"]
    assert first["homes"] < first["steering"]


def test_without_a_release_or_a_day_it_says_so(table, steering, at):
    assert packet_of(table["ana"], steering, at) is None
    MeetingDay.objects.create(group=steering, on=at.date())
    packet = packet_of(table["ana"], steering, at)
    assert [str(section.empty) for section in packet.sections if not section.lines] == [
        "No release stands yet.", "Nothing waits for a decision of this group.", "No promise is due.",
        "No group asks for anything.",
    ]  # fmt: skip


@pytest.mark.covers("C7")
def test_what_groups_need_of_each_other_stands_in_it(table, steering, backbone, at):
    for on_group, words in (
        (backbone, "Steering committee asks Backbone"),
        (None, "Steering committee asks every group"),
    ):
        draft = DependencyDraft("asks", "The list of families.", at.date() + timedelta(days=9), on_group)
        depend(by=table["chair"], group=steering, draft=draft, at=at)
        assert needs_of_groups(table["ben"], steering, at).lines[-1].note == words


@pytest.mark.covers("C4")
def test_the_kit_holds_open_promises_last_decisions_and_shared_duties(meet, table, steering, backbone, initiative, at):
    meet(5, at)
    share_duties(by=table["chair"], group=steering, duties={"minutes": table["chair"]}, at=at)
    draft = CommitmentDraft("Bring ten parents.", at.date() + timedelta(days=90), to=steering, group=steering)
    promise(by=None, initiative=initiative, holder=table["ana"], commitment=draft, at=at)
    for text, days in (("due soon", 14), ("due later", 15)):
        others = CommitmentDraft(text, at.date() + timedelta(days=days), to=backbone, group=backbone)
        promise(by=None, initiative=initiative, holder=table["ana"], commitment=others, at=at)
    kit = kit_of(table["resident"], steering, at)
    assert [line.words for line in kit.follow_up.lines] == ["due soon", "Bring ten parents."]
    assert {line.words: line.when for line in kit.duties.lines}["Leads the meeting"] == "Nobody yet"
    assert [line.item.title for line in kit.agenda.following.lines] == ["Rides to work"]


@pytest.mark.parametrize("page", ["packet", "kit"])
@pytest.mark.parametrize("paper", PAPERS)
def test_on_paper_it_is_a_tagged_page_in_the_language_asked_for(signed_in, meet, table, page, paper):
    pytest.importorskip("typst")
    meet(5, timezone.now())
    client = signed_in(table["ana"])
    sheets = [client.get(f"{DESK}{page}/page-{lang}-{paper}.pdf").content for lang in ("en", "es")]
    assert [sheet[:5] for sheet in sheets] == [b"%PDF-", b"%PDF-"]
    assert all(b"/StructTreeRoot" in sheet for sheet in sheets)
    assert sheets[0] != sheets[1]
    assert client.get(f"{DESK}{page}/page-fr-{paper}.pdf").status_code == 404


@pytest.mark.parametrize("who", ["partner", "funder", "stranger"])
def test_without_a_seat_there_is_no_packet(request, signed_in, meet, who):
    meet(5, timezone.now())
    client = signed_in(request.getfixturevalue(who))
    paths = [f"{page}/{sheet}" for page in ("packet", "kit") for sheet in ("", "page-en-a4.pdf")]
    assert {client.get(DESK + path).status_code for path in paths} == {404}
    assert {Client().get(DESK + path).status_code for path in paths} == {302}


def test_the_pages_stand_in_both_languages(signed_in, meet, table, trainer):
    meet(5, timezone.now())
    with translation.override("es"):
        pages = [
            signed_in(who).get(DESK + page, HTTP_ACCEPT_LANGUAGE="es").content.decode()
            for who in (table["ana"], trainer)
            for page in ("packet/", "kit/")
        ]
    assert ["Viajes al trabajo" in page for page in pages] == [True] * 4
