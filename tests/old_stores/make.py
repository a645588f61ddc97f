"""Makes a store as this version of the program writes it, to be kept: `python -m tests.old_stores.make FILE`."""

import sys
from pathlib import Path

from desktop_app.ledger.ids import CaseId, RecordId
from tests.storage.laptops import AT, make_store, minute, op, over

CASE = CaseId(b"C" * 16)
NOTE = RecordId(b"N" * 16)
DRAFT = RecordId(b"D" * 16)


def make(path: Path) -> None:
    """A store with a case, a person, a conflict, an edited note, a setting and a draft; all invented."""
    store = make_store(path)
    cover = op("case", b"R" * 16, None, reference="Koivu 3", identity_level="pseudonym", delete_on="2027-02-26")
    person = op("person", b"P" * 16, None, called="Maria", mother_tongue="es")
    safety = op("safety_assessment", b"S" * 16, None, phone_watched="no")
    store.save([cover, person, safety], case=CASE, at=AT)
    store.save([op("safety_assessment", safety.record, None, phone_watched="yes")], case=CASE, at=minute(1))
    store.save([op("note", NOTE, None, text="First words")], case=CASE, at=minute(2))
    store.save([over(store, NOTE, text="Better words")], case=CASE, at=minute(3))
    store.cases.touch_opened(CASE, minute(4))
    store.set_setting("central_address", "https://central.example")
    store.drafts.put(DRAFT, "note", CASE, None, {"text": ("Half a sen", ())}, minute(5))
    store._database.checkpoint()
    store.close()


if __name__ == "__main__":
    make(Path(sys.argv[1]))
