"""Surveys: who may open one, who is asked, what a close does, and what is never told."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404

from commonweal.delivery.models import Message
from commonweal.delivery.tasks import mail_of
from commonweal.engines.questionnaires import instrument_from
from commonweal.governance.models import Group, GuestAccess, Initiative, Representative, Seat
from commonweal.instruments import operations
from commonweal.instruments.models import AnswerLink, Invitation, Sheet, Survey
from commonweal.instruments.operations import SurveyDraft
from commonweal.instruments.queries.answers import answers_of
from commonweal.instruments.queries.asking import NotAskedError, open_invitations
from commonweal.instruments.queries.audience import audience, told_apart
from commonweal.instruments.queries.surveys import has_newer_version, survey_of
from commonweal.people.models import Organisation, Person
from commonweal.trail.models import Entry
from tests.cast import NOW, SINCE, person
from tests.instruments.conftest import answers_to, asking_of, send

pytestmark = pytest.mark.django_db
TOMORROW = NOW.date() + timedelta(days=1)


def draft(**more: Any) -> SurveyDraft:
    told: dict[str, Any] = {"code": "meeting-pulse", "mode": "anonymous", "closes_on": TOMORROW, **more}
    return SurveyDraft(**told)


@pytest.mark.covers("A5")
def test_audience_is_whoever_has_a_seat_on_the_day(
    initiative: Initiative, working: Group, twenty: list[Person], partner: Person, partner_organisation: Organisation
) -> None:
    seat = Seat.objects.create(group=working, role="member", organisation=partner_organisation, since=SINCE)
    Representative.objects.create(seat=seat, person=partner, since=SINCE)
    Seat.objects.filter(person=twenty[0]).update(until=NOW.date() - timedelta(days=1))
    GuestAccess.objects.all().delete()
    asked = audience(initiative, working, NOW.date())
    assert {one.person for one in asked} == {*twenty[1:], partner}


def test_person_with_several_seats_is_asked_once(initiative: Initiative, working: Group, twenty: list[Person]) -> None:
    Seat.objects.create(group=working, role="co-chair", person=twenty[0], since=SINCE)
    assert len(audience(initiative, working, NOW.date())) == 20


def test_organisation_is_asked_through_whom_it_named(
    initiative: Initiative, working: Group, partner: Person, partner_organisation: Organisation
) -> None:
    seat = Seat.objects.create(group=working, role="member", organisation=partner_organisation, since=SINCE)
    Representative.objects.create(seat=seat, person=partner, since=SINCE)
    asked = audience(initiative, working, NOW.date(), for_organisations=True)
    assert [(one.person, one.organisation) for one in asked] == [(partner, partner_organisation)]


def test_respondents_are_residents_unless_they_work_somewhere(
    initiative: Initiative, working: Group, twenty: list[Person]
) -> None:
    groups = [one.respondents for one in audience(initiative, working, NOW.date())]
    assert (groups.count("agencies"), groups.count("residents")) == (9, 11)


def test_data_manager_opens_anywhere_and_chairs_their_own_group_alone(
    initiative: Initiative, working: Group, twenty: list[Person], steering: Group, chair: Person
) -> None:
    Seat.objects.create(group=working, role="chair", person=twenty[0], since=SINCE)
    assert operations.open_survey(by=twenty[0], initiative=initiative, survey=draft(group=working), at=NOW).pk
    for by, group in ((twenty[0], None), (twenty[0], steering), (chair, working), (twenty[1], working)):
        with pytest.raises(PermissionDenied):
            operations.open_survey(by=by, initiative=initiative, survey=draft(group=group), at=NOW)


def test_anonymous_survey_of_fewer_than_the_floor_is_refused(
    initiative: Initiative, analyst: Person, backbone: Group
) -> None:
    with pytest.raises(ValidationError) as refused:
        operations.open_survey(by=analyst, initiative=initiative, survey=draft(group=backbone), at=NOW)
    assert refused.value.message_dict == {
        "group": ["Only 1 would be asked. Answers without names need 5 people at least."]
    }
    assert Survey.objects.count() == 0


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"mode": "named"}, ["mode"]),
        ({"closes_on": date(2026, 3, 3)}, ["closes_on"]),
        ({"code": "nothing"}, ["code"]),
        ({"code": "trust-network", "mode": "named"}, ["code", "group"]),
    ],
)
def test_survey_that_cannot_be_is_refused_with_its_reason(
    initiative: Initiative,
    analyst: Person,
    working: Group,
    twenty: list[Person],
    wrong: dict[str, Any],
    fields: list[str],
) -> None:
    with pytest.raises(ValidationError) as refused:
        operations.open_survey(by=analyst, initiative=initiative, survey=draft(group=working, **wrong), at=NOW)
    assert list(refused.value.message_dict) == fields


def test_mail_says_the_mode_in_the_language_of_its_reader_and_has_a_link(
    ask: Callable[..., Survey], twenty: list[Person], settings: Any
) -> None:
    settings.EMAIL_HOST = "mail.example"
    Person.objects.filter(pk=twenty[0].pk).update(language="es")
    ask()
    sent = Message.objects.get(to=twenty[0].email)
    assert (sent.secret, "Es anónima" in sent.text, sent.link.split("/")[3]) == (True, True, "answer")
    assert mail_of(sent).body.count(sent.link) == 1
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("language", "title", "line"),
    [
        ("en", "Are we ready to begin?", "Fork County Thrives asks you: Are we ready to begin?"),
        ("es", "¿Podemos empezar?", "Fork County Thrives le pregunta: ¿Podemos empezar?"),
        ("en", "Our work", "Fork County Thrives asks you: Our work."),
    ],
)
def test_sentence_of_a_mail_that_ends_in_a_question_has_no_other_end(
    ask: Callable[..., Survey], twenty: list[Person], language: str, title: str, line: str
) -> None:
    Person.objects.filter(pk=twenty[0].pk).update(language=language)
    ask(title_en=title, title_es=title)
    assert Message.objects.get(to=twenty[0].email).text.split("\n\n")[0] == line


def test_without_a_mail_server_no_mail_holds_a_link_that_opens_answers(survey: Survey) -> None:
    assert AnswerLink.objects.count() == 0
    assert {one.link.split("/")[3] for one in Message.objects.all()} == {"desk"}


def test_reminder_goes_to_the_silent_alone_and_stands_on_no_outbox_page(
    ask: Callable[..., Survey], analyst: Person, twenty: list[Person], settings: Any
) -> None:
    settings.EMAIL_HOST = "mail.example"
    survey = ask()
    for who in twenty[:15]:
        send(survey, who)
    Message.objects.all().delete()
    assert operations.remind_the_silent(by=analyst, survey=survey, at=NOW) == 5
    assert set(Message.objects.values_list("to", "secret")) == {(who.email, True) for who in twenty[15:]}
    assert operations.remind_the_silent(by=analyst, survey=survey, at=NOW) == 0


def test_reminder_tells_the_trail_how_many_and_nobody_who(
    survey: Survey, analyst: Person, twenty: list[Person]
) -> None:
    operations.remind_the_silent(by=analyst, survey=survey, at=NOW)
    entry = Entry.objects.get(verb="instruments.remind_the_silent")
    assert (entry.object_kind, entry.details) == ("instruments.survey", {"mails": 0})


def test_survey_closes_by_itself_the_day_after_its_last(survey: Survey, twenty: list[Person]) -> None:
    for who in twenty[:6]:
        send(survey, who)
    operations.look_after_surveys(by=None, at=NOW + timedelta(days=7))
    assert Survey.objects.get().closed_at is None
    operations.look_after_surveys(by=None, at=NOW + timedelta(days=8))
    assert (Survey.objects.get().closed_at is None, Sheet.objects.count()) == (False, 6)


def test_survey_closes_once(survey: Survey, analyst: Person, twenty: list[Person]) -> None:
    for who in twenty[:6]:
        send(survey, who)
    operations.close_survey(by=analyst, survey=survey, at=NOW)
    with pytest.raises(ValidationError):
        operations.close_survey(by=analyst, survey=survey, at=NOW)
    assert Sheet.objects.count() == 6


@pytest.mark.parametrize("answered", [1, 4])
def test_fewer_answers_than_the_floor_are_neither_shown_nor_kept(
    survey: Survey, analyst: Person, twenty: list[Person], answered: int
) -> None:
    for who in twenty[:answered]:
        send(survey, who)
    closed = operations.close_survey(by=analyst, survey=survey, at=NOW)
    answers = answers_of(analyst, closed, NOW)
    assert (Sheet.objects.count(), answers.n, answers.n_answered, answers.is_withheld) == (0, 0, answered, True)


def test_answer_after_the_close_is_refused(survey: Survey, analyst: Person, twenty: list[Person]) -> None:
    operations.close_survey(by=analyst, survey=survey, at=NOW)
    with pytest.raises(NotAskedError) as refused:
        send(survey, twenty[0])
    assert (refused.value.why, Invitation.objects.filter(has_answered=True).count()) == ("closed", 0)


def test_answer_after_the_last_day_is_refused_though_nobody_closed_it_yet(survey: Survey, twenty: list[Person]) -> None:
    with pytest.raises(NotAskedError):
        operations.send_answers(
            by=None, asking=asking_of(survey, twenty[0]), answers=answers_to(survey), at=NOW + timedelta(days=9)
        )


def test_nobody_reads_an_open_anonymous_survey_not_even_who_runs_it(survey: Survey, analyst: Person) -> None:
    with pytest.raises(Http404):
        answers_of(analyst, survey, NOW)


def test_answers_that_are_all_equal_are_read_as_any_others(
    survey: Survey, analyst: Person, twenty: list[Person]
) -> None:
    for who in twenty[:7]:
        send(survey, who, answers_to(survey, point=3))
    answers = answers_of(analyst, operations.close_survey(by=analyst, survey=survey, at=NOW), NOW)
    assert (answers.columns["welcome"], answers.n_invited, answers.n_answered) == ((3,) * 7, 20, 7)


def test_members_of_the_group_read_results_and_others_do_not(
    survey: Survey, analyst: Person, twenty: list[Person], trainer: Person, stranger: Person
) -> None:
    for who in twenty[:7]:
        send(survey, who)
    closed = operations.close_survey(by=analyst, survey=survey, at=NOW)
    assert answers_of(twenty[3], closed, NOW).n == 7
    for nobody in (trainer, stranger, AnonymousUser()):
        with pytest.raises(Http404):
            answers_of(nobody, closed, NOW)


@pytest.mark.parametrize(
    ("groups", "told"),
    [
        ({"a": 5, "b": 5}, {"a", "b"}),
        ({"a": 5, "b": 4}, set()),  # the four that are left would be known by taking away
        ({"a": 9, "b": 5, "c": 4}, {"a"}),
        ({"a": 9, "b": 5, "": 5}, {"a", "b"}),
        ({"a": 9, "b": 5, "": 1}, {"a"}),
        ({"a": 12, "b": 2, "c": 3}, {"a"}),
        ({"a": 4, "b": 4, "c": 4}, set()),
    ],
)
def test_groups_are_told_apart_only_where_none_is_small_nor_what_is_left(
    groups: dict[str, int], told: set[str]
) -> None:
    sheets = [group for group, number in groups.items() for _sheet in range(number)]
    assert told_apart(sheets, 5) == told


def test_no_crossing_of_whole_and_groups_leaves_fewer_than_the_floor(
    ask: Callable[..., Survey], analyst: Person, twenty: list[Person]
) -> None:
    """Nine of an agency and three residents: the residents are in the whole, so the agency is not told apart either."""
    survey = ask(splits=["agencies", "residents"])
    for who in twenty[:12]:
        send(survey, who)
    answers = answers_of(analyst, operations.close_survey(by=analyst, survey=survey, at=NOW), NOW)
    assert (answers.n, answers.splits, set(Sheet.objects.values_list("respondents", flat=True))) == (12, (), {""})


def test_groups_that_are_large_enough_are_told_apart(
    ask: Callable[..., Survey], analyst: Person, twenty: list[Person]
) -> None:
    survey = ask(splits=["agencies", "residents"])
    for who in twenty[:15]:
        send(survey, who, answers_to(survey, point=2 if who in twenty[:9] else 5))
    answers = answers_of(analyst, operations.close_survey(by=analyst, survey=survey, at=NOW), NOW)
    assert answers.splits == ("agencies", "residents")
    assert (answers.of_group("welcome", "agencies"), answers.of_group("welcome", "residents")) == ((2,) * 9, (5,) * 6)


def test_no_group_is_noted_that_nobody_chose_to_tell_apart(survey: Survey) -> None:
    assert set(Invitation.objects.values_list("respondents", flat=True)) == {""}


def test_group_of_too_few_is_not_even_noted_on_the_day_of_opening(
    ask: Callable[..., Survey], twenty: list[Person], working: Group, funder: Person
) -> None:
    Seat.objects.create(group=working, role="member", person=funder, since=SINCE)
    ask(splits=["funders", "agencies", "residents"])
    assert "funders" not in set(Invitation.objects.values_list("respondents", flat=True))


def test_one_more_person_in_the_next_survey_is_in_no_difference_of_the_two(
    ask: Callable[..., Survey], analyst: Person, twenty: list[Person], working: Group
) -> None:
    """Surveys share no key: the same answers in both, and rows of the two cannot be put beside each other."""
    first = ask()
    for number, who in enumerate(twenty):
        send(first, who, answers_to(first, point=1 + number % 5))
    first = operations.close_survey(by=analyst, survey=first, at=NOW)
    newcomer = person("Newcomer")
    Seat.objects.create(group=working, role="member", person=newcomer, since=SINCE)
    second = ask()
    for number, who in enumerate([*twenty, newcomer]):
        send(second, who, answers_to(second, point=1 + number % 5))
    second = operations.close_survey(by=analyst, survey=second, at=NOW)
    keys = [set(Sheet.objects.filter(survey=one).values_list("id", flat=True)) for one in (first, second)]
    assert (len(keys[0]), len(keys[1]), keys[0] & keys[1]) == (20, 21, set())
    assert set(Sheet.objects.values_list("invitation", "code_hash")) == {(None, "")}


def test_survey_goes_on_with_the_questions_it_began_with(
    survey: Survey, analyst: Person, initiative: Initiative, twenty: list[Person]
) -> None:
    changed = dict(survey.version.content) | {"version": "2", "minutes": 9}
    newer = operations.keep_instrument(
        by=analyst, initiative=initiative, instrument=instrument_from(changed), came_from="pulse.toml", at=NOW
    )
    assert (newer.number, send(survey, twenty[0])) == (2, True)
    again = Survey.objects.get()
    assert (again.version.number, has_newer_version(again)) == (1, True)


def test_page_counts_the_silent_and_names_none(
    survey: Survey, analyst: Person, twenty: list[Person], signed_in: Any, initiative: Initiative
) -> None:
    for who in twenty[:12]:
        send(survey, who)
    shown = survey_of(analyst, initiative, survey.pk, NOW)
    assert (shown.n_answered, shown.silent) == (12, 8)
    page = signed_in(analyst).get(f"/desk/fork/surveys/{survey.pk}/").content.decode()
    assert [who.name for who in twenty if who.name in page] == []
    assert "12 of 20 have answered" in page


def test_what_waits_for_somebody_is_theirs_alone(
    survey: Survey, initiative: Initiative, twenty: list[Person], stranger: Person
) -> None:
    send(survey, twenty[0])
    waiting = [len(open_invitations(who, initiative, NOW)) for who in (twenty[0], twenty[1], stranger)]
    assert waiting == [0, 1, 0]


def open_by_form(client: Any, code: str, **fields: Any) -> Any:
    given = {"group": "jobs", "mode": "anonymous", "closes_on": "2030-01-01", **fields}
    return client.post(f"/desk/fork/surveys/open/{code}/", given)


def test_form_opens_a_survey_and_says_what_is_wrong(
    twenty: list[Person], analyst: Person, signed_in: Any, initiative: Initiative
) -> None:
    client, soon = signed_in(analyst), (date.today() + timedelta(days=7)).isoformat()
    refused = open_by_form(client, "meeting-pulse")
    assert (refused.status_code, "within a year" in refused.content.decode()) == (422, True)
    assert open_by_form(client, "meeting-pulse", closes_on=soon).status_code == 302
    assert open_by_form(client, "meeting-pulse", closes_on=soon, group="+room").status_code == 302
    assert list(Survey.objects.order_by("pk").values_list("group__code", "is_open_in_room")) == [
        ("jobs", False), (None, True),
    ]  # fmt: skip


def test_chair_opens_a_room_of_their_own_group(
    twenty: list[Person], working: Group, signed_in: Any, initiative: Initiative
) -> None:
    Seat.objects.create(group=working, role="chair", person=twenty[0], since=SINCE)
    soon = (date.today() + timedelta(days=7)).isoformat()
    assert open_by_form(signed_in(twenty[0]), "meeting-pulse", closes_on=soon, group="+roomjobs").status_code == 302
    opened = Survey.objects.get()
    assert (opened.group, opened.is_open_in_room, opened.invitations.count()) == (working, True, 0)
