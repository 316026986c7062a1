"""What a caller fills in about groups, seats, charters and guests, before anything is checked or stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from commonweal.governance.drafts import PersonDraft
from commonweal.governance.models import Decision, Group
from commonweal.people.models import Organisation, Person


@dataclass(frozen=True)
class SeatDraft:
    """A seat for somebody, from its first to its last day; without a last day it stays open."""

    role: str
    holder: Person | Organisation
    since: date
    until: date | None = None
    sector: str = ""
    chosen: str = ""


@dataclass(frozen=True)
class TermDraft:
    """When somebody who is brought in sits, for whom, and how they were chosen. Without a first day it is today."""

    since: date | None = None
    until: date | None = None
    sector: str = ""
    chosen: str = ""


@dataclass(frozen=True)
class ComingInDraft:
    """Somebody who is brought in, and to which seat."""

    group: Group
    role: str
    person: PersonDraft


@dataclass(frozen=True)
class ChangeDraft:
    """On which day a group changed, and why."""

    on: date
    reason_en: str = ""
    reason_es: str = ""


@dataclass(frozen=True)
class CheckDraft:
    """What the holders of a group's seats must be, taken together."""

    kind: str
    sector: str = ""
    number: int = 0


@dataclass(frozen=True)
class CharterDraft:
    """One version of a charter. `texts` holds purpose, authority, limits, reporting and reason, each in two languages.

    `started_from` is what its writer had before them; see `editing`. `last_word` is endorse or veto, where residents
    have it, and `last_word_group` the community table that speaks it.
    """

    since: date
    texts: Mapping[str, str]
    decision_rule: str
    quorum: int
    recusal: str = "block"
    seats: Mapping[str, int] = field(default_factory=dict)
    checks: Sequence[CheckDraft] = ()
    started_from: str | None = None
    adopted_by: Decision | None = None
    last_word: str = ""
    last_word_group: Group | None = None


@dataclass(frozen=True)
class GuestDraft:
    """Somebody from outside, the one thing they may read, and the last day."""

    name: str
    email: str
    language: str
    item_kind: str
    item_key: str
    until: date
