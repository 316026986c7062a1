"""What the early work needs a year in four lines, and what of a gift or a post goes to each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.commitments.models import Contribution, Post, ResourceLine, ResourceNeed, ResourceShare
from commonweal.commitments.operations.capacity import hours_a_year
from commonweal.governance import rules as seats
from commonweal.governance.models import Initiative
from commonweal.trail.operations import record

#: Of one line, however large the work is.
MOST_HOURS = Decimal(100_000)
#: How much a year, by line; None where nobody counts.
Lines = Mapping[str, Decimal | None]


@dataclass(frozen=True)
class NeedDraft:
    """Of one line, a year. None is not said; 0 is nothing needed."""

    line: str
    money: Decimal | None = None
    hours: Decimal | None = None
    words: str = ""


@transaction.atomic
def note_resource_need(*, by: Any, initiative: Initiative, need: NeedDraft, at: datetime) -> ResourceNeed:
    """A further note takes the place of the one before, which is kept. Both empty: nobody says it any more."""
    if not seats.may_set_up(by, initiative, at):
        raise PermissionDenied
    _must_be_a_line(need.line)
    below = {name: value for name, value in (("money", need.money), ("hours", need.hours)) if value and value < 0}
    if below:
        raise ValidationError({name: _("Write 0 or more, or leave it empty.") for name in below})
    if need.hours is not None and need.hours > MOST_HOURS:
        raise ValidationError({"hours": _("Write hours a year up to 100,000.")})
    made = ResourceNeed.objects.create(
        initiative=initiative, line=need.line, money=need.money, hours=need.hours, words=need.words.strip()[:300],
        noted_at=at, noted_by=getattr(by, "actor_id", None),
    )  # fmt: skip
    details = {"line": need.line}
    record(by=by, verb="commitments.note_resource_need", subject=made, at=at, initiative=initiative.pk, details=details)
    return made


@transaction.atomic
def count_for_lines(*, by: Any, source: Contribution | Post, lines: Lines, at: datetime) -> list[ResourceShare]:
    """For which lines a gift or a post counts, and how much of it a year. What counted before ends, and is kept."""
    if not seats.may_set_up(by, source.initiative, at):
        raise PermissionDenied
    for line in lines:
        _must_be_a_line(line)
    _must_stand(source)
    _must_be_there(source, lines)
    held = {one.line: one for one in ResourceShare.objects.filter(**_of(source), ended_at=None)}
    amounts = {line: one.money if _is_money(source) else one.hours for line, one in held.items()}
    changed = [line for line in lines if line not in held or amounts[line] != lines[line]]
    gone = [one.pk for line, one in held.items() if line not in lines or line in changed]
    ResourceShare.objects.filter(pk__in=gone).update(ended_at=at)
    unit = "money" if _is_money(source) else "hours"
    made = ResourceShare.objects.bulk_create(
        ResourceShare(
            **_of(source), line=line, **{unit: lines[line]}, noted_at=at, noted_by=getattr(by, "actor_id", None)
        )
        for line in changed
    )
    details = {"before": sorted(held), "after": sorted(lines)}
    record(
        by=by, verb="commitments.count_for_lines", subject=source, at=at, initiative=source.initiative_id,
        details=details,
    )  # fmt: skip
    return made


def _must_be_a_line(line: str) -> None:
    if line not in ResourceLine.values:
        raise ValidationError({"line": _("Choose one of the four lines.")})


def _must_stand(source: Contribution | Post) -> None:
    ended = source.ended_on if isinstance(source, Contribution) else source.until
    if ended is not None:
        raise ValidationError(_("This ended before. Open the page again to see what stands."))


def _is_money(source: Contribution | Post) -> bool:
    return isinstance(source, Contribution) and source.is_money


def _of(source: Contribution | Post) -> dict[str, Any]:
    return {"contribution": source} if isinstance(source, Contribution) else {"post": source}


def _must_be_there(source: Contribution | Post, lines: Lines) -> None:
    """Nobody counts more than there is; of what has no amount, such as a room, none is counted."""
    most = _most_of(source)
    problems = {}
    for line, much in lines.items():
        if most is None and much is not None:
            problems[line] = _("Nobody has said how much it is. Leave the amount empty.")
        elif most is not None and (much is None or much <= 0):
            problems[line] = _("Write a number above 0, or leave it empty.")
    if most is not None and not problems and sum((much or Decimal(0) for much in lines.values()), Decimal(0)) > most:
        raise ValidationError(_("The lines together take more than there is. Lower one of them."))
    if problems:
        raise ValidationError(problems)


def _most_of(source: Contribution | Post) -> Decimal | None:
    """In a year, at most: money of money, hours of hours and of posts; None where nobody counts."""
    if isinstance(source, Post):
        return hours_a_year(source)
    return source.worth if source.is_money else source.hours
