"""Somebody says that they will come, with an account or without, and says that they will not."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.commitments.models import Joining, Opportunity
from commonweal.commitments.operations.joining_mails import tell_joined
from commonweal.commitments.queries.opportunities import joining_by_token, places_left, seen_by
from commonweal.governance import rules as seats
from commonweal.governance.models import Involvement
from commonweal.governance.operations.involvements import involve
from commonweal.lib.tokens import make_token
from commonweal.people import operations as people
from commonweal.people.models import Person
from commonweal.people.queries.duplicates import kept_of
from commonweal.trail.operations import record

#: A machine that writes in names is stopped; a hall full of people with phones is not.
MOST_AT_ONCE, WITHIN = 40, timedelta(minutes=10)
#: Whoever did not answer the mail by then may ask for another.
LOST_AFTER = timedelta(hours=1)


@dataclass(frozen=True)
class Guest:
    """Who comes without an account. `agreed_to` are the words that were agreed to; without an address goes no mail."""

    name: str
    email: str = ""
    language: str = "en"
    agreed_to: str = ""


@transaction.atomic
def join(*, by: Any, opportunity: Opportunity, at: datetime) -> Joining:
    """Somebody who is signed in comes. Saying it twice is saying it once."""
    opportunity = _open(opportunity, at)
    if not isinstance(by, Person) or not seen_by(by, opportunity, at):
        raise PermissionDenied
    held = Joining.objects.filter(opportunity=opportunity, person=by, left_at=None).first()
    if held is not None:
        return held if held.confirmed_at else _confirm(by, held, at)
    _must_have_a_place(opportunity)
    token, token_hash = make_token()
    made = _come(opportunity, by, Guest(by.name, by.email, by.language), token_hash, at)
    made.has_account = True
    _take_a_place(made, at)
    record(by=by, verb="commitments.join", subject=made, at=at, initiative=opportunity.initiative_id)
    tell_joined(by, made, token, at)
    return made


@transaction.atomic
def join_without_account(*, by: None, opportunity: Opportunity, guest: Guest, at: datetime) -> str:
    """Whoever read the public page comes, with a light profile. The token of their link, where no address was given.

    With an address the link goes there and nowhere else: a stranger who types somebody's address learns nothing, and
    cannot say no in their name. Where places are few, a place is taken only once the link was used to say yes.
    """
    opportunity = _open(opportunity, at)
    if by is not None or opportunity.public_at is None:
        raise PermissionDenied
    _must_be_whole(opportunity, guest)
    _must_not_be_a_machine(opportunity, at)
    email = guest.email.strip()
    person = kept_of(people.add_profile(by=by, name=guest.name, email=email, language=guest.language, at=at))
    held = Joining.objects.filter(opportunity=opportunity, person=person, left_at=None)
    held.filter(confirmed_at=None, joined_at__lte=at - LOST_AFTER).delete()
    if held.exists():
        return ""
    _must_have_a_place(opportunity)
    token, token_hash = make_token()
    made = _come(opportunity, person, guest, token_hash, at)
    if opportunity.places is None:
        _take_a_place(made, at)
    record(by=by, verb="commitments.join_without_account", subject=made, at=at, initiative=opportunity.initiative_id)
    tell_joined(by, made, token, at)
    return "" if email else token


@transaction.atomic
def confirm_by_link(*, by: None, token: str, at: datetime) -> Joining:
    """Whoever holds the mailed link says yes, and takes a place if there still is one."""
    held = joining_by_token(token)
    if by is not None or held is None:
        raise PermissionDenied
    held.opportunity = _open(held.opportunity, at)
    return held if held.left_at or held.confirmed_at else _confirm(by, held, at)


def _confirm(by: Any, held: Joining, at: datetime) -> Joining:
    _must_have_a_place(held.opportunity)
    _take_a_place(held, at)
    record(by=by, verb="commitments.confirm_joining", subject=held, at=at, initiative=held.opportunity.initiative_id)
    return held


def _take_a_place(held: Joining, at: datetime) -> None:
    """Their part in the initiative begins on the day itself; a claimed profile shows it."""
    opportunity = held.opportunity
    initiative = opportunity.initiative
    if not seats.has_a_seat(held.person, initiative, at):
        day = seats.today(initiative, opportunity.starts_at)
        part = involve(
            by=None, initiative=initiative, person=held.person, kind=Involvement.Kind.PARTICIPANT,
            about=opportunity.title, since=day, at=at,
        )  # fmt: skip
        if not Joining.objects.filter(involvement=part).exists():
            held.involvement = part
    held.confirmed_at = at
    held.save(update_fields=["involvement", "confirmed_at", "has_account"])


def _come(opportunity: Opportunity, person: Person, guest: Guest, token_hash: str, at: datetime) -> Joining:
    return Joining.objects.create(
        opportunity=opportunity,
        person=person,
        name=" ".join(guest.name.split())[:200],
        language=guest.language if guest.language in ("en", "es") else "en",
        agreed_to=guest.agreed_to[:300],
        token_hash=token_hash,
        joined_at=at,
    )


@transaction.atomic
def leave_opportunity(*, by: Any, opportunity: Opportunity, at: datetime) -> Joining:
    """Somebody who is signed in does not come after all."""
    if not isinstance(by, Person):
        raise PermissionDenied
    held = Joining.objects.filter(opportunity=opportunity, person=by, left_at=None).first()
    if held is None:
        raise PermissionDenied
    return _leave(by, held, at)


@transaction.atomic
def leave_by_link(*, by: None, token: str, at: datetime) -> Joining:
    """Whoever holds the link does not come after all."""
    held = joining_by_token(token)
    if by is not None or held is None:
        raise PermissionDenied
    return _leave(by, held, at)


def _leave(by: Any, held: Joining, at: datetime) -> Joining:
    if held.left_at is not None:
        return held
    if held.opportunity.is_over(at):
        raise ValidationError(_("This is over, and stays as it was."))
    held.left_at = at
    part, held.involvement = held.involvement, None
    held.save(update_fields=["left_at", "involvement"])
    if part is not None and part.since > seats.today(held.opportunity.initiative, at):
        part.delete()  # it had not begun
    record(by=by, verb="commitments.leave", subject=held, at=at, initiative=held.opportunity.initiative_id)
    return held


def _open(opportunity: Opportunity, at: datetime) -> Opportunity:
    """The row as it is now: two at once do not both take the last place."""
    held = Opportunity.objects.select_for_update(of=("self",)).select_related("initiative", "group")
    opportunity = held.get(pk=opportunity.pk)
    if opportunity.cancelled_at is not None:
        raise ValidationError(_("This does not take place. Its page says why."))
    if opportunity.is_over(at):
        raise ValidationError(_("This is over. Look for the next one."))
    return opportunity


def _must_have_a_place(opportunity: Opportunity) -> None:
    if places_left(opportunity) == 0:
        raise ValidationError(_("All places are taken. Look again later: somebody may step back."))


def _must_not_be_a_machine(opportunity: Opportunity, at: datetime) -> None:
    recent = Joining.objects.filter(opportunity=opportunity, has_account=False, joined_at__gt=at - WITHIN)
    if recent.count() >= MOST_AT_ONCE:
        raise ValidationError(_("Very many people write here at once. Wait ten minutes, then try again."))


def _must_be_whole(opportunity: Opportunity, guest: Guest) -> None:
    problems: dict[str, Any] = {}
    if opportunity.places is not None and not guest.email.strip():
        problems["email"] = _("Places are few here. Write your mail address: we send a link, and you say yes there.")
    if not guest.name.strip():
        problems["name"] = _("Write the name by which we greet you.")
    if not guest.agreed_to:
        problems["agreed"] = _("Without your agreement we keep nothing. Tick the box, or call us.")
    if guest.email.strip():
        try:
            validate_email(guest.email.strip())
        except ValidationError:
            problems["email"] = _("This is no mail address. Write it like ana@example.org.")
    if problems:
        raise ValidationError(problems)
