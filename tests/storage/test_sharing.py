"""Shared streams: a disclosure in one transaction, its reader's case, the reply, closing, and who may write what."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import b64
from desktop_app.ledger.change import Op
from desktop_app.ledger.cover import Cover
from desktop_app.ledger.directory import OrgKind
from desktop_app.ledger.ids import CaseId, RecordId, StreamId, new_id, received_case, reply_stream
from desktop_app.ledger.refusal import Refused
from desktop_app.ledger.roster import DECIDE
from desktop_app.storage.store import Part, Store
from tests.storage.laptops import AT, Team, case_id, federate, minute, op


class Shared:
    """An outreach organisation with two laptops, and the Assistance System with one that may decide."""

    def __init__(self, folder: Path) -> None:
        for name in ("outreach", "system"):
            (folder / name).mkdir()
        outreach = Team.found(folder / "outreach", 2)
        system = Team.found(folder / "system", 1, OrgKind.ASSISTANCE_SYSTEM, frozenset({DECIDE}))
        self.outreach, self.system = federate([outreach, system])
        self.worker, self.colleague = self.outreach.stores
        (self.officer,) = self.system.stores
        self.case, self.stream = case_id(), StreamId(new_id())
        self.worker.save([op("case", reference="Koivu 3")], case=self.case, at=AT)

    def cover(self) -> Cover:
        fields = {"proposal": frozenset({"why_needs_help"}), "person": frozenset({"given_names"})}
        return Cover(self.system.org, "send_proposal", fields, ())

    def disclose(self, at: str = AT, by: Store | None = None) -> frozenset[CaseId]:
        """Send a proposal with one copy, from the worker's laptop unless another is named."""
        disclosure = op("disclosure", self.stream, purpose="send_proposal", reader=b64(self.system.org))
        opening = op("proposal", self.stream, why_needs_help="A place to sleep")
        shared = self.part([opening, op("person", given_names="Maria")], at)
        return (by or self.worker).save_together([Part(ops=[disclosure], case=self.case, at=at), shared])

    def part(self, ops: list[Op], at: str = AT, *, close: bool = False) -> Part:
        reader = self.worker.trust().reader(self.system.org)
        return Part(ops=ops, stream=self.stream, reader=reader, cover=self.cover(), at=at, close=close)

    def sync(self) -> None:
        """Push everything; each change goes to its owner's feed and, where it is wrapped, to its reader's."""
        for team, other in ((self.outreach, self.system), (self.system, self.outreach)):
            for store in team.stores:
                unsent = store.unsent(1000)
                team.push(store)
                other.feed.push(
                    change for change in unsent if change.parsed.wrap and change.parsed.wrap.to == other.org
                )
        for team in (self.outreach, self.system):
            for store in team.stores:
                team.feed.pull(store)

    @property
    def received(self) -> CaseId:
        return received_case(self.outreach.org, self.stream)

    def reply(self, *ops: Op, at: str = AT) -> Part:
        """A part of the officer's reply; the first opens its stream."""
        reply = reply_stream(self.system.org, self.stream)
        opening = [] if self.officer.stream_known(reply) else [op("reply", reply, answers=b64(self.stream))]
        reader = self.officer.trust().reader(self.outreach.org)
        fields = {"decision": frozenset({"outcome", "decided_on"})}
        cover = Cover(self.outreach.org, "receive_outcome", fields, ())
        return Part(ops=[*opening, *ops], stream=reply, reader=reader, cover=cover, at=at)

    def close(self) -> None:
        self.outreach.close()
        self.system.close()


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[Shared]:
    made = Shared(tmp_path)
    yield made
    made.close()


def kinds(store, case):
    return sorted(record.kind for record in store.case_records(case))


def test_a_disclosure_reaches_its_reader_as_a_case_and_nobody_learns_case_or_record_ids(shared):
    assert shared.disclose() == {shared.case}
    shared.sync()
    assert kinds(shared.officer, shared.received) == ["person", "proposal"]
    row = shared.officer.cases.row(shared.received)
    assert row is not None
    assert kinds(shared.officer, shared.case) == []
    own = {record.record for record in shared.worker.case_records(shared.case) if record.stream != shared.stream}
    assert {record.record for record in shared.officer.case_records(shared.received)} & own <= {shared.stream}
    for store in (shared.worker, shared.colleague, shared.officer):
        assert store.waiting_count() == 0
        assert store.refused() == ()
        assert store.verify().sound


def test_a_colleagues_laptop_finds_the_shared_stream_in_its_case(shared):
    shared.disclose()
    shared.sync()
    assert kinds(shared.colleague, shared.case) == ["case", "disclosure", "person", "proposal"]
    (stream,) = shared.colleague.case_streams(shared.case)
    assert (stream.facts.stream, stream.facts.reader) == (shared.stream, shared.system.org)


def test_the_stream_may_come_before_the_disclosure_that_names_its_case(shared):
    shared.disclose()
    shared.outreach.push(shared.worker)
    feed = shared.outreach.feed
    shared.outreach.feed.deliver(shared.colleague, feed.lines[::-1])
    assert kinds(shared.colleague, shared.case) == ["case", "disclosure", "person", "proposal"]
    assert shared.colleague.verify().sound


def test_the_reply_and_the_decision_come_back_to_the_same_case(shared):
    shared.disclose()
    shared.sync()
    last = shared.officer.last_change(shared.outreach.org, shared.stream)
    assert last is not None
    opened = op("opened", dev=b64(last[0]), n=last[1])
    shared.officer.save_together([shared.reply(opened)])
    shared.officer.save_together([shared.reply(op("decision", outcome="admitted"), at=minute(1))])
    shared.sync()
    for store in (shared.worker, shared.colleague):
        assert {"reply", "opened", "decision"} <= set(kinds(store, shared.case))
        reply = reply_stream(shared.system.org, shared.stream)
        assert store.opened_up_to(reply, last[0]) == last[1]
        row = store.cases.row(shared.case)
        assert row is not None
        assert row.proposal_state == "decided"
        assert store.refused() == ()
        assert store.verify().sound


def test_delivery_is_told_by_the_receipt(shared):
    shared.disclose()
    assert shared.worker.delivered(shared.case) == {}
    row = shared.worker.cases.row(shared.case)
    assert row is not None
    assert row.proposal_state == "sent"
    shared.sync()
    for store in (shared.worker, shared.colleague):
        assert set(store.delivered(shared.case)) == {shared.stream}
        row = store.cases.row(shared.case)
        assert row is not None
        assert row.proposal_state == "delivered"
        assert row.has("waiting_for_answer")


def test_the_list_says_when_the_feed_says_that_something_was_delivered(shared):
    """A change that was sent twice, because a reply was lost, has a receipt with a later time than its place."""
    shared.disclose()
    shared.outreach.push(shared.worker)
    feed = shared.outreach.feed
    feed.lines = [replace(line, received=minute(200)) for line in feed.lines]
    feed.pull(shared.worker)
    row = shared.worker.cases.row(shared.case)
    assert row is not None
    assert row.proposal_at == minute(200)
    assert shared.worker.verify().findings == ()


def test_what_somebody_brought_counts_as_delivered_once_the_feed_has_it(shared):
    shared.disclose()
    shared.colleague.take_offered(shared.worker.unsent())
    for state in ("sent", "delivered"):
        row = shared.colleague.cases.row(shared.case)
        assert row is not None
        assert row.proposal_state == state
        assert shared.colleague.verify().findings == ()
        shared.sync()


def test_what_a_restored_central_system_lost_counts_as_delivered_no_more(shared):
    shared.disclose()
    shared.sync()
    shared.worker.forget_feed_above(1)
    row = shared.worker.cases.row(shared.case)
    assert row is not None
    assert row.proposal_state == "sent"
    assert shared.worker.verify().findings == ()


def test_a_field_outside_the_cover_is_not_sealed_and_nothing_is_saved(shared):
    before = shared.worker.me()
    disclosure = op("disclosure", shared.stream, purpose="send_proposal")
    leak = shared.part([op("proposal", shared.stream, why_needs_help="x"), op("person", personal_identity_code="x")])
    with pytest.raises(Refused, match="not_covered"):
        shared.worker.save_together([Part(ops=[disclosure], case=shared.case, at=AT), leak])
    assert shared.worker.me() == before
    assert kinds(shared.worker, shared.case) == ["case"]


def test_nothing_is_sealed_into_a_closed_stream(shared):
    shared.disclose()
    shared.worker.save_together([shared.part([op("withdrawal", withdrawn_at=AT)], close=True)])
    with pytest.raises(LuotsiError, match="stream_closed"):
        shared.worker.save_together([shared.part([op("person", given_names="x")])])
    shared.sync()
    with pytest.raises(LuotsiError, match="stream_closed"):
        shared.colleague.save_together([shared.part([op("person", given_names="x")])])


def test_a_decision_without_the_role_is_never_shown(shared):
    with pytest.raises(Refused, match="not_a_decider"):
        shared.worker.save([op("decision", outcome="admitted")], case=shared.case, at=AT)
    assert not shared.worker.may_decide()
    assert shared.officer.may_decide()


def test_the_reader_cannot_write_in_the_owners_stream(shared):
    shared.disclose()
    shared.sync()
    part = Part(
        ops=[op("person", given_names="changed")],
        stream=shared.stream,
        reader=shared.officer.trust().reader(shared.outreach.org),
        cover=Cover(shared.outreach.org, "x", {"person": frozenset({"given_names"})}, ()),
        at=AT,
    )
    with pytest.raises(LuotsiError):
        shared.officer.save_together([part])


def test_records_of_two_organisations_with_one_id_are_two(shared):
    shared.disclose()
    shared.sync()
    own = shared.worker.me()
    disclosure = shared.worker.record(own.org, own.own_stream, RecordId(shared.stream))
    proposal = shared.worker.record(own.org, shared.stream, RecordId(shared.stream))
    assert disclosure is not None
    assert proposal is not None
    assert (disclosure.kind, proposal.kind) == ("disclosure", "proposal")


def test_a_stream_whose_opening_record_is_set_aside_is_unknown_again_and_comes_back(shared):
    lost, kept = shared.colleague, shared.worker
    shared.sync()
    end = lost.me()
    shared.disclose(by=lost)
    shared.sync()
    after = lost.me()
    kept.save_together([shared.part([op("person", given_names="More")], minute(1))])
    shared.sync()
    shared.outreach.retire(lost, end.n, end.hash)
    assert kinds(kept, shared.case) == ["case"]
    assert not kept.stream_known(shared.stream)
    assert kept.waiting_count() == 1
    assert kept.verify().sound
    shared.outreach.retire(lost, after.n, after.hash)
    assert kinds(kept, shared.case) == ["case", "disclosure", "person", "person", "proposal"]
    assert kept.waiting_count() == 0
    assert kept.verify().sound
