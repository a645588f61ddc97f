"""The command line: what each command does, and the exit codes that its help promises."""

from __future__ import annotations

import io
import json
import os
import shutil
import stat
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from desktop_app import cli
from desktop_app.cli_output import Exit
from desktop_app.errors import LuotsiError
from desktop_app.use_cases import cases, commands, records, store_access, verification
from desktop_app.use_cases.proceedings import kind as proceedings_kind
from desktop_app.vault.derivation import KdfCost

PHRASE = "koe salalause vain"


ROOT = Path(__file__).resolve().parent.parent
CHEAP = KdfCost(8, 1, 1)


@pytest.fixture(autouse=True)
def english(monkeypatch):
    """The system speaks English unless a test says otherwise."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def store(tmp_path, monkeypatch):
    """A folder with a store of one case, and the passphrase waiting on standard input."""
    folder = tmp_path / "store"
    session = store_access.create(folder, PHRASE, "Sanna L.", cost=CHEAP).session
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
    assert "Faults found: 0" in capsys.readouterr().out


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


def program(folder, *arguments, **more):
    """The program as a process of its own; the passphrase is the line that it reads."""
    environment = {**os.environ, "LUOTSI_DATA": str(folder), "PYTHONPATH": str(ROOT), **more.pop("environment", {})}
    command = [sys.executable, "-m", "desktop_app", *arguments]
    given = more.pop("input", f"{PHRASE}\n".encode())
    return subprocess.run(command, input=given, capture_output=True, env=environment, timeout=120, check=False, **more)


STDIN = ("--passphrase-from", "stdin")


@pytest.mark.parametrize(
    ("language", "words"),
    [("fi_FI.UTF-8", "Salalause"), ("sv_FI.UTF-8", "Lösenfrasen"), ("de_DE.UTF-8", "The passphrase")],
)
def test_what_goes_wrong_is_said_in_the_systems_language(store, monkeypatch, capsys, language, words):
    monkeypatch.setenv("LC_ALL", language)
    monkeypatch.setattr(sys, "stdin", io.StringIO("väärä\n"))
    assert opened("verify", store[0]) == Exit.NOT_OPENED
    said = capsys.readouterr().err
    assert words in said
    assert "(wrong_passphrase)" in said


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (lambda folder: (folder / "keyslots.json").unlink(), Exit.DONE),  # the second copy serves
        (lambda folder: [one.unlink() for one in folder.glob("keyslots*")], Exit.NOT_OPENED),
        (lambda folder: [one.write_bytes(b"{}") for one in folder.glob("keyslots*")], Exit.NOT_OPENED),
        (lambda folder: (folder / "luotsi.db").unlink(), Exit.NOT_OPENED),
        (lambda folder: (folder / "luotsi.db").write_bytes(b"x" * 9_000), Exit.NOT_OPENED),
    ],
)
def test_a_store_that_lost_a_file_is_told_by_the_exit_code(store, capsys, harm, code):
    harm(store[0])
    assert opened("verify", store[0]) == code
    assert "Traceback" not in capsys.readouterr().err


def test_a_page_that_was_damaged_later_is_found_by_verify(store, capsys):
    file = store[0] / "luotsi.db"
    content = bytearray(file.read_bytes())
    content[-100] ^= 1
    file.write_bytes(content)
    assert opened("verify", store[0]) in (Exit.FAULT_FOUND, Exit.NOT_OPENED)
    told = capsys.readouterr()
    assert "damaged" in told.out + told.err


def test_a_store_that_another_program_has_open_is_left_alone(store, monkeypatch, capsys):
    session = store_access.unlock(store[0], PHRASE)
    try:
        assert opened("sync", store[0]) == Exit.NOT_OPENED
        assert "store_in_use" in capsys.readouterr().err
    finally:
        store_access.lock(session)
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PHRASE}\n"))
    assert opened("verify", store[0]) == Exit.DONE


@pytest.mark.parametrize("given", [b"", b"\n", b"\xff\xfe\n", b"\x00\n", b"x" * 100_000])
def test_whatever_comes_instead_of_a_passphrase_only_fails_to_open(store, given):
    for encoding in ("utf-8", "latin-1"):
        done = program(store[0], "verify", *STDIN, input=given, environment={"PYTHONIOENCODING": encoding})
        assert done.returncode == Exit.NOT_OPENED
        assert b"Traceback" not in done.stderr
        (store[0] / "tries.json").unlink(missing_ok=True)


def test_a_passphrase_is_never_asked_for_where_it_would_be_seen(store):
    done = program(store[0], "verify", start_new_session=True)
    assert done.returncode == Exit.NOT_OPENED
    assert b"no_terminal" in done.stderr
    assert b"Warning" not in done.stderr


def on_a_terminal(folder, typed):
    """Run verify on a terminal, type when it asks, and return its exit code and all that the terminal showed."""
    ours, its = os.openpty()
    heeding = ["env", "--default-signal=INT"]  # a suite started in the background hands down that Ctrl-C is ignored
    verify = [sys.executable, "-m", "desktop_app", "verify", "--store", str(folder)]
    command = [*heeding, "setsid", "--ctty", "--wait", *verify]
    child = subprocess.Popen(command, stdin=its, stdout=its, stderr=its, cwd=ROOT)
    late = threading.Timer(120, child.kill)  # a command that never ends fails its test, and does not hold up the rest
    late.start()
    os.close(its)
    shown, waiting = b"", typed
    with suppress(OSError):  # the terminal's other end is closed
        while part := os.read(ours, 1_000):
            shown += part
            if waiting and b"Passphrase: " in shown:
                os.write(ours, waiting)
                waiting = b""
    os.close(ours)
    late.cancel()
    return child.wait(), shown


@pytest.mark.skipif(shutil.which("setsid") is None, reason="gives a process a terminal of its own")
def test_a_passphrase_typed_on_a_terminal_is_not_shown(store):
    code, shown = on_a_terminal(store[0], f"{PHRASE}\n".encode())
    assert code == Exit.DONE
    assert PHRASE.encode() not in shown


@pytest.mark.skipif(shutil.which("setsid") is None, reason="gives a process a terminal of its own")
def test_ctrl_c_ends_a_command_quietly(store):
    code, shown = on_a_terminal(store[0], b"\x03")
    assert code == Exit.BROKEN_OFF
    assert b"Traceback" not in shown


def test_a_reader_that_goes_away_is_no_failure(tmp_path):
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "desktop_app", "sheet", "--list"],
        stdout=writing, stderr=subprocess.PIPE, cwd=ROOT, timeout=120, check=False,
    )  # fmt: skip
    os.close(writing)
    assert (done.returncode, done.stderr) == (Exit.DONE, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_an_output_that_is_full_is_told():
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "desktop_app", "sheet", "--list"],
            stdout=full, stderr=subprocess.PIPE, cwd=ROOT, timeout=120, check=False,
        )  # fmt: skip
    assert done.returncode == Exit.FAILED
    assert b"disk is full" in done.stderr
    assert b"Exception" not in done.stderr


@pytest.mark.parametrize("command", ["export", "sheet"])
def test_a_disk_that_is_full_leaves_no_part_of_a_file(store, tmp_path, monkeypatch, capsys, command):
    import errno

    output, old = tmp_path / "out" / "file", b"" if command == "export" else b"an older sheet"
    output.parent.mkdir()
    if old:
        output.write_bytes(old)
    session = store_access.unlock(store[0], PHRASE)  # the store itself still writes: only the output is full
    monkeypatch.setattr(store_access, "unlock", lambda folder, passphrase: session)

    def full(*arguments, **more):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    monkeypatch.setattr(Path, "replace", full)
    what = {
        "export": ["--store", str(store[0]), *STDIN, "--case", store[1]],
        "sheet": ["you-can-get-help", "--language", "fi"],
    }
    assert cli.main([command, *what[command], "--output", str(output)]) == Exit.FAILED
    assert "disk is full" in capsys.readouterr().err
    assert {one.name: one.read_bytes() for one in output.parent.iterdir()} == ({"file": old} if old else {})


def test_a_bug_shows_neither_a_trace_nor_what_was_typed(store, monkeypatch, capsys):
    def broken(session):
        raise ValueError("Haluan passini")

    monkeypatch.setattr(verification, "verify", broken)
    assert opened("verify", store[0]) == Exit.FAILED
    said = capsys.readouterr().err
    assert "(ValueError, test_cli.py:" in said
    assert "Traceback" not in said
    assert "passini" not in said


def test_what_was_typed_and_not_saved_goes_with_a_sync(store, monkeypatch):
    folder, _ = store
    session = store_access.unlock(folder, PHRASE)
    case = cases.page(session, cases.ListRequest()).rows[0].case
    records.keep_draft(session, records.new_form(session, "note", case), {"text": "Kesken jää"})
    store_access.lock(session)
    seen = []

    def sync_now(session):
        seen.append(session.store.drafts.all())
        raise LuotsiError("central_unavailable")

    monkeypatch.setattr(commands, "exchange_by_hand", sync_now)
    assert opened("sync", folder) == Exit.NO_NETWORK
    assert seen == [()]


@pytest.mark.parametrize("command", ["verify", "sync", "export", "sheet", "demo"])
def test_every_command_documents_the_exit_codes(command, capsys):
    assert cli.main([command, "--help"]) == Exit.DONE
    assert "exit codes:" in capsys.readouterr().out


def test_bundles_are_saved_and_taken_in_from_the_command_line(tmp_path, central, monkeypatch, capsys):
    from desktop_app.ledger.directory import OrgKind
    from tests.end_to_end.people import found, join, new_laptop

    sanna, mikael = (new_laptop(tmp_path / name, name, central) for name in ("sanna", "mikael"))
    found(sanna, OrgKind.OUTREACH, "Testijärjestö")
    join(mikael, sanna)
    for laptop in (sanna, mikael, sanna):
        laptop.sync()
    cases.open_new(sanna.session)
    stick = tmp_path / "stick"
    stick.mkdir()
    for laptop in (sanna, mikael):
        store_access.lock(laptop.session)

    def run(folder, *rest):
        monkeypatch.setattr(sys, "stdin", io.StringIO("koe salalause vain\n"))
        return cli.main(["bundle", rest[0], "--store", str(folder), "--passphrase-from", "stdin", *map(str, rest[1:])])

    assert run(tmp_path / "sanna", "save", stick) == Exit.DONE
    (bundle,) = stick.iterdir()
    assert str(bundle) in capsys.readouterr().out
    assert run(tmp_path / "mikael", "take-in", bundle) == Exit.DONE
    assert "New here: 1." in capsys.readouterr().out
    bundle.write_bytes(bundle.read_bytes()[:-1])
    assert run(tmp_path / "mikael", "take-in", bundle) == Exit.FAILED
    assert "bundle_damaged" in capsys.readouterr().err
