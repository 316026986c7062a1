"""What was released. Anyone may read it, so these reads need no reader, except where a release is worked on."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from commonweal.governance.models import Initiative
from commonweal.governance.queries import the_initiative
from commonweal.publication.content import DamagedRelease, sha256_of
from commonweal.publication.models import Publication
from commonweal.publication.rules import may_release


def latest(initiative: Initiative) -> Publication | None:
    """The newest release that stands. Its content is fetched only when it is read."""
    return releases(initiative).filter(withdrawn_at__isnull=True).first()


def releases(initiative: Initiative) -> QuerySet[Publication]:
    """All releases, newest first; a withdrawn one stays in the list with its date and reason."""
    return Publication.objects.filter(initiative=initiative).defer("content").order_by("-number")


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
    if sha256_of(publication.content) != publication.content_sha256:
        raise DamagedRelease(f"Release {publication.number} was changed in storage. Restore it from a backup.")
    return json.loads(publication.content)


def ever_public(initiative: Initiative) -> Iterator[dict[str, Any]]:
    """Every content that was public at some time, the withdrawn too: who read it still knows it."""
    for text in Publication.objects.filter(initiative=initiative).values_list("content", flat=True).iterator():
        yield json.loads(text)


def releases_to_work_on(reader: Any, slug: str, at: datetime) -> tuple[Initiative, QuerySet[Publication]]:
    """An initiative and its releases, for those who may release there; for others it does not exist."""
    initiative = the_initiative(slug)
    if not may_release(reader, initiative, at):
        raise Http404
    return initiative, releases(initiative)


def release_to_withdraw(reader: Any, slug: str, number: int, at: datetime) -> Publication:
    _, found = releases_to_work_on(reader, slug, at)
    release = found.filter(number=number, withdrawn_at__isnull=True).first()
    if release is None:
        raise Http404
    return release
