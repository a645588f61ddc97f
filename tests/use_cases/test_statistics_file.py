"""Statistics as files: CSV that a spreadsheet opens, a tagged paper with charts, and both by command."""

from __future__ import annotations

import csv
import io
import stat
import sys
from datetime import date

import pytest

from desktop_app import cli
from desktop_app.cli_output import Exit
from desktop_app.demo import invented_cases
from desktop_app.domain.kind import OrgKind
from desktop_app.domain.statistics import Key, counted
from desktop_app.domain.statistics_release import parts, to_be_told
from desktop_app.errors import LuotsiError
from desktop_app.i18n.labels import Labels
from desktop_app.sheets.drawing import Colour
from desktop_app.sheets.letter import write_letters
from desktop_app.use_cases import cases, statistics, statistics_file, store_access
from desktop_app.use_cases.statistics_words import StatisticsWords
from tests.domain.given import OWN, WORKER
from tests.end_to_end.test_referral import county, hospital, sanna
from tests.sheets.reading import count_colour, opened, picture, plain, text_of

__all__ = ["county", "hospital", "sanna"]

PHRASE = "koe salalause vain"


def counts():
    """The counts of 600 invented cases of the Assistance System."""
    found: dict[Key, int] = {}
    for case in invented_cases.system_cases(600, 4, date(2024, 1, 1), date(2025, 12, 31)):
        for key in counted(invented_cases.with_statistics(case).as_records(OWN, WORKER), OWN):
            found[key] = found.get(key, 0) + 1
    return found


@pytest.fixture
def system(session, monkeypatch):
    """A laptop that takes itself for the Assistance System's, with the year 2025 fixed."""
    monkeypatch.setattr(cases, "organisation_kind", lambda _session: OrgKind.ASSISTANCE_SYSTEM)
    known = counts()
    ops = [statistics._op(part, to_be_told(part, known, OrgKind.ASSISTANCE_SYSTEM)) for part in parts("2025")]
    session.store.save(ops, case=None, at=session.at())
    return session


@pytest.mark.parametrize("language", statistics_file.LANGUAGES)
def test_csv_is_as_spreadsheets_in_finland_open_it(system, language):
    written = statistics_file.as_csv(system, "2025", language)
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.count(b"\r\n") == written.count(b"\n") > 60
    rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert {len(row) for row in rows} == {6}
    for *named, number, under in rows[1:]:
        assert all(named)
        assert (number == "") != (under == ""), "a figure, or what it is under"
        assert int(number or under) % 5 == 0
        assert "_" not in "".join(named), "words, no codes"


@pytest.mark.parametrize("language", statistics_file.LANGUAGES)
def test_the_paper_reads_each_row_as_words_and_figure_and_draws_its_bar(system, language):
    letter = statistics_file.as_letter(system, "2025", language)
    pdf = write_letters((letter,))
    text = plain(text_of(pdf))
    words = StatisticsWords(Labels.load(), language)
    for place in statistics.places(system, "2025"):
        for table in statistics.tables(system, "2025", place):
            for line in words.lines(table):
                assert plain(f"{line.words} {line.figure}") in text
    assert b"/StructTreeRoot" in pdf
    assert count_colour(picture(pdf), Colour.ACCENT) > 500
    assert all(plain(note) in text for note in words.notes(system=True))


def test_what_is_too_small_stands_together_and_says_how_little(system):
    words = StatisticsWords(Labels.load(), "fi")
    tables = {table.code: table for table in statistics.tables(system, "2025", "finland")}
    last = words.lines(tables["citizenship"])[-1]
    assert (last.words, last.figure) == ("Kukin muista", "alle 5")
    forms = next(table for table in statistics.tables(system, "2025") if table.code == "form")
    assert words.lines(forms)[-1].figure == "alle 10", "a sum of two figures may hide twice as many"


def test_the_paper_names_the_organisation_whose_figures_they_are_on_every_page(sanna):
    session, known = sanna.session, counts()
    ops = [statistics._op(part, to_be_told(part, known, OrgKind.ASSISTANCE_SYSTEM)) for part in parts("2025")]
    session.store.save(ops, case=None, at=session.at())
    with opened(write_letters([statistics_file.as_letter(session, "2025", "sv")])) as document:
        for page in document:
            assert "Ammattiliiton jalkautuva työ" in page.get_textpage().get_text_range()


def test_nothing_is_written_before_the_period_is_fixed(system):
    for write in (statistics_file.as_csv, statistics_file.as_letter):
        with pytest.raises(LuotsiError, match="period_not_fixed"):
            write(system, "2024", "fi")


@pytest.fixture
def folder(tmp_path, system, monkeypatch):
    """The folder of the same store, locked, with the passphrase waiting on standard input."""
    store_access.lock(system)
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PHRASE}\n"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return system.folder


def run(folder, *rest):
    return cli.main(["statistics", "--store", str(folder), "--passphrase-from", "stdin", *rest])


@pytest.mark.parametrize(("ending", "begins"), [(".csv", b"\xef\xbb\xbfJakso;"), (".pdf", b"%PDF-1.7")])
def test_the_command_writes_a_new_file_that_its_owner_alone_reads(folder, tmp_path, ending, begins):
    output = tmp_path / f"luvut{ending}"
    assert run(folder, "--period", "2025", "--output", str(output)) == Exit.DONE
    assert output.read_bytes().startswith(begins)
    assert stat.S_IMODE(output.stat().st_mode) == 0o600


def test_the_command_says_what_it_needs_and_what_is_not_fixed(folder, tmp_path, capsys):
    assert run(folder, "--period", "2025", "--output", str(tmp_path / "luvut.txt")) == Exit.WRONG_USE
    assert run(folder, "--period", "2024", "--output", str(tmp_path / "luvut.csv")) == Exit.FAILED
    assert "period_not_fixed" in capsys.readouterr().err
    assert not list(tmp_path.glob("luvut*"))


def test_the_command_fixes_nothing_on_a_laptop_that_may_not(folder, tmp_path, capsys):
    assert run(folder, "--period", "2025-1", "--fix", "--output", str(tmp_path / "luvut.csv")) == Exit.FAILED
    assert "not_enrolled" in capsys.readouterr().err


def test_the_command_lists_periods(folder, capsys):
    assert run(folder, "--list") == Exit.DONE
    assert "2025  fixed" in capsys.readouterr().out


def test_invented_cases_are_the_same_for_a_seed_and_spread_as_published():
    first, again = (list(invented_cases.system_cases(2_000, 7, date(2020, 1, 1), date(2025, 12, 31))) for _ in "ab")
    assert first == again
    assert first != list(invented_cases.system_cases(2_000, 8, date(2020, 1, 1), date(2025, 12, 31)))
    people = [one.values for case in first for one in case.records if one.kind == "person"]
    accounts = [one.values for case in first for one in case.records if one.kind == "account_and_observations"]
    women = sum(person["gender"] == "woman" for person in people) / len(people)
    labour = sum(account["possible_forms"] == ["forced_labour"] for account in accounts) / len(accounts)
    finland = sum(account["place"] != "abroad" for account in accounts) / len(accounts)
    assert [abs(share - wanted) < 0.05 for share, wanted in ((women, 0.61), (labour, 0.45), (finland, 0.44))] == [
        True
    ] * 3
    codes = {person["personal_identity_code"] for person in people if "personal_identity_code" in person}
    assert codes <= set(invented_cases.IDENTITY_CODES)
