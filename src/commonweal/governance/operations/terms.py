"""The framework's roles: who takes one up, and until when."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.governance import rules
from commonweal.governance.cascade_drafts import SeatDraft
from commonweal.governance.models import FirstStep, Initiative, RoleTerm, Seat
from commonweal.governance.queries.handover import may_tick
from commonweal.governance.queries.role_cards import card_of, role_cards
from commonweal.governance.queries.seat_terms import overlapping
from commonweal.people.models import Person
from commonweal.trail.operations import record
from commonweal.ui.formats import day


@transaction.atomic
def take_up_role(*, by: Any, initiative: Initiative, term: SeatDraft, at: datetime) -> RoleTerm:
    """A role of the framework, from a day on. What a person is and what an organisation is stay apart."""
    if not rules.may_set_up(by, initiative, at):
        raise PermissionDenied
    holder, since, until = term.holder, term.since, term.until
    if term.role not in role_cards():
        raise ValidationError({"role": _("“%(role)s” is not a role.") % {"role": term.role}})
    if until is not None and until < since:
        raise ValidationError({"until": _("The last day comes before the first. Change one of them.")})
    if (into := getattr(holder, "merged_into", None)) is not None:
        words = _("%(name)s was merged into %(other)s. Give the role to %(other)s.")
        raise ValidationError(words % {"name": holder.name, "other": into.name})
    kind = "person" if isinstance(holder, Person) else "organisation"
    terms = RoleTerm.objects.filter(initiative=initiative, role=term.role, voided_at=None, **{kind: holder})
    if (held := overlapping(terms, since, until)) is not None:
        words = _("%(name)s has this role already, since %(since)s. Two terms in the same role cannot overlap.")
        raise ValidationError(words % {"name": holder.name, "since": day(held.since)})
    made = RoleTerm.objects.create(initiative=initiative, role=term.role, since=since, until=until, **{kind: holder})
    record(by=by, verb="governance.take_up_role", subject=made, at=at, initiative=initiative.pk)
    return made


@transaction.atomic
def lay_down_role(*, by: Any, term: RoleTerm, until: date, at: datetime) -> RoleTerm:
    """The last day of a role. That it was held stays written down."""
    if not rules.may_set_up(by, term.initiative, at):
        raise PermissionDenied
    if term.until is not None and term.until < until:
        raise ValidationError(_("This role ends on %(day)s already.") % {"day": day(term.until)})
    term.until = until
    if until < term.since:
        term.voided_at = at
    term.save(update_fields=["until", "voided_at"])
    record(by=by, verb="governance.lay_down_role", subject=term, at=at, initiative=term.initiative_id)
    return term


@transaction.atomic
def tick_first_step(*, by: Any, seat: Seat, step: int, done: bool, at: datetime) -> None:
    """One of the first steps of the seat's role card is done, or not yet after all. Only its holder knows."""
    if not may_tick(by, seat, at):
        raise PermissionDenied
    card = card_of(seat)
    if not 1 <= step <= len(card.first_steps):
        raise ValidationError(_("This step is not on the card."))
    held = FirstStep.objects.filter(seat=seat, card=card.code, step=step)
    if done and not held.exists():
        FirstStep.objects.create(seat=seat, card=card.code, step=step, done_at=at)
    elif not done:
        held.delete()
    record(
        by=by, verb="governance.tick_first_step", subject=seat, at=at, initiative=seat.group.initiative_id,
        details={"step": step, "done": done},
    )  # fmt: skip
