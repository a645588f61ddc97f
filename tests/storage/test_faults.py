"""What a killed process, a full disk and a damaged file do to a store: nothing that was saved is lost."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.errors import LuotsiError
from desktop_app.ledger.ids import RecordId
from tests.storage.laptops import AT, case_id, make_store, minute, op, open_store

MARKER = "zqxmarkerzqx"

SAVING = """
import sys
from pathlib import Path
from tests.storage.laptops import AT, case_id, make_store, op
store = make_store(Path(sys.argv[1]))
case = case_id()
n = 0
while True:
    n += 1
    store.save([op(text=f"one {n}"), op(text=f"two {n}")], case=case, at=AT)
    print(f"saved {n}", flush=True)
"""

TYPING = """
import sys
from pathlib import Path
from desktop_app.ledger.ids import RecordId
from tests.storage.laptops import AT, make_store
store = make_store(Path(sys.argv[1]))
record = RecordId(b"r" * 16)
n = 0
while True:
    n += 1
    store.drafts.put(record, "note", None, None, {"text": ("x" * n, ())}, AT)
    print(f"typed {n}", flush=True)
"""

FILLING = """
import resource, sys
from pathlib import Path
from desktop_app.errors import LuotsiError
from tests.storage.laptops import AT, case_id, make_store, op
store = make_store(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (3 << 20, resource.RLIM_INFINITY))
case = case_id()
for n in range(10_000):
    try:
        store.save([op(text=f"{n} " + "y" * 20_000)], case=case, at=AT)
    except LuotsiError as error:
        print(error.code, n, len(store.case_records(case)), flush=True)
        break
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
store.save([op(text="room again")], case=case, at=AT)
print(len(store.case_records(case)), store.verify().sound, flush=True)
"""


def run(script: str, path: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, text=True, env=environment
    )


def kill_after(script: str, path: Path, word: str, number: int) -> int:
    """Kill the script without warning once it has said `number` times that something is durable; how often it did."""
    said = 0
    with run(script, path) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith(word):
                said = int(line.split()[1])
            if said == number:
                process.send_signal(signal.SIGKILL)
        process.wait()
    return said


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
@pytest.mark.parametrize("saves", [1, 7, 40])
def test_a_kill_during_saves_loses_nothing_acknowledged_and_leaves_nothing_half(tmp_path, saves):
    acknowledged = kill_after(SAVING, tmp_path / "luotsi.db", "saved", saves)
    store = open_store(tmp_path / "luotsi.db")
    texts = {str(record.values["text"]) for record in store.records_of_kind("note")}
    numbers = {int(text.split()[1]) for text in texts}
    assert numbers >= set(range(1, acknowledged + 1))
    assert texts == {f"{word} {n}" for n in numbers for word in ("one", "two")}
    assert store.verify().sound
    store.close()


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_a_kill_while_typing_loses_no_key_that_was_kept(tmp_path):
    acknowledged = kill_after(TYPING, tmp_path / "luotsi.db", "typed", 30)
    store = open_store(tmp_path / "luotsi.db")
    draft = store.drafts.get(RecordId(b"r" * 16))
    assert draft is not None
    assert len(str(draft.fields["text"][0])) >= acknowledged >= 30
    store.close()


@pytest.mark.skipif(os.name == "nt", reason="no limits on file sizes")
def test_a_full_disk_is_said_and_loses_nothing_saved_before(tmp_path):
    with run(FILLING, tmp_path / "luotsi.db") as process:
        said, _ = process.communicate(timeout=120)
    first, second = said.splitlines()
    code, saves, kept = first.split()
    assert code == "disk_full"
    assert int(saves) == int(kept) > 10
    assert second == f"{int(kept) + 1} True"


def damage(path: Path, offset: int) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        byte = file.read(1)
        file.seek(offset)
        file.write(bytes([byte[0] ^ 1]))


def test_one_flipped_bit_is_found_and_never_read_as_truth(tmp_path):
    path = tmp_path / "luotsi.db"
    store = make_store(path)
    for n in range(60):
        store.save([op(text=f"{n} " + "x" * 3000)], case=case_id(), at=minute(n))
    assert store.verify().sound
    store.close()
    damage(path, path.stat().st_size - 5000)
    store = open_store(path)
    report = store.verify()
    assert not report.sound
    assert {finding.code for finding in report.findings} == {"damaged"}
    store.close()


def test_a_damaged_first_page_is_not_taken_for_a_store(tmp_path):
    path = tmp_path / "luotsi.db"
    make_store(path).close()
    damage(path, 200)
    with pytest.raises(LuotsiError, match=r"wrong_key|store_damaged"):
        open_store(path)


def test_no_file_of_the_store_holds_a_readable_word(tmp_path):
    store = make_store(tmp_path / "luotsi.db", f"Sanna {MARKER}")
    case = case_id()
    store.save([op("case", reference=f"Koivu {MARKER}"), op("person", called=MARKER)], case=case, at=AT)
    store.drafts.put(RecordId(case_id()), "note", case, None, {"text": (MARKER * 50, ())}, AT)
    store.cases.page(MARKER)
    store.set_setting("address", MARKER)
    files = list(tmp_path.iterdir())
    assert {file.name for file in files} == {"luotsi.db", "luotsi.db-wal", "luotsi.db-shm"}
    for closed in (False, True):
        for file in tmp_path.iterdir():
            assert MARKER.encode() not in file.read_bytes().lower()
        if not closed:
            store.close()
