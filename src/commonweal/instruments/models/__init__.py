"""What is asked, of whom, and what they answered."""

from commonweal.instruments.models.answers import Sheet, Urn
from commonweal.instruments.models.instruments import Instrument, InstrumentVersion
from commonweal.instruments.models.surveys import AnswerLink, Invitation, Survey

__all__ = ["AnswerLink", "Instrument", "InstrumentVersion", "Invitation", "Sheet", "Survey", "Urn"]
