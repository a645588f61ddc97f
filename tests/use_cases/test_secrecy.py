"""What the secrecy marking of papers cites is an administrator's choice, and the same on every laptop."""

from __future__ import annotations

import orjson
import pytest

from desktop_app.errors import LuotsiError
from desktop_app.ledger.change import Op
from desktop_app.ledger.directory import OrgKind
from desktop_app.ledger.ids import RecordId, new_id
from desktop_app.paths import resources
from desktop_app.sheets.letter import write_letters
from desktop_app.use_cases import cases, consent_form, proposal_letter, secrecy, store_access
from tests.end_to_end.people import found, join, new_laptop
from tests.sheets.reading import text_of

OWN = {"fi": "Yhdistyksen säännöt 4 §", "sv": "Föreningens stadgar 4 §", "en": "Rules of the association, section 4"}
USUAL = "Julkisuuslaki (621/1999) 24 § 1 mom. 25, 26, 31 ja 32 kohta"


@pytest.fixture
def laptops(tmp_path, central):
    """The administrator's laptop and a colleague's, of one organisation."""
    administrator = new_laptop(tmp_path / "yksi", "Sanna L.", central)
    found(administrator, OrgKind.OUTREACH, "Testijärjestö")
    colleague = new_laptop(tmp_path / "kaksi", "Mikael H.", central)
    join(colleague, administrator)
    yield administrator, colleague
    for laptop in (administrator, colleague):
        store_access.lock(laptop.session)


def provisions(session):
    return {language: secrecy.provision(session, language) for language in ("fi", "sv", "en")}


def test_without_a_choice_the_usual_items_of_the_law_data_are_cited(session):
    assert provisions(session) == {
        "fi": USUAL,
        "sv": "Offentlighetslagen (621/1999) 24 § 1 mom. 25, 26, 31 och 32 punkten",
        "en": "Act on the Openness of Government Activities (621/1999), section 24, subsection 1, "
        "paragraphs 25, 26, 31 and 32",
    }
    assert not secrecy.read(session).confirmed
    assert not secrecy.read(session).may_choose


def test_chosen_items_stand_in_every_letter_and_form(laptops):
    session = laptops[0].session
    secrecy.choose_items(session, ["31", "24"])
    case, _ = cases.open_new(session)
    letters = (
        proposal_letter.letter(session, case, "fi"),
        *consent_form.letters(session, case, ["send_proposal"], "fi"),
    )
    for letter in letters:
        assert letter.head.marking[1:] == ("Julkisuuslaki (621/1999) 24 § 1 mom. 24 ja 31 kohta",)
        assert "24 ja 31 kohta" in text_of(write_letters([letter]))
    assert secrecy.read(session).chosen == ("24", "31")


def test_one_item_is_cited_as_one(laptops):
    secrecy.choose_items(laptops[0].session, ["25"])
    assert secrecy.provision(laptops[0].session, "en").endswith("subsection 1, paragraph 25")


def test_own_words_stand_as_written_and_give_way_to_items_again(laptops):
    session = laptops[0].session
    secrecy.choose_own(session, OWN)
    assert provisions(session) == OWN
    assert secrecy.read(session).chosen == ()
    secrecy.choose_own(session, {"fi": "  Yhdistyksen\n säännöt ", "sv": "Stadgarna"})
    assert provisions(session) == {"fi": "Yhdistyksen säännöt", "sv": "Stadgarna", "en": "Yhdistyksen säännöt"}
    secrecy.choose_items(session, ["25", "26", "31", "32"])
    assert provisions(session)["fi"] == USUAL
    settings = [one for one in session.store.records_of_kind("setting") if not one.is_deleted]
    assert len(settings) == 1, "one record for one setting"


def test_a_colleague_s_papers_cite_it_after_a_sync_and_only_an_administrator_chooses(laptops):
    administrator, colleague = laptops
    secrecy.choose_own(administrator.session, OWN)
    assert secrecy.provision(colleague.session, "sv") != OWN["sv"]
    administrator.sync()
    colleague.sync()
    assert provisions(colleague.session) == OWN
    assert not secrecy.read(colleague.session).may_choose
    for choose in (
        lambda: secrecy.choose_items(colleague.session, ["25"]),
        lambda: secrecy.choose_own(colleague.session, OWN),
    ):
        with pytest.raises(LuotsiError, match="not_an_administrator"):
            choose()


@pytest.mark.parametrize("value", [orjson.dumps(OWN).decode(), "{", "[]", '{"items": 5}', '{"items": ["99"]}', ""])
def test_what_another_laptop_writes_past_the_rule_or_nobody_can_read_changes_nothing(laptops, value):
    administrator, colleague = laptops
    values = {"name": "secrecy_provision", "value": value}
    op = Op(RecordId(new_id()), "setting", values, dict.fromkeys(values, ()))
    writer = colleague if value.startswith('{"fi"') else administrator
    writer.session.store.save([op], case=None, at=writer.session.at())
    colleague.sync()
    administrator.sync()
    assert secrecy.provision(administrator.session, "fi") == USUAL


def test_nothing_chosen_and_half_a_translation_are_refused(laptops):
    session = laptops[0].session
    with pytest.raises(LuotsiError, match="no_provision"):
        secrecy.choose_items(session, ["99"])
    with pytest.raises(LuotsiError, match="own_provision_missing"):
        secrecy.choose_own(session, {"fi": "Yhdistyksen säännöt", "sv": " "})
    assert secrecy.provision(session, "fi") == USUAL


def test_the_law_data_are_whole_and_unconfirmed():
    law = orjson.loads((resources() / "law" / "secrecy.json").read_bytes())
    codes = [item["code"] for item in law["items"]]
    assert set(law["usual"]) <= set(codes)
    assert law["confirmed"] is False
    for item in law["items"]:
        assert all(item[language] for language in secrecy.LANGUAGES)
