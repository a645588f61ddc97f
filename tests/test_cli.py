"""The command line: what each command does, and the exit codes that its help promises."""

from __future__ import annotations

import io
import json
import stat
import sys

import pytest

from desktop_app import cli
from desktop_app.cli import Exit
from desktop_app.use_cases import cases, records, store_access
from desktop_app.use_cases.proceedings import kind as proceedings_kind
from desktop_app.vault.derivation import KdfCost

PHRASE = "koe salalause vain"


@pytest.fixture
def store(tmp_path, monkeypatch):
    """A folder with a store of one case, and the passphrase waiting on standard input."""
    folder = tmp_path / "store"
    session = store_access.create(folder, PHRASE, "Sanna L.", cost=KdfCost(8, 1, 1)).session
    case, _ = cases.open_new(session)
    for kind, values in (
        ("contact", {"person_wishes": "Haluan passini ja palkkani."}),
        (proceedings_kind().name, {"stage": "no_report"}),
    ):
        form = records.new_form(session, kind, case)
        records.keep_draft(session, form, values)
        records.save(session, form.record)
    reference = cases.page(session, cases.ListRequest()).rows[0].reference
    store_access.lock(session)
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PHRASE}\n"))
    return folder, reference


def opened(command, folder, *rest):
    return cli.main([command, "--store", str(folder), "--passphrase-from", "stdin", *rest])


def test_a_sound_store_verifies(store, capsys):
    folder, _ = store
    assert opened("verify", folder) == Exit.DONE
    assert "findings: 0" in capsys.readouterr().out


def test_a_wrong_passphrase_is_told_by_its_exit_code(store, monkeypatch, capsys):
    folder, _ = store
    monkeypatch.setattr(sys, "stdin", io.StringIO("väärä\n"))
    assert opened("verify", folder) == Exit.NOT_OPENED
    assert "wrong_passphrase" in capsys.readouterr().err


def test_no_store_is_told_and_none_is_made(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PHRASE}\n"))
    assert opened("verify", tmp_path / "nothing") == Exit.NOT_OPENED
    assert not (tmp_path / "nothing").exists()


def test_one_case_is_written_as_json_for_its_owner_alone(store, tmp_path):
    folder, reference = store
    output = tmp_path / "case.json"
    assert opened("export", folder, "--case", reference, "--output", str(output)) == Exit.DONE
    document = json.loads(output.read_text())
    assert {record["kind"] for record in document["records"]} == {"case", "contact", "criminal_proceedings"}
    assert len(document["changes"]) == 3
    if sys.platform != "win32":
        assert stat.S_IMODE(output.stat().st_mode) == 0o600


def test_an_export_never_writes_over_a_file(store, tmp_path):
    folder, reference = store
    output = tmp_path / "case.json"
    output.write_text("tärkeä")
    assert opened("export", folder, "--case", reference, "--output", str(output)) == Exit.FAILED
    assert output.read_text() == "tärkeä"


def test_an_unknown_case_is_told(store, tmp_path):
    folder, _ = store
    assert opened("export", folder, "--case", "Ei ole 1", "--output", str(tmp_path / "x")) == Exit.FAILED


def test_a_laptop_that_works_alone_has_nobody_to_sync_with(store, capsys):
    folder, _ = store
    assert opened("sync", folder) == Exit.FAILED
    assert "not_enrolled" in capsys.readouterr().err


def test_sheets_are_listed_and_written_without_a_store(tmp_path, capsys):
    assert cli.main(["sheet", "--list"]) == Exit.DONE
    listed = capsys.readouterr().out
    assert "you-can-get-help  ar  draft" in listed
    output = tmp_path / "sheet.pdf"
    command = ["sheet", "you-can-get-help", "--language", "ar", "--beside", "fi", "--output", str(output)]
    assert cli.main(command) == Exit.DONE
    assert output.read_bytes().startswith(b"%PDF")
    assert "draft" in capsys.readouterr().out


def test_a_command_that_is_not_understood_has_its_own_code(capsys):
    assert cli.main(["no-such-command"]) == Exit.WRONG_USE
    assert cli.main(["sheet", "you-can-get-help"]) == Exit.WRONG_USE
    assert cli.main(["sheet", "no-such-sheet", "--language", "fi", "--output", "x.pdf"]) == Exit.FAILED


@pytest.mark.parametrize("command", ["verify", "sync", "export", "sheet", "demo"])
def test_every_command_documents_the_exit_codes(command, capsys):
    assert cli.main([command, "--help"]) == Exit.DONE
    assert "exit codes:" in capsys.readouterr().out
