"""What a trainer types."""

from commonweal.training.forms.series import MoveForm, OpenForm

__all__ = ["MoveForm", "OpenForm"]
