"""Where the story behind a measure's line is told, by those who work on it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonweal.governance.queries import the_initiative
from commonweal.measurement.forms.refusals import show_refusal
from commonweal.measurement.forms.story import StoryForm, held_by
from commonweal.measurement.operations.story import tell_story
from commonweal.measurement.queries.story import story_page


@require_http_methods(["GET", "HEAD", "POST"])
def story(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    initiative = the_initiative(slug)
    at = timezone.now()
    page = story_page(request.user, initiative, code, at)
    form = StoryForm(request.POST or None, initial=held_by(page.newest))
    if request.method == "POST" and form.is_valid():
        try:
            told = tell_story(by=request.user, measure=page.measure, draft=form.draft(), at=at)
        except ValidationError as refusal:
            show_refusal(form, refusal)
        else:
            words = _("Telling %(number)s is kept. Everybody reads it after the next release.")
            messages.success(request, words % {"number": told.version})
            return redirect("measurement:story", initiative.slug, page.measure.code)
    shown = {"initiative": initiative, "page": page, "form": form}
    return render(request, "measurement/story.html", shown, status=422 if form.errors else 200)
