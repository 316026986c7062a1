"""Readings of training, each scoped to its reader."""

from commonweal.training.queries.notices import Notices, notices_of
from commonweal.training.queries.paper import (
    OnPaper,
    as_ranges,
    asking_of,
    form_of_number,
    numbers_of,
    on_paper,
    there_on_paper,
)
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
from commonweal.training.queries.results import Asked, Results, Sheet, Taker, progress_of, results_of
from commonweal.training.queries.series import held_on, hosts, run_by, session_run_by, teaching, when
from commonweal.training.queries.syllabi import SyllabusOffered, syllabi, syllabus_offered
from commonweal.training.queries.taking_part import (
    Room,
    follow_up_told_at,
    may_be_two,
    participant_by_code,
    participant_of,
    questions_of,
    room_by_code,
    session_by_code,
    waiting,
)
from commonweal.training.queries.understanding import ConceptShown, understanding, understood

__all__ = [
    "Asked",
    "ConceptShown",
    "Notices",
    "OnPaper",
    "Results",
    "Room",
    "Sheet",
    "Shift",
    "SyllabusOffered",
    "Taker",
    "Tally",
    "as_ranges",
    "asking_of",
    "choice_of",
    "follow_up_told_at",
    "form_of_number",
    "held_on",
    "hosts",
    "may_be_two",
    "notices_of",
    "numbers_of",
    "on_paper",
    "participant_by_code",
    "participant_of",
    "poll_by_code",
    "poll_of",
    "poll_table",
    "polls_of",
    "progress_of",
    "questions_of",
    "results_of",
    "room_by_code",
    "run_by",
    "session_by_code",
    "session_run_by",
    "sessions_to_poll",
    "shift",
    "syllabi",
    "syllabus_offered",
    "tally",
    "teaching",
    "there_on_paper",
    "understanding",
    "understood",
    "waiting",
    "when",
]
