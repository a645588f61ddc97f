"""Folding for search and keys for sorting."""

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.storage.folding import fold, natural_key


def test_case_and_signs_fall_away():
    assert fold("  ÅÄÖ Łódź Ðorđe\tØrsted ") == "aao lodz dorde orsted"


def test_numbers_sort_by_size_and_finnish_letters_last():
    words = ["Koivu 3", "Koivu 11", "Zoo 1", "Åbo 1", "Äiti 1", "Öljy 1"]
    assert sorted(set(words), key=natural_key) == words


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
