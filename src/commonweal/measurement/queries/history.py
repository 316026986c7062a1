"""Old figures that came in without a round."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from commonweal.governance.models import Initiative
from commonweal.measurement.models import Submission
from commonweal.measurement.queries.scope import only_for_data_manager


def imports_of_history(reader: Any, initiative: Initiative, at: datetime) -> QuerySet[Submission]:
    only_for_data_manager(reader, initiative, at)
    found = Submission.objects.filter(initiative=initiative, history=True)
    return found.select_related("receipt", "organisation").order_by("-receipt__sequence")
