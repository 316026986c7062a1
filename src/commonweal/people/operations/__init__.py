"""What can be done to people and organisations."""

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
    refuse_merged,
    set_password,
    the_day_before,
    use_sign_in_link,
)
from commonweal.people.operations.own_words import (
    choose_mails,
    describe_experience,
    give_consent,
    rename,
    take_part_as,
    withdraw_consent,
)

__all__ = [
    "LANGUAGES",
    "UnusableLinkError",
    "add_organisation",
    "add_person",
    "affiliate",
    "choose_language",
    "choose_mails",
    "describe_experience",
    "end_affiliation",
    "give_consent",
    "known_language",
    "make_sign_in_link",
    "refuse_merged",
    "rename",
    "set_password",
    "take_part_as",
    "the_day_before",
    "use_sign_in_link",
    "withdraw_consent",
]
