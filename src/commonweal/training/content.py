"""The syllabi that come with the house: a folder each, read when somebody asks for it."""

from functools import cache
from importlib.resources import files

from commonweal.training.syllabus import Syllabus, read_syllabus

PACKS = files("commonweal.training").joinpath("packs")


@cache
def syllabus_codes() -> tuple[str, ...]:
    """In the order of their names."""
    return tuple(sorted(folder.name for folder in PACKS.iterdir() if folder.is_dir()))


@cache
def built_in(code: str) -> Syllabus:
    """A built-in syllabus; raises KeyError where there is none of this code."""
    if code not in syllabus_codes():
        raise KeyError(code)
    folder = sorted(PACKS.joinpath(code).iterdir(), key=lambda file: (file.name != "syllabus.toml", file.name))
    return read_syllabus([file.read_bytes() for file in folder if file.name.endswith(".toml")])
