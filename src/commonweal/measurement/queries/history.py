"""Old figures that came in without a round."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from commonweal.governance.models import Initiative
from commonweal.measurement.models import Receipt, Submission
from commonweal.measurement.queries.scope import only_for_data_manager


def imports_of_history(reader: Any, initiative: Initiative, at: datetime) -> QuerySet[Submission]:
    only_for_data_manager(reader, initiative, at)
    found = Submission.objects.filter(initiative=initiative, history=True)
    found = found.select_related("receipt", "organisation").prefetch_related("remarks")
    return found.order_by("-receipt__sequence")


def import_that_counts(reader: Any, initiative: Initiative, number: str, at: datetime) -> Submission:
    """One that may be taken out; for others, and once it is out, it does not exist."""
    found = imports_of_history(reader, initiative, at).filter(number=number, state=Submission.State.ACCEPTED).first()
    if found is None:
        raise Http404
    return found


def refused_history_files(reader: Any, initiative: Initiative, at: datetime) -> QuerySet[Receipt]:
    """Files with old figures that could not be taken, as long as their bytes are kept."""
    only_for_data_manager(reader, initiative, at)
    refused = Receipt.objects.filter(
        initiative=initiative, round=None, outcome=Receipt.Outcome.REJECTED, purged_at__isnull=True
    )
    counted = Submission.objects.filter(initiative=initiative, history=True, state=Submission.State.ACCEPTED)
    taken = counted.values("receipt__sha256")
    return refused.exclude(sha256__in=taken).order_by("-sequence")


def refused_history_file(reader: Any, initiative: Initiative, sequence: int, at: datetime) -> Receipt:
    found = refused_history_files(reader, initiative, at).filter(sequence=sequence).first()
    if found is None:
        raise Http404
    return found
