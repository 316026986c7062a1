"""What can be done to an initiative and all that belongs to it."""

from commonweal.governance.drafts import Contact, GroupDraft, LiesIn, NewcomerDraft, PersonDraft, PlaceDraft
from commonweal.governance.operations.places import place_in, remove_place, set_boundaries, set_places
from commonweal.governance.operations.setting_up import (
    TAKEN_SLUGS,
    add_group,
    bring_organisations,
    bring_person,
    end_participation,
    end_seat,
    found_initiative,
    hand_over_message,
    let_in,
    seat,
    send_message_now,
    set_banner,
    set_public_contact,
    welcome_organisation,
)

__all__ = [
    "Contact",
    "GroupDraft",
    "LiesIn",
    "NewcomerDraft",
    "PersonDraft",
    "PlaceDraft",
    "TAKEN_SLUGS",
    "add_group",
    "bring_organisations",
    "bring_person",
    "end_participation",
    "end_seat",
    "found_initiative",
    "hand_over_message",
    "let_in",
    "place_in",
    "remove_place",
    "seat",
    "send_message_now",
    "set_banner",
    "set_boundaries",
    "set_places",
    "set_public_contact",
    "welcome_organisation",
]
