"""What a trainer types."""

from commonweal.training.forms.polls import PollForm
from commonweal.training.forms.series import MoveForm, OpenForm

__all__ = ["MoveForm", "OpenForm", "PollForm"]
