"""The mails of signing in go through the outbox like all others, but on nobody's outbox page."""

import logging
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.delivery import operations
from commonweal.lib.languages import page_language
from commonweal.people.sign_in import OurVoice

logger = logging.getLogger(__name__)


class SignInAdapter(OurVoice):
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A code is the only mail that signing in needs; with no mail server it is written to the terminal."""
        if template_prefix != "account/email/login_code":
            return
        code = context["code"]
        if not settings.EMAIL_HOST:
            # Whoever reads the terminal owns the machine and the database already.
            logger.warning("Sign-in code for %s: %s", email, code)
            return
        lines = [
            _("Your code: %(code)s") % {"code": code},
            _("Type it on the page that asked for it. It works for three minutes, and once."),
            _("You did not ask for it? Then do nothing: without the code nobody gets in."),
        ]
        operations.send_secret(
            by=None,
            to=email,
            subject=_("Your code for signing in"),
            text="\n\n".join(lines),
            at=timezone.now(),
            language=page_language(),
        )
