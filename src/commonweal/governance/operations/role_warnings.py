"""Ninety days before somebody's role of the framework ends, they hear of it, and so do the data managers."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from commonweal.delivery import operations as delivery
from commonweal.governance import rules
from commonweal.governance.models import Initiative, Participation, RoleTerm
from commonweal.governance.operations.term_warnings import Letter, data_managers, is_morning, send_letter
from commonweal.governance.queries.role_cards import cards_of, roles_ending
from commonweal.people.models import Person
from commonweal.trail.operations import record
from commonweal.ui.formats import day


def warn_of_ending_roles(*, by: Any, at: datetime) -> int:
    """The worker's part. Run again, it writes nobody twice."""
    delivery.only_the_system(by)
    return sum(_warn_in(initiative, by, at) for initiative in Initiative.objects.all() if is_morning(initiative, at))


@transaction.atomic
def _warn_in(initiative: Initiative, by: Any, at: datetime) -> int:
    on = rules.today(initiative, at)
    # Locked, so that two workers do not both find them untold.
    untold = set(RoleTerm.objects.select_for_update().filter(initiative=initiative, warned_at=None).values_list("pk"))
    ending = [term for term in roles_ending(initiative, on) if (term.pk,) in untold]
    for term in ending:
        _write_to_holder(by, term, on, at)
        term.warned_at = at
        term.save(update_fields=["warned_at"])
    if not ending:
        return 0
    for manager in data_managers(initiative, on):
        _write_to_manager(by, manager, ending, at)
    details = {"roles": len(ending)}
    record(
        by=by, verb="governance.warn_of_ending_roles", subject=initiative, at=at, initiative=initiative.pk,
        details=details,
    )  # fmt: skip
    return len(ending)


def _write_to_holder(by: Any, term: RoleTerm, on: date, at: datetime) -> None:
    """The person; for an organisation its contact."""
    initiative = term.initiative
    if (reader := _addressee(term, on)) is None:
        return
    name, address, language = reader
    with override(language):
        link = page_of(term)
        what = {"role": cards_of(initiative)[term.role].name, "name": term.holder.name, "day": day(term.until or on)}
        lines = [
            _("Hello %(name)s,") % {"name": name},
            _("%(name)s has the role “%(role)s” until %(day)s.") % what,
            _("Talk with the others now: does it go on, or who follows? Here is what the role asks:"),
            link,
        ]
        subject = _("A role ends on %(day)s") % what
        letter = Letter(address, language, subject, lines, link, f"governance.role {term.pk}")
        send_letter(by, letter, initiative, at)


def _addressee(term: RoleTerm, on: date) -> tuple[str, str, str] | None:
    if term.person is not None:
        person = term.person
        return (person.name, person.email, person.language) if person.is_active and person.email else None
    part = Participation.objects.filter(
        rules.in_term(on), initiative=term.initiative, organisation=term.organisation
    ).exclude(contact_email="")
    found = part.first()
    return (found.contact_name or term.holder.name, found.contact_email, found.contact_language) if found else None


def _write_to_manager(by: Any, manager: Person, ending: Sequence[RoleTerm], at: datetime) -> None:
    initiative = ending[0].initiative
    with override(manager.language):
        link = settings.COMMONWEAL_URL + reverse("governance:roles", args=[initiative.slug])
        words = ngettext("A role ends within 90 days", "%(count)s roles end within 90 days", len(ending))
        subject = words % {"count": len(ending)}
        cards = cards_of(initiative)
        each = [
            _("%(name)s, %(role)s: %(day)s")
            % {
                "name": term.holder.name,
                "role": cards[term.role].name,
                "day": day(term.until or at.date()),
            }
            for term in ending
        ]
        lines = [
            _("Hello %(name)s,") % {"name": manager.name},
            f"{subject}:",
            "\n".join(each),
            _("Write down who goes on, or who follows. Here is where:"),
            link,
        ]
        letter = Letter(manager.email, manager.language, subject, lines, link, f"governance.roles {initiative.pk}")
        send_letter(by, letter, initiative, at)


def page_of(term: RoleTerm) -> str:
    return settings.COMMONWEAL_URL + reverse("governance:role", args=[term.initiative.slug, term.role])
