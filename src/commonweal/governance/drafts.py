"""What a caller fills in: plain values, before anything is checked or stored."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class LiesIn:
    """A place lies in another from its first to its last period; empty is always."""

    whole: str
    since: str = ""
    until: str = ""


@dataclass(frozen=True)
class PlaceDraft:
    """`wholes` are the places that this one lies in, perhaps several: a code alone is always, else with its periods.

    None leaves a value as it is.
    """

    code: str
    name: str
    kind: str = ""
    population: int | None = None
    tile_row: int | None = None
    tile_column: int | None = None
    boundary: dict | None = None
    wholes: Sequence[str | LiesIn] = field(default_factory=tuple)

    @property
    def lines(self) -> list[LiesIn]:
        return [each if isinstance(each, LiesIn) else LiesIn(each) for each in dict.fromkeys(self.wholes)]


@dataclass(frozen=True)
class GroupDraft:
    code: str
    name_en: str
    name_es: str = ""
    kind: str = "working"


@dataclass(frozen=True)
class Contact:
    """Whom the backbone writes to when it asks an organisation for figures."""

    name: str = ""
    email: str = ""
    language: str = "en"


@dataclass(frozen=True)
class NewcomerDraft:
    """An organisation that comes in, with whom to ask."""

    code: str
    name: str
    sector: str
    contact: Contact = Contact()


@dataclass(frozen=True)
class PersonDraft:
    """Somebody who comes in; `organisation` is the code of where they work, if they come from one that takes part."""

    name: str
    email: str
    language: str = "en"
    organisation: str = ""
