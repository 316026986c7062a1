"""What is open for reporting, in the words of the engine that checks files."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from commonweal.engines.measures import Asked as AskedOf
from commonweal.engines.measures import Collection
from commonweal.engines.measures import Measure as MeasureToCheck
from commonweal.governance.models import Initiative
from commonweal.measurement.models import Asked, Definition, Dimension, Invitation, Measure, Round
from commonweal.measurement.queries.headings import aliases_for

#: The group that stands for everybody: the engine's word for "not split".
EVERYBODY = "all"


#: How far back and ahead old figures may reach.
FIRST_YEAR, LAST_YEAR = 1960, 2060
CADENCES = ("year", "school-year", "quarter", "month")
#: Periods of all kinds, in files of which each row says its own.
EVERY_CADENCE = "every"


def collection_for_invitation(invitation: Invitation) -> Collection:
    """What one partner was asked for in one round, as it was defined when the round opened."""
    round_ = invitation.round
    measures = Measure.objects.filter(asked__round=round_, asked__organisation=invitation.organisation_id)
    definitions = definitions_of(measures, round_.opened_at)
    return _collection(round_.initiative, definitions, round_.periods, dimensions_of(definitions))


def collection_for_history(
    initiative: Initiative, cadence: str = "year", as_of: str = "", last_year: int | None = None
) -> Collection:
    """Old figures: every measure, as it was defined then, and every period of the kind that their file has.

    What has not been yet is no old figure, and 2033 in a header is more likely a count.
    """
    definitions = definitions_of(initiative.measures.all(), datetime.fromisoformat(as_of) if as_of else None)
    periods = periods_of(cadence, last_year or LAST_YEAR)
    return _collection(initiative, definitions, periods, dimensions_of(definitions))


def collection_for_rollup(initiative: Initiative, definitions: Sequence[Definition]) -> Collection:
    """Everything that facts under these definitions can hold, with who was asked for it in any round."""
    rounds = list(initiative.rounds.all())
    periods = {period for round_ in rounds for period in round_.periods}
    for understood in initiative.submissions.values_list("understood", flat=True):
        periods.update(understood.get("periods", ()))
    return _collection(
        initiative,
        definitions,
        sorted(periods) or periods_of("year"),
        list(initiative.dimensions.prefetch_related("categories")),
        asked=_asked_in(rounds, {definition.measure.code for definition in definitions}),
    )


def periods_of(cadence: str, last_year: int = LAST_YEAR) -> list[str]:
    years = range(FIRST_YEAR, last_year + 1)
    if cadence == EVERY_CADENCE:
        return [period for each in CADENCES for period in periods_of(each, last_year)]
    if cadence == "quarter":
        return [f"{year}-Q{quarter}" for year in years for quarter in range(1, 5)]
    if cadence == "month":
        return [f"{year}-{month:02}" for year in years for month in range(1, 13)]
    if cadence == "school-year":
        return [f"{year}/{(year + 1) % 100:02}" for year in years]
    return [str(year) for year in years]


def definitions_of(measures: Iterable[Measure], as_of: datetime | None = None) -> list[Definition]:
    """The definition of each that held at a time, or holds now, in the order of the measures.

    A measure that was first defined later has its first one.
    """
    codes = [measure.pk for measure in measures]
    found = Definition.objects.filter(measure__in=codes).order_by("measure__position", "measure__code", "version")
    held: dict[int, Definition] = {}
    for definition in found.select_related("measure"):
        if as_of is None or definition.made_at <= as_of or definition.measure_id not in held:
            held[definition.measure_id] = definition
    return list(held.values())


def dimensions_of(definitions: Iterable[Definition]) -> list[Dimension]:
    """The ways in which any of these is split."""
    return list(Dimension.objects.filter(definitions__in=list(definitions)).distinct().prefetch_related("categories"))


def _collection(
    initiative: Initiative,
    definitions: Sequence[Definition],
    periods: Sequence[str],
    dimensions: Sequence[Dimension],
    asked: Sequence[AskedOf] = (),
) -> Collection:
    return Collection(
        periods=tuple(periods),
        places=tuple(place.code for place in initiative.places.all()),
        measures=tuple(measure_to_check(definition) for definition in definitions),
        dimensions={
            dimension.code: (EVERYBODY, *(category.code for category in dimension.categories.all()))
            for dimension in dimensions
        },
        asked=tuple(asked),
        aliases=aliases_for(initiative.places.all(), dimensions, definitions),
        parts_suffice=True,
        reads_period_words=True,
    )


def as_toml(collection: Collection) -> str:
    """The collection as it stood when a file was checked against it, kept with the submission."""
    lines = [f"{name} = {_array(getattr(collection, name))}" for name in ("periods", "places", "key")]
    lines += ["[dimensions]"] + [f"{_text(name)} = {_array(codes)}" for name, codes in collection.dimensions.items()]
    lines += ["[markers]"] + [f"{_text(status)} = {_array(tokens)}" for status, tokens in collection.markers.items()]
    for measure in collection.measures:
        lines.append("[[measures]]")
        for name in ("code", "name", "kind", "level", "direction", "places_rule", "periods_rule"):
            lines.append(f"{name} = {_text(getattr(measure, name))}")
        lines += [f"name_es = {_text(measure.name_es)}"] if measure.name_es else []
        for name, limit in (("min", measure.minimum), ("max", measure.maximum), ("decimals", measure.decimals)):
            lines += [f"{name} = {limit!r}"] if limit is not None else []
        lines += [f"per = {measure.per}"] if measure.per else []
        lines.append(f"requires = {_array(measure.requires)}")
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _array(texts: Iterable[str]) -> str:
    return "[" + ", ".join(_text(text) for text in texts) + "]"


def measure_to_check(definition: Definition) -> MeasureToCheck:
    measure = definition.measure
    return MeasureToCheck(
        code=measure.code,
        name=definition.name_en,
        name_es=definition.name_es,
        kind=definition.kind,
        level=measure.level,
        direction=definition.direction,
        minimum=definition.minimum,
        maximum=definition.maximum,
        # How many places are printed is no limit to what may be reported, but people come whole.
        decimals=0 if definition.kind == Definition.Kind.COUNT and not definition.decimals else None,
        requires=tuple(definition.requires),
        places_rule=definition.places_rule,
        periods_rule=definition.periods_rule,
        per=definition.per,
    )


def _asked_in(rounds: Iterable[Round], codes: Iterable[str]) -> list[AskedOf]:
    """Who was asked for these measures: others have no such version."""
    asked = []
    for round_ in rounds:
        by_partner: dict[str, list[str]] = {}
        rows = Asked.objects.filter(round=round_, measure__code__in=codes)
        for row in rows.select_related("organisation", "measure"):
            by_partner.setdefault(row.organisation.code, []).append(row.measure.code)
        asked += [
            AskedOf(partner=partner, measures=tuple(sorted(codes)), periods=tuple(round_.periods))
            for partner, codes in sorted(by_partner.items())
        ]
    return asked
