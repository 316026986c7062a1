"""What all pages of the data manager have in common."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from commonweal.governance.queries import initiative_for_backbone


def for_data_manager(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hands the view its initiative; for everybody else the page is not there. Times are the initiative's."""

    @wraps(view)
    def page(request: HttpRequest, slug: str, **rest: Any) -> HttpResponse:
        initiative = initiative_for_backbone(request.user, slug, timezone.now())
        with timezone.override(initiative.time_zone):
            return view(request, initiative, **rest)

    return page
