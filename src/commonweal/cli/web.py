"""The web server's own process: it loads the site once, and the workers that it forks share what was loaded.

Each worker by itself would read the same code at the same time, which on two cores is what the first page waits for.
"""

import gc
import multiprocessing
import os
import sys

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

APPLICATION = "commonweal.config.wsgi:application"


def run(host: str, port: str, workers: str) -> None:
    if multiprocessing.get_start_method() == "fork":
        load_the_site()
    Granian(
        APPLICATION, address=host, port=int(port), workers=int(workers), interface=Interfaces.WSGI, blocking_threads=4,
        http=HTTPModes.http1, websockets=False, log_level=LogLevels.warning, respawn_failed_workers=True,
        workers_kill_timeout=5,
    ).serve()  # fmt: skip


def load_the_site() -> None:
    """Nothing here may open a connection: two workers would write into it."""
    # Else the arithmetic of large matrices starts its threads as soon as it is loaded; no page has large matrices.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.disable()  # nothing of this becomes garbage, and looking for it takes a tenth of the time
    get_wsgi_application()
    _ = get_resolver().url_patterns  # and so every view, and what it needs
    gc.enable()


if __name__ == "__main__":
    run(*sys.argv[1:])
