"""What stands on a member's home beside the tasks: where work on several begins, and their organization's rounds."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.agenda.rules import may_set_goal
from commonweal.governance.models import Initiative
from commonweal.measurement.queries.own_rounds import OwnRound
from commonweal.measurement.queries.wording import due_words
from commonweal.people.models import Person
from commonweal.publication.rules import may_release
from commonweal.ui.formats import moment


@dataclass(frozen=True)
class OwnRoundShown:
    """One round that asks the reader's organisation, in words."""

    own: OwnRound
    state: str
    when: str


def desks_of(
    person: Person, initiatives: list[Initiative], managed: list[Initiative], at: datetime
) -> list[tuple[Initiative, str]]:
    """Where the work on each initiative begins, for who has several; with one, its sections stand on every page."""
    if len(initiatives) < 2:
        return []
    doors = [(one, desk_of(person, one, one in managed, at)) for one in initiatives]
    return [(initiative, door) for initiative, door in doors if door]


def desk_of(person: Person, initiative: Initiative, manages: bool, at: datetime) -> str:
    named = [
        (manages, "measurement:rounds"),
        (may_release(person, initiative, at), "publication:releases"),
        (may_set_goal(person, initiative, at), "agenda:goal"),
    ]
    return next((reverse(name, args=[initiative.slug]) for may, name in named if may), "")


def shown(own: OwnRound) -> OwnRoundShown:
    """In the initiative's own time zone, which the caller has set."""
    if own.page.is_open:
        when = _("due %(when)s") % {"when": due_words(own.round.due_at)}
    else:
        when = _("closed %(when)s") % {"when": moment(own.round.closed_at or own.round.due_at)}
    return OwnRoundShown(own, state_of(own), when)


def state_of(own: OwnRound) -> str:
    page = own.page
    if page.question and page.is_open:
        return _("A question waits for an answer.")
    if not page.filled:
        return _("Nothing is here yet.") if page.is_open else _("Nothing was sent.")
    if page.rows_left and page.is_open:
        rows = ngettext("%(filled)s of %(rows)s row is here.", "%(filled)s of %(rows)s rows are here.", page.filled)
        return rows % {"filled": page.filled, "rows": len(page.asked.rows)}
    return _("Everything is here.") if not page.rows_left else _("A part was sent.")
