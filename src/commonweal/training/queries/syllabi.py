"""Which syllabi a place can teach: the built-in ones, and those that its trainers brought along."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404

from commonweal.governance.models import Initiative
from commonweal.training import rules
from commonweal.training.content import built_in, syllabus_codes
from commonweal.training.models import SyllabusVersion
from commonweal.training.syllabus import Syllabus, syllabus_from


@dataclass(frozen=True)
class SyllabusOffered:
    """As it would be taught in a series that is opened now. `versions` are empty of a built-in one."""

    content: Syllabus
    versions: tuple[SyllabusVersion, ...]

    @property
    def is_own(self) -> bool:
        return bool(self.versions)


def syllabi(reader: Any, initiative: Initiative, at: datetime) -> list[SyllabusOffered]:
    """The built-in ones first, then one's own by name; raises Http404 for who does not teach here."""
    if not rules.may_teach(reader, initiative, at):
        raise Http404
    offered = [SyllabusOffered(built_in(code), ()) for code in syllabus_codes()]
    for own in initiative.syllabi.filter(is_built_in=False).prefetch_related("versions"):
        versions = tuple(reversed(own.versions.all()))
        offered.append(SyllabusOffered(syllabus_from(versions[0].content), versions))
    return offered


def syllabus_offered(reader: Any, initiative: Initiative, code: str, at: datetime) -> SyllabusOffered:
    found = [one for one in syllabi(reader, initiative, at) if one.content.code == code]
    if not found:
        raise Http404
    return found[0]
