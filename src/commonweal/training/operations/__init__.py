"""What can be done in a training series."""

from commonweal.training.operations.follow_ups import look_after_follow_up, look_after_follow_ups
from commonweal.training.operations.paper import SheetTyped, call_roll_on_paper, set_numbers_aside, type_in_sheet
from commonweal.training.operations.polls import (
    PollDraft,
    ask_again,
    close_poll,
    draft_poll,
    hide_results,
    open_poll,
    show_results,
)
from commonweal.training.operations.series import (
    SeriesDraft,
    When,
    end_session,
    move_session,
    open_assessment,
    open_roll,
    open_series,
    reopen_session,
)
from commonweal.training.operations.syllabi import MOST_BYTES, bring_syllabus
from commonweal.training.operations.taking_part import join, send_attempt
from commonweal.training.operations.voting import vote, vote_with_the_room, voter_hash
from commonweal.training.operations.workspaces import (
    TrainerDraft,
    WorkspaceDraft,
    found_workspace,
    grow,
    open_workspace,
)

__all__ = [
    "MOST_BYTES",
    "PollDraft",
    "SeriesDraft",
    "SheetTyped",
    "TrainerDraft",
    "When",
    "WorkspaceDraft",
    "ask_again",
    "bring_syllabus",
    "call_roll_on_paper",
    "close_poll",
    "draft_poll",
    "end_session",
    "found_workspace",
    "grow",
    "hide_results",
    "join",
    "look_after_follow_up",
    "look_after_follow_ups",
    "move_session",
    "open_assessment",
    "open_poll",
    "open_roll",
    "open_series",
    "reopen_session",
    "open_workspace",
    "send_attempt",
    "set_numbers_aside",
    "show_results",
    "type_in_sheet",
    "vote",
    "vote_with_the_room",
    "voter_hash",
]
