"""What somebody gives is written down, arrives, is thanked for, and ends."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.commitments import rules
from commonweal.commitments.models import Arrival, Contribution, Thanks
from commonweal.commitments.operations.giving_mails import send_thanks
from commonweal.governance import rules as seats
from commonweal.governance.about import paid_for
from commonweal.governance.models import Group, Initiative, Participation
from commonweal.governance.visibility import Visibility
from commonweal.lib.currencies import currency_of_zone
from commonweal.people.models import Organisation, Person
from commonweal.trail.operations import record

#: In which an initiative can count its money.
CURRENCIES = ("USD", "CAD", "MXN", "EUR", "GBP")
SEEN = (Visibility.NETWORK.value, Visibility.PRIVATE.value)


@dataclass(frozen=True)
class ContributionDraft:
    """`worth` empty is not said; `group` empty is the whole initiative; `promised_on` empty is today.

    `paid_for` is the kind and key of the strategy that money is for.
    """

    kind: str
    words: str
    purpose: str = ""
    group: Group | None = None
    to_organisation: Organisation | None = None
    hours: Decimal | None = None
    worth: Decimal | None = None
    amounts_seen: str = Visibility.PRIVATE
    promised_on: date | None = None
    until: date | None = None
    paid_for: str = ""


@dataclass(frozen=True)
class ArrivalDraft:
    """What arrived on a day. Both empty: all of it, where nobody counts."""

    on: date
    hours: Decimal | None = None
    worth: Decimal | None = None


@transaction.atomic
def give(
    *, by: Any, initiative: Initiative, giver: Person | Organisation, contribution: ContributionDraft, at: datetime
) -> Contribution:
    """Write down what somebody gives or promises to give."""
    today = seats.today(initiative, at)
    if not rules.may_give(by, initiative, giver, contribution.group, today):
        raise PermissionDenied
    _must_be_whole(initiative, contribution, today)
    made = Contribution.objects.create(
        initiative=initiative,
        **({"person": giver} if isinstance(giver, Person) else {"organisation": giver}),
        kind=contribution.kind,
        purpose=contribution.purpose,
        words=contribution.words.strip()[:300],
        group=contribution.group,
        paid_for=contribution.paid_for,
        to_organisation=contribution.to_organisation,
        hours=contribution.hours,
        worth=contribution.worth,
        amounts_seen=contribution.amounts_seen,
        promised_on=contribution.promised_on or today,
        until=contribution.until,
        recorded_at=at,
        recorded_by=getattr(by, "actor_id", None),
    )
    record(by=by, verb="commitments.give", subject=made, at=at, initiative=initiative.pk)
    return made


def _must_be_whole(initiative: Initiative, draft: ContributionDraft, today: date) -> None:
    problems = {}
    money = draft.kind == Contribution.Kind.MONEY
    if draft.kind not in Contribution.Kind.values:
        problems["kind"] = _("“%(kind)s” is not one of the kinds.") % {"kind": draft.kind}
    if not draft.words.strip():
        problems["words"] = _("Say in a sentence what is given.")
    if money and draft.purpose not in Contribution.Purpose.values:
        problems["purpose"] = _("Say what the money is for.")
    if not money and draft.purpose:
        problems["purpose"] = _("Only money has a purpose here. Leave this empty.")
    if draft.hours is not None and draft.kind != Contribution.Kind.HOURS:
        problems["hours"] = _("Hours belong to hours of work. Leave this empty.")
    problems |= {
        name: _("Write a number above 0, or leave it empty.")
        for name, value in (("hours", draft.hours), ("worth", draft.worth))
        if value is not None and value <= 0
    }
    if draft.amounts_seen not in SEEN:
        problems["amounts_seen"] = _("Say who sees the amount.")
    promised_on = draft.promised_on or today
    if promised_on > today:
        problems["promised_on"] = _("It is promised today or was promised before.")
    if draft.until is not None and draft.until < promised_on:
        problems["until"] = _("It cannot end before it was promised.")
    if draft.paid_for and (not money or draft.paid_for not in dict(paid_for(initiative))):
        problems["paid_for"] = _("Choose one of the strategies here, and only for money.")
    problems |= _of_another_initiative(initiative, draft, today)
    if problems:
        raise ValidationError(problems)


def _of_another_initiative(initiative: Initiative, draft: ContributionDraft, today: date) -> dict[str, str]:
    problems = {}
    if draft.group is not None and draft.group.initiative_id != initiative.pk:
        problems["group"] = _("This group belongs to another initiative.")
    if draft.to_organisation is not None:
        here = Participation.objects.filter(
            seats.in_term(today), initiative=initiative, organisation=draft.to_organisation
        )
        if not here.exists():
            problems["to_organisation"] = _("This organization does not take part here.")
    return problems


@transaction.atomic
def note_arrival(*, by: Any, contribution: Contribution, arrival: ArrivalDraft, at: datetime) -> Arrival:
    """Whoever receives it says what arrived. What was written down once stays."""
    today = seats.today(contribution.initiative, at)
    if not rules.may_receive(by, contribution, today):
        raise PermissionDenied
    _must_stand(contribution)
    problems = {}
    if arrival.on > today:
        problems["on"] = _("That day has not come yet.")
    if contribution.is_money and arrival.worth is None:
        problems["worth"] = _("Write how much arrived.")
    if arrival.hours is not None and contribution.kind != Contribution.Kind.HOURS:
        problems["hours"] = _("Hours belong to hours of work. Leave this empty.")
    for name, value in (("hours", arrival.hours), ("worth", arrival.worth)):
        if value is not None and value <= 0:
            problems[name] = _("Write a number above 0, or leave it empty.")
    if problems:
        raise ValidationError(problems)
    made = Arrival.objects.create(
        contribution=contribution, on=arrival.on, hours=arrival.hours, worth=arrival.worth,
        noted_at=at, noted_by=getattr(by, "actor_id", None),
    )  # fmt: skip
    record(by=by, verb="commitments.note_arrival", subject=made, at=at, initiative=contribution.initiative_id)
    return made


@transaction.atomic
def thank(*, by: Any, contribution: Contribution, words: str, at: datetime) -> Thanks:
    """Thank the giver in words of one's own; they stand on its page and go out by mail."""
    if not rules.may_receive(by, contribution, seats.today(contribution.initiative, at)):
        raise PermissionDenied
    _must_stand(contribution)
    if not words.strip():
        raise ValidationError({"words": _("Say in a sentence what it made possible.")})
    made = Thanks.objects.create(
        contribution=contribution, words=words.strip()[:600], said_at=at, said_by=getattr(by, "actor_id", None)
    )
    record(by=by, verb="commitments.thank", subject=made, at=at, initiative=contribution.initiative_id)
    if by is not None:
        send_thanks(by, made, at)
    return made


@transaction.atomic
def say_which_strategy(*, by: Any, contribution: Contribution, strategy: str, at: datetime) -> Contribution:
    """Tie money that stands to a strategy, as kind and key; empty ties it to none. The trail keeps what it was."""
    initiative = contribution.initiative
    if not rules.may_say_which_strategy(by, contribution, seats.today(initiative, at)):
        raise PermissionDenied
    _must_stand(contribution)
    if not contribution.is_money or (strategy and strategy not in dict(paid_for(initiative))):
        raise ValidationError({"strategy": _("Choose one of the strategies here, and only for money.")})
    details = {"before": contribution.paid_for, "after": strategy}
    contribution.paid_for = strategy
    contribution.save(update_fields=["paid_for"])
    record(
        by=by, verb="commitments.say_which_strategy", subject=contribution, at=at, initiative=initiative.pk,
        details=details,
    )  # fmt: skip
    return contribution


@transaction.atomic
def end_contribution(*, by: Any, contribution: Contribution, why: str, at: datetime) -> Contribution:
    """It does not come, or was written down by mistake. It counts no longer; its page still tells it."""
    today = seats.today(contribution.initiative, at)
    if not rules.may_end(by, contribution, today):
        raise PermissionDenied
    _must_stand(contribution)
    if why not in Contribution.Ended.values:
        raise ValidationError({"why": _("Say whether it does not come, or was a mistake.")})
    contribution.ended_on, contribution.ended_why = today, why
    contribution.save(update_fields=["ended_on", "ended_why"])
    record(
        by=by, verb="commitments.end_contribution", subject=contribution, at=at, initiative=contribution.initiative_id
    )
    return contribution


def _must_stand(contribution: Contribution) -> None:
    if contribution.ended_on is not None:
        raise ValidationError(_("This ended before. Open the page of what is given to see what stands."))


def currencies_of(initiative: Initiative) -> list[str]:
    """Those to choose among: the usual ones, and that of the place."""
    return sorted({*CURRENCIES, currency_of_zone(initiative.time_zone), initiative.currency})


@transaction.atomic
def set_currency(*, by: Any, initiative: Initiative, currency: str, at: datetime) -> Initiative:
    """In which money is told here; only while no amount stands, for amounts are not converted."""
    if not seats.may_set_up(by, initiative, at):
        raise PermissionDenied
    if currency not in currencies_of(initiative):
        raise ValidationError({"currency": _("“%(currency)s” is not one of the currencies.") % {"currency": currency}})
    if currency != initiative.currency and Contribution.objects.filter(initiative=initiative, worth__gt=0).exists():
        raise ValidationError(_("Amounts are written down already, and nobody can convert them. The currency stays."))
    initiative.currency = currency
    initiative.save(update_fields=["currency"])
    record(by=by, verb="commitments.set_currency", subject=initiative, at=at, initiative=initiative.pk)
    return initiative
