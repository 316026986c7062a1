"""What the worker does for this room."""

from django.conf import settings
from django.http import Http404
from django.utils import timezone, translation
from django_tasks import task

from commonweal.instruments import operations
from commonweal.instruments.models import Survey
from commonweal.instruments.queries.results import results_of
from commonweal.instruments.reading_charts import charts_of
from commonweal.people.models import Person
from commonweal.ui.charts import CARD_WIDTH, WIDE_WIDTH
from commonweal.ui.charts import render as draw


@task()
def look_after_surveys() -> int:
    operations.sweep_keys(by=None)
    return operations.look_after_surveys(by=None, at=timezone.now())


@task(priority=-10)  # the scoreboard's pictures come first
def draw_reading(survey_pk: int, reader_pk: int | None = None) -> int:
    """The pictures of a survey's results as this reader may see them; without one, as whoever opened it may."""
    survey = Survey.objects.select_related("version__instrument", "initiative", "group").get(pk=survey_pk)
    who = {"actor_id": survey.opened_by} if reader_pk is None else {"pk": reader_pk}
    try:
        results = results_of(Person.objects.get(**who), survey, timezone.now())
    except (Http404, Person.DoesNotExist):
        return 0
    drawn = 0
    for lang, _name in settings.LANGUAGES:
        with translation.override(lang):
            for chart in charts_of(results):
                for width in (CARD_WIDTH, WIDE_WIDTH):
                    draw(chart, width, lang)
                    drawn += 1
    return drawn
