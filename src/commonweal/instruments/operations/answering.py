"""Answers come in. Of a sealed survey nothing is written that ties a sheet to anybody: no entry, no time, no order."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from commonweal.engines.questionnaires import problems_of, what_counts
from commonweal.governance import rules as seats
from commonweal.instruments import rules
from commonweal.instruments.models import Invitation, Sheet, Slip, Survey
from commonweal.instruments.operations.urns import TEXT_BYTES, has_been_put_in, put_in, too_long
from commonweal.instruments.queries.asking import VOID, Asking, NotAskedError, is_open
from commonweal.instruments.queries.surveys import slips_out
from commonweal.lib.languages import page_language
from commonweal.trail.operations import record

Typed = Mapping[str, Any]


@transaction.atomic
def save_draft(*, by: None, asking: Asking, answers: Typed, at: datetime) -> None:
    """To go on later, also from another machine; only where names stand with answers. Nobody else reads it."""
    _must_be_open(asking, at)
    if asking.invitation is None or not asking.is_named:
        return
    sheet, _first = Sheet.objects.get_or_create(
        invitation=asking.invitation,
        defaults={"survey": asking.survey, "answers": {}, "state": Sheet.State.DRAFT},
    )
    if sheet.state == Sheet.State.DRAFT:
        sheet.answers = _to_go_on_with(asking, answers)
        sheet.save(update_fields=["answers"])


@transaction.atomic
def send_answers(*, by: None, asking: Asking, answers: Typed, once: str = "", code: str = "", at: datetime) -> bool:
    """False where these answers are in already, as after a line that broke; raises ValidationError by key.

    `once` marks one sending from a room, `code` is what a pseudonym was made from.
    """
    survey = asking.survey
    # First of all, so that of two sendings at one time the second waits here and finds the first.
    invitation = _held(asking)
    _must_be_open(asking, at)
    if invitation is not None and invitation.has_answered:
        return False
    counted = checked(asking, answers)
    if survey.mode == Survey.Mode.NAMED:
        _keep_named(asking, counted, at)
    elif not _seal(asking, counted, once, code):
        return False
    if invitation is None:
        Survey.objects.filter(pk=survey.pk).update(without_invitation=F("without_invitation") + 1)
    else:
        invitation.has_answered = True
        invitation.save(update_fields=["has_answered"])
    return True


@transaction.atomic
def type_in(
    *, by: Any, survey: Survey, answers: Typed, once: str, invitation: Invitation | None = None, code: str = "",
    at: datetime,
) -> bool:  # fmt: skip
    """A paper sheet, by whoever runs the survey; with names they say whose it is. A pseudonym may be left out on it."""
    if not rules.may_run(by, survey, at):
        raise PermissionDenied
    if survey.closed_at is not None:
        raise ValidationError(_("This survey is closed. What comes on paper now is too late."))
    if survey.by_slips:
        raise ValidationError(_("Here each slip serves once, on any phone. No sheets on paper are typed in."))
    asking = Asking(survey, invitation)
    counted = checked(asking, answers, on_paper=True)
    if survey.mode != Survey.Mode.NAMED:
        _must_have_room(survey, once)
        if not _seal(asking, counted, once, code, way=Sheet.Way.PAPER):
            return False
        Survey.objects.filter(pk=survey.pk).update(without_invitation=F("without_invitation") + 1)
        return True
    held = _held(asking)
    if held is None or held.survey_id != survey.pk:
        raise ValidationError({"invitation": _("Choose whose sheet it is.")})
    if held.has_answered:
        return False
    _keep_named(asking, counted, at, way=Sheet.Way.PAPER)
    held.has_answered = True
    held.save(update_fields=["has_answered"])
    record(by=by, verb="instruments.type_in", subject=survey, at=at, initiative=survey.initiative_id)
    return True


def _must_have_room(survey: Survey, once: str) -> None:
    """By invitation no more sheets can be right than people were asked. One that is in already takes no room."""
    if survey.is_open_in_room or (once and has_been_put_in(survey, once=once)):
        return
    held = Survey.objects.select_for_update().get(pk=survey.pk)
    asked = held.invitations.count()
    if held.invitations.filter(has_answered=True).count() + held.without_invitation >= asked:
        words = _("%(asked)s people were asked, and as many sheets are in. This one is not taken. Look for doubles.")
        raise ValidationError(words % {"asked": asked})


def checked(asking: Asking, answers: Typed, *, on_paper: bool = False) -> dict[str, Any]:
    """What counts of these answers; raises ValidationError by key. On paper nobody can be asked for what is missing."""
    instrument, spanish = asking.instrument, page_language() == "es"
    counted = what_counts(instrument, answers)
    found = [one for one in problems_of(instrument, counted) if not (on_paper and one.code.startswith("required"))]
    problems = {one.key: one.message("es" if spanish else "en") for one in found}
    if not asking.is_named:
        words = _("This is longer than there is room for. Keep to about %(letters)s letters.") % {"letters": 1000}
        problems |= dict.fromkeys(too_long(counted, list(counted)), words)
    if problems:
        raise ValidationError(problems)
    if not counted:
        raise ValidationError(_("Nothing is answered yet. Answer one question at least."))
    return counted


def _to_go_on_with(asking: Asking, answers: Typed) -> dict[str, Any]:
    """A draft keeps a wrong answer, so that its question is shown again; only what no sheet has room for is left."""
    faulty = {one.key for one in problems_of(asking.instrument, answers)}
    return {key: answer for key, answer in answers.items() if key not in faulty or len(str(answer)) <= TEXT_BYTES}


def _held(asking: Asking) -> Invitation | None:
    """The invitation as it is now; nobody else changes it before this transaction ends."""
    if asking.invitation is None:
        return None
    return Invitation.objects.select_for_update().get(pk=asking.invitation.pk)


def _must_be_open(asking: Asking, at: datetime) -> None:
    """Held before its urn, as by whoever closes it or makes slips void: nobody waits for one who waits for them."""
    held = Survey.objects.select_for_update(of=("self",)).select_related("initiative")
    survey = held.get(pk=asking.survey.pk)
    if not is_open(survey, at):
        raise NotAskedError("closed", survey)


def _keep_named(asking: Asking, answers: Typed, at: datetime, way: str = Sheet.Way.SCREEN) -> None:
    invitation = asking.invitation
    assert invitation is not None  # a named survey is asked by invitation alone
    survey = asking.survey
    Sheet.objects.update_or_create(
        invitation=invitation,
        defaults={
            "survey": survey, "answers": dict(answers), "state": Sheet.State.SENT, "way": way,
            "respondents": invitation.respondents, "sent_on": seats.today(survey.initiative, at),
        },
    )  # fmt: skip
    record(
        by=invitation.person, verb="instruments.send_answers", subject=survey, at=at, initiative=survey.initiative_id
    )


def _seal(asking: Asking, answers: Typed, once: str, code: str, way: str = Sheet.Way.SCREEN) -> bool:
    """Into the urn, unless this sending is there. No entry in the trail: its time would be that of the sheet.

    A code that lies there already may be somebody else's: both sheets stay, and the close takes the code off both.
    """
    survey = asking.survey
    hashed = code_hash(survey, code) if code else ""
    if once and has_been_put_in(survey, once=once):
        return False
    sheet = {"answers": answers, "of": asking.invitation.respondents if asking.invitation else "", "way": way}
    spent = _spend(asking)
    put_in(
        by=None, survey=survey, spent=spent, sheet=sheet | {"once": once[:40]} | ({"code": hashed} if hashed else {})
    )
    return True


def _spend(asking: Asking) -> str:
    """What marks the slip as used; raises ValidationError where it was. Only a whole sheet finds that out."""
    if not asking.survey.by_slips:
        return ""
    slip = Slip.objects.filter(pk=asking.slip or 0, survey=asking.survey).first()
    if slip is None or slip.is_void:
        raise NotAskedError(VOID, asking.survey)
    if has_been_put_in(asking.survey, spent=slip.code_hash):
        words = _("This slip has been used before, so these answers were not taken. Ask for another slip.")
        raise ValidationError(words)
    _must_be_within_the_slips(asking.survey)
    return slip.code_hash


def _must_be_within_the_slips(survey: Survey) -> None:
    """The first answer fixes how many can come: else four slips printed later would surround who believed in more."""
    held = Survey.objects.get(pk=survey.pk)
    if held.slips_at_most is None:
        held.slips_at_most = slips_out(held)
        held.save(update_fields=["slips_at_most"])
    elif held.without_invitation >= held.slips_at_most:
        raise ValidationError(
            _("As many sheets have come as slips were out, so this one is not taken. Tell whoever gave you the slip.")
        )


def code_hash(survey: Survey, code: str) -> str:
    """The same in every survey of the initiative, another in the next one; it cannot be reckoned without our key."""
    plain = "".join(code.split()).casefold()
    return salted_hmac(f"instruments.code.{survey.initiative_id}", plain, algorithm="sha256").hexdigest()
