"""What residents hope for: noted with consent, without names, led to outcomes; since when they take part."""

from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from commonweal.agenda.models import Aspiration, CommunityGroup, FirstInvolved, Outcome, Strategy, Theme
from commonweal.agenda.operations.aspirations import (
    QuoteDraft,
    code_aspiration,
    name_group,
    note_aspiration,
    note_first_involved,
    set_theme,
    withdraw_aspiration,
)
from commonweal.agenda.operations.interviews import InterviewDraft, note_interview, take_quote
from commonweal.agenda.operations.strategies import set_status
from commonweal.agenda.queries.voices import involved_table, voices_page
from commonweal.governance.models import Initiative
from commonweal.people.models import Person

PAGE = "/desk/fork/agenda/voices/"
TYPED = {
    "quote": "I want to be home when she comes from school.",
    "language": "en",
    "heard_on": "2026-03-01",
    "heard_where": "Library, evening",
    "consent": "inside",
}


@pytest.fixture
def theme(initiative: Initiative, resident: Person, outcome: Outcome, at: datetime) -> Theme:
    return set_theme(
        by=resident, initiative=initiative, name_en="Work that pays", name_es="Trabajo", outcomes=[outcome], at=at
    )


@pytest.fixture
def quote(initiative: Initiative, worker: Person, theme: Theme, at: datetime) -> Aspiration:
    draft = QuoteDraft("Two jobs and I still count coins.", "en", date(2026, 3, 1), "Break room", "inside")
    return note_aspiration(by=worker, initiative=initiative, draft=draft, themes=[theme], at=at)


@pytest.fixture
def parents(initiative: Initiative, resident: Person, at: datetime) -> CommunityGroup:
    return name_group(by=resident, initiative=initiative, name_en="Parents in Eastgate", at=at)


@pytest.mark.covers("B2", "F-JRN-1")
def test_quote_leads_to_theme_and_outcome_and_back(
    quote: Aspiration, theme: Theme, outcome: Outcome, worker: Person, signed_in: Any
) -> None:
    page = signed_in(worker).get(PAGE).content.decode()
    there, back = page.split("And back: who asked for which outcome")
    assert f'href="#outcome-{outcome.pk}">More people earn enough to live on</a>' in there
    assert f'id="outcome-{outcome.pk}"' in back
    assert f'href="#theme-{theme.pk}">Work that pays</a>' in back
    assert "1 sentence" in back


@pytest.mark.covers("B2", "F-JRN-4")
def test_whoever_has_a_seat_notes_a_quote_on_a_page(
    worker: Person, theme: Theme, parents: CommunityGroup, signed_in: Any
) -> None:
    typed = {**TYPED, "group": parents.pk, "themes": [theme.pk]}
    assert signed_in(worker).post(f"{PAGE}add/", typed).status_code == 302
    page = signed_in(worker).get(PAGE).content.decode()
    assert "I want to be home when she comes from school." in page
    assert "Parents in Eastgate, Library, evening, 1 March 2026" in page
    assert "Worker" not in page.split("<main")[1]


@pytest.mark.parametrize("who", ["partner", "funder", "stranger"])
def test_quotes_are_neither_read_nor_noted_by_who_has_no_seat(
    who: str, quote: Aspiration, signed_in: Any, request: Any
) -> None:
    browser = signed_in(request.getfixturevalue(who))
    pages = [PAGE, f"{PAGE}{quote.pk}/", f"{PAGE}{quote.pk}/withdraw/", "/desk/fork/agenda/involved/"]
    assert {browser.get(page).status_code for page in pages} == {404}
    assert browser.post(f"{PAGE}add/", TYPED).status_code == 404


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"quote": " "}, "What was said: Write something here."),
        ({"heard_on": "2100-01-01"}, "That day has not come yet."),
        ({"heard_where": ""}, "Where: Write something here."),
        ({"consent": ""}, "What the person agreed to: Choose one."),
        ({"consent": "withdrawn"}, "Select a valid choice."),
        ({"language": "xx"}, "Select a valid choice."),
    ],
)
def test_quote_without_consent_or_place_is_refused(
    change: dict[str, str], words: str, worker: Person, signed_in: Any
) -> None:
    answer = signed_in(worker).post(f"{PAGE}add/", TYPED | change)
    assert (answer.status_code, words in answer.content.decode(), Aspiration.objects.count()) == (422, True, 0)


def test_quote_without_an_agreement_is_refused_by_the_verb_too(
    initiative: Initiative, worker: Person, at: datetime
) -> None:
    draft = QuoteDraft("Words", "en", date(2026, 3, 1), "Library", "")
    with pytest.raises(ValidationError, match="Ask first"):
        note_aspiration(by=worker, initiative=initiative, draft=draft, at=at)


@pytest.mark.covers("B2")
def test_withdrawn_words_are_gone_for_good_and_stay_counted(
    quote: Aspiration, worker: Person, initiative: Initiative, signed_in: Any
) -> None:
    browser = signed_in(worker)
    assert "Take these words away?" in browser.get(f"{PAGE}{quote.pk}/withdraw/").content.decode()
    browser.post(f"{PAGE}{quote.pk}/withdraw/")
    quote.refresh_from_db()
    assert (quote.quote, quote.heard_where, quote.consent) == ("", "", "withdrawn")
    page = browser.get(PAGE).content.decode()
    assert ("count coins" in page, "1 more was said and withdrawn." in page) == (False, True)
    assert browser.get(f"{PAGE}{quote.pk}/").status_code == 404


def test_quote_is_coded_by_those_who_draft_and_not_by_others(
    quote: Aspiration, theme: Theme, worker: Person, resident: Person, signed_in: Any, at: datetime
) -> None:
    assert signed_in(worker).post(f"{PAGE}{quote.pk}/", {"themes": []}).status_code == 404
    with pytest.raises(PermissionDenied):
        code_aspiration(by=worker, aspiration=quote, themes=[], at=at)
    assert signed_in(resident).post(f"{PAGE}{quote.pk}/", {"themes": []}).status_code == 302
    assert signed_in(resident).post(f"{PAGE}{quote.pk}/", {"themes": ["9" * 40]}).status_code == 422
    assert "Not under a theme yet" in signed_in(worker).get(PAGE).content.decode()


@pytest.mark.parametrize("who", ["worker", "partner", "stranger"])
def test_theme_is_not_made_by(who: str, initiative: Initiative, signed_in: Any, request: Any) -> None:
    answer = signed_in(request.getfixturevalue(who)).post("/desk/fork/agenda/themes/add/", {"name_en": "Mine"})
    assert (answer.status_code, Theme.objects.count()) == (404, 0)


def test_theme_that_no_outcome_answers_is_named(initiative: Initiative, resident: Person, signed_in: Any) -> None:
    assert signed_in(resident).post("/desk/fork/agenda/themes/add/", {"name_en": "The way home"}).status_code == 302
    theme = Theme.objects.get()
    page = signed_in(resident).get(PAGE).content.decode()
    assert "No outcome answers these themes yet:" in page
    signed_in(resident).post(f"/desk/fork/agenda/themes/{theme.pk}/", {"name_en": "The way home at night"})
    assert Theme.objects.get().name_en == "The way home at night"


def test_theme_of_another_initiative_takes_no_quote_of_this_one(
    quote: Aspiration, resident: Person, at: datetime
) -> None:
    elsewhere = Initiative.objects.create(slug="other", name="Other", place_name="Other", founded_at=at)
    foreign = Theme.objects.create(initiative=elsewhere, name_en="Theirs")
    with pytest.raises(ValidationError, match="another initiative"):
        code_aspiration(by=resident, aspiration=quote, themes=[foreign], at=at)


def test_one_quote_in_two_themes_of_an_outcome_counts_once(
    quote: Aspiration, outcome: Outcome, initiative: Initiative, resident: Person, at: datetime
) -> None:
    other = set_theme(by=resident, initiative=initiative, name_en="Time", outcomes=[outcome], at=at)
    other.aspirations.add(quote)
    assert [shown.quotes for shown in voices_page(resident, initiative, at).outcomes] == [1]


def withdraws(somebody: Person, quote: Aspiration, at: datetime) -> bool:
    try:
        withdraw_aspiration(by=somebody, aspiration=quote, at=at)
    except PermissionDenied:
        return False
    return True


def test_words_are_taken_away_by_whoever_noted_them_or_the_data_manager_and_nobody_else(
    quote: Aspiration, stranger: Person, resident: Person, worker: Person, analyst: Person, signed_in: Any, at: datetime
) -> None:
    assert [withdraws(somebody, quote, at) for somebody in (stranger, resident)] == [False, False]
    assert signed_in(resident).get(f"{PAGE}{quote.pk}/withdraw/").status_code == 404
    assert f"{PAGE}{quote.pk}/withdraw/" not in signed_in(resident).get(f"{PAGE}{quote.pk}/").content.decode()
    assert [withdraws(somebody, quote, at) for somebody in (worker, analyst)] == [True, True]


def test_what_a_partner_said_is_no_resident_s_hope(
    quote: Aspiration, outcome: Outcome, initiative: Initiative, resident: Person, signed_in: Any, at: datetime
) -> None:
    draft = InterviewDraft("partner", at.date(), held_where="Office", language="en", consent="inside", notes="")
    held = note_interview(by=None, initiative=initiative, draft=draft, at=at)
    take_quote(by=None, interview=held, quote="The car breaks down.", themes=list(quote.themes.all()), at=at)
    page = voices_page(resident, initiative, at)
    assert (page.heard, page.of_others, [shown.quotes for shown in page.outcomes]) == (1, 1, [1])
    shown = signed_in(resident).get(PAGE).content.decode()
    assert "1 more sentence stands here that no resident said. It names who did." in shown
    assert "Somebody of a partner. Office" in shown


@pytest.mark.covers("H7", "F-JRN-4")
def test_first_day_of_each_group_stands_beside_the_start_of_the_strategy(
    strategy: Strategy, parents: CommunityGroup, initiative: Initiative, chair: Person, signed_in: Any, at: datetime
) -> None:
    name_group(by=chair, initiative=initiative, name_en="Night workers", at=at)
    set_status(by=chair, strategy=strategy, status="active", at=at)
    browser, address = signed_in(chair), "/desk/fork/agenda/involved/"
    typed = {"act": "since", "since-strategy": strategy.key, "since-group": parents.pk, "since-how": "First meeting"}
    assert browser.post(address, {**typed, "since-since": "2026-03-01"}).status_code == 302
    page = browser.get(address).content.decode()
    assert ("from the start" in page, "Not yet: Night workers." in page) == (True, True)
    browser.post(address, {**typed, "since-since": "2026-05-03"})
    assert FirstInvolved.objects.count() == 1
    row = involved_table(chair, initiative, at)[0]
    assert [cell.days_after_start for cell in row.involved] == [60]


def test_day_that_has_not_come_is_refused(
    strategy: Strategy, parents: CommunityGroup, chair: Person, at: datetime
) -> None:
    with pytest.raises(ValidationError, match="has not come yet"):
        note_first_involved(by=chair, strategy=strategy, group=parents, since=date(2026, 4, 1), how="x", at=at)


@pytest.mark.parametrize("who", ["worker", "partner", "stranger"])
def test_first_day_is_not_noted_by(
    who: str, strategy: Strategy, parents: CommunityGroup, at: datetime, request: Any
) -> None:
    with pytest.raises(PermissionDenied):
        note_first_involved(
            by=request.getfixturevalue(who), strategy=strategy, group=parents, since=at.date(), how="x", at=at
        )


def test_group_is_named_on_the_page(chair: Person, signed_in: Any) -> None:
    typed = {"act": "group", "group-name_en": "Night workers", "group-name_es": "Quienes trabajan de noche"}
    assert signed_in(chair).post("/desk/fork/agenda/involved/", typed).status_code == 302
    assert CommunityGroup.objects.get().name_es == "Quienes trabajan de noche"
