"""Who says the residents' last word, and how: by a vote of the table where its charter says how it decides."""

from datetime import datetime
from typing import Any

from commonweal.governance import rules
from commonweal.governance.models import Charter, Decision, DecisionSubject, Initiative, LastWord
from commonweal.governance.queries.charters import charter_in_force
from commonweal.people.models import Person

#: Under which a decision names the last word that it settles.
KIND = "last-word"


def charter_of_table(word: LastWord, at: datetime) -> Charter | None:
    """Where there is one, nobody says the word alone."""
    return charter_in_force(word.group, rules.today(word.group.initiative, at))


def vote_on(word: LastWord) -> Decision | None:
    """The table's own, on its way or under way."""
    named = DecisionSubject.objects.filter(kind=KIND, key=str(word.pk)).values("decision")
    states = [Decision.State.DRAFT, Decision.State.OPEN]
    return Decision.objects.filter(pk__in=named, state__in=states).select_related("group", "initiative").first()


def may_speak(by: Any, word: LastWord, at: datetime) -> bool:
    """Say it, or put it to the table's vote, which happens once at a time."""
    if word.decision.outcome != Decision.Outcome.RESIDENTS:
        return False
    if charter_of_table(word, at) is None:
        return rules.may_say_last_word(by, word, at)
    return by is not None and rules.may_propose(by, word.group, at) and vote_on(word) is None


def words_to_say(person: Any, initiative: Initiative, at: datetime) -> list[LastWord]:
    """For whoever may speak for a community table: what waits for the residents' last word."""
    if not isinstance(person, Person):
        return []
    waiting = LastWord.objects.filter(decision__initiative=initiative, decision__outcome=Decision.Outcome.RESIDENTS)
    found = waiting.select_related("decision", "group__initiative").order_by("asked_at")
    return [one for one in found if may_speak(person, one, at)]


def how_to_speak(reader: Any, decision: Decision, at: datetime) -> str:
    """“say” it or “ask” the table to vote; empty where the reader has no part in it, or the table votes already."""
    if decision.outcome != Decision.Outcome.RESIDENTS:
        return ""
    word = decision.last_word
    if vote_on(word) is not None or not may_speak(reader, word, at):
        return ""
    return "say" if charter_of_table(word, at) is None else "ask"
