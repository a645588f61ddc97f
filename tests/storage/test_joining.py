"""Joined cases are one everywhere, on every laptop alike; both histories stay, and both cases can come back."""

from __future__ import annotations

import secrets
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.domain.joining import naming_case, naming_consultation
from desktop_app.domain.likeness import look
from desktop_app.domain.record import DELETED
from desktop_app.ledger.canonical import b64
from desktop_app.ledger.ids import CaseId, RecordId
from tests.storage.laptops import AT, case_id, make_store, minute, op, over


def new_case(store, reference, at=AT, **cover) -> CaseId:
    case = case_id()
    store.save([op("case", reference=reference, **cover)], case=case, at=at)
    return case


def join(store, one, other, at=AT):
    joined = op("case_join", joined=naming_case(other), joined_at=at)
    store.save([joined], case=one, at=at)
    return joined.record


def part(store, record, at=AT):
    me = store.me()
    held = store.record(me.org, me.own_stream, RecordId(record))
    base = {DELETED: (), **held.heads}
    store.save([op("case_join", record, base, **{DELETED: True})], case=held.case, at=at)


def listed(store):
    return [row.reference for row in store.cases.page(order="reference", descending=False).rows]


def texts(store, case):
    return {one.values["text"] for one in store.case_records(case) if one.kind == "note"}


def test_joined_cases_are_one_in_list_search_and_records_and_both_come_back(store):
    old, new = new_case(store, "Koivu 3", minute(0)), new_case(store, "Lokki 8", minute(1))
    store.save([op("note", text="Vanha"), op("person", called="Vanhanimi")], case=old, at=minute(2))
    store.save([op("note", text="Uusi")], case=new, at=minute(3))
    before = [store.cases.row(case) for case in (old, new)]
    join_record = join(store, new, old, minute(4))
    assert listed(store) == ["Lokki 8"], "the newest cover leads"
    for query in ("Koivu", "Lokki", "Vanhanimi"):
        assert [row.case for row in store.cases.page(query).rows] == [new]
    for case in (old, new):
        assert texts(store, case) == {"Vanha", "Uusi"}
        assert store.cases.row(case).case == new
    assert {one.case for one in store.case_records(new) if one.kind == "note"} == {old, new}, "each keeps its origin"
    assert store.verify().findings == ()
    part(store, join_record, minute(5))
    assert [store.cases.row(case) for case in (old, new)] == before
    assert texts(store, old) == {"Vanha"}
    assert texts(store, new) == {"Uusi"}
    assert store.verify().findings == ()


def test_every_change_tells_of_all_joined_cases(store):
    old, new = new_case(store, "Koivu 3"), new_case(store, "Lokki 8", minute(1))
    join(store, new, old, minute(2))
    assert store.save([op("note", text="Yksi")], case=old, at=minute(3)) == {old, new}
    assert store.drafts.for_case(new) == ()
    store.drafts.put(RecordId(b"D" * 16), "note", old, None, {"text": ("Kesken", ())}, minute(4))
    assert [draft.case for draft in store.drafts.for_case(new)] == [old]
    assert store.cases.row(new).has("unsent")


def test_exports_and_streams_and_access_go_with_the_whole(store):
    old, new = new_case(store, "Koivu 3"), new_case(store, "Lokki 8", minute(1))
    store.save([op("note", text="Vanha")], case=old, at=minute(1))
    store.note_access(old, {"what": "opened", "shown_at": minute(1)})
    join(store, new, old, minute(2))
    assert len(store.case_changes(new)) == len(store.case_changes(old)) == 4
    entries = store.access_entries("lokki 8", None, "2000", "3000", 9)
    assert [(entry.case, entry.reference) for entry in entries] == [(old, "Lokki 8")]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_joins_of_two_laptops_make_one_group_whatever_comes_first(team, order):
    ours = team(2)
    mine, hers = ours.stores
    first, second, third = (new_case(mine, name, minute(n)) for n, name in enumerate(("Koivu 3", "Lokki 8", "Saari 4")))
    ours.sync()
    seen = len(ours.feed.lines)
    join(mine, first, second, minute(5))
    join(hers, second, third, minute(5))
    join(hers, third, first, minute(6))
    ours.push(mine), ours.push(hers)
    late = ours.enrolled(ours.keys[1], "Late")
    ours.feed.deliver(late, [ours.feed.lines[seen + place] for place in order])
    for store in (*ours.stores, late):
        ours.feed.pull(store)
        assert listed(store) == ["Saari 4"]
        assert store.joined_with(first) == tuple(sorted((first, second, third)))
        store.rebuild()
        assert listed(store) == ["Saari 4"]
        assert store.verify().findings == ()
    late.close()


def test_of_a_circle_one_join_can_go_and_the_group_stays(store):
    first, second = new_case(store, "Koivu 3"), new_case(store, "Lokki 8", minute(1))
    one, other = join(store, first, second, minute(2)), join(store, second, first, minute(3))
    part(store, one, minute(4))
    assert listed(store) == ["Lokki 8"]
    part(store, other, minute(5))
    assert listed(store) == ["Koivu 3", "Lokki 8"]


def test_a_join_is_taken_back_on_another_laptop(team):
    ours = team(2)
    mine, hers = ours.stores
    first, second = new_case(mine, "Koivu 3"), new_case(mine, "Lokki 8", minute(1))
    joined = join(mine, second, first, minute(2))
    ours.sync()
    assert listed(hers) == ["Lokki 8"]
    part(hers, joined, minute(3))
    ours.sync()
    assert listed(mine) == listed(hers) == ["Koivu 3", "Lokki 8"]


def test_a_case_comes_into_its_group_when_its_records_arrive(team):
    ours = team(2)
    mine, hers = ours.stores
    first = new_case(mine, "Koivu 3")
    mine.save([op("note", text="A")], case=first, at=AT)
    other = new_case(mine, "Lokki 8", minute(1))
    join(mine, other, first, minute(2))
    ours.push(mine)
    *_, cover_of_other, joined = ours.feed.lines
    ours.feed.deliver(hers, [joined, cover_of_other])
    assert listed(hers) == ["Lokki 8"]
    ours.feed.pull(hers)
    assert listed(hers) == ["Lokki 8"]
    assert texts(hers, other) == {"A"}


def test_who_may_not_see_one_part_sees_no_part(team):
    ours = team(2)
    mine, hers = ours.stores
    me, her = b64(mine.me().user), b64(hers.me().user)
    seen = new_case(mine, "Koivu 3", case_team=[me, her])
    mine.save([op("person", called="Natalia Esimerkki", mother_tongue="uk")], case=seen, at=AT)
    closed = new_case(mine, "Lokki 8", minute(1), case_team=[me], blocked_users=[her])
    ours.sync()
    assert listed(hers) == ["Koivu 3"]
    joined = join(mine, closed, seen, minute(2))
    ours.sync()
    asked = look([{"called": "Natalia Esimerkki", "mother_tongue": "uk"}])
    assert listed(hers) == []
    assert hers.case_records(seen) == hers.case_changes(seen) == ()
    assert hers.cases.page("natalia").rows == ()
    assert hers.candidates(asked) == ()
    assert [one.case for one in mine.candidates(asked)] == [closed], "one candidate, under the case that leads"
    part(mine, joined, minute(3))
    ours.sync()
    assert listed(hers) == ["Koivu 3"]
    assert hers.candidates(asked)


def test_outside_one_team_reference_and_worker_are_all_that_is_told(team):
    ours = team(2)
    mine, hers = ours.stores
    me, her = b64(mine.me().user), b64(hers.me().user)
    theirs = new_case(hers, "Koivu 3", case_team=[her, me])
    own = new_case(mine, "Lokki 8", minute(1), case_team=[me], responsible_worker=me)
    mine.save([op("person", called="Natalia Esimerkki", mother_tongue="uk")], case=own, at=AT)
    ours.sync()
    join(mine, own, theirs, minute(2))
    ours.sync()
    assert listed(hers) == []
    (one,) = hers.candidates(look([{"called": "Natalia Esimerkki", "mother_tongue": "uk"}]))
    assert (one.reference, one.exists) == ("Lokki 8", False)


def test_a_group_is_closed_and_erased_with_the_last_of_its_cases(store):
    old = new_case(store, "Koivu 3", minute(0), closed_on="2026-01-02", delete_on="2026-04-02")
    new = new_case(store, "Lokki 8", minute(1))
    joined = join(store, new, old, minute(2))
    row = store.cases.row(new)
    assert (row.closed_on, row.delete_on) == (None, None)
    (cover,) = [one for one in store.case_records(new) if one.kind == "case" and one.case == new]
    store.save(
        [over(store, cover.record, "case", closed_on="2026-11-20", delete_on="2027-02-18")], case=new, at=minute(3)
    )
    row = store.cases.row(old)
    assert (row.closed_on, row.delete_on) == ("2026-11-20", "2027-02-18")
    part(store, joined, minute(4))
    assert store.cases.row(old).closed_on == "2026-01-02"


def test_a_consultation_is_joined_only_while_the_person_agrees(store):
    case = new_case(store, "Sammal 1")
    consultation = op("consultation", question="Voiko kysyä")
    store.save([consultation], case=None, at=AT)
    other = new_case(store, "Koivu 3", minute(1))
    for agreed in ("no", "unknown", None):
        asked = op("case_join", joined=naming_consultation(consultation.record), agreed=agreed)
        store.save([asked], case=case, at=minute(2))
        assert consultation.record not in {one.record for one in store.case_records(case)}
        assert all(
            consultation.record not in {op_.record for op_ in each.payload.ops if op_.kind == "consultation"}
            for each in store.case_changes(case)
        )
    yes = op("case_join", joined=naming_consultation(consultation.record), agreed="yes")
    store.save([yes], case=case, at=minute(3))
    store.save(
        [op("case_join", joined=naming_consultation(consultation.record), agreed="yes")], case=other, at=minute(3)
    )
    assert consultation.record in {one.record for one in store.case_records(case)}
    assert store.joined_with(case) == (case,), "two people who ask alike are not joined by it"
    assert store.verify().findings == ()
    store.save([over(store, yes.record, "case_join", agreed="no")], case=case, at=minute(4))
    assert consultation.record not in {one.record for one in store.case_records(case)}


def test_two_answers_to_whether_the_person_agrees_join_nothing(team):
    ours = team(2)
    mine, hers = ours.stores
    case, consultation = new_case(mine, "Sammal 1"), op("consultation", question="Voiko kysyä")
    mine.save([consultation], case=None, at=AT)
    yes = op("case_join", joined=naming_consultation(consultation.record), agreed="unknown")
    mine.save([yes], case=case, at=minute(1))
    ours.sync()
    mine.save([over(mine, yes.record, "case_join", agreed="yes")], case=case, at=minute(3))
    hers.save([over(hers, yes.record, "case_join", agreed="no")], case=case, at=minute(2))
    ours.sync()
    for store in ours.stores:
        assert consultation.record not in {one.record for one in store.case_records(case)}


def test_a_join_struck_out_is_a_join_taken_back(store):
    first, second = new_case(store, "Koivu 3"), new_case(store, "Lokki 8", minute(1))
    joined = join(store, second, first, minute(2))
    store.erase({joined: None}, op("erasure", fields=[]), case=second, at=minute(3))
    assert listed(store) == ["Koivu 3", "Lokki 8"]
    assert store.verify().findings == ()


PAIRS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.booleans()), max_size=8)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=PAIRS, seed=st.randoms(use_true_random=False))
def test_any_joins_in_any_order_give_the_union(tmp_path, pairs, seed):
    folder = tmp_path / secrets.token_hex(8)
    folder.mkdir()
    store = make_store(folder / "luotsi.db")
    cases = [new_case(store, f"Koivu {n}", minute(n)) for n in range(5)]
    standing: set[tuple[int, int]] = set()
    records = [(join(store, cases[one], cases[other], minute(9)), one, other, goes) for one, other, goes in pairs]
    seed.shuffle(records)
    for record, one, other, goes in records:
        if goes:
            part(store, record, minute(10))
        else:
            standing.add((one, other))
    expected = {n: {n} for n in range(5)}
    for one, other in [*standing, *standing, *standing, *standing]:
        union = expected[one] | expected[other]
        for member in union:
            expected[member] = union
    for n in range(5):
        assert set(store.joined_with(cases[n])) == {cases[member] for member in expected[n]}
        assert store.lead(cases[n]) == cases[max(expected[n])]
    assert store.verify().findings == ()
    store.close()
