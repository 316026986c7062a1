"""The page on which a release is looked at before everybody sees it."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonweal.governance.rules import today
from commonweal.governance.visibility import Visibility
from commonweal.lib.files import DamagedFile
from commonweal.lib.languages import page_language
from commonweal.lib.periods import period_sort_key
from commonweal.measurement.forms.publishing import PublishForm
from commonweal.measurement.operations import publishing
from commonweal.measurement.queries.absent_if_closed import absent_told
from commonweal.measurement.queries.large_hidden import large_hidden_in
from commonweal.measurement.queries.preview import (
    Incomplete,
    Preview,
    above_the_whole_in,
    guarded_too_early,
    incomplete_in,
    preview,
)
from commonweal.measurement.rules import may_manage_data
from commonweal.publication.queries import releases_to_work_on
from commonweal.ui import formats


def unless_damaged(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Nothing is added up from a file that is not as it was written; the page says what to bring back."""

    @wraps(view)
    def page(request: HttpRequest, slug: str) -> HttpResponse:
        try:
            return view(request, slug)
        except DamagedFile as damage:
            shown = {"slug": slug, "what": str(damage)}
            return render(request, "measurement/publish_damaged.html", shown, status=503)

    return page


@require_http_methods(["GET", "HEAD", "POST"])
@unless_damaged
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    lang = page_language()
    initiative, _found = releases_to_work_on(request.user, slug, now)
    sent = PublishForm(request.POST) if request.method == "POST" else None
    if sent is not None and sent.is_valid():
        try:
            made = publishing.publish(by=request.user, initiative=initiative, **sent.values(), at=now)
        except ValidationError as refusal:
            sent.add_error(None, refusal)
        else:
            messages.success(request, _("Release %(number)s is public.") % {"number": made.number})
            return redirect("publication:releases", slug=slug)
    ready = preview(initiative, now, lang)
    form = _form(ready, sent)
    shown = {
        "initiative": initiative,
        "preview": ready,
        "form": form,
        "rows": _rows(ready, lang),
        "hidden": _hidden(ready, lang),
        "large_hidden": _large_hidden(ready, slug, initiative.minimum_count, lang),
        "may_change": may_manage_data(request.user, initiative, today(initiative, now)),
        "left_out": _left_out(ready, lang),
        "wholes": _wholes(ready, lang),
        "incomplete": _by_partners(incomplete_in(ready.whole), lang),
        "too_early": _by_partners(guarded_too_early(ready), lang),
        "absent": absent_told(ready.whole, lang),
        "above_the_whole": _above_the_whole(ready, lang),
        "number": ready.last_number + 1,
    }
    return render(request, "measurement/publish.html", shown, status=422 if form.errors else 200)


def _form(ready: Preview, sent: PublishForm | None) -> PublishForm:
    """Words that somebody wrote stay; the seal is that of the figures which the page shows now."""
    if sent is None:
        return PublishForm(initial={"changes_en": ready.changes_en, "changes_es": ready.changes_es, "seen": ready.seal})
    sent.data = {**{name: sent.data.get(name, "") for name in sent.fields}, "seen": ready.seal}
    return sent


def _rows(ready: Preview, lang: str) -> list[dict[str, Any]]:
    """Each measure with its newest figure, as the table shows it."""
    rows = []
    for measure in ready.whole["measures"]:
        points = [point for point in measure["series"] if point["value"] is not None]
        cells = [cell for split in measure["splits"] for cell in split["cells"]]
        rows.append(
            {
                "code": measure["code"],
                "name": _in(measure["name"], lang),
                "visibility": Visibility(measure["visibility"]) if "visibility" in measure else None,
                "unit": formats.unit_beside(_in(measure["unit"], lang), measure["kind"]),
                "latest": formats.figure(points[-1]["value"], measure["kind"], measure["decimals"]) if points else "",
                "period": formats.period(points[-1]["period"], lang) if points else "",
                "verdict": measure["judgement"]["code"],
                "coverage": measure["coverage"],
                "figures": len(points),
                "cells": sum(1 for cell in cells if cell["value"] is not None),
                "hidden": sum(1 for cell in cells if cell["hidden"]),
            }
        )
    return rows


def _by_partners(figures: Sequence[Incomplete], lang: str) -> list[dict[str, Any]]:
    """Figures that not all partners stand behind."""
    return [
        {
            "name": _in(each.name, lang),
            "period": formats.period(each.period, lang),
            "in": each.partners_in,
            "asked": each.partners_asked,
        }
        for each in figures
    ]


def _above_the_whole(ready: Preview, lang: str) -> list[dict[str, str]]:
    return [
        {
            "name": _in(name, lang),
            "period": formats.period(point["period"], lang),
            "figure": formats.percent(point["value"], 1, lang),
        }
        for name, point in above_the_whole_in(ready.whole)
    ]


def _hidden(ready: Preview, lang: str) -> list[dict[str, Any]]:
    """Cells that stay behind, by measure."""
    names = {d["code"]: _in(d["name"], lang) for d in ready.content["dimensions"]}
    by_measure: dict[str, list[dict[str, str]]] = {}
    for cell in ready.lost.cells:
        dimension = names.get(cell.dimension, _("by place"))
        line = {
            "dimension": dimension,
            "period": formats.period(cell.period, lang),
            "category": _in(cell.category, lang),
            "reason": cell.reason,
        }
        by_measure.setdefault(_in(cell.measure, lang), []).append(line)
    return [{"measure": name, "cells": cells} for name, cells in by_measure.items()]


def _large_hidden(ready: Preview, slug: str, minimum: int, lang: str) -> list[dict[str, Any]]:
    """Each with the pages on which something can be done about it."""
    names = {d["code"]: _in(d["name"], lang) for d in ready.content["dimensions"]}
    return [
        {
            "measure": _in(each.measure, lang),
            "dimension": names.get(each.dimension, _("by place")),
            "period": formats.period(each.period, lang),
            "large": formats.listed([_in(cell.category, lang) for cell in each.large], lang),
            "people": round(sum(cell.people for cell in each.large)),
            "small": formats.listed([_in(cell.category, lang) for cell in each.small], lang),
            "reasons": each.reasons,
            "is_for_the_unstated": each.is_for_the_unstated,
            "dimension_url": reverse("measurement:dimension", args=[slug, each.dimension])
            if each.dimension in names
            else "",
            "measure_url": reverse("measurement:measure_version", args=[slug, each.code]),
        }
        for each in large_hidden_in(ready.lost, minimum)
    ]


def _wholes(ready: Preview, lang: str) -> list[dict[str, Any]]:
    """Figures of all places together that stay out, the newest first."""
    newest_first = sorted(ready.lost.wholes, key=lambda each: period_sort_key(each.period), reverse=True)
    return [
        {
            "measure": _in(each.measure, lang),
            "period": formats.period(each.period, lang),
            "reason": each.reason,
            "hidden_by": formats.listed(list(each.hidden_by), lang),
        }
        for each in newest_first
    ]


def _left_out(ready: Preview, lang: str) -> list[dict[str, Any]]:
    """Splits in which nothing could be kept hidden, by measure and period."""
    without_whole = {(each.code, each.period) for each in ready.lost.wholes}
    dimensions, measures = (
        {each["code"]: _in(each["name"], lang) for each in ready.whole[part]} for part in ("dimensions", "measures")
    )
    ways: dict[tuple[str, str], list[str]] = {}
    for each in ready.lost.left_out:
        ways.setdefault((each.measure, each.period), []).append(dimensions.get(each.dimension, _("by place")))
    return [
        {
            "measure": measures[code],
            "dimensions": formats.listed(names, lang),
            "period": formats.period(period, lang),
            "whole_stays_out": (code, period) in without_whole,
        }
        for (code, period), names in ways.items()
    ]


def _in(words: Any, lang: str) -> str:
    return str(words.get(lang) or words["en"])
