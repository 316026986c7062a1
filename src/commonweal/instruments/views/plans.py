"""The proposed work plan out of a survey's low answers; what is chosen becomes promises."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from commonweal.commitments.queries import holders_for
from commonweal.governance import queries as governance
from commonweal.governance.models.written import written
from commonweal.instruments.forms.plans import WorkPlanForm
from commonweal.instruments.models import Survey
from commonweal.instruments.operations.plans import take_pieces
from commonweal.instruments.queries.plans import work_plan
from commonweal.ui.templatetags.ui import error_heading


def plan(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    initiative = governance.initiative_for_member(request.user, slug)
    at = timezone.now()
    survey = get_object_or_404(Survey.objects.select_related("version", "initiative"), initiative=initiative, pk=number)
    proposed = work_plan(request.user, survey, request.GET.get("of", ""), at)
    form = WorkPlanForm(proposed, holders_for(request.user, initiative, at), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = take_pieces(
                by=request.user, survey=survey, organisation=proposed.organisation, pieces=form.drafts(), at=at
            )
        except ValidationError as problem:
            form.add_problem(problem)
        else:
            words = ngettext("%(n)s piece is promised.", "%(n)s pieces are promised.", len(made))
            messages.success(request, words % {"n": len(made)})
            return HttpResponseRedirect(reverse("commitments:promises", args=[slug]))
    context = {
        "initiative": initiative,
        "survey": survey,
        "title": written(survey, "title"),
        "plan": proposed,
        "form": form,
        "lines": form.error_lines,
        "heading": error_heading(len(form.error_lines)),
    }
    return render(request, "instruments/plan.html", context, status=422 if request.method == "POST" else 200)
