"""A poll as a table: one row for each answer, and never one for each phone."""

from commonweal.lib.tables import Field, Table, words
from commonweal.training.models import Poll
from commonweal.training.queries.polls import FLOOR, tally

FIELDS = (
    Field("poll", words("Number of the poll.", "Número del sondeo."), "integer", required=True),
    Field("question_key", words("The same before and after.", "La misma antes y después."), required=True),
    Field("phase", words("When it was asked.", "Cuándo se preguntó."), required=True, one_of=tuple(Poll.Phase.values)),
    Field("question_en", words("The question in English.", "La pregunta en inglés."), required=True),
    Field("question_es", words("The question in Spanish.", "La pregunta en español.")),
    Field("option", words("Short name of the answer.", "Nombre corto de la respuesta."), required=True),
    Field("option_en", words("The answer in English.", "La respuesta en inglés."), required=True),
    Field("option_es", words("The answer in Spanish.", "La respuesta en español.")),
    Field(
        "status",
        words(f"Suppressed where fewer than {FLOOR} voted.", f"Suprimido si votaron menos de {FLOOR}."),
        required=True, one_of=("counted", "suppressed"),
    ),
    Field("votes", words("Phones that chose it.", "Teléfonos que la eligieron."), "integer"),
    Field("all_votes", words("Phones that voted.", "Teléfonos que votaron."), "integer", required=True),
    Field("opened_at", words("When voting began.", "Cuándo empezó la votación."), "datetime"),
    Field("closed_at", words("When voting ended.", "Cuándo terminó la votación."), "datetime"),
)  # fmt: skip


def poll_table(poll: Poll) -> Table:
    found = tally(poll)
    votes = {one.option["id"]: one.votes for one in found.counted or []}
    rows = [
        {
            "poll": poll.number,
            "question_key": poll.key,
            "phase": poll.phase,
            "question_en": poll.question_en,
            "question_es": poll.question_es,
            "option": option["id"],
            "option_en": option["en"],
            "option_es": option["es"],
            "status": "counted" if found.counted is not None else "suppressed",
            "votes": votes.get(option["id"]),
            "all_votes": found.votes,
            "opened_at": poll.opened_at and poll.opened_at.isoformat(),
            "closed_at": poll.closed_at and poll.closed_at.isoformat(),
        }
        for option in poll.options
    ]
    return Table("poll", words("A live poll", "Un sondeo en vivo"), FIELDS, rows, ("poll", "option"))
