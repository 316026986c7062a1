"""A way to take part is written down, made public, changed and cancelled."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.commitments import rules
from commonweal.commitments.models import Opportunity
from commonweal.commitments.operations.joining_mails import tell_cancelled, tell_changed
from commonweal.governance import rules as seats
from commonweal.governance.models import Group, Initiative
from commonweal.people.models import Person
from commonweal.trail.operations import record

MOST_PLACES = 2000


@dataclass(frozen=True)
class OpportunityDraft:
    """One language of title and text is enough; `places` empty is as many as come."""

    starts_at: datetime
    where: str
    title_en: str = ""
    title_es: str = ""
    text_en: str = ""
    text_es: str = ""
    ends_at: datetime | None = None
    languages: str = Opportunity.Language.ENGLISH
    level: str = Opportunity.Level.FIRST
    skill: str = Opportunity.Skill.NONE
    places: int | None = None
    group: Group | None = None


@transaction.atomic
def offer(*, by: Any, initiative: Initiative, opportunity: OpportunityDraft, at: datetime) -> Opportunity:
    """For members from now on; for everybody once somebody makes it public."""
    if not rules.may_offer(by, initiative, seats.today(initiative, at)):
        raise PermissionDenied
    _must_be_whole(initiative, opportunity, at)
    made = Opportunity.objects.create(
        initiative=initiative,
        organiser=by if isinstance(by, Person) else None,
        made_at=at,
        **_columns(opportunity),
    )
    record(by=by, verb="commitments.offer", subject=made, at=at, initiative=initiative.pk)
    return made


@transaction.atomic
def change_opportunity(*, by: Any, opportunity: Opportunity, draft: OpportunityDraft, at: datetime) -> Opportunity:
    """Other words or another time, before it is over. Whoever comes hears of another time or place."""
    opportunity = _runs(by, opportunity, at)
    _must_be_whole(opportunity.initiative, draft, at)
    if draft.places is not None and draft.places < opportunity.joinings.coming().count():
        raise ValidationError({"places": _("More people come already. Write to them before you take places away.")})
    before = (opportunity.starts_at, opportunity.ends_at, opportunity.where)
    for name, value in _columns(draft).items():
        setattr(opportunity, name, value)
    opportunity.changes += 1
    opportunity.save()
    details = {"before": [before[0].isoformat(), before[1].isoformat() if before[1] else "", before[2]]}
    record(
        by=by, verb="commitments.change_opportunity", subject=opportunity, at=at,
        initiative=opportunity.initiative_id, details=details,
    )  # fmt: skip
    if before != (opportunity.starts_at, opportunity.ends_at, opportunity.where):
        tell_changed(by, opportunity, at)
    return opportunity


@transaction.atomic
def make_public(*, by: Any, opportunity: Opportunity, at: datetime) -> Opportunity:
    """From now on everybody reads it, and whoever has no account can join."""
    opportunity = _runs(by, opportunity, at)
    if opportunity.public_at is not None:
        raise ValidationError(_("It is public already."))
    opportunity.public_at, opportunity.public_by = at, getattr(by, "actor_id", None)
    opportunity.save(update_fields=["public_at", "public_by"])
    record(by=by, verb="commitments.make_public", subject=opportunity, at=at, initiative=opportunity.initiative_id)
    return opportunity


@transaction.atomic
def cancel_opportunity(*, by: Any, opportunity: Opportunity, why: str, at: datetime) -> Opportunity:
    """It does not take place. Its page says so and why; whoever wanted to come hears of it by mail."""
    opportunity = _runs(by, opportunity, at)
    if not why.strip():
        raise ValidationError({"why": _("Say in a sentence why. Everybody who wanted to come reads it.")})
    opportunity.cancelled_at, opportunity.cancelled_why = at, why.strip()[:300]
    opportunity.changes += 1
    opportunity.save(update_fields=["cancelled_at", "cancelled_why", "changes"])
    verb = "commitments.cancel_opportunity"
    record(by=by, verb=verb, subject=opportunity, at=at, initiative=opportunity.initiative_id)
    tell_cancelled(by, opportunity, at)
    return opportunity


def _runs(by: Any, opportunity: Opportunity, at: datetime) -> Opportunity:
    """The row as it is now, for who may run it, while it is still to come."""
    held = Opportunity.objects.select_for_update(of=("self",)).select_related("initiative", "group")
    opportunity = held.get(pk=opportunity.pk)
    if not rules.may_run(by, opportunity, seats.today(opportunity.initiative, at)):
        raise PermissionDenied
    if opportunity.cancelled_at is not None:
        raise ValidationError(_("This was cancelled before. Write down a new one."))
    if opportunity.is_over(at):
        raise ValidationError(_("This is over, and stays as it was."))
    return opportunity


def _columns(draft: OpportunityDraft) -> dict[str, Any]:
    words = {name: getattr(draft, name).strip() for name in ("title_en", "title_es", "text_en", "text_es", "where")}
    rest = ("starts_at", "ends_at", "languages", "level", "skill", "places", "group")
    return words | {name: getattr(draft, name) for name in rest}


def _must_be_whole(initiative: Initiative, draft: OpportunityDraft, at: datetime) -> None:
    problems = {}
    if not (draft.title_en.strip() or draft.title_es.strip()):
        problems["title_en"] = _("Give it a short title, in English or in Spanish.")
    if not draft.where.strip():
        problems["where"] = _("Say where, such as: Eastside library, room 2.")
    if draft.starts_at <= at:
        problems["day"] = _("Choose a time that is still to come.")
    if draft.ends_at is not None and draft.ends_at <= draft.starts_at:
        problems["ends"] = _("It cannot end before it begins.")
    if draft.places is not None and not 1 <= draft.places <= MOST_PLACES:
        problems["places"] = _("Write a number of places from 1 to 2,000, or leave it empty.")
    for name, values in (
        ("languages", Opportunity.Language.values),
        ("level", Opportunity.Level.values),
        ("skill", Opportunity.Skill.values),
    ):
        if getattr(draft, name) not in values:
            problems[name] = _("Choose one of the list.")
    if draft.group is not None and draft.group.initiative_id != initiative.pk:
        problems["group"] = _("This group belongs to another initiative.")
    if problems:
        raise ValidationError(problems)
