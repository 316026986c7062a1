"""Readings of training, each scoped to its reader."""

from commonweal.training.queries.series import hosts, run_by, session_run_by, teaching, when
from commonweal.training.queries.taking_part import participant_of, questions_of, session_by_code, waiting
from commonweal.training.queries.understanding import ConceptShown, understanding

__all__ = [
    "ConceptShown",
    "hosts",
    "participant_of",
    "questions_of",
    "run_by",
    "session_by_code",
    "session_run_by",
    "teaching",
    "understanding",
    "waiting",
    "when",
]
