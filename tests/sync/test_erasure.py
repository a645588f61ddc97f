"""What is struck out is nowhere: not in a page, draft, index or log of any laptop, nor at the central system."""

import secrets
from random import Random

import pytest

from central_system.database import connect
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import b64
from desktop_app.ledger.change import Op, SignedChange
from desktop_app.ledger.ids import RecordId, new_id
from desktop_app.sync.reissue import take_new_identity
from tests.storage.laptops import AT, case_id, minute, op
from tests.storage.pages import decrypted
from tests.sync.office import NOW
from tests.sync.test_files import attach
from tests.sync.test_restored_server import go_back

NAME = "Zacharias Beispiel"
TEXT = f"The foreman {NAME} was there"


def note_of(record, *fields, kind="note"):
    rows = [{"record": b64(record), "field": field, "at": AT} for field in fields or ("*",)]
    values = {"erased_on": "2026-11-23", "kind": kind, "fields": rows, "reason": "by_hand"}
    return Op(RecordId(new_id()), "erasure", values, dict.fromkeys(values, ()))


def strike(laptop, record, *fields, case=None):
    struck = {RecordId(record): frozenset(fields) if fields else None}
    return laptop.store.erase(struck, note_of(record, *fields), case=case, at=minute(50))


def sealed_holding(laptop, text):
    """The sealed bytes here of every change that says `text`."""
    with laptop.store._database.read() as connection:
        rows = connection.execute(
            "SELECT sealed FROM change WHERE sealed IS NOT NULL UNION SELECT sealed FROM refused WHERE sealed NOT NULL"
        ).fetchall()
        lines = connection.execute("SELECT header, sig, sealed FROM change WHERE sealed IS NOT NULL").fetchall()
    held = [SignedChange(*line) for line in lines]
    told = [change.sealed for change in held if text.encode() in laptop.store.payload(change).to_bytes()]
    assert len(rows) >= len(told)
    return told


def at_the_central_system(office):
    with connect(office.central.owner) as connection:
        rows = connection.execute(
            "select sealed from feed where sealed is not null union select sealed from quarantine where sealed"
            " is not null"
        ).fetchall()
    return {bytes(row[0]) for row in rows}


def is_nowhere(office, gone, *words):
    """Neither the words nor the sealed bytes that held them are left anywhere."""
    for laptop in office.laptops:
        pages = decrypted(laptop.path)
        for word in words:
            assert word.encode() not in pages
        for sealed in gone:
            assert sealed[:64] not in pages
    assert not at_the_central_system(office).intersection(gone)


def test_a_name_written_by_mistake_is_nowhere_once_it_is_struck_out(found):
    office = found(2)
    one, two = office.laptops
    case = case_id()
    record = one.write(case=case, text=TEXT, written_on="2026-11-23")
    office.settle()
    two.write(record, case=case, text=f"{TEXT}, and twice")
    two.store.drafts.put(RecordId(record), "note", case, two.store.me().own_stream, {"text": (TEXT, ())}, AT)
    office.settle()
    gone = sealed_holding(one, NAME)
    assert len(gone) == 2
    assert NAME.encode() in decrypted(two.path), "the test can see what it looks for"
    strike(one, record, "text", case=case)
    office.settle()
    is_nowhere(office, gone, NAME)
    for laptop in office.laptops:
        assert laptop.values(record) == {"written_on": "2026-11-23"}
        assert laptop.store.drafts.get(RecordId(record)) is None
        assert laptop.store.verify().sound
        assert not [entry for entry in history(laptop, record) if "text" in entry.set]
    assert one.everything() == two.everything()
    late = office.add_laptop()
    office.settle()
    assert late.everything() == one.everything()
    assert (late.sync().waiting, late.store.waiting_count()) == (0, 0), "erased is not missing"
    assert late.store.verify().sound


def history(laptop, record):
    me = laptop.store.me()
    return laptop.store.history(me.org, me.own_stream, RecordId(record))


def test_what_the_same_save_said_else_keeps_its_author_and_its_time(found):
    office = found(2)
    one, two = office.laptops
    case = case_id()
    other, record = op("person", None, None, called="Maria"), op("note", None, None, text=TEXT, written_on="2026-11-01")
    one.store.save([other, record], case=case, at=minute(3))
    office.settle()
    author = one.store.me().user
    strike(two, record.record, "text", case=case)
    office.settle()
    for laptop in office.laptops:
        assert laptop.values(other.record) == {"called": "Maria"}
        (entry,) = history(laptop, other.record)
        assert (entry.user, entry.at) == (author, minute(3))
        me = laptop.store.me()
        person = laptop.store.record(me.org, me.own_stream, other.record)
        assert (person.author, person.created_at, person.case) == (author, minute(3), case)


def test_two_values_side_by_side_stay_so_when_something_beside_them_is_struck_out(found):
    office = found(2)
    one, two = office.laptops
    record = one.write(text="first", written_on="2026-11-01")
    office.settle()
    for laptop, text in ((one, "mine"), (two, "yours")):
        laptop.write(record, text=text, about=NAME)
    office.settle()
    strike(one, record, "about")
    office.settle()
    for laptop in office.laptops:
        (conflict,) = laptop.store.conflicts()
        assert (conflict.field, {version.value for version in conflict.versions}) == ("text", {"mine", "yours"})
        assert "about" not in laptop.values(record)


def test_a_colleagues_draft_beside_what_is_struck_out_is_kept_and_is_no_conflict(found):
    office = found(2)
    one, two = office.laptops
    record = one.write(text=TEXT, written_on="2026-11-01")
    office.settle()
    me = two.store.me()
    heads = two.store.record(me.org, me.own_stream, RecordId(record)).heads
    two.store.drafts.put(
        RecordId(record), "note", None, me.own_stream,
        {"text": ("half", heads["text"]), "written_on": ("2026-11-02", heads["written_on"])}, AT,
    )  # fmt: skip
    strike(one, record, "text")
    office.settle()
    draft = two.store.drafts.get(RecordId(record))
    assert {name: value for name, (value, _) in draft.fields.items()} == {"written_on": "2026-11-02"}
    two.store.save(
        [op("note", record, {"written_on": draft.fields["written_on"][1]}, written_on="2026-11-02")], case=None, at=AT
    )
    assert two.store.conflicts() == ()
    assert two.values(record) == {"written_on": "2026-11-02"}


def test_what_a_colleague_wrote_meanwhile_over_the_struck_field_stands_and_nothing_older_returns(found):
    office = found(2)
    one, two = office.laptops
    record = one.write(text=TEXT)
    office.settle()
    two.write(record, text="nothing of that")
    strike(one, record, "text")
    office.settle()
    for laptop in office.laptops:
        assert laptop.values(record) == {"text": "nothing of that"}
        assert laptop.store.conflicts() == ()


def test_a_whole_record_goes_with_its_draft_and_is_found_nowhere(found):
    office = found(2)
    one, two = office.laptops
    case = case_id()
    one.write(kind="case", case=case, reference="Koivu 3")
    record = one.write(kind="person", case=case, called=NAME)
    office.settle()
    assert two.store.cases.page("zacharias").rows
    gone = sealed_holding(two, NAME)
    strike(two, record, case=case)
    office.settle()
    is_nowhere(office, gone, NAME, NAME.casefold())
    for laptop in office.laptops:
        assert laptop.values(record) is None
        assert not laptop.store.cases.page("zacharias").rows
        assert [row.reference for row in laptop.store.cases.page().rows] == ["Koivu 3"]


def test_a_file_goes_with_its_record_and_stays_when_something_beside_it_is_struck_out(found):
    office = found(2)
    one, two = office.laptops
    case = case_id()
    clear, made = attach(one, case=case)
    office.settle()
    (record,) = [found.record for found in one.store.case_records(case)]
    strike(one, record, "title", case=case)
    office.settle()
    late = office.add_laptop()
    office.settle()
    for laptop in office.laptops:
        assert b"".join(laptop.store.files.read(made)) == clear, "late laptops fetch it too"
    strike(two, record, case=case)
    office.settle()
    for laptop in (one, two, late):
        assert not laptop.store.files.has(made.file)
        assert not list(laptop.path.with_suffix(".files").iterdir())
    assert one.line.file_state(made.file).chunks == 0


def test_what_was_issued_again_under_another_id_goes_with_its_original(found):
    office = found(2)
    one, two = office.laptops
    record = one.write(text=TEXT)
    old = one.store.me().key
    take_new_identity(one.store, lambda: NOW)
    office.enrol_again(one, old)
    office.settle()
    gone = [change.sealed for change, _ in one.store.refused()] + sealed_holding(one, NAME)
    assert len(gone) == 2
    strike(two, record, "text")
    office.settle()
    strike_sees = two.values(record)
    assert strike_sees is None
    is_nowhere(office, gone, NAME)


def test_an_erasure_that_was_never_sent_is_issued_again_under_a_new_id(found):
    office = found(2)
    one = office.laptops[0]
    sent = one.write(text=TEXT)
    office.settle()
    unsent = one.write(text=f"{TEXT} again", written_on="2026-11-02")
    strike(one, sent, "text")
    strike(one, unsent, "text")
    old = one.store.me().key
    take_new_identity(one.store, lambda: NOW)
    office.enrol_again(one, old)
    office.settle()
    for laptop in office.laptops:
        assert laptop.values(sent) is None
        assert laptop.values(unsent) == {"written_on": "2026-11-02"}
        assert NAME.encode() not in decrypted(laptop.path)


def test_there_is_nothing_to_strike_out_of_what_was_never_written(found):
    one = found().laptops[0]
    with pytest.raises(LuotsiError) as refused:
        strike(one, secrets.token_bytes(16), "text")
    assert refused.value.code == "nothing_to_erase"


FIELDS = ("text", "about")


def scribble(office, records, random):
    """Write over both records on both laptops in any order, syncing now and then."""
    for number in range(1, random.randint(2, 9)):
        laptop = office.laptops[random.randrange(2)]
        fields = random.sample(FIELDS, random.randint(1, 2))
        laptop.write(records[random.randrange(2)], **dict.fromkeys(fields, f"{NAME} {number}"))
        if random.random() < 0.5:
            laptop.sync()
    office.settle()


def side_by_side(laptop):
    return {
        (one.record, one.field, frozenset(str(version.value) for version in one.versions))
        for one in laptop.store.conflicts()
    }


def settled(laptop, record, standing):
    """What a record says where one version stands; which of several shows is told apart by who wrote it last."""
    several = {field for one, field, _ in standing if one == record}
    return {name: value for name, value in (laptop.values(record) or {}).items() if name not in several}


@pytest.mark.parametrize("seed", range(6))
def test_after_any_erasure_no_rebuilding_offering_or_restoring_brings_the_value_back(found, seed):
    random, office = Random(seed), found(3)
    one, _, restored = office.laptops
    records = [one.write(text=f"{NAME} 0", about=f"{NAME} 0") for _ in range(2)]
    office.settle()
    backup = office.copy(restored, "backup")
    scribble(office, records, random)
    standing = side_by_side(one)
    before = [settled(one, record, standing) for record in records]
    gone = sealed_holding(one, NAME)
    fields = random.choice([("text",), ("about",), ()])
    strike(office.laptops[random.randrange(2)], records[0], *fields)
    office.settle()
    left = sealed_holding(one, NAME)
    gone = [sealed for sealed in gone if sealed not in left]
    assert gone
    go_back(office, random.randrange(len(office.feed())))
    one.store.rebuild()
    office.settle()
    restored.store.close()
    office.laptops[2] = backup
    office.add_laptop()
    office.settle()
    for laptop in office.laptops:
        laptop.store.rebuild()
        struck = set(fields or FIELDS)
        left = {name: value for name, value in before[0].items() if name not in struck}
        assert [settled(laptop, record, standing) for record in records] == [left, before[1]]
        kept = {entry for entry in standing if entry[0] != records[0] or entry[1] not in struck}
        assert side_by_side(laptop) == kept, "no older value returns beside a newer one"
        assert laptop.everything() == one.everything()
        assert laptop.store.verify().sound
    is_nowhere(office, gone)


def test_an_erasure_that_is_struck_out_itself_is_obeyed_by_a_laptop_that_hears_of_both_at_once(found):
    office = found(2)
    one, two = office.laptops
    case = case_id()
    record = one.write(case=case, text=TEXT)
    office.settle()
    gone = sealed_holding(one, NAME)
    said = note_of(record)
    one.store.erase({RecordId(record): None}, said, case=case, at=minute(50))
    one.store.erase({said.record: None}, note_of(case, kind="case"), case=None, at=minute(51))
    one.sync()
    two.sync()
    office.settle()
    is_nowhere(office, gone, NAME)
    assert one.everything() == two.everything()
