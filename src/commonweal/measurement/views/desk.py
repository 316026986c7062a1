"""What all pages of the data manager have in common."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from commonweal.governance.models import Initiative
from commonweal.governance.queries import initiative_for_backbone


def for_data_manager(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hands the view its initiative; for everybody else the page is not there."""

    @wraps(view)
    def page(request: HttpRequest, slug: str, **rest: Any) -> HttpResponse:
        initiative = initiative_for_backbone(request.user, slug, timezone.now())
        return view(request, initiative, **rest)

    return page


@require_safe
@for_data_manager
def desk(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    """The desk's own address, where somebody shortened one: the rounds stand in front."""
    return redirect("measurement:rounds", initiative.slug)
