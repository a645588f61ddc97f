import random

from desktop_app.domain.reference import NUMBERS, WORDS, new_reference, reference_of
from desktop_app.ledger.ids import CaseId
from tests.domain.data import municipalities

TELLING = ("uhri", "rikos", "seksi", "kauppa", "poliisi", "orja", "pako", "hätä", "vaara")
PEOPLES = ("tatar", "korea", "kiina", "venä", "turk", "roma", "saame", "arab", "intia")

GIVEN_NAMES = {"Kari", "Pilvi", "Kirsikka", "Vanamo", "Orvokki", "Ilta", "Meri", "Lilja", "Ruusu", "Vuokko", "Sirkka"}


def test_a_reference_is_a_word_and_a_number():
    word, number = new_reference(random.Random(3)).split(" ")
    assert word in WORDS
    assert 1 <= int(number) <= NUMBERS


def test_the_words_are_many_distinct_and_say_nothing_of_a_place_or_of_the_work():
    assert len(WORDS) == len(set(WORDS)) >= 400
    places = {row[name] for row in municipalities() for name in ("name_fi", "name_sv")}
    assert not places & set(WORDS)
    assert not [word for word in WORDS for telling in TELLING if telling in word.lower()]
    assert not [word for word in WORDS for people in PEOPLES if word.lower().startswith(people)]
    assert not GIVEN_NAMES & set(WORDS)
    assert all(word.isalpha() and word == word.capitalize() for word in WORDS)


def test_laptops_that_never_met_hardly_ever_choose_the_same():
    drawn = [new_reference(random.Random(laptop)) for laptop in range(400)]
    assert len(set(drawn)) >= 398


def test_a_reference_that_this_laptop_knows_is_not_given_again():
    taken = {new_reference(random.Random(1))}
    assert new_reference(random.Random(1), taken) not in taken


def test_a_received_case_has_the_same_neutral_reference_on_every_laptop():
    case = CaseId(bytes(range(16)))
    assert reference_of(case) == reference_of(CaseId(bytes(range(16))))
    word, number = reference_of(case).rsplit(" ", 1)
    assert word in WORDS
    assert 1 <= int(number) <= NUMBERS
