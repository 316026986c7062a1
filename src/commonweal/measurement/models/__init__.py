from commonweal.measurement.models.decision_evidence import DecisionEvidence
from commonweal.measurement.models.definitions import (
    Category,
    Definition,
    Dimension,
    GroupTarget,
    Measure,
    ReferenceGroup,
    Target,
)
from commonweal.measurement.models.node_measures import NodeMeasure
from commonweal.measurement.models.rounds import Asked, DataLink, Decline, Invitation, Round, RoundPlan, Standing
from commonweal.measurement.models.stories import StoryVersion
from commonweal.measurement.models.submissions import Receipt, Remark, Submission
from commonweal.measurement.models.urgency import UrgencyReason

__all__ = [
    "Asked",
    "Category",
    "DataLink",
    "DecisionEvidence",
    "Decline",
    "Definition",
    "Dimension",
    "GroupTarget",
    "Invitation",
    "Measure",
    "NodeMeasure",
    "Receipt",
    "ReferenceGroup",
    "Remark",
    "Round",
    "RoundPlan",
    "Standing",
    "StoryVersion",
    "Submission",
    "Target",
    "UrgencyReason",
]
