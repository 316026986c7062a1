"""What the terminal says of a request that was refused."""

import logging


class WithoutTrace(logging.Filter):
    """Keeps the sentence and leaves the trace out."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.exc_info = record.exc_text = None
        return True
