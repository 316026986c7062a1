#!/usr/bin/env python3
"""The one way in from a checkout: makes its own environment, then runs the command in it.

Everything here is standard library, because on a bare Debian there is nothing else: no venv with pip in
it, no `pip install`, no make. The file also has to parse on Pythons that are too old to run Commonweal,
so that those get a sentence and not a SyntaxError: no syntax newer than Python 3.6.
"""

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import sys
import threading
import time

ROOT = os.path.dirname(os.path.abspath(__file__))
SUPPORTED = ((3, 11), (3, 12), (3, 13))

# Files in the environment. The first two name the lock and the Python that it was made for:
# all is there that the first page needs; everything is there.
FIRST = "commonweal-first"
WHOLE = "commonweal-whole"
# An installation is under way here, or was cut off.
UNFINISHED = "commonweal-unfinished"
MADE = "commonweal-made"  # by us, and by nobody else
# Where everything that the installer said is kept, for the day it fails.
LOG = "commonweal-setup.log"
DRIVER = "commonweal-postgresql"  # the driver is there, on top of the rest
# Not needed for the first page: two fifths of the download.
LATER = ("vl-convert-python", "scipy", "typst")
EARLY = ("demo", "serve")  # may start before the packages of LATER are there
OLDEST_PIP = (22, 3)  # the first that can install into an environment which has no pip of its own

AGAIN = "run the same command again."
BROKEN = "The environment {} does not start. Delete it, and " + AGAIN
FULL = "The disk is full. Commonweal needs about 900 MB here. Make room, and " + AGAIN
NO_NETWORK = "NewConnectionError|NameResolution|Temporary failure in name|ConnectTimeout|Max retries|dns error"

HELP = """usage: python3 manage.py NAME [options]

  python3 manage.py demo      builds a demo initiative and serves it (the first run takes about a minute)
  python3 manage.py test      runs the tests; after -- come pytest's own arguments
  python3 manage.py NAME      runs one of the commands below; NAME --help says more

COMMONWEAL_HOME  folder of the data (default: var/ beside this file)
COMMONWEAL_VENV  folder of the environment (default: .venv beside this file)
COMMONWEAL_DATABASE  postgresql://USER:PASSWORD@HOST:PORT/NAME (default: SQLite in the folder of the data)
"""

TEST_HELP = """usage: python3 manage.py test [-- pytest's arguments]

Runs the tests in an environment of their own. It ends with pytest's closing line and its exit status;
the lines before it say how many tests ran, how many were skipped, and why.

example: python3 manage.py test -- tests/house -q
"""


class CannotRunError(Exception):
    """One sentence on what happened and one on what to do."""


def main(arguments):
    try:
        return run(arguments)
    except (CannotRunError, OSError) as reason:
        say(sentence_for(reason, ROOT) if isinstance(reason, OSError) else str(reason))
        return 2
    except KeyboardInterrupt:
        say("Stopped. Run the same command again to go on.")
        return 130


def run(arguments):
    refuse_other_pythons()
    if not arguments or arguments[0] in ("-h", "--help"):
        return show_help()
    name = arguments[0]
    if name in ("finish-setup", "test"):
        return (run_tests if name == "test" else finish_setup)(arguments[1:])
    os.environ.setdefault("COMMONWEAL_HOME", os.path.join(ROOT, "var"))
    folder = os.environ.get("COMMONWEAL_VENV") or os.path.join(ROOT, ".venv")
    on_postgresql = bool(os.environ.get("COMMONWEAL_DATABASE")) and name != "demo"  # which has an SQLite of its own
    ensure_environment(folder, "run.txt", early=name in EARLY and not on_postgresql)
    if on_postgresql:
        ensure_environment(folder, "postgresql.txt", early=False, mark=DRIVER)
    return replace_by(folder, ["-m", "commonweal.cli.main"] + arguments)


def show_help():
    sys.path.insert(0, os.path.join(ROOT, "src"))
    from commonweal.cli.main import list_of_commands  # standard library only, so it needs no environment

    sys.stdout.write(HELP + "\n" + list_of_commands())
    return 0


def run_tests(arguments):
    if arguments[:1] in (["-h"], ["--help"]):
        return sys.stdout.write(TEST_HELP) and 0
    arguments = arguments[1:] if arguments[:1] == ["--"] else arguments
    # Beside the other one and not in it, so that a test-first run and a demo-first run leave the same two.
    folder = (os.environ.get("COMMONWEAL_VENV") or os.path.join(ROOT, ".venv")) + "-test"
    ensure_environment(folder, "test.txt", early=False)
    os.chdir(ROOT)
    # A run starts a hundred processes. Where none may write its bytecode, each would compile all that it imports.
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
        os.environ["PYTHONPYCACHEPREFIX"] = os.path.join(os.path.abspath(folder), "bytecode")
    # Work that outgrows one core by far is spread; a chosen part of the suite runs as it is told to.
    return replace_by(folder, ["-m", "pytest"] + (arguments or ["-n", "auto"]))


def refuse_other_pythons():
    if sys.version_info[:2] in SUPPORTED:
        return
    versions = ["{}.{}".format(*version) for version in SUPPORTED]
    cure = "Install one of these and run it as python{} manage.py".format(versions[0])
    here = [v for v in versions if hasattr(shutil, "which") and shutil.which("python" + v)]  # Python 2 has none
    if here:
        cure = "Run python{} manage.py {}".format(here[-1], " ".join(sys.argv[1:]) or "demo")
    raise CannotRunError(
        "Commonweal runs on Python {} and {}; this is Python {}.{}. {}".format(
            ", ".join(versions[:-1]), versions[-1], sys.version_info[0], sys.version_info[1], cure
        )
    )


# ---- The environment ------------------------------------------------------------------------------


def ensure_environment(folder, lock_name, early, mark=WHOLE):
    """Leave behind an environment that matches the lock; do nothing where there is one."""
    lock = os.path.join(ROOT, "requirements", lock_name)
    expected = fingerprint(lock)
    if is_marked(folder, mark, expected):
        return
    turn = take_turn(folder, wait=not (early and is_marked(folder, FIRST, expected)))
    if turn is None:  # the rest is on its way, and this command need not wait for it
        return
    try:
        if is_marked(folder, mark, expected):  # another command has made it while this one waited
            return
        if mark == DRIVER:  # on top of what is there
            install(folder, lock, leave_out=())
            write(os.path.join(folder, DRIVER), expected)
        else:
            build(folder, lock, early, turn)
    except (OSError, subprocess.CalledProcessError) as problem:
        raise CannotRunError(sentence_for(problem, folder))
    finally:
        os.close(turn)


def build(folder, lock, early, turn):
    began = time.time()
    expected = fingerprint(lock)
    if not is_marked(folder, FIRST, expected):
        say("Setting up Commonweal in {}. This happens once.".format(folder))
        make_empty_environment(folder)
        if early:
            install(folder, lock, leave_out=LATER)
            write(os.path.join(folder, FIRST), expected)
    if early:
        start_finishing(folder, lock, turn)
    else:
        install(folder, lock, leave_out=())
        mark_whole(folder, expected)
    say("Set up in {:.0f} seconds.".format(time.time() - began))


def make_empty_environment(folder):
    import venv  # the module is there even on a Debian where `python3 -m venv` refuses

    ours = os.path.exists(os.path.join(folder, MADE))
    # What is half written or outdated starts afresh; an environment that someone else has made is only added to.
    if ours or not os.path.exists(os.path.join(folder, "pyvenv.cfg")):
        venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt", clear=ours).create(folder)
        write(os.path.join(folder, MADE), "")
    write(os.path.join(folder, UNFINISHED), "")
    ask = "import sysconfig; print(sysconfig.get_paths()['purelib'])"
    packages = subprocess.check_output([python_of(folder), "-c", ask], universal_newlines=True).strip()
    # The package runs from where it lies; there is nothing to build. Relative, so that a checkout can be moved.
    source = os.path.relpath(os.path.join(ROOT, "src"), packages)
    write(os.path.join(packages, "commonweal-checkout.pth"), source + "\n")
    if os.name != "nt":
        command = os.path.join(folder, "bin", "commonweal")
        write(command, '#!/bin/sh\nexec "$(dirname "$0")/python" -m commonweal.cli.main "$@"\n')
        os.chmod(command, 0o755)


def start_finishing(folder, lock, turn):
    """Fetch what the first page does not need, in a process that keeps the turn until it is done."""
    os.set_inheritable(turn, True)
    subprocess.Popen(
        [sys.executable, os.path.join(ROOT, "manage.py"), "finish-setup", folder, lock],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        close_fds=False, start_new_session=True,
    )  # fmt: skip


def finish_setup(arguments):
    folder, lock = arguments
    install(folder, lock, leave_out=())
    mark_whole(folder, fingerprint(lock))
    return 0


def fingerprint(lock):
    with open(lock, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    return "{} {}.{}\n".format(digest, sys.version_info[0], sys.version_info[1])


def is_marked(folder, mark, expected):
    try:
        with open(os.path.join(folder, mark), encoding="utf-8") as file:
            return file.read() == expected
    except OSError:
        return False


def mark_whole(folder, expected):
    write(os.path.join(folder, WHOLE), expected)
    with contextlib.suppress(OSError):
        os.remove(os.path.join(folder, UNFINISHED))


def take_turn(folder, wait):
    """Wait until no other command installs into this folder; closing the handle gives the turn away."""
    try:
        os.makedirs(os.path.dirname(os.path.abspath(folder)), exist_ok=True)
        handle = os.open(os.path.abspath(folder) + ".turn", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as problem:
        raise CannotRunError(sentence_for(problem, folder))
    if try_lock(handle):
        return handle
    if not wait:
        os.close(handle)
        return None
    say("Another command is setting up {}; waiting for it.".format(folder))
    while not try_lock(handle):
        time.sleep(0.2)
    return handle


def try_lock(handle):
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except OSError:
        return False


# ---- Installing -----------------------------------------------------------------------------------


def install(folder, lock, leave_out):
    uv, pip = shutil.which("uv"), installer(folder)
    wanted, count = write_wanted(lock, folder, leave_out, 1 if uv else 3)  # three keep the line busy where one waits
    flags = ["--no-deps", "--require-hashes", "--only-binary", ":all:", "-r"]
    if uv and follow([[uv, "pip", "install", "--python", python_of(folder)] + flags + wanted], folder, count) == 0:
        return
    if not uv and not pip:
        raise CannotRunError(
            "There is no pip (22.3 or newer) to install with. On Debian or Ubuntu: sudo apt install python3-pip. "
            "Then " + AGAIN
        )
    # Compiling every file of every package takes six seconds, and most are never imported.
    quiet = ["--retries", "2", "--no-compile", "--no-warn-script-location", "--disable-pip-version-check"]
    quiet += ["--progress-bar", "off"]
    if not pip or follow([pip + ["install"] + quiet + flags + [share] for share in wanted], folder, count) != 0:
        raise CannotRunError(what_went_wrong(os.path.join(folder, LOG)))


def write_wanted(lock, folder, leave_out, shares):
    """Copy the lock without some packages, in shares, and say how many packages it has for this machine."""
    with open(lock, encoding="utf-8") as file:
        entries = re.split(r"(?m)^(?=[A-Za-z0-9])", file.read())
    kept = [entry for entry in entries if "==" in entry and entry.split("==")[0] not in leave_out]
    files = [os.path.join(folder, "commonweal-wanted-{}.txt".format(n)) for n in range(min(shares, len(kept)))]
    for number, name in enumerate(files):
        write(name, "".join(kept[number :: len(files)]))
    foreign = "" if os.name == "nt" else "sys_platform == 'win32'"
    return files, len({entry.split("==")[0] for entry in kept if not (foreign and foreign in entry)})


def installer(folder):
    """The command line of a pip that can install into the folder, or nothing."""
    # Inside an environment that was made here there is no pip; the Python it was made from has it.
    python = getattr(sys, "_base_executable", None) or sys.executable
    version = output_of([python, "-m", "pip", "--version"])
    found = re.match(r"pip (\d+)\.(\d+)", version)
    if found and tuple(int(number) for number in found.groups()) >= OLDEST_PIP:
        return [python, "-m", "pip", "--python", python_of(folder)]
    return [python_of(folder), "-m", "pip"] if "pip" in output_of([python_of(folder), "-m", "ensurepip"]) else []


def output_of(command):
    finished = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return finished.stdout.decode("utf-8", "replace") if finished.returncode == 0 else ""


def follow(commands, folder, count):
    """Run installers side by side, keep all they say in the log, and show how many packages they have reached."""
    seen, pipe = [], {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with open(os.path.join(folder, LOG), "a", encoding="utf-8") as log:
        running = [subprocess.Popen(command, **pipe) for command in commands]
        readers = [threading.Thread(target=read_along, args=(each, log, seen, count)) for each in running]
        for step in [reader.start for reader in readers] + [reader.join for reader in readers]:
            step()
    sys.stderr.write("\r\033[K" if sys.stderr.isatty() else "")
    return max(abs(process.wait()) for process in running)


def read_along(process, log, seen, count):
    for raw in process.stdout:
        line = raw.decode("utf-8", "replace")
        log.write(line)
        named = re.match(r"\s*(?:Collecting|Downloading) ([A-Za-z][A-Za-z0-9-]*)(?:==| \()", line)
        if named and named.group(1) not in seen:
            seen.append(named.group(1))
            show_progress("package {} of {}: {}".format(len(seen), count, seen[-1]), len(seen) % 10 == 0)
        elif re.match(r"Installing collected|Prepared \d+", line) and len(seen) >= count:
            show_progress("unpacking {} packages".format(count), True)


def show_progress(text, is_milestone):
    """One line that changes, on a terminal; in a log only now and then."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K  " + text)
        sys.stderr.flush()
    elif is_milestone:
        say("  " + text)


def what_went_wrong(log):
    with open(log, encoding="utf-8", errors="replace") as file:
        text = file.read()
    if re.search(NO_NETWORK, text):
        return "The packages could not be fetched: there is no network. Connect, and " + AGAIN
    if "No space left" in text:
        return FULL
    if "DO NOT MATCH THE HASHES" in text:
        return "A package is not the one that the lock names, so nothing was installed. See {}".format(log)
    missing = re.search(r"No matching distribution found for (\S+)", text)
    if missing:
        return "There is no ready-made package {} for this machine. See {}".format(missing.group(1), log)
    return "The packages could not be installed. See {} and {}".format(log, AGAIN)


def python_of(folder):
    return os.path.join(os.path.abspath(folder), *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))


def replace_by(folder, arguments):
    command = [python_of(folder)] + arguments
    # This checkout's code, even where two checkouts share one environment.
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [os.path.join(ROOT, "src"), os.environ.get("PYTHONPATH")]))
    sys.stdout.flush()
    try:
        return subprocess.call(command) if os.name == "nt" else os.execv(command[0], command)
    except OSError:
        raise CannotRunError(BROKEN.format(folder))


def sentence_for(problem, folder):
    if isinstance(problem, subprocess.CalledProcessError):
        return BROKEN.format(folder)
    if isinstance(problem, PermissionError) or problem.errno in (13, 30):
        return (
            "{} cannot be written: the folder is read-only. Copy Commonweal to a folder of yours, or name "
            "two with COMMONWEAL_VENV (environment) and COMMONWEAL_HOME (data).".format(os.path.dirname(folder))
        )
    if problem.errno == 28:
        return FULL
    return "The environment {} could not be made: {}. Delete it, and {}".format(folder, problem, AGAIN)


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def say(text):
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
