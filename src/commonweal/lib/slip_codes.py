"""The code on a slip of paper that serves once: read by a phone's camera, or typed."""

import secrets

from commonweal.lib.setup_code import ALPHABET

#: Some 50 random bits: nobody comes upon one by trying.
LENGTH = 10


def new_slip_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _letter in range(LENGTH))


def as_printed(code: str) -> str:
    """In two halves, so that no place is lost on the way to the keys."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def typed_slip_code(text: str) -> str:
    """What was typed, without spaces and dashes; empty of what is no code of a slip."""
    code = text.upper().replace("-", "").replace(" ", "")
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""
