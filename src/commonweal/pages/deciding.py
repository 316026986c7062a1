"""Decisions on a member's home, and the first page of the packet: where we are, and what to look at first."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.governance.about import Cover, EvidenceRow
from commonweal.governance.models import Decision, Initiative, LastWord, StakeContest
from commonweal.governance.queries.contests import contests_to_answer
from commonweal.governance.queries.decisions import to_lead, to_vote_on
from commonweal.governance.queries.last_words import words_to_say
from commonweal.lib.languages import page_language
from commonweal.pages.queries import figures_of, shown
from commonweal.pages.reading import Reading
from commonweal.pages.row_of_work import LAST, Task
from commonweal.pages.scoreboard import big_goal, measure_url, readings_of
from commonweal.people.models import Person
from commonweal.ui import formats

#: What a committee looks at before anything else.
EXCEPTIONS = ("getting-worse", "behind")
MOST_EXCEPTIONS = 3
TO_VOTE = 4  # minutes: read the figures, vote


def decision_tasks(person: Person, initiative: Initiative, at: datetime) -> Iterator[Task]:
    """Votes that wait, in one row; then what a chair has to say of a decision."""
    waiting = to_vote_on(person, initiative, at)
    if waiting:
        yield _votes(waiting, initiative)
    for decision in to_lead(person, initiative, at):
        yield _to_lead(decision, initiative)
    for word in words_to_say(person, initiative, at):
        yield _last_word(word, initiative)
    for contest in contests_to_answer(person, initiative, at):
        yield _to_answer(contest, initiative)


def _votes(waiting: list[Decision], initiative: Initiative) -> Task:
    first = waiting[0]
    many = ngettext("Vote on %(count)s question", "Vote on %(count)s questions", len(waiting))
    due = _("closes %(when)s") % {"when": formats.moment(first.closes_at)} if first.closes_at else ""
    return Task(
        many % {"count": len(waiting)},
        _("You are on the roll. First: %(question)s") % {"question": first.question},
        reverse("governance:to_decide", args=[initiative.slug]),
        due=due,
        minutes=TO_VOTE * len(waiting),
        due_at=first.closes_at or LAST,
    )


def _to_answer(contest: StakeContest, initiative: Initiative) -> Task:
    number = contest.decision.number
    return Task(
        _("Answer %(name)s about an interest") % {"name": contest.person.name},
        _("It keeps them from voting on decision %(number)s. They say that it does not touch it.") % {"number": number},
        reverse("governance:answer_contest", args=[initiative.slug, number, contest.pk]),
        due_at=contest.decision.closes_at or LAST,
    )


def _last_word(word: LastWord, initiative: Initiative) -> Task:
    number, question = word.decision.number, word.decision.question
    return Task(
        _("Say the last word on decision %(number)s") % {"number": number},
        _("%(group)s speaks for residents. %(question)s") % {"group": word.group.name, "question": question},
        reverse("governance:last_word", args=[initiative.slug, number]),
        due=_("until %(when)s") % {"when": formats.day(word.until)} if word.until else "",
        minutes=10,
        due_at=word.until or LAST,
    )


def _to_lead(decision: Decision, initiative: Initiative) -> Task:
    why = _("It is counted. Say what follows, and why.")
    if decision.reopened_at:
        why = _("Something that it rests on has changed. Say whether it stands.")
    return Task(
        _("Look at decision %(number)s") % {"number": decision.number},
        f"{decision.question} {why}",
        reverse("governance:decision", args=[initiative.slug, decision.number]),
        minutes=10,
    )


def cover(_reader: Any, initiative: Initiative) -> Cover | None:
    """Out of the newest release, as the public scoreboard says it; nothing before the first."""
    here = shown(initiative.slug)
    if here.current is None:
        return None
    lang = page_language()
    content = figures_of(here.current)
    readings = readings_of(content, lang)
    headline = next((one for one in readings if one.measure["headline"]), None)
    goal = big_goal(here, content["goal"], headline, readings)
    first = [one for code in EXCEPTIONS for one in readings if one.verdict == code and one is not headline]
    return Cover(
        goal=goal.text,
        number=goal.number,
        caption=goal.caption,
        sentence=goal.sentence,
        verdict=goal.verdict,
        exceptions=[_exception(initiative, one) for one in first[:MOST_EXCEPTIONS]],
    )


def _exception(initiative: Initiative, reading: Reading) -> EvidenceRow:
    latest = reading.latest
    return EvidenceRow(
        name=reading.name,
        value=reading.figure(latest.value) if latest else "",
        period=formats.period(latest.period, reading.lang) if latest else "",
        verdict=reading.verdict,
        release=reading.verdict_words,
        url=measure_url(initiative.slug, reading.code),
    )
