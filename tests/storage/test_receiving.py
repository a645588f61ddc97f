"""Taking in what other laptops wrote: order, repetition, waiting, refusal and retirement."""

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.errors import LuotsiError
from desktop_app.ledger.ids import Hash, RecordId
from desktop_app.ledger.keys import DeviceKey, SigningKey
from desktop_app.ledger.messages import FeedLine
from desktop_app.ledger.receipts import Receipt, sign_receipt
from desktop_app.ledger.roster import Device, next_roster
from desktop_app.storage import changes
from desktop_app.storage.store import Store
from tests.storage.laptops import AT, RECEIVED, Team, case_id, make_store, minute, op, over


def shown(store: Store) -> dict[str, object]:
    """Everything that laptops of one organisation must agree on."""
    with store._database.read() as connection:
        rows = connection.execute(
            "SELECT record, case_id, kind, doc, heads, covered, conflicts, created_at, author, changed_at FROM record"
        ).fetchall()
    return {"records": sorted(rows, key=lambda row: row[0]), "feed": store.me().feed_hash}


def test_what_one_laptop_saves_the_other_reads_after_a_sync(team):
    laptops = team(2)
    first, second = laptops.stores
    case, note = case_id(), op(text="from the first")
    first.save([note], case=case, at=AT)
    laptops.sync()
    assert [record.values for record in second.case_records(case)] == [{"text": "from the first"}]
    assert shown(first) == shown(second)
    assert first.unsent_count().changes == 0


def test_both_edit_one_field_offline_and_both_see_both(team):
    laptops = team(2)
    first, second = laptops.stores
    case, note = case_id(), op(text="start")
    first.save([note], case=case, at=AT)
    laptops.sync()
    first.save([over(first, note.record, text="one")], case=case, at=minute(1))
    second.save([over(second, note.record, text="two")], case=case, at=minute(2))
    laptops.sync()
    for store in (first, second):
        (conflict,) = store.conflicts()
        assert {version.value for version in conflict.versions} == {"one", "two"}
        assert {version.user for version in conflict.versions} == {first.me().user, second.me().user}
    second.save([over(second, note.record, text="both")], case=case, at=minute(3))
    laptops.sync()
    assert first.conflicts() == second.conflicts() == ()
    assert shown(first) == shown(second)


def test_a_page_applied_twice_changes_nothing(team):
    laptops = team(2)
    first, second = laptops.stores
    first.save([op(text="x")], case=case_id(), at=AT)
    laptops.sync()
    before = shown(second)
    assert laptops.feed.deliver(second, laptops.feed.lines).refused == 0
    assert shown(second) == before


def test_the_cursor_and_the_page_are_saved_together(team, monkeypatch):
    laptops = team(2)
    first, second = laptops.stores
    first.save([op(text="x")], case=case_id(), at=AT)
    laptops.push(first)
    before, held = second.me(), shown(second)
    monkeypatch.setattr(changes, "count_in_state", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        laptops.feed.pull(second)
    monkeypatch.undo()
    assert second.me() == before
    assert shown(second) == held
    laptops.feed.pull(second)
    assert second.me().feed_seq == len(laptops.feed.lines)


def written_by_three(team: Team, moves: list[tuple[int, int, int]]) -> None:
    """Three laptops write on four records, syncing now and then: (laptop, record, what)."""
    case = case_id()
    records = [RecordId(case_id()) for _ in range(4)]
    for number, (laptop, record, what) in enumerate(moves):
        store = team.stores[laptop]
        if what == 0:
            team.push(store)
            team.feed.pull(store)
            continue
        me = store.me()
        known = store.record(me.org, me.own_stream, records[record]) is not None
        values = {f"field{what}": f"v{number}", "text": f"t{number}"}
        change = (
            over(store, records[record], "note", **values) if known else op("note", records[record], None, **values)
        )
        store.save([change], case=case, at=minute(number))


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    moves=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(0, 3)), max_size=25),
    seed=st.integers(0, 10_000),
)
def test_any_order_and_repetition_of_delivery_gives_equal_records(team, tmp_path_factory, moves, seed):
    laptops = team(3)
    written_by_three(laptops, moves)
    laptops.sync()
    rng = random.Random(seed)
    late = laptops.enrolled(laptops.stores[0].me().key, "the same laptop, anew")
    lines = [line for line in laptops.feed.lines for _ in range(rng.choice((1, 1, 2)))]
    rng.shuffle(lines)
    for at in range(0, len(lines), 7):
        laptops.feed.deliver(late, lines[at : at + 7])
    assert shown(late)["records"] == shown(laptops.stores[1])["records"] == shown(laptops.stores[2])["records"]
    assert late.verify().sound
    late.close()
    for store in laptops.stores:
        store.close()


def test_a_change_of_an_unknown_laptop_waits_until_a_roster_names_it(team):
    laptops = team(1)
    (first,) = laptops.stores
    key = DeviceKey.generate()
    before = laptops.rosters[-1]
    laptops.rosters.append(next_roster(before, first.me().key, devices=(*before.parsed().devices, Device.of(key))))
    newcomer = laptops.enrolled(key, "Newcomer")
    case, note = case_id(), op(text="early")
    newcomer.save([note], case=case, at=AT)
    laptops.push(newcomer)
    applied = laptops.feed.pull(first)
    assert applied.waiting == first.waiting_count() == 2
    assert first.case_records(case) == ()
    assert case in first.set_trust(laptops.trust())
    assert first.waiting_count() == 0
    assert [record.values for record in first.case_records(case)] == [{"text": "early"}]
    newcomer.close()


def test_a_forged_change_is_refused_and_stops_nothing_else(team):
    laptops = team(2)
    first, second = laptops.stores
    case = case_id()
    first.save([op(text="true")], case=case, at=AT)
    laptops.push(first)
    good = laptops.feed.lines[-1]
    forged = replace(good, change=replace(good.change, sig=bytes(64)), seq=1)
    applied = laptops.feed.deliver(second, [forged, *laptops.feed.lines[:-1]])
    assert applied.refused == 1
    assert [reason for _, reason in second.refused()] == ["wrong_signature"]
    assert second.case_records(case) == ()
    laptops.feed.pull(second)
    assert [record.values for record in second.case_records(case)] == [{"text": "true"}]


def test_altered_sealed_bytes_are_refused(team):
    laptops = team(2)
    first, second = laptops.stores
    first.save([op(text="x")], case=case_id(), at=AT)
    laptops.push(first)
    line = laptops.feed.lines[-1]
    assert line.change.sealed is not None
    altered = replace(line.change, sealed=line.change.sealed[:-1] + b"\0")
    assert laptops.feed.deliver(second, [replace(line, change=altered)]).refused == 1
    assert [reason for _, reason in second.refused()] == ["wrong_sealed_bytes"]


def test_garbage_in_the_feed_is_kept_as_refused(team):
    laptops = team(2)
    first, second = laptops.stores
    case = case_id()
    first.save([op(text="x")], case=case, at=AT)
    laptops.push(first)
    garbage = FeedLine(99, Hash(b"f" * 32), AT, False, replace(laptops.feed.lines[0].change, header=b"{}"))
    assert laptops.feed.deliver(second, [garbage, *laptops.feed.lines]).refused == 1
    assert len(second.case_records(case)) == 1


def test_a_retired_laptop_counts_up_to_its_end_and_a_release_brings_the_rest_back(team):
    laptops = team(3)
    first, lost, third = laptops.stores
    case, note = case_id(), op(text="before the end")
    lost.save([note], case=case, at=AT)
    end = lost.me()
    lost.save([over(lost, note.record, text="after the end")], case=case, at=minute(1))
    after = lost.me()
    laptops.sync()
    assert first.case_records(case)[0].values == {"text": "after the end"}
    laptops.retire(lost, end.n, end.hash)
    for store in (first, third):
        assert store.case_records(case)[0].values == {"text": "before the end"}
        assert store.verify().sound
        states = [entry.state for entry in store.history(end.org, end.own_stream, note.record)]
        assert states == ["counted", "aside"]
    laptops.retire(lost, after.n, after.hash)
    for store in (first, third):
        assert store.case_records(case)[0].values == {"text": "after the end"}
    assert shown(first)["records"] == shown(third)["records"]


def test_what_a_retired_laptop_sends_late_is_set_aside_on_arrival(team):
    laptops = team(2)
    first, lost = laptops.stores
    case, note = case_id(), op(text="late")
    end = lost.me()
    lost.save([note], case=case, at=AT)
    late = lost.unsent()
    laptops.retire(lost, end.n, end.hash)
    laptops.feed.push(late)
    laptops.feed.pull(first)
    assert first.case_records(case) == ()
    assert first.refused() == ()


def test_of_two_changes_with_one_number_the_one_in_the_feed_counts(team, tmp_path):
    laptops = team(2)
    first, second = laptops.stores
    clone = laptops.enrolled(second.me().key, "Worker 1", second.me().user)
    case = case_id()
    second.save([op(text="mine")], case=case, at=AT)
    clone.save([op(text="the clone's")], case=case, at=AT)
    laptops.push(clone)
    applied = laptops.feed.pull(second)
    assert applied.cloned
    assert [reason for _, reason in second.refused()] == ["fork", "fork"]
    assert [record.values for record in second.case_records(case)] == [{"text": "the clone's"}]
    laptops.feed.pull(first)
    assert [record.values for record in first.case_records(case)] == [{"text": "the clone's"}]
    clone.close()


def test_a_receipt_counts_only_for_the_change_it_names(team):
    laptops = team(2)
    first, second = laptops.stores
    case = case_id()
    first.save([op("case", reference="Koivu 3")], case=case, at=AT)
    row = first.cases.row(case)
    assert row is not None
    assert row.has("unsent")
    with pytest.raises(LuotsiError, match="receipt_does_not_fit"):
        second.acknowledge(laptops.receipt(first))
    assert first.acknowledge(laptops.receipt(first)) == {case}
    assert first.unsent_count().changes == 0
    row = first.cases.row(case)
    assert row is not None
    assert not row.has("unsent")
    assert first.acknowledge(laptops.receipt_again(first)) == frozenset()


def test_the_first_receipt_that_covers_a_change_tells_when_it_was_received(team):
    laptops = team(1)
    (store,) = laptops.stores
    me = store.me()
    for number in range(2):
        store.save([op(text=str(number))], case=case_id(), at=AT)
        assert store.delivered_at((me.dev, me.n + 1 + number)) is None
    laptops.feed.push(store.unsent())
    store.acknowledge(laptops.receipt(store, me.n + 1))
    newest = store.me()
    store.acknowledge(sign_receipt(Receipt(me.org, me.dev, newest.n, newest.hash, minute(200)), laptops.server))
    assert store.delivered_at((me.dev, me.n)) == store.delivered_at((me.dev, me.n + 1)) == RECEIVED
    assert store.delivered_at((me.dev, me.n + 2)) == minute(200)
    laptops.feed.pull(store)
    assert store.delivered_at((me.dev, me.n + 2)) == RECEIVED, "the feed tells of each change by itself"
    store.forget_feed_above(1)
    assert store.delivered_at((me.dev, me.n + 2)) is None
    store.acknowledge(sign_receipt(Receipt(me.org, me.dev, newest.n, newest.hash, minute(300)), laptops.server))
    assert store.delivered_at((me.dev, me.n + 1)) == minute(300), "what a restored central system forgot is forgotten"


def test_a_central_system_that_forgot_is_offered_everything_again(team):
    laptops = team(2)
    first, second = laptops.stores
    case = case_id()
    first.save([op(text="one")], case=case, at=AT)
    laptops.sync()
    kept = laptops.feed.lines[:2]
    assert first.feed_hash_at(2) == kept[-1].feed_hash
    assert first.feed_hash_at(len(laptops.feed.lines)) == laptops.feed.lines[-1].feed_hash
    laptops.feed.lines = list(kept)
    for store in laptops.stores:
        store.forget_feed_above(2)
        assert store.me().feed_seq == 2
        laptops.feed.push(store.all_not_in_feed())
    for store in laptops.stores:
        laptops.feed.pull(store)
    assert len(laptops.feed.lines) == 3
    assert shown(first)["records"] == shown(second)["records"]
    assert first.all_not_in_feed() == second.all_not_in_feed() == ()


def test_a_store_of_its_own_pulls_nothing_it_cannot_trust(team, tmp_path):
    laptops = team(1)
    laptops.push(laptops.stores[0])
    stranger = make_store(tmp_path / "stranger.db")
    applied = laptops.feed.deliver(stranger, laptops.feed.lines)
    assert applied.waiting == 1
    stranger.close()


def test_a_receipt_for_other_bytes_or_by_another_key_is_not_believed(team):
    laptops = team(1)
    (store,) = laptops.stores
    me = store.me()
    other = Receipt(me.org, me.dev, me.n, Hash(b"h" * 32), RECEIVED)
    with pytest.raises(LuotsiError, match="receipt_does_not_fit"):
        store.acknowledge(sign_receipt(other, laptops.server))
    with pytest.raises(LuotsiError, match="wrong_signature"):
        store.acknowledge(sign_receipt(replace(other, hash=me.hash), SigningKey.generate()))
    assert store.unsent_count().changes == 1


def test_one_header_with_two_sealed_parts_counts_with_its_own(team):
    laptops = team(2)
    first, second = laptops.stores
    case = case_id()
    first.save([op(text="true")], case=case, at=AT)
    laptops.push(first)
    line = laptops.feed.lines[-1]
    false = replace(line, change=replace(line.change, sealed=b"false" * 300))
    for page in ([false, line], [line, false]):
        laptops.feed.deliver(second, page)
        assert [record.values for record in second.case_records(case)] == [{"text": "true"}]
    assert second.verify().sound
