"""A large text is looked at from its beginning to see which columns it has, and then read whole, once."""

from commonweal.engines.measures import Collection, Measure
from commonweal.measurement.queries.incoming import IncomingFile
from commonweal.measurement.queries.reading import LARGE, read_incoming

ASKED = Collection(
    periods=("2025-Q2", "2025-Q3"),
    places=tuple(f"area {n}" for n in range(30_000)),
    key=("measure", "period", "place", "age"),
    dimensions={"age": ("all", "young")},
    measures=(Measure("P1", kind="count", places_rule="sum"),),
)


def test_large_file_without_a_dimension_is_read_to_its_end() -> None:
    lines = [f"P1,2025-Q2,area {n},{n}.0,{'x' * 40}" for n in range(30_000)] + ["P1,2025-Q2,nowhere,1.0,y"]
    content = "\n".join(["measure,period,place,value,remark", *lines]).encode()
    assert len(content) > LARGE
    reading = read_incoming(IncomingFile("large.csv", content), ASKED)
    assert (reading.validated.rows, reading.validated.accepted) == (30_001, 30_000)
    assert [(problem.row, problem.code) for problem in reading.errors] == [(30_002, "unknown-place")]
    assert reading.collection.key == ("measure", "period", "place")
