"""The mails about what is given: a thank-you, and a warning before money ends."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonweal.commitments.models import Contribution, Thanks
from commonweal.governance.models import Participation
from commonweal.governance.operations.term_warnings import Letter, send_letter
from commonweal.people.models import Person


def send_thanks(by: Any, thanks: Thanks, at: datetime) -> None:
    """To the person, or to the organization's contact; where nobody has an address, its page alone says it."""
    contribution = thanks.contribution
    found = _addressee(contribution)
    if found is None:
        return
    name, address, language = found
    initiative = contribution.initiative
    with override(language):
        # Whoever has no account cannot open its page: then the mail alone says it.
        signs_in = Person.objects.filter(email__iexact=address, is_active=True).exists()
        page = reverse("commitments:contribution", args=[initiative.slug, contribution.pk])
        link = settings.COMMONWEAL_URL + page if signs_in else ""
        lines = [
            _("Hello %(name)s,") % {"name": name},
            thanks.words,
            _("This is about what you gave: “%(words)s”.") % {"words": contribution.words},
            *([link] if link else []),
        ]
        subject = _("Thank you from %(initiative)s") % {"initiative": initiative.name}
        letter = Letter(address, language, subject, lines, link, f"commitments.thanks {thanks.pk}")
        send_letter(by, letter, initiative, at)


def _addressee(contribution: Contribution) -> tuple[str, str, str] | None:
    if contribution.person is not None:
        person = contribution.person
        return (person.name, person.email, person.language) if person.email else None
    part = Participation.objects.filter(
        initiative=contribution.initiative_id, organisation=contribution.organisation_id
    ).first()
    if part is None or not part.contact_email:
        return None
    return part.contact_name or str(contribution.organisation), part.contact_email, part.contact_language
