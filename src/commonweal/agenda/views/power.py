"""Who decided, who was asked, what was promised and kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from commonweal.agenda.queries.power import power
from commonweal.governance.queries import initiative_for_member
from commonweal.governance.visibility import Visibility


@require_safe
def who_decides(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = initiative_for_member(request.user, slug)
    context = {
        "initiative": initiative,
        "visibility": Visibility.NETWORK,
        "power": power(request.user, initiative, timezone.now()),
    }
    return render(request, "agenda/power.html", context)
