"""Who may make figures public, and take them back."""

from datetime import datetime
from typing import Any

from commonweal.governance.models import Initiative
from commonweal.governance.rules import is_chair, is_data_manager, today
from commonweal.governance.visibility import Visibility

#: A release is what everybody sees.
RELEASE = Visibility.PUBLIC


def may_release(by: Any, initiative: Initiative, at: datetime) -> bool:
    """The data manager or a chair. Never the system by itself: a release is somebody's act."""
    on = today(initiative, at)
    return is_data_manager(by, initiative, on) or is_chair(by, initiative, on)
