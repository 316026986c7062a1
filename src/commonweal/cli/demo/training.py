"""Two invented cohorts: one in four hours with 24 learners, one over six weeks with 30, asked what the rule says."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from django.db import transaction

from commonweal.cli.demo.calendar import at_five
from commonweal.cli.demo.founding import Founded
from commonweal.cli.demo.learners import Believing, Learner, learners, luck, scale_answers
from commonweal.cli.demo.tables import training_table
from commonweal.engines.questionnaires import instrument_from
from commonweal.people.models import Person
from commonweal.training.forms.polls import familiarity
from commonweal.training.models import Assessment, Participant, Poll, Series, Session
from commonweal.training.operations import (
    PollDraft,
    SeriesDraft,
    When,
    ask_again,
    close_poll,
    draft_poll,
    end_session,
    join,
    open_assessment,
    open_poll,
    open_roll,
    open_series,
    send_attempt,
    show_results,
    vote,
)
from commonweal.training.operations.audience import count_audience
from commonweal.training.operations.follow_ups import look_after_follow_up
from commonweal.training.operations.resources import ResourceDraft, add_resource
from commonweal.training.own_codes import own_code
from commonweal.training.queries.taking_part import form_of
from commonweal.training.syllabus import syllabus_from

#: How many places a phone may be from where what it knew before would put it.
STIRRED = 6
FEW_MINUTES, HALF_AN_HOUR = timedelta(minutes=6), timedelta(minutes=30)


@transaction.atomic
def teach_all(founded: Founded, trainer: Person, at: datetime) -> None:
    """In one go: hundreds of sheets, and a half-taught cohort is of no use."""
    table = training_table()
    for days, kind, name, url, about_en, about_es in table["resources"]:
        entry = ResourceDraft(kind, name, url, about_en, about_es)
        add_resource(by=trainer, initiative=founded.initiative, resource=entry, at=at - timedelta(days=days))
    for cohort in sorted(table["cohorts"], key=lambda one: -one["opened"]):
        teach(founded, trainer, cohort, at)


def teach(founded: Founded, trainer: Person, cohort: Mapping[str, Any], at: datetime) -> None:
    _Cohort(founded, trainer, cohort, believing(), at).teach()


def believing() -> Believing:
    wrong = training_table()["wrong"]
    return Believing(frozenset(wrong["stubborn"]), wrong["sticky"])


class _Cohort:
    def __init__(
        self, founded: Founded, trainer: Person, told: Mapping[str, Any], believing: Believing, at: datetime
    ) -> None:
        self.trainer, self.told, self.believing, self.at = trainer, told, believing, at
        self.series = self._opened(founded)
        self.questions = syllabus_from(self.series.syllabus.content).by_id
        self.people: dict[Learner, Participant] = {}

    def _opened(self, founded: Founded) -> Series:
        told = self.told
        hours = timedelta(hours=told["starts"])
        starts = [at_five(self.at - timedelta(days=days)) + hours for days in told["days"]]
        draft = SeriesDraft(
            told["format"], [When(start, start + timedelta(hours=told["hours"]), told["place"]) for start in starts],
            told["title_en"], told["title_es"], sponsor=founded.organisations[told["sponsor"]], place=told["place"],
            adaptation_en=told["adaptation_en"], adaptation_es=told["adaptation_es"],
        )  # fmt: skip
        opened = self.at - timedelta(days=told["opened"])
        return open_series(by=self.trainer, initiative=founded.initiative, series=draft, at=opened)

    def teach(self) -> None:
        cohort, poll = learners(self.told), None
        for session in self.series.sessions.prefetch_related("times"):
            starts = session.times.all()[0].starts_at
            is_last = session.number == len(self.told["days"])
            open_roll(by=self.trainer, session=session, at=starts)
            if session.number == 1:
                people = self.told["audience"]
                count_audience(by=self.trainer, series=self.series, people=people, at=starts + FEW_MINUTES)
            session.refresh_from_db()
            here = [one for one in cohort if session.number in one.there]
            for learner in here:
                joined = join(
                    by=None, session=session, code=own_code(learner.answers), language=learner.language,
                    at=starts + FEW_MINUTES,
                )  # fmt: skip
                self.people[learner] = joined.participant
            if session.number == 1:
                poll = self._poll(session, None, "before", starts + FEW_MINUTES)
            self._ask(session, here, starts + 2 * FEW_MINUTES)
            if is_last:
                self._finish(session, here, poll, session.times.all()[0].ends_at - HALF_AN_HOUR)
            end_session(by=self.trainer, session=session, at=session.times.all()[0].ends_at)
        self._follow_up([one for one in cohort if len(self.told["days"]) in one.there])

    def _finish(self, session: Session, here: list[Learner], before: Poll | None, at: datetime) -> None:
        """Some have gone by then; the others are asked what they learned."""
        post = session.assessments.get(phase=Assessment.Phase.POST)
        open_assessment(by=self.trainer, assessment=post, at=at)
        self._poll(session, before, "after", at)
        self._ask(session, here[self.told["early"] :], at + FEW_MINUTES)

    def _ask(self, session: Session, here: list[Learner], at: datetime) -> None:
        """All that is open now, and was not asked before."""
        for assessment in session.assessments.exclude(opened_at=None).filter(attempts=None):
            self._answer(assessment, here, at)

    def _answer(self, assessment: Assessment, people: list[Learner], at: datetime) -> None:
        high = self.told["efficacy"].get(assessment.moment, 0)
        instrument = None if assessment.is_test else instrument_from(assessment.content)
        for learner in people:
            person, rng = self.people[learner], learner.luck(assessment.phase, assessment.moment, assessment.session)
            if instrument is not None:
                given = scale_answers(instrument, high, rng)
            else:
                asked = [self.questions[item] for item in assessment.content[form_of(assessment, person)]]
                given = self.believing.test(learner, asked, self._kept(assessment), rng)
            send_attempt(by=None, assessment=assessment, participant=person, answers=given, at=at)

    def _kept(self, assessment: Assessment) -> float:
        if assessment.phase == Assessment.Phase.PRE:
            return 0
        return float(self.told["kept"]) if assessment.phase == Assessment.Phase.FOLLOW_UP else 1

    def _poll(self, session: Session, before: Poll | None, when: str, at: datetime) -> Poll:
        """The same phones both times, as far as they are still there."""
        if before is None:
            ready = familiarity()
            draft = PollDraft(ready.question_en, ready.options, ready.question_es, ready.kind, session)
            poll = draft_poll(by=self.trainer, initiative=self.series.initiative, poll=draft, at=at)
        else:
            poll = ask_again(by=self.trainer, poll=before, at=at)
        poll = open_poll(by=self.trainer, poll=poll, at=at)
        for phone, option in enumerate(_spread(poll, self.told["poll"][when])):
            vote(by=None, code=poll.room_code, phone=f"{self.told['code']} {phone}", option=option, at=at)
        show_results(by=self.trainer, poll=poll, at=at + FEW_MINUTES)
        return close_poll(by=self.trainer, poll=poll, at=at + 2 * FEW_MINUTES)

    def _follow_up(self, stayed: list[Learner]) -> None:
        """As far as its day has come: some have answered, and others may still."""
        due = self.series.assessments.filter(session=None, due_on__lte=self.at.date())
        first = due.first()
        if first is None or first.due_on is None:
            return
        opens = at_five(self.at - timedelta(days=(self.at.date() - first.due_on).days))
        look_after_follow_up(by=None, series=self.series, is_told=False, at=opens)
        answering = luck(self.told["code"], "later").permutation(len(stayed))[: self.told["followed_up"]]
        for assessment in due:
            assessment.refresh_from_db()
            self._answer(assessment, [stayed[one] for one in answering], opens + timedelta(days=2))


def _spread(poll: Poll, counts: list[int]) -> list[str]:
    """By phone: those who knew more before know more after, though not all of them and not in the same order."""
    options = [option["id"] for option, count in zip(poll.options, counts, strict=True) for _each in range(count)]
    nearly = np.argsort(np.arange(len(options)) + luck(poll.key, poll.phase).normal(0, STIRRED, len(options)))
    return [options[place] for place in nearly]
