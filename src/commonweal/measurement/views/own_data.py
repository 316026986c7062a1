"""What a partner gets back: its own trend beside the middle of the others, and all that it ever sent."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commonweal.lib.files import DamagedFile
from commonweal.lib.languages import page_language
from commonweal.measurement.queries.beside_others import OwnLine, beside_others
from commonweal.measurement.queries.takeaway import takeaway
from commonweal.measurement.views.doors import Door
from commonweal.ui.charts import CARD_WIDTH
from commonweal.ui.charts.render import render as draw


@require_safe
def own_trend(request: HttpRequest, door: Door) -> HttpResponse:
    try:
        lines, is_damaged = beside_others(door.invitation), False
    except DamagedFile:
        lines, is_damaged = [], True
    _draw(lines)
    shown = {"door": door, "invitation": door.invitation, "lines": lines, "is_damaged": is_damaged}
    return render(request, "measurement/partner_trend.html", shown)


@require_safe
def everything(request: HttpRequest, door: Door) -> HttpResponse:
    response = HttpResponse(takeaway(door.invitation), content_type="application/zip")
    name = f"{door.invitation.organisation.code}-{door.invitation.round.initiative.slug}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _draw(lines: list[OwnLine]) -> None:
    """Nobody else asks for these pictures, so they are drawn when their page is."""
    for line in lines:
        if line.chart:
            draw(line.chart, CARD_WIDTH, page_language())
