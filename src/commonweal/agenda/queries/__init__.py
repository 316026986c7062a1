"""Readings of the agenda, each scoped to its reader."""

from commonweal.agenda.queries.goal import as_form, goal_of, initiative_whose_goal_may_be_set

__all__ = ["as_form", "goal_of", "initiative_whose_goal_may_be_set"]
