"""Reads what is no code: dependencies, locks, every tracked file."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.code import ROOT

# In two halves, so that this file does not name what no file may name.
HOSTS = ["files.python" + "hosted", "py" + "pi.org", "registry.npm" + "js", "deb" + ".debian.org"]
MACHINES = [r"/ro" + r"ot/", r"/ho" + r"me/\w+/", r"/wo" + r"rk/(?:main|shared)\b", r"/tmp/ba" + r"sh_jobs"]
BINARY = {".mo", ".png", ".woff2", ".xlsx", ".parquet", ".zip"}


def reasonless(pyproject: str) -> list[str]:
    """Dependencies without the reason on the line above."""
    lines = [line.strip() for line in pyproject.splitlines()]
    lists = re.findall(r"^(?:dependencies|postgresql|test|bench) = \[\n(.*?)^\]", pyproject, flags=re.S | re.M)
    wanted = {line.strip() for block in lists for line in block.splitlines() if line.strip().startswith('"')}
    return [line for before, line in zip(["", *lines], lines, strict=False) if line in wanted and before[:1] != "#"]


def tests_not_there(page: str, tests: Path) -> list[str]:
    """Tests that a page names and that are called otherwise; `::test_that` stands in the file named before it."""
    missing, file = [], ""
    for named, test in re.findall(r"`([\w/]*(?:\.py)?)::(test_\w+)`", page):
        file = named or file
        path = tests / file
        if not path.is_file() or f"def {test}(" not in path.read_text(encoding="utf-8"):
            missing.append(f"{file}::{test}")
    return missing


def tracked_files(root: Path = ROOT) -> list[Path]:
    git = shutil.which("git")
    listed = git and subprocess.run([git, "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=False)
    if not listed or listed.returncode:  # an unpacked archive, or no git to ask: then everything counts but data
        own = [path for path in root.iterdir() if path.name != "var" and not path.name.startswith(".")]
        return [
            path for top in own for path in (top, *top.rglob("*")) if path.is_file() and "__pycache__" not in path.parts
        ]
    return [root / name for name in listed.stdout.split("\0") if name and (root / name).is_file()]


def naming_a_machine(files: list[Path]) -> list[str]:
    """Files that name a registry of packages, or a folder that only one machine has."""
    bad = re.compile("|".join([*map(re.escape, HOSTS), *MACHINES]))
    found = []
    for path in files:
        if path.suffix in BINARY:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if match := bad.search(line):
                found.append(f"{path.name}:{number} names {match.group(0)}")
    return found


def locked(text: str) -> dict[str, set[str]]:
    """Versions by package; one has several where they differ by Python."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9_.-]+)==(\S+)", text, flags=re.M):
        found.setdefault(canonicalize_name(name), set()).add(version)
    return found


def behind(pyproject: str, lock: str, groups: list[str]) -> list[str]:
    """Dependencies that the lock does not have, or has in a version that is not wanted any more."""
    declared = tomllib.loads(pyproject)
    wanted = list(declared["project"]["dependencies"])
    for group in groups:
        # What is no text is another group taken in.
        wanted += [entry for entry in declared["dependency-groups"][group] if isinstance(entry, str)]
    versions = locked(lock)
    found = []
    for text in wanted:
        requirement = Requirement(text)
        have = versions.get(canonicalize_name(requirement.name), set())
        if not have or not all(requirement.specifier.contains(version, prereleases=True) for version in have):
            found.append(f"{text}: the lock has {', '.join(sorted(have)) or 'nothing'}")
    return found


def unhashed(lock: str) -> list[str]:
    entries = re.split(r"(?m)^(?=[A-Za-z0-9])", lock)
    return [entry.split("==")[0] for entry in entries if "==" in entry and "--hash=sha256:" not in entry]
