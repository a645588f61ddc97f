"""Signed history lasts: what was sealed, signed and derived once opens and comes out the same for ever."""

import json
from collections.abc import Callable

import pytest

from desktop_app.ledger import purposes
from desktop_app.ledger.canonical import Malformed, b64, canon, parse
from desktop_app.ledger.change import Header, Payload, SignedChange
from desktop_app.ledger.directory import Directory, SignedDirectory
from desktop_app.ledger.handover import SignedHandover, open_handover
from desktop_app.ledger.ids import Hash, StreamId, digest, feed_next, feed_start, received_case, reply_stream
from desktop_app.ledger.keys import commitment, open_with, org_kem, stream_key, verify
from desktop_app.ledger.receipts import Receipt
from desktop_app.ledger.roster import Roster, SignedRoster, check_signed, check_step
from desktop_app.ledger.sealing import KeySource, assemble, open_payload, padded
from desktop_app.ledger.state import State
from desktop_app.ledger.words import enrolment_words, to_words
from tests.ledger import vector_inputs as inputs


def vector(name):
    return json.loads((inputs.FOLDER / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", vector("canonical")["canonical"], ids=lambda case: case["text"][:20])
def test_values_have_their_canonical_text(case):
    assert canon(case["value"]) == case["text"].encode()
    assert parse(case["text"].encode()) == case["value"]


@pytest.mark.parametrize("text", vector("canonical")["refused"])
def test_texts_that_are_not_canonical_are_refused(text):
    with pytest.raises(Malformed):
        parse(text.encode())


def test_keys_and_ids_are_derived_as_ever():
    stored = vector("keys")
    secret, org, stream = inputs.SECRET, inputs.ORG, inputs.STREAM
    assert stored == {
        "secret": secret.hex(),
        "org": org.hex(),
        "stream": stream.hex(),
        "own_key": stream_key(secret, StreamId(org), 1).hex(),
        "shared_key": stream_key(secret, stream, 1, 1).hex(),
        "shared_key_epochs_3_2": stream_key(secret, stream, 3, 2).hex(),
        "commit": commitment(stream_key(secret, stream, 1, 1)).hex(),
        "kem_public_hash": digest(org_kem(secret, org).public).hex(),
        "device": b64(inputs.DEVICE.dev),
        "device_public": inputs.DEVICE.public.hex(),
        "device_kem_hash": digest(inputs.DEVICE.kem_public).hex(),
        "sheet": bytes(range(48, 64)).hex(),
        "recovery_sign": inputs.SHEET.sign_public.hex(),
        "recovery_kem_hash": digest(inputs.SHEET.kem_public).hex(),
        "reply_stream": reply_stream(inputs.OTHER, stream).hex(),
        "received_case": received_case(org, stream).hex(),
        "feed_start": feed_start(org).hex(),
        "feed_next": feed_next(feed_start(org), digest(b"")).hex(),
        "sheet_words": list(to_words(bytes(range(48, 64)))),
        "enrolment_words": list(
            enrolment_words(org, inputs.DEVICE.public, inputs.DEVICE.kem_public, inputs.directory().root.hash)
        ),
    }


def test_bodies_are_padded_as_ever():
    for length, whole in vector("padding")["lengths"]:
        assert len(padded(bytes(length))) == whole


CHANGES = {"own_change": (inputs.OWN, inputs.own_header()), "shared_change": (inputs.SHARED, None)}


@pytest.mark.parametrize("name", CHANGES)
def test_a_stored_change_opens(name):
    stored, (payload, _) = vector(name), CHANGES[name]
    change = SignedChange(stored["header"].encode(), bytes.fromhex(stored["sig"]), bytes.fromhex(stored["sealed"]))
    assert change.hash.hex() == stored["hash"]
    assert verify(inputs.DEVICE.public, purposes.CHANGE, change.header, change.sig)
    assert open_payload(change, KeySource(inputs.ORG, inputs.RING)) == payload
    assert payload.to_bytes().decode() == stored["payload"]
    assert Payload.from_bytes(stored["payload"].encode()) == payload


def test_the_reader_opens_the_stored_shared_change():
    stored = vector("shared_change")
    change = SignedChange(stored["header"].encode(), bytes.fromhex(stored["sig"]), bytes.fromhex(stored["sealed"]))
    assert open_payload(change, KeySource(inputs.OTHER, inputs.OTHER_RING)) == inputs.SHARED


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_sealed_and_signed_to_the_very_bytes(name):
    stored, (_, header) = vector(name), CHANGES[name]
    if header is None:
        wrap = Header.from_bytes(stored["header"].encode()).wrap
        assert wrap is not None
        header = inputs.shared_header(wrap.ct)
    assert (purposes.PAYLOAD + canon(header.core())).decode() == stored["aad"]
    keys = KeySource(inputs.ORG, inputs.RING)
    cipher, _, key = keys.own(header.stream, 1, 0 if header.wrap is None else 1)
    assert key.hex() == stored["key"]
    change = assemble(header, bytes.fromhex(stored["body"]), cipher, inputs.DEVICE, bytes.fromhex(stored["nonce"]))
    assert change.header.decode() == stored["header"]
    assert change.sealed is not None
    assert (change.sealed.hex(), change.sig.hex()) == (stored["sealed"], stored["sig"])


def test_the_stored_wrap_opens():
    stored = vector("wrap")
    kem = org_kem(inputs.OTHER_RING.secret(1), inputs.OTHER)
    key = open_with(kem, stored["info"].encode(), bytes.fromhex(stored["ct"]))
    assert (key.hex(), commitment(key).hex()) == (stored["key"], stored["commit"])


def test_the_stored_hand_over_opens():
    stored = vector("handover")
    roster = Roster.from_bytes(vector("roster_1")["bytes"].encode())
    signed = SignedHandover(stored["bytes"].encode(), bytes.fromhex(stored["sig"]))
    assert open_handover(signed, roster, inputs.SHEET.kem, None) == inputs.RING


FORMS: dict[str, Callable[[bytes], Directory | Roster | State | Receipt]] = {
    "directory": Directory.from_bytes,
    "roster_1": Roster.from_bytes,
    "roster_2": Roster.from_bytes,
    "state": State.from_bytes,
    "receipt": Receipt.from_bytes,
}


@pytest.mark.parametrize("name", FORMS)
def test_what_is_signed_comes_out_to_the_very_bytes(name):
    stored = vector(name)
    assert inputs.signed_bytes()[name] == stored
    data = stored["bytes"].encode()
    assert FORMS[name](data).to_bytes() == data
    assert digest(data).hex() == stored["hash"]


def test_the_stored_signatures_count():
    directory = SignedDirectory.from_json({**_wire(vector("directory")), "sigs": vector("directory")["sigs"]})
    assert directory.parsed().root.signed(directory.bytes, directory.sigs)
    first, following = (
        SignedRoster.from_json({**_wire(vector(name)), "sig": vector(name)["sig"]}) for name in ("roster_1", "roster_2")
    )
    for roster in (first, following):
        check_signed(roster, roster.parsed())
    check_step(first, following.parsed())
    assert following.parsed().devices[0].until == (2, Hash(bytes(range(32))))


def _wire(stored):
    return {"bytes": b64(stored["bytes"].encode())}
