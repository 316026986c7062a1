from commonweal.measurement.models.definitions import Category, Definition, Dimension, Measure, Target
from commonweal.measurement.models.rounds import Asked, DataLink, Invitation, Round
from commonweal.measurement.models.submissions import Receipt, Remark, Submission

__all__ = [
    "Asked",
    "Category",
    "DataLink",
    "Definition",
    "Dimension",
    "Invitation",
    "Measure",
    "Receipt",
    "Remark",
    "Round",
    "Submission",
    "Target",
]
