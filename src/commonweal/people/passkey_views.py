"""The two pages in which a device signs something. Loaded only when asked for: the cryptography behind it is large."""

from typing import Any

from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import AddWebAuthnView, LoginWebAuthnView
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.people import operations
from commonweal.people.forms.signing_in import name_fields


class AddPasskey(AddWebAuthnView):
    template_name = "people/add_passkey.html"

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        name_fields(form, name=_("Name of this device"))
        form.fields["name"].initial = form.initial["name"] = _("My device")
        form.fields.pop("passwordless", None)  # ours all are
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["form"] = kwargs.get("form") or self.get_form()
        context["options"] = auth.begin_registration(self.request.user, passwordless=True)
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        operations.note_passkey(by=self.request.user, at=timezone.now())
        messages.success(self.request, _("From now on you can sign in with this device."))
        return answer

    def get_success_url(self) -> str:
        return reverse("people:passkeys")


add = AddPasskey.as_view()
sign_in = LoginWebAuthnView.as_view()
