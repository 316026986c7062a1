"""What the initiative wants: its big goal, the agenda around it, residents' aspirations, and the logic model."""

from commonweal.agenda.models.alignment import Alignment
from commonweal.agenda.models.aspirations import Aspiration, CommunityGroup, FirstInvolved, Theme
from commonweal.agenda.models.between import Dependency, GroupWeek
from commonweal.agenda.models.goals import Goal
from commonweal.agenda.models.interviews import Interview, InterviewGuide
from commonweal.agenda.models.logic import LogicLink, LogicNode
from commonweal.agenda.models.parts import AgendaFrame, Comment, DraftInvitation, Wording
from commonweal.agenda.models.progress import Judgment, ProgressCycle
from commonweal.agenda.models.strategies import Outcome, Strategy, StrategyState, Trial
from commonweal.agenda.models.versions import AgendaVersion, VersionText

__all__ = [
    "AgendaFrame",
    "AgendaVersion",
    "Alignment",
    "Aspiration",
    "Comment",
    "CommunityGroup",
    "Dependency",
    "DraftInvitation",
    "FirstInvolved",
    "Goal",
    "GroupWeek",
    "Interview",
    "InterviewGuide",
    "Judgment",
    "LogicLink",
    "LogicNode",
    "Outcome",
    "ProgressCycle",
    "Strategy",
    "StrategyState",
    "Theme",
    "Trial",
    "VersionText",
    "Wording",
]
