"""What one participant is told of what they know, and of nobody else."""

from dataclasses import dataclass

from commonweal.training.models import Assessment
from commonweal.training.queries.results import Asked, Results
from commonweal.training.syllabus import Concept


@dataclass(frozen=True)
class Points:
    """One test of one's own; `is_late` where it was the first one, sent when the last one was open already."""

    asked: Asked
    right: int
    of: int
    is_late: bool


@dataclass(frozen=True)
class Own:
    """`again` are the concepts of the newest test after teaching on which a question was missed."""

    number: int
    attended: tuple[int, ...]
    tests: tuple[Points, ...]
    again: tuple[Concept, ...]


def own_of(results: Results) -> Own:
    """Out of the results of one participant alone."""
    (taker,) = results.takers
    marks = [(asked, results.marks(asked).get(taker.number)) for asked in results.asked if asked.is_test]
    taken = [(asked, own) for asked, own in marks if own is not None]
    taught = [own for asked, own in taken if asked.phase != Assessment.Phase.PRE]
    missed = {results.syllabus.by_id[item].concept for item, mark in (taught[-1] if taught else {}).items() if not mark}
    return Own(
        taker.number,
        taker.attended,
        tuple(Points(asked, sum(own.values()), len(own), _is_late(results, asked)) for asked, own in taken),
        tuple(concept for concept in results.syllabus.concepts if concept.id in missed),
    )


def _is_late(results: Results, asked: Asked) -> bool:
    return asked.phase == Assessment.Phase.PRE and bool(results.late_firsts)
