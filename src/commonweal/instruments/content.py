"""The instruments that come with the house: one file each, read when somebody asks for it."""

from functools import cache
from importlib.resources import files

from commonweal.engines.questionnaires import Instrument, read_instrument

PACKS = files("commonweal.instruments").joinpath("packs")


@cache
def pack_codes() -> tuple[str, ...]:
    """In the order of their names."""
    return tuple(sorted(file.name.removesuffix(".toml") for file in PACKS.iterdir() if file.name.endswith(".toml")))


@cache
def pack(code: str) -> Instrument:
    """A built-in instrument; raises KeyError where there is none of this code."""
    if code not in pack_codes():
        raise KeyError(code)
    return read_instrument(PACKS.joinpath(f"{code}.toml").read_bytes())
