"""Secrets survive being read aloud and typed back, and a wrong word is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.errors import LuotsiError
from desktop_app.ledger.ids import OrgId
from desktop_app.ledger.words import enrolment_words, from_words, to_words, word_list


@given(st.binary(min_size=16, max_size=16))
def test_a_secret_reads_back_from_its_words(secret):
    words = to_words(secret)
    assert len(words) == 11
    assert from_words([word.upper() + " " for word in words]) == secret


@pytest.mark.parametrize("secret", [bytes(16), b"\xff" * 16])
def test_a_changed_or_moved_word_is_noticed(secret):
    words = list(to_words(secret))
    noticed = 0
    for at in range(11):
        changed = [*words]
        changed[at] = next(word for word in word_list() if word != words[at])
        for wrong in (changed, words[:at] + words[at + 1 :], [*words, words[at]]):
            with pytest.raises(LuotsiError, match="wrong_recovery_words"):
                from_words(wrong)
            noticed += 1
    assert noticed == 33


def test_a_word_outside_the_list_is_noticed():
    with pytest.raises(LuotsiError, match="wrong_recovery_words"):
        from_words(["nosuchwordhere"] * 11)


def test_both_sides_of_an_enrolment_see_the_same_six_words():
    org = OrgId(bytes(16))
    words = enrolment_words(org, bytes(32), bytes(1216), bytes(32))
    assert len(words) == 6
    assert words == enrolment_words(org, bytes(32), bytes(1216), bytes(32))
    assert words != enrolment_words(org, bytes(32), bytes(1216), b"\1" * 32)
    assert set(words) <= set(word_list())
