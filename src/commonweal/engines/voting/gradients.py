"""Gradients of agreement: how far each person goes along, from 1 (with all my heart) to 7 or 8 (I block it).

Sam Kaner's scale (Facilitator's Guide to Participatory Decision-Making) is in use with eight and with seven levels;
which one a group used is part of its result. The labels are ours. Levels are an order and no measure: no mean of them.
"""

from collections import Counter
from collections.abc import Iterable

from commonweal.engines.voting.results import GRADIENTS, BallotError, Result

_FIRST_SIX = (
    {"en": "I am wholly for it", "es": "Estoy totalmente a favor"},
    {"en": "I agree, with a small doubt", "es": "De acuerdo, con una pequeña duda"},
    {"en": "I support it with reservations", "es": "Lo apoyo con reservas"},
    {"en": "I have no opinion", "es": "No tengo opinión"},
    {"en": "We need to talk more", "es": "Hace falta hablar más"},
    {"en": "I do not like it, but will go along", "es": "No me gusta, pero lo acompañaré"},
)
#: By edition: its levels' names in both languages, level 1 first.
EDITIONS: dict[int, tuple[dict[str, str], ...]] = {
    8: (
        *_FIRST_SIX,
        {"en": "I disagree strongly", "es": "Estoy muy en desacuerdo"},
        {"en": "I block it", "es": "Lo bloqueo"},
    ),
    7: (*_FIRST_SIX, {"en": "I disagree and block it", "es": "No estoy de acuerdo y lo bloqueo"}),
}
#: From here on people stand against it, in either edition.
IN_DOUBT_FROM = 7


def count_gradients(levels: Iterable[int | None], edition: int = 8) -> Result:
    """How many stand at each level, and how many at 7 or beyond. It carries nothing: the group says what follows."""
    said = Counter(levels)
    abstentions = said.pop(None, 0)
    for level in said:
        if level not in range(1, edition + 1):
            raise BallotError("unknown-level", level=level, edition=edition)
    counts = {str(level): said[level] for level in range(1, edition + 1)}
    in_doubt = sum(said[level] for level in range(IN_DOUBT_FROM, edition + 1))
    valid = sum(said.values())
    return Result(GRADIENTS, valid, abstentions, counts, levels=edition, in_doubt=in_doubt)
