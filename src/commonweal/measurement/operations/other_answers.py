"""What a partner may answer in place of new numbers: the last value carried forward, or no, and why."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.measurement.models import Decline, Invitation, Measure, Submission
from commonweal.measurement.operations.intake import Rejected, Unanswered, hand_in, require_open, require_sender
from commonweal.measurement.queries.carrying import carried_file
from commonweal.measurement.queries.incoming import IncomingFile
from commonweal.measurement.queries.reading import cell_of
from commonweal.measurement.queries.waiting import LIVE
from commonweal.trail.operations import record

LONGEST_REASON = 500


def carry_forward(*, by: Any, place_in_round: Invitation, measures: Sequence[Measure], at: datetime) -> Submission:
    """Send the last values once more, marked as estimated and as carried forward. A number sent later replaces them."""
    require_sender(by, place_in_round, at)
    require_open(place_in_round)
    file = carried_file(place_in_round, {measure.pk for measure in measures})
    if file is None:
        raise ValidationError(_("There is no earlier number to carry forward."))
    try:
        return _hand_in(file, place_in_round, by=by, at=at)
    except Rejected as refused:
        raise ValidationError(
            _("The last numbers do not fit what is asked now. Type the numbers, or decline.")
        ) from refused


@transaction.atomic
def decline(
    *, by: Any, place_in_round: Invitation, measures: Sequence[Measure], reason: str, at: datetime
) -> list[Decline]:
    """Say that there will be no number of these measures in this round, and why. The backbone reads the reason."""
    require_sender(by, place_in_round, at)
    require_open(place_in_round)
    _check(place_in_round, measures, reason)
    made = [
        Decline.objects.update_or_create(
            invitation=place_in_round,
            measure=measure,
            defaults={
                "reason": reason.strip(),
                "said_at": at,
                "said_by": by.actor_id,
                "on_behalf": not isinstance(by, Invitation),
            },
        )[0]
        for measure in measures
    ]
    record(
        by=by,
        verb="measurement.decline",
        subject=place_in_round,
        at=at,
        initiative=place_in_round.round.initiative_id,
        details={"measures": [measure.code for measure in measures]},
    )
    return made


@transaction.atomic
def undo_decline(*, by: Any, declined: Decline, at: datetime) -> None:
    """The measure is asked for again, as if nobody had said no."""
    place_in_round = declined.invitation
    require_sender(by, place_in_round, at)
    require_open(place_in_round)
    record(
        by=by,
        verb="measurement.undo_decline",
        subject=place_in_round,
        at=at,
        initiative=place_in_round.round.initiative_id,
        details={"measures": [declined.measure.code]},
    )
    declined.delete()


def _hand_in(file: IncomingFile, place_in_round: Invitation, *, by: Any, at: datetime) -> Submission:
    try:
        return hand_in(by=by, place_in_round=place_in_round, file=file, answers={}, at=at)
    except Unanswered as asked:  # answered when these numbers first came in
        told = {cell_of(problem): _("Carried forward as it was accepted before.") for problem in asked.problems}
        return hand_in(by=by, place_in_round=place_in_round, file=file, answers=told, at=at)


def _check(place_in_round: Invitation, measures: Sequence[Measure], reason: str) -> None:
    if not measures:
        raise ValidationError({"measures": _("Choose at least one measure.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, in a sentence.")})
    if len(reason.strip()) > LONGEST_REASON:
        raise ValidationError({"reason": _("This is longer than 500 characters. Shorten it.")})
    asked = set(
        place_in_round.round.asked.filter(organisation=place_in_round.organisation_id).values_list("measure", flat=True)
    )
    here = {
        code
        for totals in place_in_round.submissions.filter(state__in=LIVE).values_list("totals", flat=True)
        for code, total in totals.items()
        if total.get("reported")
    }
    for measure in measures:
        if measure.pk not in asked:
            raise ValidationError({"measures": _("%(code)s is not asked here.") % {"code": measure.code}})
        if measure.code in here:
            raise ValidationError({"measures": _("Numbers of %(code)s are here already.") % {"code": measure.code}})
