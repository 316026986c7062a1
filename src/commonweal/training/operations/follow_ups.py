"""90 days after the last session a series asks once more. People have no account, so the trainer passes the word on."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonweal.delivery import operations as delivery
from commonweal.governance.models.written import written
from commonweal.governance.rules import today
from commonweal.trail.operations import record
from commonweal.training.formats import FOLLOW_UP_STAYS_OPEN
from commonweal.training.models import Assessment, Series
from commonweal.ui.formats import day


def look_after_follow_ups(*, by: None, at: datetime) -> int:
    """Open what is due and close what was open long enough; each series in a transaction of its own."""
    if by is not None:
        raise PermissionDenied
    running = Series.objects.filter(assessments__session=None, assessments__closed_at=None).distinct()
    return sum(look_after_follow_up(by=by, series=series, at=at) for series in running.select_related("initiative"))


@transaction.atomic
def look_after_follow_up(*, by: None, series: Series, is_told: bool = True, at: datetime) -> bool:
    """A series in which nobody took part asks nobody. `is_told` is False for what is brought in, without a mail."""
    if by is not None:
        raise PermissionDenied
    on = today(series.initiative, at)
    later = Assessment.objects.select_for_update().filter(series=series, session=None, closed_at=None)
    if later.exclude(opened_at=None).filter(due_on__lt=on - FOLLOW_UP_STAYS_OPEN).update(closed_at=at):
        record(by=by, verb="training.close_follow_up", subject=series, at=at, initiative=series.initiative_id)
        return True
    if not series.participants.exists() or not later.filter(due_on__lte=on, opened_at=None).update(opened_at=at):
        return False
    if is_told:
        _tell_the_trainer(series, at)
    record(by=by, verb="training.open_follow_up", subject=series, at=at, initiative=series.initiative_id)
    return True


def _tell_the_trainer(series: Series, at: datetime) -> None:
    trainer, due = series.trainer, series.assessments.filter(session=None).first()
    if trainer is None or due is None or due.due_on is None:
        return
    link = settings.COMMONWEAL_URL + reverse("training:room", args=[series.room_code])
    with override(trainer.language):
        names: dict[str, Any] = {
            "title": written(series, "title"), "link": link, "code": series.room_code,
            "day": day(due.due_on + FOLLOW_UP_STAYS_OPEN),
        }  # fmt: skip
        lines = [
            _("90 days have passed since the last session of “%(title)s”."),
            _("Its short test and six questions on what came of it are open until %(day)s."),
            _("Pass this address on to those who took part: %(link)s (code %(code)s)."),
            _("They have no account, so nobody else can tell them."),
        ]
        delivery.send_if_wanted(
            by=None, kind="tasks", to=trainer.email, subject=_("Ask once more: %(title)s") % names,
            text="\n\n".join(line % names for line in lines), cause=f"training.follow_up.{series.pk}", at=at,
            language=trainer.language, initiative=series.initiative_id, link=link,
        )  # fmt: skip
