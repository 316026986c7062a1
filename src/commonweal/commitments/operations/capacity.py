"""The backbone's posts, the hours that its six functions need, and the warning before its money ends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from commonweal.commitments.models import Contribution, Function, NeededHours, Post, PostHours, ResourceShare
from commonweal.commitments.rules import WARNED_BEFORE
from commonweal.delivery import operations as delivery
from commonweal.governance import rules as seats
from commonweal.governance.models import Initiative
from commonweal.governance.operations.term_warnings import Letter, data_managers, is_morning, send_letter
from commonweal.people.models import Person
from commonweal.trail.operations import record
from commonweal.ui.formats import day

#: Of a full post, all its functions together.
MOST_OF_A_WEEK = 60
MOST_HOURS = Decimal(80)
WEEKS_A_YEAR = 52


@dataclass(frozen=True)
class PostDraft:
    """`full_time` 1 is a full week; `hours` are hours a week by function; `paid_until` empty is not known."""

    name: str
    full_time: Decimal
    person: Person | None = None
    paid_until: date | None = None
    paid_from: Contribution | None = None
    hours: Mapping[str, Decimal] = field(default_factory=dict)


@transaction.atomic
def write_post(*, by: Any, initiative: Initiative, post: PostDraft, at: datetime, replaces: Post | None = None) -> Post:
    """A post of the backbone from today; the one that it replaces ends the day before."""
    if not seats.may_set_up(by, initiative, at):
        raise PermissionDenied
    _must_be_whole(initiative, post)
    today = seats.today(initiative, at)
    if replaces is not None:
        if replaces.initiative_id != initiative.pk:
            raise PermissionDenied
        _close(replaces, today - timedelta(days=1))
    made = Post.objects.create(
        initiative=initiative,
        name=post.name.strip()[:120],
        person=post.person,
        full_time=post.full_time,
        paid_until=post.paid_until,
        paid_from=post.paid_from,
        since=today,
        recorded_at=at,
        recorded_by=getattr(by, "actor_id", None),
    )
    PostHours.objects.bulk_create(
        PostHours(post=made, function=function, hours=hours) for function, hours in post.hours.items() if hours
    )
    if replaces is not None:
        _keep_shares(replaces, made, at)
    record(by=by, verb="commitments.write_post", subject=made, at=at, initiative=initiative.pk)
    return made


def hours_a_year(post: Post) -> Decimal:
    """At most: as many as such a part of a week can hold."""
    return post.full_time * MOST_OF_A_WEEK * WEEKS_A_YEAR


def _keep_shares(before: Post, after: Post, at: datetime) -> None:
    """A changed post goes on being counted for its lines, as far as it still has the hours."""
    held = list(ResourceShare.objects.filter(post=before, ended_at=None))
    if sum((one.hours or Decimal(0) for one in held), Decimal(0)) > hours_a_year(after):
        return
    ResourceShare.objects.bulk_create(
        ResourceShare(post=after, line=one.line, hours=one.hours, noted_at=at, noted_by=one.noted_by) for one in held
    )


def _must_be_whole(initiative: Initiative, post: PostDraft) -> None:
    problems = {}
    if not post.name.strip():
        problems["name"] = _("Name the post, such as: data analyst.")
    if not 0 < post.full_time <= 1:
        problems["full_time"] = _("Write a part of a full week above 0 and up to 1, such as 0.5.")
    if post.paid_from is not None:
        line = post.paid_from
        if line.initiative_id != initiative.pk or not line.is_money or line.ended_on is not None:
            problems["paid_from"] = _("Choose a money line that stands.")
    for function, hours in post.hours.items():
        if function not in Function.values or not 0 <= hours <= MOST_HOURS:
            problems[f"hours_{function}"] = _("Write hours a week between 0 and 80.")
    if not problems and sum(post.hours.values()) > MOST_OF_A_WEEK * post.full_time:
        problems["full_time"] = _("The hours below are more than this part of a week holds. Change one of the two.")
    if problems:
        raise ValidationError(problems)


@transaction.atomic
def end_post(*, by: Any, post: Post, at: datetime) -> Post:
    """The post is there no longer. Yesterday was its last day."""
    if not seats.may_set_up(by, post.initiative, at):
        raise PermissionDenied
    _close(post, seats.the_day_before(post.initiative, at))
    record(by=by, verb="commitments.end_post", subject=post, at=at, initiative=post.initiative_id)
    return post


def _close(post: Post, until: date) -> None:
    if post.until is not None:
        raise ValidationError(_("This post was changed or ended before. Open the page again to see what holds."))
    post.until = until
    post.save(update_fields=["until"])


@transaction.atomic
def note_needed_hours(*, by: Any, initiative: Initiative, hours: Mapping[str, Decimal], at: datetime) -> int:
    """How many hours a week each function needs. Only what changed is written; what held before is kept."""
    if not seats.may_set_up(by, initiative, at):
        raise PermissionDenied
    odd = [function for function, each in hours.items() if function not in Function.values or not 0 <= each <= 400]
    if odd:
        raise ValidationError({f"hours_{function}": _("Write hours a week between 0 and 400.") for function in odd})
    held = {one.function: one.hours for one in NeededHours.objects.filter(initiative=initiative)}
    changed = {function: each for function, each in hours.items() if held.get(function) != each}
    NeededHours.objects.bulk_create(
        NeededHours(
            initiative=initiative, function=function, hours=each, noted_at=at, noted_by=getattr(by, "actor_id", None)
        )
        for function, each in changed.items()
    )
    details = {"changed": sorted(changed)}
    record(
        by=by, verb="commitments.note_needed_hours", subject=initiative, at=at, initiative=initiative.pk,
        details=details,
    )  # fmt: skip
    return len(changed)


def warn_of_ending_money(*, by: Any, at: datetime) -> int:
    """The worker's part: money lines and paid posts that end within 90 days, told once to the data managers."""
    delivery.only_the_system(by)
    return sum(_warn_in(initiative, by, at) for initiative in Initiative.objects.all() if is_morning(initiative, at))


@transaction.atomic
def _warn_in(initiative: Initiative, by: Any, at: datetime) -> int:
    on = seats.today(initiative, at)
    soon = {"initiative": initiative, "warned_at": None}
    # Locked, so that two workers do not both find them untold.
    posts = list(
        Post.objects.select_for_update().filter(
            seats.in_term(on), **soon, paid_until__gte=on, paid_until__lte=on + WARNED_BEFORE
        )
    )
    lines = list(
        Contribution.objects.select_for_update().filter(
            **soon, kind=Contribution.Kind.MONEY, ended_on=None, until__gte=on, until__lte=on + WARNED_BEFORE
        )
    )
    if not (posts or lines):
        return 0
    ending: list[Post | Contribution] = [*posts, *lines]
    for row in ending:
        row.warned_at = at
        row.save(update_fields=["warned_at"])
    for manager in data_managers(initiative, on):
        _write(by, manager, initiative, ending, at)
    details = {"posts": len(posts), "lines": len(lines)}
    record(
        by=by, verb="commitments.warn_of_ending_money", subject=initiative, at=at, initiative=initiative.pk,
        details=details,
    )  # fmt: skip
    return len(posts) + len(lines)


def _write(
    by: Any, manager: Person, initiative: Initiative, ending: Sequence[Post | Contribution], at: datetime
) -> None:
    with override(manager.language):
        link = settings.COMMONWEAL_URL + reverse("commitments:capacity", args=[initiative.slug])
        words = ngettext("Money ends within 90 days", "%(count)s sums of money end within 90 days", len(ending))
        subject = words % {"count": len(ending)}
        each = [_("%(what)s: until %(day)s") % {"what": row, "day": day(last_day(row))} for row in ending]
        lines = [
            _("Hello %(name)s,") % {"name": manager.name},
            f"{subject}:",
            "\n".join(each),
            _("Ask for more now, or say what ends with it. Here is the whole picture:"),
            link,
        ]
        letter = Letter(manager.email, manager.language, subject, lines, link, f"commitments.money {initiative.pk}")
        send_letter(by, letter, initiative, at)


def last_day(row: Post | Contribution) -> date:
    found = row.paid_until if isinstance(row, Post) else row.until
    assert found is not None  # only those with a last day are looked for
    return found
