"""From a member's home to their organisation's place in a round, where they are its data contact."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from commonweal.governance.queries import the_initiative
from commonweal.measurement.operations.links import make_data_link
from commonweal.measurement.queries.own_rounds import own_invitation


@require_http_methods(["GET", "HEAD", "POST"])
def open_own(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A link of their own, made when it is asked for: of those mailed before only the hashes are kept."""
    at = timezone.now()
    invitation = own_invitation(request.user, the_initiative(slug), number, at)
    if request.method != "POST":
        return redirect(settings.LOGIN_REDIRECT_URL)
    token = make_data_link(by=request.user, invitation=invitation, at=at)
    return redirect("measurement:partner", token=token)
