"""Conversations at the start: a guide, consent, sentences under themes, and what came up with whom."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.agenda.models import Aspiration, Interview, InterviewGuide
from commonweal.agenda.operations.aspirations import set_theme
from commonweal.agenda.operations.interviews import (
    InterviewDraft,
    note_interview,
    take_quote,
    withdraw_interview,
    write_guide,
)
from commonweal.agenda.queries.interviews import landscape
from commonweal.agenda.queries.voices import voices_page
from commonweal.governance.models import Group, Initiative
from commonweal.people.models import Person
from tests.cast import NOW

pytestmark = pytest.mark.covers("A6", "F-ROL-1")
PAGE = "/desk/fork/agenda/interviews/"


def held(initiative: Initiative, side: str = "resident", by: Any = None, **more: Any) -> Interview:
    facts = {"held_where": "By phone", "language": "en", "consent": "inside", "notes": "Buses stop at nine.", **more}
    draft = InterviewDraft(side, facts.pop("held_on", NOW.date()), **facts)
    return note_interview(by=by, initiative=initiative, draft=draft, at=NOW)


def test_conversation_counts_once_for_a_theme_and_is_told_by_side(
    initiative: Initiative, steering: Group, chair: Person
) -> None:
    buses = set_theme(by=None, initiative=initiative, name_en="Buses", at=NOW)
    for side in ("resident", "resident", "office"):
        one = held(initiative, side)
        for quote in ("No bus after nine.", "I walk home."):
            take_quote(by=None, interview=one, quote=quote, themes=[buses], at=NOW)
    told = landscape(chair, initiative, NOW)
    assert [(row.theme, row.heard, row.by_side) for row in told.rows] == [(buses, 3, [2, 0, 1, 0, 0])]
    assert told.unheard == ["somebody of a partner", "somebody of a funder", "somebody who knows the field"]


def test_quote_carries_day_place_and_consent_of_its_conversation_to_the_themes(
    initiative: Initiative, steering: Group, chair: Person
) -> None:
    buses = set_theme(by=None, initiative=initiative, name_en="Buses", at=NOW)
    take_quote(by=None, interview=held(initiative, consent="public"), quote="No bus.", themes=[buses], at=NOW)
    quote = voices_page(chair, initiative, NOW).themes[0].quotes[0]
    assert (quote.quote, quote.heard_where, quote.consent) == ("No bus.", "By phone", "public")


@pytest.mark.covers("B2")
def test_withdrawn_consent_takes_notes_and_quotes_and_leaves_the_count(
    initiative: Initiative, steering: Group, chair: Person, resident: Person
) -> None:
    one = held(initiative, by=chair)
    take_quote(by=None, interview=one, quote="No bus.", at=NOW)
    with pytest.raises(PermissionDenied):
        withdraw_interview(by=resident, interview=one, at=NOW)
    withdraw_interview(by=chair, interview=one, at=NOW)
    one.refresh_from_db()
    assert (one.notes, one.held_where, Aspiration.objects.get().quote) == ("", "", "")
    told = landscape(chair, initiative, NOW)
    assert (told.interviews, told.withdrawn, "a resident" in told.unheard) == ([], 1, False)
    with pytest.raises(ValidationError, match="consent was withdrawn"):
        take_quote(by=chair, interview=one, quote="No bus.", at=NOW)


def test_guide_before_is_kept(initiative: Initiative, steering: Group, chair: Person) -> None:
    for text in ("What is wrong?", "What would help?"):
        write_guide(by=chair, initiative=initiative, text_en=text, text_es="", at=NOW)
    guide = landscape(chair, initiative, NOW).guide
    assert (guide and guide.text, InterviewGuide.objects.count()) == ("What would help?", 2)


@pytest.mark.parametrize("who", ["partner", "funder", "stranger"])
def test_who_does_not_read_the_draft_reads_no_conversation(
    request: pytest.FixtureRequest, initiative: Initiative, signed_in: Any, who: str
) -> None:
    one, person = held(initiative), request.getfixturevalue(who)
    assert [signed_in(person).get(f"{PAGE}{end}").status_code for end in ("", f"{one.pk}/", "add/")] == [404] * 3
    with pytest.raises(PermissionDenied):
        held(initiative, by=person)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"side": "mayor"}, "side"),
        ({"held_where": " "}, "held_where"),
        ({"held_on": NOW.date() + timedelta(days=1)}, "held_on"),
        ({"consent": "withdrawn"}, "consent"),
        ({"consent": ""}, "consent"),
        ({"language": "fr"}, "language"),
    ],
)
def test_odd_conversation_is_named_and_not_stored(initiative: Initiative, more: Any, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        held(initiative, **more)
    assert (list(refused.value.message_dict), Interview.objects.count()) == ([field], 0)


def test_pages_take_guide_conversation_quote_and_withdrawal(
    initiative: Initiative, steering: Group, chair: Person, signed_in: Any
) -> None:
    client = signed_in(chair)
    assert client.post(f"{PAGE}guide/", {"text_en": "What is wrong?", "text_es": ""}).status_code == 302
    assert "What is wrong?" in client.get(f"{PAGE}add/").content.decode()
    sent = {
        "side": "resident", "group": "", "held_on": "2026-01-05", "held_where": "Kitchen", "language": "es",
        "consent": "inside", "notes": "Los buses.",
    }  # fmt: skip
    assert client.post(f"{PAGE}add/", sent).status_code == 302
    one = Interview.objects.get()
    assert client.post(f"{PAGE}{one.pk}/", {"quote": "No hay bus."}).status_code == 302
    page = client.get(f"{PAGE}{one.pk}/").content.decode()
    assert ("No hay bus." in page, "Los buses." in page, 'lang="es"' in page) == (True, True, True)
    assert client.post(f"{PAGE}{one.pk}/withdraw/").status_code == 302
    assert client.get(f"{PAGE}{one.pk}/").status_code == 404
