"""The command line: a root ceremony from nothing to an organisation, and what it refuses."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from central_system import embedded, root_ceremony
from central_system.__main__ import main
from central_system.keys import ServerKeys
from central_system.local import LocalCentral
from central_system.place import Place
from central_system.serving import bind
from desktop_app.ledger.bundle import Contents, make_bundle, open_bundle
from desktop_app.ledger.ids import OrgId, feed_start, new_id
from desktop_app.ledger.invitation import Invitation
from desktop_app.ledger.keys import DeviceKey, RecoveryKey, Ring, org_kem
from desktop_app.ledger.locked_key import lock_key
from desktop_app.ledger.messages import CentralUnavailable, EnrolRequest
from desktop_app.ledger.roster import Recovery, first_roster
from desktop_app.ledger.trust import Trust
from desktop_app.ledger.words import enrolment_words
from desktop_app.sync.http_central import HttpCentral
from tests.central_system.writing import Laptop

URL = "https://central.example"
ROOT = (["root", "new"], ["root", "replace"], ["root", "sign"])


class Operator:
    """Runs commands on one data folder and reads what they say."""

    def __init__(self, folder: Path, owner: str, application: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.data, self.root = folder, folder / "data", folder / "root"
        self.owner, self.application, self.capsys = owner, application, capsys

    def run(self, *arguments: str | Path, owner: bool = False, code: int = 0) -> str:
        place = ["--data", str(self.data), "--database", self.owner if owner else self.application]
        words = [str(argument) for argument in arguments]
        self.capsys.readouterr()
        assert main(words if words[0] == "root" else [*words, *place]) == code
        said = self.capsys.readouterr()
        return said.err if code else said.out

    def set_up(self) -> Path:
        """Root keys, database and unsigned directory."""
        self.run("root", "new", "--output", self.root, "--without-passphrase")
        unsigned = self.folder / "first.json"
        root = self.root / "root-public.json"
        self.run("init", "--url", URL + "/", "--root", root, "--output", unsigned, owner=True)
        return unsigned

    def sign(self, file: Path, *numbers: int) -> str:
        keys = [part for number in numbers for part in ("--key", self.root / f"root-key-{number}.json")]
        return self.run("root", "sign", file, *keys)


@pytest.fixture
def operator(
    tmp_path: Path, postgres: embedded.Embedded, fresh_database: str, capsys: pytest.CaptureFixture[str]
) -> Operator:
    owner = postgres.address(fresh_database, "postgres")
    return Operator(tmp_path, owner, postgres.address(fresh_database, "luotsi_app"), capsys)


def test_the_root_ceremony_from_nothing_to_a_working_organisation(operator: Operator) -> None:
    unsigned = operator.set_up()
    assert "Signed by 2" in operator.sign(unsigned, 1, 3)
    operator.run("init", "--signed", unsigned, owner=True)

    invitation = Invitation.from_text(operator.run("invite", "--new-organisation"))
    assert (invitation.address, invitation.org) == (URL, None)
    org, key, ring = OrgId(new_id()), DeviceKey.generate(), Ring.new()
    with Place(operator.data, operator.application).opened() as (central, _):
        request = EnrolRequest(org, invitation.code, key.public, key.kem_public, "Kuvitteellinen kone")
        ticket = LocalCentral(central).enrol(request).ticket
        assert LocalCentral(central).enrolment(ticket).state == "waiting"

    words = " ".join(enrolment_words(org, key.public, key.kem_public, invitation.root_hash))
    listed = operator.run("add-organisation", "--list")
    assert words in listed
    following = operator.folder / "second.json"
    said = operator.run(
        "add-organisation", "--ticket", listed[:8], "--name", "Kuvitteellinen järjestö", "--kind", "outreach",
        "--type", "other_organisation", "--output", following,
    )  # fmt: skip
    assert words in said
    assert "[under_threshold]" in operator.run("add-organisation", "--signed", following, owner=True, code=1)
    operator.sign(following, 1)
    assert "[under_threshold]" in operator.run("add-organisation", "--signed", following, owner=True, code=1)
    assert "Kuvitteellinen järjestö" in operator.sign(following, 2)
    operator.run("add-organisation", "--signed", following, owner=True)
    assert operator.run("add-organisation", "--list") == ""

    laptop = Laptop(org, ring, key)
    with Place(operator.data, operator.application).opened() as (central, _):
        client = LocalCentral(central, key.dev)
        assert client.enrolment(ticket).state == "ready"
        trust = Trust(invitation.root_hash)
        for directory in client.directories(0):
            trust = trust.accept_directory(directory)
        roster = first_roster(org, key, ring, Recovery.of(RecoveryKey.derive(new_id(), org)))
        client.publish(roster, ())
        client.push([laptop.write()])
        assert len(client.feed(0, feed_start(org)).lines) == 1

    status = operator.run("status")
    assert "Kuvitteellinen järjestö" in status
    assert "active, 1 changes" in status
    _whoever_reads_has_enough(operator)
    _a_bundle_is_taken_in_and_answered(operator, laptop)


def _a_bundle_is_taken_in_and_answered(operator: Operator, laptop: Laptop) -> None:
    stick = operator.folder / "stick"
    stick.mkdir()
    keys = ServerKeys.load(operator.data)
    contents = Contents(tuple(laptop.several(2)))
    (stick / "data-1.bin").write_bytes(b"".join(make_bundle(contents, [keys.kem.public])))
    (stick / "data-2.bin").write_bytes((stick / "data-1.bin").read_bytes()[:-1])
    said = operator.run("bundle", stick / "data-1.bin", "--answer", stick)
    assert f"{laptop.key.dev.hex()}  held up to 3" in said
    answers = [Path(line) for line in said.splitlines() if line.endswith(".bin")]
    assert all(stat.S_IMODE(answer.stat().st_mode) == 0o600 for answer in answers)
    opened = [open_bundle(answer.read_bytes(), org_kem(laptop.keys.ring.secret(1), laptop.org)) for answer in answers]
    assert [receipt.parsed().n for one in opened for receipt in one.receipts] == [3]
    assert "[damaged_file]" in operator.run("bundle", stick / "data-2.bin", code=1)
    assert "[file_unreadable]" in operator.run("bundle", stick / "gone.bin", code=1)


def _whoever_reads_has_enough(operator: Operator) -> None:
    """As behind `status | head -1`: it ends without a complaint."""
    reading, writing = os.pipe()
    os.close(reading)
    place = ["--data", str(operator.data), "--database", operator.application]
    command = [sys.executable, "-m", "central_system", "status", *place]
    with os.fdopen(writing, "wb") as nobody:
        done = subprocess.run(command, stdout=nobody, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_suspended_laptop_is_set_aside_until_lifted(operator: Operator) -> None:
    unsigned = operator.set_up()
    operator.sign(unsigned, 1, 2)
    operator.run("init", "--signed", unsigned, owner=True)
    invitation = Invitation.from_text(operator.run("invite", "--new-organisation"))
    org, key, ring = OrgId(new_id()), DeviceKey.generate(), Ring.new()
    with Place(operator.data, operator.application).opened() as (central, _):
        LocalCentral(central).enrol(EnrolRequest(org, invitation.code, key.public, key.kem_public, "Kone"))
    ticket = operator.run("add-organisation", "--list").split()[0]
    following = operator.folder / "second.json"
    words = ("--name", "Järjestö", "--kind", "outreach", "--type", "other_organisation", "--output", following)
    operator.run("add-organisation", "--ticket", ticket, *words)
    operator.sign(following, 2, 3)
    operator.run("add-organisation", "--signed", following, owner=True)
    status = operator.run("status")
    org_text = status.split("  id ")[1].split()[0]
    dev_text = status.split("  laptop ")[1].split()[0]
    assert "[wrong_id]" in operator.run("suspend", org_text, "xyz", code=1)
    assert "[unknown_device]" in operator.run("suspend", org_text, "00" * 16, code=1)
    place = Invitation.from_text(operator.run("invite", "--lost", org_text))
    assert (place.org, place.code) == (org, ""), "where the organisation is, and no way in"
    assert "[organisation_unknown]" in operator.run("invite", "--lost", "00" * 16, code=1)
    assert "Suspended" in operator.run("suspend", org_text, dev_text)
    laptop = Laptop(org, ring, key)
    with Place(operator.data, operator.application).opened() as (central, _):
        assert LocalCentral(central, key.dev).push([laptop.write()]).quarantined == (1,)
    assert "1 set aside" in operator.run("status")
    operator.run("suspend", org_text, dev_text, "--lift")
    with Place(operator.data, operator.application).opened() as (central, _):
        assert LocalCentral(central, key.dev).feed(0, feed_start(org)).head == 1


def test_root_keys_lie_under_a_passphrase_and_never_on_the_server(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(root_ceremony, "lock_key", partial(lock_key, memory=1024))  # the same way, sooner
    passphrases = operator.folder / "passphrases"
    passphrases.write_text("kuusi metri aalto yksi\nkuusi metri aalto kaksi\nkuusi metri aalto kolme\n")
    operator.run("root", "new", "--output", operator.root, "--passphrase-file", passphrases)
    for number in (1, 2, 3):
        path = operator.root / f"root-key-{number}.json"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600 or os.name == "nt"
        assert b"clear" not in path.read_bytes()
    unsigned = operator.folder / "first.json"
    root = operator.root / "root-public.json"
    operator.run("init", "--url", URL, "--root", root, "--output", unsigned, owner=True)
    passphrases.write_text("wrong wrong wrong\n")
    key = operator.root / "root-key-1.json"
    refused = operator.run("root", "sign", unsigned, "--key", key, "--passphrase-file", passphrases, code=1)
    assert "[wrong_passphrase]" in refused
    passphrases.write_text("kuusi metri aalto yksi\n")
    operator.run("root", "sign", unsigned, "--key", key, "--passphrase-file", passphrases)
    assert {path.name for path in operator.data.iterdir()} == {"central.json", "server_keys.json"}
    assert stat.S_IMODE((operator.data / "server_keys.json").stat().st_mode) == 0o600 or os.name == "nt"


def test_clear_words_and_exit_codes(operator: Operator) -> None:
    assert "[not_made]" in operator.run("status", code=1)
    assert "[wrong_use]" in operator.run("init", owner=True, code=2)
    operator.set_up()
    assert "[directory_missing]" in operator.run("status", code=1)
    assert "[file_exists]" in operator.run("root", "new", "--output", operator.root, "--without-passphrase", code=1)
    root = operator.root / "root-public.json"
    assert "[already_made]" in operator.run(
        "init", "--url", "https://other.example", "--root", root, owner=True, code=1
    )
    assert "[wrong_use]" in operator.run("init", "--url", URL, owner=True, code=2)
    assert "[wrong_file]" in operator.run("init", "--signed", root, owner=True, code=1)
    assert "[database_login_too_strong]" in operator.run("status", owner=True, code=1)
    assert "[certificate_needed]" in operator.run("serve", "--host", "0.0.0.0", code=1)
    gone = Operator(operator.folder, "host=/nonexistent dbname=x", "host=/nonexistent dbname=x", operator.capsys)
    assert "[database_away]" in gone.run("status", code=3)


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (
        [],
        ["init"],
        ["serve"],
        ["add-organisation"],
        ["invite"],
        ["suspend"],
        ["status"],
        ["directory"],
        *ROOT,
    ):
        with pytest.raises(SystemExit) as exit_:
            main([*words, "--help"])
        assert exit_.value.code == 0
    assert "exit codes" in capsys.readouterr().out


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that the database's own user may enter, unlike pytest's."""
    folder = Path(tempfile.mkdtemp(prefix="luotsi-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def test_a_fresh_machine_serves_with_a_database_in_its_own_folder_and_stops_when_told(open_folder: Path) -> None:
    """Separate processes, embedded PostgreSQL, nothing else."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with bind("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"

    def command(*arguments: str) -> list[str]:
        return [sys.executable, "-m", "central_system", *arguments]

    def run(*arguments: str) -> str:
        done = subprocess.run(
            command(*arguments), cwd=open_folder, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        return done.stdout

    run("root", "new", "--output", "root", "--without-passphrase")
    run("init", "--url", url, "--root", "root/root-public.json", "--output", "first.json")
    run("root", "sign", "first.json", "--key", "root/root-key-1.json", "--key", "root/root-key-2.json")
    run("init", "--signed", "first.json")
    with subprocess.Popen(
        command("serve", "--port", str(port)), cwd=open_folder, env=environment, stdout=subprocess.PIPE, text=True
    ) as serving:
        assert serving.stdout is not None
        assert url in serving.stdout.readline()
        client = HttpCentral(url)
        wait_for(client)
        code = Invitation.from_text(run("invite", "--new-organisation")).code
        key = DeviceKey.generate()
        client.enrol(EnrolRequest(OrgId(new_id()), code, key.public, key.kem_public, "Kuvitteellinen kone"))
        client.close()
        assert "1 first laptops" in run("status")
        serving.terminate()
        assert serving.stdout.read() == "Stopped.\n"
    assert serving.returncode == 0
    assert not (open_folder / "central-data" / "postgres" / "postmaster.pid").exists()


def wait_for(client: HttpCentral) -> None:
    """Until it answers."""
    for _ in range(100):
        with suppress(CentralUnavailable):
            client.enrolment("")
            return
        time.sleep(0.1)
    raise AssertionError("the server does not answer")


def test_a_key_of_another_root_does_not_sign_and_one_key_counts_once(operator: Operator) -> None:
    unsigned = operator.set_up()
    other = operator.folder / "other"
    operator.run("root", "new", "--output", other, "--without-passphrase")
    before = unsigned.read_bytes()
    refused = operator.run("root", "sign", unsigned, "--key", other / "root-key-1.json", code=1)
    assert "[not_of_this_root]" in refused, "a root is never replaced by the way"
    assert unsigned.read_bytes() == before
    twice = operator.sign(unsigned, 1, 1)
    assert "Signed by 1 of its root's keys; 2 are needed." in twice
    assert "[under_threshold]" in operator.run("init", "--signed", unsigned, owner=True, code=1)
    operator.sign(unsigned, 3)
    operator.run("init", "--signed", unsigned, owner=True)


def test_a_newer_program_brings_the_database_on_and_writes_over_no_signed_directory(operator: Operator) -> None:
    operator.run("root", "new", "--output", operator.root, "--without-passphrase")
    root = operator.root / "root-public.json"
    operator.run("init", "--url", URL, "--root", root, owner=True)
    first = operator.data / "directory-1.json"
    operator.sign(first, 1, 2)
    operator.run("init", "--signed", first, owner=True)
    signed = first.read_bytes()
    assert "at schema" in operator.run("init", owner=True)
    assert "Unsigned" not in operator.run("init", "--url", URL, "--root", root, owner=True)
    assert first.read_bytes() == signed
