"""Telling the story behind a measure's line. No telling is written over: a new one takes its place, all are kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonweal.governance.models import Group, Seat
from commonweal.governance.rules import seats_of, today
from commonweal.measurement.models import Measure, StoryVersion
from commonweal.measurement.rules import may_tell_story
from commonweal.trail.operations import record

LONGEST = 6_000
MOST_LINES = 40
TEXTS = ("story_en", "story_es", "works_en", "works_es")
LISTS = ("partners", "proposals", "evidence")


@dataclass(frozen=True)
class StoryDraft:
    """Partners are (name, role, role in Spanish), proposals (text, in Spanish, low cost), evidence (title, address)."""

    story_en: str
    story_es: str = ""
    works_en: str = ""
    works_es: str = ""
    partners: Sequence[tuple[str, str, str]] = field(default_factory=tuple)
    proposals: Sequence[tuple[str, str, bool]] = field(default_factory=tuple)
    evidence: Sequence[tuple[str, str]] = field(default_factory=tuple)


@transaction.atomic
def tell_story(*, by: Any, measure: Measure, draft: StoryDraft, at: datetime) -> StoryVersion:
    """It goes out to the public with the next release, signed with the teller's role and with no name."""
    if not may_tell_story(by, measure, today(measure.initiative, at)):
        raise PermissionDenied
    _check(draft)
    told = _fields(draft)
    newest = measure.stories.first()
    if newest is not None and all(getattr(newest, name) == value for name, value in told.items()):
        raise ValidationError(_("Nothing is different from the last telling."))
    last = measure.stories.aggregate(last=Max("version"))["last"] or 0
    made = StoryVersion.objects.create(
        measure=measure,
        version=last + 1,
        author_role_en=signature_of(by, measure, at, "en"),
        author_role_es=signature_of(by, measure, at, "es"),
        written_at=at,
        written_by=by.actor_id,
        **told,
    )
    record(
        by=by,
        verb="measurement.tell_story",
        subject=made,
        at=at,
        initiative=measure.initiative_id,
        details={"code": measure.code, "version": made.version},
    )
    return made


def signature_of(by: Any, measure: Measure, at: datetime, lang: str) -> str:
    """The seat from which it is told: that in the measure's own group first."""
    held = seats_of(by, today(measure.initiative, at)).filter(group__initiative=measure.initiative_id)
    seats = sorted(held.select_related("group"), key=lambda seat: _nearness(seat, measure))
    with override(lang):
        return ", ".join((str(seats[0].get_role_display()), seats[0].group.name))


def _nearness(seat: Seat, measure: Measure) -> int:
    if seat.group_id == measure.group_id:
        return 0
    return 1 if seat.group.kind == Group.Kind.BACKBONE else 2


def _fields(draft: StoryDraft) -> dict[str, Any]:
    return {
        **{name: getattr(draft, name).replace("\r\n", "\n").strip() for name in TEXTS},
        "partners": [{"name": name, "role": {"en": role, "es": rol}} for name, role, rol in draft.partners],
        "proposals": [
            {"text": {"en": text, "es": texto}, "low_cost": low_cost} for text, texto, low_cost in draft.proposals
        ],
        "evidence": [{"title": title, "url": url} for title, url in draft.evidence],
    }


def _check(draft: StoryDraft) -> None:
    problems: dict[str, list[str]] = {}
    if not draft.story_en.strip():
        problems["story_en"] = [_("Write the story in a sentence or two: why is the line as it is?")]
    for name in TEXTS:
        if len(getattr(draft, name)) > LONGEST:
            problems[name] = [_("This is too long. At most 6,000 characters are read by anybody.")]
    for name in LISTS:
        if len(getattr(draft, name)) > MOST_LINES:
            problems[name] = [_("Keep to 40 lines.")]
    for number, (title, url) in enumerate(draft.evidence, start=1):
        if not title or not _is_web_address(url):
            words = _("Line %(number)s: write a title and an address that begins with https:// or http://.")
            problems.setdefault("evidence", []).append(words % {"number": number})
    if problems:
        raise ValidationError(problems)


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in (parts.hostname or "") and not any(c.isspace() for c in text)
