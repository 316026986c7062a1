"""What a member sees of the rounds that ask their own organisation: the state, and never another partner's."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from commonweal.governance.models import Initiative
from commonweal.governance.rules import in_term, today
from commonweal.measurement.models import Invitation, Round
from commonweal.measurement.queries.partner import PartnerPage, partner_page
from commonweal.people.models import Affiliation, Person


@dataclass(frozen=True)
class OwnRound:
    """The place of the reader's organisation in one round."""

    invitation: Invitation
    page: PartnerPage
    is_contact: bool

    @property
    def round(self) -> Round:
        return self.invitation.round

    @property
    def needs_the_contact(self) -> bool:
        """Something is still to be sent or answered, and the reader is who was asked."""
        waits = self.page.question is not None or self.page.rows_left > 0
        return self.is_contact and self.page.is_open and waits


def own_rounds(reader: Any, initiative: Initiative, at: datetime) -> list[OwnRound]:
    """The open ones, first due first; where none is open, the one that closed last."""
    found = _invitations_of(reader, initiative, at)
    shown = list(found.filter(round__state=Round.State.OPEN).order_by("round__due_at", "organisation__name"))
    if not shown:
        last = found.order_by("-round__closed_at").values("round").first()
        shown = list(found.filter(round=last["round"])) if last else []
    return [OwnRound(one, partner_page(one, at), is_its_contact(reader, one)) for one in shown]


def own_invitation(reader: Any, initiative: Initiative, number: int, at: datetime) -> Invitation:
    """For whom the mails of this place go to; to everybody else it does not exist."""
    invitation = _invitations_of(reader, initiative, at).filter(pk=number).first()
    if invitation is None or not is_its_contact(reader, invitation):
        raise Http404
    return invitation


def is_its_contact(person: Any, invitation: Invitation) -> bool:
    """Whoever signs in under the address that the link is mailed to could open that mail as well."""
    if not isinstance(person, Person) or not person.is_active or not invitation.contact_email:
        return False
    return person.email.casefold() == invitation.contact_email.casefold()


def _invitations_of(reader: Any, initiative: Initiative, at: datetime) -> QuerySet[Invitation]:
    if not isinstance(reader, Person) or not reader.is_active:
        return Invitation.objects.none()
    employers = Affiliation.objects.filter(in_term(today(initiative, at)), person=reader).values("organisation")
    mine = Q(organisation__in=employers) | Q(contact_email__iexact=reader.email)
    found = Invitation.objects.filter(mine, round__initiative=initiative)
    return found.select_related("organisation", "round__initiative")
