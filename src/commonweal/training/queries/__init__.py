"""Readings of training, each scoped to its reader."""

from commonweal.training.queries.poll_file import poll_table
from commonweal.training.queries.polls import (
    Shift,
    Tally,
    choice_of,
    poll_by_code,
    poll_of,
    polls_of,
    sessions_to_poll,
    shift,
    tally,
)
from commonweal.training.queries.series import hosts, run_by, session_run_by, teaching, when
from commonweal.training.queries.taking_part import participant_of, questions_of, session_by_code, waiting
from commonweal.training.queries.understanding import ConceptShown, understanding

__all__ = [
    "ConceptShown",
    "Shift",
    "Tally",
    "choice_of",
    "hosts",
    "participant_of",
    "poll_by_code",
    "poll_of",
    "poll_table",
    "polls_of",
    "questions_of",
    "run_by",
    "session_by_code",
    "session_run_by",
    "sessions_to_poll",
    "shift",
    "tally",
    "teaching",
    "understanding",
    "waiting",
    "when",
]
