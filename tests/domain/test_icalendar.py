"""The calendar file is well formed for every reference, and tells nothing but references and days."""

import re
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.icalendar import CalendarDay, calendar_file

MADE = datetime(2026, 11, 23, 13, 40, tzinfo=UTC)
DAYS = st.lists(
    st.builds(CalendarDay, st.binary(min_size=16, max_size=16), st.dates(max_value=date(9999, 12, 30)), st.text()),
    max_size=4,
)


def read(file):
    """The lines of a file as RFC 5545 (3.1) unfolds them, as names with parameters and values."""
    assert file.endswith(b"\r\n")
    parts = file.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(part) <= 75 for part in parts)
    assert not any(re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", part) for part in parts)
    unfolded: list[bytes] = []
    for part in parts:
        if part.startswith(b" "):
            unfolded[-1] += part[1:]
        else:
            unfolded.append(part)
    return [tuple(line.decode("utf-8").split(":", 1)) for line in unfolded]


def meant(value):
    """A text value as a reader understands it."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def test_one_day_is_one_private_event_of_a_whole_day():
    found = read(calendar_file([CalendarDay(b"n" * 16, date(2026, 12, 31), "Koivu 3")], MADE))
    assert found == [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//Luotsi//Luotsi//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("BEGIN", "VEVENT"),
        ("UID", "6e6e6e6e-6e6e-6e6e-6e6e-6e6e6e6e6e6e"),
        ("DTSTAMP", "20261123T134000Z"),
        ("DTSTART;VALUE=DATE", "20261231"),
        ("DTEND;VALUE=DATE", "20270101"),
        ("SUMMARY", "Koivu 3"),
        ("CLASS", "PRIVATE"),
        ("TRANSP", "TRANSPARENT"),
        ("END", "VEVENT"),
        ("END", "VCALENDAR"),
    ]


def test_what_has_a_meaning_in_the_format_is_escaped():
    (value,) = [
        words[1]
        for words in read(calendar_file([CalendarDay(b"n" * 16, date(2026, 1, 1), "a;b,c\\d\nÄ")], MADE))
        if words[0] == "SUMMARY"
    ]
    assert value == "a\\;b\\,c\\\\d\\nÄ"


@given(DAYS)
def test_every_file_is_well_formed_and_says_what_it_was_given(days):
    found = read(calendar_file(days, MADE))
    summaries = [meant(value) for name, value in found if name == "SUMMARY"]
    wanted = ["\n".join(day.summary.splitlines()) for day in days]
    plain = ["".join(each for each in text if each == "\n" or (each >= " " and each != "\x7f")) for text in wanted]
    assert summaries == plain
    assert [value for name, value in found if name == "DTSTART;VALUE=DATE"] == [f"{day.on:%Y%m%d}" for day in days]
    assert sum(value == "VEVENT" for _, value in found) == 2 * len(days)
