"""Two organisations: what is disclosed arrives, what is answered comes back, and nothing else crosses over."""

import pytest

from desktop_app.ledger.canonical import b64
from desktop_app.ledger.change import Payload
from desktop_app.ledger.cover import Cover
from desktop_app.ledger.directory import OrgKind
from desktop_app.ledger.ids import RecordId, StreamId, new_id, received_case, reply_stream
from desktop_app.ledger.roster import ADMIN, DECIDE
from desktop_app.ledger.sealing import KeySource, seal
from desktop_app.storage.store import Part
from tests.storage.laptops import AT, case_id, op
from tests.sync.office import Laptop


def everything(reader, *kinds):
    """Return a cover of some fields of these kinds."""
    names = frozenset({"language", "family_name", "outcome", "decided_on", "reader"})
    return Cover(reader.org, "send_proposal", dict.fromkeys(kinds, names), ())


@pytest.fixture
def pair(found):
    """An outreach organisation with two laptops, and an Assistance System with an officer and a clerk."""
    outreach = found(2)
    system = found(1, kind=OrgKind.ASSISTANCE_SYSTEM, roles=frozenset({ADMIN, DECIDE}))
    system.add_laptop()
    settle(outreach, system)
    return outreach, system


def settle(*offices):
    for _ in range(2):
        for office in offices:
            for laptop in office.laptops:
                laptop.sync()


def propose(laptop: Laptop, to, case):
    """Disclose a person in a new proposal stream; the stream."""
    stream, reader = StreamId(new_id()), laptop.store.trust().reader(to)
    cover = everything(reader, "proposal", "person")
    laptop.store.save_together(
        [
            Part(ops=[op("disclosure", stream, purpose="send_proposal")], at=AT, case=case),
            Part(
                ops=[op("proposal", stream, language="fi"), op("person", family_name="Kuvitteellinen")],
                at=AT,
                case=case,
                stream=stream,
                reader=reader,
                cover=cover,
            ),
        ]
    )
    return stream


def add(laptop, stream, to, **more):
    """Send one more person in the stream."""
    reader = laptop.store.trust().reader(to)
    one = op("person", family_name="Toinen")
    laptop.store.save([one], case=None, at=AT, stream=stream, reader=reader, cover=everything(reader, "person"), **more)
    return one.record


def withdraw(laptop, stream, to):
    reader = laptop.store.trust().reader(to)
    one = op("withdrawal", family_name=None)
    laptop.store.save([one], case=None, at=AT, stream=stream, reader=reader, close=True)


def reply(laptop, stream, to, *ops):
    """Answer a proposal."""
    me = laptop.store.me()
    back, reader = reply_stream(me.org, stream), laptop.store.trust().reader(to)
    opening = [] if laptop.store.stream_known(back) else [op("reply", back, answers=b64(stream))]
    cover = everything(reader, "decision")
    laptop.store.save([*opening, *ops], case=None, at=AT, stream=back, reader=reader, cover=cover)
    return back


def org(office):
    return office.organisation.org


def test_a_proposal_arrives_as_a_case_of_the_reader_and_its_decision_comes_back_on_the_same_case(pair):
    outreach, system = pair
    case = case_id()
    worker, officer = outreach.laptops[0], system.laptops[0]
    stream = propose(worker, org(system), case)
    settle(outreach, system)
    received = received_case(org(outreach), stream)
    for laptop in system.laptops:
        kinds = {record.kind for record in laptop.store.case_records(received)}
        assert kinds == {"proposal", "person"}
    back = reply(officer, stream, org(outreach), op("decision", outcome="admitted", decided_on="2026-11-24"))
    settle(outreach, system)
    for laptop in outreach.laptops:
        (decision,) = [one for one in laptop.store.case_records(case) if one.kind == "decision"]
        assert (decision.stream, decision.values["outcome"]) == (back, "admitted")


def test_nothing_of_the_own_stream_reaches_another_organisation(pair):
    outreach, system = pair
    for _ in range(3):
        outreach.laptops[0].write(text="own", case=case_id())
    propose(outreach.laptops[0], org(system), case_id())
    settle(outreach, system)
    shared = [change for change in system.feed() if change.parsed.org == org(outreach)]
    assert len(shared) == 1
    assert all(change.parsed.wrap.to == org(system) for change in shared)


def test_both_laptops_write_in_one_stream_without_having_met(pair):
    outreach, system = pair
    one, two = outreach.laptops
    stream = propose(one, org(system), case_id())
    settle(outreach, system)
    records = {add(one, stream, org(system)), add(two, stream, org(system))}
    settle(outreach, system)
    held = system.laptops[1].store.case_records(received_case(org(outreach), stream))
    assert records < {record.record for record in held}


def test_what_another_laptop_numbered_before_it_heard_of_the_withdrawal_is_withheld(pair):
    outreach, system = pair
    one, two = outreach.laptops
    case = case_id()
    stream = propose(one, org(system), case)
    settle(outreach, system)
    withdraw(one, stream, org(system))
    late = add(two, stream, org(system))
    one.sync()
    report = two.sync()
    assert report.withheld == (1,)
    settle(outreach, system)
    for laptop in system.laptops:
        kinds = {record.kind for record in laptop.store.case_records(received_case(org(outreach), stream))}
        assert "withdrawal" in kinds
        assert laptop.store.record(org(outreach), stream, RecordId(late)) is None
    for laptop in outreach.laptops:
        assert laptop.store.record(org(outreach), stream, RecordId(late)) is not None
    assert outreach.laptops[0].everything() == outreach.laptops[1].everything()
    assert system.laptops[0].everything() == system.laptops[1].everything()


def test_a_decision_by_a_clerk_never_counts_and_is_never_shown(pair):
    outreach, system = pair
    case = case_id()
    stream = propose(outreach.laptops[0], org(system), case)
    settle(outreach, system)
    clerk, officer = system.laptops[1], system.laptops[0]
    forged = forge_decision(clerk, stream, org(outreach))
    clerk.store.close()
    system.laptops.remove(clerk)
    settle(outreach, system)
    for laptop in (*outreach.laptops, officer):
        assert laptop.store.record(org(system), forged.parsed.stream, RecordId(FORGED)) is None
        reasons = [reason for change, reason in laptop.store.refused() if change.hash == forged.hash]
        assert reasons == ["not_a_decider"]
        assert all(one.kind != "decision" for one in laptop.store.case_records(case))


FORGED = b"\7" * 16


def forge_decision(clerk, stream, to):
    """Send what a changed program of the clerk's might: a decision in the reply, properly sealed and signed."""
    me, trust = clerk.store.me(), clerk.store.trust()
    reader, back = trust.reader(to), reply_stream(me.org, stream)
    ops = (op("reply", back, answers=b64(stream)), op("decision", FORGED, outcome="admitted"))
    change = seal(
        Payload(me.user, AT, ops),
        key=me.key,
        org=me.org,
        stream=back,
        n=me.n + 1,
        prev=me.hash,
        sn=1,
        ring=KeySource(me.org, clerk.store.ring()),
        roster=me.roster,
        reader=reader,
        cover=everything(reader, "decision"),
    )
    clerk.line.push([change])
    return change


def test_a_new_officer_reads_what_was_proposed_before_she_came(pair):
    outreach, system = pair
    stream = propose(outreach.laptops[0], org(system), case_id())
    settle(outreach, system)
    late = system.add_laptop()
    late.sync()
    kinds = {record.kind for record in late.store.case_records(received_case(org(outreach), stream))}
    assert kinds == {"proposal", "person"}
