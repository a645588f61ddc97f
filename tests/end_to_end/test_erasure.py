"""A name written by mistake, a record and a case are struck out on both laptops of an organisation."""

import pytest

from desktop_app.domain.case_file import Record
from desktop_app.errors import LuotsiError
from desktop_app.ledger.directory import OrgKind
from desktop_app.use_cases import case_cover, cases, consent, erasure, history, proposal, records
from tests.central_fixtures import CentralInTest
from tests.end_to_end.people import found, join, new_laptop

NAME = "Zacharias Beispiel"


@pytest.fixture
def laptops(central: CentralInTest, tmp_path):
    sanna, mikko = (new_laptop(tmp_path / name, name, central) for name in ("Sanna L.", "Mikko K."))
    found(sanna, OrgKind.OUTREACH, "Esimerkkijärjestö")
    join(mikko, sanna)
    return sanna, mikko


def write(laptop, kind, case, **values):
    form = records.new_form(laptop.session, kind, case)
    records.keep_draft(laptop.session, form, values)
    assert not records.save(laptop.session, form.record).problems
    return form.record


def settle(laptops):
    for laptop in (*laptops, *laptops):
        laptop.sync()


def begin(sanna, mikko):
    """A case of which both are the team."""
    case, _ = cases.open_new(sanna.session)
    case_cover.set_team(sanna.session, case, [mikko.session.store.me().user])
    return case


def notes(laptop, case) -> list[Record]:
    return [one for one in cases.read(laptop.session, case).own if one.kind == "note"]


def test_a_struck_field_leaves_date_and_author_on_both_laptops(laptops):
    sanna, mikko = laptops
    case = begin(sanna, mikko)
    note = write(sanna, "note", case, text=f"The foreman {NAME}")
    settle(laptops)
    erasure.strike_field(mikko.session, note, "text")
    settle(laptops)
    for laptop in laptops:
        (struck,) = erasure.struck_fields(laptop.session, note)
        assert (struck.field, struck.author, struck.written_at != "") == ("text", "Sanna L.", True)
        (left,) = notes(laptop, case)
        assert "text" not in left.values
        assert all(
            change.field != "text" for step in history.of_record(laptop.session, note) for change in step.changes
        )
        assert NAME not in str([one.values for one in laptop.session.store.case_records(case)])


def test_a_case_that_is_struck_out_leaves_a_dated_record_and_no_case(laptops):
    sanna, mikko = laptops
    case, kept = begin(sanna, mikko), begin(sanna, mikko)
    for one in (case, kept):
        write(sanna, "note", one, text=NAME)
    settle(laptops)
    form = records.new_form(mikko.session, "note", case)
    records.keep_draft(mikko.session, form, {"text": NAME})
    erasure.strike_case(sanna.session, case)
    settle(laptops)
    for laptop in laptops:
        assert [row.case for row in laptop.session.store.cases.page().rows] == [kept]
        (note,) = laptop.session.store.records_of_kind("erasure")
        assert (note.text("kind"), note.case, note.text("erased_on") != "") == ("case", None, True)
        assert laptop.session.store.case_records(case) == ()
        assert laptop.session.store.drafts.all() == ()


def test_what_is_not_there_cannot_be_struck_out(laptops):
    sanna, _ = laptops
    case, _ = cases.open_new(sanna.session)
    note = write(sanna, "note", case, text=NAME)
    with pytest.raises(LuotsiError) as refused:
        erasure.strike_field(sanna.session, note, "delete_on_paper")
    assert refused.value.code == "nothing_to_erase"
    erasure.strike_record(sanna.session, note)
    with pytest.raises(LuotsiError) as refused:
        erasure.strike_record(sanna.session, note)
    assert refused.value.code == "no_such_record"


def test_what_was_sent_stays_with_the_system_and_the_page_can_say_with_whom(central, tmp_path):
    officer, sanna = (new_laptop(tmp_path / name, name, central) for name in ("Oona V.", "Sanna L."))
    found(officer, OrgKind.ASSISTANCE_SYSTEM, "Auttamisjärjestelmä", authority=True)
    found(sanna, OrgKind.OUTREACH, "Esimerkkijärjestö")
    sanna.sync()
    case, _ = cases.open_new(sanna.session)
    person = write(sanna, "person", case, given_names=NAME, called="Ana")
    unsent = write(sanna, "note", case, text=NAME)
    draft = write(sanna, "proposal", case, why_may_be_victim="Sanottu.", why_needs_help="Tarvitsee.")
    consent.record_answer(sanna.session, case, "send_proposal", "given", {"data_groups": ["identity"]})
    proposal.send(sanna.session, case)
    settle((sanna, officer))
    erasure.strike_field(sanna.session, person, "given_names")
    settle((sanna, officer))
    for record in (person, draft):
        (sent,) = erasure.sent_to(sanna.session, record)
        assert (sent.name, sent.is_system) == ("Auttamisjärjestelmä", True)
    assert erasure.sent_to(sanna.session, unsent) == ()
    own = [one.values for one in sanna.session.store.case_records(case) if one.is_own]
    (row,) = officer.session.store.cases.page().rows
    assert "given_names" not in str([values for values in own if "given_names" in values])
    assert cases.read(officer.session, row.case).of_kind("person")[0].text("given_names") == NAME
