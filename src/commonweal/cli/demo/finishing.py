"""A process of its own that builds what the demo's first page did not have to wait for, while that page is served."""

import sys
from datetime import datetime
from pathlib import Path

import django

from commonweal.cli.main import guarded

BUILT = "demo-is-built"
BEGUN = "demo-is-begun"


def finish(home: Path, at: datetime) -> int:
    django.setup()
    from commonweal.cli.demo.building import build_the_rest  # reads much that a built demo does not need
    from commonweal.cli.demo.progress import shown_progress

    with shown_progress() as progress:
        build_the_rest(progress, at)
    (home / BEGUN).rename(home / BUILT)
    return 0


if __name__ == "__main__":
    sys.exit(guarded("demo", lambda: finish(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]))))
