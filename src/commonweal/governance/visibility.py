"""Who sees a thing: one of four words, asked of its reader, and shown on its page."""

from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonweal.governance.models import Group, Initiative
from commonweal.governance.rules import is_data_manager, is_member, sits_in, today


class Visibility(models.TextChoices):
    PUBLIC = "public", _("public: everybody, once it is published")
    NETWORK = "network", _("network: whoever has a seat here")
    GROUP = "group", _("group: its group, and the backbone team's data managers")
    PRIVATE = "private", _("private: only who it is about, and the backbone team's data managers")


#: An organisation's contact is a person's name and address; `queries.participations` holds to it.
CONTACTS = Visibility.PRIVATE


def may_see(reader: Any, initiative: Initiative, visibility: str, at: datetime, group: Group | None = None) -> bool:
    """What is only published is seen by everybody through a release; here it is asked of the thing itself.

    Whom a private thing is about is known to the room that owns it, which lets them in by itself.
    """
    on = today(initiative, at)
    if is_data_manager(reader, initiative, on):
        return True
    if visibility in (Visibility.PUBLIC, Visibility.NETWORK):
        return is_member(reader, initiative, on)
    return visibility == Visibility.GROUP and group is not None and sits_in(reader, group, on)
