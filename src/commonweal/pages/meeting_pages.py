"""The packet for a group's next meeting and the kit of its co-chairs, on a page and on paper, for members."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commonweal.governance import rules
from commonweal.governance.models import Group
from commonweal.governance.queries.meetings import recusal_of
from commonweal.governance.views.cascade import group_for
from commonweal.governance.visibility import Visibility
from commonweal.lib.languages import page_language
from commonweal.pages.co_chair_kit import kit_of
from commonweal.pages.meeting_packet import packet_of
from commonweal.pages.meeting_printing import printed_kit, printed_packet
from commonweal.ui.printing import PAPERS, NotYetInstalled


@require_safe
@never_cache
def packet(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    group = group_for(request, slug, code)
    at = timezone.now()
    with timezone.override(group.initiative.time_zone):
        context = {
            "initiative": group.initiative,
            "visibility": Visibility.NETWORK,
            "group": group,
            "packet": packet_of(request.user, group, at),
            "recusal": recusal_of(group, rules.today(group.initiative, at)),
            "lang": page_language(),
        }
        return render(request, "pages/packet.html", context)


@require_safe
@never_cache
def kit(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    group = group_for(request, slug, code)
    at = timezone.now()
    context = {
        "initiative": group.initiative,
        "visibility": Visibility.NETWORK,
        "group": group,
        "kit": kit_of(request.user, group, at),
        "recusal": recusal_of(group, rules.today(group.initiative, at)),
        "may_share": rules.may_keep_agenda(request.user, group, at),
        "lang": page_language(),
    }
    return render(request, "pages/kit.html", context)


@require_safe
@never_cache
def packet_printed(request: HttpRequest, slug: str, code: str, lang: str, paper: str) -> HttpResponse:
    group = group_for(request, slug, code)

    def made() -> bytes:
        found = packet_of(request.user, group, timezone.now())
        if found is None:
            raise Http404
        return printed_packet(group, found, paper)

    return _printed(request, group, ("packet", lang, paper), made)


@require_safe
@never_cache
def kit_printed(request: HttpRequest, slug: str, code: str, lang: str, paper: str) -> HttpResponse:
    group = group_for(request, slug, code)

    def made() -> bytes:
        return printed_kit(group, kit_of(request.user, group, timezone.now()), paper)

    return _printed(request, group, ("kit", lang, paper), made)


def _printed(
    request: HttpRequest, group: Group, asked: tuple[str, str, str], made: Callable[[], bytes]
) -> HttpResponse:
    """In the language that was asked for, and as this reader may read it."""
    name, lang, paper = asked
    if paper not in PAPERS or lang not in dict(settings.LANGUAGES):
        raise Http404
    try:
        with timezone.override(group.initiative.time_zone), override(lang):
            sheet = made()
    except NotYetInstalled:
        waiting = render(request, "pages/no_paper_yet.html", {"initiative": group.initiative}, status=503)
        waiting["Retry-After"] = "60"
        return waiting
    answer = HttpResponse(sheet, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{group.initiative.slug}-{group.code}-{name}-{lang}.pdf"'
    return answer
