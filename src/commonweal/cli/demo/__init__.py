"""The demo initiative. It goes in through the same doors as anybody's data: the importer and the operations.

The command `demo` uses these names of this package:

    SLUG                        the initiative's address
    build_demo(progress, at)    builds all of it; `progress(text, done, total)` is called as it goes
    cast()                      [(role's name, Person), …]: whom the terminal prints a sign-in link for
"""

from collections.abc import Callable
from datetime import datetime

from commonweal.people.models import Person

SLUG = "ladder25"


def build_demo(progress: Callable[[str, int, int], None], at: datetime) -> None:
    """Nothing yet."""
    progress("Nothing to build yet", 1, 1)


def cast() -> list[tuple[str, Person]]:
    return []
