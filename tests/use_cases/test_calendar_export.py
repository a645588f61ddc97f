"""The calendar file names references and days that stand in lists, of cases that exist for the worker, and no more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop_app.domain.moment import day_in_finland
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import new_id
from desktop_app.settings import Settings
from desktop_app.use_cases import access, calendar_export, case_cover, cases, records


@pytest.fixture
def today(session):
    return day_in_finland(session.now())


def write(session, of_kind, case, **values):
    form = records.new_form(session, of_kind, case)
    records.keep_draft(session, form, values)
    assert not records.save(session, form.record).problems
    return form.record


def opened(session):
    case, _ = cases.open_new(session)
    return case, session.store.cases.row(case).reference


def agreed(session, case, day):
    return write(session, "contact", case, next_step=f"Soitetaan {day.day}.{day.month}.{day.year}, Mattilassa")


def test_it_is_off_until_it_is_turned_on():
    assert Settings().calendar is False


def test_what_is_agreed_ends_and_is_erased_stands_there_by_reference_alone(session, today, tmp_path):
    case, reference = opened(session)
    soon, later = today + timedelta(days=3), today + timedelta(days=40)
    agreed(session, case, soon)
    values = {"purpose": "police", "recipient": "list:police", "answer": "given", "valid_until": later.isoformat()}
    write(session, "consent", case, **values)
    closed, other = opened(session)
    case_cover.close(session, closed, "helped_on")
    path = tmp_path / "kalenteri.ics"
    assert calendar_export.save(session, path) == 3
    days = [(day.summary, day.on) for day in calendar_export.due_days(session)]
    assert days == [(reference, soon), (reference, later), (other, today + timedelta(days=90))]
    text = path.read_text(encoding="utf-8")
    for hidden in ("Soitetaan", "Mattilassa", "police", b64(case), case.hex()):
        assert hidden not in text
    assert path.stat().st_mode & 0o077 == 0


def test_days_of_secret_and_safety_data_are_not_in_it(session, today):
    case, _ = opened(session)
    day = (today + timedelta(days=5)).isoformat()
    write(session, "person", case, removal_on=day, residence_until=day)
    write(session, "safety_assessment", case, travel_on=day, safe_until=f"{day}T10:00+02:00")
    assert calendar_export.due_days(session) == ()


def test_a_name_stays_when_the_day_moves_and_says_nothing(session, today):
    case, _ = opened(session)
    contact = agreed(session, case, today + timedelta(days=3))
    (before,) = calendar_export.due_days(session)
    form = records.open_form(session, contact)
    moved = today + timedelta(days=9)
    records.keep_draft(session, form, {"next_step": f"Soitetaan {moved.day}.{moved.month}.{moved.year}"})
    records.save(session, contact)
    (after,) = calendar_export.due_days(session)
    assert (after.name, after.on) == (before.name, moved)
    assert after.name not in (bytes(case), bytes(contact))


def test_a_case_that_does_not_exist_for_the_worker_is_not_in_it(session, today):
    case, _ = opened(session)
    agreed(session, case, today + timedelta(days=3))
    (cover,) = cases.read(session, case).of_kind("case")
    values: dict[str, Json] = {"responsible_worker": b64(new_id()), "case_team": [b64(new_id())]}
    op = Op(cover.record, "case", values, {name: cover.heads[name] for name in values})
    session.store.save([op], case=case, at=session.at())
    assert calendar_export.due_days(session) == ()


def test_each_case_is_noted_as_exported_and_a_file_that_cannot_be_written_notes_nothing(session, today, tmp_path):
    case, _ = opened(session)
    agreed(session, case, today + timedelta(days=3))
    with pytest.raises(LuotsiError, match="disk_failed"):
        calendar_export.save(session, tmp_path / "no folder" / "kalenteri.ics")
    calendar_export.save(session, tmp_path / "kalenteri.ics")
    write(session, "note", case, text="next save")
    found = session.store.access_entries("", None, "", "~", 10)
    assert [entry.kind for entry in found if entry.what == access.EXPORTED] == ["calendar"]
