"""The packet and the co-chair kit on paper: the same sections as on the page, with room to write."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.governance.handover import HandoverSection
from commonweal.governance.models import Group
from commonweal.governance.queries.meetings import MeetingLines
from commonweal.lib.languages import page_language
from commonweal.pages.co_chair_kit import Kit
from commonweal.pages.meeting_packet import Packet
from commonweal.ui import formats
from commonweal.ui.printing import printed_page
from commonweal.ui.verdicts import face_of

LAYOUT = Path(__file__).parent / "typst" / "meeting.typ"
SIZES = ("10pt", "9.3pt", "8.6pt")


def printed_packet(group: Group, packet: Packet, paper: str) -> bytes:
    where = packet.where
    goal = {"text": where.goal, "number": where.number, "caption": where.caption} if where else {}
    verdict = f"{face_of(where.verdict).word}. {where.sentence}" if where and where.verdict else ""
    meets = _("%(group)s meets on %(day)s") % {"group": group.name, "day": formats.day(packet.meeting.on)}
    page = {
        **_frame(group, meets, _("Packet for the meeting")),
        "goal": {"text": "", "number": "", "caption": "", **goal, "sentence": verdict},
        "sections": [*_sections(packet.sections), _agenda(packet.agenda, room=0)],
    }
    return printed_page(LAYOUT, page, paper, SIZES)


def printed_kit(group: Group, kit: Kit, paper: str) -> bytes:
    following = kit.agenda.following
    agenda = [_agenda(following, room=2)] if following else []
    meets = _("%(group)s meets on %(day)s") % {"group": group.name, "day": formats.day(following.meeting.on)} if (
        following
    ) else group.name  # fmt: skip
    steps = [_line(when, what) for when, what in kit.steps]
    page = {
        **_frame(group, meets, _("Co-chair kit")),
        "goal": {"text": "", "number": "", "caption": "", "sentence": ""},
        "sections": [
            *agenda,
            *_sections(kit.sections),
            {"heading": _("Around the meeting"), "lines": steps, "empty": "", "numbered": False},
            {
                "heading": _("New promises: who, what, to whom, by when"),
                "lines": [_line("", room=1) for _each in range(4)],
                "empty": "",
                "numbered": True,
            },
        ],
    }
    return printed_page(LAYOUT, page, paper, SIZES)


def _frame(group: Group, title: str, kind: str) -> dict[str, Any]:
    initiative = group.initiative
    lang = page_language()
    return {
        "lang": lang,
        "title": title,
        "initiative": initiative.name,
        "kicker": " · ".join((initiative.name, kind)),
        "banner": (initiative.banner_es if lang == "es" else "") or initiative.banner_en,
        "footer": " · ".join(("Commonweal", _("For members. Do not pass it on."))),
    }


def _sections(sections: Sequence[HandoverSection]) -> list[dict[str, Any]]:
    return [
        {
            "heading": str(section.heading),
            "lines": [_line(line.words, line.note, line.when) for line in section.lines],
            "empty": str(section.empty),
            "numbered": False,
        }
        for section in sections
    ]


def _agenda(day: MeetingLines, room: int) -> dict[str, Any]:
    lines = []
    for one in day.lines:
        item = one.item
        minutes = ngettext("%(n)s minute", "%(n)s minutes", item.minutes) % {"n": item.minutes}
        notes = [f"{capfirst(item.get_purpose_display())}."]
        if item.came_late:
            notes.append(_("Added on %(day)s, after the packet went out.") % {"day": formats.day(item.put_on_at)})
        said = [aside.person for aside in one.asides if aside.is_struck and not aside.did_not_say]
        notes += [_("Stepped aside: %(names)s.") % {"names": person} for person in said]
        lines.append(_line(item.title, " ".join(notes), minutes, room))
    heading = _("Agenda, %(day)s") % {"day": formats.day(day.meeting.on)}
    return {"heading": heading, "lines": lines, "empty": _("Nothing is on the agenda yet."), "numbered": True}


def _line(words: str, note: str = "", when: str = "", room: int = 0) -> dict[str, Any]:
    return {"words": words, "note": note, "when": when, "room": room}
