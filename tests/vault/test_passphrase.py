from __future__ import annotations

import re
import subprocess
import sys
from hashlib import sha256
from itertools import pairwise

import pytest

from desktop_app import paths
from desktop_app.ledger.words import from_words, to_words, word_list
from desktop_app.vault.passphrase import generate, judge

#: The list is final: recovery words and comparison words are positions in it.
LIST_DIGEST = "7a3e140d9985426104d4bf28ab5e7f9c6e2bfa7c015309d2eb21d0195c040307"


def test_the_word_list_never_changes():
    content = (paths.resources() / "wordlists" / "passphrase.txt").read_bytes()
    assert sha256(content).hexdigest() == LIST_DIGEST


def test_every_keyboard_can_type_the_words_and_no_two_differ_by_a_doubled_letter():
    words = word_list()
    assert len(words) == 7776
    assert all(re.fullmatch("[a-z]{4,8}", word) for word in words)
    assert all(one < other for one, other in pairwise(words))
    assert len({re.sub(r"(.)\1+", r"\1", word) for word in words}) == len(words)


def test_recovery_words_come_from_the_list_and_lead_back():
    secret = bytes(range(16))
    words = to_words(secret)
    assert len(words) == 11
    assert from_words([word.upper() for word in words]) == secret


@pytest.mark.parametrize(
    ("passphrase", "reason"),
    [
        ("", "too_short"),
        ("   ", "too_short"),
        ("kesäkuu2024", "too_short"),
        ("kesäkuu2024", "common_word"),
        ("satakieli7", "common_word"),
        ("Xk2#mQ9!vR7", "too_short"),
        ("Helsinki2026!", "common_word"),
        ("juhannusaattona", "common_word"),
        ("sommarlovet2024", "common_word"),
        ("midsommarafton", "common_word"),
        ("minä rakastan sinua", "common_word"),
        ("salasana1234", "common_word"),
        ("passwordpassword", "repetition"),
        ("aaaaaaaaaaaaaaaaaaaa", "repetition"),
        ("abcdefghijklmnop", "sequence"),
        ("poiuytrewqlkjhgf", "keyboard_pattern"),
        ("13.12.1975 1.1.2001", "date_inside"),
    ],
)
def test_what_is_easily_guessed_is_refused_with_its_reason(passphrase: str, reason: str):
    verdict = judge(passphrase)
    assert not verdict.ok
    assert reason in verdict.reasons


def test_names_of_the_worker_and_the_organisation_are_no_secret():
    names = ["Tiukuliina Esimerkkälä", "Majakkasataman Apu"]
    for passphrase in ("tiukuliina majakka", "Esimerkkälä 1975", "majakkasatamanapu"):
        assert judge(passphrase, names).score < judge(passphrase).score or not judge(passphrase, names).ok
    assert "name_inside" in judge("Esimerkkälä 1975", names).reasons


def test_generated_passphrases_pass():
    for _ in range(40):
        phrase = generate()
        assert len(phrase.split()) == 5
        assert judge(phrase).ok, phrase


def test_generated_words_are_drawn_anew_each_time():
    assert len({generate() for _ in range(50)}) == 50
    assert set(" ".join(generate(8) for _ in range(20)).split()) <= set(word_list())


def test_a_very_long_passphrase_is_judged_too():
    assert judge(" ".join([generate()] * 30)).ok


def test_no_start_waits_for_the_guessing_lists():
    program = "import sys, desktop_app.vault.vault, desktop_app.vault.passphrase; sys.exit('zxcvbn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
