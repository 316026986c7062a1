"""Says on the terminal how far the building of the demo is."""

import sys
from collections.abc import Callable

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn


class shown_progress:  # noqa: N801 (used like contextlib's own)
    """A bar on a terminal; in a log one line for each step."""

    def __enter__(self) -> Callable[[str, int, int], None]:
        console = Console(stderr=True)
        self.bar = Progress(TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=console)
        self.task = self.bar.add_task("Building the demo", total=None)
        self.said = ""
        if console.is_terminal:
            self.bar.start()
        return self.show if console.is_terminal else self.say

    def __exit__(self, *problem: object) -> None:
        self.bar.stop()

    def show(self, text: str, done: int, total: int) -> None:
        self.bar.update(self.task, description=text, completed=done, total=total)

    def say(self, text: str, done: int, total: int) -> None:
        if text != self.said:
            self.said = text
            sys.stderr.write(f"  {done} of {total}: {text}\n")
            sys.stderr.flush()
