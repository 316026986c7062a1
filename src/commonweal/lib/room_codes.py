"""Six digits on the wall of a room that people type on their phones."""

import secrets
from collections.abc import Callable

#: So many digits at most are read of what somebody typed.
_LONGEST = 8


def free_code(is_taken: Callable[[str], bool]) -> str:
    """Drawn by chance, without a leading zero, until one is free."""
    while is_taken(code := str(secrets.randbelow(900_000) + 100_000)):
        pass
    return code


def typed_code(text: str) -> str:
    """The digits alone: people put spaces and dashes between them."""
    return "".join(letter for letter in text if letter.isascii() and letter.isdigit())[:_LONGEST]
