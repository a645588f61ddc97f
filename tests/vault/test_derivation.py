from __future__ import annotations

from itertools import chain, count, repeat

import pytest

from desktop_app.errors import LuotsiError
from desktop_app.vault import derivation
from desktop_app.vault.derivation import FLOOR, KdfCost, calibrated, derive, derive_from_passphrase, wipe


def test_argon2id_is_the_one_of_rfc_9106_implementations():
    # Cross-checked with the reference implementation's command line (-id -t 2 -k 65536 -p 1 -l 32).
    key = derive_from_passphrase("password", b"somesalt", KdfCost(65536, 2, 1))
    assert key.hex() == "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"


def test_hkdf_keys_differ_by_label_and_salt():
    made = {bytes(derive(b"s" * 32, salt, label)) for salt in (b"a" * 16, b"b" * 16) for label in (b"x", b"y")}
    assert len(made) == 4


def test_wiping_leaves_zeros_in_the_same_place():
    secret = bytearray(b"secret")
    seen = memoryview(secret)
    wipe(secret)
    assert bytes(seen) == bytes(6)


@pytest.mark.parametrize(("one_pass", "passes"), [(10.0, 3), (0.25, 3), (0.1, 8), (0.0, 64)])
def test_the_cost_fills_the_time_but_never_falls_below_the_floor(
    one_pass: float, passes: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(derivation, "derive_from_passphrase", lambda *_: bytearray(32))
    ticks = chain([0.0, one_pass], repeat(one_pass))
    assert calibrated(lambda: next(ticks)) == KdfCost(FLOOR.memory, passes, FLOOR.lanes)


def test_the_floor_is_what_the_threat_model_says():
    assert KdfCost(memory=256 * 1024, passes=3, lanes=4) == FLOOR
    assert FLOOR.is_sane()


def test_costs_that_no_laptop_can_carry_are_not_sane():
    assert not any(
        KdfCost(*numbers).is_sane() for numbers in [(2**30, 1, 1), (8, 0, 1), (8, 1, 0), (15, 1, 2), (8, 99, 1)]
    )


def test_too_little_memory_is_an_answer_and_not_a_crash(monkeypatch: pytest.MonkeyPatch):
    class NoMemory:
        def __init__(self, **_: object) -> None: ...

        def derive_into(self, *_: object) -> None:
            raise MemoryError

    monkeypatch.setattr(derivation, "Argon2id", NoMemory)
    with pytest.raises(LuotsiError) as error:
        derive_from_passphrase("x", bytes(16), FLOOR)
    assert (error.value.code, error.value.details) == ("memory_short", {"mebibytes": 256})


def test_calibration_really_derives():
    ticks = count(0.0, 0.3)
    assert calibrated(lambda: next(ticks)).passes == FLOOR.passes
