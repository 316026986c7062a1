"""The record of a roundtable on one printed page: counts, themes and what came of it, and no name of anybody."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.commitments.queries import Record
from commonweal.commitments.words import record_words
from commonweal.governance.models.written import written
from commonweal.governance.templatetags.own_words import plainly_in
from commonweal.lib.languages import page_language
from commonweal.training.queries.roundtable_rooms import NoteShown, ThemeShown, Wall
from commonweal.training.queries.roundtables import Held
from commonweal.training.roundtable_words import again_words, learned_words
from commonweal.ui import formats
from commonweal.ui.printing import printed_page

LAYOUT = Path(__file__).parent / "typst" / "roundtable.typ"
SIZES = ("11pt", "10pt", "9.3pt", "8.6pt", "8pt", "7.4pt")
#: Of each theme, those with the most dots; the page on the screen has all.
MOST_NOTES = 4


def printed_record(held: Held, wall: Wall, promises: Record, paper: str) -> bytes:
    """The PDF in the language that is active."""
    return printed_page(LAYOUT, page_of(held, wall, promises), paper, SIZES)


def page_of(held: Held, wall: Wall, promises: Record) -> dict[str, Any]:
    """Everything that is printed, as words."""
    roundtable, lang = held.roundtable, page_language()
    initiative = roundtable.initiative
    name = _("Roundtable %(number)s") % {"number": roundtable.number}
    themes = [*wall.themes, *([wall.loose] if wall.loose.notes else [])]
    return {
        "lang": lang,
        "title": f"{initiative.name}: {name}",
        "initiative": initiative.name,
        "kicker": " · ".join(filter(None, (initiative.name, name, formats.day(roundtable.held_on), roundtable.place))),
        "topic": written(roundtable, "topic"),
        "banner": (initiative.banner_es if lang == "es" else "") or initiative.banner_en,
        "figures": _figures(held),
        "themes": [_theme(one) for one in themes],
        "promises": record_words(promises) if promises.promises else "",
        "came": [line for line in written(roundtable, "came_of_it").splitlines() if line.strip()],
        "labels": {
            "tables": _("What the tables said"), "promises": _("What people promised"), "came": _("What came of it"),
        },
        "footer": "Commonweal",
    }  # fmt: skip


def _figures(held: Held) -> list[str]:
    came = ""
    if held.people is not None:
        came = ngettext("%(n)s person came.", "%(n)s people came.", held.people) % {"n": formats.number(held.people)}
    learned = learned_words(held.learned) if held.learned else ""
    return [line for line in (came, again_words(held), learned) if line]


def _theme(shown: ThemeShown) -> dict[str, Any]:
    return {
        "name": plainly_in(str(shown.theme), shown.theme.written_in) if shown.theme else _("Under no theme"),
        "about": _dots(shown.dots),
        "notes": [_note(one) for one in shown.notes[:MOST_NOTES]],
    }


def _note(one: NoteShown) -> dict[str, str]:
    table = _("Table %(table)s") % {"table": one.note.table}
    about = (str(one.note.get_kind_display()), table, _dots(one.dots) if one.dots else "")
    return {"words": plainly_in(one.note.words, one.note.written_in), "about": ", ".join(filter(None, about))}


def _dots(dots: int) -> str:
    return ngettext("%(n)s dot", "%(n)s dots", dots) % {"n": formats.number(dots)}
