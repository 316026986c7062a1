"""The page on which a summary of a survey is chosen and looked at before everybody sees it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonweal.governance import queries as governance
from commonweal.governance.models.written import written
from commonweal.governance.visibility import Visibility
from commonweal.instruments.forms.summaries import SummaryForm
from commonweal.instruments.models import Survey
from commonweal.instruments.operations.summaries import publish_answers
from commonweal.instruments.public_summary import seal_of, summary
from commonweal.instruments.queries.summaries import Offer, offer, says_the_same, survey_to_publish
from commonweal.instruments.reading_words import question_words
from commonweal.instruments.tasks import draw_summary
from commonweal.lib.languages import page_language
from commonweal.publication.answer_words import told
from commonweal.publication.queries import summaries_that_stand

PUBLISH, LOOK = "publish", "look"


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    initiative, at = governance.initiative_for_member(request.user, slug), timezone.now()
    survey = survey_to_publish(request.user, initiative, number, at)
    offered = offer(request.user, survey, at)
    form = SummaryForm(request.POST if request.method == "POST" else None, offered)
    stands = list(summaries_that_stand(initiative, survey.key))
    if form.is_bound and form.is_valid() and request.POST.get("step") == PUBLISH:
        given = form.cleaned_data
        try:
            made = publish_answers(
                by=request.user, survey=survey, chosen=form.chosen(),
                reviewed=given["reviewed"], seen=given["seen"], again=given["again"], at=at,
            )  # fmt: skip
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Release %(number)s is public.") % {"number": made.number})
            return redirect("publication:releases", slug=slug)
    context = {
        "initiative": initiative,
        "survey": survey,
        "title": written(survey, "title"),
        "visibility": Visibility.PUBLIC,
        "form": form,
        "stands": stands,
        "alike": [question_words(one.item) for one in offered.alike],
        **_preview(request, offered, form, survey),
    }
    return render(request, "instruments/publish.html", context, status=422 if form.errors else 200)


def _preview(request: HttpRequest, offered: Offer, form: SummaryForm, survey: Survey) -> dict[str, Any]:
    """Exactly what will be public, with its seal; nothing before somebody chose."""
    if not form.is_bound or not hasattr(form, "cleaned_data"):
        return {}
    content = summary(offered, form.chosen())
    if not any(content[part] for part in ("scales", "choices", "numbers", "comments")):
        if not form.errors:
            form.add_error(None, _("Choose at least one part to publish."))
        return {}
    _draw_later(request, survey, form)
    seal = seal_of(content)
    return {
        "told": told(content, page_language()),
        "seal": seal,
        "same": says_the_same(survey, seal),
        "has_comments": bool(content["comments"]),
    }


def _draw_later(request: HttpRequest, survey: Survey, form: SummaryForm) -> None:
    """The page has its tables at once; its pictures are there when it is looked at again."""
    chosen = form.chosen()
    assert request.user.pk is not None  # who may not publish does not come here
    draw_summary.enqueue(survey.pk, request.user.pk, list(chosen.scales), with_groups=chosen.with_groups)
