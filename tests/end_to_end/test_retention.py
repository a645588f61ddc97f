"""What had its day goes from every laptop, whoever comes first; what was sent stays with its reader."""

from datetime import UTC, datetime, timedelta

import pytest

from desktop_app.domain.record import Record
from desktop_app.ledger.canonical import b64
from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.directory import OrgKind
from desktop_app.use_cases import (
    case_cover,
    case_view,
    cases,
    consent,
    joining,
    proposal,
    proposal_view,
    records,
    retention,
    retention_rules,
    sure_time,
)
from tests.central_fixtures import CentralInTest
from tests.end_to_end.people import found, join, new_laptop

NAME = "Zacharias Beispiel"


@pytest.fixture
def office(central: CentralInTest, tmp_path):
    sanna, mikko = (new_laptop(tmp_path / name, name, central) for name in ("Sanna L.", "Mikko K."))
    found(sanna, OrgKind.OUTREACH, "Esimerkkijärjestö")
    join(mikko, sanna)
    return central, sanna, mikko


def days_later(central, laptops, days):
    """Move every clock on; the laptops hear of it at the next sync."""
    now = datetime.now(UTC) + timedelta(days=days)
    central.now = now
    for laptop in laptops:
        laptop.session.clock = lambda: now


def settle(laptops):
    for laptop in (*laptops, *laptops):
        laptop.sync()


def sweep(laptop):
    count = 0
    while retention.erase_next(laptop.session) is not None:
        count += 1
        assert count < 50, "what is erased is not erased again"
    return count


def write(laptop, kind, case, **values):
    form = records.new_form(laptop.session, kind, case)
    records.keep_draft(laptop.session, form, values)
    assert not records.save(laptop.session, form.record).problems
    return form.record


def says(laptop, words):
    """Whether anything that is left in the log or among the drafts says this."""
    store = laptop.session.store
    with store._database.read() as connection:
        lines = connection.execute("SELECT header, sig, sealed FROM change WHERE sealed IS NOT NULL").fetchall()
    held = [store.payload(SignedChange(*line)).to_bytes() for line in lines]
    return any(words.encode() in each for each in held) or words in str(store.drafts.all())


def erasures(laptop) -> list[Record]:
    return list(laptop.session.store.records_of_kind("erasure"))


def closed_case(sanna, mikko):
    case, _ = cases.open_new(sanna.session)
    case_cover.set_team(sanna.session, case, [mikko.session.store.me().user])
    write(sanna, "contact", case, person_wishes=NAME)
    write(sanna, "note", case, text=NAME)
    case_cover.close(sanna.session, case, "helped_on")
    return case


def test_one_laptop_erases_for_all_and_one_dated_record_remains(office):
    central, sanna, mikko = office
    case = closed_case(sanna, mikko)
    settle((sanna, mikko))
    assert says(mikko, NAME), "the test can see what it looks for"
    days_later(central, (sanna, mikko), 91)
    settle((sanna, mikko))
    assert sweep(sanna) == 2, "the note, whose own day came first, and the case"
    settle((sanna, mikko))
    assert sweep(mikko) == 0
    for laptop in (sanna, mikko):
        assert laptop.session.store.case_records(case) == ()
        assert laptop.session.store.cases.page().rows == ()
        assert [(note.text("kind"), note.text("reason"), note.case) for note in erasures(laptop)] == [
            ("case", "retention", None)
        ]
        assert not says(laptop, NAME)
        assert laptop.session.store.verify().sound


def test_two_laptops_that_erase_the_same_at_once_end_as_if_one_had(office):
    central, sanna, mikko = office
    closed_case(sanna, mikko)
    kept, _ = cases.open_new(sanna.session)
    case_cover.set_team(sanna.session, kept, [mikko.session.store.me().user])
    write(sanna, "note", kept, text=NAME)
    write(sanna, "consultation", None, question=NAME)
    settle((sanna, mikko))
    days_later(central, (sanna, mikko), 91)
    settle((sanna, mikko))
    assert (sweep(sanna), sweep(mikko)) == (4, 4), "each works before it hears of the other"
    days_later(central, (sanna, mikko), 93)
    settle((sanna, mikko))
    for laptop in (sanna, mikko):
        assert sorted(note.text("kind") for note in erasures(laptop)) == ["case", "consultation", "note"]
        assert laptop.session.store.conflicts() == ()
        assert laptop.session.store.conflict_count() == 0
        assert not says(laptop, NAME)
        assert laptop.session.store.verify().sound
    assert sanna.session.store.records_of_kind("case") != ()
    assert [one.values for one in erasures(sanna)] == [one.values for one in erasures(mikko)]


def test_a_laptop_that_was_long_away_erases_once_it_knows_the_day(office):
    central, sanna, mikko = office
    case = closed_case(sanna, mikko)
    settle((sanna, mikko))
    days_later(central, (mikko,), 200)
    assert sweep(mikko) == 0, "its clock alone says so"
    assert sure_time.read(mikko.session).doubtful
    mikko.sync()
    assert sweep(mikko) == 2
    assert mikko.session.store.case_records(case) == ()


def test_a_case_outside_the_team_is_erased_here_only_when_the_team_has_not_done_it(office):
    central, sanna, mikko = office
    case, _ = cases.open_new(sanna.session)
    write(sanna, "note", case, text=NAME)
    case_cover.close(sanna.session, case, "helped_on")
    settle((sanna, mikko))
    assert mikko.session.store.case_records(case) == ()
    days_later(central, (mikko,), 92)
    mikko.sync()
    assert retention.leaving(mikko.session) == ()
    assert sweep(mikko) == 1, "the note's own day came two months ago"
    assert sweep(mikko) == 0, "the case is left to its team"
    days_later(central, (mikko, sanna), 105)
    mikko.sync()
    assert sweep(mikko) == 1
    settle((sanna, mikko))
    assert sanna.session.store.case_records(case) == ()


def test_the_rules_of_an_administrator_hold_on_every_laptop(office):
    _, sanna, mikko = office
    retention_rules.put(sanna.session, "case", 30)
    settle((sanna, mikko))
    assert retention_rules.rules(mikko.session).days["case"] == 30
    assert not retention_rules.read(mikko.session).may_set
    with pytest.raises(Exception, match="not_an_administrator"):
        retention_rules.put(mikko.session, "case", 3000)


def test_of_a_case_that_was_sent_the_own_records_go_and_the_sent_version_stays(central, tmp_path):
    officer, sanna = (new_laptop(tmp_path / name, name, central) for name in ("Oona V.", "Sanna L."))
    found(officer, OrgKind.ASSISTANCE_SYSTEM, "Joutseno", authority=True)
    found(sanna, OrgKind.OUTREACH, "Esimerkkijärjestö")
    session = sanna.session
    sanna.sync()
    case, _ = cases.open_new(session)
    write(sanna, "person", case, called=NAME, given_names="Zacharias")
    note = write(sanna, "note", case, text=f"{NAME} is afraid")
    consent.record_answer(session, case, "send_proposal", "given", {"data_groups": ["identity"]})
    draft = write(
        sanna, "proposal", case, why_may_be_victim="Was made to work.", why_needs_help="Has no place to sleep."
    )
    proposal.send(session, case)
    settle((sanna, officer))
    case_cover.close(session, case, "handed_over")
    settle((sanna, officer))
    days_later(central, (sanna, officer), 92)
    settle((sanna, officer))
    sweep(sanna)
    settle((sanna, officer))
    kinds = {one.kind for one in session.store.case_records(case) if one.is_own}
    assert kinds == {"case", "disclosure", "consent", "erasure"}
    assert session.store.record(session.store.me().org, session.store.me().own_stream, note) is None
    assert session.store.record(session.store.me().org, session.store.me().own_stream, draft) is None
    view = case_view.view(session, case)
    assert (view.delete_on, view.erased_on != "", view.reference != "") == ("", True, True)
    assert proposal_view.view(session, case) is not None
    (erased,) = [
        one for one in session.store.case_records(case) if one.kind == "erasure" and one.text("kind") == "case"
    ]
    assert b64(note) not in str(view)
    assert erased.text("reason") == "retention"
    (received,) = officer.session.store.received_cases()
    texts = [one.text("why_may_be_victim") for one in officer.session.store.case_records(received)]
    assert "Was made to work." in texts, "what was sent stays with its reader"


def sent_case(officer, sanna):
    """A case of which a proposal was sent, and what was written beside it."""
    case, _ = cases.open_new(sanna.session)
    write(sanna, "person", case, given_names="Zacharias")
    write(sanna, "note", case, text=f"{NAME} is afraid")
    consent.record_answer(sanna.session, case, "send_proposal", "given", {"data_groups": ["identity"]})
    write(sanna, "proposal", case, why_may_be_victim="Was made to work.", why_needs_help="Has no place to sleep.")
    proposal.send(sanna.session, case)
    settle((sanna, officer))
    return case


@pytest.fixture
def two_organisations(central, tmp_path):
    officer, sanna = (new_laptop(tmp_path / name, name, central) for name in ("Oona V.", "Sanna L."))
    found(officer, OrgKind.ASSISTANCE_SYSTEM, "Joutseno", authority=True)
    found(sanna, OrgKind.OUTREACH, "Esimerkkijärjestö")
    sanna.sync()
    return central, officer, sanna


def test_a_case_joined_with_a_shared_one_is_erased_too(two_organisations):
    central, officer, sanna = two_organisations
    shared = sent_case(officer, sanna)
    other, _ = cases.open_new(sanna.session)
    write(sanna, "note", other, text=NAME)
    joining.join(sanna.session, other, shared)
    case_cover.close(sanna.session, shared, "handed_over")
    days_later(central, (sanna, officer), 92)
    settle((sanna, officer))
    sweep(sanna)
    kinds = {one.kind for one in sanna.session.store.to_be_erased(other)[0]}
    assert kinds <= {"access"}
    assert not [one for one in sanna.session.store.to_be_erased(shared)[0] if one.kind in ("note", "person")]


def test_at_the_person_s_wish_the_own_records_of_a_sent_case_go_and_its_cover_says_why(two_organisations):
    _, officer, sanna = two_organisations
    case = sent_case(officer, sanna)
    retention.erase_now(sanna.session, case)
    settle((sanna, officer))
    records_left = sanna.session.store.case_records(case)
    own = {one.kind: one for one in records_left if one.is_own}
    assert set(own) == {"case", "disclosure", "consent", "erasure"}
    assert (own["case"].text("close_reason"), own["erasure"].text("reason")) == ("erased_on_request", "by_hand")
    assert case_view.view(sanna.session, case).team != ()
    assert not says_own(sanna, NAME)


def says_own(laptop, words):
    store, me = laptop.session.store, laptop.session.store.me()
    with store._database.read() as connection:
        lines = connection.execute(
            "SELECT header, sig, sealed FROM change WHERE sealed IS NOT NULL AND stream = ?", (me.org,)
        ).fetchall()
    return any(words.encode() in store.payload(SignedChange(*line)).to_bytes() for line in lines)
