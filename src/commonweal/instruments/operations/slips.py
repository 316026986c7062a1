"""Slips that serve once: printed in a number that everybody reads, made void by their numbers, and tied to nobody."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.instruments import rules
from commonweal.instruments.models import Slip, Survey
from commonweal.instruments.queries.surveys import last_number, slips_out
from commonweal.lib.slip_codes import new_slip_code
from commonweal.lib.tokens import hash_token
from commonweal.trail.operations import record

#: At one time, and of one survey in all.
MOST_AT_ONCE, MOST = 200, 2_000


@transaction.atomic
def make_slips(
    *, by: Any, survey: Survey, number: int, after: int | None = None, at: datetime
) -> list[tuple[int, str]]:
    """Each with its number and its code, which nobody can read again: only its hash is kept.

    `after` is the last number that was seen: a button pressed twice, or a page that is loaded again, makes no more.
    """
    survey = _held(by, survey, at)
    last = last_number(survey)
    if after is not None and after != last:
        words = _("Slips up to number %(last)s were made meanwhile. Make those void that nobody printed, then go on.")
        raise ValidationError(words % {"last": last})
    if not 1 <= number <= MOST_AT_ONCE or last + number > MOST:
        words = _("Up to %(once)s slips at one time, and %(most)s for one survey.")
        raise ValidationError(words % {"once": MOST_AT_ONCE, "most": MOST})
    if held_back := _beyond_the_first_answer(survey, number):
        raise ValidationError(held_back)
    made = [(last + one, new_slip_code()) for one in range(1, number + 1)]
    Slip.objects.bulk_create(Slip(survey=survey, number=one, code_hash=hash_token(code)) for one, code in made)
    record(
        by=by, verb="instruments.make_slips", subject=survey, at=at, initiative=survey.initiative_id,
        details={"slips": number},
    )  # fmt: skip
    return made


@transaction.atomic
def void_slips(*, by: Any, survey: Survey, numbers: Iterable[int], at: datetime) -> int:
    """Lost ones and those left over. Whether one was used is not told: its sheet stays, since nobody can find it."""
    survey, wanted = _held(by, survey, at), set(numbers)
    known = set(survey.slips.filter(number__in=wanted).values_list("number", flat=True))
    if not wanted or wanted - known:
        missing = ", ".join(map(str, sorted(wanted - known)[:5]))
        words = _("There is no slip with the number %(numbers)s.") % {"numbers": missing}
        raise ValidationError(words if missing else _("Type the numbers that stand on the slips."))
    changed = survey.slips.filter(number__in=wanted, is_void=False).update(is_void=True)
    record(
        by=by, verb="instruments.void_slips", subject=survey, at=at, initiative=survey.initiative_id,
        details={"numbers": sorted(wanted)},
    )  # fmt: skip
    return changed


def _beyond_the_first_answer(survey: Survey, number: int) -> str:
    """Once somebody has answered, only void slips are replaced: everybody was told how many are out."""
    if survey.slips_at_most is None or slips_out(survey) + number <= survey.slips_at_most:
        return ""
    words = _(
        "Answers have begun, so there are never more than %(most)s slips. Make lost ones void, then replace them."
    )
    return words % {"most": survey.slips_at_most}


def _held(by: Any, survey: Survey, at: datetime) -> Survey:
    held = Survey.objects.select_for_update().get(pk=survey.pk)
    if not rules.may_run(by, held, at):
        raise PermissionDenied
    if not held.by_slips or held.closed_at is not None:
        raise ValidationError(_("This survey takes no slips now."))
    return held
