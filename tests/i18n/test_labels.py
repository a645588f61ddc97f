from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desktop_app import paths
from desktop_app.domain.kinds import CATALOGUE
from desktop_app.domain.proceedings import PROCEEDINGS
from desktop_app.i18n.catalog import LANGUAGES
from desktop_app.i18n.labels import Labels

CODES = paths.resources() / "codes"
LABELS = Labels.load()


def content(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((CODES / name).read_text(encoding="utf-8"))
    return loaded


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_declared_field_and_its_codes_have_words(language: str):
    for kind in (*CATALOGUE, PROCEEDINGS):
        assert LABELS.kind(kind.name, language) != kind.name, kind.name
        for field in kind.fields:
            assert LABELS.field(kind.name, field.name, language) != field.name, (kind.name, field.name)
            if field.code_list:
                assert LABELS.codes(field.code_list), field.code_list
        for section in {field.section for field in kind.fields}:
            assert LABELS.section(section, language) != section


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_words_in_the_order_of_its_list(language: str):
    for name, entry in content("lists.json").items():
        assert LABELS.codes(name) == tuple(code["code"] for code in entry["codes"])
        assert all(LABELS.code(name, code["code"], language) == code[language] for code in entry["codes"])


def test_a_code_of_a_newer_laptop_is_its_own_label():
    assert LABELS.code("identity_level", "holographic", "fi") == "holographic"
    assert LABELS.code("nosuchlist", "x", "fi") == "x"
    assert LABELS.codes("nosuchlist") == ()
    assert LABELS.kind("nosuchkind", "sv") == "nosuchkind"
    assert LABELS.field("nosuchkind", "nosuchfield", "sv") == "nosuchfield"
    assert LABELS.field("case", "nosuchfield", "sv") == "nosuchfield"
    assert LABELS.country("QQ", "en") == "QQ"
    assert LABELS.municipality("999", "en") == "999"
    assert LABELS.language_name("tlh", "fi") == LABELS.autonym("tlh") == "tlh"
    assert LABELS.confirmed("identity_level", "holographic")
    assert not LABELS.statute("identity_level", "holographic")
    assert LABELS.county_of("999") is None


def test_indicators_and_sections_of_the_law_are_lists_too():
    assert LABELS.code("indicators", "R1", "sv").startswith("Arbetet")
    assert LABELS.codes("indicators")[0] == "R1"
    assert LABELS.indicator_group("recruitment_deception", "en") == "Recruitment: deception"
    sections = LABELS.codes("law_section")
    assert sections
    assert all(LABELS.code("law_section", code, "fi") != code for code in sections)


def test_marks_of_codes_are_read():
    marks = {
        (name, code["code"]): (code.get("confirmed", True), code.get("statute", False))
        for name, entry in content("lists.json").items()
        for code in entry["codes"]
    }
    assert {key: (LABELS.confirmed(*key), LABELS.statute(*key)) for key in marks} == marks
    assert set(marks.values()) >= {(True, False), (True, True)}


def test_languages_offer_those_of_the_office_first_and_the_rest_by_name():
    assert LABELS.languages("fi")[:6] == ("fi", "fi-simple", "sv", "en", "sq", "am")
    assert set(LABELS.languages("sv")) == set(LABELS.languages("en"))
    assert LABELS.language_name("ar", "sv") == "arabiska"
    assert LABELS.autonym("uk") == "українська"


def test_places_have_the_names_of_each_language():
    assert [LABELS.municipality("091", language) for language in LANGUAGES] == ["Helsinki", "Helsingfors", "Helsinki"]
    assert LABELS.municipality("478", "en") == LABELS.municipality("478", "sv") == "Mariehamn"
    assert LABELS.county_of("091") == "90"
    assert LABELS.county("06", "fi").endswith("hyvinvointialue")
    assert len(LABELS.counties()) == len(json.loads((CODES / "counties.json").read_bytes()))
    names = [LABELS.municipality(code, "fi") for code in LABELS.municipalities("fi")]
    assert len(names) == 309
    assert names[0] == "Akaa"
    assert names[-1].startswith("Ä")


def test_countries_are_countries_by_their_names():
    codes = LABELS.countries("fi")
    assert {"FI", "SE", "UA", "XK", "PS", "TW"} <= set(codes)
    assert not {"EU", "UN", "ZZ", "001", "XA"} & set(codes)
    assert LABELS.country("UA", "fi") == "Ukraina"
    assert LABELS.country("DE", "sv") == "Tyskland"
    assert LABELS.country(codes[0], "fi") == "Afganistan"


def test_files_are_read_when_first_asked_for(tmp_path: Path):
    from desktop_app.i18n.label_tables import LabelTables

    Labels(LabelTables(tmp_path))
    with pytest.raises(FileNotFoundError):
        Labels(LabelTables(tmp_path)).kind("case", "fi")
