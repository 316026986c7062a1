"""Two who speak for one organization at the same moment: one after the other, and one tie holds."""

from functools import partial

import pytest

from commonweal.governance.models import Initiative
from commonweal.instruments.models import NetworkOffer, NetworkWave, Tie, TieRating, TieStatement
from commonweal.instruments.operations.ties import OfferDraft, say_offer, take_wave
from tests.cast import NOW
from tests.governance.test_votes_at_once import at_once
from tests.instruments.networking import organisations, says

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.covers("B11")]


def test_of_two_who_say_a_tie_at_once_one_tie_and_one_rating_hold(initiative: Initiative) -> None:
    alder, birch = organisations(initiative, 2)
    at_once(*(partial(says, alder, birch, NOW, points) for points in (1, 2, 3, 4)))
    assert Tie.objects.filter(until=None).count() == 1
    assert (TieRating.objects.filter(replaced_at=None).count(), TieStatement.objects.count()) == (1, 4)


def test_of_two_who_say_what_they_bring_at_once_one_holds(initiative: Initiative) -> None:
    alder, _birch = organisations(initiative, 2)
    at_once(
        *(
            partial(say_offer, by=None, initiative=initiative, organisation=alder, offer=OfferDraft([what]), at=NOW)
            for what in ("data", "space", "money")
        )
    )
    assert NetworkOffer.objects.filter(until=None).count() == 1


def test_of_two_who_keep_today_at_once_one_does(initiative: Initiative) -> None:
    told = at_once(*(partial(take_wave, by=None, initiative=initiative, at=NOW) for _ in range(2)))
    assert sorted(isinstance(one, str) for one in told) == [False, True]
    assert NetworkWave.objects.count() == 1
