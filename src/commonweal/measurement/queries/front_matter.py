"""The head of a text file: names and values, as Open SDG writes them. A small part of YAML, and never more than texts.

Lists, nested values and anchors are left out: nothing in a description needs them, and a full reader of YAML from
strangers is a risk of its own.
"""

import re

_NAMED = re.compile(r"([A-Za-z0-9_-]+):(?:\s+(.*))?$")
_FOLDED = re.compile(r"[>|][+-]?$")
_QUOTED = {"'": "''", '"': '\\"'}


def front_matter(text: str) -> dict[str, str]:
    """Every name at the margin whose value is a text, on its line or folded over the lines below it."""
    found: dict[str, str] = {}
    name = ""
    for line in _head(text):
        if line[:1] in (" ", "\t", ""):
            if name and not line.strip().startswith("- "):
                found[name] = f"{found[name]} {line.strip()}".strip()
            continue
        match = _NAMED.match(line)
        name = match[1] if match else ""
        if match:
            value = (match[2] or "").strip()
            found[name] = "" if _FOLDED.match(value) else value
    return {name: told for name, value in found.items() if (told := _plain(value))}


def _head(text: str) -> list[str]:
    """Between two lines of ---; the whole of a file that has none."""
    lines = text.replace("\r\n", "\n").split("\n")
    marks = [number for number, line in enumerate(lines) if line.rstrip() == "---"]
    if not marks or any(line.strip() for line in lines[: marks[0]]):
        return lines
    return lines[marks[0] + 1 : marks[1] if len(marks) > 1 else len(lines)]


def _plain(value: str) -> str:
    for quote, escaped in _QUOTED.items():
        if len(value) > 1 and value.startswith(quote) and value.endswith(quote):
            return value[1:-1].replace(escaped, quote).strip()
    return value
