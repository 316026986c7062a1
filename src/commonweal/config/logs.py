"""What the terminal says of a request that was refused."""

import logging
import re

#: Addresses whose last part opens something for whoever reads it.
LINKS = re.compile(r"/(answer|promise|once|claim|vote)/[^/\s'\"]+")


class WithoutTrace(logging.Filter):
    """Keeps the sentence and leaves the trace out."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.exc_info = record.exc_text = None
        return True


class WithoutLinks(logging.Filter):
    """Keeps which page it was, and leaves out whose: a log must not open what only a mail opens."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        kept = LINKS.sub(r"/\1/…", said)
        if kept != said:
            record.msg, record.args = kept, None
        return True
