"""Of which measures a partner could carry the last value forward, or decline, and which it declined."""

from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.lib.languages import page_language
from commonweal.measurement.models import Decline, Definition, Invitation, Measure
from commonweal.measurement.queries.asked_rows import AskedOfPartner, AskedRow, asked_of
from commonweal.measurement.queries.carrying import rows_to_carry
from commonweal.measurement.queries.wording import last_words
from commonweal.measurement.queries.words import DefinitionWords


@dataclass(frozen=True)
class OtherAnswer(DefinitionWords):
    """One measure that has no number yet; `last` says in words what would be carried forward."""

    definition: Definition
    last: str

    @property
    def measure(self) -> Measure:
        return self.definition.measure


@dataclass(frozen=True)
class Declined(DefinitionWords):
    definition: Definition
    decline: Decline


@dataclass(frozen=True)
class OtherAnswers:
    to_carry: list[OtherAnswer]
    to_decline: list[OtherAnswer]
    declined: list[Declined]


def other_answers(invitation: Invitation) -> OtherAnswers:
    asked = asked_of(invitation)
    said = {one.measure_id: one for one in invitation.declines.all()}
    still = [one for one in asked.definitions if one.measure_id not in said]
    could = [OtherAnswer(one, _last_of(asked, one)) for one in still]
    return OtherAnswers(
        to_carry=[one for one in could if one.last],
        to_decline=[one for one in could if not _has_number(asked, one.definition)],
        declined=[Declined(one, said[one.measure_id]) for one in asked.definitions if one.measure_id in said],
    )


def own_decline(invitation: Invitation, code: str) -> Decline:
    found = invitation.declines.select_related("invitation__round__initiative", "measure").filter(measure__code=code)
    declined = found.first()
    if declined is None:
        raise Http404
    return declined


def _has_number(asked: AskedOfPartner, definition: Definition) -> bool:
    return any(row.sent and not row.sent.is_missing for row in asked.rows if row.definition.pk == definition.pk)


def _last_of(asked: AskedOfPartner, definition: Definition) -> str:
    """The value of the whole, in words, and how many rows come with it; empty where nothing can be carried."""
    rows: list[AskedRow] = rows_to_carry(asked, {definition.measure_id})
    if not rows:
        return ""
    first = last_words(rows[0].last, definition, page_language())
    if len(rows) == 1:
        return first
    more = ngettext("and %(count)s more row", "and %(count)s more rows", len(rows) - 1) % {"count": len(rows) - 1}
    return _("%(figure)s, %(more)s") % {"figure": first, "more": more}
