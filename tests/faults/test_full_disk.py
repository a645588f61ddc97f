"""A full disk, at the laptop or under the database: it is said, nothing saved is lost, and with room it all goes on."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from central_system.database import connect
from desktop_app.domain.attached_file import FIELD
from desktop_app.errors import LuotsiError
from desktop_app.ledger.file_chunks import CHUNK
from desktop_app.ledger.ids import RecordId
from desktop_app.ledger.messages import CentralUnavailable
from desktop_app.storage.database import Database
from desktop_app.sync.engine import sync_once
from tests.central_system.writing import whole_feed
from tests.storage.laptops import AT, case_id
from tests.sync.office import NOW, Laptop, Office

MEBIBYTE = 1 << 20


def leave_room(laptop: Laptop, pages: int) -> None:
    """Let the store's file grow by so many pages and no further."""
    with laptop.store._database.read() as connection:
        size = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {size + pages}").fetchall()


def counted(laptop: Laptop) -> tuple[object, ...]:
    """What must be as before when something did not fit: the log, what it adds up to, the receipts, the drafts."""
    me = laptop.store.me()
    return laptop.everything(), laptop.log(), me.n, me.acked, laptop.store.drafts.all()


def unless_full(act: Callable[[], Any]) -> Any:
    """What `act` gives (True for nothing), or None when the disk was full; anything else is an error."""
    try:
        done = act()
    except LuotsiError as error:
        if error.code != "disk_full":
            raise
        return None
    return True if done is None else done


@pytest.fixture
def office(found) -> Office:
    """Two laptops that hold some history."""
    office: Office = found(2)
    for n in range(20):
        office.laptops[0].write(text=f"{n} " + "x" * 2000)
    office.settle()
    return office


def test_a_save_that_does_not_fit_is_refused_whole_wherever_the_room_ends(office):
    one, two = office.laptops
    kept = []
    for room in range(12):
        leave_room(one, room)
        before = counted(one)
        record = unless_full(lambda: one.write(case=case_id(), kind="contact", text=secrets.token_hex(12_000)))
        if record is None:
            assert counted(one) == before
        else:
            kept.append(record)
    assert 0 < len(kept) < 12
    leave_room(one, 10_000)
    assert one.store.verify().sound
    office.settle()
    assert one.everything() == two.everything()
    assert all(two.values(record) for record in kept)


def test_a_draft_that_does_not_fit_leaves_the_one_before(office):
    one, _ = office.laptops
    me = one.store.me()
    told = 0
    leave_room(one, 4)
    for length in range(2_000, 200_000, 6_000):
        fields: dict[str, Any] = {"text": ("x" * length, ())}
        put = unless_full(partial(one.store.drafts.put, RecordId(me.user), "note", None, None, fields, AT))
        if put is None:
            break
        told = length
    draft = one.store.drafts.get(RecordId(me.user))
    assert draft is not None
    assert len(str(draft.fields["text"][0])) == told > 0
    assert told < 190_000, "the disk was never full"


def test_a_page_of_the_feed_that_does_not_fit_is_taken_whole_later(office):
    one, two = office.laptops
    for n in range(30):
        one.write(case=case_id(), kind="contact", text=f"{n} " + secrets.token_hex(3_000))
    one.sync()
    refused = 0
    for room in range(200):
        leave_room(two, room)
        before = counted(two)
        if unless_full(two.sync) is not None:
            break
        assert counted(two) == before
        refused += 1
    assert refused > 10
    assert two.everything() == one.everything()
    assert two.store.verify().sound


def test_a_receipt_that_does_not_fit_comes_again(office, monkeypatch):
    """What was received and not noted is sent once more, and is there once."""
    one, two = office.laptops
    record = one.write(text="received")

    def full(_: object, *, more: bool) -> None:
        raise LuotsiError("disk_full")

    with monkeypatch.context() as patched:
        patched.setattr(one.store, "acknowledge", full)
        with pytest.raises(LuotsiError, match="disk_full"):
            one.sync()
    assert one.store.unsent_count().changes == 1
    office.settle()
    assert one.store.unsent_count().changes == 0
    assert two.values(record) == {"text": "received"}
    assert len(office.feed()) == len(whole_feed(office.central, office.organisation)) == 21


@contextmanager
def small_disk(path: Path, size: int) -> Iterator[Path]:
    """A file system of so many bytes; skips where none can be mounted."""
    path.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(path)], check=False, capture_output=True
    )
    if mounted.returncode != 0:
        pytest.skip("a small file system cannot be mounted here")
    try:
        yield path
    finally:
        subprocess.run(["umount", "--lazy", str(path)], check=True)


def grow(path: Path, size: int) -> None:
    subprocess.run(["mount", "-o", f"remount,size={size}", str(path)], check=True)


needs_mount = pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root may mount a file system")


@needs_mount
def test_a_real_full_disk_under_a_laptop_that_saves_attaches_and_syncs(found, tmp_path):
    office = found(2)
    one, two = office.laptops
    with small_disk(tmp_path / "disk", 3 * MEBIBYTE) as disk:
        small = office.copy(two, str(disk / "laptop"))
        office.laptops[1] = small
        kept, full = fill(small)
        assert {"disk_full"} == full
        assert small.store.unsent_count().changes == len(kept)
        for _ in range(12):  # more than the small disk holds
            one.write(text=secrets.token_hex(150_000))
        one.sync()
        with pytest.raises(LuotsiError, match="disk_full"):
            small.sync()
        grow(disk, 64 * MEBIBYTE)
        office.settle()
        assert small.store.verify().sound
        assert small.everything() == one.everything()
        assert all(one.values(record) for record in kept)
        small.store.close()
    office.laptops.pop()
    two.store.close()


def fill(laptop: Laptop) -> tuple[list[bytes], set[str]]:
    """Save and attach until several of both were refused: the records saved, and the codes of the refusals."""
    kept, codes, refused = [], set(), {"save": 0, "file": 0}
    while min(refused.values()) < 3:
        for act in ("save", "file"):
            try:
                kept.append(laptop.write(text=secrets.token_hex(20_000)) if act == "save" else attach(laptop))
            except LuotsiError as error:
                codes.add(error.code)
                refused[act] += 1
    folder = laptop.path.with_suffix(".files")
    assert not list(folder.glob("*.part")) if folder.exists() else True
    return kept, codes


def attach(laptop: Laptop) -> bytes:
    """A file and the record that names it; the file goes when the record does not fit."""
    made = laptop.store.files.add([secrets.token_bytes(CHUNK // 2)])
    try:
        named: dict[str, Any] = {FIELD: made.to_text()}
        return laptop.write(kind="attachment", title="todistus", **named)
    except LuotsiError:
        laptop.store.files.remove(made.file)
        raise


@needs_mount
def test_a_full_disk_under_the_database_receipts_nothing_and_loses_nothing(served, tmp_path):
    office = Office.found(served.test, tmp_path / "office", 2)
    one, two = office.laptops
    client = served.client(office.organisation.admin)
    base = Path(tempfile.mkdtemp(prefix="luotsi-"))  # where the database's user gets to
    base.chmod(0o755)
    with small_disk(base / "disk", 2 * MEBIBYTE) as disk:
        move_feed_to(served.test.owner, disk)
        records = [one.write(text=secrets.token_hex(40_000)) for _ in range(60)]
        with pytest.raises(CentralUnavailable) as away:
            sync_once(one.store, client, lambda: NOW)
        assert away.value.details["reason"] == "database_away"
        me = one.store.me()
        feed = whole_feed(served.test, office.organisation)
        assert me.acked == len(feed) < 60
        assert one.store.unsent_count().changes == 60 - me.acked
        grow(disk, 64 * MEBIBYTE)
        assert sync_once(one.store, client, lambda: NOW).pushed == 60 - me.acked
        two.sync()
        assert all(two.values(record) for record in records)
        assert one.everything() == two.everything()
        with connect(served.test.owner) as connection:
            connection.execute("alter table feed set tablespace pg_default")
            connection.execute("drop tablespace small")
    shutil.rmtree(base)
    office.close()


def move_feed_to(owner: str, disk: Path) -> None:
    """Put the feeds on a disk of their own, as a growing central system does."""
    with connect(owner) as connection:
        row = connection.execute("select current_setting('data_directory')").fetchone()
        assert row is not None
        stat = Path(row[0]).stat()
        place = disk / "feed"
        place.mkdir()
        os.chown(place, stat.st_uid, stat.st_gid)
        connection.execute(f"create tablespace small location '{place}'")
        connection.execute("alter table feed set tablespace small")


def test_the_limit_of_these_tests_is_sqlites_own(tmp_path):
    """`max_page_count` gives SQLITE_FULL, as a file system does."""
    database = Database.create(tmp_path / "one.db", b"k" * 32, b"s" * 16)
    with database.write() as connection:
        connection.execute("CREATE TABLE t (x TEXT)")
        size = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {size}").fetchall()
    with pytest.raises(LuotsiError, match="disk_full"), database.write() as connection:
        connection.execute("INSERT INTO t VALUES (?)", ("x" * 50_000,))
    database.close()
