"""What stands behind one published figure, for those who run the data."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from commonweal.governance.models import Initiative
from commonweal.lib.languages import page_language
from commonweal.measurement.queries import lineage as queries
from commonweal.measurement.queries.decision_evidence import resting_on
from commonweal.measurement.queries.wording import printed_figure
from commonweal.measurement.views.desk import for_data_manager
from commonweal.ui import formats

#: A page that scrolls for minutes is read by nobody; the command prints every row.
MOST_ROWS = 60


@require_safe
@for_data_manager
def lineage(request: HttpRequest, initiative: Initiative, code: str) -> HttpResponse:
    number = _number(request.GET.get("release", ""))
    asked = _asked(request, code) or queries.newest_figure(initiative, number, code)
    traced = queries.lineage_of(request.user, initiative, number, asked, timezone.now())
    lang = page_language()
    shown = {
        "initiative": initiative,
        "lineage": traced,
        "name": _in(traced.measure["name"], lang),
        "period": formats.period(asked.period, lang),
        "part": _in(traced.figure["name"], lang) if asked.dimension else "",
        "published": printed_figure(traced.figure, traced.measure, lang),
        "again": printed_figure({**traced.figure, "value": traced.again}, traced.measure, lang),
        "choices": [_choice(choice, asked, lang) for choice in queries.choices_in(traced)],
        "releases": queries.releases_with(initiative, code),
        "resting": resting_on(request.user, initiative, asked, timezone.now()),
        "sources": [_source(source, traced, lang) for source in traced.sources],
    }
    return render(request, "measurement/lineage.html", shown)


def _number(text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or len(text) > 9:
        raise Http404
    return int(text)


def _asked(request: HttpRequest, code: str) -> queries.Asked | None:
    """`figure` is period|dimension|category, as the page's own list writes it."""
    period, _, rest = request.GET.get("figure", "").partition("|")
    dimension, _, category = rest.partition("|")
    return queries.Asked(code, period, dimension, category) if period else None


def _choice(choice: queries.Choice, asked: queries.Asked, lang: str) -> dict[str, Any]:
    figure = choice.asked
    name = formats.period(figure.period, lang)
    return {
        "value": "|".join(filter(None, (figure.period, figure.dimension, figure.category))),
        "label": f"{name}: {_in(choice.name, lang)}" if choice.name else name,
        "is_shown": figure == asked,
    }


def _source(source: queries.Source, traced: queries.Lineage, lang: str) -> dict[str, Any]:
    names = queries.names_of_places(source.submission.initiative)
    rows = [
        {
            "row": row["row"],
            "place": names.get(row["place"], row["place"]),
            "groups": ", ".join(queries.groups_of(row)),
            "figure": printed_figure(row, traced.measure, lang),
            "numerator": row["numerator"],
            "denominator": row["denominator"],
        }
        for row in source.rows[:MOST_ROWS]
    ]
    return {"source": source, "submission": source.submission, "rows": rows, "left": len(source.rows) - len(rows)}


def _in(words: Any, lang: str) -> str:
    return str(words.get(lang) or words.get("en") or "")
