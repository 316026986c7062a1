"""A measure's line, and beneath it on the same days what was decided, changed and tried: for those who have a seat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commonweal.agenda.queries.in_time import Happened, changed, tried
from commonweal.governance.models import Initiative
from commonweal.governance.models.written import language_of, written
from commonweal.governance.queries import the_initiative
from commonweal.governance.queries.decisions import decisions
from commonweal.governance.queries.group_history import changes_in
from commonweal.governance.rules import has_a_seat, today
from commonweal.governance.templatetags.own_words import written_in
from commonweal.lib.languages import page_language
from commonweal.lib.periods import period_value
from commonweal.measurement.models import Measure
from commonweal.measurement.queries.decision_evidence import resting_on_measure
from commonweal.measurement.queries.member_figures import released_to
from commonweal.pages.pictures import all_drawn
from commonweal.pages.reading import Reading, in_words, lang_of
from commonweal.pages.scoreboard import readings_of
from commonweal.publication.queries import content_of
from commonweal.ui.charts import Chart, Event, EventsChart

#: So much of the line stands before the first thing that happened, in years.
BEFORE = 2.0
#: A line of fewer figures is shown from its own beginning.
ENOUGH = 4


@dataclass(frozen=True)
class Kind:
    """`row` is its place below the line."""

    row: int
    name: Promise | str
    one: Promise | str


KINDS = (
    Kind(0, gettext_lazy("Decisions"), gettext_lazy("Decision")),
    Kind(1, gettext_lazy("Changes"), pgettext_lazy("what happened", "Change")),
    Kind(2, gettext_lazy("Trials"), gettext_lazy("Trial")),
)


@dataclass(frozen=True)
class Entry:
    kind: Kind
    happened: Happened
    #: It names this very measure, or its group carries it.
    is_near: bool


@require_safe
@never_cache
def line_of_time(request: HttpRequest, slug: str, code: str = "") -> HttpResponse:
    initiative, at = the_initiative(slug), timezone.now()
    if not has_a_seat(request.user, initiative, at):
        raise Http404
    readings = _readings(request.user, initiative, at)
    if code and code not in readings:
        raise Http404
    reading = readings.get(code) or _first(readings.values())
    entries = entries_of(request.user, initiative, reading, at)
    chart = chart_of(reading, entries) if reading and reading.shown else None
    if chart and reading and not all_drawn([(chart, False)], page_language()):
        _have_it_drawn(request.user, slug, reading.code)
    context = {
        "initiative": initiative, "reading": reading, "chart": chart, "entries": entries,
        "others": [one for one in readings.values() if one is not reading],
    }  # fmt: skip
    return render(request, "pages/line_of_time.html", context)


def charts_for(reader: Any, slug: str, code: str) -> list[tuple[Chart, bool]]:
    """The picture of this reader's page, for whoever draws it."""
    initiative, at = the_initiative(slug), timezone.now()
    reading = _readings(reader, initiative, at).get(code)
    if reading is None or not has_a_seat(reader, initiative, at):
        return []
    return [(chart_of(reading, entries_of(reader, initiative, reading, at)), False)]


def _have_it_drawn(reader: Any, slug: str, code: str) -> None:
    if cache.add(f"drawing:{slug}:{code}:{reader.pk}:{page_language()}", 1, 60):
        import_string("commonweal.pages.tasks.draw_line_of_time").enqueue(reader.pk, slug, code, page_language())


def _readings(reader: Any, initiative: Initiative, at: datetime) -> dict[str, Reading]:
    """Of the newest release: what everybody reads, and what this member may."""
    release = initiative.publications.filter(survey=None, withdrawn_at=None).order_by("-number").first()
    if release is None:
        return {}
    lang = page_language()
    found = [*readings_of(content_of(release), lang), *readings_of(released_to(reader, release, at), lang)]
    return {one.code: one for one in found}


def _first(readings: Iterable[Reading]) -> Reading | None:
    """The goal's own measure."""
    found = list(readings)
    return next((one for one in found if one.measure["headline"]), found[0] if found else None)


def entries_of(reader: Any, initiative: Initiative, reading: Reading | None, at: datetime) -> list[Entry]:
    """All that this reader may know of, the newest first."""
    decision, change, test = KINDS
    code = reading.code if reading else ""
    group = Measure.objects.filter(initiative=initiative, code=code).values_list("group", flat=True).first()
    resting = resting_on_measure(reader, initiative, code, at)
    told = [(decision, one, key in resting) for key, one in _decided(reader, initiative, at)]
    told += [(change, one, True) for one in _counted_anew(initiative, reading)]
    told += [(change, one, False) for one in (*changed(reader, initiative, at), *_groups(reader, initiative, at))]
    told += [(test, one, False) for one in tried(reader, initiative, at)]
    on = today(initiative, at)
    found = [
        Entry(kind, one, names_it or (one.group is not None and one.group == group))
        for kind, one, names_it in told
        if one.on <= on
    ]
    return sorted(found, key=lambda entry: entry.happened.on, reverse=True)


def _decided(reader: Any, initiative: Initiative, at: datetime) -> Iterator[tuple[int, Happened]]:
    for one in decisions(reader, initiative, at).exclude(closed_at=None):
        assert one.closed_at is not None
        outcome = f"{one.group.name}: {one.get_outcome_display()}"
        url = reverse("governance:decision", args=[initiative.slug, one.number])
        language = language_of(one, "question")
        on = today(initiative, one.closed_at)
        title = written_in(written(one, "question"), language)
        yield one.pk, Happened(on, title, outcome, page_language(), url, group=one.group_id)


def _counted_anew(initiative: Initiative, reading: Reading | None) -> Iterator[Happened]:
    for version in (reading.measure.get("versions", ()) if reading else ())[1:]:
        yield Happened(
            today(initiative, datetime.fromisoformat(version["made_at"])),
            _("It is counted differently: version %(number)s") % {"number": version["version"]},
            in_words(version["reason"], page_language()),
            lang_of(version["reason"], page_language()) or page_language(),
            reverse("pages:dictionary", args=[initiative.slug]),
        )


def _groups(reader: Any, initiative: Initiative, at: datetime) -> Iterator[Happened]:
    for one in changes_in(reader, initiative, at):
        yield Happened(
            one.on,
            _("%(group)s: %(what)s") % {"group": one.group.name, "what": one.get_kind_display()},
            written(one, "reason"),
            language_of(one, "reason"),
            reverse("governance:group", args=[initiative.slug, one.group.code]),
            group=one.group_id,
        )


def chart_of(reading: Reading, entries: list[Entry]) -> EventsChart:
    """The stretch of the line in which something happened; where it should go stands on the measure's own page."""
    days = [period_value(entry.happened.on.isoformat()) for entry in entries]
    begin = min(days, default=0.0) - BEFORE
    line = reading.trend()
    points = tuple(point for point in line.points if point.at >= begin)
    if sum(point.value is not None for point in points) < ENOUGH:
        points = line.points
    first = next((point.at for point in points if point.value is not None), begin)
    events = [Event(at, entry.kind.row) for at, entry in zip(days, entries, strict=True) if at >= first]
    rows = tuple(str(kind.name) for kind in KINDS)
    return EventsChart(
        line.measured, points, None, line.breaks, line.step, line.guarded, rows=rows, events=tuple(sorted(events))
    )
