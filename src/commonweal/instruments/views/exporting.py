"""The answers of a closed survey to take away, with what their columns mean."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from commonweal.governance import queries as governance
from commonweal.instruments.queries.answer_tables import answers_to_hand_out
from commonweal.instruments.queries.surveys import survey_of
from commonweal.lib.archives import packed


@require_safe
def answers(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    initiative, at = governance.initiative_for_member(request.user, slug), timezone.now()
    survey = survey_of(request.user, initiative, number, at).survey
    response = HttpResponse(packed(answers_to_hand_out(request.user, survey, at)), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{initiative.slug}-survey-{survey.pk}.zip"'
    # What people answered: nothing on the way keeps it.
    response["Cache-Control"] = "private, no-store"
    return response
