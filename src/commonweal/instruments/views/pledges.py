"""The page of the pledge: one's own, how it is kept, and who has signed it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from commonweal.governance import queries as governance
from commonweal.governance.visibility import Visibility
from commonweal.instruments.content import pack
from commonweal.instruments.queries.pledges import CODE, OF_ORGANISATIONS, pledged, pledges
from commonweal.lib.languages import page_language
from commonweal.ui.formats import short_number


@require_GET
def page(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = governance.initiative_for_member(request.user, slug)
    found, language = pledges(request.user, initiative, timezone.now()), page_language()
    kept = [
        (one, one.text.said(language), "" if one.middle is None else short_number(one.middle))
        for one in found.guidelines
    ]
    context = {
        "initiative": initiative,
        "pledges": found,
        "own": [text.said(language) for text in found.own.signed] if found.own else [],
        "own_organisations": [(one, [text.said(language) for text in one.signed]) for one in found.own_organisations],
        "kept": kept,
        "texts": [item.text.said(language) for item in pledged(pack(CODE))],
        "code": CODE,
        "code_of_organisations": OF_ORGANISATIONS,
        "visibility": Visibility.NETWORK,
    }
    return render(request, "instruments/pledges.html", context)
