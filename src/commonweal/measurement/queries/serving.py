"""Who delivers services: the organizations that report on programs of their own."""

from datetime import date, timedelta

from commonweal.governance.models import Initiative
from commonweal.measurement.models import Asked, Measure

#: Whoever was asked for figures on a program within it still runs that program.
LATELY = timedelta(days=366)


def organisations_that_serve(initiative: Initiative, on: date) -> set[int]:
    """Those that were asked for a measure of a program in the year up to that day."""
    asked = Asked.objects.filter(
        round__initiative=initiative,
        round__opened_at__date__range=(on - LATELY, on),
        measure__level=Measure.Level.PERFORMANCE,
    )
    return set(asked.values_list("organisation", flat=True))
