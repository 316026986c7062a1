"""The syllabi that come with the house: a folder each, read when somebody asks for it."""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from commonweal.training.syllabus import Syllabus, merged, syllabus_from

#: Of the files of a syllabus, the one that holds its name.
FIRST = "syllabus.toml"
PACKS = files("commonweal.training").joinpath("packs")


@cache
def syllabus_codes() -> tuple[str, ...]:
    """In the order of their names."""
    return tuple(sorted(folder.name for folder in PACKS.iterdir() if folder.is_dir()))


@cache
def built_in_data(code: str) -> dict[str, Any]:
    """A built-in syllabus as a version keeps it; raises KeyError where there is none of this code."""
    if code not in syllabus_codes():
        raise KeyError(code)
    files_of_it = sorted(PACKS.joinpath(code).iterdir(), key=lambda file: file.name)
    return merged([file.read_bytes() for file in files_of_it if file.name.endswith(".toml")])


def to_adapt(code: str, name: str, place: str) -> str:
    """A built-in syllabus as one file under a name and title of one's own, from which a local adaptation can begin."""
    folder = PACKS.joinpath(code)
    others = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml") and file.name != FIRST)
    texts = [folder.joinpath(each).read_text(encoding="utf-8") for each in (FIRST, *others)]
    text, said = "\n".join(texts).replace(f'code = "{code}"', f'code = "{name}"', 1), built_in(code).title
    for title in (said.en, said.es):
        text = text.replace(
            json.dumps(title, ensure_ascii=False), json.dumps(f"{title} ({place})", ensure_ascii=False), 1
        )
    return text


def template() -> str:
    """The shortest syllabus that can be read, with a word on each of its parts."""
    return PACKS.joinpath("template.toml").read_text(encoding="utf-8")


@cache
def built_in(code: str) -> Syllabus:
    return syllabus_from(built_in_data(code))


def digest_of(content: Mapping[str, Any]) -> str:
    """The same for the same content, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
