"""The first-run page. There is no default account: the set-up code shows that one may found."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from commonweal.agenda.forms.start import StartForm
from commonweal.agenda.operations import found_the_first
from commonweal.governance.queries import any_initiative_exists
from commonweal.lib.setup_code import forget_setup_code, is_setup_code
from commonweal.ui.registry import ways_to_start


@login_not_required
@never_cache
@sensitive_post_parameters()
def start(request: HttpRequest) -> HttpResponse:
    if any_initiative_exists():
        raise Http404
    form = StartForm(request.POST or None, initial={"code": request.GET.get("code", "")})
    if request.method == "POST" and form.is_valid():
        if is_setup_code(settings.COMMONWEAL_HOME, form.cleaned_data["code"]):
            if answer := found(request, form):
                return answer
        else:
            form.add_error("code", _("That is not the set-up code of this installation. Copy it from the terminal."))
    # The code came in the address; whoever takes the other way has it there too.
    code = form["code"].value()
    carried = f"?{urlencode({'code': code})}" if code else ""
    context = {"form": form, "ways": [(label, url + carried) for label, url in ways_to_start()]}
    return render(request, "agenda/start.html", context, status=422 if form.errors else 200)


def found(request: HttpRequest, form: StartForm) -> HttpResponse | None:
    try:
        person, initiative = found_the_first(
            by=None,
            founder=form.founder(),
            initiative=form.initiative(),
            goal=form.first_goal(),
            agenda=form.first_agenda(),
            at=timezone.now(),
        )
    except ValidationError as problem:
        form.add_error(None, problem.messages)
        return None
    except PermissionDenied:
        # Somebody else pressed the button a moment before.
        raise Http404 from None
    forget_setup_code(settings.COMMONWEAL_HOME)
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("agenda:first_groups", initiative.slug)
