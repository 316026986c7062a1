"""Ties that organizations say they have: dated, only changed, and told by whoever speaks for them."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.governance.models import Initiative, Representative, Seat
from commonweal.instruments.models import Tie, TieRating, TieStatement
from commonweal.instruments.operations.ties import TieDraft, say_nothing_changed, say_tie, take_wave
from commonweal.instruments.queries.ties import change_since, network_on, own_ties
from commonweal.instruments.sealed_ratings import opened
from commonweal.people.models import Organisation, Person
from commonweal.people.operations.merging import merge_organisations
from commonweal.trail.models import Entry
from tests.cast import NOW, SINCE, organisation_in, person
from tests.instruments.networking import organisations, says, speaker_of

pytestmark = [pytest.mark.covers("B11"), pytest.mark.django_db]
TODAY = date(2026, 3, 4)
LATER = NOW + timedelta(days=60)


@pytest.fixture
def three(initiative: Initiative) -> list[Organisation]:
    return organisations(initiative, 3)


def told(initiative: Initiative, on: date) -> list[tuple[str, str, str]]:
    return sorted((*pair, tie.frequency) for pair, tie in network_on(initiative, on).ties.items())


def test_a_tie_holds_from_the_day_on_which_it_is_said(initiative, three):
    alder, birch, _cedar = three
    says(alder, birch, NOW)
    assert told(initiative, TODAY) == [("Alder", "Birch", "month")]
    assert told(initiative, TODAY - timedelta(days=1)) == []


def test_a_change_leaves_what_was_said_before(initiative, three):
    alder, birch, _cedar = three
    says(alder, birch, NOW)
    say_tie(by=None, initiative=initiative, organisation=alder, other=birch, tie=TieDraft("week"), at=LATER)
    assert told(initiative, TODAY) == [("Alder", "Birch", "month")]
    assert told(initiative, LATER.date()) == [("Alder", "Birch", "week")]


def test_what_is_taken_back_on_the_same_day_held_on_no_day(initiative, three):
    alder, birch, _cedar = three
    says(alder, birch, NOW)
    say_tie(by=None, initiative=initiative, organisation=alder, other=birch, tie=TieDraft(), at=NOW)
    assert told(initiative, TODAY) == []
    assert Tie.objects.count() == 1


def test_saying_the_same_again_writes_no_further_tie(initiative, three):
    alder, birch, _cedar = three
    says(alder, birch, NOW, 3)
    says(alder, birch, LATER, 3)
    assert (Tie.objects.count(), TieRating.objects.count(), TieStatement.objects.count()) == (1, 1, 2)


def test_a_rating_that_is_not_given_again_stays(initiative, three):
    alder, birch, _cedar = three
    says(alder, birch, NOW, 3)
    draft = TieDraft("month", ("data",), {"openness": 1})
    say_tie(by=None, initiative=initiative, organisation=alder, other=birch, tie=draft, at=LATER)
    old, new = TieRating.objects.all()
    assert (old.replaced_at, opened(old.sealed)["openness"]) == (LATER, 3)
    assert opened(new.sealed) == {**opened(old.sealed), "openness": 1}


def test_a_tie_that_ends_takes_its_rating_along(initiative, three):
    alder, birch, _cedar = three
    says(alder, birch, NOW, 3)
    say_tie(by=None, initiative=initiative, organisation=alder, other=birch, tie=TieDraft(), at=LATER)
    assert TieRating.objects.get().replaced_at == LATER


def test_who_looked_and_changed_nothing_has_answered(initiative, three):
    say_nothing_changed(by=None, initiative=initiative, organisation=three[0], at=NOW)
    network = network_on(initiative, TODAY)
    assert (network.answered, network.silent) == (["Alder"], ["Birch", "Cedar"])


def test_an_answer_of_long_ago_counts_as_silence_and_its_ties_stay(initiative, three):
    alder, birch, _cedar = three
    says(alder, birch, NOW)
    network = network_on(initiative, TODAY + timedelta(days=184))
    assert (network.answered, network.known.ties) == ([], (("Alder", "Birch"),))


def test_a_tie_of_one_side_is_known_and_not_said_by_both(initiative, three):
    alder, birch, cedar = three
    says(alder, birch, NOW)
    says(birch, alder, NOW)
    says(cedar, alder, NOW)
    network = network_on(initiative, TODAY)
    assert network.known.ties == (("Alder", "Birch"), ("Alder", "Cedar"))
    assert (network.is_said_by_both("Alder", "Birch"), network.is_said_by_both("Alder", "Cedar")) == (True, False)


def test_who_no_longer_takes_part_is_not_in_the_network(initiative, three):
    alder, birch, _cedar = three
    says(alder, birch, NOW)
    birch.participations.update(until=TODAY)
    later = network_on(initiative, TODAY + timedelta(days=1))
    assert (list(later.organisations), later.ties) == (["Alder", "Cedar"], {})


def test_two_of_one_name_are_told_apart(initiative, three):
    organisation_in(initiative, "alder-two", "Alder", "health")
    assert list(network_on(initiative, TODAY).organisations)[:2] == ["Alder (alder)", "Alder (alder-two)"]


def test_own_ties_name_those_that_say_they_work_with_us(initiative, three):
    alder, birch, cedar = three
    says(alder, birch, NOW)
    says(cedar, alder, NOW)
    found = own_ties(initiative, alder, NOW)
    assert [tie.target for tie in found.ties] == [birch]
    assert (found.said_by_others, found.others, found.looked_on) == ([cedar], [], TODAY)


def test_change_since_a_wave(initiative, three, analyst: Person):
    alder, birch, cedar = three
    says(alder, birch, NOW)
    wave = take_wave(by=analyst, initiative=initiative, at=NOW)
    says(alder, cedar, LATER)
    say_tie(by=None, initiative=initiative, organisation=alder, other=birch, tie=TieDraft(), at=LATER)
    change = change_since(initiative, wave, network_on(initiative, LATER.date()))
    assert (change.new, change.gone, change.kept) == ((("Alder", "Cedar"),), (("Alder", "Birch"),), ())


def test_introductions_are_made_through_shared_partners(initiative):
    alder, birch, cedar, dogwood = organisations(initiative, 4)
    for one, other in ((alder, birch), (alder, cedar), (dogwood, birch), (dogwood, cedar)):
        says(one, other, NOW)
    found = network_on(initiative, TODAY).introductions
    assert [(pair.one, pair.other, pair.through) for pair in found] == [
        ("Alder", "Dogwood", ("Birch", "Cedar")), ("Birch", "Cedar", ("Alder", "Dogwood")),
    ]  # fmt: skip


def test_who_works_there_speaks_for_it(three):
    alder, birch, _cedar = three
    speaker = speaker_of(alder)
    assert says(alder, birch, NOW, by=speaker).said_by == speaker.actor_id
    with pytest.raises(PermissionDenied):
        says(birch, alder, NOW, by=speaker)


def test_who_speaks_in_its_seat_speaks_for_it(initiative, steering, three):
    alder, birch, _cedar = three
    seat = Seat.objects.create(group=steering, role="member", organisation=alder, since=SINCE)
    speaker = person("Voice")
    Representative.objects.create(seat=seat, person=speaker, since=SINCE)
    assert says(alder, birch, NOW, by=speaker).organisation == alder


@pytest.mark.parametrize("who", ["analyst", "chair", "stranger"])
def test_nobody_else_speaks_for_it(request, three, who):
    alder, birch, _cedar = three
    by = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        says(alder, birch, NOW, by=by)
    with pytest.raises(PermissionDenied):
        say_nothing_changed(by=by, initiative=alder.participations.get().initiative, organisation=alder, at=NOW)


def test_only_the_data_manager_takes_a_wave(initiative, chair, three):
    with pytest.raises(PermissionDenied):
        take_wave(by=chair, initiative=initiative, at=NOW)


def test_a_second_wave_needs_another_day(initiative, analyst, three):
    take_wave(by=analyst, initiative=initiative, at=NOW)
    with pytest.raises(ValidationError, match=r"This was done today already\. The next one needs another day\."):
        take_wave(by=analyst, initiative=initiative, at=NOW)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (TieDraft("daily"), "frequency"),
        (TieDraft("week", ("gossip",)), "kinds"),
        (TieDraft("week", (), {"beauty": 3}), "ratings"),
        (TieDraft("week", (), {"power": 5}), "ratings"),
        (TieDraft("week", (), {"power": True}), "ratings"),
        (TieDraft("", (), {"power": 3}), "frequency"),
    ],
)
def test_what_is_no_answer_is_refused_and_nothing_is_stored(initiative, three, draft, field):
    alder, birch, _cedar = three
    with pytest.raises(ValidationError) as refused:
        say_tie(by=None, initiative=initiative, organisation=alder, other=birch, tie=draft, at=NOW)
    assert list(refused.value.message_dict) == [field]
    assert (Tie.objects.count(), TieRating.objects.count(), TieStatement.objects.count()) == (0, 0, 0)


def test_no_tie_to_oneself_nor_to_who_takes_no_part(initiative, three):
    outside = Organisation.objects.create(code="outside", name="Outside", sector="health")
    for other in (three[0], outside):
        with pytest.raises(ValidationError):
            says(three[0], other, NOW)


def test_two_entries_of_one_organization_become_one_with_their_ties(initiative, analyst, three):
    alder, birch, cedar = three
    says(alder, birch, NOW, 3)
    says(cedar, birch, NOW, 2)
    says(cedar, alder, NOW, 2)
    merge_organisations(by=analyst, kept=alder, duplicate=cedar, why="known", at=NOW)
    assert told(initiative, TODAY) == [("Alder", "Birch", "month")]


def test_the_trail_says_that_somebody_spoke_and_nothing_of_what(initiative, three):
    alder, birch, _cedar = three
    statement = says(alder, birch, NOW, 2)
    entry = Entry.objects.get(verb="instruments.say_tie")
    assert (entry.object_kind, entry.object_id, entry.details) == (
        "instruments.tiestatement", str(statement.pk), {},
    )  # fmt: skip
