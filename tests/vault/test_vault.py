from __future__ import annotations

import errno
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.errors import LuotsiError
from desktop_app.vault import presence, vault
from desktop_app.vault.presence import FIRST, SECOND
from tests.vault.conftest import CHEAP, PASSPHRASE, Made

MONDAY = datetime(2026, 11, 23, 14, 20, tzinfo=UTC)
OTHER = "koivu lokki saari vaahtera pihlaja"


def keys(opened: vault.Opened) -> tuple[bytes, bytes, bytes]:
    return opened.store_key, opened.salt, opened.attachment_key


def test_the_passphrase_and_the_words_open_the_same_keys(made: Made):
    assert keys(vault.unlock(made.folder, PASSPHRASE)) == keys(made.opened)
    assert keys(vault.unlock_with_words(made.folder, made.words)) == keys(made.opened)


def test_each_key_is_its_own_and_of_its_length(made: Made):
    store_key, salt, attachment_key = keys(made.opened)
    assert (len(store_key), len(salt), len(attachment_key)) == (32, 16, 32)
    assert len({store_key, attachment_key, bytes(made.opened.data_key)}) == 3
    assert made.opened.page_size == 8192


def test_two_stores_with_one_passphrase_share_nothing(made: Made, tmp_path: Path):
    other = vault.create(tmp_path / "other", PASSPHRASE, cost=CHEAP)
    assert not set(keys(other)) & set(keys(made.opened))
    assert other.recovery_words != made.words


def test_a_passphrase_is_the_same_however_a_keyboard_composes_it(tmp_path: Path):
    folder = tmp_path / "store"
    vault.create(folder, "kes\u00e4 y\u00f6t\u00f6n  y\u00f6", cost=CHEAP)
    (folder / vault.STORE_FILE).touch()
    vault.unlock(folder, " kesa\u0308 yo\u0308to\u0308n yo\u0308\n")


def test_a_wrong_passphrase_opens_nothing(made: Made):
    with pytest.raises(LuotsiError, match="wrong_passphrase"):
        vault.unlock(made.folder, PASSPHRASE + "x")


def test_wrong_recovery_words_never_alter_anything(made: Made, tmp_path: Path):
    before = made.files()
    strangers = vault.create(tmp_path / "other", PASSPHRASE, cost=CHEAP).recovery_words
    swapped = (made.words[1], made.words[0], *made.words[2:])
    for words in (strangers, swapped, made.words[:-1], (*made.words[:-1], "nosuchword"), ()):
        with pytest.raises(LuotsiError, match="wrong_recovery_words"):
            vault.unlock_with_words(made.folder, words)
        assert made.files() == before


def test_only_the_owner_can_read_the_folder_and_its_files(made: Made):
    vault.change_passphrase(made.folder, made.opened, OTHER)
    if os.name == "posix":
        assert stat.S_IMODE(made.folder.stat().st_mode) == 0o700
        modes = {stat.S_IMODE((made.folder / name).stat().st_mode) for name in (FIRST, SECOND)}
        assert modes == {0o600}


def test_no_secret_shows_in_a_printed_value(made: Made):
    shown = repr(made.opened)
    assert made.opened.store_key.hex() not in shown
    assert not any(word in shown for word in made.words)


def test_forgotten_keys_are_gone(made: Made):
    made.opened.forget()
    with pytest.raises(ValueError, match="forgotten"):
        _ = made.opened.store_key


def test_a_store_is_never_made_over_another(made: Made):
    before = made.files()
    vault.unlock(made.folder, PASSPHRASE)
    for present in (vault.STORE_FILE, FIRST, SECOND):
        for name in {vault.STORE_FILE, FIRST, SECOND} - {present}:
            (made.folder / name).unlink()
        with pytest.raises(LuotsiError, match="store_exists"):
            vault.create(made.folder, OTHER, cost=CHEAP)
        assert vault.exists(made.folder)
        for name in (vault.STORE_FILE, FIRST, SECOND):
            (made.folder / name).write_bytes(before[name])


def test_missing_slots_stop_and_are_never_made_anew(made: Made):
    (made.folder / FIRST).unlink()
    (made.folder / SECOND).unlink()
    assert vault.look(made.folder) == "slots_missing"
    for attempt in (
        lambda: vault.unlock(made.folder, PASSPHRASE),
        lambda: vault.unlock_with_words(made.folder, made.words),
    ):
        with pytest.raises(LuotsiError, match="slots_missing"):
            attempt()
    assert not presence.any_slots(made.folder)


def test_a_missing_store_is_told_from_missing_slots(made: Made, tmp_path: Path):
    vault.unlock(made.folder, PASSPHRASE)
    (made.folder / vault.STORE_FILE).unlink()
    assert vault.look(made.folder) == "present"
    for folder in (made.folder, tmp_path / "nothing"):
        with pytest.raises(LuotsiError, match="store_missing"):
            vault.unlock(folder, PASSPHRASE)


def test_a_first_start_that_broke_off_before_the_store_can_begin_again(tmp_path: Path):
    folder = tmp_path / "store"
    assert vault.look(folder) == "absent"
    vault.create(folder, PASSPHRASE, cost=CHEAP)
    assert vault.look(folder) == "absent"
    vault.create(folder, OTHER, cost=CHEAP)
    (folder / vault.STORE_FILE).touch()
    assert vault.look(folder) == "present"
    vault.unlock(folder, OTHER)


def test_two_damaged_copies_stop(made: Made):
    for name in (FIRST, SECOND):
        (made.folder / name).write_bytes(b"{}")
    with pytest.raises(LuotsiError, match="slots_damaged"):
        vault.unlock(made.folder, PASSPHRASE)
    (made.folder / FIRST).unlink()
    with pytest.raises(LuotsiError, match="slots_damaged"):
        vault.unlock(made.folder, PASSPHRASE)


@pytest.mark.parametrize("name", [FIRST, SECOND])
def test_a_flipped_byte_anywhere_in_one_copy_is_repaired_from_the_other(made: Made, name: str):
    good = (made.folder / name).read_bytes()
    for place in range(0, len(good), 17):  # that damage is seen at every place, the next test proves
        damaged = bytearray(good)
        damaged[place] ^= 1 + place % 255
        (made.folder / name).write_bytes(damaged)
        assert keys(vault.unlock(made.folder, PASSPHRASE)) == keys(made.opened)
        assert (made.folder / name).read_bytes() == good


def test_a_flipped_byte_anywhere_in_both_copies_is_damage_and_not_a_wrong_passphrase(made: Made):
    good = (made.folder / FIRST).read_bytes()
    for place in range(len(good)):
        damaged = bytearray(good)
        damaged[place] ^= 1 + place % 255
        for name in (FIRST, SECOND):
            (made.folder / name).write_bytes(damaged)
        with pytest.raises(LuotsiError, match="slots_damaged"):
            vault.unlock(made.folder, PASSPHRASE)


@pytest.mark.parametrize("name", [FIRST, SECOND])
def test_a_missing_or_cut_copy_comes_back(made: Made, name: str):
    good = (made.folder / name).read_bytes()
    (made.folder / name).unlink()
    vault.unlock(made.folder, PASSPHRASE)
    assert (made.folder / name).read_bytes() == good
    (made.folder / name).write_bytes(good[:100])
    vault.unlock_with_words(made.folder, made.words)
    assert (made.folder / name).read_bytes() == good


def test_a_new_passphrase_replaces_the_old_one_and_keeps_keys_and_words(made: Made):
    changed = vault.change_passphrase(made.folder, made.opened, OTHER)
    assert changed.generation == made.opened.generation + 1
    assert keys(vault.unlock(made.folder, OTHER)) == keys(made.opened)
    assert keys(vault.unlock_with_words(made.folder, made.words)) == keys(made.opened)
    with pytest.raises(LuotsiError, match="wrong_passphrase"):
        vault.unlock(made.folder, PASSPHRASE)


def test_new_recovery_words_replace_the_old_ones(made: Made):
    changed, words = vault.renew_recovery_words(made.folder, made.opened)
    assert changed.generation == made.opened.generation + 1
    assert keys(vault.unlock_with_words(made.folder, words)) == keys(made.opened)
    vault.unlock(made.folder, PASSPHRASE)
    with pytest.raises(LuotsiError, match="wrong_recovery_words"):
        vault.unlock_with_words(made.folder, made.words)


def test_a_forgotten_passphrase_is_replaced_with_the_words(made: Made):
    opened = vault.unlock_with_words(made.folder, made.words)
    vault.change_passphrase(made.folder, opened, OTHER)
    vault.unlock(made.folder, OTHER)


def test_an_old_slot_file_shows_by_its_generation(made: Made):
    old = made.files()
    changed = vault.change_passphrase(made.folder, made.opened, OTHER)
    for name in (FIRST, SECOND):
        (made.folder / name).write_bytes(old[name])
    assert vault.unlock(made.folder, PASSPHRASE).generation < changed.generation


def test_an_old_copy_beside_a_new_one_still_shows_by_its_generation(made: Made):
    old = made.files()
    changed = vault.change_passphrase(made.folder, made.opened, OTHER)
    (made.folder / SECOND).write_bytes(old[SECOND])
    for _ in range(2):
        assert vault.unlock(made.folder, PASSPHRASE).generation < changed.generation
    assert vault.unlock(made.folder, OTHER).generation == changed.generation
    with pytest.raises(LuotsiError, match="wrong_passphrase"):
        vault.unlock(made.folder, PASSPHRASE)


class _DiskAway:
    """Lets so many renames through and then fails each, as a crash or a full disk would."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, renames: int, error: int = errno.ENOSPC) -> None:
        self._left = renames
        self._error = error
        self._real = Path.replace
        monkeypatch.setattr(Path, "replace", lambda path, target: self._replace(path, target))

    def _replace(self, path: Path, target: Path) -> Path:
        if not self._left:
            raise OSError(self._error, "no")
        self._left -= 1
        return self._real(path, target)


@pytest.mark.parametrize("renames", [0, 1])
def test_a_crash_between_or_before_the_two_writes_locks_nobody_out(
    made: Made, monkeypatch: pytest.MonkeyPatch, renames: int
):
    with monkeypatch.context() as broken:
        _DiskAway(broken, renames)
        with pytest.raises(LuotsiError, match="disk_full"):
            vault.change_passphrase(made.folder, made.opened, OTHER)
    assert keys(vault.unlock(made.folder, PASSPHRASE)) == keys(made.opened)
    assert keys(vault.unlock_with_words(made.folder, made.words)) == keys(made.opened)
    assert not list(made.folder.glob("*.tmp"))
    if renames:  # the newer half opens too, and then it is the only one
        assert keys(vault.unlock(made.folder, OTHER)) == keys(made.opened)
        assert (made.folder / FIRST).read_bytes() == (made.folder / SECOND).read_bytes()


def test_a_failing_disk_has_its_own_code(made: Made, monkeypatch: pytest.MonkeyPatch):
    _DiskAway(monkeypatch, 0, errno.EIO)
    with pytest.raises(LuotsiError, match="disk_failed"):
        vault.renew_recovery_words(made.folder, made.opened)


def test_wrong_tries_make_the_next_one_wait_and_a_restart_does_not_end_it(made: Made):
    now = MONDAY
    for expected in (1, 2, 4, 8, 16, 32, 60, 60):
        with pytest.raises(LuotsiError, match="wrong_passphrase"):
            vault.unlock(made.folder, "wrong", now=now)
        assert vault.wait_seconds(made.folder, now) == expected
        with pytest.raises(LuotsiError) as early:
            vault.unlock(made.folder, PASSPHRASE, now=now + timedelta(seconds=expected - 0.5))
        assert (early.value.code, early.value.details) == ("wait_first", {"seconds": 1})
        now += timedelta(seconds=expected)
        assert vault.wait_seconds(made.folder, now) == 0
    vault.unlock(made.folder, PASSPHRASE, now=now)
    assert vault.wait_seconds(made.folder, now) == 0


def test_waiting_counts_no_try_and_words_need_no_waiting(made: Made):
    with pytest.raises(LuotsiError):
        vault.unlock(made.folder, "wrong", now=MONDAY)
    for _ in range(5):
        with pytest.raises(LuotsiError, match="wait_first"):
            vault.unlock(made.folder, "wrong", now=MONDAY)
    assert vault.wait_seconds(made.folder, MONDAY) == 1
    vault.unlock_with_words(made.folder, made.words)
    assert vault.wait_seconds(made.folder, MONDAY) == 0


def test_a_clock_set_back_never_makes_the_wait_longer(made: Made):
    with pytest.raises(LuotsiError):
        vault.unlock(made.folder, "wrong", now=MONDAY)
    assert vault.wait_seconds(made.folder, MONDAY - timedelta(days=400)) == 1


def test_a_spoiled_count_of_tries_locks_nobody_out(made: Made):
    for spoiled in (b"", b"[]", b'{"wrong": "x", "last": 1}', b'{"wrong": -1, "last": 1}', b"[" * 100_000, b"\xff"):
        (made.folder / "tries.json").write_bytes(spoiled)
        assert vault.wait_seconds(made.folder, MONDAY) == 0
        vault.unlock(made.folder, PASSPHRASE)


def test_a_folder_on_a_network_drive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(vault, "is_on_network", lambda folder: True)
    with pytest.raises(LuotsiError, match="network_folder"):
        vault.create(tmp_path / "store", PASSPHRASE, cost=CHEAP)
    assert not (tmp_path / "store").exists()
