"""What import-linter cannot see: foreign keys, includes and addresses that point up the line of rooms."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.db.models import Model

from tests.house.code import ROOT

INCLUDES = re.compile(r"""{%\s*(?:include|extends)\s+["']([^"']+)["']""")
ADDRESSES = re.compile(r"""{%\s*url\s+["']([^"']+)["']""")
# A page may load nothing inline: the policy would refuse it, and only in the browser would one notice.
INLINE = re.compile(r"""<style\b|\sstyle\s*=|<script\b(?![^>]*\bsrc=)|\son[a-z]+\s*=\s*["']|["']javascript:""")
# Addresses without a room's name before them, and the room that owns them.
UNNAMED = {"account_": "people"}


@cache
def line_of_rooms() -> list[set[str]]:
    """The rooms from top to bottom, as the contract has them; the two of one step stand side by side."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(contract for contract in contracts if contract["id"] == "rooms")["layers"]
    return [{name.strip(" ()") for name in layer.split("|")} for layer in layers]


def step(room: str) -> int:
    """How far down the room stands."""
    return next(number for number, rooms in enumerate(line_of_rooms()) if room in rooms)


def points_down(room: str, other: str) -> bool:
    return room == other or step(room) < step(other)


def foreign_keys_up(models: Iterable[type[Model]]) -> list[str]:
    found = []
    for model in filter(is_ours, models):
        for field in model._meta.get_fields():
            target = field.related_model if field.concrete and field.is_relation else None
            if target is None or isinstance(target, str) or not is_ours(target):
                continue
            if not points_down(model._meta.app_label, target._meta.app_label):
                found.append(f"{model._meta.label}.{field.name} → {target._meta.label}")
    return found


def is_ours(model: type[Model]) -> bool:
    return any(model._meta.app_label in rooms for rooms in line_of_rooms())


def templates_up(package: Path) -> list[str]:
    """Templates that include, extend or link to a room above their own."""
    owners = owners_of_templates(package)
    found = []
    for path, room in templates(package):
        text = path.read_text(encoding="utf-8")
        for name in INCLUDES.findall(text):
            if name in owners and not points_down(room, owners[name]):
                found.append(f"{path.relative_to(package)} includes {name}")
        for name in ADDRESSES.findall(text):
            owner = owner_of_address(name)
            if owner and not points_down(room, owner):
                found.append(f"{path.relative_to(package)} links to {name}")
    return found


def templates(package: Path) -> list[tuple[Path, str]]:
    found = sorted(package.glob("*/templates/**/*.html")) + sorted(package.glob("*/templates/**/*.txt"))
    return [(path, path.relative_to(package).parts[0]) for path in found]


def owners_of_templates(package: Path) -> dict[str, str]:
    return {str(path.relative_to(package / room / "templates")): room for path, room in templates(package)}


def owner_of_address(name: str) -> str | None:
    room, colon, _rest = name.partition(":")
    if colon:
        return room
    return next((owner for start, owner in UNNAMED.items() if name.startswith(start)), None)


def inline_parts(package: Path) -> list[str]:
    """Inline style or script in a page."""
    found = []
    for path, _room in templates(package):
        if path.suffix == ".html" and (match := INLINE.search(path.read_text(encoding="utf-8"))):
            found.append(f"{path.relative_to(package)}: {match.group(0).strip()}")
    return found


def says_what_is_personal(model: type[Model]) -> bool:
    return bool(str(vars(model).get("personal", "")).strip())
