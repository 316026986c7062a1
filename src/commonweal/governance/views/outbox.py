"""Mails that were sent, wait or failed; without a mail server this is where they are taken from."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commonweal.delivery.queries import sends_by_itself
from commonweal.governance import operations, queries

#: On a phone a mail takes a seventh of a screen or more.
PAGE = 20


def outbox(request: HttpRequest, slug: str) -> HttpResponse:
    initiative = queries.initiative_for_backbone(request.user, slug)
    mails = queries.outbox(request.user, initiative, timezone.now())
    only_waiting = request.GET.get("show") != "all"
    context = {
        "initiative": initiative,
        "only_waiting": only_waiting,
        "all": mails.count(),
        "page": Paginator(mails.filter(sent_at=None) if only_waiting else mails, PAGE).get_page(
            request.GET.get("page")
        ),
        "waiting": mails.filter(sent_at=None).count(),
        "sends_by_itself": sends_by_itself(),
    }
    return render(request, "governance/outbox.html", context)


@require_POST
def hand_over(request: HttpRequest, slug: str, message: int) -> HttpResponse:
    initiative = queries.initiative_for_backbone(request.user, slug)
    at = timezone.now()
    mail = get_object_or_404(queries.outbox(request.user, initiative, at), pk=message)
    operations.hand_over_message(by=request.user, initiative=initiative, message=mail, at=at)
    messages.success(request, _("Marked as sent to %(to)s.") % {"to": mail.to})
    return HttpResponseRedirect(reverse("governance:outbox", args=[slug]))


@require_POST
def send_now(request: HttpRequest, slug: str, message: int) -> HttpResponse:
    initiative = queries.initiative_for_backbone(request.user, slug)
    at = timezone.now()
    mail = get_object_or_404(queries.outbox(request.user, initiative, at), pk=message, sent_at=None)
    operations.send_message_now(by=request.user, initiative=initiative, message=mail, at=at)
    messages.success(request, _("The mail to %(to)s is on its way.") % {"to": mail.to})
    return HttpResponseRedirect(reverse("governance:outbox", args=[slug]))
