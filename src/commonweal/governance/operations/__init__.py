"""What can be done to an initiative and all that belongs to it."""

from commonweal.governance.drafts import Contact, GroupDraft, LiesIn, NewcomerDraft, PersonDraft, PlaceDraft
from commonweal.governance.operations.coming_in import bring_people, bring_person, bring_representative, let_in
from commonweal.governance.operations.directories import bring_directory, undo_directory
from commonweal.governance.operations.groups import (
    add_group,
    close_group,
    merge_group,
    pause_group,
    rename_group,
    resume_group,
)
from commonweal.governance.operations.involvements import bring_profile, invite_to_claim, involve, leave_initiative
from commonweal.governance.operations.places import place_in, remove_place, set_boundaries, set_places
from commonweal.governance.operations.seats import (
    end_seat,
    give_seat,
    name_representative,
    renew_seat,
    seat,
    step_down,
)
from commonweal.governance.operations.setting_up import (
    TAKEN_SLUGS,
    bring_organisations,
    end_participation,
    found_initiative,
    hand_over_message,
    narrow,
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
    "bring_directory",
    "bring_organisations",
    "bring_people",
    "bring_person",
    "bring_profile",
    "bring_representative",
    "close_group",
    "end_participation",
    "end_seat",
    "found_initiative",
    "give_seat",
    "hand_over_message",
    "invite_to_claim",
    "involve",
    "leave_initiative",
    "let_in",
    "merge_group",
    "name_representative",
    "narrow",
    "pause_group",
    "place_in",
    "remove_place",
    "rename_group",
    "renew_seat",
    "resume_group",
    "seat",
    "send_message_now",
    "set_banner",
    "set_boundaries",
    "set_places",
    "set_public_contact",
    "step_down",
    "undo_directory",
    "welcome_organisation",
]
