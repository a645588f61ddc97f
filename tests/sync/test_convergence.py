"""Whatever happens on the way, and in whatever order, all laptops end with the same (invariants 1 and 2)."""

import secrets
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from desktop_app.ledger import merge
from desktop_app.ledger.ids import feed_start
from desktop_app.ledger.merge import FieldState
from desktop_app.ledger.messages import CentralUnavailable
from tests.central_fixtures import CentralInTest
from tests.storage.laptops import case_id, minute, op, over
from tests.sync.office import Office

LAPTOPS = st.integers(0, 2)
RECORDS = [bytes([n]) * 16 for n in range(1, 4)]


class Machine(RuleBasedStateMachine):
    """Three laptops write, send, fetch, lose replies, get changes by courier in any order; clocks jump."""

    central: CentralInTest
    folder: Path

    def __init__(self):
        super().__init__()
        self.office = Office.found(self.central, self.folder / secrets.token_hex(4), 3)
        self.case = case_id()
        self.saved = set()

    @rule(
        laptop=LAPTOPS,
        record=st.sampled_from(RECORDS),
        field=st.sampled_from("ab"),
        value=st.integers(0, 3),
        at=st.integers(0, 99),
    )
    def write(self, laptop, record, field, value, at):
        store = self.office.laptops[laptop].store
        me = store.me()
        known = store.record(me.org, me.own_stream, record)
        one = op("note", record, **{field: value}) if known is None else over(store, record, **{field: value})
        store.save([one], case=self.case, at=minute(at))
        self.saved.add(store.me().hash)

    @rule(laptop=LAPTOPS, record=st.sampled_from(RECORDS))
    def delete(self, laptop, record):
        store = self.office.laptops[laptop].store
        me = store.me()
        known = store.record(me.org, me.own_stream, record)
        if known is not None:
            store.save(
                [op("note", record, base={**known.heads, "_deleted": ()}, _deleted=True)], case=self.case, at=minute(0)
            )
            self.saved.add(store.me().hash)

    @rule(laptop=LAPTOPS, lost=st.sampled_from(["", "request", "reply"]), most=st.sampled_from([1, 2, 500]))
    def sync(self, laptop, lost, most):
        line = self.office.laptops[laptop].line
        line.lose_request, line.lose_reply, line.most_lines = lost == "request", lost == "reply", most
        try:
            self.office.laptops[laptop].sync()
        except CentralUnavailable:
            assert lost
        line.lose_request, line.lose_reply, line.most_lines = False, False, 500

    @rule(laptop=LAPTOPS, data=st.data())
    def courier(self, laptop, data):
        """Some changes of the feed come by another way, in any order and perhaps twice, before the feed brings them."""
        store, organisation = self.office.laptops[laptop].store, self.office.organisation
        lines = self.office.central.client(organisation.admin).feed(0, feed_start(organisation.org)).lines
        if lines:
            chosen = data.draw(st.lists(st.sampled_from(lines), min_size=1, max_size=6))
            me = store.me()
            store.apply(chosen, cursor=(me.feed_seq, me.feed_hash))

    @rule(laptop=LAPTOPS)
    def restart(self, laptop):
        one = self.office.laptops[laptop]
        path = one.path
        self.office.laptops[laptop] = self.office.copy(one, secrets.token_hex(4))
        one.store.close()
        path.unlink()

    @invariant()
    def nothing_is_lost(self):
        held = set()
        for laptop in self.office.laptops:
            held |= laptop.log()
        assert self.saved <= held

    def teardown(self):
        self.office.settle()
        first = self.office.laptops[0].everything()
        for laptop in self.office.laptops:
            assert laptop.everything() == first
            assert laptop.store.unsent_count().changes == 0
            assert laptop.store.waiting_count() == 0
            assert laptop.store.refused() == ()
            assert self.saved <= laptop.log()
        self.office.laptops[0].store.rebuild()
        assert self.office.laptops[0].everything() == first
        assert not any(row[6] for row in first[0]), "everything named in a base has come"
        self.office.close()


@pytest.mark.parametrize(
    ("examples", "steps"), [(10, 20), pytest.param(150, 50, marks=pytest.mark.long)], ids=["short", "long"]
)
def test_any_order_repetition_loss_and_restart_end_in_the_same(central, tmp_path, examples, steps):
    machine = type("Laptops", (Machine,), {"central": central, "folder": tmp_path})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )


def backwards(found):
    """Let two laptops write over each other; the third gets the feed, the fourth the same backwards."""
    office = found(4)
    one, two, three, four = office.laptops
    record = one.write(text="1")
    for n in range(2, 7):
        (one, two)[n % 2].sync()
        (two, one)[n % 2].sync()
        (two, one)[n % 2].write(record, text=str(n))
    for laptop in (one, two, one, three):
        laptop.sync()
    client = office.central.client(office.organisation.admin)
    lines = client.feed(0, feed_start(office.organisation.org)).lines
    me = four.store.me()
    for line in reversed(lines):
        four.store.apply([line], cursor=(me.feed_seq, me.feed_hash))
    four.sync()
    return three, four, record


def test_the_order_of_delivery_makes_no_difference(found):
    three, four, record = backwards(found)
    assert three.everything() == four.everything()
    assert three.values(record) == {"text": "6"}


def forget_covered(field, base, applied):
    return FieldState(tuple(head for head in field.heads if head.dot not in base))


def forget_base(field, base, applied):
    return field


@pytest.mark.parametrize("broken", [forget_covered, forget_base])
def test_a_merge_without_covered_or_base_would_be_noticed(found, monkeypatch, broken):
    monkeypatch.setattr(merge, "_over", broken)
    three, four, _ = backwards(found)
    assert three.everything() != four.everything() or three.store.conflicts()
