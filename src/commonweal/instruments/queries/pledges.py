"""The pledge to take part: who has signed it for the year that runs, and how it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Prefetch
from django.http import Http404

from commonweal.engines.questionnaires import Instrument, Item, Text, instrument_from
from commonweal.governance import rules as seats
from commonweal.governance.models import Initiative
from commonweal.governance.operations.term_warnings import data_managers
from commonweal.instruments import rules
from commonweal.instruments.models import Invitation, Sheet, Survey
from commonweal.instruments.queries.answers import Answers, answers_of
from commonweal.instruments.queries.plans import item_spread
from commonweal.instruments.queries.results import floor_of
from commonweal.people.models import Affiliation, Organisation, Person

CODE, OF_ORGANISATIONS = "participation-pledge", "organization-pledge"
A_YEAR, SOON = timedelta(days=365), timedelta(days=30)


@dataclass(frozen=True)
class Signed:
    """What was signed, from when until when. Signing no guideline at all is an answer, and no pledge."""

    signed: tuple[Text, ...]
    of: int
    since: date
    today: date

    @property
    def until(self) -> date:
        return self.since + A_YEAR

    @property
    def is_in_force(self) -> bool:
        return bool(self.signed) and self.today <= self.until

    @property
    def ends_soon(self) -> bool:
        return self.is_in_force and self.today > self.until - SOON


@dataclass(frozen=True)
class Pledge(Signed):
    """Of one person."""

    person: Person

    @property
    def works_at(self) -> str:
        return ", ".join(str(work.organisation) for work in getattr(self.person, "current_work", ()))


@dataclass(frozen=True)
class OrganisationPledge(Signed):
    """Of an organization: what everybody signed who answered for it, of those who were asked."""

    organisation: Organisation
    answered: tuple[Person, ...]
    asked: int

    @property
    def names(self) -> str:
        return ", ".join(sorted(one.name for one in self.answered))


@dataclass(frozen=True)
class Guideline:
    """How many signed it last time, and the middle of what they say of the months before; None where nothing shows."""

    text: Text
    signed: int
    middle: float | None
    points: int
    #: Fewer than the floor said how it is kept.
    is_hidden: bool = False


@dataclass(frozen=True)
class Pledges:
    """`latest` are the answers to the newest asking that the reader may read."""

    latest: Answers | None
    guidelines: tuple[Guideline, ...]
    own: Pledge | None
    waiting: Invitation | None
    #: Names, for whoever runs the surveys; else None.
    everybody: tuple[Pledge, ...] | None
    #: Of the organizations for which the reader speaks, and what waits for them.
    own_organisations: tuple[OrganisationPledge, ...] = ()
    waiting_for: tuple[Invitation, ...] = ()
    #: All whose pledge is in force: an organization's word, which every member reads.
    organisations: tuple[OrganisationPledge, ...] = ()
    #: Those for which the reader speaks, which hold no pledge while no request waits for the reader.
    unsigned: tuple[Organisation, ...] = ()
    may_ask: bool = False
    #: Who runs the surveys and can ask again.
    ask_whom: tuple[Person, ...] = ()

    @property
    def in_force(self) -> list[Pledge]:
        return [pledge for pledge in self.everybody or () if pledge.is_in_force]

    @property
    def run_out(self) -> list[Pledge]:
        return [pledge for pledge in self.everybody or () if pledge.signed and not pledge.is_in_force]


def pledges(reader: Any, initiative: Initiative, at: datetime) -> Pledges:
    """The reader's own, what may be told of all, and the names for who may have them."""
    today = seats.today(initiative, at)
    surveys = _surveys(initiative, CODE)
    signed = _newest(surveys, today)
    run = [survey for survey in surveys if rules.may_run(reader, survey, at)]
    shown = [pledge for pledge, survey in signed if survey in run]
    latest = _latest(reader, surveys, at)
    key = getattr(reader, "pk", None)
    return Pledges(
        latest=latest,
        guidelines=_guidelines(latest) if latest and latest.n else (),
        own=next((pledge for pledge, _survey in signed if pledge.person.pk == key), None),
        waiting=_waiting(surveys, key, today),
        everybody=tuple(sorted(shown, key=lambda pledge: pledge.person.name)) if run else None,
        may_ask=rules.may_ask(reader, initiative, None, at),
        ask_whom=tuple(data_managers(initiative, today)),
        **_of_organisations(reader, initiative, at),
    )


def _surveys(initiative: Initiative, code: str) -> list[Survey]:
    asked = Survey.objects.filter(initiative=initiative, version__instrument__code=code, mode=Survey.Mode.NAMED)
    return list(asked.select_related("version", "initiative").order_by("-opens_on", "-pk"))


def organisations_were_asked(initiative: Initiative) -> bool:
    """Whether organisations were ever asked to pledge: none that holds it is otherwise no answer."""
    return bool(_surveys(initiative, OF_ORGANISATIONS))


def _of_organisations(reader: Any, initiative: Initiative, at: datetime) -> dict[str, Any]:
    surveys, today = _surveys(initiative, OF_ORGANISATIONS), seats.today(initiative, at)
    found = _newest_of_organisations(surveys, today)
    mine = set(rules.organisations_spoken_for(reader, initiative, today))
    asked = Invitation.objects.filter(survey__in=surveys, person=getattr(reader, "pk", None) or 0, has_answered=False)
    waiting = asked.filter(survey__closed_at=None, survey__closes_on__gte=today).select_related("organisation")
    in_force = tuple(pledge for pledge, _survey in found if pledge.is_in_force)
    settled = {pledge.organisation for pledge in in_force} | {one.organisation for one in waiting}
    return {
        "own_organisations": tuple(pledge for pledge, _survey in found if pledge.organisation in mine),
        "waiting_for": tuple(waiting),
        "organisations": in_force,
        "unsigned": tuple(sorted(mine - settled, key=str)),
    }


def _newest_of_organisations(surveys: Sequence[Survey], today: date) -> list[tuple[OrganisationPledge, Survey]]:
    """By name; an earlier survey still counts where nobody has answered for the organization since."""
    found: dict[int, tuple[OrganisationPledge, Survey]] = {}
    for survey in surveys:
        sheets = Sheet.objects.filter(survey=survey, state=Sheet.State.SENT, invitation__organisation__isnull=False)
        answers: dict[Organisation, list[Sheet]] = {}
        for sheet in sheets.select_related("invitation__organisation", "invitation__person"):
            if sheet.invitation and sheet.invitation.organisation:
                answers.setdefault(sheet.invitation.organisation, []).append(sheet)
        for organisation, said in answers.items():
            if organisation.pk not in found:
                found[organisation.pk] = _signed_by_all(survey, organisation, said, today), survey
    return sorted(found.values(), key=lambda pair: str(pair[0].organisation))


def _signed_by_all(
    survey: Survey, organisation: Organisation, sheets: Sequence[Sheet], today: date
) -> OrganisationPledge:
    items = pledged(instrument_from(survey.version.content))
    texts = tuple(item.text for item in items if all(one.answers.get(item.id) == "yes" for one in sheets))
    answered = tuple(one.invitation.person for one in sheets if one.invitation and one.invitation.person)
    asked = survey.invitations.filter(organisation=organisation).count()
    return OrganisationPledge(texts, len(items), survey.opens_on, today, organisation, answered, asked)


def _newest(surveys: Sequence[Survey], today: date) -> list[tuple[Pledge, Survey]]:
    """The newest signature of each person; an earlier one still counts where they have not answered since."""
    work = Affiliation.objects.filter(seats.in_term(today)).select_related("organisation")
    sheets = Sheet.objects.filter(survey__in=surveys, state=Sheet.State.SENT, invitation__person__isnull=False)
    sheets = sheets.select_related("invitation__person").prefetch_related(
        Prefetch("invitation__person__affiliations", queryset=work, to_attr="current_work")
    )
    by_survey: dict[int, list[Sheet]] = {}
    for sheet in sheets:
        by_survey.setdefault(sheet.survey_id, []).append(sheet)
    found: dict[int, tuple[Pledge, Survey]] = {}
    for survey in surveys:
        items = pledged(instrument_from(survey.version.content))
        for sheet in by_survey.get(survey.pk, ()):
            person = sheet.invitation.person if sheet.invitation else None
            if person is not None and person.pk not in found:
                texts = tuple(item.text for item in items if sheet.answers.get(item.id) == "yes")
                found[person.pk] = Pledge(texts, len(items), survey.opens_on, today, person), survey
    return list(found.values())


def pledged(instrument: Instrument) -> list[Item]:
    return [item for item in instrument.in_order if item.kind == "pledge"]


def _latest(reader: Any, surveys: Sequence[Survey], at: datetime) -> Answers | None:
    for survey in surveys:
        try:
            return answers_of(reader, survey, at)
        except Http404:
            continue
    return None


def _guidelines(answers: Answers) -> tuple[Guideline, ...]:
    """Each guideline beside its pulse question: the file has them in the same order."""
    instrument, rows = answers.instrument, range(answers.n)
    pulse = [item for item in instrument.in_order if item.kind == "scale"]
    found = []
    for number, item in enumerate(pledged(instrument)):
        spread = item_spread(answers, pulse[number], rows) if number < len(pulse) else None
        points = instrument.scale(pulse[number].scale).max if spread else 0
        n = sum(value == "yes" for value in answers.columns[item.id])
        hidden = spread is not None and 0 < spread.n < floor_of(answers)
        found.append(Guideline(item.text, n, spread.median if spread and not hidden else None, points, hidden))
    return tuple(found)


def _waiting(surveys: Sequence[Survey], key: int | None, today: date) -> Invitation | None:
    waiting = Invitation.objects.filter(survey__in=surveys, person=key or 0, has_answered=False)
    return waiting.filter(survey__closed_at=None, survey__closes_on__gte=today).first()
