"""An instrument as the desk shows it: its questions as they are asked, and what changed from version to version."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404

from commonweal.engines.questionnaires import Change, Instrument, changes_between, instrument_from
from commonweal.governance.models import Initiative
from commonweal.instruments import content, models, rules
from commonweal.instruments.models import InstrumentVersion, Survey
from commonweal.instruments.queries.surveys import questions_of


@dataclass(frozen=True)
class VersionShown:
    """One version, and what it changed of the one before."""

    version: InstrumentVersion
    changes: tuple[Change, ...]
    asked: int


@dataclass(frozen=True)
class InstrumentShown:
    instrument: Instrument
    is_built_in: bool
    #: The newest first; none of a built-in one that was never asked.
    versions: tuple[VersionShown, ...]


def instrument_shown(reader: Any, initiative: Initiative, code: str, at: datetime) -> InstrumentShown:
    """For whoever may ask with it; raises Http404 for everybody else."""
    door_to_bring(reader, initiative, at)
    instrument = questions_of(reader, initiative, code, at)
    kept = models.Instrument.objects.filter(initiative=initiative, code=code).first()
    is_built_in = code in content.pack_codes() and (kept is None or kept.is_built_in)
    return InstrumentShown(instrument, is_built_in, _versions(kept) if kept else ())


def _versions(kept: models.Instrument) -> tuple[VersionShown, ...]:
    found = []
    before: Instrument | None = None
    for version in kept.versions.order_by("number"):
        now = instrument_from(version.content)
        asked = Survey.objects.filter(version=version).count()
        found.append(VersionShown(version, changes_between(before, now) if before else (), asked))
        before = now
    return tuple(reversed(found))


def door_to_bring(reader: Any, initiative: Initiative, at: datetime) -> None:
    """Who may ask somebody may bring questions along; for others there is no such page."""
    if not rules.may_ask_somebody(reader, initiative, at):
        raise Http404


def here_already(initiative: Initiative, code: str) -> Instrument | None:
    """What is asked under this code so far; None where there is nothing."""
    newest = InstrumentVersion.objects.filter(instrument__initiative=initiative, instrument__code=code)
    kept = newest.order_by("-number").first()
    if kept is not None:
        return instrument_from(kept.content)
    return content.pack(code) if code in content.pack_codes() else None
