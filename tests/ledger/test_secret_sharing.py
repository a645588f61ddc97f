"""Enough parts give the secret back, fewer tell nothing, and wrong ones are noticed."""

from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.errors import LuotsiError
from desktop_app.ledger.secret_sharing import _LOGS, _POWERS, _at, join, split
from desktop_app.ledger.sheet_parts import PART_WORDS, SheetPart, divide, read_sheet
from desktop_app.ledger.words import to_words

SECRET = bytes(range(16))


def counting(length):
    """Return the "random" bytes of the published vectors: 00, 11, 22 and so on."""
    return bytes(17 * place % 256 for place in range(length))


# Vectors of bc-shamir (Blockchain Commons), which splits as one level of SLIP-39 does: 3 of 5 and 2 of 7.
VECTORS = [
    (
        3, "0ff784df000c4380a5ed683f7e6e3dcf",
        ["00112233445566778899aabbccddeeff", "d43099fe444807c46921a4f33a2a798b", "d9ad4e3bec2e1a7485698823abf05d36",
         "0d8cf5f6ec337bc764d1866b5d07ca42", "1aa7fe3199bc5092ef3816b074cabdf2"],
    ),
    (
        2, "204188bfa6b440a1bdfd6753ff55a8241e07af5c5be943db917e3efabc184b1a",
        ["2dcd14c2252dc8489af3985030e74d5a48e8eff1478ab86e65b43869bf39d556",
         "a1dfdd798388aada635b9974472b4fc59a32ae520c42c9f6a0af70149b882487",
         "2ee99daf727c0c7773b89a18de64497ff7476dacd1015a45f482a893f7402cef",
         "a2fb5414d4d96ee58a109b3ca9a84be0259d2c0f9ac92bdd3199e0eed3f1dd3e",
         "2b851d188b8f5b3653659cc0f7fa45102dadf04b708767385cd803862fcb3c3f",
         "a797d4a32d2a39a4aacd9de48036478fff77b1e83b4f16a099c34bfb0b7acdee",
         "28a19475dcde9f09ba2e9e881979413592027216e60c8513cdee937c67b2c586"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("needed", "secret", "parts"), VECTORS)
def test_the_published_vectors(needed, secret, parts):
    found = split(bytes.fromhex(secret), needed, len(parts), counting)
    assert [part.hex() for part in found] == parts
    for chosen in combinations(range(len(parts)), needed):
        assert join({place: found[place] for place in chosen}).hex() == secret


def test_the_field_is_that_of_aes():
    """FIPS 197, section 4.2: {57} · {83} = {c1}, {57} · {13} = {fe}."""

    def times(one, other):
        return _POWERS[(_LOGS[one] + _LOGS[other]) % 255]

    assert (times(0x57, 0x83), times(0x57, 0x13)) == (0xC1, 0xFE)
    assert len(set(_POWERS)) == 255


@given(st.binary(min_size=16, max_size=16), st.integers(2, 9), st.data())
def test_any_enough_parts_in_any_order_give_the_secret(secret, papers, data):
    needed = data.draw(st.integers(2, papers))
    parts = divide(secret, needed, papers)
    chosen = data.draw(st.permutations(range(papers)))[: data.draw(st.integers(needed, papers))]
    assert read_sheet([word for place in chosen for word in parts[place].words()]) == secret
    few = [word for place in chosen[: needed - 1] for word in parts[place].words()]
    with pytest.raises(LuotsiError, match="sheet_parts_lacking") as caught:
        read_sheet(few)
    assert caught.value.details == {"held": needed - 1, "needed": needed}


def test_fewer_parts_fit_every_secret():
    """With two of three needed, one part and any secret at all have a division that goes through both."""
    for secret in (SECRET, bytes(16), b"\xff" * 16):
        part = split(SECRET, 2, 3)[0]
        others = {255: secret, 0: part}
        assert _at(0, {255: secret, 1: _at(1, others)}) == part


def test_two_divisions_of_one_secret_do_not_mix_and_share_no_part():
    one, other = divide(SECRET, 2, 3), divide(SECRET, 2, 3)
    assert not {part.value for part in one} & {part.value for part in other}
    with pytest.raises(LuotsiError, match="sheet_parts_differ"):
        read_sheet([*one[0].words(), *other[1].words()])
    forged = SheetPart(one[0].division, 1, 2, other[1].value)
    with pytest.raises(LuotsiError, match="sheet_parts_differ"):
        read_sheet([*one[0].words(), *forged.words()])


def test_one_paper_twice_is_one_paper():
    part = divide(SECRET, 2, 2)[0]
    with pytest.raises(LuotsiError, match="sheet_parts_lacking"):
        read_sheet([*part.words(), *part.words()])


def test_a_mistyped_paper_is_named():
    one, two = (list(part.words()) for part in divide(SECRET, 2, 2))
    for wrong in permutations(two[:2]):
        if list(wrong) == two[:2]:
            continue
        with pytest.raises(LuotsiError, match="wrong_sheet_part") as caught:
            read_sheet([*one, *wrong, *two[2:]])
        assert caught.value.details == {"part": 2}
    with pytest.raises(LuotsiError, match="wrong_recovery_words"):
        read_sheet([*one, *two[1:]])


def test_a_whole_sheet_is_read_as_before():
    assert read_sheet(to_words(SECRET)) == SECRET
    assert {len(part.words()) for part in divide(SECRET, 3, 9)} == {PART_WORDS}


@pytest.mark.parametrize(("needed", "papers"), [(1, 2), (3, 2), (2, 17), (0, 0)])
def test_a_division_that_makes_no_sense_is_not_made(needed, papers):
    with pytest.raises(ValueError, match="no such division"):
        split(SECRET, needed, papers)
