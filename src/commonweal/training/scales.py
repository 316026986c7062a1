"""What a series asks besides tests: scales without a right answer, each an instrument as the house knows it."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from commonweal.engines.questionnaires import (
    Instrument,
    Item,
    Label,
    Scale,
    Section,
    Text,
    as_typed,
    plain,
    problems_of,
    read_instrument,
    what_counts,
)
from commonweal.instruments.content import pack
from commonweal.training.content import PACKS
from commonweal.training.syllabus import Syllabus

EFFICACY = "collective-efficacy"
EXPLAIN = "explain"
#: What a rating of then and one of now are kept under.
THEN, NOW = "then", "now"


#: Whom “we” means where a trainer teaches people of many places, and there is no initiative.
WE_HERE = {
    "en": "“We” means the people in this series, and the organizations that they come from.",
    "es": "“Nosotros” son las personas de esta serie y las organizaciones de las que vienen.",
}


def efficacy(*, in_workspace: bool = False) -> dict[str, Any]:
    """What we can do together: the same statements before, midway and after."""
    content = plain(pack(EFFICACY))
    if in_workspace:
        content["sections"] = [{**section, "intro": WE_HERE} for section in content["sections"]]
    return content


@cache
def since() -> dict[str, Any]:
    """What people did with it, 90 days later."""
    return plain(read_instrument(PACKS.joinpath("since-the-series.toml").read_bytes()))


def looking_back(syllabus: Syllabus) -> dict[str, Any]:
    """For each part, how well one could explain it then, and can now: in one sitting, by the same yardstick."""
    labels = (
        Label(1, Text("Not at all", "Nada")),
        Label(2, Text("A little", "Un poco")),
        Label(3, Text("Half", "A medias")),
        Label(4, Text("Well", "Bien")),
        Label(5, Text("Very well", "Muy bien")),
    )
    section = Section(
        EXPLAIN,
        Text("Then and now", "Antes y ahora"),
        Text(
            "How well could you explain this to others before the series? How well can you now?",
            "¿Qué tan bien podía explicar esto a otras personas antes de la serie? ¿Y ahora?",
        ),
    )
    items = tuple(
        Item(
            f"{EXPLAIN}-{part.id}", EXPLAIN, scale=EXPLAIN, text=Text(part.title.en, part.title.es), retrospective=True
        )
        for part in syllabus.parts
    )
    title = Text("Then and now, looking back", "Antes y ahora, mirando atrás")
    scale = Scale(EXPLAIN, 1, 5, Text("Able to explain it", "Puede explicarlo"), labels=labels)
    return plain(Instrument("looking-back", "1", items, (scale,), (section,), title, modes=("pseudonymous",)))


def kept_answers(instrument: Instrument, fields: Mapping[str, str]) -> dict[str, Any]:
    """As an attempt keeps them: {item: answer}, and {item: {"then": n, "now": n}} of what is asked for both times.

    What cannot be an answer is left out, as if that line had stayed empty.
    """
    typed = as_typed(instrument, {name: [value] for name, value in fields.items()})
    wrong = {problem.key for problem in problems_of(instrument, typed)}
    counted = what_counts(instrument, {key: answer for key, answer in typed.items() if key not in wrong})
    kept: dict[str, Any] = {}
    for item in instrument.in_order:
        if item.retrospective:
            times = ((THEN, item.then_id), (NOW, item.id))
            if both := {time: counted[key] for time, key in times if key in counted}:
                kept[item.id] = both
        elif item.id in counted:
            kept[item.id] = counted[item.id]
    return kept
