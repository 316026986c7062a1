"""Syllabi, series of sessions, who took part, and what they were asked on what they learnt."""

from commonweal.training.models.assessments import Assessment, Attempt, TypedSheet
from commonweal.training.models.participants import Attendance, OwnStep, PaperNumbers, Participant, WrongCode
from commonweal.training.models.polls import Poll, PollVote
from commonweal.training.models.resources import Resource
from commonweal.training.models.roundtables import (
    Roundtable,
    RoundtableDot,
    RoundtableFeedback,
    RoundtableNote,
    RoundtablePresence,
    RoundtablePromise,
    RoundtableSignIn,
    RoundtableTheme,
)
from commonweal.training.models.series import Series, SeriesAudience, Session, SessionTime
from commonweal.training.models.syllabi import Syllabus, SyllabusVersion

__all__ = [
    "Assessment",
    "Attempt",
    "Attendance",
    "OwnStep",
    "PaperNumbers",
    "Participant",
    "Poll",
    "PollVote",
    "Resource",
    "Roundtable",
    "RoundtableDot",
    "RoundtableFeedback",
    "RoundtableNote",
    "RoundtablePresence",
    "RoundtablePromise",
    "RoundtableSignIn",
    "RoundtableTheme",
    "Series",
    "SeriesAudience",
    "Session",
    "SessionTime",
    "Syllabus",
    "SyllabusVersion",
    "TypedSheet",
    "WrongCode",
]
