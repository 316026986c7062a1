"""Columns that nobody asked for and whose cells read as periods: no file is given a period while it has its own."""

from itertools import islice

import pyarrow as pa
from django.conf import settings

from commonweal.engines.measures import Collection
from commonweal.engines.measures.findings import Validated
from commonweal.engines.measures.layout import EXTRA, HeaderNames, fold
from commonweal.engines.measures.limits import Limits
from commonweal.engines.measures.number_reading import tidy
from commonweal.engines.measures.period_columns import looks_like_period
from commonweal.engines.measures.sources import open_table
from commonweal.measurement.queries.incoming import IncomingFile

ROWS_LOOKED_AT = 1000


def unread_periods(file: IncomingFile, collection: Collection, validated: Validated) -> list[str]:
    """The headers of such columns, from the first rows of the file."""
    extra = {fold(column.header) for column in validated.columns if column.role == EXTRA}
    if not extra:
        return []
    names = HeaderNames(collection, file.columns_named)
    limits = Limits(file_bytes=settings.MAX_UPLOAD_BYTES)
    table = open_table(file.content, names.score, sheet=file.sheet, limits=limits)
    used = [place for place, title in enumerate(table.header) if fold(title) in extra]
    read = next(iter(islice(table.blocks(used, frozenset()), 1)), None)
    if read is None:
        return []
    columns = read().columns
    return [" ".join(table.header[place].split()) for place in used if _holds_periods(columns[place])]


def _holds_periods(array: pa.Array) -> bool:
    texts = [text for text in array.slice(0, ROWS_LOOKED_AT).to_pylist() if tidy(text or "")]
    return bool(texts) and all(looks_like_period(text) for text in texts)
