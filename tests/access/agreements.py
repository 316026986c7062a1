"""Decisions, interests, promises and the agenda, in every phase."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from commonweal.agenda.operations.alignment import AlignmentDraft, state_alignment
from commonweal.agenda.operations.aspirations import QuoteDraft, note_aspiration, set_theme
from commonweal.agenda.operations.interviews import InterviewDraft, note_interview
from commonweal.agenda.operations.logic import NodeDraft, add_node
from commonweal.agenda.operations.parts import invite_to_draft, say, write_part
from commonweal.agenda.operations.strategies import OutcomeDraft, StrategyDraft, add_outcome, add_strategy
from commonweal.agenda.operations.versions import make_version
from commonweal.commitments.models import Opportunity
from commonweal.commitments.operations import (
    AccountDraft,
    ApproachDraft,
    AskDraft,
    CommitmentDraft,
    ContributionDraft,
    OpportunityDraft,
    PostDraft,
    ResourceDraft,
    cancel_opportunity,
    end_contribution,
    end_post,
    give,
    give_account,
    join,
    make_public,
    note_approach,
    note_resource,
    offer,
    open_ask,
    promise,
    release,
    write_post,
)
from commonweal.governance.cascade_drafts import SeatDraft
from commonweal.governance.decision_drafts import ProposalDraft
from commonweal.governance.models import Group, Initiative, Seat, StakeContest
from commonweal.governance.operations.decisions import close_vote, reopen
from commonweal.governance.operations.interests import InterestDraft, declare_interest, end_interest
from commonweal.governance.operations.proposals import open_vote, propose, withdraw
from commonweal.governance.operations.terms import take_up_role
from commonweal.governance.operations.votes import VoteDraft, cast_vote
from commonweal.governance.queries.conflicts import conflicts
from commonweal.measurement.operations.urgency import show_words
from commonweal.people.models import Organisation, Person
from tests.cast import SINCE, person


def agreements(
    initiative: Initiative,
    steering: Group,
    people: Mapping[str, Person],
    partners: Mapping[str, Organisation],
    at: datetime,
) -> dict[str, Any]:
    return {
        **decisions(steering, people, at),
        **interests(initiative, steering, people, at),
        **promises(initiative, steering, people, at),
        **gifts(initiative, steering, people, partners, at),
        **opportunities(initiative, steering, people, at),
        **agenda(initiative, people, partners, at),
    }


def decisions(steering: Group, people: Mapping[str, Person], at: datetime) -> dict[str, Any]:
    chair = people["chair"]

    def proposed() -> Any:
        draft = ProposalDraft("Shall we meet on Tuesdays?", rule="majority", quorum=1)
        return propose(by=people["resident"], group=steering, proposal=draft, at=at)

    def opened() -> Any:
        return open_vote(by=chair, decision=proposed(), at=at)

    def closed() -> Any:
        held = opened()
        cast_vote(by=chair, decision=held, vote=VoteDraft("yes", ""), at=at)
        return close_vote(by=chair, decision=held, at=at)

    # The resident says that an interest on record does not touch it.
    running = opened()
    contest = StakeContest.objects.create(decision=running, person=people["resident"], why="I left.", said_at=at)
    again = closed()
    reopen(by=chair, decision=again, why=("A figure changed.", ""), at=at)
    return {
        "draft_decision": proposed().number,
        "open_decision": running.number,
        "contest": contest.pk,
        "closed_decision": closed().number,
        "reopened_decision": again.number,
        "withdrawn_decision": withdraw(by=chair, decision=proposed(), why="Not needed.", at=at).number,
    }


def interests(initiative: Initiative, steering: Group, people: Mapping[str, Person], at: datetime) -> dict[str, Any]:
    resident = people["resident"]

    def declared() -> Any:
        draft = InterestDraft("board", "I sit on a board.")
        return declare_interest(by=resident, initiative=initiative, holder=resident, interest=draft, at=at)

    both = person("Both")
    for group, role in ((steering, Seat.Role.CO_CHAIR), (initiative.groups.get(kind="backbone"), Seat.Role.MEMBER)):
        Seat.objects.create(group=group, role=role, person=both, since=SINCE)
    conflict = conflicts(people["analyst"], initiative, at)[0]
    return {
        "interest": declared().pk,
        "ended_interest": end_interest(by=resident, interest=declared(), at=at).pk,
        "conflict_kind": conflict.kind,
        "conflict_key": conflict.key,
    }


def promises(initiative: Initiative, steering: Group, people: Mapping[str, Person], at: datetime) -> dict[str, Any]:
    resident, due = people["resident"], at.date() + timedelta(days=10)
    draft = CommitmentDraft("Bring ten parents.", due, to=steering, group=steering)

    def promised(by: Person = resident) -> Any:
        return promise(by=by, initiative=initiative, holder=resident, commitment=draft, at=at)

    settled, let_go = promised(), promised()
    give_account(by=resident, commitment=settled, side="promiser", account=AccountDraft("done"), at=at)
    release(by=people["chair"], commitment=let_go, at=at)
    spare = ResourceDraft("has", "room", "A room on Mondays.")
    lent = note_resource(by=resident, initiative=initiative, holder=resident, resource=spare, at=at)
    champion = take_up_role(
        by=people["analyst"], initiative=initiative, term=SeatDraft("champion", people["trainer"], SINCE), at=at
    )
    return {
        "resource": lent.pk,
        "champion": champion.pk,
        "promise": promised().pk,
        "written_promise": promised(by=people["chair"]).pk,
        "settled_promise": settled.pk,
        "released_promise": let_go.pk,
    }


def gifts(
    initiative: Initiative,
    steering: Group,
    people: Mapping[str, Person],
    partners: Mapping[str, Organisation],
    at: datetime,
) -> dict[str, Any]:
    """First Rung gives a room to the committee, and money to all."""
    first = {"by": None, "initiative": initiative, "giver": partners["partner"], "at": at}
    room = give(**first, contribution=ContributionDraft("room", "A room.", group=steering))
    money = give(**first, contribution=ContributionDraft("money", "A grant.", "seed"))
    over = give(**first, contribution=ContributionDraft("food", "Soup."))
    end_contribution(by=None, contribution=over, why="mistaken", at=at)

    def post() -> Any:
        return write_post(by=None, initiative=initiative, post=PostDraft("Analyst", Decimal(1)), at=at)

    return {
        "gift": room.pk,
        "money_line": money.pk,
        "ended_gift": over.pk,
        "post": post().pk,
        "ended_post": end_post(by=None, post=post(), at=at).pk,
    }


def opportunities(
    initiative: Initiative, steering: Group, people: Mapping[str, Person], at: datetime
) -> dict[str, Any]:
    """One of the committee for members, a public one to which the resident comes, and one that is cancelled."""

    def offered(group: Group | None = None) -> Any:
        draft = OpportunityDraft(at + timedelta(days=9), "Library", "Read with a child", group=group)
        return offer(by=people["analyst"], initiative=initiative, opportunity=draft, at=at)

    public = make_public(by=None, opportunity=offered(), at=at)
    ask = open_ask(by=people["trainer"], initiative=initiative, ask=AskDraft("Come on Saturday."), at=at)
    asked = note_approach(by=people["resident"], ask=ask, approach=ApproachDraft("Parents", at.date()), at=at)
    join(by=people["resident"], opportunity=public, at=at)
    past = offered()
    Opportunity.objects.filter(pk=past.pk).update(starts_at=at - timedelta(days=1))
    return {
        "ask": ask.pk,
        "asked": asked.pk,
        "opportunity": offered(steering).pk,
        "public_opportunity": public.pk,
        "past_opportunity": past.pk,
        "cancelled_opportunity": cancel_opportunity(by=None, opportunity=offered(), why="Snow.", at=at).pk,
    }


def agenda(
    initiative: Initiative, people: Mapping[str, Person], partners: Mapping[str, Organisation], at: datetime
) -> dict[str, Any]:
    by = people["resident"]
    words = {"text_en": "Rents rise faster than wages."}
    write_part(by=by, initiative=initiative, part="problem", words=words, started_from="", at=at)
    thread = say(by=by, initiative=initiative, part="problem", text="Which rents?", at=at)
    version = make_version(by=people["analyst"], initiative=initiative, reason_en="The first one.", at=at)
    quote = QuoteDraft("A bus at five.", "en", at.date(), "Eastside fair", "public")
    writer = invite_to_draft(
        by=people["analyst"], initiative=initiative, person=person("Writer"), since=at.date(), at=at
    )
    outcome = add_outcome(by=by, initiative=initiative, draft=OutcomeDraft("People earn enough", "", "long"), at=at)
    aligned = state_alignment(
        by=people["partner"], initiative=initiative, organisation=partners["partner"],
        draft=AlignmentDraft(at.date(), after_en="The shared form."), at=at,
    )  # fmt: skip
    voice = note_aspiration(by=people["analyst"], initiative=initiative, draft=quote, at=at)
    return {
        "reason": show_words(by=by, initiative=initiative, voice=voice, why="It is late.", at=at).pk,
        "alignment": aligned.pk,
        "thread": thread.pk,
        "version": version.number,
        "outcome": outcome.pk,
        "strategy": add_strategy(by=by, initiative=initiative, draft=StrategyDraft("Rides to work"), at=at).key,
        "writer": writer.pk,
        "voice": voice.pk,
        "interview": note_interview(
            by=by, initiative=initiative, draft=InterviewDraft("resident", at.date(), "Library", "en", "inside"), at=at
        ).pk,
        "theme": set_theme(by=people["analyst"], initiative=initiative, name_en="Buses", at=at).pk,
        "node": add_node(by=by, initiative=initiative, draft=NodeDraft("activity", "Run two vans"), at=at).key,
    }
