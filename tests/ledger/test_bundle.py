"""A bundle on a stick opens for those it is for, and a damaged one is refused whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.ledger.bundle import Contents, make_bundle, open_bundle
from desktop_app.ledger.file_chunks import CHUNK, new_file_key, open_chunks, seal_chunks
from desktop_app.ledger.keys import KemKey, org_kem
from desktop_app.ledger.refusal import Refused
from tests.ledger.world import World, op


@pytest.fixture(scope="module")
def contents():
    laptop = World().add().first
    changes = tuple(laptop.seal(op(text="x" * n)) for n in (1, 1000, 100_000))
    return Contents(changes, ({"record": "AAAA", "text": "half written"},))


@pytest.fixture(scope="module")
def receivers():
    organisation = World().add()
    return [KemKey.generate(), org_kem(organisation.ring.secret(1), organisation.org)]


def test_a_bundle_opens_for_each_receiver_and_nobody_else(contents, receivers):
    data = b"".join(make_bundle(contents, [kem.public for kem in receivers]))
    for kem in receivers:
        assert open_bundle(data, kem) == contents
    with pytest.raises(Refused, match="not_for_us"):
        open_bundle(data, KemKey.generate())


def test_nothing_readable_in_a_bundle_names_anybody(contents, receivers):
    data = b"".join(make_bundle(contents, [kem.public for kem in receivers]))
    header = contents.changes[0].parsed
    for secret in (header.org, header.dev, receivers[0].public[:32], b"half written", b'"org"'):
        assert secret not in data


def test_a_damaged_bundle_is_refused_whole(contents, receivers):
    data = b"".join(make_bundle(contents, [receivers[0].public]))
    wrong = [data[:length] for length in (0, 7, 8, 24, 25, 100, 1193, 1194, len(data) - 1, len(data) - 65536)]
    wrong += [data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :] for at in (0, 9, 24, 30, 1200, len(data) - 1)]
    wrong.append(data + b"\0")
    for each in wrong:
        with pytest.raises(Refused):
            open_bundle(each, receivers[0])


def test_an_empty_bundle_is_a_bundle(receivers):
    assert open_bundle(b"".join(make_bundle(Contents(()), [receivers[0].public])), receivers[0]) == Contents(())


@settings(max_examples=10)
@given(st.sampled_from([0, 1, 65536, 65537, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 5]))
def test_a_file_comes_back_with_zeros_up_to_its_padding(size):
    key, data = new_file_key(), bytes([7]) * size
    chunks = list(seal_chunks([data[:100], data[100:]], key, b"aad"))
    clear = b"".join(open_chunks(chunks, key, b"aad"))
    assert (clear[:size], clear[size:].strip(b"\0")) == (data, b"")
    assert all(len(chunk) == CHUNK + 16 for chunk in chunks[:-1])
    assert (len(chunks[-1]) - 16) % 65536 == 0


def test_chunks_moved_left_out_added_or_of_another_file_are_refused():
    key = new_file_key()
    chunks = list(seal_chunks([bytes(3 * CHUNK)], key, b"aad"))
    assert len(chunks) == 3
    for wrong in (chunks[:2], [chunks[1], chunks[0], chunks[2]], [*chunks, chunks[2]], chunks[1:], []):
        with pytest.raises(Refused, match="damaged_file"):
            list(open_chunks(wrong, key, b"aad"))
    with pytest.raises(Refused, match="damaged_file"):
        list(open_chunks(chunks, key, b"other"))
