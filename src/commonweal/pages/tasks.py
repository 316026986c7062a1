"""Pictures are drawn in the background; a page shows its tables until then."""

from __future__ import annotations

from django.utils.translation import override
from django_tasks import task

from commonweal.pages.line_of_time import charts_for
from commonweal.pages.pictures import draw_release, sized
from commonweal.people.models import Person
from commonweal.ui.charts import render


@task()
def draw_pictures(publication_pk: int) -> int:
    """Draw every picture of a release's pages in every language; the number of pictures."""
    return draw_release(publication_pk)


@task()
def draw_line_of_time(person_pk: int, slug: str, code: str, lang: str) -> int:
    """Draw what one member's page of a measure in time shows; nothing where they may not see it any more."""
    person = Person.objects.filter(pk=person_pk).first()
    with override(lang):
        wanted = list(sized(charts_for(person, slug, code), lang)) if person else []
    for chart, width, language in wanted:
        render(chart, width, language)
    return len(wanted)
