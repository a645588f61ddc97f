from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

import pytest

from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Malformed, b64, canon
from desktop_app.vault import vault
from desktop_app.vault.keyslots import KeySlots, WrongSecret, new_slots
from desktop_app.vault.presence import FIRST, SECOND
from tests.vault.conftest import CHEAP, PASSPHRASE, Made

DATA_KEY = bytearray(range(32))
SECRET = bytes(range(16))


@pytest.fixture
def slots() -> KeySlots:
    return new_slots(DATA_KEY, PASSPHRASE, SECRET, CHEAP)


def test_slots_come_back_from_their_bytes(slots: KeySlots):
    again = KeySlots.from_bytes(slots.to_bytes())
    assert again == slots
    assert again.passphrase.open(again.store, PASSPHRASE) == DATA_KEY
    assert again.recovery.open(again.store, SECRET) == DATA_KEY
    assert again.is_signed_by(DATA_KEY)


def test_the_data_key_is_not_in_the_file(slots: KeySlots):
    data = slots.to_bytes()
    assert bytes(DATA_KEY) not in data
    assert b64(bytes(DATA_KEY)).encode() not in data


def test_a_slot_opens_only_in_its_own_store_and_with_its_own_header(slots: KeySlots):
    slot = slots.recovery
    assert slot.open(slots.store, SECRET) == DATA_KEY
    for changed, store in (
        (slot, bytes(16)),
        (replace(slot, slot=bytes(8)), slots.store),
        (replace(slot, salt=bytes(16)), slots.store),
        (replace(slot, nonce=bytes(12)), slots.store),
    ):
        with pytest.raises(WrongSecret):
            changed.open(store, SECRET)
    cheaper = replace(slots.passphrase, cost=replace(CHEAP, passes=2))
    with pytest.raises(WrongSecret):
        cheaper.open(slots.store, PASSPHRASE)


def test_the_mac_covers_everything(slots: KeySlots):
    for changed in (
        replace(slots, generation=2),
        replace(slots, page_size=4096),
        replace(slots, store=bytes(16)),
        replace(slots, recovery=replace(slots.recovery, sealed=bytes(48))),
        replace(slots, passphrase=replace(slots.passphrase, salt=bytes(16))),
        replace(slots, mac=bytes(32)),
    ):
        assert not changed.is_signed_by(DATA_KEY)
    assert not slots.is_signed_by(bytearray(32))


def tampered(data: bytes, change: Callable[[dict[str, object]], object]) -> bytes:
    """The file with a change and a plain digest that fits it, as somebody without the data key would write it."""
    document = json.loads(data)
    del document["sum"]
    change(document)
    return canon({**document, "sum": b64(sha256(canon(document)).digest())})


def set_generation(document: dict[str, object]) -> None:
    document["generation"] = 9


def test_tampering_is_noticed_after_unlock(made: Made):
    forged = tampered((made.folder / FIRST).read_bytes(), set_generation)
    for name in (FIRST, SECOND):
        (made.folder / name).write_bytes(forged)
    with pytest.raises(LuotsiError, match="slots_damaged"):
        vault.unlock(made.folder, PASSPHRASE)
    with pytest.raises(LuotsiError, match="slots_damaged"):
        vault.unlock_with_words(made.folder, made.words)


def test_one_tampered_copy_is_replaced_by_the_true_one(made: Made):
    good = (made.folder / SECOND).read_bytes()
    (made.folder / FIRST).write_bytes(tampered(good, set_generation))
    assert vault.unlock(made.folder, PASSPHRASE).generation == 1
    assert (made.folder / FIRST).read_bytes() == good


def test_only_what_was_written_is_read(slots: KeySlots):
    data = slots.to_bytes()

    def cost(**numbers: int) -> bytes:
        return tampered(data, lambda document: document["slots"][0]["kdf"].update(numbers))  # type: ignore[index]

    for wrong in (
        b"",
        b"null",
        b"[]",
        b"{}",
        data + b"\n",
        data.replace(b'"v":1', b'"v":2'),
        tampered(data, lambda document: document.update(v=2)),
        tampered(data, lambda document: document.update(more="x")),
        tampered(data, lambda document: document.update(generation=0)),
        tampered(data, lambda document: document.update(generation=True)),
        tampered(data, lambda document: document.update(slots={})),
        tampered(data, lambda document: document.update(mac=7)),
        tampered(data, lambda document: document.update(cipher={"page_size": 5000})),
        tampered(data, lambda document: document["slots"].pop()),  # type: ignore[attr-defined]
        tampered(data, lambda document: document["slots"].reverse()),  # type: ignore[attr-defined]
        cost(m=2**40),
        cost(m=1),
        cost(t=10_000),
        cost(p=0),
    ):
        with pytest.raises(Malformed):
            KeySlots.from_bytes(wrong)
