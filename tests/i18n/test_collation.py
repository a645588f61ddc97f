from __future__ import annotations

import itertools

import pytest

from desktop_app.i18n.collation import sort_key

NAMES = ["Virta", "Wirta", "Ülle", "Zorro", "Žukov", "Åbo", "åska", "Äiti", "Öljy"]


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_finnish_and_swedish_put_their_own_letters_last(language: str):
    assert sorted(set(NAMES), key=sort_key(language)) == NAMES


def test_finnish_keeps_old_spellings_of_a_name_together_and_swedish_does_not():
    names = ["Wahlman", "Vuori", "Virtanen", "Wirtanen"]
    assert sorted(names, key=sort_key("fi")) == ["Wahlman", "Virtanen", "Wirtanen", "Vuori"]
    assert sorted(names, key=sort_key("sv")) == ["Virtanen", "Vuori", "Wahlman", "Wirtanen"]


def test_english_puts_accented_letters_with_their_base():
    assert sorted(["Zorro", "Öljy", "Åbo", "Abel", "Ørn", "Oscar"], key=sort_key("en")) == [
        *("Abel", "Åbo", "Öljy", "Ørn", "Oscar", "Zorro"),
    ]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_numbers_sort_by_value(language: str):
    references = ["Koivu 3", "Koivu 11", "Koivu 20", "Koivu 100", "Lokki 8"]
    assert sorted(set(references), key=sort_key(language)) == references


def test_numbers_too_long_for_any_reference_still_sort():
    assert sorted(["a" + "9" * 5000, "a1"], key=sort_key("fi"))[0] == "a1"


def test_accents_and_case_decide_only_between_equals():
    names = ["ana", "Ana", "áná", "anab"]
    for order in itertools.permutations(names):
        assert sorted(order, key=sort_key("fi")) == names


def test_a_shorter_name_stands_before_a_longer_one_and_a_space_before_letters():
    assert sorted(["Saarinen", "Saari", "Saari 4", "Saari Anna"], key=sort_key("fi")) == [
        *("Saari", "Saari 4", "Saari Anna", "Saarinen"),
    ]


def test_punctuation_does_not_part_names():
    assert sorted(["Aab", "Aa-a", "O'Neil", "Oneill"], key=sort_key("fi")) == ["Aa-a", "Aab", "O'Neil", "Oneill"]


def test_composed_and_decomposed_letters_are_one():
    key = sort_key("fi")
    assert key("A\u0308iti") == key("Äiti")


def test_other_scripts_stand_after_latin_ones_and_everything_can_be_compared():
    texts = ["Öljy", "Пётр", "محمد", "አበበ", "中文", "", " ", "-", "３", "½", "a\u0301", "\U0001f600", "straße", "Đorđe"]
    for language in ("fi", "sv", "en"):
        ordered = sorted(texts, key=sort_key(language))
        assert ordered.index("Öljy") < ordered.index("Пётр") < ordered.index("中文")
