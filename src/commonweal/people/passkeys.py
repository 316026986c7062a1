"""What a passkey is here, for the package that checks it: a way in like a code, and no second step after one."""

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import gettext_lazy as _


class PasskeysAreAWayIn(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This passkey did not work here. Sign in another way."),
    }

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:  # noqa: ARG002 - the package asks it so
        """Else who lost the device could come in by no code either."""
        return False

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """The device keeps these with the key: an opaque number, and the name by which its owner chooses it."""
        return super().get_public_key_credential_user_entity(user) | {"display_name": str(user)}
