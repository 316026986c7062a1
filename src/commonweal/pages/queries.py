"""Which release a public page shows, in one cheap read; everything else comes out of that release."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import Http404

from commonweal.governance.models import Initiative
from commonweal.publication.models import Publication
from commonweal.publication.queries import content_of, for_members


@dataclass(frozen=True)
class Standing:
    """One release as the list of releases knows it, without its figures."""

    pk: int
    number: int
    made_at: datetime
    withdrawn_at: datetime | None
    changes: dict[str, str]
    reason: dict[str, str]
    #: Of which survey it tells the answers; None of a release of figures.
    survey: UUID | None = None


@dataclass(frozen=True)
class Shown:
    """An initiative and its releases of figures, newest first; and of surveys' answers, in the same row of numbers."""

    slug: str
    name: str
    place_name: str
    time_zone: str
    banner: dict[str, str]
    releases: tuple[Standing, ...]
    answers: tuple[Standing, ...] = ()

    @property
    def current(self) -> Standing | None:
        """The newest release that stands."""
        return next((release for release in self.releases if release.withdrawn_at is None), None)

    @property
    def taken_back(self) -> tuple[Standing, ...]:
        """Releases newer than the one shown that were withdrawn: a reader must hear of them."""
        newest = self.current.number if self.current else 0
        return tuple(r for r in self.releases if r.withdrawn_at and r.number > newest)

    @property
    def everything(self) -> tuple[Standing, ...]:
        return tuple(sorted((*self.releases, *self.answers), key=lambda one: -one.number))

    @property
    def newest_answers(self) -> tuple[Standing, ...]:
        """Of each survey what stands, the newest first."""
        standing: dict[UUID | None, Standing] = {}
        for one in self.answers:
            if one.withdrawn_at is None:
                standing.setdefault(one.survey, one)
        return tuple(standing.values())


def public_addresses() -> list[tuple[str, str, str]]:
    """Slug, name and place of every initiative; that it exists is public. A workspace has no scoreboard to show."""
    return list(Initiative.objects.filter(narrowed_to="").values_list("slug", "name", "place_name"))


@lru_cache
def _state_query() -> str:
    """Compiled once: putting the query together takes Django longer than the database takes to answer it."""
    releases = ("publications__pk", "publications__content_sha256", "publications__withdrawn_at")
    columns = ("name", "place_name", "time_zone", "banner_en", "banner_es", *releases)
    query = Initiative.objects.filter(slug="?").order_by("publications__pk").values_list(*columns).query
    return query.sql_with_params()[0]


def state_of(slug: str) -> str:
    """What every kept page of an initiative depends on: its name, its banner, each release and whether it stands.

    Read on each request, so that a withdrawal changes at once what every process serves.
    """
    with connection.cursor() as cursor:
        cursor.execute(_state_query(), [slug])
        rows = cursor.fetchall()
    if not rows:
        raise Http404
    return f"{slug}:{rows!r}"


def shown(slug: str) -> Shown:
    """The initiative and its releases, in one read that fetches no figures."""
    columns = (
        "slug", "name", "place_name", "time_zone", "banner_en", "banner_es",
        "publications__pk", "publications__number", "publications__made_at", "publications__withdrawn_at",
        "publications__changes_en", "publications__changes_es",
        "publications__withdrawn_reason_en", "publications__withdrawn_reason_es", "publications__survey",
    )  # fmt: skip
    rows = list(Initiative.objects.filter(slug=slug).order_by("-publications__number").values_list(*columns))
    if not rows:
        raise Http404
    found, name, place_name, time_zone, banner_en, banner_es = rows[0][:6]
    made = [_standing(row[6:]) for row in rows if row[6] is not None]
    figures, answers = (tuple(one for one in made if (one.survey is None) is of) for of in (True, False))
    return Shown(found, name, place_name, time_zone, {"en": banner_en, "es": banner_es}, figures, answers)


def _standing(row: tuple[Any, ...]) -> Standing:
    pk, number, made_at, withdrawn_at, changes_en, changes_es, reason_en, reason_es, survey = row
    changes, reason = {"en": changes_en, "es": changes_es}, {"en": reason_en, "es": reason_es}
    return Standing(pk, number, made_at, withdrawn_at, changes, reason, survey)


def figures_of(standing: Standing) -> dict[str, Any]:
    """The figures of a release that stands, checked against their hash."""
    return content_of(Publication.objects.get(pk=standing.pk))


def member_figures_of(standing: Standing) -> list[dict[str, Any]]:
    """The measures of a release that are on no public page; whoever shows one asks first who may see it."""
    return for_members(Publication.objects.get(pk=standing.pk))


def release_numbered(initiative: Shown, number: int) -> Standing:
    """A release of figures by its number, withdrawn or not."""
    return _numbered(initiative.releases, number)


def answers_numbered(initiative: Shown, number: int) -> Standing:
    """A release of a survey's answers by its number, withdrawn or not."""
    return _numbered(initiative.answers, number)


def _numbered(releases: Iterable[Standing], number: int) -> Standing:
    for release in releases:
        if release.number == number:
            return release
    raise Http404
