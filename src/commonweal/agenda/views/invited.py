"""Who writes the agenda beside the steering committee and the backbone."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.agenda import rules
from commonweal.agenda.forms.parts import InviteForm
from commonweal.agenda.models import DraftInvitation
from commonweal.agenda.operations.parts import end_invitation, invite_to_draft
from commonweal.agenda.queries.doors import initiative_for, initiative_to_draft
from commonweal.agenda.views.strategies import stored
from commonweal.governance.rules import in_term, the_day_before, today


@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    initiative = initiative_to_draft(request.user, slug, at)
    may_invite = rules.may_invite(request.user, initiative, at)
    if request.method == "POST" and not may_invite:
        raise Http404
    form, on = InviteForm(request.POST or None), today(initiative, at)
    if form.is_bound and stored(
        form,
        lambda: invite_to_draft(
            by=request.user,
            initiative=initiative,
            person=form.cleaned_data["email"],
            since=on,
            until=form.cleaned_data["until"],
            at=at,
        ),
    ):
        messages.success(request, _("They can write now."))
        return redirect("agenda:invited", slug)
    invitations = initiative.agenda_invitations.filter(in_term(on)).select_related("person")
    shown = {"initiative": initiative, "invitations": invitations, "form": form, "may_invite": may_invite}
    return render(request, "agenda/invited.html", shown, status=422 if form.errors else 200)


@require_POST
def invitation_end(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """They write no more from today on; inviting them again undoes it."""
    at = timezone.now()
    initiative = initiative_for(rules.may_invite, request.user, slug, at)
    invitation = get_object_or_404(DraftInvitation, pk=number, initiative=initiative)
    end_invitation(by=request.user, invitation=invitation, until=the_day_before(initiative, at), at=at)
    messages.success(request, _("They write no more. What they wrote stays."))
    return redirect("agenda:invited", slug)
