"""Files at the central system: resumed, never altered, given to nobody but their organisation and whom it names."""

from __future__ import annotations

import secrets

import pytest

from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Malformed
from desktop_app.ledger.file_chunks import CHUNK, SEALED_CHUNK, new_file_key, open_chunks, seal_chunks
from desktop_app.ledger.file_messages import FileState
from desktop_app.ledger.ids import FileId, Hash, OrgId, StreamId, new_id
from desktop_app.ledger.keys import DeviceKey
from desktop_app.ledger.messages import CentralRefused
from tests.central_fixtures import CentralInTest, Served
from tests.central_system.writing import Laptop, reader

NOTHING = Hash(bytes(32))


def sealed_file(size: int = CHUNK + 5) -> tuple[FileId, bytes, bytes, list[bytes]]:
    """A file of random bytes: id, key, clear bytes and sealed chunks."""
    file, key, clear = FileId(new_id()), new_file_key(), secrets.token_bytes(size)
    return file, key, clear, list(seal_chunks([clear], key, b"luotsi/1 file\0" + file))


def refusal(call, *given) -> str:
    with pytest.raises((LuotsiError, Malformed)) as refused:
        call(*given)
    return refused.value.code


def test_an_upload_that_broke_off_goes_on_where_it_was_and_comes_back_whole(served: Served) -> None:
    org = served.test.add_organisation()
    client = served.client(org.admin)
    file, key, clear, chunks = sealed_file()
    assert client.file_state(file) == FileState(0)
    assert client.put_chunk(file, 1, 2, chunks[1]) == FileState(2, (0,))
    assert client.put_chunk(file, 1, 2, chunks[1]) == FileState(2, (0,)), "the same again is no error"
    assert client.file_state(file) == FileState(2, (0,))
    assert client.put_chunk(file, 0, 2, chunks[0]).whole
    given = [client.chunk(org.org, file, index, NOTHING) for index in range(2)]
    assert given == chunks
    assert b"".join(open_chunks(given, key, b"luotsi/1 file\0" + file))[: len(clear)] == clear
    assert refusal(client.chunk, org.org, file, 2, NOTHING) == "file_unknown"


def test_what_is_there_is_never_altered_and_odd_chunks_are_refused(central: CentralInTest) -> None:
    org = central.add_organisation()
    client = central.client(org.admin)
    file, _, _, chunks = sealed_file()
    client.put_chunk(file, 0, 2, chunks[0])
    assert refusal(client.put_chunk, file, 0, 2, bytes(SEALED_CHUNK)) == "file_differs"
    assert refusal(client.put_chunk, file, 0, 3, chunks[0]) == "file_differs"
    for index, count, sealed in (
        (2, 2, chunks[1]), (0, 0, chunks[0]), (0, 257, chunks[0]), (0, 2, chunks[1]), (1, 2, chunks[1][:-1]),
        (1, 2, b""), (1, 2, bytes(16)), (1, 2, bytes(SEALED_CHUNK + 65536)),
    ):  # fmt: skip
        assert refusal(client.put_chunk, file, index, count, sealed) == "wrong_chunk", (index, count, len(sealed))
    assert client.file_state(file) == FileState(2, (1,))
    assert client.chunk(org.org, file, 0, NOTHING) == chunks[0]


def test_only_the_reader_of_a_change_that_names_the_file_may_fetch_it(central: CentralInTest) -> None:
    writer, system, stranger = (central.add_organisation() for _ in range(3))
    mine, theirs = central.client(writer.admin), central.client(system.admin)
    file, _, _, chunks = sealed_file(10)
    mine.put_chunk(file, 0, 1, chunks[0])
    laptop = Laptop.of(writer)
    stream = StreamId(new_id())
    silent = laptop.write(stream=stream, reader=reader(system))
    own = laptop.write(files=(file,))
    naming = laptop.write(stream=stream, reader=reader(system), files=(file,))
    mine.push([silent, own, naming])
    assert theirs.chunk(writer.org, file, 0, naming.hash) == chunks[0]
    for change in (silent.hash, own.hash, NOTHING):
        assert refusal(theirs.chunk, writer.org, file, 0, change) == "file_unknown"
    other = central.client(stranger.admin)
    for change in (silent.hash, own.hash, naming.hash, NOTHING):
        assert refusal(other.chunk, writer.org, file, 0, change) == "file_unknown"
    assert other.file_state(file) == FileState(0), "not even that it exists"
    # a change of one's own that names another's file opens nothing
    theft = Laptop.of(stranger).write(files=(file,))
    other.push([theft])
    assert refusal(other.chunk, writer.org, file, 0, theft.hash) == "file_unknown"
    # the same id at another organisation is another file
    other.put_chunk(file, 0, 1, sealed_file(10)[3][0])
    assert mine.chunk(writer.org, file, 0, NOTHING) == chunks[0]


def test_what_was_withheld_gives_no_file(central: CentralInTest) -> None:
    writer, system = central.add_organisation(), central.add_organisation()
    mine, theirs = central.client(writer.admin), central.client(system.admin)
    file, _, _, chunks = sealed_file(10)
    mine.put_chunk(file, 0, 1, chunks[0])
    laptop, stream = Laptop.of(writer), StreamId(new_id())
    mine.push([laptop.write(stream=stream, reader=reader(system), close=True)])
    late = laptop.write(stream=stream, reader=reader(system), files=(file,))
    assert mine.push([late]).withheld == (2,)
    assert refusal(theirs.chunk, writer.org, file, 0, late.hash) == "file_unknown"


def test_a_retired_laptop_gets_and_gives_nothing(central: CentralInTest) -> None:
    org = central.add_organisation()
    lost = central.add_device(org)
    file, _, _, chunks = sealed_file(10)
    central.client(org.admin).put_chunk(file, 0, 1, chunks[0])
    client = central.client(lost)
    assert client.chunk(org.org, file, 0, NOTHING) == chunks[0]
    central.retire(org, lost, (0, b""))
    assert refusal(client.chunk, org.org, file, 0, NOTHING) == "device_retired"
    assert refusal(client.put_chunk, FileId(new_id()), 0, 1, chunks[0]) == "device_retired"


def test_an_erased_change_takes_its_file_along_unless_its_reader_has_it(central: CentralInTest) -> None:
    writer, system = central.add_organisation(), central.add_organisation()
    mine, theirs = central.client(writer.admin), central.client(system.admin)
    laptop, stream = Laptop.of(writer), StreamId(new_id())
    files = [sealed_file(10) for _ in range(3)]
    for file, _, _, chunks in files:
        mine.put_chunk(file, 0, 1, chunks[0])
    own = laptop.write(files=(files[0][0],))
    pulled = laptop.write(stream=stream, reader=reader(system), files=(files[1][0],))
    mine.push([own, pulled])
    from desktop_app.ledger.ids import feed_start

    theirs.feed(0, feed_start(system.org))
    fresh = laptop.write(stream=stream, reader=reader(system), files=(files[2][0],))
    mine.push([fresh])
    mine.push([
        laptop.write(erase=(own.parsed.dot,)),
        laptop.write(stream=stream, reader=reader(system), erase=(pulled.parsed.dot, fresh.parsed.dot)),
    ])  # fmt: skip
    assert mine.file_state(files[0][0]) == FileState(0)
    assert mine.file_state(files[1][0]).whole, "the reader has it under its own law"
    assert mine.file_state(files[2][0]) == FileState(0)
    assert refusal(theirs.chunk, writer.org, files[2][0], 0, fresh.hash) == "file_unknown"


def test_an_organisation_has_a_bounded_number_of_files(central: CentralInTest, monkeypatch) -> None:
    monkeypatch.setattr("central_system.files.MAX_FILES", 1)
    client = central.client(central.add_organisation().admin)
    first, second = sealed_file(10), sealed_file(10)
    client.put_chunk(first[0], 0, 1, first[3][0])
    assert refusal(client.put_chunk, second[0], 0, 1, second[3][0]) == "too_many_files"
    assert client.put_chunk(first[0], 0, 1, first[3][0]).whole
    with pytest.raises(CentralRefused):
        central.client(DeviceKey.generate()).chunk(OrgId(new_id()), first[0], 0, NOTHING)
