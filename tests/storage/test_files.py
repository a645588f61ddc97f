"""Encrypted files beside the store: whole or not there, never in clear, and nothing altered is shown."""

import errno
import secrets
import subprocess
import sys
import time
from dataclasses import replace
from typing import Any

import pytest

from desktop_app.domain.attached_file import FIELD, AttachedFile, attached
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json, Malformed
from desktop_app.ledger.file_chunks import CHUNK, SEALED_CHUNK
from desktop_app.ledger.ids import FileId, digest
from desktop_app.ledger.refusal import Refused
from desktop_app.storage.file_rows import FileState
from tests.storage.laptops import AT, case_id, make_store, op, open_store

MARK = b"Pihlaja Kuvitteellinen "


@pytest.fixture
def store(tmp_path):
    made = make_store(tmp_path / "luotsi.db")
    yield made
    made.close()


def on_disk(tmp_path):
    return sorted(path for path in (tmp_path / "luotsi.files").iterdir())


@pytest.mark.parametrize("size", [0, 1, 65536, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK + 12345])
def test_what_was_added_is_read_again_and_lies_nowhere_in_clear(store, tmp_path, size):
    clear = (MARK * (size // len(MARK) + 1))[:size]
    made = store.files.add([clear[:7], clear[7:]])
    assert (made.size, made.hash) == (size, digest(clear))
    assert b"".join(store.files.read(made)) == clear
    (path,) = on_disk(tmp_path)
    sealed = path.read_bytes()
    assert MARK not in sealed
    assert -(-len(sealed) // SEALED_CHUNK) == made.chunks
    assert made.key not in sealed
    assert store.files.unsent() == (), "no saved record names it yet"


def test_a_file_is_to_be_sent_once_a_saved_record_names_it_and_its_change_says_so(store):
    case, made = case_id(), store.files.add([MARK])
    store.save([op("attachment", title="todistus", **{FIELD: made.to_text()})], case=case, at=AT)
    (row,) = store.files.unsent()
    assert (row.attached, row.case, row.state) == (made, case, FileState.UNSENT)
    assert store.unsent()[-1].parsed.files == (made.file,)
    store.save([op("note", **{FIELD: made.to_text()})], case=case, at=AT)
    assert store.unsent()[-1].parsed.files == (), "only an attachment names files"
    store.files.note_sent(made.file)
    store.rebuild()
    assert (store.files.unsent(), store.files.wanted()) == ((), ()), "a rebuild fetches and sends nothing again"


def test_a_copy_has_another_id_another_key_and_the_same_content(store):
    made = store.files.add([MARK])
    copy = store.files.copy(made)
    assert (copy.file != made.file, copy.key != made.key) == (True, True)
    assert (copy.size, copy.hash) == (made.size, made.hash)
    assert b"".join(store.files.read(copy)) == MARK


@pytest.mark.parametrize("damage", ["flip", "cut", "longer", "swap", "gone"])
def test_a_damaged_file_is_never_taken_for_the_real_one(store, tmp_path, damage):
    made = store.files.add([secrets.token_bytes(2 * CHUNK + 5)])
    (path,) = on_disk(tmp_path)
    data = path.read_bytes()
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(
            {
                "flip": data[:100] + bytes([data[100] ^ 1]) + data[101:],
                "cut": data[: 2 * SEALED_CHUNK],
                "longer": data + data[:SEALED_CHUNK],
                "swap": data[SEALED_CHUNK : 2 * SEALED_CHUNK] + data[:SEALED_CHUNK] + data[2 * SEALED_CHUNK :],
            }[damage]
        )
    with pytest.raises((Refused, LuotsiError)) as refused:
        list(store.files.read(made))
    assert refused.value.code == ("file_missing" if damage == "gone" else "damaged_file")


def test_another_size_or_hash_than_the_record_says_is_no_such_file(store):
    made = store.files.add([MARK])
    for other in (replace(made, hash=digest(b"")), replace(made, size=3), replace(made, size=made.size + 9)):
        with pytest.raises(Refused, match="damaged_file"):
            list(store.files.read(other))


def test_a_full_disk_leaves_nothing_half_and_nothing_named(store, tmp_path, monkeypatch):
    def full(_):
        raise OSError(errno.ENOSPC, "")

    with monkeypatch.context() as context:
        context.setattr("desktop_app.storage.files.os.fsync", full)
        with pytest.raises(LuotsiError, match="disk_full"):
            store.files.add([MARK])
    assert on_disk(tmp_path) == []
    assert store.files.add([MARK]).size == len(MARK)


def test_a_fetch_that_broke_off_goes_on_at_the_last_whole_chunk(store, tmp_path):
    clear = secrets.token_bytes(CHUNK + 5)
    made = store.files.add([clear])
    chunks = [store.files.sealed_chunk(made.file, index) for index in range(2)]
    store.files.remove(made.file)
    assert (store.files.has(made.file), on_disk(tmp_path)) == (False, [])
    store.files.take_chunk(made.file, chunks[0])
    store.files.take_chunk(made.file, chunks[1][:1000])  # killed in the middle
    assert store.files.fetched(made.file) == 1
    assert not store.files.has(made.file)
    store.files.take_chunk(made.file, chunks[1])
    store.files.complete(made)
    assert b"".join(store.files.read(made)) == clear


def test_what_came_damaged_is_thrown_away_and_asked_for_again(store):
    made = store.files.add([secrets.token_bytes(CHUNK + 5)])
    good = [store.files.sealed_chunk(made.file, index) for index in range(2)]
    store.files.remove(made.file)
    for chunk in (good[0], bytes(len(good[1]))):
        store.files.take_chunk(made.file, chunk)
    with pytest.raises(Refused, match="damaged_file"):
        store.files.complete(made)
    assert (store.files.fetched(made.file), store.files.has(made.file)) == (0, False)


def test_files_are_there_after_closing_and_opening(tmp_path):
    store = make_store(tmp_path / "luotsi.db")
    made = store.files.add([MARK])
    store.close()
    store = open_store(tmp_path / "luotsi.db")
    assert b"".join(store.files.read(made)) == MARK
    store.close()


def test_a_value_that_is_no_file_names_none():
    made = AttachedFile(FileId(bytes(16)), bytes(32), 7, digest(b""))
    values: list[Json] = [None, 7, "", "x", made.to_text()[:-1], {"file": ""}, replace(made, size=2**40).to_text()]
    assert AttachedFile.from_text(made.to_text()) == made
    for value in values:
        assert attached(value) is None
    with pytest.raises(Malformed):
        AttachedFile.from_text("AAAA")


def test_too_large_a_file_is_refused_before_it_fills_the_disk(store, tmp_path, monkeypatch):
    monkeypatch.setattr("desktop_app.storage.files.MAX_SIZE", 100)
    with pytest.raises(LuotsiError, match="file_too_large"):
        store.files.add([bytes(60), bytes(60)])
    assert on_disk(tmp_path) == []


def test_what_a_kill_left_half_written_goes_when_the_store_opens_and_what_is_fetched_stays(store, tmp_path):
    kept = store.files.add([MARK])
    path = tmp_path / "luotsi.db"
    process = subprocess.Popen([sys.executable, "-c", _KILLED_WHILE_ADDING.format(path=str(path))])
    folder = tmp_path / "luotsi.files"
    for _ in range(1000):
        if list(folder.glob("*.part")) and next(folder.glob("*.part")).stat().st_size:
            break
        assert process.poll() is None
        time.sleep(0.01)
    process.kill()
    process.wait()
    (left,) = folder.glob("*.part")
    fetching: Any = AttachedFile(FileId(secrets.token_bytes(16)), secrets.token_bytes(32), 3 * CHUNK, digest(b""))
    store.save([op("attachment", title="todistus", **{FIELD: fetching.to_text()})], case=case_id(), at=AT)
    with store._database.write() as connection:
        connection.execute("UPDATE file SET state = 'wanted' WHERE file = ?", (fetching.file,))
    store.files.take_chunk(fetching.file, secrets.token_bytes(SEALED_CHUNK))
    open_store(path).close()
    assert not left.exists()
    assert store.files.fetched(fetching.file) == 1, "goes on from where it was"
    assert b"".join(store.files.read(kept)) == MARK


_KILLED_WHILE_ADDING = """
import secrets, time
from pathlib import Path
from tests.storage.laptops import open_store

def clear():
    yield secrets.token_bytes(3 * 1024 * 1024)
    time.sleep(60)
    yield b"never"

open_store(Path({path!r})).files.add(clear())
"""
