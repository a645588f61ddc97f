import re

import pytest

from desktop_app.domain.kind import FieldType
from desktop_app.domain.kinds import CATALOGUE, KINDS
from desktop_app.domain.proceedings import PROCEEDINGS
from tests.domain.data import code_lists, data, municipalities

OF_THE_SHEETS = "fi fi-simple sv en ar bn zh prs et fil fr rw ckb ne fa ro ru so es th ti tr uk vi"
LANGUAGES = ("fi", "sv", "en")
MARKS = re.compile(r"\*\*|★|⚠|\|")
ALL_24 = (*CATALOGUE, PROCEEDINGS)


def words(value):
    """Every object of the data that carries words."""
    if isinstance(value, dict):
        if "fi" in value and isinstance(value["fi"], str):
            yield value
        for each in value.values():
            yield from words(each)
    elif isinstance(value, list):
        for each in value:
            yield from words(each)


def test_there_are_24_kinds_277_fields_76_lists_and_309_municipalities():
    assert len(ALL_24) == 24
    assert sum(len(kind.fields) for kind in ALL_24) == 277
    assert len(code_lists()) == 76
    assert sum(len(codes) for codes in code_lists().values()) == 501 + 1  # and `safety`, which the catalogue asks for
    assert len(municipalities()) == 309
    assert len(data("codes/counties.json")) == 24


def test_seventeen_fields_are_required_and_none_on_the_first_contact():
    required = [(kind.name, field.name) for kind in ALL_24 for field in kind.fields if field.need == "R"]
    assert len(required) == 17
    assert not [kind for kind, _ in required if kind in ("contact", "person", "case", "safety_assessment", "proposal")]


def test_the_first_page_has_the_starred_fields_of_the_contact_and_no_other_page_has_stars():
    stars = [(kind.name, field.name) for kind in ALL_24 for field in kind.fields if field.star]
    assert {kind for kind, _ in stars} == {"contact"}
    assert len(stars) == 12
    assert KINDS["contact"].sections[0][0] == "first"


@pytest.mark.parametrize("name", ["lists", "fields", "kinds", "sections", "indicators", "counties", "languages"])
def test_no_word_is_missing_in_any_language_and_no_mark_of_the_catalogue_is_left(name):
    found = [*words(data(f"codes/{name}.json"))]
    assert found
    for each in found:
        for language in LANGUAGES:
            assert each[language].strip() == each[language] != "", each
            assert not MARKS.search(each[language]), each


def test_every_field_and_kind_and_section_has_words():
    fields, kinds, sections = data("codes/fields.json"), data("codes/kinds.json"), data("codes/sections.json")
    for kind in ALL_24:
        assert [*fields[kind.name]] == [field.name for field in kind.fields]
        assert {name for name, _ in kind.sections} <= set(sections)
    assert {kind.name for kind in ALL_24} | set(KINDS) == set(kinds)
    assert {field.name for field in KINDS["decision_on_paper"].fields} == set(fields["decision_on_paper"])


def test_every_code_list_that_a_field_names_is_there():
    known = {*code_lists(), "indicators", "law_section"}
    for kind in (*KINDS.values(), PROCEEDINGS):
        for field in kind.fields:
            assert (field.code_list in known) == (field.code_list is not None), (kind.name, field.name)
            listed = field.type in (FieldType.CODE, FieldType.CODES, FieldType.YN, FieldType.LANGUAGES)
            assert listed == (field.code_list is not None)
            assert all(column.code_list in known for column in field.columns if column.code_list)


def test_codes_stand_once_in_their_list():
    for name, codes in code_lists().items():
        assert len(codes) == len(set(codes)), name


def test_every_data_group_of_a_field_is_a_code_a_consent_can_name():
    groups = {field.group for kind in KINDS.values() for field in kind.fields if field.group}
    assert groups - {"purpose"} == set(code_lists()["data_group"])


def test_what_the_catalogue_doubts_is_not_shown_as_confirmed():
    lists = data("codes/lists.json")
    assert not lists["consent_purpose"]["confirmed"]
    assert lists["danger"]["confirmed"]
    doubted = {row["code"] for row in lists["measure"]["codes"] if row.get("confirmed") is False}
    assert doubted == {"S10", "S11"}
    assert data("codes/indicators.json")["confirmed"] is False


def test_words_of_a_statute_are_marked_and_word_for_word():
    rows = {row["code"]: row for row in data("codes/lists.json")["support_need_ground"]["codes"]}
    assert rows["swa_11_5"]["statute"] is True
    assert "hyväksikäytöstä ja kaltoinkohtelusta aiheutuva tuen tarve" in rows["swa_11_5"]["fi"]
    assert "trafficking" not in rows["swa_11_5"]["en"]


def test_indicators_lost_what_could_blame_and_name_only_known_forms():
    catalogue = data("codes/indicators.json")
    rows = {row["code"]: row for row in catalogue["indicators"]}
    assert len(rows) == 36
    assert rows["H1"]["fi"] == "Joku muu näyttää puhuvan henkilön puolesta"
    assert {row["group"] for row in rows.values()} == set(catalogue["groups"])
    assert {form for row in rows.values() for form in row["forms"]} <= set(code_lists()["exploitation_form"])
    assert {code for code, row in rows.items() if row.get("asked") is False} == {"R9", "E5", "E8", "E14", "H1", "H4"}


def test_every_county_of_a_municipality_is_listed_and_seven_counties_and_helsinki_are_bilingual():
    counties = {row["code"]: row for row in data("codes/counties.json")}
    assert {row["county_code"] for row in municipalities()} == set(counties) - {"hus"}
    both = {code for code, row in counties.items() if row["languages"] == ["fi", "sv"]}
    assert both == {"01", "03", "04", "05", "10", "17", "18", "90", "hus"}
    assert counties["91"]["languages"] == ["sv"]


def test_the_interview_has_twelve_questions_and_four_for_a_child():
    interview = data("interview/questions.json")
    questions = {question["code"]: question for question in interview["questions"]}
    assert len(questions) == 12
    assert [code for code, each in questions.items() if each["child"]] == ["Q01", "Q02", "Q03", "Q12"]
    assert [code for code, each in questions.items() if each["unsafe_interpreter"]] == ["Q01", "Q02"]
    assert [code for code, each in questions.items() if not each["follow_up"]] == ["Q11"]
    known = {row["code"] for row in data("codes/indicators.json")["indicators"] if row.get("asked") is not False}
    for question in questions.values():
        assert set(question["indicators"]) <= known
        assert all(field in KINDS[kind].by_name for kind, field in question["fields"])


def test_the_languages_of_the_sheets_are_among_the_languages():
    tags = [row["tag"] for row in data("codes/languages.json")]
    assert len(tags) == len(set(tags))
    assert {
        "fi",
        "fi-simple",
        "sv",
        "en",
        "ar",
        "bn",
        "zh",
        "prs",
        "et",
        "fil",
        "fr",
        "rw",
        "ckb",
        "ne",
        "fa",
        "ro",
        "ru",
        "so",
        "es",
        "th",
        "ti",
        "tr",
        "uk",
        "vi",
    } <= set(tags)
    assert all(row["autonym"] for row in data("codes/languages.json"))
