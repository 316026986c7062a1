"""Released figures of measures that are not public, for the members who may see them. To others they do not exist."""

from datetime import datetime
from typing import Any

from commonweal.governance.models import Group, Initiative
from commonweal.governance.visibility import Visibility, may_see
from commonweal.measurement.models import Measure
from commonweal.publication.models import Publication
from commonweal.publication.queries import content_of, for_members, latest
from commonweal.ui.registry import link_to

Content = dict[str, Any]


def released_to(reader: Any, release: Publication, at: datetime) -> Content:
    """The release as this member reads it beside the public's: its measures are those that only some may see."""
    initiative = release.initiative
    measures = {measure.code: measure for measure in initiative.measures.select_related("group")}
    return {
        **content_of(release),
        "measures": [
            one
            for one in for_members(release)
            if one["code"] in measures and _may_read(reader, initiative, measures[one["code"]], one, at)
        ],
    }


def _may_read(reader: Any, initiative: Initiative, measure: Measure, released: Content, at: datetime) -> bool:
    """By what was said when it was released, and by what is said today: a word that was narrowed since holds at once,
    one that was widened holds from the next release on."""
    group: Group | None = measure.group
    words = {released["visibility"], measure.visibility}
    return all(may_see(reader, initiative, visibility, at, group) for visibility in words)


def reads_member_figures(reader: Any, initiative: Initiative, at: datetime) -> bool:
    """Whether the reader may see any measure that is not public."""
    closed = initiative.measures.exclude(visibility=Visibility.PUBLIC).filter(retired_at__isnull=True)
    asked = {(measure.visibility, measure.group) for measure in closed.select_related("group")}
    return any(may_see(reader, initiative, visibility, at, group) for visibility, group in asked)


def address_of_figures(reader: Any, measure: Measure, at: datetime) -> str:
    """Where the reader finds the measure's figures; empty where the newest release has none for them."""
    release = latest(measure.initiative)
    if release is None:
        return ""
    for kind, content in (
        ("figures for members", released_to(reader, release, at)),
        ("public measure", content_of(release)),
    ):
        if any(one["code"] == measure.code for one in content["measures"]):
            return link_to(kind, f"{measure.initiative.slug}/{measure.code}") or ""
    return ""
