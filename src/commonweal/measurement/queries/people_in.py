"""Of a hundred people or cases, how many stand behind a figure: 37 of 40 partners says little where sizes differ.

The absent count as many as they sent last. Nothing is told where that is not known, or where so few are absent that
the share would give away how many people a small partner has; nor of measures that guard their partners' figures.
"""

from collections.abc import Iterable, Mapping, Sequence

from commonweal.measurement.models import Asked, Definition, Round, Submission
from commonweal.measurement.queries.oddities import SHARES, Totals, size_of

#: By partner: how many its newest accepted figures have, and whether those are of the rounds asked about; else None.
Sizes = Mapping[int, tuple[float, bool] | None]
COUNTED = (*SHARES, Definition.Kind.COUNT)


def people_in_figure(definition: Definition, period: str, rounds: Sequence[Round], minimum: int) -> int | None:
    """For one figure of partners."""
    asked_in = [round_ for round_ in rounds if period in round_.periods]
    if definition.kind not in COUNTED or not asked_in or definition.measure.guards_partners:
        return None
    kinds = {definition.measure.code: definition.kind}
    return _share(_sizes(_asked(asked_in, kinds), asked_in, kinds), minimum)


def people_in_round(round_: Round, minimum: int) -> int | None:
    """For a whole round; see `largest`."""
    return _share(sizes_in_round(round_, kinds_counted_in(round_)), minimum)


def sizes_in_round(round_: Round, kinds: Mapping[str, str]) -> Sizes:
    return _sizes(_asked([round_], kinds), [round_], kinds)


def kinds_counted_in(round_: Round) -> dict[str, str]:
    """The kinds of those measures of a round that tell how many people a partner stands for."""
    of_round = Definition.objects.filter(measure__asked__round=round_, measure__guards_partners=False)
    newest = of_round.order_by("version").distinct()
    return {code: kind for code, kind in newest.values_list("measure__code", "kind") if kind in COUNTED}


def _asked(asked_in: Sequence[Round], codes: Iterable[str]) -> set[int]:
    asked = Asked.objects.filter(round__in=asked_in, measure__code__in=list(codes))
    return set(asked.values_list("organisation_id", flat=True))


def _sizes(partners: set[int], asked_in: Sequence[Round], kinds: Mapping[str, str]) -> Sizes:
    """Figures of these rounds win over whatever came in before them; later rounds do not count."""
    accepted = Submission.objects.filter(
        initiative=asked_in[0].initiative_id, organisation__in=partners, state=Submission.State.ACCEPTED
    )
    here = {round_.pk for round_ in asked_in}
    opened = max(round_.opened_at for round_ in asked_in)
    found: dict[int, tuple[float, bool]] = {}
    for partner, in_round, at, totals in accepted.order_by("pk").values_list(
        "organisation_id", "round_id", "submitted_at", "totals"
    ):
        size = largest(totals, kinds)
        is_here = in_round in here
        was = found.get(partner or 0, (0.0, False))
        if size is None or (not is_here and (was[1] or at > opened)):
            continue
        found[partner or 0] = (max(size, was[0]) if is_here and was[1] else size, is_here)
    return {partner: found.get(partner) for partner in partners}


def largest(totals: Totals, kinds: Mapping[str, str]) -> float | None:
    """How many people or cases a submission is about: the most behind a share, or its largest count without one."""
    for wanted in (SHARES, (Definition.Kind.COUNT,)):
        codes = [code for code in totals if kinds.get(code, "") in wanted]
        sizes = [size for code in codes if (size := size_of(totals[code], kinds[code]))]
        if sizes:
            return max(sizes)
    return None


def _share(sizes: Sizes, minimum: int) -> int | None:
    absent = [known[0] if known else None for known in sizes.values() if not (known and known[1])]
    if not absent or None in absent or sum(size or 0.0 for size in absent) < minimum:
        return None
    here = sum(known[0] for known in sizes.values() if known and known[1])
    return round(100 * here / (here + sum(size or 0.0 for size in absent)))
