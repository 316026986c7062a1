"""The command `commonweal`: finds the command by its name, and turns every failure into one line.

Commands on files are modules of this package with a `main(arguments)`; they run before any settings
are read. All others are Django's management commands. Nothing but the standard library is imported at
the top, so that help and commands on files start at once.
"""

import argparse
import difflib
import importlib
import os
import re
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from commonweal.cli.option_words import language_of

FOLDER = Path(__file__).resolve().parent
SETTINGS = "commonweal.config.settings"

# What developers and operators need of Django's own commands.
OF_DJANGO = (
    "check", "collectstatic", "compilemessages", "dbshell", "diffsettings", "dumpdata", "loaddata", "makemessages",
    "makemigrations", "migrate", "prune_db_task_results", "shell", "showmigrations", "sqlmigrate",
)  # fmt: skip

FINE, COULD_NOT_RUN, STOPPED = 0, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    name, *rest = list(sys.argv[1:] if arguments is None else arguments) or ["help"]
    if name in ("help", "-h", "--help"):
        from commonweal.cli.help_words import USAGE

        sys.stdout.write(USAGE[language_of(rest)] + list_of_commands(language_of(rest)))
        return FINE
    return guarded(name, lambda: run_on_files(name, rest) if name in file_commands() else run_on_the_site(name, rest))


def run_on_files(name: str, arguments: list[str]) -> int:
    return int(importlib.import_module(f"commonweal.cli.{name}").main(arguments) or FINE)


def run_on_the_site(name: str, arguments: list[str]) -> int:
    os.environ["COMMONWEAL_HOME"] = str(home_for(name))
    if name == "demo":  # it never touches a database that is real
        os.environ.pop("COMMONWEAL_DATABASE", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    # Before the settings are read, which would make a folder for the data of a mistyped name.
    known = [*file_commands(), *site_commands(), *OF_DJANGO]
    if name not in known:
        return say(unknown(name, known))
    import django
    from django.core.management import get_commands, load_command_class

    django.setup()
    app = get_commands()[name]
    command = load_command_class(app, name) if isinstance(app, str) else app
    # What every Django command offers and nobody needs here.
    command.suppressed_base_arguments = {
        "--version", "--verbosity", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color",
        "--skip-checks",
    }  # fmt: skip
    parser = command.create_parser("commonweal", name)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    options: dict[str, Any] = vars(parser.parse_args(arguments))
    positional = options.pop("args", ())
    answer = command.execute(*positional, **options)
    return answer if isinstance(answer, int) else FINE


def home_for(name: str) -> Path:
    """The demo never touches an initiative that is real: it lives in a folder inside the home."""
    home = Path(os.environ.get("COMMONWEAL_HOME") or "var").resolve()
    return home / "demo" if name == "demo" else home


# ---- What there is --------------------------------------------------------------------------------


def file_commands() -> dict[str, str]:
    """Names of the commands on files, with their one line; read, not imported, so that help is quick."""
    return commands_in(FOLDER, "main", leave_out={"main"})


def site_commands() -> dict[str, str]:
    return commands_in(FOLDER / "management" / "commands", "Command", leave_out=set(OF_DJANGO))


def commands_in(folder: Path, entry: str, leave_out: set[str]) -> dict[str, str]:
    found = {}
    for path in sorted(folder.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        if path.stem not in leave_out and re.search(rf"^(?:def|class) {entry}\b", text, re.MULTILINE):
            found[path.stem] = text.removeprefix('"""').partition("\n")[0].removesuffix('"""')
    return found


def list_of_commands(lang: str = "en") -> str:
    from commonweal.cli.help_words import COMMANDS, LIST

    def lines(commands: dict[str, str]) -> str:
        told = {name: words if lang == "en" else COMMANDS.get(words, words) for name, words in commands.items()}
        return "".join(f"  {name:<12}{words}\n" for name, words in told.items())

    return LIST[lang].format(site=lines(site_commands()), files=lines(file_commands()))


def unknown(name: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f"There is no command {name!r}. " + (
        f"Did you mean {near[0]!r}?" if near else "`commonweal help` lists them all."
    )


# ---- What can go wrong ----------------------------------------------------------------------------


def guarded(name: str, run: Callable[[], int]) -> int:
    """Run, and answer every failure with one line and a status; a stack trace goes into a file."""
    try:
        status = run()
        sys.stdout.flush()
    except KeyboardInterrupt:
        return say("Stopped.", STOPPED)
    except BrokenPipeError:  # the reader of our output has gone, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else (say(str(end.code)) if end.code else FINE)
    except Exception as problem:
        if os.environ.get("COMMONWEAL_TRACE") == "1":
            raise
        return say(explain(name, problem))
    return status


def explain(name: str, problem: Exception) -> str:
    kind = f"{type(problem).__module__}.{type(problem).__name__}"
    text = " ".join(str(problem).split())
    if kind == "django.core.management.base.CommandError":
        hint = f" `commonweal {name} --help` shows what it takes." if text.startswith("Error: ") else ""
        return text.removeprefix("Error: ").rstrip(".") + "." + hint
    if kind == "django.core.exceptions.ImproperlyConfigured":
        return text
    if kind == "django.db.utils.OperationalError":
        return explain_database(text)
    if isinstance(problem, OSError):
        return explain_system(problem)
    return f"{name} stopped at something it did not expect ({type(problem).__name__}: {text[:200]}). {kept_trace()}"


def explain_database(text: str) -> str:
    if "connection" in text and os.environ.get("COMMONWEAL_DATABASE"):
        return "The PostgreSQL that COMMONWEAL_DATABASE names does not let us in. Check that it runs, and the address."
    home = os.environ.get("COMMONWEAL_HOME", "")
    if "no such table" in text and Path(home, "demo", "commonweal.sqlite3").exists():
        return f"{home} has no data of its own. The demo's are in {home}/demo: set COMMONWEAL_HOME to that folder."
    if "no such table" in text or "no such column" in text:
        return f"The data in {home} has not been prepared for this version. `commonweal serve` prepares it."
    if "readonly" in text or "unable to open" in text:
        return f"The data in {home} cannot be written. Set COMMONWEAL_HOME to a folder that you may write to."
    if "locked" in text:
        return "The database was busy for too long. Nothing was changed; run the same command again."
    if "full" in text:
        return "The disk is full. Nothing was changed; make room, and run the same command again."
    return f"The database in {home} answered: {text}. {kept_trace()}"


def explain_system(problem: OSError) -> str:
    where = problem.filename or os.environ.get("COMMONWEAL_HOME", "")
    if isinstance(problem, PermissionError) or problem.errno == 30:
        return f"{where} cannot be written. Set COMMONWEAL_HOME to a folder that you may write to."
    if isinstance(problem, FileNotFoundError):
        return f"{where} does not exist. Check the name."
    if problem.errno == 28:
        return "The disk is full. Make room, and run the same command again."
    return f"{problem.strerror or problem}: {where}. {kept_trace()}"


def kept_trace() -> str:
    """Write the trace where a maintainer can ask for it, and say where."""
    handle, path = tempfile.mkstemp(prefix=f"commonweal-{datetime.now(UTC):%Y%m%d-%H%M%S}-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(traceback.format_exc())
    return f"Please send us {path}, which has the details."


def say(text: str, status: int = COULD_NOT_RUN) -> int:
    sys.stderr.write(text + "\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
