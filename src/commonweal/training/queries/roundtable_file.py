"""What the tables of a roundtable wrote, as a table: a row for each note, with its kind, its theme and its dots."""

from commonweal.lib.tables import Field, Table, words
from commonweal.training.models import Roundtable, RoundtableNote
from commonweal.training.queries.roundtable_rooms import wall_of

FIELDS = (
    Field("roundtable", words("Number of the roundtable.", "Número de la mesa redonda."), "integer", required=True),
    Field("held_on", words("Its day.", "Su día."), required=True),
    Field("table", words("Table that wrote it.", "Mesa que la escribió."), "integer", required=True),
    Field("note", words("Number of the note.", "Número de la nota."), "integer", required=True),
    Field("kind", words("What it is.", "Qué es."), required=True, one_of=tuple(RoundtableNote.Kind.values)),
    Field("theme", words("Theme it was sorted under.", "Tema en el que se ordenó.")),
    Field("words", words("In the table's words.", "Con las palabras de la mesa."), required=True),
    Field("language", words("Language of its words.", "Idioma de sus palabras."), required=True),
    Field("dots", words("Dots that phones gave it.", "Puntos que le dieron los teléfonos."), "integer", required=True),
)


def notes_table(roundtable: Roundtable) -> Table:
    rows = [
        {
            "roundtable": roundtable.number,
            "held_on": roundtable.held_on.isoformat(),
            "table": one.note.table,
            "note": number,
            "kind": one.note.kind,
            "theme": str(one.note.theme) if one.note.theme else "",
            "words": one.note.words,
            "language": one.note.written_in,
            "dots": one.dots,
        }
        for number, one in enumerate(wall_of(roundtable).notes, start=1)
    ]
    return Table("notes", words("Notes of a roundtable", "Notas de una mesa redonda"), FIELDS, rows, ("note",))
