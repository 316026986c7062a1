"""The first line of every read of the backbone's work: for everybody else it is not there."""

from datetime import datetime
from typing import Any

from django.http import Http404

from commonweal.governance.models import Initiative
from commonweal.governance.rules import today
from commonweal.measurement.rules import may_manage_data


def only_for_data_manager(reader: Any, initiative: Initiative, at: datetime) -> None:
    if not may_manage_data(reader, initiative, today(initiative, at)):
        raise Http404
