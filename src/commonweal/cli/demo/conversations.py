"""The invented conversations before the agenda: a guide, a few talks, and the sentences taken from them."""

from collections.abc import Mapping
from typing import Any

from commonweal.agenda.models import Theme
from commonweal.agenda.operations.interviews import InterviewDraft, note_interview, take_quote, write_guide
from commonweal.cli.demo.founding import Founded


def hold_conversations(founded: Founded, themes: Mapping[str, Theme], rows: Mapping[str, Any], days: Any) -> None:
    """`days` tells the day and the clock of the demo's own count of days."""
    by, initiative = founded.data_manager, founded.initiative
    guide = rows["guide"]
    write_guide(by=by, initiative=initiative, text_en=guide["en"], text_es=guide["es"], at=days.clock(60))
    for row in rows["conversations"]:
        at = days.clock(row["day"] + 1)
        draft = InterviewDraft(
            row["side"], days.day(row["day"]), row["where"], row["language"], row["consent"], notes=row["notes"]
        )
        held = note_interview(by=by, initiative=initiative, draft=draft, at=at)
        for text, *about in row["quotes"]:
            take_quote(by=by, interview=held, quote=text, themes=[themes[name] for name in about], at=at)
