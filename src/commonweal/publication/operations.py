"""The two verbs: release, and withdraw. Undoing a withdrawal is a new release."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from commonweal.governance.models import Initiative
from commonweal.publication.answers import check_answers, is_of_answers
from commonweal.publication.attack import exposed_in
from commonweal.publication.attack_by_partners import NOT_TOLD, Contributions
from commonweal.publication.content import TooTelling, canonical, check, sha256_of, with_measures
from commonweal.publication.followers import AFTER_WITHDRAWAL
from commonweal.publication.models import WITHDRAWAL, MemberFigures, Publication
from commonweal.publication.queries import answers_ever_read, ever_read
from commonweal.publication.rules import may_release
from commonweal.trail.operations import record


class NoReason(ValueError):  # noqa: N818 (what is absent)
    """A release is withdrawn with a reason that everybody can read."""


class AlreadyWithdrawn(ValueError):  # noqa: N818 (a state of the release)
    """Somebody was faster."""


@transaction.atomic
def release(
    *,
    by: Any,
    initiative: Initiative,
    content: Mapping[str, Any],
    changes_en: str,
    changes_es: str,
    at: datetime,
    for_members: Sequence[Mapping[str, Any]] = (),
    contributions: Contributions = NOT_TOLD,
) -> Publication:
    """Make this public under the next number: figures, or what was answered in a survey.

    Figures `for_members` become readable for who may see them; both are held against each other, since who reads the
    one reads the other too. `contributions` is what each partner gave to guarded figures: for the attack alone, and
    stored nowhere.
    """
    if not may_release(by, initiative, at):
        raise PermissionDenied
    # Two at once would take the same number; the row of the initiative makes the second wait.
    locked = Initiative.objects.select_for_update().get(pk=initiative.pk)
    if is_of_answers(content):
        check_answers(content, answers_ever_read(locked), slug=locked.slug)
    else:
        _check_figures(locked, with_measures(content, for_members), contributions)
    changes = {"changes_en": changes_en.strip(), "changes_es": changes_es.strip()}
    made = _stored(locked, content, for_members, made_at=at, made_by=by.actor_id, **changes)
    record(
        by=by,
        verb="publication.release",
        subject=made,
        at=at,
        initiative=locked.pk,
        details={"number": made.number, "sha256": made.content_sha256},
    )
    return made


def _check_figures(initiative: Initiative, whole: Mapping[str, Any], contributions: Contributions) -> None:
    check(whole, slug=initiative.slug, minimum_count=initiative.minimum_count)
    before, minimum = ever_read(initiative), initiative.minimum_count
    if exposed := exposed_in(whole, before, minimum=minimum, contributions=contributions):
        raise TooTelling([each.words for each in exposed])


def _stored(
    initiative: Initiative, content: Mapping[str, Any], for_members: Sequence[Mapping[str, Any]], **about: Any
) -> Publication:
    text = canonical(content)
    last = Publication.objects.filter(initiative=initiative).aggregate(last=Max("number"))["last"] or 0
    made = Publication.objects.create(
        initiative=initiative, number=last + 1, content=text, content_sha256=sha256_of(text),
        survey=UUID(content["survey"]["key"]) if is_of_answers(content) else None, **about,
    )  # fmt: skip
    if for_members:
        inside = canonical(for_members)
        MemberFigures.objects.create(publication=made, content=inside, content_sha256=sha256_of(inside))
    return made


@transaction.atomic
def withdraw(*, by: Any, publication: Publication, reason_en: str, reason_es: str, at: datetime) -> Publication:
    """Take a release off every page at once. Its number, date and the reason stay public."""
    if not may_release(by, publication.initiative, at):
        raise PermissionDenied
    if not reason_en.strip():
        raise NoReason("A release is withdrawn with a reason that everybody can read.")
    current = Publication.objects.select_for_update().get(pk=publication.pk)
    if current.is_withdrawn:
        raise AlreadyWithdrawn(f"Release {current.number} was withdrawn before.")
    current.withdrawn_at = at
    current.withdrawn_by = by.actor_id
    current.withdrawn_reason_en = reason_en.strip()
    current.withdrawn_reason_es = reason_es.strip()
    current.save(update_fields=WITHDRAWAL)
    record(
        by=by,
        verb="publication.withdraw",
        subject=current,
        at=at,
        initiative=current.initiative_id,
        details={"number": current.number},
    )
    for follow in () if current.tells_answers else AFTER_WITHDRAWAL:
        follow(current, at)
    return current


@transaction.atomic
def withdraw_together(
    *, by: Any, publications: Sequence[Publication], reason_en: str, reason_es: str, at: datetime
) -> list[Publication]:
    """All or none of them, for one reason; what somebody else took back meanwhile is left as it is."""
    standing = Publication.objects.select_for_update().filter(
        pk__in=[one.pk for one in publications], withdrawn_at__isnull=True
    )
    return [
        withdraw(by=by, publication=one, reason_en=reason_en, reason_es=reason_es, at=at)
        for one in standing.order_by("number")
    ]
