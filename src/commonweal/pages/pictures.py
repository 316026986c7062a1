"""Draws all pictures of a release before anybody asks for its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from django.utils import translation

from commonweal.pages import goal_page, group_page, measure_page, scoreboard, story_page
from commonweal.pages.queries import Shown, Standing, figures_of, member_figures_of, shown
from commonweal.pages.reading import Content
from commonweal.publication import answer_words
from commonweal.publication.models import Publication
from commonweal.ui.charts import CARD_WIDTH, WIDE_WIDTH, Chart, render, rendered_or_none

Progress = Callable[[int, int], None]


def draw_release(publication_pk: int, progress: Progress = lambda _done, _all: None) -> int:
    """Draw what is lacking; `progress` hears (done, all). A withdrawn release has nothing to draw."""
    publication = Publication.objects.defer("content").select_related("initiative").get(pk=publication_pk)
    if publication.is_withdrawn:
        return 0
    initiative = shown(publication.initiative.slug)
    standing = next(release for release in initiative.everything if release.pk == publication_pk)
    wanted = list(_of_answers(standing) if standing.survey else _pictures(initiative, standing))
    for done, (chart, width, lang) in enumerate(wanted, start=1):
        render(chart, width, lang)
        progress(done, len(wanted))
    return len(wanted)


def _pictures(initiative: Shown, standing: Standing) -> Iterator[tuple[Chart, int, str]]:
    """The scoreboard's in every language first: they are what is looked at first."""
    content = figures_of(standing)
    languages = [lang for lang, _name in settings.LANGUAGES]
    for lang in languages:
        with translation.override(lang):
            charts = scoreboard.charts_of(scoreboard.scoreboard(initiative, standing, content, lang))
            if content["goal"]:
                page = goal_page.goal_page(initiative, standing, content, lang, standing.made_at.date())
                charts += goal_page.charts_of(page)
        yield from sized(charts, lang)
    inside = {**content, "measures": member_figures_of(standing)}
    for lang in languages:
        for readable in (content, inside):
            for measure in readable["measures"]:
                with translation.override(lang):
                    charts = _of_measure(initiative, standing, readable, measure["code"], lang)
                yield from sized(charts, lang)


def _of_answers(standing: Standing) -> Iterator[tuple[Chart, int, str]]:
    content = figures_of(standing)
    for lang, _name in settings.LANGUAGES:
        with translation.override(lang):
            charts = answer_words.charts_of(answer_words.told(content, lang))
        yield from sized(charts, lang)


def _of_measure(
    initiative: Shown, standing: Standing, content: Content, code: str, lang: str
) -> list[tuple[Chart, bool]]:
    page = measure_page.measure_page(initiative, standing, content, lang, code)
    told = story_page.story_page(initiative, content, lang, code)
    alone = group_page.groups_of(content, page["reading"])
    card = page["reading"].spark() if page["reading"].latest else None
    return [
        *([(card, True)] if card else []),
        *measure_page.charts_of(page),
        *story_page.charts_of(told),
        *group_page.charts_of({"groups": alone}),
    ]


def sized(charts: Iterable[tuple[Chart, bool]], lang: str) -> Iterator[tuple[Chart, int, str]]:
    """Each chart at the widths its page needs."""
    for chart, only_small in charts:
        for width in (CARD_WIDTH,) if only_small else (CARD_WIDTH, WIDE_WIDTH):
            yield chart, width, lang


def all_drawn(charts: Iterable[tuple[Chart, bool]], lang: str) -> bool:
    """Whether every picture of a page is there."""
    return all(rendered_or_none(*picture) is not None for picture in sized(charts, lang))
