"""A network of organizations for tests: who they are, and who says what of whom."""

from collections.abc import Mapping
from datetime import datetime

from commonweal.governance.models import Initiative
from commonweal.instruments.models import TieStatement
from commonweal.instruments.operations.ties import TieDraft, say_tie
from commonweal.people.models import Affiliation, Organisation, Person
from tests.cast import SINCE, organisation_in, person

NAMES = ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Ginkgo")
ALL_QUESTIONS = ("reliability", "mission", "openness", "power", "involvement", "resources")


def organisations(initiative: Initiative, how_many: int = 7) -> list[Organisation]:
    sectors = ("health", "education", "funder")
    return [organisation_in(initiative, name.lower(), name, sectors[i % 3]) for i, name in enumerate(NAMES[:how_many])]


def speaker_of(organisation: Organisation) -> Person:
    made = person(f"Speaker-{organisation.code}")
    Affiliation.objects.create(person=made, organisation=organisation, since=SINCE)
    return made


def says(
    rater: Organisation, rated: Organisation, at: datetime, points: int | None = None, *, by: Person | None = None
) -> TieStatement:
    """Works with it each month; every question gets the same points, where there are any."""
    ratings: Mapping[str, int] = {} if points is None else dict.fromkeys(ALL_QUESTIONS, points)
    draft = TieDraft("month", ("data",), ratings)
    initiative = rater.participations.get().initiative
    return say_tie(by=by, initiative=initiative, organisation=rater, other=rated, tie=draft, at=at)
