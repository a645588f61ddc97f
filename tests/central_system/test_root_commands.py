"""A lost root key is replaced by commands: offline the keys sign, the server takes what is complete and no less."""

from __future__ import annotations

import dataclasses
from functools import partial
from pathlib import Path

import pytest

from central_system import commands, root_ceremony, root_replacement
from central_system.__main__ import main
from central_system.keys import NEXT_NAME, ServerKeys
from desktop_app.ledger.canonical import b64, parse
from desktop_app.ledger.directory import Directory, OrgEntry, OrgKind, RootKeys, SignedDirectory
from desktop_app.ledger.directory import ServerKeys as Server
from desktop_app.ledger.ids import OrgId
from desktop_app.ledger.invitation import Invitation
from desktop_app.ledger.locked_key import lock_key
from tests.central_system.test_commands import Operator, operator

__all__ = ["operator"]


def begin(operator: Operator) -> tuple[Path, Path]:
    """A central system with its first directory, written out for a ceremony."""
    unsigned = operator.set_up()
    operator.sign(unsigned, 1, 3)
    operator.run("init", "--signed", unsigned, owner=True)
    newest = operator.folder / "stick" / "newest.json"
    assert str(newest) in operator.run("directory", "--output", newest)
    return newest, operator.folder / "made"


def key(operator: Operator, number: int) -> Path:
    return operator.root / f"root-key-{number}.json"


def replace(operator: Operator, newest: Path, made: Path, *more: str | Path, code: int = 0) -> str:
    return operator.run("root", "replace", newest, "--output", made, "--without-passphrase", *more, code=code)


def test_two_officers_replace_the_key_of_the_third(operator: Operator) -> None:
    newest, made = begin(operator)
    said = replace(
        operator, newest, made, "--number", "2", "--key", key(operator, 1), "--key", key(operator, 3)
    )  # fmt: skip
    assert "Key 1" in said
    assert "Key 2" in said
    assert "in the place of" in said
    assert "Signed by 2 of the old root's keys; 2 are needed." in said
    assert "Signed by 3 of the new root's keys; 2 are needed." in said
    assert "root sign" not in said, "nothing more is needed"
    following = made / "directory-2.json"
    taken = operator.run("directory", "--signed", following, owner=True)
    assert "The root is replaced" in taken
    assert "[older_directory]" in operator.run("directory", "--signed", following, owner=True, code=1)

    status = operator.run("status")
    root = Invitation.from_text(operator.run("invite", "--new-organisation")).root_hash
    assert f"Root       {b64(root)}" in status
    # the new key counts, the one that went does not; the public file is of the new root
    third, again = operator.folder / "third.json", operator.folder / "again"
    operator.run("directory", "--output", third)
    assert "[not_of_this_root]" in replace(
        operator, third, again, "--number", "1", "--key", key(operator, 2), code=1
    )  # fmt: skip
    new = made / "root-key-2-from-2.json"
    said = replace(operator, third, again, "--number", "1", "--key", new, "--key", key(operator, 3))
    assert "Signed by 2 of the old root's keys" in said
    operator.run("directory", "--signed", again / "directory-3.json", owner=True)


def test_one_key_alone_replaces_nothing_until_another_holder_signs(operator: Operator) -> None:
    newest, made = begin(operator)
    said = replace(operator, newest, made, "--number", "2", "--key", key(operator, 1))
    following = made / "directory-2.json"
    assert "Signed by 1 of the old root's keys; 2 are needed." in said
    assert "root sign" in said
    assert "[under_threshold]" in operator.run("directory", "--signed", following, owner=True, code=1)
    twice = operator.run(
        "root", "sign", following, "--before", newest, "--key", key(operator, 1), "--key", key(operator, 1)
    )  # fmt: skip
    assert "Signed by 1 of the old root's keys" in twice
    assert "[under_threshold]" in operator.run("directory", "--signed", following, owner=True, code=1)
    said = operator.run("root", "sign", following, "--before", newest, "--key", key(operator, 2))
    assert "Signed by 2 of the old root's keys" in said, "who leaves may sign that they leave"
    operator.run("directory", "--signed", following, owner=True)


def test_what_is_no_ceremony_writes_nothing(operator: Operator) -> None:
    newest, made = begin(operator)
    keys = ("--key", key(operator, 1), "--key", key(operator, 3))
    assert "[wrong_number]" in replace(operator, newest, made, "--number", "4", *keys, code=1)
    unsigned = operator.folder / "unsigned.json"
    root_ceremony.write_directory(unsigned, dataclasses.replace(root_ceremony.read_directory(newest), sigs=()))
    assert "[under_threshold]" in replace(operator, unsigned, made, "--number", "2", *keys, code=1)
    assert not made.exists()
    replace(operator, newest, made, "--number", "2", *keys)
    assert "[file_exists]" in replace(operator, newest, made, "--number", "2", *keys, code=1)
    assert "[not_chained]" in operator.run(
        "root", "sign", made / "directory-2.json", "--before", made / "directory-2.json", *keys, code=1
    )
    assert "[file_exists]" in operator.run("directory", "--output", newest, code=1)


def test_a_new_key_lies_under_its_own_passphrase(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(root_replacement, "lock_key", partial(lock_key, memory=1024))  # the same way, sooner
    newest, made = begin(operator)
    passphrases = operator.folder / "passphrases"
    words: list[str | Path] = ["root", "replace", newest, "--output", made, "--number", "2", "--key", key(operator, 1),
             "--key", key(operator, 3), "--passphrase-file", passphrases]  # fmt: skip
    passphrases.write_text("too short\n")
    assert "[passphrase_too_short]" in operator.run(*words, code=1)
    assert not made.exists()
    passphrases.write_text("kuusi metri aalto neljä\n")
    operator.run(*words)
    new = made / "root-key-2-from-2.json"
    assert b"clear" not in new.read_bytes()
    operator.run("directory", "--signed", made / "directory-2.json", owner=True)
    passphrases.write_text("wrong wrong wrong\n")
    signing: list[str | Path] = [
        "root",
        "sign",
        made / "directory-2.json",
        "--key",
        new,
        "--passphrase-file",
        passphrases,
    ]
    assert "[wrong_passphrase]" in operator.run(*signing, code=1)


def test_the_server_gets_other_keys_once_the_root_has_signed_them(operator: Operator) -> None:
    begin(operator)
    present = ServerKeys.load(operator.data)
    unsigned = operator.folder / "keys.json"
    operator.run("renew-keys", "--output", unsigned)
    first = unsigned.read_bytes()
    operator.run("renew-keys", "--output", unsigned)
    named = [SignedDirectory.from_json(parse(data)).parsed().server for data in (first, unsigned.read_bytes())]
    assert named[0] == named[1], "asked again, the same keys"
    assert ServerKeys.load(operator.data) == present, "not before the directory is taken in"
    assert "[under_threshold]" in operator.run("directory", "--signed", unsigned, owner=True, code=1)
    assert ServerKeys.load(operator.data) == present
    operator.sign(unsigned, 1, 2)
    said = operator.run("directory", "--signed", unsigned, owner=True)
    assert "back them up" in said
    now = ServerKeys.load(operator.data)
    assert (now.signing.public, now.kem.public) == (named[0].receipt, named[0].kem)
    assert not (operator.data / NEXT_NAME).exists()
    assert "version 2" in operator.run("status")


def test_keys_that_did_not_get_in_force_do_so_when_the_same_is_taken_in_again(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(operator)
    unsigned = operator.folder / "keys.json"
    operator.run("renew-keys", "--output", unsigned)
    operator.sign(unsigned, 1, 2)

    def broken(_folder: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(commands, "put_in_force", broken)
        operator.run("directory", "--signed", unsigned, owner=True, code=130)
    assert "[server_keys_differ]" in operator.run("serve", "--port", "0", code=1)
    operator.run("directory", "--signed", unsigned, owner=True)
    assert not (operator.data / NEXT_NAME).exists()


def test_a_directory_for_another_server_is_not_taken_in(operator: Operator) -> None:
    begin(operator)
    (operator.data / "server_keys.json").unlink()
    ServerKeys.generate().save(operator.data)
    newest = operator.folder / "again.json"
    operator.run("directory", "--output", newest)
    assert "[server_keys_differ]" in operator.run("directory", "--signed", newest, owner=True, code=1)
    operator.run("renew-keys", "--output", operator.folder / "keys.json")
    assert "[server_keys_differ]" in operator.run("directory", "--signed", newest, owner=True, code=1)


def test_who_signs_is_shown_what_changes(operator: Operator) -> None:
    newest, made = begin(operator)
    replace(operator, newest, made, "--number", "2", "--key", key(operator, 1))
    following = made / "directory-2.json"
    assert "[not_of_this_root]" in operator.run("root", "sign", following, "--key", key(operator, 2), code=1)
    said = operator.run("root", "sign", following, "--before", newest, "--key", key(operator, 3))
    assert "Changed    the root's keys" in said
    assert "the server's own keys" not in said
    unsigned = operator.folder / "keys.json"
    operator.run("renew-keys", "--output", unsigned)
    said = operator.run("root", "sign", unsigned, "--before", newest, "--key", key(operator, 3))
    assert "Changed    the server's own keys" in said
    assert "the root's keys" not in said.split("Changed", 1)[1].splitlines()[0]


def test_organisations_that_come_go_or_change_are_named() -> None:
    def named(*names: str, anchor: bytes = bytes(32)) -> Directory:
        entries = (OrgEntry(OrgId(name.encode().ljust(16)), OrgKind.OUTREACH, False, "other", name, anchor)
                   for name in names)  # fmt: skip
        server = Server(bytes(32), bytes(1216), "https://central.example")
        return Directory(1, b"", "2026-11-29", RootKeys((bytes(32),), 1), server, tuple(entries))

    said = root_replacement.describe_changes(named("Koivu", "Haapa"), named("Koivu", "Leppä"))
    assert said.splitlines() == ["New        Haapa", "Gone       Leppä"]
    assert root_replacement.describe_changes(named("Koivu", anchor=b"1" * 32), named("Koivu")) == "Changed    Koivu"
    assert root_replacement.describe_changes(named("Koivu"), named("Koivu")) == "Nothing else changes."


def test_which_file_is_which_key_is_told_before_one_is_replaced(operator: Operator) -> None:
    newest, made = begin(operator)
    operator.capsys.readouterr()
    words = ["root", "replace", newest, "--output", made, "--key", key(operator, 3), "--key", key(operator, 1)]
    assert main([str(word) for word in words]) == 1
    said = operator.capsys.readouterr()
    assert "[wrong_number]" in said.err
    assert f"{key(operator, 3)} is key 3" in said.out
    assert f"{key(operator, 1)} is key 1" in said.out
    assert not made.exists()
