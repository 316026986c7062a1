"""Surveys as the desk shows them: who was asked, how many answered, and never who did not."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.http import Http404

from commonweal.engines.questionnaires import Instrument, instrument_from
from commonweal.governance import rules as seats
from commonweal.governance.models import Initiative
from commonweal.instruments import content, models, rules
from commonweal.instruments.models import Survey
from commonweal.instruments.queries.asking import is_open


@dataclass(frozen=True)
class SurveyShown:
    """One survey with its counts. `silent` is a number, and nobody may know whose."""

    survey: Survey
    n_invited: int
    n_by_invitation: int
    is_open: bool
    may_run: bool
    may_read: bool
    may_close: bool
    #: Printed and not void.
    n_slips: int = 0

    @property
    def n_answered(self) -> int:
        return self.n_by_invitation + self.survey.without_invitation

    @property
    def silent(self) -> int:
        return self.n_invited - self.n_by_invitation

    @property
    def of_how_many(self) -> int | None:
        """The whole of a share; None where nobody counted the room."""
        if self.survey.by_slips:
            return self.n_slips
        return self.survey.people_in_room if self.survey.is_open_in_room else self.n_invited

    @property
    def is_full(self) -> bool:
        """As many sheets are in as people were asked: no more can come on paper."""
        by_invitation = self.survey.mode != Survey.Mode.NAMED and not self.survey.is_open_in_room
        return by_invitation and self.n_answered >= self.n_invited

    @property
    def is_withheld(self) -> bool:
        return self.survey.closed_at is not None and (self.loses_all or self.n_answered < self.survey.floor)

    @property
    def shows_something(self) -> bool:
        """Whoever runs a survey with names reads also what a few answered."""
        return not self.is_withheld or (self.may_run and self.survey.mode == Survey.Mode.NAMED)

    @property
    def loses_links(self) -> bool:
        """Sealed answers by link are too few by themselves: the close deletes them unread, whatever came on paper."""
        return self._counts_ways and 0 < self.n_by_invitation < self.survey.floor

    @property
    def loses_paper(self) -> bool:
        return self._counts_ways and 0 < self.survey.without_invitation < self.survey.floor

    @property
    def loses_all(self) -> bool:
        """Nothing is left to read after the close."""
        if not self._counts_ways:
            return self.survey.mode != Survey.Mode.NAMED and self.n_answered < self.survey.floor
        return max(self.n_by_invitation, self.survey.without_invitation) < self.survey.floor

    @property
    def _counts_ways(self) -> bool:
        """Links and paper each reach the floor by themselves, or are not kept."""
        return self.survey.mode != Survey.Mode.NAMED and not self.survey.is_open_in_room


@dataclass(frozen=True)
class Questions:
    """An instrument that can be asked here: built in, or brought along."""

    code: str
    instrument: Instrument
    is_built_in: bool
    asked: int


def surveys(reader: Any, initiative: Initiative, at: datetime) -> list[SurveyShown]:
    """Those that this reader may know of, the newest first."""
    shown = [one for one in _counted(Survey.objects.filter(initiative=initiative)) if rules.may_see(reader, one, at)]
    return [_shown(reader, one, at) for one in shown]


def survey_of(reader: Any, initiative: Initiative, number: int, at: datetime) -> SurveyShown:
    """Raises Http404 where it does not exist for this reader."""
    survey = _counted(Survey.objects.filter(initiative=initiative, pk=number)).first()
    if survey is None or not rules.may_see(reader, survey, at):
        raise Http404
    return _shown(reader, survey, at)


def run_by(reader: Any, initiative: Initiative, number: int, at: datetime) -> SurveyShown:
    """The same for whoever runs it; raises Http404 for everybody else."""
    shown = survey_of(reader, initiative, number, at)
    if not shown.may_run:
        raise Http404
    return shown


def closed_by(reader: Any, initiative: Initiative, number: int, at: datetime) -> SurveyShown:
    """The same for whoever may close it, while it is open; raises Http404 for everybody else."""
    shown = survey_of(reader, initiative, number, at)
    if not shown.may_close:
        raise Http404
    return shown


def too_few_by_link(survey: Survey) -> bool:
    """Whether the close deleted what came by link unread: who had sent it is told so."""
    if survey.closed_at is None or survey.mode == Survey.Mode.NAMED or survey.is_open_in_room:
        return False
    return survey.invitations.filter(has_answered=True).count() < survey.floor


def _counted(found: QuerySet[Survey]) -> QuerySet[Survey]:
    answered = Count("invitations", filter=Q(invitations__has_answered=True))
    found = found.select_related("initiative", "version__instrument", "group", "about", "about_person").order_by(
        "-opens_on", "-pk"
    )
    return found.annotate(invited=Count("invitations"), answered=answered)


def _shown(reader: Any, survey: Any, at: datetime) -> SurveyShown:
    return SurveyShown(
        survey=survey,
        n_invited=survey.invited,
        n_by_invitation=survey.answered,
        is_open=is_open(survey, at),
        may_run=rules.may_run(reader, survey, at),
        may_read=rules.may_read_results(reader, survey, at),
        may_close=survey.closed_at is None and rules.may_close(reader, survey, at),
        n_slips=slips_out(survey),
    )


def slips_out(survey: Survey) -> int:
    """How many serve, or have served: those printed and not void."""
    return survey.slips.filter(is_void=False).count() if survey.by_slips else 0


def slips_told(survey: Survey) -> int:
    """What everybody reads who answers: no more sheets than this can ever come."""
    return slips_out(survey) if survey.slips_at_most is None else survey.slips_at_most


def last_number(survey: Survey) -> int:
    """Of its slips, void ones too; 0 where none is made."""
    return survey.slips.aggregate(last=Max("number"))["last"] or 0


def questions_to_ask(reader: Any, initiative: Initiative, at: datetime) -> list[Questions]:
    """The built-in ones, and those that were brought along, in their newest version, as far as the reader may ask."""
    may_ask, has_colleagues = rules.may_ask_somebody(reader, initiative, at), seats.has_a_seat(reader, initiative, at)
    if not may_ask and not has_colleagues:
        return []
    found = {code: Questions(code, content.pack(code), True, 0) for code in content.pack_codes()}
    for kept in models.Instrument.objects.filter(initiative=initiative).annotate(asked=Count("versions__surveys")):
        newest = _newest(kept)
        if kept.is_built_in and kept.code in found:
            found[kept.code] = replace(found[kept.code], asked=kept.asked)
        elif newest is not None:
            found[kept.code] = Questions(kept.code, instrument_from(newest.content), False, kept.asked)
    # About themselves members ask, and nobody else of them.
    allowed = {True: has_colleagues, False: may_ask}
    known = [one for one in found.values() if can_be_asked(one.instrument)]
    return [one for one in known if allowed[one.instrument.raters == "peer"]]


def can_be_asked(instrument: Instrument) -> bool:
    """Ties are asked on pages of their own."""
    return instrument.can_be_asked and not any(item.kind == "ties" for item in instrument.items)


def _newest(kept: models.Instrument) -> models.InstrumentVersion | None:
    return kept.versions.order_by("-number").first()


def questions_of(reader: Any, initiative: Initiative, code: str, at: datetime) -> Instrument:
    """One instrument that this reader may ask with; raises Http404."""
    found = next((one for one in questions_to_ask(reader, initiative, at) if one.code == code), None)
    if found is None:
        raise Http404
    return found.instrument


def has_newer_version(survey: Survey) -> bool:
    """The questions were changed since: a survey goes on with those that it began with."""
    newest = _newest(survey.version.instrument)
    if newest is not None and newest.pk != survey.version_id:
        return True
    code = survey.version.instrument.code
    if not survey.version.instrument.is_built_in or code not in content.pack_codes():
        return False
    return content.pack(code) != instrument_from(survey.version.content)


def earlier(survey: Survey) -> Survey | None:
    """The survey before it with the same questions, asked of the same group in the same way: to see what changed."""
    same = Survey.objects.filter(
        initiative=survey.initiative_id, version__instrument=survey.version.instrument_id, group=survey.group_id,
        about=survey.about_id, about_person=survey.about_person_id, is_open_in_room=survey.is_open_in_room,
        by_slips=survey.by_slips, opened_at__lt=survey.opened_at,
    ).exclude(closed_at=None)  # fmt: skip
    return same.order_by("-opened_at").first()
