"""The proposal on paper says what the person lets it say, in the order of the form, and remembers that it went."""

from __future__ import annotations

import pypdfium2
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from desktop_app.domain.consent import SYSTEM_BY_NAME, covered_fields, possible_groups
from desktop_app.domain.kinds import KINDS
from desktop_app.domain.paper import printed
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json
from desktop_app.sheets.letter import Letter, write_letters
from desktop_app.use_cases import cases, consent, consent_form, proceedings, proposal_letter, records
from desktop_app.use_cases.consent import PURPOSES
from desktop_app.use_cases.proposal_form import parts

GROUPS = possible_groups("proposal")
CODE = "010594Y9021"

#: Each value stands for one field; none of them is part of another or of a label.
MARKS: dict[str, dict[str, Json]] = {
    "person": {
        "family_name": "Keksityinen",
        "given_names": "Arunmies",
        "migri_customer_number": "9988776",
        "legal_counsel": "Toimistonen",
        "reception_centre": "Keskusnimi",
        "municipality_of_residence": "710",
        "personal_identity_code": CODE,
        "support_needs": ["mobility"],
        "dialect": "Murteinen",
    },
    "safety_assessment": {
        "contact_detail": "040 000 1234",
        "whereabouts": "Piilopaikka",
        "official_mail_to": "Postilokero",
        "threat_note": "Uhkauspuhe",
        "if_no_contact": "Sovittusuunnitelma",
    },
    "representative": {"name": "Huoltajanimi", "phone": "050 111 2222", "may_be_contacted": "never_danger"},
    "child_in_finland": {"child_name": "Lapsinimi"},
    "account_and_observations": {
        "account": "Kertomusteksti",
        "observations": "Havaintoteksti",
        "not_to_be_passed_on": "Salaisuusteksti",
    },
    "attachment": {"title": "Liitenimi", "shared": True},
    "contact": {"person_wishes": "Toivomusteksti", "interpreter_concern": "Huoliteksti"},
    "note": {"text": "Muistiinpano"},
    proceedings.kind().name: {"note": "Rikosteksti"},
}
OWN: dict[str, Json] = {
    "why_may_be_victim": "Epäilyperuste",
    "why_needs_help": "Avuntarve",
    "person_wishes": "Omatoive",
}
#: Words of level 4 as the letter would write them.
LEVEL_4 = ("040 000 1234", "Piilopaikka", "Postilokero", "Raasepori", "Huoltajanimi", "050 111 2222")
HOME_WORDS = ("Piilopaikka", "Postilokero", "Raasepori", "Keskusnimi")


def write(session, kind, case, values) -> None:
    form = records.new_form(session, kind, case)
    records.keep_draft(session, form, values)
    assert not records.save(session, form.record).problems


def whole_case(session):
    case, _ = cases.open_new(session)
    for kind, values in MARKS.items():
        write(session, kind, case, values)
    write(session, "proposal", case, OWN)
    return case


def agree(session, case, *groups, purpose="send_proposal", answer="given") -> None:
    details: dict[str, Json] = {"data_groups": list(groups), "recipient": SYSTEM_BY_NAME}
    consent.record_answer(session, case, purpose, answer, details)


def logged(session, what: str) -> list[tuple[str, ...]]:
    """Kind and fields of what the access log has noted."""
    return [key[2:] for key in session.noted if key[1] == what]


def words_of(letter: Letter) -> str:
    document = pypdfium2.PdfDocument(write_letters([letter]))
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def said(letter: Letter) -> str:
    return "\n".join(words for part in letter.parts for _, words in part.lines)


def test_the_letter_follows_the_order_of_the_form_in_three_languages(session):
    case = whole_case(session)
    agree(session, case, *GROUPS)
    orders = {
        "fi": (
            "Salassa pidettävä",
            "Esitys ihmiskaupan uhrien",
            "Keksityinen",
            "Lapsinimi",
            "Sanna L.",
            "Epäilyperuste",
        ),
        "sv": (
            "Sekretessbelagd",
            "Framställning om upptagning",
            "Keksityinen",
            "Lapsinimi",
            "Sanna L.",
            "Epäilyperuste",
        ),
        "en": ("Secret", "Proposal to the Assistance", "Keksityinen", "Lapsinimi", "Sanna L.", "Epäilyperuste"),
    }
    for language, order in orders.items():
        words = words_of(proposal_letter.letter(session, case, language))
        words = words[words.index(order[0]) :]
        for expected in (*order, "Kertomusteksti", "Havaintoteksti"):
            assert expected in words, (language, expected)
            words = words[words.index(expected) :]


def test_english_and_what_has_no_permission_is_a_draft(session):
    case = whole_case(session)
    without = proposal_letter.letter(session, case, "fi")
    assert without.head.draft
    assert "Epäilyperuste" in said(without)
    assert not [mark for values in MARKS.values() for mark in values.values() if str(mark) in said(without)]
    agree(session, case, "identity")
    assert not proposal_letter.letter(session, case, "fi").head.draft
    assert not proposal_letter.letter(session, case, "sv").head.draft
    assert proposal_letter.letter(session, case, "en").head.draft


def marks() -> list[tuple[str, str, str]]:
    """Kind, field and the words that the letter would write for it."""
    shown = {"municipality_of_residence": "Raasepori"}
    skipped = ("support_needs", "may_be_contacted", "shared")
    return [
        (kind, name, str(shown.get(name, value)))
        for kind, values in MARKS.items()
        for name, value in values.items()
        if kind in KINDS and name not in skipped
    ]


def lets(kind: str, name: str, groups: set[str], located: bool) -> bool:
    """Whether the person lets this leave: where the person is has a permission of its own."""
    field = KINDS[kind].by_name[name]
    agreed = located if field.group == "location" else field.group in groups
    return field.into_proposal and bool(groups) and agreed


@settings(max_examples=15, phases=[Phase.generate], suppress_health_check=list(HealthCheck), deadline=None)
@given(st.sets(st.sampled_from(GROUPS)), st.booleans(), st.booleans())
def test_the_letter_says_what_the_permission_lets_it_say_and_no_more(session, groups, located, with_safety):
    case = whole_case(session)
    groups = groups - {"location"}
    if groups:
        agree(session, case, *sorted(groups))
    if located:
        agree(session, case, "location", purpose="send_location")
    words = said(proposal_letter.letter(session, case, "fi", with_safety=with_safety))
    for kind, name, mark in marks():
        may = lets(kind, name, groups, located) and (with_safety or mark not in LEVEL_4)
        assert (mark in words) == may, (kind, name)
    for never in (CODE, "Salaisuusteksti", "Sovittusuunnitelma", "Huoliteksti", "Muistiinpano", "Rikosteksti"):
        assert never not in words


def test_level_four_is_printed_only_when_chosen(session):
    case = whole_case(session)
    agree(session, case, *GROUPS)
    agree(session, case, "location", purpose="send_location")
    plain = said(proposal_letter.letter(session, case, "fi"))
    assert not [mark for mark in LEVEL_4 if mark in plain]
    assert logged(session, "shown") == []
    chosen = said(proposal_letter.letter(session, case, "fi", with_safety=True))
    assert [mark for mark in LEVEL_4 if mark not in chosen] == []
    shown = {(kind, name) for kind, *fields in logged(session, "shown") for name in fields}
    assert {("safety_assessment", "whereabouts"), ("representative", "may_be_contacted")} <= shown
    first, _, second = proposal_letter.letter(session, case, "fi", with_safety=True).parts[:3]
    assert first.heading == "Ei saa ottaa yhteyttä – vaarallista", "whom not to contact stands before everything"
    assert second.heading == "Edustaja", "and the representative before the person"


def test_non_disclosure_takes_address_and_municipality_from_every_print(session):
    case = whole_case(session)
    write(session, "person", case, {"non_disclosure": "yes"})
    agree(session, case, *GROUPS)
    agree(session, case, "location", purpose="send_location")
    for with_safety in (False, True):
        words = said(proposal_letter.letter(session, case, "fi", with_safety=with_safety))
        assert not [mark for mark in HOME_WORDS if mark in words]


def test_every_field_that_may_be_printed_has_a_place_on_the_form():
    fields = printed(covered_fields("proposal", GROUPS), (), with_safety=True)
    placed = {(kind, name) for _, content in parts() for kind, names in content for name in names}
    own = {"language", "version", "sent_at", "sent_how", "withdrawn_at", "reader"}
    missing = {
        (kind, name)
        for kind, names in fields.items()
        for name in names
        if (kind, name) not in placed and not (kind == "proposal" and name in own)
    }
    assert missing == set()


@pytest.mark.parametrize("how", ["post", "by_hand", "secure_mail"])
def test_what_went_on_paper_is_noted_once_with_what_stood_there(session, how):
    case = whole_case(session)
    with pytest.raises(LuotsiError, match="no_consent_for_proposal"):
        proposal_letter.note_sent(session, case, how)
    agree(session, case, "identity", "contact_way")
    proposal_letter.note_sent(session, case, how)
    file = cases.read(session, case)
    (gave,) = [one for one in file.own if one.kind == "disclosure"]
    assert gave.text("how") == how
    assert gave.text("reader") == SYSTEM_BY_NAME
    assert "family_name" in str(gave.values)
    for not_printed in ("contact_detail", "account", "personal_identity_code"):
        assert f"'{not_printed}'" not in str(gave.values)
    assert file.proposal_state() == "sent"
    assert logged(session, "disclosed") == [("proposal",)]
    assert proposal_letter.letter(session, case, "fi").head.draft, "what is written now has not gone"
    with pytest.raises(LuotsiError, match="already_sent"):
        proposal_letter.note_sent(session, case, how)


def test_a_withdrawn_permission_lets_no_letter_go(session):
    case = whole_case(session)
    agree(session, case, "identity")
    agree(session, case, answer="withdrawn")
    assert proposal_letter.letter(session, case, "fi").head.draft
    with pytest.raises(LuotsiError, match="no_consent_for_proposal"):
        proposal_letter.note_sent(session, case, "post")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_form_to_sign_holds_nothing_of_the_person_and_ticks_nothing(session, language):
    case = whole_case(session)
    agree(session, case, "identity", "account")
    for purpose, form in zip(PURPOSES, consent_form.letters(session, case, PURPOSES, language), strict=True):
        words = words_of(form)
        for values in (*MARKS.values(), OWN):
            for mark in values.values():
                assert str(mark) not in words
        assert "Sanna L." in words
        assert len(form.parts[-1].blanks) == 5
        answers = [part.boxes for part in form.parts if len(part.boxes) == 3]
        assert answers, "three answers stand as equals"
        boxes = sum(len(part.boxes) for part in form.parts)
        assert boxes == 3 + len(consent.groups_of(purpose))


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_form_says_what_happens_to_what_was_sent_only_where_something_is_sent(session, language):
    case, _ = cases.open_new(session)
    forms = dict(zip(PURPOSES, consent_form.letters(session, case, PURPOSES, language), strict=True))
    sent = {"fi": "lähetetä", "sv": "sänds ingenting mer", "en": "nothing more is sent"}[language]
    assert {purpose for purpose, form in forms.items() if sent not in said(form)} == {"keep_notes", "copy_documents"}
    subjects = {purpose: form.head.subject for purpose, form in forms.items()}
    assert subjects["police"] == subjects["contact_system"]
    assert len({subjects[purpose] for purpose in ("keep_notes", "copy_documents", "send_proposal", "police")}) == 4


def test_a_childs_form_has_room_for_the_child_and_the_representative(session):
    case, _ = cases.open_new(session)
    (adult,) = consent_form.letters(session, case, ("send_proposal",), "fi")
    write(session, "person", case, {"age_basis": "unclear_treat_as_child"})
    (child,) = consent_form.letters(session, case, ("send_proposal",), "fi")
    assert "Lapsen oma mielipide" not in words_of(adult)
    assert "Lapsen oma mielipide" in words_of(child)
    assert "huoltaja, edunvalvoja tai muu laillinen edustaja" in words_of(child)
