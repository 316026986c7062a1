"""The sender's own file, with a note on each cell to check."""

from commonweal.engines.measures.marking import mark
from commonweal.measurement.queries.reading import Reading


def marked_copy(reading: Reading, language: str) -> bytes:
    """Their workbook as they sent it, only with notes and one more sheet; a CSV comes back as a workbook."""
    return mark(reading.file.content, reading.file.name, [*reading.errors, *reading.questions], language)
