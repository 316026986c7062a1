"""Draws all pictures of a release before anybody asks for its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.conf import settings
from django.utils import translation

from commonweal.pages import measure_page, scoreboard
from commonweal.pages.queries import Shown, Standing, figures_of, shown
from commonweal.publication.models import Publication
from commonweal.ui.charts import CARD_WIDTH, WIDE_WIDTH, Chart, render, rendered_or_none

Progress = Callable[[int, int], None]


def draw_release(publication_pk: int, progress: Progress = lambda _done, _all: None) -> int:
    """Draw what is lacking; `progress` hears (done, all). A withdrawn release has nothing to draw."""
    publication = Publication.objects.defer("content").select_related("initiative").get(pk=publication_pk)
    if publication.is_withdrawn:
        return 0
    initiative = shown(publication.initiative.slug)
    standing = next(release for release in initiative.releases if release.pk == publication_pk)
    wanted = list(_pictures(initiative, standing))
    for done, (chart, width, lang) in enumerate(wanted, start=1):
        render(chart, width, lang)
        progress(done, len(wanted))
    return len(wanted)


def _pictures(initiative: Shown, standing: Standing) -> Iterable[tuple[Chart, int, str]]:
    content = figures_of(standing)
    for lang, _name in settings.LANGUAGES:
        with translation.override(lang):
            board = scoreboard.scoreboard(initiative, standing, content, lang)
            pages = [scoreboard.charts_of(board)]
            for measure in content["measures"]:
                page = measure_page.measure_page(initiative, standing, content, lang, measure["code"])
                pages.append(measure_page.charts_of(page))
        for charts in pages:
            for chart, only_small in charts:
                for width in (CARD_WIDTH,) if only_small else (CARD_WIDTH, WIDE_WIDTH):
                    yield chart, width, lang


def all_drawn(charts: Iterable[tuple[Chart, bool]], lang: str) -> bool:
    """Whether every picture of a page is there."""
    return all(
        rendered_or_none(chart, width, lang) is not None
        for chart, only_small in charts
        for width in ((CARD_WIDTH,) if only_small else (CARD_WIDTH, WIDE_WIDTH))
    )
