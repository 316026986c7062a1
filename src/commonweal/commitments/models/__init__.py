"""Promises, what can be lent, what is given, who does the backbone's work, who comes, and who speaks for it."""

from commonweal.commitments.models.capacity import Function, NeededHours, Post, PostHours
from commonweal.commitments.models.champions import ChampionNote
from commonweal.commitments.models.giving import Arrival, Contribution, Thanks
from commonweal.commitments.models.lending import Resource
from commonweal.commitments.models.opportunities import Joining, Opportunity
from commonweal.commitments.models.outreach import Approach, Ask, Response
from commonweal.commitments.models.promises import Account, AccountLink, Commitment, Reminder
from commonweal.commitments.models.resources import ResourceLine, ResourceNeed, ResourceShare

__all__ = [
    "Account",
    "AccountLink",
    "Approach",
    "Arrival",
    "Ask",
    "ChampionNote",
    "Commitment",
    "Contribution",
    "Function",
    "Joining",
    "NeededHours",
    "Opportunity",
    "Post",
    "PostHours",
    "Reminder",
    "Resource",
    "ResourceLine",
    "ResourceNeed",
    "ResourceShare",
    "Response",
    "Thanks",
]
