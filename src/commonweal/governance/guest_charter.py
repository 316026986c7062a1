"""A group's charter as something that a guest may read."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.governance.guest_items import GuestItem, Shown, register_guest_item
from commonweal.governance.models import Group
from commonweal.governance.queries.charters import charters_of, facts_of, lacks_spanish, parts_of


def choices(group: Group) -> list[tuple[str, str]]:
    """The newest version, by its number, so that a guest goes on reading what they were let in to."""
    return [(str(one.version), _("version %(number)s") % {"number": one.version}) for one in charters_of(group)[:1]]


def show(group: Group, key: str) -> Shown | None:
    found = next((one for one in charters_of(group) if str(one.version) == key), None)
    if found is None:
        return None
    title = _("%(group)s: the charter, version %(number)s") % {"group": group.name, "number": found.version}
    context = {"parts": parts_of(found), "facts": facts_of(found), "lacks_spanish": lacks_spanish(found)}
    return Shown(title, "governance/charter_text.html", context)


def offer() -> None:
    """Registered when the room starts."""
    register_guest_item("governance.charter", GuestItem(gettext_lazy("Charter"), choices, show))
