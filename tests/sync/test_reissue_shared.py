"""A disclosure that was not sent when the laptop had to take a new id: sealed again only if consent still covers it."""

import pytest

from desktop_app.domain.consent import cover
from desktop_app.ledger.canonical import b64
from desktop_app.ledger.directory import OrgKind
from desktop_app.ledger.ids import RecordId, StreamId, new_id, received_case, reply_stream
from desktop_app.ledger.roster import ADMIN, DECIDE
from desktop_app.storage.store import Part
from desktop_app.sync.believing import fetch_trust
from tests.storage.laptops import AT, case_id, op
from tests.sync.office import NOW


@pytest.fixture
def pair(found):
    outreach = found(2)
    system = found(1, kind=OrgKind.ASSISTANCE_SYSTEM, roles=frozenset({ADMIN, DECIDE}))
    settle(outreach, system)
    return outreach, system


def settle(*offices):
    for _ in range(2):
        for office in offices:
            for laptop in office.laptops:
                laptop.sync()


def consent(laptop, case, reader, answer="given", at="2026-11-23T09:00:00Z", purpose="send_proposal"):
    recipient = reader if isinstance(reader, str) else b64(reader)
    fields = {"recipient": recipient, "data_groups": ["identity"], "answer": answer, "answered_at": at}
    laptop.store.save([op("consent", purpose=purpose, **fields)], case=case, at=AT)


def propose(laptop, to, case):
    """Disclose a name under the consent in force, with a correction of it; the stream and the copy."""
    store = laptop.store
    stream, copy, reader = StreamId(new_id()), new_id(), store.trust().reader(to)
    covered = cover(store.case_records(case), to, "send_proposal", NOW)
    more = {"at": AT, "case": case, "stream": stream, "reader": reader, "cover": covered}
    opening = [op("proposal", stream, language="fi"), op("person", copy, family_name="Kuvitteellinen")]
    store.save_together(
        [
            Part(ops=[op("disclosure", stream, reader=b64(to), purpose="send_proposal")], at=AT, case=case),
            Part(ops=opening, **more),
        ]
    )
    held = store.record(store.me().org, stream, RecordId(copy))
    store.save([op("person", copy, base=dict(held.heads), family_name="Toinen")], **more)
    return stream, copy


def fork(office, laptop):
    """Let a copy of the laptop send first, so that the laptop must take a new id."""
    clone = office.copy(laptop, "clone")
    clone.write(text="of the copy")
    clone.sync()
    clone.store.close()


def again(office, laptop):
    """Sync: the fork is found; then enrol the laptop under its new id."""
    old = laptop.store.me().key
    assert laptop.sync().cloned
    office.enrol_again(laptop, old)


def test_a_covered_disclosure_is_sealed_again_and_arrives(pair):
    outreach, system = pair
    two, to, case = outreach.laptops[1], system.organisation.org, case_id()
    fork(outreach, two)
    consent(two, case, to)
    stream, copy = propose(two, to, case)
    again(outreach, two)
    settle(outreach, system)
    org = outreach.organisation.org
    record = system.laptops[0].store.record(org, stream, RecordId(copy))
    assert record is not None
    assert (record.values["family_name"], record.conflicts) == ("Toinen", {})
    assert record.case == received_case(org, stream)
    assert outreach.laptops[0].everything() == two.everything()


def test_what_consent_does_not_cover_any_more_is_not_sealed_again(pair):
    outreach, system = pair
    two, to, case = outreach.laptops[1], system.organisation.org, case_id()
    fork(outreach, two)
    consent(two, case, to)
    stream, copy = propose(two, to, case)
    consent(two, case, to, "withdrawn", "2026-11-23T11:00:00Z")
    other = two.write(text="own work goes on")
    before = two.log()
    again(outreach, two)
    settle(outreach, system)
    org = outreach.organisation.org
    for laptop in (*outreach.laptops, *system.laptops):
        assert laptop.store.record(org, stream, RecordId(copy)) is None
    assert outreach.laptops[0].values(other) == {"text": "own work goes on"}
    assert before <= two.log()
    assert outreach.laptops[0].everything() == two.everything()
    assert two.store.unsent_count().changes == 0


def test_a_permission_that_names_the_system_without_its_id_counts_when_sealing_again(pair):
    outreach, system = pair
    two, to, case = outreach.laptops[1], system.organisation.org, case_id()
    fork(outreach, two)
    consent(two, case, to)
    stream, copy = propose(two, to, case)
    consent(two, case, to, "withdrawn", "2026-11-23T10:30:00Z")
    consent(two, case, "list:assistance_system", "given", "2026-11-23T10:31:00Z")
    again(outreach, two)
    settle(outreach, system)
    assert system.laptops[0].store.record(outreach.organisation.org, stream, RecordId(copy)) is not None


def test_a_withdrawal_that_names_the_system_without_its_id_stops_sealing_again(pair):
    outreach, system = pair
    two, to, case = outreach.laptops[1], system.organisation.org, case_id()
    fork(outreach, two)
    consent(two, case, to)
    stream, copy = propose(two, to, case)
    consent(two, case, "list:assistance_system", "withdrawn", "2026-11-23T10:30:00Z")
    again(outreach, two)
    settle(outreach, system)
    assert system.laptops[0].store.record(outreach.organisation.org, stream, RecordId(copy)) is None


def test_a_decision_told_under_consent_is_sealed_again(pair):
    outreach, system = pair
    one, to, case = outreach.laptops[0], system.organisation.org, case_id()
    consent(one, case, to)
    stream, _ = propose(one, to, case)
    settle(outreach, system)
    officer, org = system.laptops[0], outreach.organisation.org
    consent(officer, received_case(org, stream), org, purpose="receive_outcome")
    fork(system, officer)
    back, reader = reply_stream(to, stream), officer.store.trust().reader(org)
    covered = cover(officer.store.case_records(received_case(org, stream)), org, "receive_outcome", NOW)
    decision = op("decision", outcome="admitted", decided_on="2026-11-24")
    reply = [op("reply", back, answers=b64(stream)), op("question", text="when?"), decision]
    officer.store.save(reply, case=None, at=AT, stream=back, reader=reader, cover=covered)
    old = officer.store.me().key
    assert officer.sync().cloned
    give_role(system, officer, old)
    settle(system, outreach)
    (told,) = [record for record in one.store.case_records(case) if record.kind == "decision"]
    assert told.values["outcome"] == "admitted"


def give_role(office, laptop, old):
    """Enrol the officer's new id with the role to decide; the role belongs to the id, not to the person."""
    office.central.add_device(office.organisation, laptop.store.me().key, frozenset({ADMIN, DECIDE}))
    office.central.retire(office.organisation, old, office.last_of(old))
    office.organisation.admin = laptop.store.me().key
    laptop.line = type(laptop.line)(office.central.central, laptop.store.me().dev)
    laptop.store.set_trust(fetch_trust(laptop.line, laptop.store.trust(), office.organisation.org))
