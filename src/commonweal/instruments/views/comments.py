"""Comments question by question, each with its codes, for whoever runs the survey."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.governance import queries as governance
from commonweal.governance.models.written import written
from commonweal.governance.visibility import Visibility
from commonweal.instruments.models import Survey
from commonweal.instruments.operations.comments import code_comments
from commonweal.instruments.queries.comments import comments_of
from commonweal.instruments.reading_words import said
from commonweal.ui.templatetags.ui import ErrorLine, error_heading


def comments(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    initiative, at = governance.initiative_for_member(request.user, slug), timezone.now()
    survey = get_object_or_404(
        Survey.objects.select_related("version__instrument", "initiative", "group"), initiative=initiative, pk=number
    )
    shown = comments_of(request.user, survey, request.GET.get("question", ""), at)
    typed = {one.key: request.POST.get(one.key, ", ".join(one.codes)) for one in shown.comments}
    lines: list[ErrorLine] = []
    if request.method == "POST":
        codes = {key: words.split(",") for key, words in typed.items()}
        try:
            code_comments(by=request.user, survey=survey, item=shown.item.id, codes=codes, at=at)
        except ValidationError as problem:
            lines = [ErrorLine(words, "") for words in problem.messages]
        else:
            messages.success(request, _("The codes are kept."))
            address = reverse("instruments:comments", args=[slug, number])
            return HttpResponseRedirect(f"{address}?question={shown.item.id}")
    context = {
        "initiative": initiative,
        "survey": survey,
        "title": written(survey, "title"),
        "visibility": Visibility.GROUP,
        "shown": shown,
        "floor": 0 if survey.mode == Survey.Mode.NAMED else survey.floor,
        "question": said(shown.item.text),
        "rows": [(one, typed[one.key]) for one in shown.comments],
        "others": [(item, said(item.text), n) for item, n in shown.questions],
        "lines": lines,
        "heading": error_heading(len(lines)),
    }
    return render(request, "instruments/comments.html", context, status=422 if lines else 200)
