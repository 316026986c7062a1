"""Where a value that is asked once is used: release, goal, group, and other rounds that would have asked it too."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from commonweal.measurement.models import Asked, Invitation, Measure, Target
from commonweal.measurement.queries.words import read_text
from commonweal.publication.queries import content_of, latest


def uses_of(place: Invitation, measures: Iterable[Measure]) -> dict[int, list[str]]:
    """In words, by measure, for the page of the partner that is asked."""
    initiative = place.round.initiative
    release = latest(initiative)
    shown = {one["code"] for one in content_of(release)["measures"]} if release else set()
    goals = _goals(initiative.pk)
    rounds = _other_rounds(place)
    found: dict[int, list[str]] = {}
    for measure in measures:
        told = (
            [_("public release %(number)s") % {"number": release.number}] if release and measure.code in shown else []
        )
        told += [_("the big goal")] if measure.headline or measure.pk in goals else []
        told += [read_text(measure.group, "name")] if measure.group else []
        told += [_("round %(round)s") % {"round": name} for name in rounds.get(measure.pk, ())]
        found[measure.pk] = told
    return found


def _goals(initiative: int) -> set[int]:
    targets = Target.objects.filter(measure__initiative=initiative, replaced_at__isnull=True, goal__isnull=False)
    return set(targets.values_list("measure", flat=True))


def _other_rounds(place: Invitation) -> dict[int, list[str]]:
    """Other rounds in which the same partner is asked for the same measure of the same period."""
    periods = set(place.round.periods)
    others = Asked.objects.filter(round__initiative=place.round.initiative_id, organisation=place.organisation_id)
    found: dict[int, list[str]] = {}
    for one in others.exclude(round=place.round_id).select_related("round").order_by("round"):
        if periods & set(one.round.periods):
            found.setdefault(one.measure_id, []).append(one.round.name)
    return found
