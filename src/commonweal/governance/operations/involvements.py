"""Who takes part without a seat, how they make their profile theirs, and how somebody leaves an initiative."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonweal.delivery import operations as delivery
from commonweal.governance import lent_to_people, rules
from commonweal.governance.models import Initiative, Involvement
from commonweal.people import operations as people
from commonweal.people import rules as people_rules
from commonweal.people.models import Person
from commonweal.people.queries.duplicates import kept_of
from commonweal.trail.operations import record


@transaction.atomic
def involve(
    *,
    by: Any,
    initiative: Initiative,
    person: Person,
    kind: str,
    at: datetime,
    about: str = "",
    since: date | None = None,
) -> Involvement:
    """This person came, helps or gives, from a day on. Saying the same twice is saying it once."""
    if not rules.may_set_up(by, initiative, at):
        raise PermissionDenied
    people.refuse_merged(person)
    if kind not in Involvement.Kind.values:
        raise ValidationError({"kind": _("Choose in which way they take part.")})
    made, _new = Involvement.objects.get_or_create(
        initiative=initiative,
        person=person,
        kind=kind,
        about=about.strip()[:200],
        until=None,
        defaults={"since": since or rules.today(initiative, at)},
    )
    record(by=by, verb="governance.involve", subject=made, at=at, initiative=initiative.pk)
    return made


@transaction.atomic
def bring_profile(
    *,
    by: Any,
    initiative: Initiative,
    name: str,
    email: str,
    kind: str,
    at: datetime,
    about: str = "",
    language: str = "en",
) -> Involvement:
    """Somebody without an account. An address that is known already is that person."""
    if not rules.may_set_up(by, initiative, at):
        raise PermissionDenied
    profile = kept_of(people.add_profile(by=by, name=name, email=email, language=language, at=at))
    made = involve(by=by, initiative=initiative, person=profile, kind=kind, about=about, at=at)
    record(by=by, verb="governance.bring_profile", subject=made, at=at, initiative=initiative.pk)
    return made


@transaction.atomic
def invite_to_claim(*, by: Any, initiative: Initiative, profile: Person, at: datetime) -> str:
    """Mail the link by which a light profile becomes its owner's. The mail is secret: it stands on no outbox page.

    The link comes back for whoever has no mail server and hands it over by themselves.
    """
    if not rules.may_set_up(by, initiative, at) or initiative.pk not in lent_to_people.initiatives_of(profile):
        raise PermissionDenied
    token = people.make_claim_link(by=by, profile=profile, at=at)
    link = f"{settings.COMMONWEAL_URL}{reverse('people:claim', args=[token])}"
    with override(profile.language):
        lines = [
            _("Hello %(name)s,") % {"name": profile.name},
            _("%(initiative)s has written down that you took part. Open this page to make that your own:")
            % {"initiative": initiative.name},
            link,
            _("It works for 14 days, and once. You did not take part? Then do nothing."),
        ]
        subject = _("Your part in %(initiative)s") % {"initiative": initiative.name}
        delivery.send_secret(
            by=by, to=profile.email, subject=subject, text="\n\n".join(lines), at=at, language=profile.language
        )
    record(by=by, verb="governance.invite_to_claim", subject=profile, at=at, initiative=initiative.pk)
    return link


@transaction.atomic
def leave_initiative(*, by: Any, initiative: Initiative, person: Person, at: datetime) -> None:
    """All seats and parts in this initiative end today, and the work that lets in here alone.

    Whoever has a part nowhere else signs in no longer.
    """
    if not (by == person and person.is_active) and not rules.may_set_up(by, initiative, at):
        raise PermissionDenied
    if initiative.pk not in lent_to_people.initiatives_of(person):
        raise PermissionDenied
    if why := lent_to_people.keeps_from_leaving(person, rules.today(initiative, at), initiative):
        raise ValidationError(why)
    for work in lent_to_people.work_that_lets_in(person, initiative, rules.today(initiative, at)):
        if lent_to_people.work_ends_with_leaving(by, work, initiative, at):
            people.end_affiliation(by=by, affiliation=work, until=rules.the_day_before(initiative, at), at=at)
    lent_to_people.end_parts(by, person, at, initiative)
    for end in lent_to_people.ENDINGS_IN_ONE:
        end(by, person, at, initiative)
    if lent_to_people.has_no_part(person, at) and people_rules.may_act_for(by, person, at.date()):
        people.leave(by=by, person=person, at=at)
    record(by=by, verb="governance.leave_initiative", subject=person, at=at, initiative=initiative.pk)
