"""A trainer alone: a workspace in one form, on an account or on a new installation, and how it grows."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from commonweal.governance import queries as governance
from commonweal.lib.setup_code import forget_setup_code, is_setup_code
from commonweal.training import operations, rules
from commonweal.training.forms.workspaces import FirstWorkspaceForm, WorkspaceForm


@login_not_required
@never_cache
@sensitive_post_parameters()
def start(request: HttpRequest) -> HttpResponse:
    """The first run by somebody who only teaches."""
    if governance.any_initiative_exists():
        raise Http404
    form = FirstWorkspaceForm(request.POST or None, initial={"code": request.GET.get("code", "")})
    if request.method == "POST" and form.is_valid():
        if not is_setup_code(settings.COMMONWEAL_HOME, form.cleaned_data["code"]):
            form.add_error("code", _("That is not the set-up code of this installation. Copy it from the terminal."))
        elif (answer := _founded(request, form)) is not None:
            return answer
    return render(request, "training/workspace.html", {"form": form, "is_first": True}, status=_status(form))


def _founded(request: HttpRequest, form: FirstWorkspaceForm) -> HttpResponse | None:
    try:
        person, initiative = operations.found_workspace(
            by=None, trainer=form.trainer(), workspace=form.workspace(), at=timezone.now()
        )
    except ValidationError as problem:
        form.add_error(None, problem.messages)
        return None
    except PermissionDenied:
        # Somebody else pressed the button a moment before.
        raise Http404 from None
    forget_setup_code(settings.COMMONWEAL_HOME)
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    return HttpResponseRedirect(reverse("training:training", args=[initiative.slug]))


def new(request: HttpRequest) -> HttpResponse:
    """For whoever has an account."""
    form = WorkspaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.open_workspace(by=request.user, workspace=form.workspace(), at=timezone.now())
        except ValidationError as problem:
            form.add_error(None, problem.messages)
        else:
            messages.success(request, _("The workspace is open. Open your first series."))
            return HttpResponseRedirect(reverse("training:training", args=[made.slug]))
    return render(request, "training/workspace.html", {"form": form, "is_first": False}, status=_status(form))


def grow(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask, and then show everything that an initiative does."""
    initiative, at = governance.initiative_for_member(request.user, slug), timezone.now()
    if not rules.may_grow(request.user, initiative, at):
        raise Http404
    if request.method == "POST":
        operations.grow(by=request.user, initiative=initiative, at=at)
        messages.success(request, _("This is an initiative now. Your series and their results are still here."))
        return HttpResponseRedirect(resolve_url(settings.LOGIN_REDIRECT_URL))
    return render(request, "training/grow.html", {"initiative": initiative})


def _status(form: WorkspaceForm) -> int:
    return 422 if form.errors else 200
