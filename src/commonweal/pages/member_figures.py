"""The pages of measures that are not public: the same as the public's, made for one reader and kept nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commonweal.governance.models import Initiative
from commonweal.governance.queries import the_initiative
from commonweal.governance.rules import has_a_seat
from commonweal.governance.visibility import Visibility
from commonweal.lib.languages import page_language
from commonweal.measurement.queries.member_figures import released_to
from commonweal.pages import group_page, measure_page, story_page
from commonweal.pages.addresses import on_the_desk
from commonweal.pages.changes import changes_in
from commonweal.pages.pictures import all_drawn
from commonweal.pages.queries import Shown, Standing, shown
from commonweal.pages.reading import Content, Reading
from commonweal.pages.scoreboard import card_of, readings_of
from commonweal.pages.tasks import draw_pictures
from commonweal.publication.models import Publication
from commonweal.publication.queries import content_of
from commonweal.ui.cards import FigureCard
from commonweal.ui.charts import Chart

#: What a page prints, and its pictures.
Page = tuple[dict[str, Any], list[tuple[Chart, bool]]]


@require_safe
@never_cache
def figures(request: HttpRequest, slug: str) -> HttpResponse:
    """Every measure that is not public and that the reader may see, with its newest figure."""
    initiative = _for_a_member(request, slug)
    release, content = _released_to(request, initiative)
    year = release.made_at.year if release else timezone.now().year
    found: dict[Visibility, list[FigureCard]] = {visibility: [] for visibility in Visibility}
    for reading in readings_of(content, page_language()) if content else []:
        card = card_of(reading, on_the_desk(slug, reading.code).measure, year)
        found[Visibility(reading.measure["visibility"])].append(card)
    if release:
        _have_drawn([(card.chart, True) for cards in found.values() for card in cards if card.chart], release.pk)
    cards = [(visibility, of_it) for visibility, of_it in found.items() if of_it]
    return render(request, "pages/member_figures.html", {"initiative": initiative, "cards": cards, "release": release})


@require_safe
@never_cache
def measure(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One measure, as its public page would be."""

    def made(initiative: Shown, standing: Standing, content: Content) -> Page:
        page = measure_page.measure_page(initiative, standing, content, page_language(), code)
        page["changes"] = _changes(request, initiative, standing, page["reading"])
        return page, measure_page.charts_of(page)

    return _page(request, slug, code, ("pages/measure.html", made))


@require_safe
@never_cache
def story(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Turn the curve, for who may see the measure."""

    def made(initiative: Shown, _standing: Standing, content: Content) -> Page:
        page = story_page.story_page(initiative, content, page_language(), code)
        return page, story_page.charts_of(page)

    return _page(request, slug, code, ("pages/story.html", made))


@require_safe
@never_cache
def groups(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Each group of the measure on its own, for who may see it."""

    def made(initiative: Shown, _standing: Standing, content: Content) -> Page:
        page = group_page.group_page(initiative, content, page_language(), code)
        return page, group_page.charts_of(page)

    return _page(request, slug, code, ("pages/groups.html", made))


Maker = Callable[[Shown, Standing, Content], Page]


def _page(request: HttpRequest, slug: str, code: str, made_by: tuple[str, Maker]) -> HttpResponse:
    initiative = _for_a_member(request, slug)
    release, content = _released_to(request, initiative)
    if release is None or content is None:
        raise Http404
    released = shown(slug)
    standing = next(one for one in released.releases if one.pk == release.pk)
    template, make = made_by
    page, charts = make(released, standing, content)
    _have_drawn(charts, release.pk)
    around = {
        "initiative": initiative,
        "standing": standing,
        "frame": "ui/base.html",
        "where": on_the_desk(slug, page["reading"].code),
        "visibility": Visibility(page["reading"].measure["visibility"]),
    }
    return render(request, template, {**page, **around})


def _for_a_member(request: HttpRequest, slug: str) -> Initiative:
    initiative = the_initiative(slug)
    if not has_a_seat(request.user, initiative, timezone.now()):
        raise Http404
    return initiative


def _released_to(request: HttpRequest, initiative: Initiative) -> tuple[Publication | None, Content | None]:
    release = _standing(initiative).first()
    return release, released_to(request.user, release, timezone.now()) if release else None


def _changes(request: HttpRequest, initiative: Shown, standing: Standing, reading: Reading) -> list[str]:
    """Against the release before, as far as the reader could read it there; the first has nothing before it."""
    numbers = [one.number for one in initiative.releases if one.number < standing.number and not one.withdrawn_at]
    if not numbers:
        return []
    before = Publication.objects.select_related("initiative").get(initiative__slug=initiative.slug, number=numbers[0])
    read_then = [*released_to(request.user, before, timezone.now())["measures"], *content_of(before)["measures"]]
    return changes_in(reading, next((one for one in read_then if one["code"] == reading.code), None))


def _standing(initiative: Initiative) -> Any:
    return initiative.publications.filter(survey=None, withdrawn_at__isnull=True).order_by("-number")


def _have_drawn(charts: Iterable[tuple[Chart, bool]], release: int) -> None:
    """Pictures that are lacking are drawn in the background; the page shows its tables until then."""
    if not all_drawn(charts, page_language()) and cache.add(f"drawing:{release}", 1, 600):
        draw_pictures.enqueue(release)
