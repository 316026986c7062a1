"""The story behind each measure's line: for those who tell it, and as the next release will carry it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404

from commonweal.governance.models import Group, Initiative
from commonweal.governance.rules import seats_of, today
from commonweal.measurement.models import Measure, StoryVersion
from commonweal.measurement.queries.protected import text
from commonweal.measurement.queries.words import definition_names
from commonweal.measurement.rules import may_tell_story

Content = dict[str, Any]


@dataclass(frozen=True)
class StoryPage:
    measure: Measure
    name: str
    versions: list[StoryVersion]

    @property
    def newest(self) -> StoryVersion | None:
        return self.versions[0] if self.versions else None


def story_page(reader: Any, initiative: Initiative, code: str, at: datetime) -> StoryPage:
    """For who may tell it; to everybody else the page is not there."""
    measure = initiative.measures.select_related("group", "initiative").filter(code__iexact=code).first()
    if measure is None or not may_tell_story(reader, measure, today(initiative, at)):
        raise Http404
    return StoryPage(measure, definition_names([measure.pk])[measure.pk], list(measure.stories.all()))


def stories_in(initiative: Initiative) -> dict[str, Content]:
    """The newest telling of each measure, by its code, as a release says it: by role, and with no name."""
    told = StoryVersion.objects.filter(measure__initiative=initiative).select_related("measure").order_by("version")
    return {version.measure.code: _content(version) for version in told}


def stories_to_tell(reader: Any, initiative: Initiative, at: datetime) -> list[tuple[Measure, str]]:
    """Measures of the reader's own working groups whose story nobody has told yet, with their names."""
    mine = seats_of(reader, today(initiative, at)).filter(group__kind=Group.Kind.WORKING).values("group")
    found = initiative.measures.filter(group__in=mine, retired_at__isnull=True, stories__isnull=True)
    measures = list(found)
    names = definition_names([measure.pk for measure in measures])
    return [(measure, names[measure.pk]) for measure in measures]


def _content(version: StoryVersion) -> Content:
    return {
        "version": version.version,
        "story": text(version.story_en, version.story_es),
        "works": text(version.works_en, version.works_es),
        "partners": version.partners,
        "proposals": version.proposals,
        "evidence": version.evidence,
        "author_role": text(version.author_role_en, version.author_role_es),
        "written_at": version.written_at.isoformat(),
    }
