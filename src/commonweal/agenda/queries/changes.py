"""What differs between two texts of the agenda: version against version, or version against the draft."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404

from commonweal.agenda.content import Difference, differences_between
from commonweal.agenda.models import AgendaVersion
from commonweal.agenda.queries.draft import draft_of
from commonweal.agenda.queries.versions import frozen, text_of, version_for
from commonweal.governance.models import Initiative

DRAFT = "draft"


@dataclass(frozen=True)
class Changes:
    """`after` is None where the draft is the newer text."""

    before: AgendaVersion
    after: AgendaVersion | None
    differences: list[Difference]

    @property
    def changed(self) -> list[Difference]:
        return [each for each in self.differences if each.kind != "same"]

    @property
    def same(self) -> list[Difference]:
        return [each for each in self.differences if each.kind == "same"]


def changes_between(reader: Any, initiative: Initiative, before: int, after: str, at: datetime) -> Changes:
    """`after` is the number of a version, or "draft"."""
    older = version_for(reader, initiative, before, at)
    if after == DRAFT:
        newer, content = None, frozen(draft_of(reader, initiative, at))
    elif after.isascii() and after.isdigit() and len(after) < 9:
        newer = version_for(reader, initiative, int(after), at)
        content = text_of(newer).content
    else:
        raise Http404
    return Changes(older, newer, differences_between(text_of(older).content, content))
