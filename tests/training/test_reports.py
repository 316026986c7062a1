"""The trainer's brief, one's own progress and certificate, and two pages for the host."""

import html
import re
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from commonweal.people.models import Person
from commonweal.training.models import Attendance, Series, Session, SessionTime
from commonweal.training.operations import end_session
from commonweal.training.queries import held_on, questions_of
from commonweal.training.queries.own_path import BRAKES
from commonweal.training.syllabus import syllabus_from
from commonweal.ui import formats
from tests.training.cohorts import taught, wrong
from tests.training.conftest import CODE, asked_in, right_answers, running, sent, somebody


def words(content: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", content.decode()).split())


def pdf(client: Client, name: str, *place: object) -> PdfReader:
    answer = client.get(reverse(f"training:{name}", args=place))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return PdfReader(BytesIO(answer.content))


def text_of(found: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in found.pages).split())


def before_the_second(six_weeks: Series, trainer: Person, at: datetime, *, is_known: bool = False) -> Session:
    """Three people at the first session; the second is open, and two have answered its quiz without the backbone."""
    first, second = six_weeks.sessions.all()[:2]
    people = [somebody(running(first, trainer, at), f"ab|{day}|cd", at) for day in (1, 2, 3)]
    pre = asked_in(first, "pre")
    for one in people:
        sent(pre, one, right_answers(pre, one), at)
    end_session(by=trainer, session=first, at=at)
    running(second, trainer, at)
    for day in (1, 2):
        someone, quiz = somebody(second, f"ab|{day}|cd", at), asked_in(second, "quiz")
        asked = [one for one in questions_of(quiz, someone) if one.concept == "backbone" and not is_known]
        sent(quiz, someone, right_answers(quiz, someone) | {one.id: wrong(one) for one in asked}, at)
    return six_weeks.sessions.get(number=3)


@pytest.mark.covers("F-TRN-5")
def test_brief_says_who_came_what_to_teach_again_and_the_notes(
    six_weeks: Series, trainer: Person, client: Client, at: datetime
) -> None:
    third = before_the_second(six_weeks, trainer, at)
    client.force_login(trainer)
    place = [six_weeks.initiative.slug, six_weeks.number, third.number]
    told = words(client.get(reverse("training:brief", args=place)).content)
    assert "Session 1: 3 of 3. Session 2: 2 of 3. 2 of them were at the one before." in told
    assert "1 person was not at the last session" in told
    assert "Backbone support 0 of 4 answers were right." in told or "Backbone support" in told
    assert "Notes for this session" in told


def test_brief_before_the_first_session_has_only_notes(six_weeks: Series, trainer: Person, client: Client) -> None:
    client.force_login(trainer)
    told = words(client.get(reverse("training:brief", args=[six_weeks.initiative.slug, six_weeks.number, 1])).content)
    assert "No session has taken place yet." in told
    assert "Nobody has been asked yet what stayed of the sessions." in told


def brief_words(client: Client, session: Session) -> str:
    place = [session.series.initiative.slug, session.series.number, session.number]
    return words(client.get(reverse("training:brief", args=place)).content)


def test_brief_after_the_first_test_alone_calls_nothing_known(
    six_weeks: Series, trainer: Person, client: Client, at: datetime
) -> None:
    first, second = six_weeks.sessions.all()[:2]
    someone, pre = somebody(running(first, trainer, at), "ab|1|cd", at), asked_in(first, "pre")
    sent(pre, someone, right_answers(pre, someone), at)
    client.force_login(trainer)
    told = brief_words(client, second)
    assert "Nobody has been asked yet what stayed of the sessions." in told
    assert "Nothing: each concept" not in told


def test_brief_says_how_many_were_asked_what(six_weeks: Series, trainer: Person, client: Client, at: datetime) -> None:
    third = before_the_second(six_weeks, trainer, at, is_known=True)
    client.force_login(trainer)
    told = brief_words(client, third)
    assert "From the quiz in session 2, which 2 people answered. It asked about:" in told
    assert "Nothing: each concept it asked about stands at 7 of 10 right answers or more." in told


@pytest.mark.parametrize(
    ("language", "chose", "may_believe"),
    [("en", "people chose: “{}”", "Who chooses it may believe: {}"),
     ("es", "personas eligieron: «{}»", "Quien la elige quizá crea: {}")],
)  # fmt: skip
def test_wrong_answer_most_chosen_stands_in_its_own_words(
    language: str, chose: str, may_believe: str, six_weeks: Series, trainer: Person, client: Client, at: datetime
) -> None:
    third = before_the_second(six_weeks, trainer, at)
    syllabus = syllabus_from(six_weeks.syllabus.content)
    beliefs = {one.id: one.title.in_language(language) for one in syllabus.misconceptions}
    asked = [one for one in syllabus.questions if one.concept == "backbone"]
    answers = [answer for one in asked for answer in one.answers if answer.id == wrong(one)]
    trainer.language = language
    trainer.save()
    client.force_login(trainer)
    quiz = asked_in(six_weeks.sessions.get(number=2), "quiz")
    place = [six_weeks.initiative.slug, six_weeks.number]
    for address in (
        reverse("training:brief", args=[*place, third.number]), reverse("training:reteach", args=[*place, 2, quiz.pk])
    ):  # fmt: skip
        told = html.unescape(words(client.get(address, headers={"Accept-Language": language}).content))
        (answer,) = [one for one in answers if chose.format(one.text.in_language(language)) in told]
        assert may_believe.format(beliefs[answer.misconception]) in told


def test_own_code_shows_own_progress(over: Series, client: Client) -> None:
    address = reverse("training:progress", args=[over.room_code])
    assert client.post(address, CODE).status_code == 302
    told = words(client.get(address).content)
    assert "You are number 1 in this series." in told
    assert "Sessions you were at 6 of 6" in told
    assert re.findall(r"The first test \d+ of 40 right", told) != []


@pytest.mark.parametrize("given", [{**CODE, "code2": "13"}, {**CODE, "code2": ""}, {}])
def test_no_other_code_shows_anything(given: dict[str, str], over: Series, client: Client) -> None:
    address = reverse("training:progress", args=[over.room_code])
    answer = client.post(address, given)
    assert answer.status_code == 422
    assert "Nobody in this series has this code." in words(answer.content)
    assert "Sessions you were at" not in words(client.get(address).content)
    assert over.participants.count() == 30


def test_codes_are_not_tried_out(over: Series, client: Client) -> None:
    address = reverse("training:progress", args=[over.room_code])
    most, _time = BRAKES[0]
    for _try in range(most - 1):
        client.post(address, {**CODE, "code2": "99"})
    cache.clear()  # another worker answers: it knows what the database knows
    assert client.post(address, {**CODE, "code2": "99"}).status_code == 422
    refused = client.post(address, CODE)
    assert (refused.status_code, "Too many wrong codes in this series." in words(refused.content)) == (429, True)


def test_certificate_says_attendance_and_neither_points_nor_number_nor_name(over: Series, client: Client) -> None:
    client.post(reverse("training:progress", args=[over.room_code]), CODE)
    for lang, said in (("en", "6 of 6 sessions, 24 hours"), ("es", "6 de 6 sesiones, 24 horas")):
        found = pdf(client, "certificate", over.room_code, lang, "a4")
        assert len(found.pages) == 1
        assert said in text_of(found)
        assert found.trailer["/Root"]["/MarkInfo"]["/Marked"] == True  # noqa: E712
        assert found.trailer["/Root"]["/Lang"] == lang
    signed_by_the_trainer = text_of(pdf(client, "certificate", over.room_code, "en", "letter"))
    assert "It was printed with the code that signed in at these sessions." in signed_by_the_trainer
    assert re.findall(r"number 1|points|First test|Last test|6-1|\d+ of 40", signed_by_the_trainer) == []


def test_certificate_prints_days_on_which_sessions_were_opened(over: Series, client: Client, at: datetime) -> None:
    """All six were planned a week apart, and all were opened on the first day but one that number 1 missed."""
    over.participants.get(number=1).attendances.filter(session__number=6).delete()
    over.sessions.filter(number=6).update(roll_opened_at=at + timedelta(days=3))
    over.sessions.filter(number=2).update(roll_opened_at=at + timedelta(days=1))
    client.post(reverse("training:progress", args=[over.room_code]), CODE)
    told = text_of(pdf(client, "certificate", over.room_code, "en", "a4"))
    days = [at + timedelta(days=days) for days in (0, 1, 0, 0, 0)]
    assert formats.listed([formats.day(day.date(), "en") for day in days], "en") in told
    assert "5 of 6 sessions" in told


def test_certificate_of_a_roll_typed_from_paper_prints_the_planned_day(over: Series, at: datetime) -> None:
    session = over.sessions.get(number=2)
    session.attendances.update(way=Attendance.Way.PAPER)
    Session.objects.filter(pk=session.pk).update(roll_opened_at=at + timedelta(days=20))
    assert held_on(over.sessions.get(number=2)) == (at + timedelta(weeks=1)).date()


def test_session_planned_for_another_day_says_so_before_it_opens(
    six_weeks: Series, trainer: Person, client: Client, at: datetime
) -> None:
    client.force_login(trainer)
    address = reverse("training:session", args=[six_weeks.initiative.slug, six_weeks.number, 1])
    now = timezone.now()
    planned = formats.day(six_weeks.sessions.get(number=1).times.get().starts_at.date(), "en")
    assert f"and this session is planned for {planned}. Open it only if it takes place today." in words(
        client.get(address).content
    )
    SessionTime.objects.filter(session__series=six_weeks).update(starts_at=now, ends_at=now + timedelta(hours=4))
    assert "Open it only if it takes place today." not in words(client.get(address).content)


def test_certificate_is_of_who_was_there_when_all_is_over(over: Series, client: Client, at: datetime) -> None:
    address = reverse("training:certificate", args=[over.room_code, "en", "a4"])
    assert client.get(address)["Location"] == reverse("training:progress", args=[over.room_code])
    client.post(reverse("training:progress", args=[over.room_code]), CODE)
    Series.objects.filter(pk=over.pk).update(ended_at=None)
    assert client.get(address).status_code == 404


def test_unknown_room_has_no_progress(client: Client, over: Series) -> None:
    assert client.get(reverse("training:progress", args=["000000"])).status_code == 404


@pytest.mark.covers("G2")
def test_host_gets_two_tagged_pages_in_both_languages(over: Series, trainer: Person, client: Client) -> None:
    client.force_login(trainer)
    place = [over.initiative.slug, over.number]
    for lang, said in (("en", "Scores rose by"), ("es", "Los puntajes subieron")):
        found = pdf(client, "host_report", *place, lang, "letter")
        told = text_of(found)
        assert len(found.pages) == 2
        assert said in told
        assert found.trailer["/Root"]["/MarkInfo"]["/Marked"] == True  # noqa: E712
    assert "25 de 30" in told


def test_host_is_told_nothing_of_a_handful(
    one_session: Series, trainer: Person, client: Client, at: datetime
) -> None:  # fmt: skip
    taught(one_session, 4, at)
    client.force_login(trainer)
    told = text_of(pdf(client, "host_report", one_session.initiative.slug, one_session.number, "en", "a4"))
    assert "Fewer than 5 people took both tests, so nothing is said of what was learned." in told
    assert re.findall("went up|points on average|on average from", told) == []


@pytest.mark.parametrize("who", ["chair", "partner", "stranger"])
@pytest.mark.parametrize("name", ["reports", "brief", "host_report"])
def test_others_get_no_report(
    who: str, name: str, one_session: Series, client: Client, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))
    more = {"reports": [], "brief": [1], "host_report": ["en", "a4"]}[name]
    place = [one_session.initiative.slug, one_session.number, *more]
    assert client.get(reverse(f"training:{name}", args=place)).status_code == 404


def test_host_reads_how_many_began_with_which_form_and_figures_of_one_decimal(
    over: Series, trainer: Person, client: Client
) -> None:
    client.force_login(trainer)
    told = text_of(pdf(client, "host_report", over.initiative.slug, over.number, "en", "letter"))
    pairs = [over.participants.get(number=number) for number in range(1, 31) if number % 6]
    first = {form: sum(one.number % 2 == odd for one in pairs) for form, odd in (("A", 1), ("B", 0))}
    assert f"They began with two forms of it: {first['A']} with form A and {first['B']} with form B." in told
    assert len(re.findall(r"Average (?:before|after) \d+\.\d of 40 points", told)) == 2
    assert "right answers at first" not in told
