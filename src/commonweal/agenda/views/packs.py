"""Issue packs: what is in them, and taking one in."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.agenda.issue_packs import packs as all_packs
from commonweal.agenda.operations.packs import take_pack
from commonweal.agenda.queries.doors import initiative_to_draft


@require_safe
def packs(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = initiative_to_draft(request.user, slug, timezone.now())
    return render(request, "agenda/packs.html", {"initiative": initiative, "packs": all_packs().values()})


@require_http_methods(["GET", "HEAD", "POST"])
def pack(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """All that is in it, and the button that takes it in."""
    at = timezone.now()
    initiative = initiative_to_draft(request.user, slug, at)
    found = all_packs().get(code)
    if found is None:
        raise Http404
    if request.method == "POST":
        try:
            taken = take_pack(by=request.user, initiative=initiative, pack=found, at=at)
        except ValidationError as refusal:
            messages.info(request, " ".join(refusal.messages))
        else:
            parts = [
                ngettext("%(count)s outcome", "%(count)s outcomes", taken.outcomes) % {"count": taken.outcomes},
                ngettext("%(count)s strategy", "%(count)s strategies", taken.strategies) % {"count": taken.strategies},
                ngettext("%(count)s measure", "%(count)s measures", taken.measures) % {"count": taken.measures},
            ]
            words = _("Taken in: %(parts)s. Change what does not fit.")
            messages.success(request, words % {"parts": ", ".join(parts)})
        return redirect("agenda:agenda", slug)
    return render(request, "agenda/pack.html", {"initiative": initiative, "pack": found})
