"""The story behind a measure's line: who tells it, that none is written over, and when everybody reads it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from commonweal.governance.models import Group, Initiative, Place, Seat
from commonweal.measurement.models import Measure, StoryVersion
from commonweal.measurement.operations.publishing import publish
from commonweal.measurement.operations.story import StoryDraft, tell_story
from commonweal.people.models import Person
from commonweal.trail.models import Entry
from tests.cast import SINCE, person
from tests.measurement.accepted_facts import accepted, fact

DRAFT = StoryDraft(
    story_en="Buses stop at six.",
    story_es="Los autobuses paran a las seis.",
    works_en="Evening courses near home.",
    partners=[("Open Shelf", "lends rooms", "presta salas")],
    proposals=[("Open one library in the evening", "Abrir una biblioteca por la tarde", True)],
    evidence=[("Study of evening courses", "https://example.org/study")],
)
TYPED = {
    "story_en": "Buses stop at six.",
    "partners": "Open Shelf; lends rooms; presta salas",
    "low_cost": "Open one library in the evening",
    "evidence": "Study of evening courses; https://example.org/study",
}


@pytest.fixture
def cared_for(enrolled: Measure, initiative: Initiative) -> Measure:
    """A measure in the care of a working group."""
    group = Group.objects.create(initiative=initiative, code="jobs", name_en="Good Jobs", kind=Group.Kind.WORKING)
    enrolled.group = group
    enrolled.save()
    return enrolled


@pytest.fixture
def co_chair(cared_for: Measure) -> Person:
    made = person("Cochair")
    Seat.objects.create(group=cared_for.group, role=Seat.Role.CO_CHAIR, person=made, since=SINCE)
    return made


@pytest.mark.covers("B5")
@pytest.mark.parametrize("who", ["co_chair", "analyst", "chair"])
def test_story_may_be_told_by(who: str, cared_for: Measure, at: datetime, request: Any) -> None:
    told = tell_story(by=request.getfixturevalue(who), measure=cared_for, draft=DRAFT, at=at)
    assert (told.version, told.story_en) == (1, "Buses stop at six.")


@pytest.mark.parametrize("who", ["partner", "trainer", "resident", "funder", "stranger"])
def test_story_may_not_be_told_by(who: str, cared_for: Measure, at: datetime, signed_in: Any, request: Any) -> None:
    somebody = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        tell_story(by=somebody, measure=cared_for, draft=DRAFT, at=at)
    assert signed_in(somebody).get("/desk/fork/measures/P1/story/").status_code == 404


def test_story_of_another_groups_measure_may_not_be_told(co_chair: Person, finished: Measure, at: datetime) -> None:
    with pytest.raises(PermissionDenied):
        tell_story(by=co_chair, measure=finished, draft=DRAFT, at=at)


def test_new_telling_leaves_the_old_one_and_is_entered_in_the_trail(
    co_chair: Person, cared_for: Measure, at: datetime
) -> None:
    tell_story(by=co_chair, measure=cared_for, draft=DRAFT, at=at)
    later = StoryDraft(story_en="Buses now stop at nine.")
    tell_story(by=co_chair, measure=cared_for, draft=later, at=at + timedelta(days=1))
    assert list(StoryVersion.objects.values_list("version", "story_en")) == [
        (2, "Buses now stop at nine."),
        (1, "Buses stop at six."),
    ]
    assert Entry.objects.filter(verb="measurement.tell_story").count() == 2


def test_story_is_signed_with_the_seat_in_the_group(co_chair: Person, cared_for: Measure, at: datetime) -> None:
    told = tell_story(by=co_chair, measure=cared_for, draft=DRAFT, at=at)
    assert (told.author_role_en, told.author_role_es) == ("co-chair, Good Jobs", "copresidencia, Good Jobs")


def test_same_story_again_is_refused(co_chair: Person, cared_for: Measure, at: datetime) -> None:
    tell_story(by=co_chair, measure=cared_for, draft=DRAFT, at=at)
    with pytest.raises(ValidationError, match="Nothing is different from the last telling"):
        tell_story(by=co_chair, measure=cared_for, draft=DRAFT, at=at)
    assert StoryVersion.objects.count() == 1


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://example.org/a", "example.org", "https://", "http://a b.org"]
)
def test_evidence_that_is_no_web_address_is_refused_by_its_line(
    url: str, co_chair: Person, cared_for: Measure, at: datetime
) -> None:
    draft = StoryDraft(story_en="Why.", evidence=[("Good", "https://example.org/"), ("Bad", url)])
    with pytest.raises(ValidationError) as refused:
        tell_story(by=co_chair, measure=cared_for, draft=draft, at=at)
    assert refused.value.message_dict == {
        "evidence": ["Line 2: write a title and an address that begins with https:// or http://."]
    }


def test_page_keeps_what_is_typed(co_chair: Person, cared_for: Measure, signed_in: Any) -> None:
    answer = signed_in(co_chair).post("/desk/fork/measures/P1/story/", TYPED)
    assert answer.status_code == 302
    told = StoryVersion.objects.get()
    assert told.partners == [{"name": "Open Shelf", "role": {"en": "lends rooms", "es": "presta salas"}}]
    assert told.proposals == [{"text": {"en": "Open one library in the evening", "es": ""}, "low_cost": True}]
    assert told.evidence == [{"title": "Study of evening courses", "url": "https://example.org/study"}]


def test_page_says_which_line_is_wrong_and_keeps_nothing(co_chair: Person, cared_for: Measure, signed_in: Any) -> None:
    wrong = {**TYPED, "partners": "Open Shelf; a; b; c"}
    answer = signed_in(co_chair).post("/desk/fork/measures/P1/story/", wrong)
    assert answer.status_code == 422
    assert "Line 1: write at most 3 parts" in answer.content.decode()
    assert not StoryVersion.objects.exists()


@pytest.mark.covers("J4", "B5")
def test_everybody_reads_the_story_after_the_next_release_and_not_before(
    initiative: Initiative, co_chair: Person, chair: Person, cared_for: Measure, places: list[Place], at: datetime
) -> None:
    accepted(initiative, [fact("P1", str(2015 + n), 400.0 + n) for n in range(3)])
    publish(by=chair, initiative=initiative, at=at)
    tell_story(by=co_chair, measure=cared_for, draft=DRAFT, at=at)
    page = "/fork/measures/P1/story/"
    assert "Nobody has told the story yet" in Client().get(page).content.decode()
    publish(by=chair, initiative=initiative, at=at + timedelta(days=1))
    told = Client().get(page).content.decode()
    assert "Buses stop at six." in told
    assert "co-chair, Good Jobs" in told
    assert "low or no cost" in told
    assert '<a href="https://example.org/study" rel="noopener nofollow">Study of evening courses</a>' in told
    assert "Cochair" not in told
    spanish = Client().get(page, headers={"accept-language": "es"}).content.decode()
    assert "Los autobuses paran a las seis." in spanish


def test_own_group_finds_the_untold_story_on_its_home(co_chair: Person, cared_for: Measure, signed_in: Any) -> None:
    assert "Tell the story behind People enrolled" in signed_in(co_chair).get("/home/").content.decode()
