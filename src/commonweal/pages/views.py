"""The public pages. They read releases only, ask the database once, and are the same for everybody."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from commonweal.governance.queries import any_initiative_exists
from commonweal.lib.addresses import for_a_phone
from commonweal.lib.languages import page_language
from commonweal.lib.tables import FORMS, as_file
from commonweal.pages import goal_page, group_page, measure_page, scoreboard, story_page
from commonweal.pages.addresses import for_everybody
from commonweal.pages.cache import Rendered, served
from commonweal.pages.changes import changes_in, linked, told_changes
from commonweal.pages.downloads import as_csv
from commonweal.pages.open_data import dictionary
from commonweal.pages.pictures import all_drawn
from commonweal.pages.printing import printed
from commonweal.pages.queries import (
    Shown,
    Standing,
    answers_numbered,
    figures_of,
    public_addresses,
    release_numbered,
    shown,
)
from commonweal.pages.reading import Content, in_words
from commonweal.pages.tasks import draw_pictures
from commonweal.publication import answer_words
from commonweal.publication.content import canonical
from commonweal.publication.package import release_package
from commonweal.publication.release_tables import measures
from commonweal.ui.charts import Chart
from commonweal.ui.printing import PAPERS, NotYetInstalled
from commonweal.ui.qr import qr_of
from commonweal.ui.registry import Brand


@login_not_required
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The only initiative's scoreboard; a list where there are several; where there is none, the first-run page.

    Where a trainer alone keeps a workspace, people come to take part in a session.
    """
    found = public_addresses()
    if not found:
        return HttpResponseRedirect(reverse("training:door" if any_initiative_exists() else "agenda:start"))
    if len(found) == 1:
        return _scoreboard(request, found[0][0])
    return render(request, "pages/initiatives.html", {"initiatives": found})


@login_not_required
@require_safe
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """The public scoreboard."""
    return _scoreboard(request, slug)


def _scoreboard(request: HttpRequest, slug: str) -> HttpResponse:
    return served(request, slug, lambda: _made_scoreboard(request, shown(slug)))


def _made_scoreboard(request: HttpRequest, initiative: Shown) -> Rendered:
    standing = initiative.current
    if standing is None:
        return _without_release(request, initiative)
    content = figures_of(standing)
    if not content["measures"]:  # it went to members only
        return _without_release(request, initiative)
    page = scoreboard.scoreboard(initiative, standing, content, page_language())
    charts = scoreboard.charts_of(page)
    return _page(request, "pages/scoreboard.html", initiative, {**page, "content": content}, charts)


@login_not_required
@require_safe
def measure(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One measure: its line, for whom, how we know, what changed."""
    return served(request, slug, lambda: _made_measure(request, shown(slug), code))


def _made_measure(request: HttpRequest, initiative: Shown, code: str) -> Rendered:
    standing = initiative.current
    if standing is None:
        return _without_release(request, initiative)
    content = figures_of(standing)
    page = measure_page.measure_page(initiative, standing, content, page_language(), code)
    before = _release_before(initiative, standing)
    page["changes"] = changes_in(page["reading"], _measure_in(before, code)) if before else []
    page["where"] = for_everybody(initiative.slug, code)
    return _page(request, "pages/measure.html", initiative, page, measure_page.charts_of(page))


@login_not_required
@require_safe
def story(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Turn the curve: where one line goes, why, and what is proposed."""
    return served(request, slug, lambda: _made_story(request, shown(slug), code))


def _made_story(request: HttpRequest, initiative: Shown, code: str) -> Rendered:
    standing = initiative.current
    if standing is None:
        return _without_release(request, initiative)
    page = story_page.story_page(initiative, figures_of(standing), page_language(), code)
    page["where"] = for_everybody(initiative.slug, code)
    return _page(request, "pages/story.html", initiative, page, story_page.charts_of(page))


@login_not_required
@require_safe
def groups(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Each group of one measure on its own."""
    return served(request, slug, lambda: _made_groups(request, shown(slug), code))


def _made_groups(request: HttpRequest, initiative: Shown, code: str) -> Rendered:
    standing = initiative.current
    if standing is None:
        return _without_release(request, initiative)
    page = group_page.group_page(initiative, figures_of(standing), page_language(), code)
    page["where"] = for_everybody(initiative.slug, code)
    return _page(request, "pages/groups.html", initiative, page, group_page.charts_of(page))


@login_not_required
@require_safe
def goal(request: HttpRequest, slug: str) -> HttpResponse:
    """The big goal: in persons, what it takes, and how long it is still."""
    return served(request, slug, lambda: _made_goal(request, shown(slug)), day=timezone.now().date().isoformat())


def _made_goal(request: HttpRequest, initiative: Shown) -> Rendered:
    standing = initiative.current
    if standing is None:
        return _without_release(request, initiative)
    with timezone.override(initiative.time_zone):
        today = timezone.localdate()
    page = goal_page.goal_page(initiative, standing, figures_of(standing), page_language(), today)
    return _page(request, "pages/goal.html", initiative, page, goal_page.charts_of(page))


def _release_before(initiative: Shown, standing: Standing) -> Content | None:
    earlier = [r for r in initiative.releases if r.number < standing.number and r.withdrawn_at is None]
    return figures_of(earlier[0]) if earlier else None


def _measure_in(content: Content | None, code: str) -> Content | None:
    measures = content["measures"] if content else []
    return next((measure for measure in measures if measure["code"] == code), None)


@login_not_required
@require_safe
def what_is_measured(request: HttpRequest, slug: str) -> HttpResponse:
    """The data dictionary: every measure of the release and how it is defined."""
    return served(request, slug, lambda: _made_dictionary(request, shown(slug)))


def _made_dictionary(request: HttpRequest, initiative: Shown) -> Rendered:
    if initiative.current is None:
        return _without_release(request, initiative)
    chapters = dictionary(figures_of(initiative.current), page_language())
    return _page(request, "pages/dictionary.html", initiative, {"chapters": chapters}, [])


@login_not_required
@require_safe
def releases(request: HttpRequest, slug: str) -> HttpResponse:
    """Every release: what changed, and why one was taken back."""
    return served(request, slug, lambda: _made_releases(request, shown(slug)))


def _made_releases(request: HttpRequest, initiative: Shown) -> Rendered:
    lang = page_language()
    now = figures_of(initiative.current) if initiative.current else {"measures": ()}
    rows = [
        (r, linked(_changes_of(initiative, r, lang), now, lang), in_words(r.reason, lang))
        for r in initiative.everything
    ]
    return _page(request, "pages/releases.html", initiative, {"rows": rows}, [])


def _changes_of(initiative: Shown, release: Standing, lang: str) -> list[str]:
    """Of a survey the list has its title; of figures, what changed."""
    if release.survey is None:
        return told_changes(initiative, release, lang)
    return [] if release.withdrawn_at else [in_words(release.changes, lang)]


@login_not_required
@require_safe
def answers(request: HttpRequest, slug: str) -> HttpResponse:
    """What people answered: every summary of a survey that stands."""
    return served(request, slug, lambda: _made_answers(request, shown(slug)))


def _made_answers(request: HttpRequest, initiative: Shown) -> Rendered:
    rows = [(one, answer_words.told(figures_of(one), page_language())) for one in initiative.newest_answers]
    return _page(request, "pages/answers.html", initiative, {"rows": rows}, [])


@login_not_required
@require_safe
def answered(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One summary, out of its release alone; a withdrawn one is gone, with its reason."""
    initiative = shown(slug)
    release = answers_numbered(initiative, number)
    if release.withdrawn_at is not None:
        return _gone(request, initiative, release)
    return served(request, slug, lambda: _made_answered(request, initiative, release))


def _made_answered(request: HttpRequest, initiative: Shown, release: Standing) -> Rendered:
    told = answer_words.told(figures_of(release), page_language())
    newer = next((one for one in initiative.newest_answers if one.survey == release.survey), release)
    context = {"told": told, "release": release, "newer": newer if newer.number > release.number else None}
    return _page(request, "pages/answered.html", initiative, context, answer_words.charts_of(told), release)


@login_not_required
@require_safe
def share(request: HttpRequest, slug: str) -> HttpResponse:
    """The address as a code that a phone can read from a wall."""
    initiative = shown(slug)
    address = _public_address(request, initiative)
    context = {"address": address, "qr": qr_of(address) if address else ""}
    return HttpResponse(_page(request, "pages/share.html", initiative, context, []).html)


@login_not_required
@require_safe
def download(request: HttpRequest, slug: str, number: int, form: str) -> HttpResponse:
    """A release as a file; a withdrawn one is gone, with its reason."""
    initiative = shown(slug)
    standing = release_numbered(initiative, number)
    if standing.withdrawn_at is not None:
        return _gone(request, initiative, standing)
    content = figures_of(standing)
    name = f"{initiative.slug}-release-{number}"
    if form == "csv":
        return _file(as_csv(number, content).encode(), f"{name}.csv", FORMS["csv"])
    if form == "json":
        return _file(canonical(content).encode(), f"{name}.json", "application/json")
    return _file(release_package(number, standing.made_at, content), f"{name}.zip", "application/zip")


@login_not_required
@require_safe
def download_dictionary(request: HttpRequest, slug: str, number: int, form: str) -> HttpResponse:
    """The data dictionary of a release as a table; of a withdrawn one it is gone, with the reason."""
    if form not in FORMS:
        raise Http404
    initiative = shown(slug)
    standing = release_numbered(initiative, number)
    if standing.withdrawn_at is not None:
        return _gone(request, initiative, standing)
    table = measures(figures_of(standing))
    return _file(as_file(table, form), f"{initiative.slug}-measures-{number}.{form}", FORMS[form])


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_not_required
@require_safe
def printed_page(request: HttpRequest, slug: str, number: int, lang: str, paper: str) -> HttpResponse:
    """A release on one page of paper, as a PDF; a withdrawn one is gone, with its reason."""
    if paper not in PAPERS or lang not in dict(settings.LANGUAGES):
        raise Http404
    initiative = shown(slug)
    standing = release_numbered(initiative, number)
    if standing.withdrawn_at is not None:
        return _gone(request, initiative, standing)
    try:
        with timezone.override(initiative.time_zone), override(lang):
            made = printed(initiative, standing, figures_of(standing), lang, paper)
    except NotYetInstalled:
        waiting = _page(request, "pages/not_printed_yet.html", initiative, {"standing": standing}, [])
        return HttpResponse(waiting.html, status=503, headers={"Retry-After": "60"})
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{initiative.slug}-release-{number}-{lang}.pdf"'
    return response


def _gone(request: HttpRequest, initiative: Shown, standing: Standing) -> HttpResponse:
    """The page is about the withdrawn release itself, so that no banner tells of it once more."""
    context = {"withdrawn": standing, "reason": in_words(standing.reason, page_language()), "taken_back": []}
    return HttpResponse(_page(request, "pages/withdrawn.html", initiative, context, []).html, status=410)


def _without_release(request: HttpRequest, initiative: Shown) -> Rendered:
    rows = [(r, in_words(r.reason, page_language())) for r in initiative.taken_back]
    return _page(request, "pages/nothing_public.html", initiative, {"taken_back": rows}, [])


def _page(
    request: HttpRequest,
    template: str,
    initiative: Shown,
    context: dict[str, Any],
    charts: Iterable[tuple[Chart, bool]],
    drawn_from: Standing | None = None,
) -> Rendered:
    """Rendered without the request on purpose: nothing of one visitor can get into what all are served."""
    lang = page_language()
    standing = initiative.current
    address = _public_address(request, initiative)
    common = {
        "initiative": initiative,
        "standing": standing,
        "brand": Brand(initiative.name, reverse("pages:board", args=[initiative.slug])),
        "page_banner": in_words(initiative.banner, lang),
        "taken_back": [(r, in_words(r.reason, lang)) for r in initiative.taken_back],
        "changes_lines": told_changes(initiative, standing, lang) if standing else [],
        "path": request.path,
        "address": address,
        "qr": qr_of(address) if address else "",
    }
    is_final = all_drawn(charts, lang)
    source = drawn_from or standing
    if not is_final and source is not None and cache.add(f"drawing:{source.pk}", 1, 600):
        draw_pictures.enqueue(source.pk)
    # A release has one date, everywhere: that of the place it is about.
    with timezone.override(initiative.time_zone):
        return Rendered(render_to_string(template, {**common, **context}), is_final)


def _public_address(request: HttpRequest, initiative: Shown) -> str | None:
    """Where a phone finds the scoreboard; nothing where no other device can come here."""
    path = reverse("pages:board", args=[initiative.slug])
    return for_a_phone(settings.COMMONWEAL_URL + path)
