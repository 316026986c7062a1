"""What was released. Anyone may read the public part, so its reads need no reader; who hands on another part asks."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from commonweal.governance.models import Initiative
from commonweal.governance.queries import the_initiative
from commonweal.publication.content import DamagedRelease, sha256_of, with_measures
from commonweal.publication.models import MemberFigures, Publication
from commonweal.publication.rules import may_release


def latest(initiative: Initiative) -> Publication | None:
    """The newest release that stands. Its content is fetched only when it is read."""
    return releases(initiative).filter(withdrawn_at__isnull=True).first()


def releases(initiative: Initiative) -> QuerySet[Publication]:
    """All releases of figures, newest first; a withdrawn one stays in the list with its date and reason."""
    return everything_released(initiative).filter(survey=None)


def everything_released(initiative: Initiative) -> QuerySet[Publication]:
    """Figures, and what was answered in surveys: one row of numbers."""
    return Publication.objects.filter(initiative=initiative).defer("content").order_by("-number")


def summaries_that_stand(initiative: Initiative, survey: UUID | None) -> QuerySet[Publication]:
    """What everybody reads of one survey, newest first; of no survey there is none."""
    found = everything_released(initiative).filter(withdrawn_at__isnull=True, survey=survey)
    return found if survey else found.none()


def by_number(initiative: Initiative, number: int) -> Publication:
    """A release that stands; a withdrawn one is not found."""
    found = releases(initiative).filter(number=number, withdrawn_at__isnull=True).first()
    if found is None:
        raise Http404
    return found


def content_of(publication: Publication) -> dict[str, Any]:
    """The figures of a release that stands, read only when the text is still the one that was released."""
    if publication.is_withdrawn:
        raise Http404
    return _as_released(publication, publication.number)


def for_members(publication: Publication) -> list[dict[str, Any]]:
    """Its measures that are not public. Whoever hands one on asks first who may see it."""
    if publication.is_withdrawn:
        raise Http404
    found = MemberFigures.objects.filter(publication=publication).first()
    return _as_released(found, publication.number) if found else []


def whole_content_of(publication: Publication) -> dict[str, Any]:
    """With the measures that are not public: for those who run the data, and for what a new release is held against."""
    return with_measures(content_of(publication), for_members(publication))


def _as_released(stored: Publication | MemberFigures, number: int) -> Any:
    if sha256_of(stored.content) != stored.content_sha256:
        raise DamagedRelease(f"Release {number} was changed in storage. Restore it from a backup.")
    return json.loads(stored.content)


def ever_read(initiative: Initiative) -> Iterator[dict[str, Any]]:
    """Every content that somebody could read, the public's and members', the withdrawn too: who read it knows it."""
    figures = Publication.objects.filter(initiative=initiative, survey=None)
    found = figures.values_list("content", "for_members__content")
    for content, inside in found.iterator():
        yield with_measures(json.loads(content), json.loads(inside or "[]"))


def answers_ever_read(initiative: Initiative) -> list[dict[str, Any]]:
    """Every summary of a survey that somebody could read, the withdrawn too, oldest first."""
    told = Publication.objects.filter(initiative=initiative).exclude(survey=None).order_by("number")
    return [json.loads(content) for content in told.values_list("content", flat=True)]


def releases_to_work_on(reader: Any, slug: str, at: datetime) -> tuple[Initiative, QuerySet[Publication]]:
    """An initiative and its releases, for those who may release there; for others it does not exist."""
    initiative = the_initiative(slug)
    if not may_release(reader, initiative, at):
        raise Http404
    return initiative, everything_released(initiative)


def release_to_withdraw(reader: Any, slug: str, number: int, at: datetime) -> Publication:
    _, found = releases_to_work_on(reader, slug, at)
    release = found.filter(number=number, withdrawn_at__isnull=True).first()
    if release is None:
        raise Http404
    return release
