"""A backup: encrypted, whole, for its owner alone, and brought back only where nothing is."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta

import pytest

from desktop_app.errors import LuotsiError
from desktop_app.storage.database import PLAIN_HEADER
from desktop_app.use_cases import backup, cases, records, standing, store_access
from desktop_app.vault import backup_files
from desktop_app.vault.presence import FIRST, STORE_FILE

PHRASE = "koe salalause vain"


def written(session):
    case, _ = cases.open_new(session)
    form = records.new_form(session, "note", case)
    records.keep_draft(session, form, {"text": "Mustikka"})
    return form.record


def test_a_backup_is_encrypted_and_for_its_owner_alone(session, tmp_path):
    record = written(session)
    made = backup.make(session, tmp_path)
    for path in [made, *made.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path.name
        assert not path.is_file() or (
            not path.read_bytes().startswith(PLAIN_HEADER) and b"Mustikka" not in path.read_bytes()
        )
    assert {path.name for path in made.iterdir()} == {STORE_FILE, "keyslots.json", "keyslots.json.bak"}
    assert backup.made(session)[0].where == str(made)
    opened = store_access.unlock(made, PHRASE)
    assert records.find_form(opened, record) is not None, "drafts are in it"
    store_access.lock(opened)


def test_two_backups_in_one_minute_lie_side_by_side(session, tmp_path):
    assert len({backup.make(session, tmp_path) for _ in range(3)}) == 3
    assert len(backup.made(session)) == 3


def test_a_backup_that_fails_leaves_nothing_half_done(session, tmp_path, monkeypatch):
    monkeypatch.setattr("desktop_app.vault.backup_files.shutil.copyfile", _full)
    with pytest.raises(LuotsiError, match="disk_full"):
        backup.make(session, tmp_path / "store")
    assert not list((tmp_path / "store").glob("luotsi-*"))
    assert backup.made(session) == ()


def _full(*_paths):
    raise OSError(28, "No space left on device")


def test_a_backup_is_brought_back_only_where_there_is_no_store(session, tmp_path):
    made = backup.make(session, tmp_path)
    with pytest.raises(LuotsiError, match="store_exists"):
        backup.bring_back(made, session.folder)
    with pytest.raises(LuotsiError, match="no_backup"):
        backup.bring_back(tmp_path, tmp_path / "new")
    backup.bring_back(made, tmp_path / "new")
    before = (made / STORE_FILE).read_bytes()
    opened = store_access.unlock(tmp_path / "new", PHRASE)
    assert opened.store.setting("copied")
    store_access.lock(opened)
    assert (made / STORE_FILE).read_bytes() == before, "the backup stays as it was"


def test_bringing_back_that_fails_can_be_done_again(session, tmp_path, monkeypatch):
    made = backup.make(session, tmp_path)
    honest = backup_files._copy

    def fails_at_the_slots(source, target):
        if source.name == FIRST:
            raise OSError(28, "No space left on device")
        honest(source, target)

    monkeypatch.setattr(backup_files, "_copy", fails_at_the_slots)
    with pytest.raises(LuotsiError, match="disk_full"):
        backup.bring_back(made, tmp_path / "new")
    monkeypatch.setattr(backup_files, "_copy", honest)
    backup.bring_back(made, tmp_path / "new")
    store_access.lock(store_access.unlock(tmp_path / "new", PHRASE))


def test_a_copy_that_never_belonged_anywhere_joins_under_an_id_of_its_own(session, tmp_path):
    from desktop_app.sync.reissue import leave_retired_identity

    record = written(session)
    records.save(session, record)
    backup.bring_back(backup.make(session, tmp_path), tmp_path / "new")
    copy = store_access.unlock(tmp_path / "new", PHRASE)
    leave_retired_identity(copy.store, copy.clock)
    assert copy.store.me().dev != session.store.me().dev
    assert copy.store.me().user == session.store.me().user
    assert [one.text("text") for one in copy.store.records_of_kind("note")] == ["Mustikka"]
    assert not copy.store.setting("copied")
    assert copy.store.verify().sound
    store_access.lock(copy)


@pytest.mark.parametrize(("days", "said"), [(0, 0), (30, 0), (31, 31), (400, 400)])
def test_long_silence_is_said_and_nothing_else(session, days, said, monkeypatch):
    now = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
    session.clock = lambda: now
    session.store.set_setting("server_time", (now - timedelta(days=days)).isoformat())
    assert standing.silent_days(session) == 0, "a laptop that works alone waits for nobody"
    me = session.store.me()
    monkeypatch.setattr(session.store, "me", lambda: _Enrolled(me))
    assert standing.silent_days(session) == said


class _Enrolled:
    enrolled = True

    def __init__(self, me):
        self.org, self.dev = me.org, me.dev
