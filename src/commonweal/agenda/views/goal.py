"""The page on which the big goal is written down."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.agenda import operations, queries
from commonweal.agenda.forms.goal import GoalForm


def goal(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    initiative = queries.initiative_whose_goal_may_be_set(request.user, slug, at)
    stored = queries.goal_of(request.user, initiative)
    form = GoalForm(request.POST or None, initial=queries.as_form(stored))
    if request.method == "POST" and form.is_valid():
        try:
            operations.set_goal(by=request.user, initiative=initiative, goal=form.draft(), at=at)
        except ValidationError as problem:
            form.add_error(None, problem.messages)
        else:
            messages.success(request, _("The goal is written down. The next release of the scoreboard shows it."))
            return HttpResponseRedirect(request.path)
    context = {"form": form, "initiative": initiative, "goal": stored}
    return render(request, "agenda/goal.html", context, status=422 if form.errors else 200)
