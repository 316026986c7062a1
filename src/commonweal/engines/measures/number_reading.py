"""Reads one cell that should hold a number: the careful path, for texts that the fast path left over."""

from __future__ import annotations

import math
import re

# Statuses of a number cell, as small integers in columns. Zero is a number like any other.
NUMBER, MISSING, NOT_APPLICABLE, SUPPRESSED, ESTIMATED = 0, 1, 2, 3, 4
#: The cell has an error of its own, or still waits for the evidence of its column.
FAULTY, PENDING = 8, 9

_TOKENS = {
    "": MISSING,
    "-": MISSING,
    "–": MISSING,
    "—": MISSING,
    "na": MISSING,
    "#n/a": MISSING,
    "<null>": MISSING,
    "n/a": NOT_APPLICABLE,
}
_STARS = re.compile(r"\*+")
_FEWER_THAN = re.compile(r"<\s*\d+")
_PROGRAM_ERROR = re.compile(r"#(?:[A-Za-z][A-Za-z/0-9_]*[!?]|DIV/0!|#+)", re.IGNORECASE)
_LITERAL_FORMULA = re.compile(r'="([^"]*)"')

_GROUP_SPACES = "\u0020\u00a0\u202f\u2009'\u2019"
_SPACED = re.compile(rf"[+-]?[1-9]\d{{0,2}}(?:[{_GROUP_SPACES}]\d{{3}})+(?:[.,]\d+)?")
_POINT = re.compile(r"[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?|[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?)", re.ASCII)
_COMMA = re.compile(r"[+-]?(?:(?:\d+,?\d*|,\d+)(?:[eE][+-]?\d{1,3})?|[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?)", re.ASCII)

#: Marks a spreadsheet cell formatted as percent; the text before it is what the cell shows.
PERCENT_FORMAT = "\x02%"


def tidy(text: str) -> str:
    """Without the spaces around it, which nobody sees."""
    return text.strip(" \t\r\n\u00a0\u202f\ufeff")


def token_status(text: str) -> int | None:
    """The status that a token stands for; None for anything else."""
    if (status := _TOKENS.get(text.casefold())) is not None:
        return status
    if _STARS.fullmatch(text) or _FEWER_THAN.fullmatch(text):
        return SUPPRESSED
    return None


def is_program_error(text: str) -> bool:
    return text.startswith("#") and _PROGRAM_ERROR.fullmatch(text) is not None


def literal_formula(text: str) -> str | None:
    """`="0011"` is how some programs keep leading zeros: a formula whose result stands in it."""
    match = _LITERAL_FORMULA.fullmatch(text)
    return match[1] if match else None


def readings(text: str) -> dict[str, float]:
    """The numbers a text can stand for, by what its decimal sign would be: `point`, `comma`."""
    text = text.replace("\u2212", "-")
    if _SPACED.fullmatch(text):
        for space in _GROUP_SPACES:
            text = text.replace(space, "")
        return {"point": float(text)} if "," not in text else {"comma": float(text.replace(",", "."))}
    found = {}
    if _POINT.fullmatch(text):
        found["point"] = float(text.replace(",", ""))
    if _COMMA.fullmatch(text):
        found["comma"] = float(text.replace(".", "").replace(",", "."))
    return {sign: value for sign, value in found.items() if math.isfinite(value)}


def shows_sign(text: str, *, point_is_plain: bool) -> str | None:
    """Which decimal sign this text proves for its column; None where it proves nothing.

    In a file cut by commas `1.234` is plain and proves the point; where `;` cuts, it may be 1234.
    """
    text = tidy(text.removesuffix(PERCENT_FORMAT).removesuffix("%"))
    if point_is_plain and re.fullmatch(r"[+-]?\d*\.\d+", text):
        return "point"
    found = readings(text)
    if len(found) == 1 and re.search(r"[.,]", text):
        return next(iter(found))
    return None


def settled(text: str, signs: frozenset[str]) -> dict[str, float]:
    """The readings of a text, once its column has shown these decimal signs."""
    found = readings(text)
    if len(set(found.values())) <= 1:
        return dict(list(found.items())[:1])
    if len(signs) == 1:
        (sign,) = signs
        return {sign: found[sign]}
    return found
