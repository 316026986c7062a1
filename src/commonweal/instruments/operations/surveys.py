"""A survey is opened for a stated audience, reminds who is silent, and is closed once."""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from commonweal.engines.questionnaires import Instrument, forms_of, instrument_from
from commonweal.governance import rules as seats
from commonweal.governance.models import Group, Initiative
from commonweal.instruments import rules
from commonweal.instruments.models import Invitation, Sheet, Survey
from commonweal.instruments.operations.instruments import version_to_ask
from commonweal.instruments.operations.mails import call_off_mails, invite, remind_by_mail
from commonweal.instruments.operations.urns import empty_urn, make_urn
from commonweal.instruments.queries.audience import RESPONDENTS, Asked, audience, told_apart
from commonweal.lib.room_codes import free_code
from commonweal.people.models import Organisation
from commonweal.trail.operations import record

#: Fewer are never shown, whatever an instrument says.
FLOOR = 5
LONGEST = timedelta(days=366)
#: Once, so many days before the last; only where the survey is open long enough for it.
REMINDS_BEFORE, REMINDS_FROM = timedelta(days=2), timedelta(days=5)


@dataclass(frozen=True)
class SurveyDraft:
    """What is asked of whom until when. Titles that are empty are the instrument's own."""

    code: str
    mode: str
    closes_on: date
    group: Group | None = None
    about: Organisation | None = None
    title_en: str = ""
    title_es: str = ""
    splits: list[str] = field(default_factory=list)
    in_room: bool = False
    #: In a room, where each has a slip with a code of its own.
    by_slips: bool = False
    form: str = ""


@transaction.atomic
def open_survey(*, by: Any, initiative: Initiative, survey: SurveyDraft, at: datetime) -> Survey:
    """Draw the audience as it is today, and mail everybody in it. The mode never changes from here on."""
    version = version_to_ask(by=by, initiative=initiative, code=survey.code, at=at)
    if version is None:
        raise ValidationError({"code": _("There are no such questions here.")})
    instrument, today = instrument_from(version.content), seats.today(initiative, at)
    about_oneself = instrument.raters == "peer"
    may = rules.may_ask_about_oneself if about_oneself else rules.may_ask
    if not may(by, initiative, survey.group, at):
        raise PermissionDenied
    floor = max(FLOOR, instrument.floor)
    asked = [] if survey.in_room else _asked(initiative, survey.group, instrument, today)
    asked = [one for one in asked if not (about_oneself and one.person == by)]
    _check(survey, instrument, today, len(asked), floor)
    made = Survey.objects.create(
        initiative=initiative, version=version, mode=survey.mode, group=survey.group, about=survey.about, floor=floor,
        about_person=by if about_oneself else None, form=survey.form,
        title_en=survey.title_en.strip() or instrument.title.en,
        title_es=survey.title_es.strip() or instrument.title.es,
        splits=[] if survey.in_room else [one for one in survey.splits if one in RESPONDENTS],
        is_open_in_room=survey.in_room, by_slips=survey.in_room and survey.by_slips,
        room_code=free_code(_is_taken) if survey.in_room and not survey.by_slips else "",
        opens_on=today, closes_on=survey.closes_on, opened_at=at, opened_by=getattr(by, "actor_id", None),
    )  # fmt: skip
    if made.mode != Survey.Mode.NAMED:
        make_urn(by=by, survey=made)
    _invite_all(by, made, asked, at)
    record(by=by, verb="instruments.open_survey", subject=made, at=at, initiative=initiative.pk)
    return made


def _asked(initiative: Initiative, group: Group | None, instrument: Instrument, today: date) -> list[Asked]:
    return audience(initiative, group, today, for_organisations=instrument.raters == "organisation")


def _check(survey: SurveyDraft, instrument: Instrument, today: date, asked: int, floor: int) -> None:
    problems = {}
    if not instrument.can_be_asked or any(item.kind == "ties" for item in instrument.items):
        problems["code"] = _("These questions are not asked in this way.")
    if survey.form not in (forms_of(instrument) or ("",)):
        problems["form"] = _("Choose one of the two forms.")
    if survey.mode not in instrument.modes:
        problems["mode"] = _("These questions are not asked in this mode. Choose another one.")
    if not today <= survey.closes_on <= today + LONGEST:
        problems["closes_on"] = _("Choose a last day from today on, within a year.")
    if survey.in_room and survey.mode == Survey.Mode.NAMED:
        problems["mode"] = _("With slips or one code nobody signs in, so answers have no names. Choose another mode.")
    if not survey.in_room and not asked:
        problems["group"] = _("Nobody has a seat there today, so nobody would be asked.")
    elif not survey.in_room and survey.mode != Survey.Mode.NAMED and asked < floor:
        words = _("Only %(asked)s would be asked. Answers without names need %(floor)s people at least.")
        problems["group"] = words % {"asked": asked, "floor": floor}
    if problems:
        raise ValidationError(problems)


def _invite_all(by: Any, survey: Survey, asked: list[Asked], at: datetime) -> None:
    """Where names do not stand with answers, only groups large enough are noted at all."""
    told = set(survey.splits)
    if survey.mode != Survey.Mode.NAMED:
        told = told_apart((one.respondents for one in asked), survey.floor, survey.splits)
    for one in asked:
        invitation = Invitation.objects.create(
            survey=survey, person=one.person, organisation=one.organisation,
            respondents=one.respondents if one.respondents in told else "",
        )  # fmt: skip
        invite(by, invitation, at)


def _is_taken(code: str) -> bool:
    return Survey.objects.filter(closed_at=None, room_code=code).exists()


@transaction.atomic
def remind_the_silent(*, by: Any, survey: Survey, at: datetime) -> int:
    """A mail to everybody who has not answered, at most one a day. It tells how many, and nobody who."""
    if by is not None and not rules.may_run(by, survey, at):
        raise PermissionDenied
    _must_be_open(survey)
    today = seats.today(survey.initiative, at)
    silent = survey.invitations.filter(has_answered=False).exclude(reminded_on=today).select_related("person")
    sent = sum(remind_by_mail(by, invitation, at) for invitation in silent)
    silent.update(reminded_on=today)
    details = {"mails": sent}
    record(
        by=by, verb="instruments.remind_the_silent", subject=survey, at=at, initiative=survey.initiative_id,
        details=details,
    )  # fmt: skip
    return sent


@transaction.atomic
def count_the_room(*, by: Any, survey: Survey, people: int | None, at: datetime) -> None:
    """How many were there, so that a share has its whole."""
    if not rules.may_run(by, survey, at):
        raise PermissionDenied
    survey.people_in_room = people
    survey.save(update_fields=["people_in_room"])
    record(by=by, verb="instruments.count_the_room", subject=survey, at=at, initiative=survey.initiative_id)


@transaction.atomic
def close_survey(*, by: Any, survey: Survey, at: datetime) -> Survey:
    """For good. Sealed sheets come out shuffled under new keys; where too few came, they are not kept at all."""
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if by is not None and not rules.may_close(by, survey, at):
        raise PermissionDenied
    _must_be_open(survey)
    if survey.mode == Survey.Mode.NAMED:
        survey.sheets.filter(state=Sheet.State.DRAFT).delete()
    else:
        _take_out(by, survey, at)
    survey.closed_at = at
    survey.save(update_fields=["closed_at"])
    call_off_mails(by, survey, at)
    transaction.on_commit(lambda: import_string("commonweal.instruments.tasks.draw_reading").enqueue(survey.pk))
    record(by=by, verb="instruments.close_survey", subject=survey, at=at, initiative=survey.initiative_id)
    return survey


def _take_out(by: Any, survey: Survey, at: datetime) -> None:
    sheets = _enough(empty_urn(by=by, survey=survey), survey)
    # Whoever types paper in knows those sheets: they hide nobody who is left over from the groups.
    by_link = [sheet["of"] for sheet in sheets if sheet["way"] != Sheet.Way.PAPER]
    told = told_apart(by_link, survey.floor, survey.splits)
    # Two people may have made the same code: then it says nothing of either.
    codes = Counter(sheet.get("code", "") for sheet in sheets)
    Sheet.objects.bulk_create(
        Sheet(
            survey=survey, answers=sheet["answers"], way=sheet["way"], sent_on=seats.today(survey.initiative, at),
            respondents=sheet["of"] if sheet["of"] in told else "",
            code_hash=sheet.get("code", "") if codes[sheet.get("code", "")] == 1 else "",
        )
        for sheet in sheets
    )  # fmt: skip


def _enough(sheets: list[dict[str, Any]], survey: Survey) -> list[dict[str, Any]]:
    """What is kept: by invitation each way in counts for its own, so that no typed sheets fill up for a link's few."""
    if survey.is_open_in_room:
        return sheets if len(sheets) >= survey.floor else []
    of_way = Counter(sheet["way"] for sheet in sheets)
    return [sheet for sheet in sheets if of_way[sheet["way"]] >= survey.floor]


def _must_be_open(survey: Survey) -> None:
    if survey.closed_at is not None:
        raise ValidationError(_("This survey is closed already."))


def look_after_surveys(*, by: None, at: datetime) -> int:
    """Close what is over, remind once before; each in a transaction of its own."""
    if by is not None:
        raise PermissionDenied
    done = 0
    for survey in Survey.objects.filter(closed_at=None).select_related("initiative", "version"):
        today = seats.today(survey.initiative, at)
        if survey.closes_on < today:
            # One whose key is missing stays open and is asked for on its page; it keeps no other from closing.
            with suppress(ValidationError):
                close_survey(by=None, survey=survey, at=at)
                done += 1
        elif _is_time_to_remind(survey, today):
            remind_the_silent(by=None, survey=survey, at=at)
            done += 1
    return done


def _is_time_to_remind(survey: Survey, today: date) -> bool:
    if survey.closes_on - survey.opens_on < REMINDS_FROM or today < survey.closes_on - REMINDS_BEFORE:
        return False
    return survey.invitations.filter(has_answered=False).exists() and not (
        survey.invitations.filter(reminded_on__gte=survey.closes_on - REMINDS_BEFORE).exists()
    )
