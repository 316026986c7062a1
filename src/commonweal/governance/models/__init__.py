"""Initiative, places, groups, seats with terms."""

from commonweal.governance.models.groups import Group, Seat
from commonweal.governance.models.initiatives import Initiative, Participation
from commonweal.governance.models.interests import ConflictAnswer, Interest, InterestReview, InterestSubject
from commonweal.governance.models.places import Place, PlacePart

__all__ = [
    "ConflictAnswer",
    "Group",
    "Initiative",
    "Interest",
    "InterestReview",
    "InterestSubject",
    "Participation",
    "Place",
    "PlacePart",
    "Seat",
]
