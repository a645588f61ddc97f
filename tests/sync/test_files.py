"""An attachment's file travels with the sync to whom it is meant for, and to nobody else."""

import secrets

import pytest

from central_system.database import connect
from desktop_app.domain.attached_file import FIELD, AttachedFile
from desktop_app.ledger.cover import Cover
from desktop_app.ledger.directory import OrgKind
from desktop_app.ledger.file_chunks import CHUNK
from desktop_app.ledger.ids import FileId, Hash, StreamId, new_id
from desktop_app.ledger.messages import CentralRefused, CentralUnavailable
from desktop_app.ledger.refusal import Refused
from desktop_app.storage.store import Part
from tests.storage.laptops import AT, case_id, op
from tests.sync.test_restored_server import go_back

NOTHING = Hash(bytes(32))


def attach(laptop, size=CHUNK + 5, case=None):
    """Attach a file to a case; its clear bytes and what the record says of it."""
    clear = secrets.token_bytes(size)
    made = laptop.store.files.add([clear])
    laptop.store.save([op("attachment", title="todistus", **{FIELD: made.to_text()})], case=case or case_id(), at=AT)
    return clear, made


def read(laptop, made):
    return b"".join(laptop.store.files.read(made))


def test_a_file_reaches_every_laptop_of_the_organisation(found):
    office = found(3)
    one, two, three = office.laptops
    clear, made = attach(one)
    assert one.sync().files.sent == 1
    assert two.sync().files.fetched == 1
    three.sync()
    assert read(two, made) == read(three, made) == clear
    for laptop in office.laptops:
        again = laptop.sync().files
        assert (again.sent, again.fetched, again.left) == (0, 0, 0)


def test_a_file_that_is_not_there_yet_is_waited_for_and_stops_nothing(found, monkeypatch):
    one, two = found(2).laptops
    clear, made = attach(one)
    record = one.write(text="a")

    def away(*_):
        raise CentralUnavailable("central_unavailable", reason="too_slow")

    with monkeypatch.context() as context:
        context.setattr(one.line, "put_chunk", away, raising=False)
        report = one.sync()
    assert (report.pushed, report.files.sent, report.files.left) == (2, 0, 1)
    report = two.sync()
    assert (report.pulled, report.files.fetched, report.files.left) == (2, 0, 1)
    assert two.values(record) == {"text": "a"}
    assert one.sync().files.sent == 1
    assert two.sync().files.fetched == 1
    assert read(two, made) == clear


def test_a_line_that_breaks_after_every_chunk_gets_there_in_the_end(found, monkeypatch):
    one, two = found(2).laptops
    clear, made = attach(one, 3 * CHUNK + 5)
    put, get = one.line.put_chunk, two.line.chunk

    def once(call):
        calls = []

        def one_call(*given):
            calls.append(given)
            if len(calls) % 2 == 0:
                raise CentralUnavailable("central_unavailable", reason="unreachable")
            return call(*given)

        return calls, one_call

    sent, one.line.put_chunk = once(put)
    rounds = 0
    while one.sync().files.left:
        rounds += 1
    assert rounds == 3
    assert [index for _, index, *_ in sent[::2]] == [0, 1, 2, 3], "what arrived is not sent again"
    got, two.line.chunk = once(get)
    while two.sync().files.left:
        pass
    assert [index for _, _, index, _ in got[::2]] == [0, 1, 2, 3]
    assert read(two, made) == clear


def test_a_round_moves_a_bounded_part(found, monkeypatch):
    monkeypatch.setattr("desktop_app.sync.files.MOST_CHUNKS", 2)
    one, two = found(2).laptops
    clear, made = attach(one, 3 * CHUNK + 5)
    assert [one.sync().files.left, one.sync().files.left] == [1, 0]
    assert [two.sync().files.left, two.sync().files.left] == [1, 0]
    assert read(two, made) == clear


def test_a_false_chunk_is_thrown_away_and_the_true_one_fetched_in_the_next_round(found, monkeypatch):
    one, two = found(2).laptops
    clear, made = attach(one, 100)
    one.sync()
    with monkeypatch.context() as context:
        context.setattr(two.line, "chunk", lambda *_: bytes(65552), raising=False)
        report = two.sync()
    assert (report.files.fetched, report.files.left) == (0, 1)
    assert two.sync().files.fetched == 1
    assert read(two, made) == clear


def test_a_laptop_that_works_alone_sends_its_files_once_it_has_joined(found, tmp_path):
    from datetime import UTC, datetime

    from desktop_app.sync.believing import fetch_trust
    from desktop_app.sync.reissue import join_organisation
    from tests.storage.laptops import make_store
    from tests.sync.office import Laptop, Line

    office = found(1)
    (one,) = office.laptops
    path = tmp_path / "alone.db"
    alone = Laptop(make_store(path), one.line, path)
    clear, made = attach(alone)
    key = alone.store.me().key
    office.central.add_device(office.organisation, key)
    alone.line = Line(office.central.central, key.dev)
    trust = fetch_trust(alone.line, alone.store.trust_or_new(one.store.trust().root_hash), office.organisation.org)
    ring, org = office.organisation.ring, office.organisation.org
    join_organisation(alone.store, alone.line, trust, org, ring, lambda: datetime(2026, 11, 23, tzinfo=UTC))
    assert alone.sync().files.sent == 1
    one.sync()
    assert read(one, made) == clear
    alone.store.close()


@pytest.fixture
def disclosed(found):
    """A proposal with an attachment; both organisations' laptops, the original and the copy."""
    outreach, system, stranger = found(1), found(1, kind=OrgKind.ASSISTANCE_SYSTEM), found(1)
    worker, officer = outreach.laptops[0], system.laptops[0]
    worker.sync()  # learns of the System's roster
    case, stream = case_id(), StreamId(new_id())
    clear, original = attach(worker, CHUNK + 5, case)
    copy = worker.store.files.copy(original)
    reader = worker.store.trust().reader(system.organisation.org)
    cover = Cover(
        reader.org, "send_proposal", {"proposal": frozenset({"language"}), "attachment": frozenset({"title"})}, ()
    )
    worker.store.save_together(
        [
            Part(ops=[op("disclosure", stream, purpose="send_proposal")], at=AT, case=case),
            Part(
                ops=[
                    op("proposal", stream, language="fi"),
                    op("attachment", title="todistus", **{FIELD: copy.to_text()}),
                ],
                at=AT,
                case=case,
                stream=stream,
                reader=reader,
                cover=cover,
            ),
        ]
    )
    return worker, officer, stranger.laptops[0], clear, original, copy


def test_the_reader_of_a_disclosure_gets_the_copy_and_never_the_original(disclosed):
    worker, officer, stranger, clear, original, copy = disclosed
    worker.sync()
    assert officer.sync().files.fetched == 1
    assert read(officer, copy) == clear
    org = worker.store.me().org
    naming = {change.hash for change in worker.store.written(0)}
    for laptop in (officer, stranger):
        for change in naming | {NOTHING}:
            with pytest.raises(CentralRefused, match="file_unknown"):
                laptop.line.chunk(org, original.file, 0, change)
    for change in naming:
        with pytest.raises(CentralRefused, match="file_unknown"):
            stranger.line.chunk(org, copy.file, 0, change)


def test_a_file_is_covered_as_its_attachment_is(disclosed):
    worker, officer, *_, copy = disclosed
    reader = worker.store.trust().reader(officer.store.me().org)
    stream, case = StreamId(new_id()), case_id()
    nothing = Cover(reader.org, "send_proposal", {"proposal": frozenset({"language"})}, ())
    part = Part(
        ops=[op("proposal", stream, language="fi"), op("attachment", **{FIELD: copy.to_text()})],
        at=AT, case=case, stream=stream, reader=reader, cover=nothing,
    )  # fmt: skip
    with pytest.raises(Refused, match="not_covered"):
        worker.store.save_together([part])


def test_a_change_that_names_no_file_in_its_header_fetches_nothing(found):
    """A record can claim any file; what travels is what the signed header lets travel."""
    one, two = found(2).laptops
    false = AttachedFile(FileId(new_id()), bytes(32), 5, Hash(bytes(32)))
    other = FileId(new_id())
    part = Part(ops=[op("attachment", file=false.to_text())], at=AT, case=case_id(), files=(other,))
    one.store.save_together([part])
    one.sync()
    assert two.sync().files.left == 0


def test_a_restored_central_system_gets_lost_files_back_from_a_laptop_that_has_them(found):
    office = found(3)
    one, two, three = office.laptops
    clear, made = attach(one)
    one.sync()
    two.sync()
    go_back(office, 0)
    with connect(office.central.owner) as connection:
        connection.execute("delete from chunk")
        connection.execute("delete from file")
    assert two.sync().files.sent == 1, "not only the laptop that made it can give it back"
    assert three.sync().files.fetched == 1
    assert read(three, made) == clear
