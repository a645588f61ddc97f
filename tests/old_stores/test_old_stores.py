"""Every store that a released version wrote opens in this one, with all that was in it."""

import shutil
from pathlib import Path

import pytest

from desktop_app.storage.database import migrations
from tests.old_stores.make import CASE, DRAFT, NOTE, make
from tests.storage.laptops import minute, op, open_store

STORES = sorted(Path(__file__).parent.glob("store_v*.db"), key=lambda path: int(path.stem.removeprefix("store_v")))


def test_the_newest_schema_has_a_store_to_keep():
    assert STORES[-1].stem == f"store_v{len(migrations())}"


@pytest.mark.parametrize("path", [*STORES, None], ids=lambda path: path.stem if path else "today's")
def test_an_old_store_opens_with_everything_in_it(tmp_path, path):
    copy = tmp_path / "luotsi.db"
    make(copy) if path is None else shutil.copy(path, copy)
    store = open_store(copy)
    values = {record.kind: record.values for record in store.case_records(CASE)}
    assert values["note"] == {"text": "Better words"}
    assert values["safety_assessment"] == {"phone_watched": "yes"}
    assert len(store.conflicts()) == 1
    (row,) = store.cases.page("koi").rows
    assert (row.reference, row.opened_at, row.delete_on) == ("Koivu 3", minute(4), "2027-02-26")
    assert [row.reference for row in store.cases.page("maria").rows] == ["Koivu 3"]
    draft = store.drafts.get(DRAFT)
    assert draft is not None
    assert draft.fields["text"][0] == "Half a sen"
    assert store.setting("central_address") == "https://central.example"
    me = store.me()
    texts = [entry.set["text"] for entry in store.history(me.org, me.own_stream, NOTE)]
    assert texts == ["First words", "Better words"]
    assert (me.n, store.unsent_count().changes) == (5, 5)
    assert store.verify().sound
    store.save([op("note", None, None, text="New words")], case=CASE, at=minute(9))
    assert store.verify().sound
    store.close()
