"""The closed list of verdicts as they are shown: a silhouette, a word and a tint.

Which one applies is decided by the measures engine; here is only its face.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class VerdictFace:
    """The word, the tint (`tone`) and the silhouette (`shape`) of one verdict."""

    code: str
    word: Promise
    tone: str
    shape: str
    worst_last: int


_FACES = (
    VerdictFace("met", _("Goal met"), "good", "star", 0),
    VerdictFace("on-track", _("On track"), "good", "tick", 1),
    VerdictFace("rising", _("Rising"), "flat", "up", 2),
    VerdictFace("falling", _("Falling"), "flat", "down", 2),
    VerdictFace("either-way", _("Could go either way"), "watch", "half", 3),
    VerdictFace("no-clear-change", _("No clear change"), "flat", "bars", 4),
    VerdictFace("too-early", _("Too early to say"), "early", "ring", 5),
    VerdictFace("behind", _("Behind"), "bad", "hourglass", 6),
    VerdictFace("getting-worse", _("Getting worse"), "bad", "triangle", 7),
)
UNUSUAL = VerdictFace("unusual", _("Unusual: ask why"), "watch", "dot", 5)
FACES = {face.code: face for face in _FACES}


def face_of(code: str) -> VerdictFace:
    """The face of a verdict code; an unknown code is a fault of the caller."""
    return UNUSUAL if code == "unusual" else FACES[code]
