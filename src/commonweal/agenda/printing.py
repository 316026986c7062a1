"""The agenda on one printed page, out of a frozen version."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from commonweal.agenda.models import AgendaVersion
from commonweal.agenda.queries.versions import ShownPart, ShownSection, shown, text_of
from commonweal.governance.terms import who_steers
from commonweal.lib.languages import page_language
from commonweal.ui import formats
from commonweal.ui.printing import printed_page

LAYOUT = Path(__file__).parent / "typst" / "agenda.typ"
#: A long agenda is set smaller before it runs over.
SIZES = ("10pt", "9.3pt", "8.6pt", "8pt", "7.4pt", "6.8pt")
#: Outcomes and strategies stand on the right; what leads up to them on the left.
RIGHT = {"outcome", "strategy", "assumptions"}


def printed_agenda(version: AgendaVersion, paper: str, *, is_in_force: bool) -> bytes:
    """The PDF in the language that is active."""
    return printed_page(LAYOUT, page_of(version, is_in_force=is_in_force), paper, SIZES)


def page_of(version: AgendaVersion, *, is_in_force: bool) -> dict[str, Any]:
    """Everything that is printed, as words."""
    text = text_of(version)
    read = shown(text.content)
    initiative = version.initiative
    sections = [_section(section) for section in read.sections]
    lang = page_language()
    return {
        "lang": lang,
        "title": _("%(name)s: common agenda, version %(number)s") % {"name": initiative.name, "number": version.number},
        "initiative": initiative.name,
        "kicker": " · ".join(
            (initiative.name, initiative.place_name, _("Common agenda, version %(n)s") % {"n": version.number})
        ),
        "goal": read.goal or initiative.name,
        "banner": (initiative.banner_es if lang == "es" else "") or initiative.banner_en,
        "standing": _standing(version, is_in_force),
        "left": [section for section in sections if section["key"] not in RIGHT],
        "right": [section for section in sections if section["key"] in RIGHT],
        "footer": f"Commonweal · {text.text_hash[:16]}",
    }


def _standing(version: AgendaVersion, is_in_force: bool) -> str:
    if version.ratified_at is None:
        return _("A draft before %(steers)s: not ratified.") % {"steers": who_steers(version.initiative)}
    day = formats.day(version.ratified_at)
    if is_in_force:
        return _("Ratified by %(steers)s on %(day)s.") % {"steers": who_steers(version.initiative), "day": day}
    return _("Ratified on %(day)s, and replaced since.") % {"day": day}


def _section(section: ShownSection) -> dict[str, Any]:
    one_list = len(section.parts) == 1 and section.parts[0].is_list
    parts = [_part(part, alone=len(section.parts) == 1) for part in section.parts]
    for before, after in zip(parts[::-1][1:], parts[::-1], strict=False):
        # Outcomes of one term stand under one heading.
        if after["name"] == before["name"] and not after["note"]:
            after["name"] = ""
    lines = section.parts[0].lines if one_list else []
    return {"key": section.key, "label": section.label, "is-list": one_list, "lines": lines, "parts": parts}


def _part(part: ShownPart, *, alone: bool) -> dict[str, str]:
    name = part.name or ("" if alone else part.label)
    return {"name": name, "text": part.text, "note": " · ".join(filter(None, (part.group, part.status)))}
