"""Days as a calendar file (RFC 5545): whole days with a summary, and nothing that tells what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID

#: Names the program to the calendar that reads the file; it says nothing about the work.
_PRODUCT: Final = "-//Luotsi//Luotsi//EN"

#: The longest line, in bytes of UTF-8, without its end (section 3.1).
_OCTETS: Final = 75


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One whole day: a stable name of 16 bytes, so that a file read twice doubles nothing, and what stands on it."""

    name: bytes
    on: date
    summary: str


def calendar_file(days: Iterable[CalendarDay], made_at: datetime) -> bytes:
    """Return the file: one event for each day, free in the calendar, private, and without an alarm."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for day in days:
        lines += _event(day, made_at)
    lines.append("END:VCALENDAR")
    return b"".join(part + b"\r\n" for line in lines for part in _folded(line))


def _event(day: CalendarDay, made_at: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{UUID(bytes=day.name)}",
        f"DTSTAMP:{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day.on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(day.summary)}",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    """Return a text as a value of its own (section 3.3.11), without control characters."""
    said = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = "\\n".join(said.splitlines())
    return "".join(each for each in lines if each >= " " and each != "\x7f")


def _folded(line: str) -> Iterator[bytes]:
    """Yield a line in parts of at most 75 bytes, each but the first behind a space; no character is torn apart."""
    part = b""
    for character in line:
        encoded = character.encode("utf-8", "replace")
        if len(part) + len(encoded) > _OCTETS:
            yield part
            part = b" "
        part += encoded
    yield part
