"""What is kept until a day goes on that day and no other, on a laptop that works alone."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from desktop_app.errors import LuotsiError
from desktop_app.ledger.directory import OrgKind
from desktop_app.use_cases import (
    case_cover,
    cases,
    consultations,
    joining,
    records,
    retention,
    retention_rules,
    store_access,
    sure_time,
)
from tests.end_to_end.people import found, new_laptop

BEGIN = datetime(2025, 3, 3, 18, 0, tzinfo=UTC)
NAME = "Zacharias Beispiel"


@pytest.fixture
def administrator(tmp_path, central):
    """The session of an administrator's laptop."""
    laptop = new_laptop(tmp_path / "yllapito", "Sanna L.", central)
    found(laptop, OrgKind.OUTREACH, "Testijärjestö")
    yield laptop.session
    store_access.lock(laptop.session)


@pytest.fixture
def office(session):
    """A laptop whose day can be moved on as one in use does it, and the clock behind it."""
    clock = {"now": BEGIN}
    session.clock = lambda: clock["now"]
    sure_time.confirm(session)

    def until(day):
        while clock["now"].date() < day:
            clock["now"] = min(clock["now"] + timedelta(days=7), datetime.combine(day, time(18), UTC))
            sweep(session)

    return session, clock, until


def sweep(session):
    found = []
    while (changed := retention.erase_next(session)) is not None:
        found.append(changed)
        assert len(found) < 50, "what is erased is not erased again"
    return found


def write(session, kind, case, **values):
    form = records.new_form(session, kind, case)
    records.keep_draft(session, form, values)
    assert not records.save(session, form.record).problems
    return form.record


def notes(session, case):
    return [each.record for each in cases.read(session, case).own if each.kind == "note"]


def erasures(session):
    return [
        (each.text("kind"), each.text("erased_on"), each.text("reason"))
        for each in session.store.records_of_kind("erasure")
    ]


def test_a_note_goes_on_its_day_and_leaves_a_dated_record_without_a_word(office):
    session, _, until = office
    case, _ = cases.open_new(session)
    write(session, "note", case, text=NAME)
    until(date(2025, 4, 1))
    assert len(notes(session, case)) == 1
    until(date(2025, 4, 2))
    assert notes(session, case) == []
    assert erasures(session) == [("note", "2025-04-02", "retention")]
    assert NAME not in str([each.values for each in session.store.case_records(case)])


def test_own_work_that_ended_is_erased_after_the_ninety_days_of_the_organisation(office):
    session, clock, until = office
    case, _ = cases.open_new(session)
    write(session, "contact", case, person_wishes=NAME)
    clock["now"] = datetime(2025, 11, 28, 9, 0, tzinfo=UTC)
    sure_time.confirm(session)
    case_cover.close(session, case, "helped_on")
    assert case_cover.read(session, case).delete_on == "2026-02-26"
    until(date(2026, 2, 25))
    assert len(session.store.cases.page().rows) == 1
    until(date(2026, 2, 26))
    assert session.store.cases.page().rows == ()
    assert session.store.case_records(case) == ()
    assert erasures(session) == [("case", "2026-02-26", "retention")]


def test_a_consultation_is_erased_and_can_still_be_counted(office):
    session, _, until = office
    write(session, "consultation", None, question=NAME)
    until(date(2025, 4, 2))
    assert consultations.earlier(session) == ()
    (note,) = session.store.records_of_kind("erasure")
    assert note.text("kind") == "consultation"
    (row,) = note.values["fields"]
    assert row["at"][:7] == "2025-03", "the month in which it was written stays"


def test_a_clock_that_jumps_years_ahead_erases_nothing(office):
    session, clock, _ = office
    case, _ = cases.open_new(session)
    write(session, "note", case, text=NAME)
    clock["now"] = BEGIN + timedelta(days=2000)
    assert sweep(session) == []
    assert sure_time.read(session).doubtful
    assert len(notes(session, case)) == 1
    clock["now"] = BEGIN + timedelta(days=1)
    assert not sure_time.read(session).doubtful
    assert sweep(session) == []


def test_a_laptop_that_lay_in_a_drawer_erases_when_the_worker_says_that_the_day_is_right(office):
    session, clock, _ = office
    case, _ = cases.open_new(session)
    write(session, "note", case, text=NAME)
    clock["now"] = BEGIN + timedelta(days=200)
    assert sweep(session) == []
    sure_time.confirm(session)
    assert len(sweep(session)) == 1
    assert notes(session, case) == []


def test_what_is_being_written_waits(office):
    session, clock, until = office
    case, _ = cases.open_new(session)
    note = write(session, "note", case, text=NAME)
    until(date(2025, 4, 1))
    form = records.open_form(session, note)
    records.keep_draft(session, form, {"text": f"{NAME} called"})
    until(date(2025, 4, 2))
    assert notes(session, case) == [note]
    assert session.store.drafts.get(note) is not None
    clock["now"] += timedelta(days=3)
    sweep(session)
    assert notes(session, case) == []
    assert session.store.drafts.get(note) is None


def test_a_draft_that_was_never_saved_goes_on_its_day_too(office):
    session, _, until = office
    form = records.new_form(session, "consultation", None)
    records.keep_draft(session, form, {"question": NAME})
    until(date(2025, 4, 2))
    assert session.store.drafts.all() == ()


def test_a_case_that_is_gone_on_with_is_not_erased(office):
    session, _, until = office
    case, _ = cases.open_new(session)
    case_cover.close(session, case, "helped_on")
    case_cover.open_again(session, case)
    until(date(2025, 9, 1))
    assert len(session.store.cases.page().rows) == 1


def test_a_day_may_be_chosen_within_the_rule_and_stays_in_the_history(office):
    session, _, until = office
    case, _ = cases.open_new(session)
    note = write(session, "note", case, text=NAME)
    until(date(2025, 3, 20))
    retention.keep_until(session, note, date(2025, 4, 19))
    until(date(2025, 4, 18))
    assert notes(session, case) == [note]
    me = session.store.me()
    assert [entry.set.get("delete_on") for entry in session.store.history(me.org, me.own_stream, note)] == [
        "2025-04-02",
        "2025-04-19",
    ]
    until(date(2025, 4, 19))
    assert notes(session, case) == []


@pytest.mark.parametrize(("day", "code"), [(date(2025, 3, 3), "day_has_passed"), (date(2025, 4, 3), "kept_too_long")])
def test_a_day_that_is_past_or_beyond_the_rule_is_refused(office, day, code):
    session, _, _ = office
    case, _ = cases.open_new(session)
    note = write(session, "note", case, text=NAME)
    with pytest.raises(LuotsiError) as refused:
        retention.keep_until(session, note, day)
    assert refused.value.code == code


def test_a_rule_counts_for_what_is_begun_or_closed_from_then_on(administrator):
    session = administrator
    session.clock = lambda: BEGIN
    case, _ = cases.open_new(session)
    before = write(session, "note", case, text=NAME)
    retention_rules.put(session, "note", 7)
    after = write(session, "note", case, text=NAME)
    days = {each.record: each.text("delete_on") for each in cases.read(session, case).own if each.kind == "note"}
    assert days == {before: "2025-04-02", after: "2025-03-10"}
    retention_rules.put(session, "note", None)
    assert "delete_on" not in records.new_form(session, "note", case).values()
    assert [(rule.kind, rule.days, rule.is_set) for rule in retention_rules.read(session).rows] == [
        ("case", 90, False),
        ("note", None, True),
        ("consultation", 30, False),
    ]


def test_what_goes_soon_is_named_by_reference_and_of_a_case_that_goes_whole_only_once(office):
    session, _, until = office
    case, other = (cases.open_new(session)[0] for _ in range(2))
    write(session, "note", case, text=NAME)
    write(session, "note", other, text=NAME)
    case_cover.close(session, other, "helped_on", date(2024, 1, 1))
    assert [(each.kind, each.case) for each in retention.leaving(session)] == [("case", other)]
    write(session, "consultation", None, question=NAME)
    until(date(2025, 3, 19))
    found = retention.leaving(session)
    assert {(each.kind, each.on.isoformat()) for each in found} == {
        ("note", "2025-04-02"),
        ("consultation", "2025-04-02"),
    }
    assert NAME not in str(found)


def test_of_joined_cases_none_goes_before_the_last_has_had_its_day(office):
    session, clock, until = office
    old, _ = cases.open_new(session)
    write(session, "contact", old, person_wishes=NAME)
    case_cover.close(session, old, "helped_on")
    first = date.fromisoformat(case_cover.read(session, old).delete_on)
    clock["now"] += timedelta(days=30)
    sure_time.confirm(session)
    new, _ = cases.open_new(session)
    joining.join(session, new, old)
    until(first + timedelta(days=7))
    assert [row.delete_on for row in session.store.cases.page().rows] == [None]
    assert NAME in str([each.values for each in session.store.case_records(new)])
    case_cover.close(session, new, "helped_on")
    last = date.fromisoformat(case_cover.read(session, new).delete_on)
    until(last - timedelta(days=1))
    assert NAME in str([each.values for each in session.store.case_records(new)])
    until(last)
    assert session.store.case_records(old) == session.store.case_records(new) == ()
    assert session.store.verify().findings == ()


def test_everything_goes_at_once_at_the_person_s_wish_with_cases_joined(office):
    session, _, _ = office
    case, other, kept = (cases.open_new(session)[0] for _ in range(3))
    for one in (case, other, kept):
        write(session, "note", one, text=NAME)
    joining.join(session, case, other)
    retention.erase_now(session, case)
    assert [row.case for row in session.store.cases.page().rows] == [kept]
    for one in (case, other):
        assert session.store.case_records(one) == ()
    assert {(kind, reason) for kind, _, reason in erasures(session)} == {("case", "by_hand")}
    with pytest.raises(LuotsiError, match="no_such_case"):
        retention.erase_now(session, case)
