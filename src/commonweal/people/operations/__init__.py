"""What can be done to people and organisations."""

from commonweal.people.operations.erasing import ask_for_erasure, erase, withdraw_erasure
from commonweal.people.operations.keeping import (
    LANGUAGES,
    UnusableLinkError,
    add_organisation,
    add_person,
    affiliate,
    choose_language,
    end_affiliation,
    known_language,
    make_sign_in_link,
    note_passkey,
    refuse_merged,
    remove_passkey,
    set_password,
    the_day_before,
    use_sign_in_link,
)
from commonweal.people.operations.leaving import leave, let_back
from commonweal.people.operations.merging import both_of, merge_organisations, merge_people, undo_merge
from commonweal.people.operations.own_words import (
    choose_mails,
    describe_experience,
    give_consent,
    rename,
    take_part_as,
    withdraw_consent,
)
from commonweal.people.operations.profiles import add_profile, claim, give_account, make_claim_link, set_address

__all__ = [
    "LANGUAGES",
    "UnusableLinkError",
    "add_organisation",
    "add_person",
    "add_profile",
    "affiliate",
    "ask_for_erasure",
    "both_of",
    "choose_language",
    "choose_mails",
    "claim",
    "describe_experience",
    "end_affiliation",
    "erase",
    "give_account",
    "give_consent",
    "known_language",
    "leave",
    "let_back",
    "make_claim_link",
    "make_sign_in_link",
    "merge_organisations",
    "merge_people",
    "note_passkey",
    "refuse_merged",
    "remove_passkey",
    "rename",
    "set_address",
    "set_password",
    "take_part_as",
    "the_day_before",
    "undo_merge",
    "use_sign_in_link",
    "withdraw_consent",
    "withdraw_erasure",
]
