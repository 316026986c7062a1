"""What others say of an organization: in steps, of enough of them, and never what one said, by whatever route."""

import json
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from commonweal.governance.models import Initiative
from commonweal.instruments.models import NetworkWave, TieRating, TieStatement, WaveScore
from commonweal.instruments.operations.ties import TieDraft, say_tie, take_wave
from commonweal.instruments.queries.tie_scores import ShownScore, network_scores, own_scores
from commonweal.instruments.sealed_ratings import folder_of_ratings, opened
from commonweal.instruments.sealing import LostKeyError, destroy_keys
from commonweal.people.models import Organisation
from commonweal.people.operations.merging import merge_organisations
from commonweal.people.queries.everything import everything_about
from commonweal.trail.models import Entry
from tests.cast import NOW
from tests.instruments.networking import organisations, says, speaker_of

pytestmark = [pytest.mark.covers("B11"), pytest.mark.django_db]
LATER = NOW + timedelta(days=90)


@pytest.fixture
def seven(initiative: Initiative) -> list[Organisation]:
    return organisations(initiative, 7)


def wave(initiative: Initiative, at: datetime = NOW) -> NetworkWave:
    return take_wave(by=None, initiative=initiative, at=at)


def trust_of(initiative: Initiative, organisation: Organisation) -> ShownScore | None:
    return next((one for one in own_scores(initiative, organisation, LATER.date()) if one.scale == "trust"), None)


def test_a_score_of_five_is_shown_in_half_points(initiative, seven):
    rated, *raters = seven
    for rater, points in zip(raters, (4, 4, 3, 3, 2), strict=False):
        says(rater, rated, NOW, points)
    wave(initiative)
    assert trust_of(initiative, rated) == ShownScore("trust", 3.0, 3.5, 5, NOW.date())


def test_four_organizations_that_one_person_speaks_for_hide_nobody(initiative, seven):
    """Somebody enters four organizations, speaks for all of them, and would know what the fifth said."""
    rated, *raters = seven
    for rater in raters[:5]:
        says(rater, rated, NOW, 4)
    TieStatement.objects.filter(organisation__in=raters[:4]).update(said_by=uuid4())
    wave(initiative)
    assert own_scores(initiative, rated, LATER.date()) == []
    for rater in raters[:4]:
        TieStatement.objects.filter(organisation=rater).update(said_by=uuid4())
    wave(initiative, LATER)
    assert trust_of(initiative, rated) is not None


def test_four_raters_are_not_shown_nor_how_many_they_are(initiative, seven):
    rated, *raters = seven
    for rater in raters[:4]:
        says(rater, rated, NOW, 4)
    wave(initiative)
    assert own_scores(initiative, rated, LATER.date()) == []
    assert set(WaveScore.objects.values_list("low", "raters")) == {(None, None)}


def test_five_ratings_of_which_one_lacks_a_question_are_not_shown(initiative, seven):
    rated, *raters = seven
    for rater in raters[:4]:
        says(rater, rated, NOW, 4)
    draft = TieDraft("month", (), {"reliability": 1, "mission": 1})
    say_tie(by=None, initiative=initiative, organisation=raters[4], other=rated, tie=draft, at=NOW)
    wave(initiative)
    assert own_scores(initiative, rated, LATER.date()) == []


def test_all_alike_does_not_tell_what_each_said(initiative, seven):
    """Five times 4 looks as 4, 4, 4, 4 and 2 does."""
    first, second, *raters = seven
    for rater, points in zip(raters, (4, 4, 4, 4, 4), strict=True):
        says(rater, first, NOW, points)
    for rater, points in zip(raters, (4, 4, 4, 4, 2), strict=True):
        says(rater, second, NOW, points)
    wave(initiative)
    assert trust_of(initiative, first) == trust_of(initiative, second)


@pytest.mark.parametrize("points", [1, 2, 3, 4])
def test_the_difference_between_two_waves_does_not_tell_what_a_sixth_said(initiative, seven, points):
    rated, *raters = seven
    for rater in raters[:5]:
        says(rater, rated, NOW, 3)
    wave(initiative)
    before = trust_of(initiative, rated)
    says(raters[5], rated, LATER, points)
    wave(initiative, LATER)
    assert trust_of(initiative, rated) == before


def test_nor_does_it_tell_what_one_of_five_changed_or_took_back(initiative, seven):
    rated, *raters = seven
    for rater in raters:
        says(rater, rated, NOW, 4)
    wave(initiative)
    before = trust_of(initiative, rated)
    says(raters[0], rated, LATER, 1)
    say_tie(by=None, initiative=initiative, organisation=raters[1], other=rated, tie=TieDraft(), at=LATER)
    wave(initiative, LATER)
    assert trust_of(initiative, rated) == before


def test_nor_does_it_tell_what_one_said_that_was_merged_into_another(initiative, seven, analyst):
    """Of two entries that become one, one rating counts no more: that is a change of one too."""
    rated, *raters = seven
    for rater in raters:
        says(rater, rated, NOW, 4)
    wave(initiative)
    before = trust_of(initiative, rated)
    merge_organisations(by=analyst, kept=raters[0], duplicate=raters[1], why="known", at=LATER)
    wave(initiative, LATER)
    assert trust_of(initiative, rated) == before


def test_nor_what_one_said_that_no_longer_takes_part(initiative, seven):
    rated, *raters = seven
    for rater in raters:
        says(rater, rated, NOW, 4)
    wave(initiative)
    before = trust_of(initiative, rated)
    raters[0].participations.update(until=NOW.date())
    wave(initiative, LATER)
    assert trust_of(initiative, rated) == before


def test_a_score_moves_on_when_five_have_changed(initiative, seven):
    rated, *raters = seven
    for rater in raters[:5]:
        says(rater, rated, NOW, 2)
    wave(initiative)
    for rater in raters[:5]:
        says(rater, rated, LATER, 4)
    wave(initiative, LATER)
    assert trust_of(initiative, rated) == ShownScore("trust", 3.5, 4.0, 5, LATER.date())


def test_what_an_organization_would_say_of_itself_cannot_be_said(initiative, seven):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        says(seven[0], seven[0], NOW, 4)


def test_the_network_is_scored_from_five_raters_and_five_rated_on(initiative, seven):
    for i, rater in enumerate(seven[:5]):
        says(rater, seven[(i + 1) % 4], NOW, 3)
    wave(initiative)
    assert network_scores(initiative, LATER.date()) == []
    for i, rater in enumerate(seven):
        says(rater, seven[(i + 1) % 7], LATER, 3)
    wave(initiative, LATER)
    assert [(one.scale, one.low, one.raters) for one in network_scores(initiative, LATER.date())] == [
        ("trust", 3.0, 7), ("value", 3.0, 7),
    ]  # fmt: skip


def test_a_new_rater_does_not_move_the_score_of_the_network(initiative, seven):
    for i, rater in enumerate(seven[:6]):
        says(rater, seven[(i + 1) % 6], NOW, 4)
    wave(initiative)
    before = network_scores(initiative, NOW.date())
    assert len(before) == 2
    for rated in seven[:6]:
        says(seven[6], rated, LATER, 1)
    wave(initiative, LATER)
    assert network_scores(initiative, LATER.date()) == before


def test_scores_of_a_day_are_those_that_were_shown_until_then(initiative, seven):
    rated, *raters = seven
    for rater in raters:
        says(rater, rated, NOW, 2)
    wave(initiative)
    assert own_scores(initiative, rated, NOW.date() - timedelta(days=1)) == []


def test_what_is_kept_of_a_wave_holds_no_mean(initiative, seven):
    rated, *raters = seven
    for rater, points in zip(raters, (1, 2, 2, 3, 3), strict=False):
        says(rater, rated, NOW, points)
    wave(initiative)
    kept = WaveScore.objects.filter(organisation=rated)
    assert {float(one.low) % 0.5 for one in kept} == {0}


def test_the_trail_holds_no_rating(initiative, seven):
    before = {entry.pk for entry in Entry.objects.all()}
    says(seven[0], seven[1], NOW, 1)
    written = Entry.objects.exclude(pk__in=before)
    assert [(entry.verb, entry.details) for entry in written] == [("instruments.say_tie", {})]


def test_the_trail_is_the_same_whatever_was_said(initiative, seven):
    """Neither the verb nor what stands beside it tells that a rating was given or changed."""
    says(seven[0], seven[1], NOW, 1)
    says(seven[0], seven[1], NOW, 4)
    says(seven[0], seven[1], NOW)
    told = Entry.objects.filter(verb="instruments.say_tie").values_list("verb", "object_kind", "details")
    assert len({json.dumps(one) for one in told}) == 1


def test_what_somebody_takes_out_about_themselves_holds_no_rating(initiative, seven):
    speaker = speaker_of(seven[0])
    says(seven[0], seven[1], NOW, 1, by=speaker)
    tables = {table.name for table in everything_about(speaker, speaker)}
    assert TieRating._meta.label_lower not in tables


def test_no_key_leads_from_a_person_to_a_rating(initiative):
    person = apps.get_model("people", "Person")
    assert [field for field in TieRating._meta.get_fields() if field.related_model is person] == []
    assert "said_by" not in {field.name for field in TieRating._meta.get_fields()}


@pytest.mark.covers("B11", "F-INT-1")
def test_database_alone_tells_of_no_pair_what_was_said(initiative, seven):
    """Neither its rows nor its bytes, in whatever row they lie: all have one length and nothing in plain words."""
    for point in (1, 4):
        says(seven[0], seven[point], NOW, point)
    low, high = (bytes(row.sealed) for row in TieRating.objects.order_by("pk"))
    assert (len(low), b"openness" in low + high) == (len(high), False)
    destroy_keys(folder_of_ratings())
    with pytest.raises(LostKeyError):
        opened(low)


def test_lost_key_of_ratings_is_said_and_nothing_is_stored(initiative, seven, analyst):
    says(seven[0], seven[1], NOW, 3)
    destroy_keys(folder_of_ratings())
    with pytest.raises(ValidationError, match="Bring the folder “urns” back"):
        take_wave(by=analyst, initiative=initiative, at=NOW)
    with pytest.raises(ValidationError, match="Bring the folder “urns” back"):
        says(seven[0], seven[1], NOW, 4)
    assert (NetworkWave.objects.count(), TieRating.objects.count()) == (0, 1)
