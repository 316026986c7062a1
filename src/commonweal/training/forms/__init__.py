"""What a trainer types."""

from commonweal.training.forms.polls import PollForm
from commonweal.training.forms.series import ChangeForm, MoveForm, OpenForm

__all__ = ["ChangeForm", "MoveForm", "OpenForm", "PollForm"]
