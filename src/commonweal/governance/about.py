"""What a decision can be about, and what it can rest on. Rooms above lend their kinds here when they start."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commonweal.governance.models import AgendaItem, Decision, Group, Initiative, Place
from commonweal.people.models import Organisation

Pair = tuple[str, str]
AGENDA_ITEM = "agenda-item"


@dataclass(frozen=True)
class AboutKind:
    """`choices` are what a proposer can pick here; None where only a verb of its own room names the thing.

    `label_of` gives an empty text for what is not there. `on_decided` runs inside the closing transaction, whatever the
    outcome. `touches` names further things that this one involves: a strategy its group, a money line its organisation.
    `is_about_who_leads`: anybody of the group opens and closes the vote, and whoever is touched takes no part in it.
    """

    heading: Any
    label_of: Callable[[Initiative, str], str]
    choices: Callable[[Initiative], Iterable[tuple[str, str]]] | None = None
    url_of: Callable[[Initiative, str], str] | None = None
    on_decided: Callable[[Decision, str, datetime], None] | None = None
    touches: Callable[[str], Iterable[Pair]] | None = None
    is_about_who_leads: bool = False
    #: Money can be given for such a thing.
    is_paid_for: bool = False


@dataclass(frozen=True)
class EvidenceRow:
    """One figure as it was when it was put beside the proposal. All texts are in the reader's language.

    `now` says what it became since; empty where it still holds. `keys` name the release it came from.
    """

    name: str
    value: str
    period: str
    verdict: str = ""
    note: str = ""
    release: str = ""
    url: str = ""
    now: str = ""
    remove_url: str = ""


@dataclass(frozen=True)
class EvidenceShelf:
    """Who lends the figures: how they are read, and where somebody chooses them."""

    rows: Callable[[Any, Decision], Sequence[EvidenceRow]]
    form_url: Callable[[Decision], str]


@dataclass(frozen=True)
class Cover:
    """What stands first in a packet: the one number, what it means in a sentence, and what to look at first."""

    goal: str
    number: str
    caption: str
    sentence: str
    verdict: str = ""
    exceptions: Sequence[EvidenceRow] = ()


CoverReader = Callable[[Any, Initiative], Cover | None]
_covers: list[CoverReader] = []
_kinds: dict[str, AboutKind] = {}
_shelves: list[EvidenceShelf] = []


def register_kind(code: str, kind: AboutKind) -> None:
    _kinds[code] = kind


def register_evidence(shelf: EvidenceShelf) -> None:
    if shelf not in _shelves:
        _shelves.append(shelf)


def register_cover(reader: CoverReader) -> None:
    if reader not in _covers:
        _covers.append(reader)


def covers(reader: Any, initiative: Initiative) -> list[Cover]:
    return [cover for one in _covers if (cover := one(reader, initiative)) is not None]


def kinds() -> dict[str, AboutKind]:
    return dict(_kinds)


def paid_for(initiative: Initiative) -> list[tuple[str, str]]:
    """For what money can be given, as a form offers it: kind and key in one, and its name."""
    offered = [(code, kind.choices) for code, kind in _kinds.items() if kind.is_paid_for and kind.choices]
    return [(f"{code}:{key}", label) for code, choices in offered for key, label in choices(initiative)]


def label_of(initiative: Initiative, pair: Pair) -> str:
    """Empty for what is unknown here: a key of another initiative names nothing."""
    kind = _kinds.get(pair[0])
    return kind.label_of(initiative, pair[1]) if kind else ""


def url_of(initiative: Initiative, pair: Pair) -> str:
    kind = _kinds.get(pair[0])
    return kind.url_of(initiative, pair[1]) if kind and kind.url_of else ""


class Subjects(Protocol):
    """A decision or an agenda item: whatever names what it is about."""

    subjects: Any


def pairs_of(asked: Subjects) -> list[Pair]:
    """All that a decision or an agenda item touches: what it is about, what that involves."""
    named = [(subject.kind, subject.key) for subject in asked.subjects.all()]
    involved = [pair for kind, key in named if (touches := _touches(kind)) for pair in touches(key)]
    return list(dict.fromkeys([*named, *involved]))


def _touches(kind: str) -> Callable[[str], Iterable[Pair]] | None:
    known = _kinds.get(kind)
    return known.touches if known else None


def is_about_who_leads(decision: Decision) -> bool:
    kinds = (_kinds.get(subject.kind) for subject in decision.subjects.all())
    return any(kind is not None and kind.is_about_who_leads for kind in kinds)


def tell_what_it_is_about(decision: Decision, at: datetime) -> None:
    for subject in decision.subjects.all():
        kind = _kinds.get(subject.kind)
        if kind and kind.on_decided:
            kind.on_decided(decision, subject.key, at)


def evidence_of(reader: Any, decision: Decision) -> list[EvidenceRow]:
    return [row for shelf in _shelves for row in shelf.rows(reader, decision)]


def evidence_forms(decision: Decision) -> list[str]:
    return [shelf.form_url(decision) for shelf in _shelves]


def _lend_own_kinds() -> None:
    register_kind(
        "organisation",
        AboutKind(_("Organizations"), _label_in(_organisations), lambda here: _choices(_organisations(here))),
    )
    register_kind(
        "group",
        AboutKind(_("Groups"), _label_in(_groups), lambda here: _choices(_groups(here)), url_of=_group_page),
    )
    register_kind("place", AboutKind(_("Places"), _label_in(_places), lambda here: _choices(_places(here))))
    register_kind(
        AGENDA_ITEM,
        AboutKind(
            _("Agenda items"), _item_label, lambda here: _item_choices(here), url_of=_item_page, touches=_item_touches
        ),
    )


def _organisations(initiative: Initiative) -> Any:
    return Organisation.objects.filter(participations__initiative=initiative).distinct()


def _groups(initiative: Initiative) -> Any:
    return Group.objects.filter(initiative=initiative)


def _places(initiative: Initiative) -> Any:
    return Place.objects.filter(initiative=initiative)


def _group_page(initiative: Initiative, key: str) -> str:
    group = _groups(initiative).filter(pk=key).first() if key.isdecimal() else None
    return reverse("governance:group", args=[initiative.slug, group.code]) if group else ""


def _items(initiative: Initiative) -> Any:
    return AgendaItem.objects.filter(meeting__group__initiative=initiative).select_related("meeting__group")


def _item_of(initiative: Initiative, key: str) -> AgendaItem | None:
    found: AgendaItem | None = _items(initiative).filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None
    return found


def _item_label(initiative: Initiative, key: str) -> str:
    item = _item_of(initiative, key)
    return item.title if item else ""


def _item_choices(initiative: Initiative) -> list[tuple[str, str]]:
    """What still waits; it is told with its group, since two groups may take up the same."""
    waiting = _items(initiative).filter(state=AgendaItem.State.OPEN)
    return [(str(item.pk), f"{item.meeting.group.name}: {item.title}") for item in waiting]


def _item_page(initiative: Initiative, key: str) -> str:
    item = _item_of(initiative, key)
    code = item.meeting.group.code if item else ""
    return reverse("governance:group_agenda", args=[initiative.slug, code]) + f"#item-{key}" if item else ""


def _item_touches(key: str) -> Iterable[Pair]:
    """A decision about an item touches what the item is about, so that the same interests are found."""
    item = AgendaItem.objects.filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None
    return pairs_of(item) if item else []


def _choices(rows: Iterable[Any]) -> list[tuple[str, str]]:
    return [(str(row.pk), row.name) for row in rows]


def _label_in(rows_of: Callable[[Initiative], Any]) -> Callable[[Initiative, str], str]:
    def label(initiative: Initiative, key: str) -> str:
        row = rows_of(initiative).filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None
        return str(row.name) if row else ""

    return label


_lend_own_kinds()
