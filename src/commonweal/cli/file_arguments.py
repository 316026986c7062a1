"""What the commands on files share: one-line faults, `-` for stdin, and pairs such as theirs=ours."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

COULD_NOT_RUN = 2


class CouldNotRun(Exception):  # noqa: N818 - it reads as what happened
    """The command could not run; the text says what and what to do."""


class OneLineParser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one line."""

    def error(self, message: str) -> NoReturn:
        raise CouldNotRun(f"{message[:1].upper()}{message[1:]}. `{self.prog} --help` shows an example.")


def run(parser: OneLineParser, arguments: Sequence[str] | None, answer: Callable[[argparse.Namespace], int]) -> int:
    """Parse and answer; whatever keeps the command from running is one line on stderr and status 2."""
    try:
        return answer(parser.parse_args(arguments))
    except CouldNotRun as fault:
        line = " ".join(str(fault).split())
    except (FileNotFoundError, IsADirectoryError) as fault:
        line = f"There is no file {fault.filename}. Check the name."
    except PermissionError as fault:
        line = f"The file {fault.filename} may not be read. Change its permissions."
    except UnicodeDecodeError:
        line = "A file is not text in UTF-8. Save it again as UTF-8."
    sys.stderr.write(line + "\n")
    return COULD_NOT_RUN


def source(name: str) -> Path | bytes:
    """A path, or the bytes of stdin for `-`."""
    return sys.stdin.buffer.read() if name == "-" else Path(name)


def pair(text: str) -> tuple[str, str]:
    theirs, equals, ours = text.partition("=")
    if not equals or not theirs.strip() or not ours.strip():
        raise argparse.ArgumentTypeError(f"{text!r} is not THEIRS=OURS")
    return theirs.strip(), ours.strip()
