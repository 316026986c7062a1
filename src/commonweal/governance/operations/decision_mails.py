"""Mails about a decision that nobody must have: a vote that still waits, and a decision that is open again."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonweal.delivery import operations as delivery
from commonweal.governance import rules
from commonweal.governance.models import Decision, Elector, Group, LastWord, Reopening, Seat
from commonweal.governance.operations.term_warnings import data_managers, is_morning
from commonweal.governance.operations.vote_links import new_link
from commonweal.governance.queries.meetings import who_sits
from commonweal.governance.queries.votes import has_yet_to_vote
from commonweal.governance.templatetags.own_words import told_plainly
from commonweal.people.models import Person
from commonweal.people.queries.own_page import wants_mail
from commonweal.trail.operations import record
from commonweal.ui.formats import moment

TASKS = "tasks"
#: So long before the close whoever has not voted hears of it again.
BEFORE_THE_CLOSE = (timedelta(days=7), timedelta(days=1))


def remind_voters(*, by: Any, at: datetime) -> int:
    """The worker's part: each elector who has said nothing yet, once a week and once a day before the close.

    Such a mail tells that its reader has not voted, so that it stands on nobody's outbox page: like the link itself it
    goes out where a mail server sends it, and nowhere else.
    """
    delivery.only_the_system(by)
    if not settings.EMAIL_HOST:
        return 0
    open_votes = Decision.objects.filter(state=Decision.State.OPEN, closes_at__gt=at)
    return sum(
        _remind_in(decision, by, at)
        for decision in open_votes.select_related("group", "initiative")
        if is_morning(decision.initiative, at)
    )


@transaction.atomic
def _remind_in(decision: Decision, by: Any, at: datetime) -> int:
    since = _due_since(decision, at)
    if since is None:
        return 0
    # Locked, so that two workers do not both find them untold.
    electors = decision.electors.select_for_update(of=("self",)).select_related("person")
    waiting = [one for one in electors if _is_untold(one, since) and has_yet_to_vote(one, decision, at)]
    for elector in waiting:
        _remind(by, elector, decision, at)
        elector.reminded_at = at
        elector.save(update_fields=["reminded_at"])
    if waiting:
        # How many, and not who: the trail of a secret vote tells nothing of anybody.
        record(
            by=by,
            verb="governance.remind_voters",
            subject=decision,
            at=at,
            initiative=decision.initiative_id,
            details={"number": decision.number, "electors": len(waiting)},
        )
    return len(waiting)


def _due_since(decision: Decision, at: datetime) -> datetime | None:
    """Since when the newest reminder is due; a vote that opened after that moment needs none."""
    assert decision.closes_at is not None
    assert decision.opened_at is not None
    come = [decision.closes_at - before for before in BEFORE_THE_CLOSE if decision.closes_at - before <= at]
    return come[-1] if come and decision.opened_at < come[-1] else None


def _is_untold(elector: Elector, since: datetime) -> bool:
    return elector.reminded_at is None or elector.reminded_at < since


def _remind(by: Any, elector: Elector, decision: Decision, at: datetime) -> None:
    reader = elector.person
    if not wants_mail(reader.email, TASKS):
        return
    link = new_link(by=by, elector=elector, at=at)
    with override(reader.language), timezone.override(decision.initiative.time_zone):
        assert decision.closes_at is not None
        named = {"group": decision.group.name, "question": told_plainly(decision, "question")}
        lines = [
            _("Hello %(name)s,") % {"name": reader.name},
            _("%(group)s decides: %(question)s") % named,
            _("We have no word from you yet. The vote closes on %(when)s.") % {"when": moment(decision.closes_at)},
            _("Vote here, without signing in:") + f"\n{link}",
            _("The link is yours alone. Do not forward this mail."),
        ]
        subject = _("Your vote still waits: %(question)s") % named
    delivery.send_secret(
        by=by,
        to=reader.email,
        subject=subject,
        text=delivery.with_a_choice("\n\n".join(lines), reader.language),
        at=at,
        language=reader.language,
        cause=f"governance.vote_waits {decision.pk}",
        initiative=decision.initiative_id,
        link=link,
    )


def tell_who_speaks_for_residents(*, by: Any, word: LastWord, at: datetime) -> int:
    """Whoever may say it hears that a group carried something on which residents have the last word."""
    decision = word.decision
    readers = _who_speaks(word.group, at)
    for reader in readers:
        with override(reader.language), timezone.override(decision.initiative.time_zone):
            named = {"group": decision.group.name, "question": told_plainly(decision, "question")}
            lines = [
                _("%(group)s has carried it: %(question)s") % named,
                _("By its charter residents have the last word. Say here what they say:"),
            ]
            if word.until is not None:
                lines[1:1] = [_("Residents can stop it until %(when)s. Then it holds.") % {"when": moment(word.until)}]
            subject = _("Residents have the last word: %(question)s") % named
        _send(by, reader, decision, (subject, lines), f"governance.last_word {decision.pk}", at)
    return len(readers)


def tell_the_chairs(*, by: Any, reopening: Reopening, at: datetime) -> int:
    """Who leads the group hears that a decision is open again; whoever opened it knows already."""
    decision = reopening.decision
    readers = [person for person in _who_leads(decision.group, at) if person != by]
    for reader in readers:
        with override(reader.language), timezone.override(decision.initiative.time_zone):
            lines = [
                _("Decision %(number)s is open again: %(question)s")
                % {"number": decision.number, "question": told_plainly(decision, "question")},
                told_plainly(reopening, "why"),
                _("It stays in force. Look at it with your group, and say here whether it stands:"),
            ]
            subject = _("Open again: %(question)s") % {"question": told_plainly(decision, "question")}
        _send(by, reader, decision, (subject, lines), f"governance.reopened {decision.pk}", at)
    return len(readers)


def _who_speaks(group: Group, at: datetime) -> list[Person]:
    """The chairs of a table; where it has none, everybody at it, and the data managers who can write down its word."""
    on = rules.today(group.initiative, at)
    if rules.has_a_chair(group, on):
        return _who_leads(group, at)
    return list(dict.fromkeys([*who_sits(group, on), *data_managers(group.initiative, on)]))


def _who_leads(group: Group, at: datetime) -> list[Person]:
    """The chairs of a group; where it has none, the data managers."""
    on = rules.today(group.initiative, at)
    chairs = Seat.objects.filter(
        rules.in_term(on), group=group, role__in=[Seat.Role.CHAIR, Seat.Role.CO_CHAIR], person__is_active=True
    )
    found = list(Person.objects.filter(pk__in=chairs.values("person")))
    return found or list(data_managers(group.initiative, on))


def _send(
    by: Any, reader: Person, decision: Decision, words: tuple[str, Sequence[str]], cause: str, at: datetime
) -> None:
    if not reader.email or not reader.is_active:
        return
    link = settings.COMMONWEAL_URL + reverse("governance:decision", args=[decision.initiative.slug, decision.number])
    with override(reader.language):
        hello = _("Hello %(name)s,") % {"name": reader.name}
    delivery.send_if_wanted(
        by=by,
        kind=TASKS,
        to=reader.email,
        subject=words[0],
        text="\n\n".join([hello, *words[1], link]),
        cause=cause,
        at=at,
        language=reader.language,
        initiative=decision.initiative_id,
        link=link,
    )
