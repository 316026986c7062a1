"""What can be done to the agenda. The verbs of each subject stand in a module of their own."""

from commonweal.agenda.operations.founding import AgendaDraft, FounderDraft, InitiativeDraft, found_the_first
from commonweal.agenda.operations.goal import PERIOD, GoalDraft, set_goal

__all__ = ["PERIOD", "AgendaDraft", "FounderDraft", "GoalDraft", "InitiativeDraft", "found_the_first", "set_goal"]
