"""The kinds of mail. A necessary one always goes: a code to sign in, a seat that was given, what somebody asked for."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NECESSARY = "necessary"


@dataclass(frozen=True)
class MailKind:
    code: str
    label: str | Promise
    by_default: bool = True


_kinds: dict[str, MailKind] = {}


def register_mail_kind(kind: MailKind) -> None:
    """A room above that writes mails which nobody must have says so when it starts."""
    _kinds[kind.code] = kind


def mail_kinds() -> list[MailKind]:
    return list(_kinds.values())


def mail_kind(code: str) -> MailKind | None:
    return _kinds.get(code)


register_mail_kind(MailKind("tasks", _("Things that wait for me, such as a vote or a promise that is due")))
register_mail_kind(MailKind("events", _("Meetings and events to which I am invited")))
register_mail_kind(MailKind("digest", _("What happened, in one mail")))
register_mail_kind(MailKind("news", _("News of the initiative for everybody"), by_default=False))
