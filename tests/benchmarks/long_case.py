"""Opening a case of 2,000 changes and its timeline, in a store of 10,000 and of 100,000 cases, against their floors.

The floor of opening is the bare statement with its documents parsed, and one durable commit, since opening is noted for
the order of the list; that of the timeline is plain Python: the days of the same records, parsed and sorted. The window
is measured in a process of its own.
"""

import json
import secrets
import statistics
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

from desktop_app.ledger.canonical import Json
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import CaseId, RecordId
from desktop_app.storage.encoding import dump
from desktop_app.storage.record_rows import COLUMNS
from desktop_app.storage.writing import Part
from desktop_app.use_cases import case_view, cases, joining, store_access
from desktop_app.use_cases.session import Session
from tests.benchmarks.figure import Figure, alternate
from tests.benchmarks.memory import PASSPHRASE, make_store
from tests.benchmarks.window_process import said

SIZES = (10_000, 100_000)
CHANGES, TOGETHER = 2_000, 100
#: Longer turns are felt as a key that hangs.
LIMIT_MS = 50.0
RUNS = 3
#: Records of every case that is in the store beside the long one.
BESIDE = ("case", "person", "contact", "note")


def measure() -> Iterator[Figure]:
    """Opening and timeline against their floors at both sizes, their growth, and the work of the window's thread."""
    with tempfile.TemporaryDirectory() as base:
        folders = {size: Path(base) / str(size) for size in SIZES}
        long = {size: make(folder, size) for size, folder in folders.items()}
        sessions = {size: store_access.unlock(folder, PASSPHRASE) for size, folder in folders.items()}
        for size, session in sessions.items():
            ours, bare = alternate(opening(session, long[size]), reading(session, long[size]))
            yield Figure(f"open a case of 2,000 changes, {size:,}", ours, bare, "ms", against="bare SQL")
            ours, plain = alternate(timeline(session, long[size]), sorting(session, long[size]))
            yield Figure(f"its timeline, {size:,}", ours, plain, "ms", against="plain Python")
        few, many = ((sessions[size], long[size]) for size in SIZES)
        for name, act in (("open a case of 2,000 changes", opening), ("its timeline", timeline)):
            ours, before = alternate(act(*many), act(*few))
            yield Figure(f"{name}, 10,000 → 100,000", ours, before, "ms", 1.5, "at 10,000")
        for session in sessions.values():
            store_access.lock(session)
        for size, folder in folders.items():
            yield from in_window(folder, long[size], size)


def in_window(folder: Path, case: CaseId, size: int) -> Iterator[Figure]:
    """The longest turn of the window while the case is opened, as a picture and as a list."""
    command = ("-m", "tests.benchmarks.case_window", str(folder), PASSPHRASE, case.hex())
    rounds: list[tuple[float, float]] = [json.loads(said(command)) for _ in range(RUNS)]
    work = max(work for _clock, work in rounds)
    yield Figure(f"its work in the window, {size:,}", work, LIMIT_MS, "ms", aim=1.0, against="limit")
    clock = statistics.median(clock for clock, _work in rounds)
    yield Figure(f"longest turn while it is opened, {size:,}", clock, LIMIT_MS, "ms", against="limit")


def make(folder: Path, size: int) -> CaseId:
    """A store with `size` cases in the list and their records, and one long case."""
    make_store(folder, size)
    session = store_access.unlock(folder, PASSPHRASE)
    fill_records(session)
    case, _ = cases.open_new(session)
    write_long(session, case)
    store_access.lock(session)
    return case


def fill_records(session: Session) -> None:
    """Put some records of every listed case beside the long one, as rows alone: nothing reads what they say."""
    me = session.store.me()
    at, marks = "2026-11-23T10:00:00.000Z", ", ".join("?" * len(COLUMNS.split(", ")))
    doc = dump({"text": "Sovittiin uusi aika. " * 6})
    with session.store._database.write() as connection:
        listed = connection.execute("SELECT case_id FROM case_row").fetchall()
        connection.executemany(
            f"INSERT INTO record ({COLUMNS}) VALUES ({marks})",
            (
                (me.org, me.own_stream, secrets.token_bytes(16), case, kind, doc, "{}", None, 0, at, me.user, at, b"")
                for (case,) in listed
                for kind in BESIDE
            ),
        )


def write_long(session: Session, case: CaseId) -> None:
    """Write a case of 2,000 changes: 1,000 records, each written on once more."""
    parts: list[Part] = []
    for number in range(CHANGES // 2):
        day = date.fromordinal(date(2024, 1, 1).toordinal() + number)
        record, kind, values = RecordId(secrets.token_bytes(16)), *written(number, day)
        parts.append(Part(ops=[Op(record, kind, values, dict.fromkeys(values, ()))], case=case, at=session.at()))
        name = next(iter(values))
        again = Op(record, kind, {name: values[name]}, {name: ()})
        parts.append(Part(ops=[again], case=case, at=session.at()))
    for start in range(0, CHANGES, TOGETHER):
        session.store.save_together(parts[start : start + TOGETHER])


def written(number: int, day: date) -> tuple[str, dict[str, Json]]:
    """The kind and the fields of one record, in turn."""
    at = f"{day}T10:00+02:00"
    turn: tuple[tuple[str, dict[str, Json]], ...] = (
        ("contact", {"person_wishes": "Haluan levätä.", "occurred_at": at, "next_step": "Soitetaan 1.12."}),
        ("consent", {"answer": "refused", "purpose": "police", "answered_at": at}),
        ("note", {"text": "Sovittiin uusi aika. " * 6, "written_on": at}),
        ("safety_assessment", {"safety_now": "safe", "assessed_at": at}),
    )
    return turn[number % len(turn)]


def opening(session: Session, case: CaseId) -> Callable[[], None]:
    def run() -> None:
        assert case_view.view(session, case).counts["contact"] == CHANGES // 8

    return run


def reading(session: Session, case: CaseId) -> Callable[[], None]:
    def run() -> None:
        with session.store._database.read() as connection:
            rows = connection.execute(f"SELECT {COLUMNS} FROM record WHERE case_id = ? ORDER BY id", (case,)).fetchall()
            assert len([json.loads(row[5]) for row in rows]) > CHANGES // 2
        with session.store._database.write() as connection:
            connection.execute("UPDATE case_row SET opened_at = ? WHERE case_id = ?", (session.at(), case))

    return run


def timeline(session: Session, case: CaseId) -> Callable[[], None]:
    file = cases.read(session, case)
    group = joining.group(session, file)
    contacts = sorted(file.of_kind("contact"), key=case_view._met_at)

    def run() -> None:
        assert len(case_view._events(file, contacts, group)) > CHANGES // 8

    return run


def sorting(session: Session, case: CaseId) -> Callable[[], None]:
    records = cases.read(session, case).own
    fields = {"contact": "occurred_at", "consent": "answered_at"}
    moments = [one.text(fields[one.kind]) for one in records if one.kind in fields]

    def run() -> None:
        assert sorted(datetime.fromisoformat(moment).date() for moment in moments)

    return run
