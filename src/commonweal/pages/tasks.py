"""Pictures are drawn in the background; a page shows its tables until then."""

from __future__ import annotations

from django_tasks import task

from commonweal.pages.pictures import draw_release


@task()
def draw_pictures(publication_pk: int) -> int:
    """Draw every picture of a release's pages in every language; the number of pictures."""
    return draw_release(publication_pk)
