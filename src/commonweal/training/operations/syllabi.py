"""A syllabus of one's own comes in as a file; the same name again makes a new version, and nothing is written over."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.governance.models import Initiative
from commonweal.lib.languages import page_language
from commonweal.trail.operations import record
from commonweal.training import rules
from commonweal.training.content import built_in, digest_of, syllabus_codes
from commonweal.training.models import Syllabus, SyllabusVersion
from commonweal.training.syllabus import SyllabusError, merged, syllabus_from

MOST_BYTES = 1 << 20


@transaction.atomic
def bring_syllabus(*, by: Any, initiative: Initiative, content: bytes, came_from: str, at: datetime) -> SyllabusVersion:
    """Read in full before anything is kept; raises ValidationError that names the place in the file."""
    if by is not None and not rules.may_teach(by, initiative, at):
        raise PermissionDenied
    data = _read(content)
    code = data["code"]
    if code in syllabus_codes():
        words = _("“%(code)s” is the name of the built-in syllabus. Give yours another, such as %(code)s-%(slug)s.")
        raise ValidationError(words % {"code": code, "slug": initiative.slug})
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    _refuse_a_title_twice(initiative, data)
    syllabus, _made = Syllabus.objects.get_or_create(initiative=initiative, code=code)
    digest = digest_of(data)
    if (same := syllabus.versions.filter(content_hash=digest).first()) is not None:
        raise ValidationError(_("This file is here already, as version %(number)s.") % {"number": same.number})
    last = syllabus.versions.last()
    version = SyllabusVersion.objects.create(
        syllabus=syllabus, number=(last.number if last else 0) + 1, content=data, content_hash=digest,
        came_from=came_from[:200], made_at=at, made_by=getattr(by, "actor_id", None),
    )  # fmt: skip
    record(by=by, verb="training.bring_syllabus", subject=version, at=at, initiative=initiative.pk)
    return version


def _refuse_a_title_twice(initiative: Initiative, data: dict[str, Any]) -> None:
    """In the lists of the page and of a new series nobody could tell the two apart."""
    others = [built_in(code) for code in syllabus_codes()]
    for own in initiative.syllabi.filter(is_built_in=False).exclude(code=data["code"]):
        others.append(syllabus_from(own.versions.latest("number").content))
    for other in others:
        if data["title"]["en"] == other.title.en or data["title"]["es"] == other.title.es:
            words = _("There is a syllabus called “%(title)s” here already. Give yours another title.")
            raise ValidationError(words % {"title": data["title"][page_language()]})


def _read(content: bytes) -> dict[str, Any]:
    if len(content) > MOST_BYTES:
        raise ValidationError(_("The file is larger than 1 MB. A syllabus is text alone."))
    try:
        data = merged([content])
        syllabus_from(data)
    except SyllabusError as problem:
        raise ValidationError(problem.message(page_language())) from None
    return _as_json(data)


def _as_json(value: Any) -> Any:
    """Dates of TOML, which nothing in a syllabus needs, are kept as they are written."""
    if isinstance(value, dict):
        return {key: _as_json(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_as_json(each) for each in value]
    return value if isinstance(value, (str, int, float, bool)) else str(value)
