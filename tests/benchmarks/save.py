"""Saving a page of a first contact, against a bare durable commit of one row with the same bytes in SQLCipher."""

import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop_app.ledger.ids import CaseId, RecordId, new_id
from desktop_app.storage.database import Database
from desktop_app.storage.store import Store
from tests.benchmarks.figure import Figure, alternate
from tests.storage.laptops import AT, KEY, SALT, make_store, op, over

SAVES = 20

CONTACT: dict[str, Any] = {
    "occurred_at": "2026-11-23T13:40+02:00",
    "written_afterwards": True,
    "how_met": "outreach",
    "place_type": "workplace",
    "spoken_language": "en",
    "alone": "yes",
    "interpreter_kind": "none",
    "danger": "no",
    "wishes": "Wants to hear what help there is before deciding anything; a place to sleep comes first.",
    "agreed": "Meets the same worker on Wednesday at ten, in the same café. No calls before that.",
    "next_step": "25.11.2026 klo 10",
    "topics": ["rights", "assistance_system", "reflection_period"],
}


def measure() -> Iterator[Figure]:
    """The save of a new record, and of a change to one, in a case that holds a dozen records."""
    with tempfile.TemporaryDirectory() as folder:
        store = make_store(Path(folder) / "luotsi.db")
        case = CaseId(new_id())
        store.save([op("case", reference="Koivu 3"), op("person", called="Maria")], case=case, at=AT)
        for _ in range(10):
            store.save([op("contact", None, None, **CONTACT)], case=case, at=AT)
        bare = Bare(Path(folder) / "bare.db", written_by(store, case))
        ours, floor = alternate(lambda: new_records(store), bare.commits)
        yield Figure("save a new record", ours / SAVES, floor / SAVES, "ms", aim=2.0, against="bare commit")
        ours, floor = alternate(lambda: new_cases(store), bare.commits)
        yield Figure("save a new case", ours / SAVES, floor / SAVES, "ms", against="bare commit")
        known = store.case_records(case)[-1].record
        ours, floor = alternate(lambda: changed_records(store, case, known), bare.commits)
        yield Figure("save a change to a record", ours / SAVES, floor / SAVES, "ms", aim=2.0, against="bare commit")
        ours, floor = alternate(lambda: drafts(store, case, known), bare.commits)
        yield Figure("keep a draft", ours / SAVES, floor / SAVES, "ms", aim=1.5, against="bare commit")
        store.close()
        bare.close()


class Bare:
    """The least that a durable save can cost: one row of the same bytes, committed, in the same kind of file."""

    def __init__(self, path: Path, size: int) -> None:
        self._database = Database(path, KEY, SALT, 8192)
        self._size = size
        with self._database.write() as connection:
            connection.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT")

    def commits(self) -> None:
        for _ in range(SAVES):
            with self._database.write() as connection:
                connection.execute("INSERT INTO row (bytes) VALUES (?)", (secrets.token_bytes(self._size),))

    def close(self) -> None:
        self._database.close()


def written_by(store: Store, case: CaseId) -> int:
    """How many bytes the save of one record writes: the signed change and the record."""
    (change,) = store.unsent(1000)[-1:]
    assert change.sealed is not None
    with store._database.read() as connection:
        row = connection.execute(
            "SELECT length(doc) + length(heads) + 64 FROM record WHERE case_id = ? ORDER BY id DESC LIMIT 1", (case,)
        ).fetchone()
    return len(change.header) + len(change.sig) + len(change.sealed) + int(row[0])


def new_records(store: Store) -> None:
    """A new case each time, and records in it one after another."""
    case = CaseId(new_id())
    store.save([op("case", reference="Koivu 3"), op("contact", None, None, **CONTACT)], case=case, at=AT)
    for _ in range(SAVES - 1):
        store.save([op("contact", None, None, **CONTACT)], case=case, at=AT)


def new_cases(store: Store) -> None:
    for _ in range(SAVES):
        store.save(
            [op("case", reference="Koivu 3"), op("contact", None, None, **CONTACT)], case=CaseId(new_id()), at=AT
        )


def changed_records(store: Store, case: CaseId, known: RecordId) -> None:
    for n in range(SAVES):
        change = over(store, known, "contact", agreed=f"Meets the same worker on Wednesday at {n}.")
        store.save([change], case=case, at=AT)


def drafts(store: Store, case: CaseId, known: RecordId) -> None:
    for n in range(SAVES):
        store.drafts.put(known, "contact", case, None, {"agreed": ("Meets the same worker" * n, ())}, AT)
