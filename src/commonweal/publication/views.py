"""The releases of an initiative, for those who may take one back."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from commonweal.publication import operations, queries
from commonweal.publication.forms import WithdrawForm
from commonweal.publication.models import Publication
from commonweal.publication.rules import RELEASE
from commonweal.ui.registry import link_to


@require_GET
def releases(request: HttpRequest, slug: str) -> HttpResponse:
    initiative, found = queries.releases_to_work_on(request.user, slug, timezone.now())
    shown = {
        "initiative": initiative,
        "releases": found,
        "visibility": RELEASE,
        # The page that prepares a release stands in a room above; where it is, the registry knows.
        "publish_url": link_to("release to prepare", slug),
    }
    return render(request, "publication/releases.html", shown)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    now = timezone.now()
    release = queries.release_to_withdraw(request.user, slug, number, now)
    others = list(queries.summaries_that_stand(release.initiative, release.survey).exclude(pk=release.pk))
    form = WithdrawForm(request.POST or None, others)
    if request.method == "POST" and form.is_valid():
        also = form.cleaned_data.get("also", [])
        chosen = [release, *(one for one in others if one.number in also)]
        gone = operations.withdraw_together(by=request.user, publications=chosen, **form.reasons(), at=now)
        _say_what_went(request, gone, number)
        return redirect("publication:releases", slug=slug)
    status = 422 if request.method == "POST" else 200
    shown = {"initiative": release.initiative, "release": release, "form": form, "others": others}
    return render(request, "publication/withdraw.html", shown, status=status)


def _say_what_went(request: HttpRequest, gone: Sequence[Publication], asked: int) -> None:
    numbers = sorted(one.number for one in gone)
    if asked not in numbers:
        messages.info(request, _("Release %(number)s was withdrawn before.") % {"number": asked})
    if len(numbers) == 1:
        messages.success(request, _("Release %(number)s is no longer public.") % {"number": numbers[0]})
    elif numbers:
        words = _("Releases %(numbers)s are no longer public.")
        messages.success(request, words % {"numbers": ", ".join(map(str, numbers))})
