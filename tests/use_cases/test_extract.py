"""The extract holds what is recorded of the person, and nothing of anybody else."""

from __future__ import annotations

import json

import pytest

from desktop_app.domain.extract import CHOICES, HISTORY, NOTES, SAFETY
from desktop_app.domain.kind import Concerns, FieldType
from desktop_app.domain.kinds import CATALOGUE
from desktop_app.errors import LuotsiError
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import RecordId, new_id
from desktop_app.sheets.interview import interview_text
from desktop_app.sheets.letter import write_letters
from desktop_app.use_cases import access, cases, erasure, extract, extract_letter, proceedings, records
from desktop_app.use_cases.extract import Demand
from desktop_app.use_cases.letter_words import sentences
from tests.domain.data import code_lists
from tests.sheets.reading import opened, plain

FREELY = Demand("person", "no", "yes")
CODE = "010594Y9021"
LANGUAGES = ("fi", "sv", "en")

#: The cover is there already, a consultation is of no case, and decisions count only on an officer's laptop.
_NOT_HERE = ("case", "consultation", "decision", "ending")


def write(session, of_kind, case, **values):
    form = records.new_form(session, of_kind, case)
    records.keep_draft(session, form, values)
    assert not records.save(session, form.record).problems
    return form.record


@pytest.fixture
def case(session):
    made, _ = cases.open_new(session)
    write(session, "contact", made, person_wishes="Haluan lepoa", interpreter_concern="Tulkista huoli")
    write(session, "person", made, called="Ana", given_names="Keksityinen", personal_identity_code=CODE)
    write(session, "safety_assessment", made, whereabouts="Piilopaikka", worker_safety="Oma turva")
    write(session, "child_in_finland", made, child_name="Lapsonen")
    write(session, "representative", made, name="Edustajanen", conflict_of_interest="yes")
    write(session, "note", made, text="Muistijälki")
    write(session, "statutory_notification", made, kind="child_welfare", what_was_told="Ilmoitusteksti")
    return made


def paper(session, case, *chosen, language="fi"):
    made = extract.compose(session, case, FREELY, chosen)
    return str(extract_letter.letter(session, made, chosen, language))


def test_it_holds_what_the_person_told_and_leaves_others_out_with_the_reason(session, case):
    said = paper(session, case)
    assert "Haluan lepoa" in said
    assert "Keksityinen" in said
    for hidden in ("Lapsonen", "Edustajanen", "Tulkista huoli", "Oma turva", "Muistijälki", "Ilmoitusteksti", CODE):
        assert hidden not in said
    assert "Piilopaikka" not in said
    assert sentences("extract", "fi")["others"] in said
    assert sentences("extract", "fi")["worker"] in said


def test_what_is_chosen_goes_in_and_others_never_do(session, case):
    said = paper(session, case, *CHOICES)
    for shown in ("Piilopaikka", "Muistijälki", "Ilmoitusteksti", CODE):
        assert shown in said
    for hidden in ("Lapsonen", "Edustajanen", "Tulkista huoli", "Oma turva"):
        assert hidden not in said


def test_a_representative_with_a_conflict_gets_nothing(session, case):
    (known,) = extract.representatives(session, case)
    demand = Demand("representative", "no", "yes", known.record, "yes")
    with pytest.raises(LuotsiError) as refused:
        extract.compose(session, case, demand, CHOICES)
    assert (refused.value.code, refused.value.details) == ("extract_refused", {"why": "representative_conflict"})


def test_a_safe_representative_never_gets_where_the_person_is(session):
    case, _ = cases.open_new(session)
    write(session, "safety_assessment", case, whereabouts="Piilopaikka", safety_now="safe")
    record = write(
        session, "representative", case, name="Edustajanen", conflict_of_interest="no", may_be_contacted="yes"
    )
    made = extract.compose(session, case, Demand("representative", "no", "yes", record, "yes"), CHOICES)
    assert "Piilopaikka" not in str(made.items)
    assert "Piilopaikka" in str(extract.compose(session, case, FREELY, {SAFETY}).items)


def test_a_struck_field_leaves_date_and_author_and_not_content(session, case):
    (contact,) = [one.record for one in cases.read(session, case).own if one.kind == "contact"]
    erasure.strike_field(session, contact, "person_wishes")
    said = paper(session, case, HISTORY)
    assert "Haluan lepoa" not in said
    assert "Poistettu" in said
    assert "Sanna L." in said


def test_a_whole_record_that_was_struck_out_is_told_but_not_one_about_a_child(session, case):
    for kind in ("contact", "child_in_finland"):
        (record,) = [one.record for one in cases.read(session, case).own if one.kind == kind]
        erasure.strike_record(session, record)
    made = extract.compose(session, case, FREELY)
    assert [each.kind for each in made.struck] == ["contact"]
    assert "Haluan lepoa" not in str(made)


def test_earlier_wordings_go_in_when_they_are_chosen(session, case):
    (person,) = [one.record for one in cases.read(session, case).own if one.kind == "person"]
    form = records.open_form(session, person)
    records.keep_draft(session, form, {"called": "Toinen nimi"})
    records.save(session, person)
    assert "Ana" not in paper(session, case)
    assert "Ana" in paper(session, case, HISTORY)


def test_kinds_that_stand_apart_are_copied_like_every_other(session, case):
    form = proceedings.form(session, case)
    records.keep_draft(session, form, {"reference_number": "5500/R/1"})
    records.save(session, form.record)
    assert "5500/R/1" in paper(session, case)


def test_the_file_says_the_same_as_the_paper_with_the_values_as_they_are_recorded(session, case):
    made = extract.compose(session, case, FREELY, {NOTES})
    document = json.loads(extract_letter.as_json(session, made, "sv"))
    fields = {(one["kind"], each["field"]): each for one in document["records"] for each in one["fields"]}
    assert fields["contact", "person_wishes"]["values"] == ["Haluan lepoa"]
    assert fields["contact", "place_type"] | {"label": ""} == {
        "field": "place_type",
        "label": "",
        "values": ["not_recorded"],
        "words": ["platsen antecknas inte"],
    }
    assert ("note", "text") in fields
    assert "child_name" not in str(document["records"])
    assert {one["kind"] for one in document["left_out"]} >= {"child_in_finland", "representative"}


def one_value(field):
    """A well-formed value of a field that says something."""
    code = next(iter(code_lists().get(field.code_list or "", ("anything",))))
    rows = {column.name: next(iter(code_lists()[column.code_list])) for column in field.columns if column.code_list}
    texts = {column.name: "2026-11-23T13:40+02:00" for column in field.columns if column.type is FieldType.DATETIME}
    return {
        FieldType.CODE: code,
        FieldType.YN: code,
        FieldType.CODES: [code],
        FieldType.LANGUAGES: [{"lang": "ne", "level": "good"}],
        FieldType.LANG: "ne",
        FieldType.DATE: "2026-11-23",
        FieldType.PDATE: "2026-11",
        FieldType.DATETIME: "2026-11-23T13:40+02:00",
        FieldType.FLAG: True,
        FieldType.INT: 3,
        FieldType.COUNTRIES: ["NP"],
        FieldType.MUNICIPALITY: "710",
        FieldType.HETU: CODE,
        FieldType.ORG: "list:assistance_system",
        FieldType.REFS: ["AAAA"],
        FieldType.ROWS: [rows | texts | {"text": "Sanottu", "question": "Q02"}],
    }.get(field.type, f"{field.name} 7")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_of_every_kind_goes_on_paper_or_is_left_out_with_a_reason(session, language):
    case, _ = cases.open_new(session)
    kinds = [kind for kind in CATALOGUE if kind.name not in _NOT_HERE]
    for kind in (*kinds, proceedings.kind()):
        values = {field.name: one_value(field) for field in kind.fields if field.name != "non_disclosure"}
        op = Op(RecordId(new_id()), kind.name, values, dict.fromkeys(values, ()))
        session.store.save([op], case=case, at=session.at())
    made = extract.compose(session, case, FREELY, CHOICES)
    given = {(item.kind, field.name) for item in made.items for field in item.fields}
    out = {(each.kind, field) for each in made.left_out for field in each.fields}
    whole = {each.kind for each in made.left_out if not each.fields}
    for kind in (*kinds, proceedings.kind()):
        for field in kind.fields:
            if kind.whom(field) is Concerns.PERSON and field.name != "non_disclosure":
                assert (kind.name, field.name) in given, (kind.name, field.name)
            elif kind.whom(field) in (Concerns.OTHERS, Concerns.WORKER):
                assert (kind.name, field.name) in out or kind.name in whole, (kind.name, field.name)
    letter = extract_letter.letter(session, made, CHOICES, language)
    lines = [line for part in letter.parts for line in part.lines]
    assert all(words for _, words in lines)
    assert sum(1 for _ in lines) >= len(given)
    with opened(write_letters([letter])) as document:
        text = plain(" ".join(page.get_textpage().get_text_range() for page in document))
        assert f"1 {len(document)}" in text
    assert sentences("letter", language)["secret"] in text
    assert interview_text(language).questions["Q02"][:12] in text


def test_fifty_pages_are_made_and_numbered(session, case):
    for n in range(120):
        write(session, "contact", case, person_wishes=f"Toive {n}. " + "Lause, joka vie tilaa paperilta. " * 30)
    made = extract.compose(session, case, FREELY, CHOICES)
    pdf = write_letters([extract_letter.letter(session, made, CHOICES, "fi")])
    with opened(pdf) as document:
        assert len(document) >= 30
        last = document[len(document) - 1].get_textpage().get_text_range()
        assert f"{len(document)} ({len(document)})" in last


def test_it_is_noted_that_it_was_exported(session, case):
    extract.log(session, case)
    write(session, "note", case, text="next save")
    found = session.store.access_entries("", None, "", "~", 10)
    assert [(entry.what, entry.kind) for entry in found if entry.what == access.EXPORTED] == [("exported", "extract")]


def test_every_reason_and_sentence_has_words_in_three_languages():
    keys = [set(sentences("extract", language)) for language in LANGUAGES]
    assert keys[0] == keys[1] == keys[2]
    assert {"others", "worker", "non_disclosure", "unknown", *CHOICES} <= keys[0]
