"""Keys are derived as the protocol's vectors say, and sealing opens only with the right key and context."""

import hashlib

import pytest

from desktop_app.ledger.canonical import b64
from desktop_app.ledger.ids import OrgId, StreamId, digest
from desktop_app.ledger.keys import (
    DeviceKey,
    KemKey,
    RecoveryKey,
    Ring,
    SigningKey,
    commitment,
    open_with,
    org_kem,
    seal_to,
    stream_key,
    verify,
)
from desktop_app.ledger.refusal import Refused, Waiting

SECRET = bytes(range(32))
ORG = OrgId(bytes(range(16)))
STREAM = StreamId(bytes(range(16, 32)))


def test_stream_keys_are_those_of_the_protocol():
    own = stream_key(SECRET, StreamId(ORG), 1)
    shared = stream_key(SECRET, STREAM, 1, 1)
    assert own.hex() == "3ef9d7aad13ec2e51e9d4537edc1927fe2a692614f31aef3c1abd2914e53c649"
    assert shared.hex() == "7bf84b7ad67b8ebe96d83ecf2ca0591403060302ecf41050eed75db6b5f249ba"
    assert b64(commitment(shared)) == "lUuwb18dG1ZlbNTnoGXSyfHy0oNTkbnxQYcdMUHjDo8"


def test_the_organisations_kem_key_is_that_of_the_protocol():
    public = org_kem(SECRET, ORG).public
    assert len(public) == 1216
    assert digest(public).hex() == "662268b86a8ff9487c25d6733f08a80b2415e7448bb44faecb274c6d5b7001b3"


def test_the_device_id_is_that_of_the_protocol():
    assert b64(DeviceKey(bytes(32), bytes(96)).dev) == "cnkWc2NFUVBos_N8jWwRkw"


def test_a_device_key_reads_back():
    key = DeviceKey.generate()
    assert DeviceKey.from_bytes(key.to_bytes()) == key
    assert DeviceKey.from_bytes(key.to_bytes()).kem_public == key.kem_public


def test_a_signature_counts_for_its_purpose_only():
    key = DeviceKey.generate()
    signature = key.sign(b"one\0", b"text")
    assert verify(key.public, b"one\0", b"text", signature)
    assert not verify(key.public, b"two\0", b"text", signature)
    assert not verify(key.public, b"one\0", b"test", signature)
    assert not verify(DeviceKey.generate().public, b"one\0", b"text", signature)
    assert not verify(b"short", b"one\0", b"text", signature)


def test_sealed_to_a_key_opens_only_with_it_and_its_context():
    key = KemKey.generate()
    ciphertext = seal_to(key.public, b"context", b"secret")
    assert open_with(key, b"context", ciphertext) == b"secret"
    for other, info, text in (
        (KemKey.generate(), b"context", ciphertext),
        (key, b"other", ciphertext),
        (key, b"context", ciphertext[:-1]),
        (key, b"context", b""),
    ):
        with pytest.raises(Refused):
            open_with(other, info, text)


def test_sealing_to_something_that_is_no_key_is_refused():
    with pytest.raises(Refused):
        seal_to(b"short", b"", b"secret")


def test_a_ring_grows_and_keeps_what_it_had():
    ring = Ring.new()
    grown = ring.rotated()
    assert (ring.highest, grown.highest) == (1, 2)
    assert grown.secret(1) == ring.secret(1) != grown.secret(2)
    with pytest.raises(Waiting):
        ring.secret(2)


@pytest.mark.parametrize("secrets", [(), ((2, SECRET),), ((1, SECRET), (3, SECRET)), ((1, b"short"),)])
def test_a_ring_with_holes_is_refused(secrets):
    with pytest.raises(Refused):
        Ring(secrets)


def test_secrets_do_not_show_in_texts():
    key = DeviceKey(bytes(32), bytes(96))
    text = repr((key, Ring(((1, SECRET),)), KemKey(bytes(96)), RecoveryKey.derive(bytes(16), ORG)))
    assert repr(bytes(32)) not in text
    assert repr(SECRET) not in text


def test_the_recovery_sheet_gives_the_same_keys_again_and_others_in_another_organisation():
    sheet = hashlib.sha256(b"sheet").digest()[:16]
    one, same, other = (RecoveryKey.derive(sheet, org) for org in (ORG, ORG, OrgId(bytes(16))))
    assert (one.sign_public, one.kem_public) == (same.sign_public, same.kem_public)
    assert one.sign_public != other.sign_public
    assert open_with(same.kem, b"", seal_to(one.kem_public, b"", b"ring")) == b"ring"


@pytest.mark.parametrize("make", [KemKey, SigningKey, lambda seed: RecoveryKey.derive(seed, ORG)])
def test_seeds_of_another_length_are_refused(make):
    with pytest.raises(Refused):
        make(b"short")
