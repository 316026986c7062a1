"""Opening, extending, closing and reopening a collection round."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.delivery.operations import call_off
from commonweal.governance import rules as governance
from commonweal.governance.models import Initiative, Participation
from commonweal.lib.periods import PeriodError, period_value
from commonweal.measurement.models import Asked, Invitation, Measure, Round, RoundPlan
from commonweal.measurement.operations.links import address_of, make_data_link, make_planned_link
from commonweal.measurement.operations.mails import mail_extension, mail_invitation
from commonweal.measurement.operations.reminders import remind_partner, remind_silent
from commonweal.measurement.queries.asked_already import asked_already, without_those
from commonweal.measurement.queries.asked_rows import asked_of
from commonweal.measurement.queries.waiting import mails_overtaken, owing_invitations, silent_invitations
from commonweal.measurement.rules import require_data_manager
from commonweal.people.models import Organisation
from commonweal.trail.operations import record

__all__ = [
    "RoundDraft",
    "ask_also",
    "begin_round",
    "change_contact",
    "check_asking",
    "close_round",
    "extend_round",
    "open_round",
    "remind_partner",
    "remind_silent",
    "reopen_round",
    "stop_asking",
]

#: Further away is a slip of the keyboard, such as 2206.
FURTHEST_DUE = timedelta(days=3 * 366)


@dataclass(frozen=True)
class RoundDraft:
    name: str
    periods: Sequence[str]
    due_at: datetime
    reminder_days: Sequence[int] = ()
    #: Where a plan opens it: the plan, and the period that it stands for.
    plan: RoundPlan | None = None
    plan_period: str = ""


@transaction.atomic
def open_round(
    *,
    by: Any,
    initiative: Initiative,
    draft: RoundDraft,
    asked: Mapping[Organisation, Sequence[Measure]],
    at: datetime,
) -> Round:
    """Ask partners for measures. Each with an address is mailed a link of its own; the others wait on the board."""
    require_data_manager(by, initiative, at)
    return begin_round(by=by, initiative=initiative, draft=draft, asked=asked, at=at)


@transaction.atomic
def begin_round(
    *,
    by: Any,
    initiative: Initiative,
    draft: RoundDraft,
    asked: Mapping[Organisation, Sequence[Measure]],
    at: datetime,
) -> Round:
    """The same for whoever may open one: the data manager above, or the plan that the data manager made."""
    asked = {partner: measures for partner, measures in asked.items() if measures}
    check_asking(initiative, draft, asked, at)
    asked = without_those(asked, asked_already(initiative, [period.strip() for period in draft.periods]))
    taking_part = _participations(initiative, at)
    opened = Round.objects.create(
        initiative=initiative,
        name=draft.name.strip(),
        periods=[period.strip() for period in draft.periods],
        opened_at=at,
        due_at=draft.due_at,
        reminder_days=sorted(draft.reminder_days),
        plan=draft.plan,
        plan_period=draft.plan_period,
    )
    Asked.objects.bulk_create(
        Asked(round=opened, organisation=partner, measure=measure)
        for partner, measures in asked.items()
        for measure in measures
    )
    for partner in asked:
        _invite(opened, taking_part[partner.pk], by=by, at=at)
    record(
        by=by,
        verb="measurement.open_round",
        subject=opened,
        at=at,
        initiative=initiative.pk,
        details={"partners": len(asked), "periods": opened.periods},
    )
    return opened


@transaction.atomic
def ask_also(*, by: Any, round: Round, partner: Organisation, measures: Sequence[Measure], at: datetime) -> Invitation:  # noqa: A002
    """Ask one more partner in an open round. It is mailed as the others were."""
    require_data_manager(by, round.initiative, at)
    if round.state != Round.State.OPEN:
        raise ValidationError(_("This round is closed. Reopen it to ask somebody else."))
    if round.invitations.filter(organisation=partner).exists():
        raise ValidationError({"partner": _("%(partner)s is asked already.") % {"partner": partner.name}})
    taking_part = _participations(round.initiative, at)
    _check_asked(round.initiative, {partner: measures} if measures else {}, taking_part)
    measures = without_those({partner: measures}, asked_already(round.initiative, round.periods)).get(partner, [])
    if not measures:
        raise ValidationError(
            {"measures": _("All of this is asked or answered in another round. Nothing is asked twice.")}
        )
    Asked.objects.bulk_create(Asked(round=round, organisation=partner, measure=measure) for measure in measures)
    invitation = _invite(round, taking_part[partner.pk], by=by, at=at)
    record(by=by, verb="measurement.ask_also", subject=invitation, at=at, initiative=round.initiative_id)
    return invitation


@transaction.atomic
def stop_asking(*, by: Any, invitation: Invitation, at: datetime) -> None:
    """Take back an asking by mistake, before any file came. Its links stop working; it can be asked again."""
    asked_in, partner = invitation.round, invitation.organisation
    require_data_manager(by, asked_in.initiative, at)
    if asked_in.receipts.filter(organisation=partner).exists():
        raise ValidationError(_("A file of this partner came in. It stays part of the round."))
    record(
        by=by,
        verb="measurement.stop_asking",
        subject=asked_in,
        at=at,
        initiative=asked_in.initiative_id,
        details={"organisation": partner.pk},
    )
    asked_in.asked.filter(organisation=partner).delete()
    invitation.delete()


@transaction.atomic
def extend_round(*, by: Any, round: Round, due_at: datetime, reason: str, at: datetime) -> Round:  # noqa: A002
    """Give more time. Partners who still owe something are told, with a link that lives as long."""
    require_data_manager(by, round.initiative, at)
    if round.state != Round.State.OPEN:
        raise ValidationError(_("This round is closed. Reopen it to give more time."))
    _need_reason(reason)
    if due_at <= round.due_at:
        raise ValidationError({"due": _("The new due time must lie after the present one.")})
    _check_due(due_at, at)
    before, round.due_at = round.due_at, due_at
    round.save(update_fields=["due_at"])
    for invitation in owing_invitations(round):
        _tell_of_more_time(invitation, reason, by=by, at=at)
    record(
        by=by,
        verb="measurement.extend_round",
        subject=round,
        at=at,
        initiative=round.initiative_id,
        details={"from": before.isoformat(), "to": due_at.isoformat(), "reason": reason.strip()},
    )
    return round


@transaction.atomic
def close_round(*, by: Any, round: Round, at: datetime) -> Round:  # noqa: A002
    """Close with whoever is in. Nothing is lost: what came in can still be read and accepted."""
    require_data_manager(by, round.initiative, at)
    if round.state == Round.State.CLOSED:
        raise ValidationError(_("This round is already closed."))
    round.state, round.closed_at, round.closed_by = Round.State.CLOSED, at, by.actor_id
    round.save(update_fields=["state", "closed_at", "closed_by"])
    call_off(by=by, messages=mails_overtaken(round), at=at)
    record(
        by=by,
        verb="measurement.close_round",
        subject=round,
        at=at,
        initiative=round.initiative_id,
        details={"asked": round.invitations.count(), "silent": silent_invitations(round).count()},
    )
    return round


@transaction.atomic
def reopen_round(*, by: Any, round: Round, due_at: datetime, reason: str, at: datetime) -> Round:  # noqa: A002
    """Undo a closing, with a new due time. Nobody is mailed: remind those whom it concerns."""
    require_data_manager(by, round.initiative, at)
    if round.state == Round.State.OPEN:
        raise ValidationError(_("This round is open."))
    _need_reason(reason)
    _check_due(due_at, at)
    round.state, round.closed_at, round.closed_by, round.due_at = Round.State.OPEN, None, None, due_at
    round.save(update_fields=["state", "closed_at", "closed_by", "due_at"])
    record(
        by=by,
        verb="measurement.reopen_round",
        subject=round,
        at=at,
        initiative=round.initiative_id,
        details={"to": due_at.isoformat(), "reason": reason.strip()},
    )
    return round


@transaction.atomic
def change_contact(
    *, by: Any, invitation: Invitation, name: str, email: str, language: str, at: datetime
) -> Invitation:
    """Write to somebody else in this round, and mail the link there. Older links stop working."""
    require_data_manager(by, invitation.round.initiative, at)
    moved = invitation.contact_email.casefold() != email.strip().casefold()
    invitation.contact_name, invitation.contact_email, invitation.language = name.strip(), email.strip(), language
    if not invitation.contact_email:
        raise ValidationError({"email": _("Write the address to which the link is mailed.")})
    invitation.full_clean(exclude=["round", "organisation"])
    invitation.save(update_fields=["contact_name", "contact_email", "language"])
    if moved:
        invitation.links.filter(revoked_at__isnull=True).update(revoked_at=at)
    if moved and invitation.round.state == Round.State.OPEN:
        # A cause of its own, so that the mail also goes out to an address that had this round's mail today.
        cause = f"contact.{invitation.links.count()}"
        mail_invitation(
            by=by, invitation=invitation, address=_new_address(invitation, by=by, at=at), at=at, cause=cause
        )
    record(
        by=by,
        verb="measurement.change_contact",
        subject=invitation,
        at=at,
        initiative=invitation.round.initiative_id,
    )
    return invitation


def check_asking(
    initiative: Initiative, draft: RoundDraft, asked: Mapping[Organisation, Sequence[Measure]], at: datetime
) -> None:
    """What must be right before anybody is asked; the preview asks it as well."""
    _check_round(initiative, draft, at)
    _check_asked(initiative, asked, _participations(initiative, at))
    if not without_those(asked, asked_already(initiative, [period.strip() for period in draft.periods])):
        raise ValidationError(
            {"asked": _("All of this is asked or answered in another round. Nothing is asked twice.")}
        )


def _check_round(initiative: Initiative, draft: RoundDraft, at: datetime) -> None:
    problems: dict[str, list[str]] = {}
    if not draft.name.strip():
        problems["name"] = [_("Give the round a name, such as 2026-Q3.")]
    elif initiative.rounds.filter(name__iexact=draft.name.strip()).exists():
        problems["name"] = [_("There is already a round called so. Choose another name.")]
    wrong = [period for period in draft.periods if not _is_period(period)]
    if wrong or not draft.periods:
        problems["periods"] = [_("Write periods as 2019, 2019-Q3, 2019-03 or 2019/20, separated by commas.")]
    elif len(set(draft.periods)) < len(draft.periods):
        problems["periods"] = [_("A period stands twice.")]
    if problems:
        raise ValidationError(problems)
    _check_due(draft.due_at, at)


def _check_due(due_at: datetime, at: datetime) -> None:
    if due_at <= at:
        raise ValidationError({"due": _("The due time has passed. Choose a later one.")})
    if due_at > at + FURTHEST_DUE:
        raise ValidationError({"due": _("The due time is more than three years away. Check the year.")})


def _need_reason(reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, in a sentence.")})


def _is_period(text: str) -> bool:
    try:
        period_value(text)
    except PeriodError:
        return False
    return True


def _participations(initiative: Initiative, at: datetime) -> dict[int, Participation]:
    current = Participation.objects.filter(governance.in_term(governance.today(initiative, at)), initiative=initiative)
    return {one.organisation_id: one for one in current.select_related("organisation")}


def _check_asked(
    initiative: Initiative, asked: Mapping[Organisation, Sequence[Measure]], taking_part: Mapping[int, Participation]
) -> None:
    if not asked:
        raise ValidationError({"asked": _("Choose at least one partner and one measure.")})
    for partner, measures in asked.items():
        if partner.pk not in taking_part:
            raise ValidationError({"asked": _("%(partner)s does not take part now.") % {"partner": partner.name}})
        for measure in measures:
            if measure.initiative_id != initiative.pk or measure.retired_at:
                raise ValidationError({"asked": _("%(code)s is not in use here.") % {"code": measure.code}})


def _invite(opened: Round, participation: Participation, *, by: Any, at: datetime) -> Invitation:
    invitation = Invitation.objects.create(
        round=opened,
        organisation=participation.organisation,
        contact_name=participation.contact_name,
        contact_email=participation.contact_email,
        language=participation.contact_language,
    )
    invitation.numbers_asked = asked_of(invitation).numbers_asked
    invitation.save(update_fields=["numbers_asked"])
    if invitation.contact_email:
        mail_invitation(by=by, invitation=invitation, address=_new_address(invitation, by=by, at=at), at=at)
    return invitation


def _tell_of_more_time(invitation: Invitation, reason: str, *, by: Any, at: datetime) -> None:
    if invitation.contact_email:
        address = _new_address(invitation, by=by, at=at)
        mail_extension(by=by, invitation=invitation, address=address, reason=reason.strip(), at=at)


def _new_address(invitation: Invitation, *, by: Any, at: datetime) -> str:
    make = make_planned_link if by is None else make_data_link
    return address_of(make(by=by, invitation=invitation, at=at))
