"""Statistics on real stores: counted once, the same on every laptop, and silent about a case kept from a colleague."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from desktop_app.demo import invented_cases
from desktop_app.domain.kind import OrgKind as KindOfOrg
from desktop_app.domain.statistics import CAME, LEFT, Key
from desktop_app.domain.statistics_release import parts, to_be_told
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import b64
from desktop_app.ledger.change import Op
from desktop_app.ledger.directory import OrgKind
from desktop_app.ledger.ids import RecordId, new_id
from desktop_app.storage.writing import Part
from desktop_app.use_cases import access, case_cover, cases, decision, export, proposal, statistics
from tests.end_to_end.people import found, join, new_laptop
from tests.end_to_end.test_story import first_contact, give, write

FIRST, LAST = date(2024, 1, 1), date(2025, 12, 31)
NOW = datetime(2026, 2, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def officer(central, tmp_path):
    """An officer's laptop with two years of invented cases."""
    laptop = new_laptop(tmp_path / "officer", "Oona V.", central)
    found(laptop, OrgKind.ASSISTANCE_SYSTEM, "Auttamisjärjestelmä", type_="reception_centre", authority=True)
    made = invented_cases.system_cases(300, 1, FIRST, LAST)
    laptop.session.store.save_together(invented_cases.parts(map(invented_cases.with_statistics, made)))
    laptop.session.clock = lambda: NOW
    return laptop


def all_files(session):
    """Everything that can be written of every period and place."""
    return [
        (period.code, place, statistics.tables(session, period.code, place))
        for period in statistics.periods(session)
        if period.fixed
        for place in statistics.places(session, period.code)
    ]


def a_victim(session):
    """One more person admitted in January 2025, written down late."""
    case, _ = cases.open_new(session)
    values = {"outcome": "admitted", "ground": "victim_35_1", "decided_on": "2025-01-15", "place_counted": "finland"}
    op = Op(RecordId(new_id()), "decision", values, dict.fromkeys(values, ()))
    session.store.save_together([Part(ops=[op], case=case, at=session.at())])
    return case, op.record


def test_a_year_has_the_published_tables_and_no_exact_count(officer):
    session = officer.session
    assert [period.code for period in statistics.periods(session)][:3] == ["2025", "2025-2", "2025-1"]
    statistics.fix(session, "2025")
    seen = {
        table.code: table.figures for place in statistics.PLACES for table in statistics.tables(session, "2025", place)
    }
    assert {"proposals", "outcomes", "age", "sex", "place", "form", "endings", "clients"} <= seen.keys()
    assert {"form_finland", "sector", "citizenship", "residence", "form_abroad"} <= seen.keys()
    assert all(figure.number % 5 == 0 for figures in seen.values() for figure in figures)
    victims = next(figure.number for figure in seen["outcomes"] if figure.cell == "victim")
    counts = session.store.statistics_counts()
    true = sum(counts.get(Key(half, "outcomes", "victim"), 0) for half in ("2025-1", "2025-2"))
    assert true - 8 <= victims <= true
    assert victims > 30


def test_what_happens_after_a_period_was_fixed_changes_no_file_of_it(officer):
    session = officer.session
    statistics.fix(session, "2025")
    before = all_files(session)
    counts = session.store.statistics_counts()
    for _ in range(5):
        a_victim(session)
    case, record = a_victim(session)
    assert session.store.statistics_counts() != counts, "they are counted"
    session.store.save_together(
        [Part(ops=[Op(record, "decision", {"_deleted": True}, {"outcome": ()})], case=case, at=session.at())]
    )
    fixed = session.store.records_of_kind("statistics")[0]
    session.store.save([Op(fixed.record, "statistics", {"_deleted": True}, {})], case=None, at=session.at())
    assert statistics.fix(session, "2025") == frozenset()
    assert all_files(session) == before
    statistics.fix(session, "2024")
    assert [each for each in all_files(session) if each[0].startswith("2025")] == before


def test_a_period_is_not_shown_before_it_is_fixed_nor_fixed_before_it_has_long_ended(officer):
    session = officer.session
    with pytest.raises(LuotsiError, match="period_not_fixed"):
        statistics.tables(session, "2025")
    for early in ("2026-1", "2026", "nonsense"):
        with pytest.raises(LuotsiError, match="period_not_ended"):
            statistics.fix(session, early)
    session.clock = lambda: datetime(2026, 1, 30, 9, tzinfo=UTC)
    with pytest.raises(LuotsiError, match="period_not_ended"):
        statistics.fix(session, "2025")
    assert "2025" not in {period.code for period in statistics.periods(session)}


def test_figures_fixed_on_one_laptop_are_those_of_every_laptop_and_the_earlier_ones_stand(officer, central, tmp_path):
    colleague = new_laptop(tmp_path / "colleague", "Kaisa K.", central)
    join(colleague, officer, frozenset({"decide"}))
    officer.sync(), colleague.sync()
    colleague.session.clock = lambda: NOW.replace(day=10)
    statistics.fix(officer.session, "2025-1")
    for _ in range(6):
        a_victim(colleague.session)
    statistics.fix(colleague.session, "2025-1")
    assert all_files(colleague.session) != all_files(officer.session), "they have not met"
    officer.sync(), colleague.sync(), officer.sync()
    assert all_files(colleague.session) == all_files(officer.session)
    assert len(officer.session.store.records_of_kind("statistics")) == 2
    assert officer.session.store.verify().sound


def test_what_is_read_for_a_year_is_all_that_it_is_told_from(officer):
    store, kind = officer.session.store, KindOfOrg.ASSISTANCE_SYSTEM
    whole = store.statistics_counts()
    for year in ("2024", "2025"):
        read = store.statistics_counts(year)
        assert read.items() < whole.items()
        assert {key for key in whole if key.table in (CAME, LEFT)} <= read.keys()
        for part in parts(year):
            told = to_be_told(part, whole, kind)
            assert told
            assert to_be_told(part, read, kind) == told


def test_only_an_officers_laptop_that_may_decide_fixes(officer, central, tmp_path):
    colleague = new_laptop(tmp_path / "colleague", "Kaisa K.", central)
    with pytest.raises(LuotsiError, match="not_enrolled"):
        statistics.fix(colleague.session, "2025-1")
    join(colleague, officer)
    colleague.sync()
    colleague.session.clock = lambda: NOW
    with pytest.raises(LuotsiError, match="may_not_fix"):
        statistics.fix(colleague.session, "2025-1")


def test_a_case_kept_from_a_colleague_is_counted_for_nobody_one_outside_a_team_for_all(officer, central, tmp_path):
    colleague = new_laptop(tmp_path / "colleague", "Kaisa K.", central)
    join(colleague, officer, frozenset({"decide"}))
    officer.sync(), colleague.sync()
    them, victims = colleague.session.store.me().user, Key("2025-1", "outcomes", "victim")
    before = officer.session.store.statistics_counts()
    case, _ = a_victim(officer.session)
    officer.sync(), colleague.sync()
    assert [cases.page(one.session, cases.ListRequest()).total for one in (officer, colleague)] == [301, 300]
    for laptop in (officer, colleague):
        assert laptop.session.store.statistics_counts()[victims] == before[victims] + 1, "outside the team it counts"
    case_cover.set_blocked(officer.session, case, [them])
    officer.sync(), colleague.sync()
    for laptop in (officer, colleague):
        assert laptop.session.store.statistics_counts() == before, "as if it did not exist"
    case_cover.set_blocked(officer.session, case, [])
    assert officer.session.store.statistics_counts()[victims] == before[victims] + 1
    assert b64(them) not in str(officer.session.store.statistics_counts())


def test_a_proposal_that_came_is_noted_in_the_own_stream_once_and_counted_there_alone(officer, central, tmp_path):
    sanna = new_laptop(tmp_path / "sanna", "Sanna L.", central)
    found(sanna, OrgKind.OUTREACH, "Jalkautuva työ", type_="union")
    sanna.sync()
    case = first_contact(sanna)
    give(sanna, case, "send_proposal", ["identity"])
    proposal.send(sanna.session, case)
    sanna.sync(), officer.sync()
    (received,) = officer.session.store.received_cases()
    unions = [key for key in officer.session.store.statistics_counts() if key[1:] == ("proposals", "union")]
    assert not unions, "what others wrote is not counted"
    decision.mark_opened(officer.session, received)
    decision.mark_opened(officer.session, received)
    counts = officer.session.store.statistics_counts()
    assert sum(number for key, number in counts.items() if key[1:] == ("proposals", "union")) == 1
    assert len([one for one in cases.read(officer.session, received).own if one.kind == "proposal_received"]) == 1


def test_an_outreach_organisation_counts_contacts_sheets_and_consultations_for_itself(central, tmp_path):
    sanna = new_laptop(tmp_path / "sanna", "Sanna L.", central)
    found(sanna, OrgKind.OUTREACH, "Jalkautuva työ", type_="union")
    made = invented_cases.outreach_cases(40, 2, FIRST, LAST)
    sanna.session.store.save_together([*invented_cases.parts(made), *invented_cases.consultations(60, 3, FIRST, LAST)])
    sanna.session.clock = lambda: NOW
    statistics.fix(sanna.session, "2025")
    figures = {table.code: table.figures for table in statistics.tables(sanna.session, "2025")}
    assert list(figures) == ["contacts", "sheets", "consultations", "reasons"]
    assert all(figures[code][0].number >= 10 for code in ("contacts", "sheets", "consultations"))
    assert statistics.places(sanna.session, "2025") == ("",)


def test_a_file_that_was_made_stands_in_the_access_log_without_a_case(officer):
    statistics.note_file(officer.session, access.EXPORTED)
    case, _ = cases.open_new(officer.session)
    write(officer, "note", case, {"text": "muistiin"})
    lines = [line for line in access.read(officer.session).lines if line.kind == "statistics"]
    assert [(line.reference, line.what, line.by_me) for line in lines] == [("", "exported", True)]


def test_what_is_fixed_holds_figures_and_nothing_of_a_case(officer):
    statistics.fix(officer.session, "2025")
    for record in officer.session.store.records_of_kind("statistics"):
        assert set(record.values) == {"period", "figures"}
        assert record.case is None
        for row in record.values["figures"]:
            assert set(row) == {"table", "cell", "number"}
            assert row["number"] % 5 == 0


def test_the_counts_are_a_projection_that_a_rebuilding_brings_back(officer):
    before = officer.session.store.statistics_counts()
    a_victim(officer.session)
    after = officer.session.store.statistics_counts()
    officer.session.store.rebuild()
    assert officer.session.store.statistics_counts() == after != before
    with officer.session.store._database.write() as connection:
        connection.execute("UPDATE statistics_count SET number = number + 1 WHERE key = '2025-1 outcomes victim'")
    assert [finding.place for finding in officer.session.store.verify().findings] == ["statistics_count (1)"]


def test_one_case_as_a_file_is_still_noted_with_its_case(officer):
    case, _ = cases.open_new(officer.session)
    export.case_as_json(officer.session, case)
    write(officer, "note", case, {"text": "muistiin"})
    assert any(line.what == "exported" and line.reference for line in access.read(officer.session).lines)
