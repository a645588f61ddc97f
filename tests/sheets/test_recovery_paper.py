"""Recovery papers carry every word in its place, whatever the organisation is called."""

from datetime import date

import pytest

from desktop_app.errors import LuotsiError
from desktop_app.sheets.recovery_paper import recovery_sheet, store_recovery_paper
from tests.sheets.reading import opened, text_of
from tests.sheets.test_shaping import NASTY

WORDS = ("aamu", "lumi", "vene", "koivu", "silta", "kettu", "järvi", "talvi", "kuusi", "meri", "valo")
DAY = date(2026, 11, 23)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("count", [1, 5, 11, 12, 24])
def test_every_word_stands_beside_its_number(language, count):
    words = (WORDS * 3)[:count]
    found = text_of(recovery_sheet(words, "Esimerkki ry", DAY, language))
    assert "Esimerkki ry" in found
    for number, word in enumerate(words, start=1):
        assert f"{number}. {word}" in found


def test_the_papers_say_what_they_are_for():
    organisation, store = (
        text_of(pdf)
        for pdf in (recovery_sheet(WORDS, "Esimerkki ry", DAY, "fi"), store_recovery_paper(WORDS, DAY, "fi"))
    )
    assert "Organisaation palautussanat" in organisation
    assert "Tämän koneen palautussanat" in store
    assert "23.11.2026" in organisation
    assert "23.11.2026" in store


@pytest.mark.parametrize("name", NASTY)
def test_no_name_keeps_a_paper_from_being_printed(name):
    pdf = recovery_sheet(WORDS, name, DAY, "sv")
    with opened(pdf) as document:
        assert len(document) >= 1
        assert document.get_metadata_value("Title") == "Luotsi"
    assert "11. valo" in text_of(pdf)


def test_another_language_is_refused():
    with pytest.raises(LuotsiError, match="no_such_sheet"):
        recovery_sheet(WORDS, "Esimerkki ry", DAY, "ru")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_part_says_which_paper_it_is_and_how_many_are_needed(language):
    words = (WORDS * 2)[:13]
    place = ("https://central.example", " ".join(WORDS * 3))
    pdf = recovery_sheet(words, "Esimerkki ry", DAY, language, place, (2, 5, 3))
    found = text_of(pdf)
    assert {"fi": "paperi 2/5", "sv": "papper 2 av 5", "en": "paper 2 of 5"}[language] in found
    assert {"fi": "millä tahansa 3 paperilla", "sv": "vilka 3 som helst", "en": "any 3 of these 5"}[language] in found
    assert "13. " in found
    assert "{" not in found
    with opened(pdf) as document:
        assert len(document) == 1
