"""The roll of a decision, who has something at stake in it, and what one elector has said so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from commonweal.governance import about, rules
from commonweal.governance.models import (
    Ballot,
    Decision,
    Elector,
    Group,
    Initiative,
    Recusal,
    Seat,
    StakeContest,
    VoteLink,
)
from commonweal.governance.queries.interests import Stake, stakes
from commonweal.governance.queries.seat_terms import SeatOn, seats_in
from commonweal.lib.tokens import hash_token
from commonweal.people.models import Person

#: So long a vote stays open that anybody of the group could close.
A_FORTNIGHT = timedelta(days=14)


@dataclass(frozen=True)
class RollLine:
    """Who would be on the roll, and in which seat."""

    person: Person
    seat: SeatOn


@dataclass(frozen=True)
class OpenedLink:
    """A mailed link. After the close, or once another was made, it shows what became of the vote and takes none."""

    elector: Elector
    is_over: bool
    is_replaced: bool


def roll_of(group: Group, on: date) -> list[RollLine]:
    """Who may vote if it opens on that day: each person once, whatever number of seats they speak in."""
    lines: dict[int, RollLine] = {}
    for seat in seats_in(group, on):
        for person in seat.people:
            if person.is_active:
                lines.setdefault(person.pk, RollLine(person, seat))
    return list(lines.values())


def seats_without_voter(group: Group, on: date) -> list[SeatOn]:
    """Seats of organisations for which nobody has been named."""
    return [seat for seat in seats_in(group, on) if not seat.people]


def elector_of(person: Any, decision: Decision) -> Elector | None:
    if not isinstance(person, Person) or not person.is_active:
        return None
    return Elector.objects.filter(decision=decision, person=person).select_related("person", "seat").first()


def leads(by: Any, decision: Decision, at: datetime) -> bool:
    """Open, close, withdraw: the group's leads whom it does not touch; where none is left, anybody of the group."""
    if by is None:
        return True
    if is_kept_out(by, decision, at):
        return False
    if about.is_about_who_leads(decision):
        return rules.may_propose(by, decision.group, at)
    if rules.may_lead_decisions(by, decision.group, at):
        return True
    return rules.may_propose(by, decision.group, at) and _nobody_else_leads(decision, at)


def is_kept_out(by: Any, decision: Decision, at: datetime) -> bool:
    """Has something at stake, under a charter that blocks; in what is about those who lead, under any."""
    blocks = decision.recusal == Recusal.BLOCK or about.is_about_who_leads(decision)
    return blocks and isinstance(by, Person) and bool(stakes_of(by, decision, at))


def _nobody_else_leads(decision: Decision, at: datetime) -> bool:
    """It touches every chair of the group and every data manager."""
    if decision.recusal != Recusal.BLOCK or not decision.subjects.exists():
        return False
    on = rules.today(decision.initiative, at)
    leading = Q(group=decision.group_id, role__in=[Seat.Role.CHAIR, Seat.Role.CO_CHAIR])
    keys = Q(group__kind=Group.Kind.BACKBONE, role=Seat.Role.DATA_MANAGER)
    held = Seat.objects.filter(rules.in_term(on), leading | keys, group__initiative=decision.initiative_id)
    people = list(Person.objects.filter(pk__in=held.values("person"), is_active=True))
    touched = {stake.person.pk for stake in stakes_in(people, decision, at)}
    return all(one.pk in touched for one in people)


def stakes_of(person: Person, decision: Decision, at: datetime) -> list[Stake]:
    """What this person has at stake in what the decision is about."""
    return stakes_in([person], decision, at)


def stakes_in(people: Sequence[Person], decision: Decision, at: datetime) -> list[Stake]:
    """What the records show, without what was contested and found to be none."""
    on = rules.today(decision.initiative, at)
    found = stakes(people, decision.initiative, about.pairs_of(decision), on)
    settled = StakeContest.objects.filter(decision=decision, is_none=True) if found else ()
    is_none = {(one.person_id, kind, key) for one in settled for kind, key in one.stakes}
    return [stake for stake in found if (stake.person.pk, *stake.pair) not in is_none]


def told_stakes(found: Sequence[Stake], initiative: Initiative) -> list[str]:
    """Each thing once: where an interest in it is declared, it goes without saying that one works there."""
    declared = {stake.pair for stake in found if stake.interest is not None}
    told = [stake for stake in found if stake.interest is not None or stake.pair not in declared]
    return list(dict.fromkeys(stake_words(stake, initiative) for stake in told))


def stake_words(stake: Stake, initiative: Initiative) -> str:
    """Told to the one whose stake it is."""
    thing = about.label_of(initiative, stake.pair)
    if stake.interest is None and stake.employer is None:
        return _("This is about you, or about what you give or get.")
    if stake.interest is None:
        return _("This is about %(thing)s, where you work.") % {"thing": thing}
    if stake.interest.person_id is None:
        words = _("%(organisation)s, where you work, declared an interest in %(thing)s: %(interest)s")
        holder = stake.interest.organisation
        return words % {"organisation": holder, "thing": thing, "interest": stake.interest.public}
    words = _("You declared an interest in %(thing)s: %(interest)s")
    return words % {"thing": thing, "interest": stake.interest.public}


def why_kept_out(elector: Elector, at: datetime) -> str:
    """Told to the elector: they stepped aside, or the close struck them because they had said nothing."""
    if elector.decision.is_open and not still_sits(elector, at):
        return _("You sit in this group no longer. What you cast before still counts.")
    if not elector.is_struck:
        return ""
    if elector.did_not_say:
        return _("An interest on record touches this decision. Under the charter your vote did not count.")
    words = _("You stepped aside. You take no part in this decision.")
    said = _("You said: %(why)s") % {"why": elector.aside_why}
    return f"{words} {said}" if elector.aside_why else words


def still_sits(elector: Elector, at: datetime) -> bool:
    """Asked of the tables and not of what a page keeps: the parts of whoever leaves ended a moment ago."""
    person, on = elector.person, rules.today(elector.decision.initiative, at)
    held = (rules.seats_of(person, on), rules.seats_spoken_for(person, on))
    return any(seats.filter(group=elector.decision.group_id).exists() for seats in held)


def may_still_vote(elector: Elector, decision: Decision, at: datetime) -> bool:
    """Still in the group and not aside; under a charter that blocks, with nothing at stake."""
    if elector.is_struck or not still_sits(elector, at):
        return False
    return decision.recusal != Recusal.BLOCK or not stakes_of(elector.person, decision, at)


def has_yet_to_vote(elector: Elector, decision: Decision, at: datetime) -> bool:
    """May vote, and has said nothing so far."""
    return may_still_vote(elector, decision, at) and ballot_of(elector, decision) is None


def key_of(elector: Elector) -> str:
    """Under which a secret ballot can be changed. It needs the site's own secret, which no table holds."""
    return salted_hmac(
        "governance.secret-ballot", f"{elector.decision_id}:{elector.pk}", algorithm="sha256"
    ).hexdigest()


def ballot_of(elector: Elector, decision: Decision) -> Ballot | None:
    """The elector's own, that counts now. Of a closed secret vote nobody can find it any more."""
    if decision.secret:
        return Ballot.objects.filter(decision=decision, key=key_of(elector)).first()
    return Ballot.objects.filter(elector=elector, superseded_at=None).first()


def counting_ballots(decision: Decision, roll: Sequence[Elector]) -> list[Ballot]:
    """Those of the electors who were not struck."""
    if decision.secret:
        return list(Ballot.objects.filter(decision=decision, key__in=[key_of(elector) for elector in roll]))
    return list(Ballot.objects.filter(elector__in=roll, superseded_at=None))


def how_many_voted(decision: Decision) -> int:
    return Ballot.objects.filter(decision=decision, superseded_at=None).count()


@dataclass(frozen=True)
class Standing:
    """How far a vote has come, before it is counted. Whoever would be struck at the close is left out."""

    answered: int
    roll: int
    quorum: int
    #: Who could still answer, while there is a promised end.
    waiting: int
    #: Its promised closing time, while that is still ahead.
    ahead: datetime | None

    @property
    def may_close(self) -> bool:
        """At its promised end; earlier only when nobody is left who could answer."""
        return self.ahead is None or not self.waiting

    @property
    def is_quorate(self) -> bool:
        return self.answered >= self.quorum


def promised_end(decision: Decision) -> datetime | None:
    """None where a chair closes it by hand. Where anybody of the group could, a fortnight is everybody's."""
    if decision.closes_at is not None or decision.opened_at is None:
        return decision.closes_at
    return decision.opened_at + A_FORTNIGHT if about.is_about_who_leads(decision) else None


def standing_of(decision: Decision, at: datetime) -> Standing:
    electors = list(decision.electors.select_related("person", "decision__initiative"))
    touched = {stake.person.pk for stake in stakes_in([one.person for one in electors], decision, at)}
    blocked = touched if decision.recusal == Recusal.BLOCK else set()
    counted = [one for one in electors if not one.is_struck and one.person_id not in blocked]
    ends = promised_end(decision)
    is_ahead = ends is not None and ends > at
    return Standing(
        answered=len(counting_ballots(decision, counted)),
        roll=len(electors),
        quorum=decision.quorum,
        waiting=sum(_has_said_nothing(one, decision, at) for one in electors) if is_ahead else 0,
        ahead=ends if is_ahead else None,
    )


def _has_said_nothing(elector: Elector, decision: Decision, at: datetime) -> bool:
    """Whoever is touched by it can still step aside, or say that it is none of theirs."""
    return not elector.is_struck and ballot_of(elector, decision) is None and still_sits(elector, at)


def open_vote_link(token: str) -> OpenedLink:
    """The reader is whoever holds the link; an unknown one is not found."""
    link = (
        VoteLink.objects.select_related("elector__decision__group", "elector__decision__initiative", "elector__person")
        .filter(token_hash=hash_token(token))
        .first()
    )
    if link is None or not link.elector.person.is_active:
        raise Http404
    decision = link.elector.decision
    return OpenedLink(link.elector, not decision.is_open, link.replaced_at is not None)
