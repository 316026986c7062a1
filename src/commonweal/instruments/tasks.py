"""What the worker does for this room."""

from collections.abc import Callable, Sequence

from django.conf import settings
from django.http import Http404
from django.utils import timezone, translation
from django_tasks import task

from commonweal.instruments import operations
from commonweal.instruments.models import Survey
from commonweal.instruments.public_summary import summary
from commonweal.instruments.queries.results import results_of
from commonweal.instruments.queries.summaries import Chosen, offer
from commonweal.instruments.reading_charts import charts_of
from commonweal.people.models import Person
from commonweal.publication import answer_words
from commonweal.ui.charts import CARD_WIDTH, WIDE_WIDTH, Chart
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
    return _drawn(lambda _lang: charts_of(results))


@task(priority=-10)
def draw_summary(survey_pk: int, reader_pk: int, scales: list[str], *, with_groups: bool) -> int:
    """The pictures of a summary that somebody looks at before it is public."""
    survey = Survey.objects.select_related("version__instrument", "initiative", "group").get(pk=survey_pk)
    try:
        offered = offer(Person.objects.get(pk=reader_pk), survey, timezone.now())
    except (Http404, Person.DoesNotExist):
        return 0
    content = summary(offered, Chosen(scales=tuple(scales), with_groups=with_groups))
    return _drawn(lambda lang: [chart for chart, _small in answer_words.charts_of(answer_words.told(content, lang))])


def _drawn(charts: Callable[[str], Sequence[Chart]]) -> int:
    """How many were drawn: in each language, for phones and for wide screens."""
    drawn = 0
    for lang, _name in settings.LANGUAGES:
        with translation.override(lang):
            for chart in charts(lang):
                for width in (CARD_WIDTH, WIDE_WIDTH):
                    draw(chart, width, lang)
                    drawn += 1
    return drawn
