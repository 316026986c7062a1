"""Figures taken out: the tables of the desk, and everything behind a release for who evaluates it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonweal.governance.models import Initiative
from commonweal.lib.files import DamagedFile
from commonweal.lib.tables import FORMS, Table, as_file, codebook
from commonweal.measurement.queries.desk_tables import desk_table
from commonweal.measurement.queries.evaluation import evaluators_export
from commonweal.measurement.views.desk import for_data_manager
from commonweal.publication.queries import releases


@require_safe
@for_data_manager
def data_out(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    """What can be taken out, and as what."""
    standing = releases(initiative).filter(withdrawn_at__isnull=True)
    tables = [
        {"name": name, "words": words, "codebook": f"{name}-codebook"}
        for name, words in (
            ("facts", _("Accepted figures of closed rounds and of history")),
            ("submissions", _("Hand-ins")),
            ("asked", _("Who is asked for what")),
            ("definitions", _("Definitions by version and date, drafts too")),
        )
    ]
    forms = [("csv", "CSV"), ("xlsx", "Excel"), ("parquet", "Parquet")]
    shown = {"initiative": initiative, "releases": standing, "tables": tables, "forms": forms}
    return render(request, "measurement/data_out.html", shown)


@require_safe
@for_data_manager
def table(request: HttpRequest, initiative: Initiative, name: str, form: str) -> HttpResponse:
    """One table in one form; `codebook` is what its columns mean."""
    of, _dash, part = name.partition("-")
    if form not in FORMS or part not in ("", "codebook"):
        raise Http404
    try:
        found = desk_table(request.user, initiative, of, timezone.now())
    except DamagedFile as damage:
        return _damaged(request, initiative, damage)
    return _file(as_file(_meant(found, part), form), f"{initiative.slug}-{name}.{form}", FORMS[form])


def _meant(found: Table, part: str) -> Table:
    return codebook([found]) if part else found


@require_safe
@for_data_manager
def evaluation(request: HttpRequest, initiative: Initiative, number: int) -> HttpResponse:
    """Everything behind one release that stands."""
    try:
        release, content = evaluators_export(request.user, initiative, number, timezone.now())
    except DamagedFile as damage:
        return _damaged(request, initiative, damage)
    return _file(content, f"{initiative.slug}-evaluation-{release.number}.zip", "application/zip")


def _damaged(request: HttpRequest, initiative: Initiative, damage: DamagedFile) -> HttpResponse:
    shown = {"initiative": initiative, "what": str(damage)}
    return render(request, "measurement/data_damaged.html", shown, status=503)


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    # Figures of single partners: nothing on the way keeps them.
    response["Cache-Control"] = "private, no-store"
    return response
