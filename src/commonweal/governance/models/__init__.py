"""Initiative, places, groups, seats with terms."""

from commonweal.governance.models.charters import Charter, CharterCheck, CharterSeats, DecisionRule, Recusal
from commonweal.governance.models.decisions import (
    Decision,
    DecisionOption,
    DecisionSubject,
    DecisionWording,
    Reopening,
)
from commonweal.governance.models.directories import Directory, DirectoryRecord
from commonweal.governance.models.groups import Group, GroupChange, Representative, Seat
from commonweal.governance.models.guests import GuestAccess
from commonweal.governance.models.initiatives import Initiative, Participation
from commonweal.governance.models.interests import (
    ConflictAnswer,
    ConflictWord,
    Interest,
    InterestReview,
    InterestSubject,
)
from commonweal.governance.models.involvements import Involvement
from commonweal.governance.models.last_words import LastWord
from commonweal.governance.models.meetings import (
    AgendaAside,
    AgendaItem,
    AgendaItemSubject,
    ChairDuty,
    MeetingDay,
)
from commonweal.governance.models.naming import OwnName
from commonweal.governance.models.places import Place, PlacePart
from commonweal.governance.models.terms import FirstStep, RoleTerm
from commonweal.governance.models.votes import Ballot, Elector, StakeContest, VoteLink

__all__ = [
    "AgendaAside",
    "AgendaItem",
    "AgendaItemSubject",
    "Ballot",
    "ChairDuty",
    "Charter",
    "CharterCheck",
    "CharterSeats",
    "ConflictAnswer",
    "ConflictWord",
    "Decision",
    "DecisionOption",
    "DecisionRule",
    "DecisionSubject",
    "DecisionWording",
    "Directory",
    "DirectoryRecord",
    "Elector",
    "FirstStep",
    "Group",
    "GroupChange",
    "GuestAccess",
    "Initiative",
    "Interest",
    "InterestReview",
    "InterestSubject",
    "Involvement",
    "LastWord",
    "MeetingDay",
    "OwnName",
    "Participation",
    "Place",
    "PlacePart",
    "Recusal",
    "Reopening",
    "Representative",
    "RoleTerm",
    "Seat",
    "StakeContest",
    "VoteLink",
]
