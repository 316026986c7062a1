"""A code of one's own out of three small answers: whoever types them a little differently next week is the same person.

Two letters, a day of the month, two letters. Accents, capitals, spaces and a leading 0 make no difference.
"""

import unicodedata

LAST_OF_MONTH = 31


def letters_of(typed: str) -> str:
    """Its letters alone, without case and accents: of “Élm St.” elmst."""
    apart = unicodedata.normalize("NFKD", typed.casefold())
    return "".join(sign for sign in apart if sign.isalpha())


def day_of(typed: str) -> str:
    """The day with two digits; empty of what is no day of a month."""
    plain = "".join(typed.split())
    is_day = plain.isdecimal() and len(plain) < 5 and 1 <= int(plain) <= LAST_OF_MONTH
    return f"{int(plain):02}" if is_day else ""


def first_two(typed: str) -> str:
    """Whoever types the whole word is asked for no more."""
    return letters_of(typed)[:2]


def last_two(typed: str) -> str:
    return letters_of(typed)[-2:]
