"""What the missing partners could change, told before a round is closed and before a release goes out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commonweal.lib.files import DamagedFile
from commonweal.lib.languages import page_language
from commonweal.measurement.models import Round
from commonweal.measurement.queries.release import draft_release
from commonweal.measurement.queries.scope import only_for_data_manager
from commonweal.ui import formats


@dataclass(frozen=True)
class AbsentTold:
    name: str
    period: str
    label: str
    words: str


def absent_if_closed(reader: Any, asked_in: Round, at: datetime) -> list[AbsentTold]:
    """For the round's own periods, from what is accepted so far, as if it closed now."""
    only_for_data_manager(reader, asked_in.initiative, at)
    try:
        content = draft_release(asked_in.initiative, at, closing=asked_in).content
    except DamagedFile:  # the page of the release says which; a round can be closed all the same
        return []
    return absent_told(content, page_language(), asked_in.periods)


def absent_told(content: Mapping[str, Any], language: str, periods: list[str] | None = None) -> list[AbsentTold]:
    return [
        AbsentTold(
            name=str(measure["name"].get(language) or measure["name"]["en"]),
            period=formats.period(absent["period"], language),
            label=absent["label"][language],
            words=absent["words"][language],
        )
        for measure in content["measures"]
        if (absent := measure.get("absent")) and (periods is None or absent["period"] in periods)
    ]
