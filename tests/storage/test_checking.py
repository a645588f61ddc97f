"""Verifying a store finds what was tampered with; rebuilding gives the same store."""

import random

import pytest

from desktop_app.ledger.ids import CaseId, RecordId
from desktop_app.storage import checking
from tests.storage.laptops import case_id, minute, op, over


@pytest.fixture
def filled(team):
    """A laptop whose store has cases, conflicts, deletions and other people's changes."""
    laptops = team(2)
    rng = random.Random(4)
    known: list[tuple[CaseId, RecordId]] = []
    for n in range(60):
        store = laptops.stores[n % 2]
        if known and rng.random() < 0.5:
            case, record = rng.choice(known)
            me = store.me()
            if store.record(me.org, me.own_stream, record) is not None:
                values = {"_deleted": True} if rng.random() < 0.1 else {"text": f"t{n}", f"f{n % 3}": n}
                store.save([over(store, record, "note", **values)], case=case, at=minute(n))
        else:
            case, note = case_id(), op(text=f"t{n}")
            store.save([note, op("case", reference=f"Koivu {n}")], case=case, at=minute(n))
            known.append((case, note.record))
        if n % 20 == 19:
            laptops.sync()
    return laptops.stores[0]


def test_an_untouched_store_is_sound(filled):
    report = filled.verify()
    assert report.findings == ()
    assert report.changes > 40
    assert filled.conflict_count() > 0


def test_rebuilding_gives_the_same_store(filled):
    with filled._database.read() as connection:
        before = checking.projections(connection)
    rows = filled.cases.page(limit=100)
    filled.rebuild()
    with filled._database.read() as connection:
        assert checking.projections(connection) == before
    assert filled.cases.page(limit=100) == rows


def test_verifying_changes_nothing(filled):
    before = filled.cases.page(limit=100), filled.me(), filled.waiting_count()
    filled.verify()
    assert (filled.cases.page(limit=100), filled.me(), filled.waiting_count()) == before


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("UPDATE record SET doc = replace(doc, 't1', 't9') WHERE doc LIKE '%t1%'", "projection_differs"),
        ("DELETE FROM record WHERE id = 5", "projection_differs"),
        ("UPDATE case_row SET reference = 'other' WHERE id = 1", "projection_differs"),
        ("UPDATE change SET hash = zeroblob(32) WHERE id = 3", "hash_differs"),
        ("UPDATE change SET sig = zeroblob(64) WHERE id = 3", "wrong_signature"),
        ("UPDATE change SET sealed = zeroblob(1024) WHERE id = 3", "sealed_differs"),
        ("UPDATE change SET hash = zeroblob(32) WHERE id = 3", "chain_broken"),
    ],
)
def test_what_was_tampered_with_is_found(filled, sql, code):
    with filled._database.write() as connection:
        connection.execute(sql)
    assert code in {finding.code for finding in filled.verify().findings}
