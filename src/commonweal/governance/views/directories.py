"""Organisations and memberships in and out as files."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from commonweal.governance import operations, queries
from commonweal.governance.forms.directories import DirectoryForm
from commonweal.governance.queries import directories as read
from commonweal.governance.queries.directory_undo import can_be_undone, undoing_of
from commonweal.lib.archives import packed
from commonweal.ui.formats import listed

#: A service directory has dozens of files; nobody reads all their names.
NAMED = 5
#: What stays when a file is taken back.
MOST_NAMED = 30


@require_http_methods(["GET", "POST"])
def directories(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = queries.initiative_for_backbone(request.user, slug)
    at = timezone.now()
    form = DirectoryForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.bring_directory(
                by=request.user, initiative=initiative, name=form.cleaned_data["name"], files=form.contents(), at=at
            )
        except ValidationError as problem:
            form.add_error("documents", problem.messages)
        else:
            messages.success(request, _("%(name)s is in: %(what)s.") % {"name": made, "what": read.what_came(made)})
            if kept := read.not_read(made):
                words = ngettext(
                    "Kept as it came, and nothing read from it: %(files)s.",
                    "Kept as they came, and nothing read from them: %(files)s.",
                    len(kept),
                )
                more = [_("%(n)s more") % {"n": len(kept) - NAMED}] if len(kept) > NAMED else []
                messages.info(request, words % {"files": listed([*kept[:NAMED], *more])})
            if made.keys_not_given:
                words = _("No file hands out the keys. Seat a data manager by hand, if you want one: %(names)s.")
                messages.warning(request, words % {"names": ", ".join(made.keys_not_given)})
            return HttpResponseRedirect(reverse("governance:directories", args=[slug]))
    context = {
        "initiative": initiative,
        "directories": read.directories_of(request.user, initiative, at),
        "form": form,
    }
    return render(request, "governance/directories.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, slug: str, directory: int) -> HttpResponse:
    """Ask first: what goes, and what stays because something here uses it."""
    initiative = queries.initiative_for_backbone(request.user, slug)
    at = timezone.now()
    found = get_object_or_404(read.directories_of(request.user, initiative, at), pk=directory)
    if not can_be_undone(found):
        raise Http404
    if request.method == "POST":
        gone = len(operations.undo_directory(by=request.user, directory=found, at=at).goes)
        words = ngettext(
            "%(name)s is undone: %(n)s entry is gone.", "%(name)s is undone: %(n)s entries are gone.", gone
        )
        messages.success(request, words % {"name": found, "n": gone})
        return HttpResponseRedirect(reverse("governance:directories", args=[slug]))
    undoing = undoing_of(found)
    context = {
        "initiative": initiative,
        "directory": found,
        "goes": read.counted(undoing.goes),
        "stays": read.counted(undoing.stays),
        "named": [read.named(row) for row in undoing.stays[:MOST_NAMED]],
        "more": max(0, len(undoing.stays) - MOST_NAMED),
    }
    return render(request, "governance/undo_directory.html", context)


@never_cache
@require_GET
def directory_file(request: HttpRequest, slug: str, directory: int) -> HttpResponse:
    """Back as it came, with what has changed here since."""
    initiative = queries.initiative_for_backbone(request.user, slug)
    found = get_object_or_404(read.directories_of(request.user, initiative, timezone.now()), pk=directory)
    return download(packed(read.files_of(found)), "application/zip", f"{slugify(found.name) or 'directory'}.zip")


@never_cache
@require_GET
def popolo(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = queries.initiative_for_backbone(request.user, slug)
    content = read.popolo_bytes(request.user, initiative, timezone.now())
    return download(content, "application/json", f"{initiative.slug}-popolo.json")


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
