"""Where somebody goes on after a series: what they noted for themselves, and what the trainer knows to recommend."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from commonweal.training.models import OwnStep, Participant, Resource, Series

#: A class that mistypes finds in; somebody who tries out codes does not: so many wrong ones in so long a time.
A_WHILE, A_DAY = timedelta(minutes=5), timedelta(days=1)
BRAKES = ((30, A_WHILE), (120, A_DAY))


@dataclass(frozen=True)
class OwnPath:
    """`ahead` and `done` are one's own; `offers` are entries of where to turn that teach."""

    ahead: tuple[OwnStep, ...]
    done: tuple[OwnStep, ...]
    offers: tuple[Resource, ...]


def own_path(participant: Participant) -> OwnPath:
    """For the phone that knows the code."""
    steps = list(participant.steps.all())
    teaching = (Resource.Kind.COURSE, Resource.Kind.KNOWLEDGE)
    offers = Resource.objects.filter(
        initiative=participant.series.initiative_id, kind__in=teaching, taken_out_at=None
    )  # fmt: skip
    return OwnPath(
        tuple(one for one in steps if one.done_on is None),
        tuple(one for one in steps if one.done_on is not None),
        tuple(offers),
    )


def is_braked(series: Series, at: datetime) -> bool:
    """Wrong codes of late, of the whole series: nobody tries out what a neighbor's code might be."""
    return any(series.wrong_codes.filter(typed_at__gt=at - time).count() >= most for most, time in BRAKES)
