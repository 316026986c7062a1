"""What the commands on files share: one-line faults, `-` for stdin, and pairs such as theirs=ours."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from commonweal.cli.help_words import BilingualParser
from commonweal.cli.option_words import language_of, usage_fault

COULD_NOT_RUN = 2
_WORDS = {
    "no-file": {
        "en": "There is no file {name}. Check the name.",
        "es": "No hay ningún archivo {name}. Revise el nombre.",
    },
    "not-readable": {
        "en": "The file {name} may not be read. Change its permissions.",
        "es": "No se permite leer el archivo {name}. Cambie sus permisos.",
    },
    "not-text": {
        "en": "A file is not text in UTF-8. Save it again as UTF-8.",
        "es": "Un archivo no es texto en UTF-8. Guárdelo de nuevo en UTF-8.",
    },
}


class CouldNotRun(Exception):  # noqa: N818 - it reads as what happened
    """The command could not run; the text says what and what to do."""


class OneLineParser(BilingualParser):
    """Says what is wrong with the arguments in one line."""

    def __init__(self, name: str, description: str | None, example: str) -> None:
        super().__init__(
            prog=f"commonweal {name}",
            description=description,
            epilog=example,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    def add_answer(self, json: str = "one JSON object instead of sentences") -> None:
        """What every command on files offers for its answer: the form, and the language of words."""
        self.add_argument("--json", action="store_true", help=json)
        self.add_argument("--lang", choices=["en", "es"], default="en", help="language of words")

    def error(self, message: str) -> NoReturn:
        raise CouldNotRun(usage_fault(message, self.prog, self.lang))


def run(parser: OneLineParser, arguments: Sequence[str] | None, answer: Callable[[argparse.Namespace], int]) -> int:
    """Parse and answer; whatever keeps the command from running is one line on stderr and status 2."""
    parser.lang = language_of(sys.argv[1:] if arguments is None else arguments)
    try:
        return answer(parser.parse_intermixed_args(arguments))
    except CouldNotRun as fault:
        line = " ".join(str(fault).split())
    except (FileNotFoundError, IsADirectoryError) as fault:
        line = _WORDS["no-file"][parser.lang].format(name=fault.filename)
    except PermissionError as fault:
        line = _WORDS["not-readable"][parser.lang].format(name=fault.filename)
    except UnicodeDecodeError:
        line = _WORDS["not-text"][parser.lang]
    sys.stderr.write(line + "\n")
    return COULD_NOT_RUN


def source(name: str) -> Path | bytes:
    """A path, or the bytes of stdin for `-`."""
    return sys.stdin.buffer.read() if name == "-" else Path(name)


def pair(text: str) -> tuple[str, str]:
    theirs, equals, ours = text.rpartition("=")
    if not equals or not theirs.strip() or not ours.strip():
        raise argparse.ArgumentTypeError(f"{text!r} is not THEIRS=OURS")
    return theirs.strip(), ours.strip()


def add_mapping(parser: argparse.ArgumentParser) -> None:
    """The option of a file whose headers are not ours."""
    parser.add_argument(
        "--map",
        dest="mapping",
        nargs="+",
        action="extend",
        default=[],
        type=pair,
        metavar="THEIRS=OURS",
        help="which of their columns is which of ours",
    )


def level(text: str) -> float:
    """How sure an interval is to be."""
    try:
        value = float(text)
    except ValueError:
        value = 0
    if not 0 < value < 1:
        raise argparse.ArgumentTypeError(f"{text!r} does not lie between 0 and 1")
    return value
