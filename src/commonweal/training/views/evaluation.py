"""The files of a series for who evaluates it, and what somebody could find in them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from commonweal.governance.models.written import written
from commonweal.lib.languages import page_language
from commonweal.lib.tables import FORMS, Table, as_file
from commonweal.training.models import Series
from commonweal.training.queries.evaluation import archive_of, evaluation_of, standing_alone, tables_of
from commonweal.training.queries.few_apart import left_out
from commonweal.training.queries.results import Results
from commonweal.training.views.desk import run

OFFERED = ("csv", "xlsx")


@require_GET
def evaluation(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What the files hold, and how many could be found in them by who knows the cohort."""
    initiative, series = run(request, slug, number)
    results = evaluation_of(request.user, series, timezone.now())
    context = {
        "initiative": initiative, "series": series, "title": written(series, "title"), "is_too_small": results is None,
        "tables": [_table(one) for one in tables_of(results, series)] if results else [],
        "left_out": left_out(results) if results else 0,
        "alone": standing_alone(results) if results else 0, "cohort": len(results.takers) if results else 0,
    }  # fmt: skip
    return render(request, "training/evaluation.html", context)


def _table(table: Table) -> dict[str, Any]:
    return {"name": table.name, "title": table.title[page_language()], "rows": len(table.rows)}


@require_GET
def evaluation_file(request: HttpRequest, slug: str, number: int, name: str, form: str) -> HttpResponse:
    _initiative, series = run(request, slug, number)
    tables = {table.name: table for table in tables_of(_taken_out(request, series), series)}
    if name not in tables or form not in OFFERED:
        raise Http404
    return _file(as_file(tables[name], form), FORMS[form], f"series-{number}-{name}.{form}")


@require_GET
def evaluation_archive(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    _initiative, series = run(request, slug, number)
    return _file(archive_of(_taken_out(request, series), series), "application/zip", f"series-{number}.zip")


def _taken_out(request: HttpRequest, series: Series) -> Results:
    results = evaluation_of(request.user, series, timezone.now())
    if results is None:
        raise Http404
    return results


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
