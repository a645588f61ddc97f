"""Files of root keys."""

from __future__ import annotations

import pytest

from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Malformed, b64
from desktop_app.ledger.keys import SigningKey
from desktop_app.ledger.locked_key import is_locked, lock_key, unlock_key

PASSPHRASE = "kuusi metri aalto"


def test_a_locked_key_opens_with_its_passphrase_alone() -> None:
    key = SigningKey.generate()
    data = lock_key(key, PASSPHRASE, memory=64)
    assert is_locked(data)
    assert b64(key.seed).encode() not in data
    assert unlock_key(data, PASSPHRASE).seed == key.seed
    for wrong in ("kuusi metri", "", None):
        with pytest.raises(LuotsiError) as refused:
            unlock_key(data, wrong)
        assert refused.value.code == "wrong_passphrase"


def test_a_clear_key_opens_without() -> None:
    key = SigningKey.generate()
    data = lock_key(key, None)
    assert not is_locked(data)
    assert unlock_key(data, None).seed == key.seed


def test_a_changed_file_is_refused() -> None:
    key, other = SigningKey.generate(), SigningKey.generate()
    clear, locked = lock_key(key, None), lock_key(key, PASSPHRASE, memory=64)
    public, foreign = b64(key.public).encode(), b64(other.public).encode()
    for data in (
        clear.replace(public, foreign),
        b"",
        b"{}",
        b"[]",
        clear[:-1],
        locked.replace(b'"memory":64', b'"memory":64000000'),
    ):
        with pytest.raises(Malformed):
            unlock_key(data, PASSPHRASE)
    with pytest.raises(LuotsiError):
        unlock_key(locked.replace(public, foreign), PASSPHRASE)
