"""A calendar file: folded and escaped as RFC 5545 asks, letters of several octets kept whole."""

from datetime import UTC, datetime

from commonweal.lib.calendar_files import Event, calendar_file

STARTS = datetime(2026, 12, 5, 15, 0, tzinfo=UTC)


def lines_of(**more: object) -> list[bytes]:
    facts = {"uid": "1@x", "title": "Reading", "starts_at": STARTS, "made_at": STARTS, **more}
    return calendar_file(Event(**facts)).split(b"\r\n")  # type: ignore[arg-type]


def test_no_line_is_longer_than_75_octets_and_folding_loses_nothing() -> None:
    title = "ñandú " * 40
    lines = lines_of(title=title)
    assert max(map(len, lines)) <= 75
    assert f"SUMMARY:{title}".encode() in b"\r\n".join(lines).replace(b"\r\n ", b"").split(b"\r\n")


def test_signs_with_a_meaning_are_escaped() -> None:
    assert rb"LOCATION:Room 2\, east\; back\\yard" in lines_of(where="Room 2, east; back\\yard")


def test_text_cannot_begin_a_line_of_its_own() -> None:
    assert b"SUMMARY:Reading\\nEND:VEVENT" in lines_of(title="Reading\r\nEND:VEVENT")


def test_without_an_end_it_takes_an_hour() -> None:
    assert b"DTEND:20261205T160000Z" in lines_of()


def test_cancelled_event_says_so_with_a_higher_number() -> None:
    lines = lines_of(cancelled=True, sequence=3)
    assert (b"STATUS:CANCELLED" in lines, b"SEQUENCE:3" in lines) == (True, True)
