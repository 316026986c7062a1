"""One event as a calendar file (RFC 5545), which a phone or a mail program takes in with one tap."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

#: A line has at most so many octets; what is longer goes on in the next line, after one space.
LONGEST_LINE = 75
NO_END = timedelta(hours=1)


@dataclass(frozen=True)
class Event:
    """`uid` stays the same when the event changes, and `sequence` grows: then the calendar changes it too."""

    uid: str
    title: str
    starts_at: datetime
    made_at: datetime
    ends_at: datetime | None = None
    where: str = ""
    text: str = ""
    url: str = ""
    sequence: int = 0
    cancelled: bool = False


def calendar_file(event: Event) -> bytes:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Commonweal//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{_moment(event.made_at)}",
        f"DTSTART:{_moment(event.starts_at)}",
        f"DTEND:{_moment(event.ends_at or event.starts_at + NO_END)}",
        f"SEQUENCE:{event.sequence}",
        f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}",
        f"SUMMARY:{_escaped(event.title)}",
        *([f"LOCATION:{_escaped(event.where)}"] if event.where else []),
        *([f"DESCRIPTION:{_escaped(event.text)}"] if event.text else []),
        *([f"URL:{event.url}"] if event.url else []),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Cut between characters and never inside one, since a letter can have several octets."""
    parts, current, size = [], "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > LONGEST_LINE:
            parts.append(current)
            current, size = " ", 1
        current += sign
        size += octets
    return "\r\n".join([*parts, current])
