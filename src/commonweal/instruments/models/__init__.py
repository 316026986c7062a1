"""What is asked, of whom, and what they answered."""

from commonweal.instruments.models.answers import Sheet, Urn
from commonweal.instruments.models.comments import CommentCode
from commonweal.instruments.models.instruments import Instrument, InstrumentVersion
from commonweal.instruments.models.plans import PlanPiece
from commonweal.instruments.models.surveys import AnswerLink, Invitation, Slip, Survey
from commonweal.instruments.models.ties import NetworkOffer, NetworkWave, Tie, TieRating, TieStatement, WaveScore

__all__ = [
    "AnswerLink",
    "CommentCode",
    "Instrument",
    "InstrumentVersion",
    "Invitation",
    "NetworkOffer",
    "NetworkWave",
    "PlanPiece",
    "Sheet",
    "Slip",
    "Survey",
    "Tie",
    "TieRating",
    "TieStatement",
    "Urn",
    "WaveScore",
]
