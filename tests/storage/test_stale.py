"""Rows of the list that wait for the end of the feed: each is written once, and what must be hidden is hidden first."""

import json
import subprocess
import sys

import pytest

from desktop_app.domain.joining import naming_case
from desktop_app.domain.likeness import look
from desktop_app.domain.record import DELETED
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import RecordId, new_id
from desktop_app.storage import case_rows
from tests.storage.laptops import AT, case_id, minute, op, open_store, over

MARIA = look([{"called": "Maria Esimerkki", "mother_tongue": "en"}])
KILLED = """
import json, os, signal, sys
from pathlib import Path
from desktop_app.ledger.messages import FeedLine
from tests.storage.laptops import open_store

store = open_store(Path(sys.argv[1]))
lines = [FeedLine.from_json(line) for line in json.load(sys.stdin)]
store.apply(lines, cursor=(lines[-1].seq, lines[-1].feed_hash), more=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def begin(store, case, reference="Koivu 1", **cover):
    """A case with its cover and a person; the cover's record id."""
    own = op("case", None, None, reference=reference, **cover)
    store.save([own, op("person", None, None, called="Maria Esimerkki", mother_tongue="en")], case=case, at=AT)
    return own.record


def pull(ours, store, more=True):
    """Apply what the store has not as one page, with `more` pages to come."""
    page = ours.feed.lines[store.me().feed_seq :]
    return store.apply(page, cursor=(page[-1].seq, page[-1].feed_hash), more=more)


def found(store, query=""):
    """The references that the list shows."""
    return sorted(row.reference for row in store.cases.page(query).rows)


def stale(store):
    with store._database.read() as connection:
        return [row[0] for row in connection.execute("SELECT case_id FROM stale_case ORDER BY 1")]


def everything_written(store):
    """Whether no row is stale, and all rows are as the log has them."""
    return stale(store) == [] and store.verify().findings == ()


def test_the_rows_of_a_page_wait_until_they_are_settled(team):
    ours = team(2)
    mine, hers = ours.stores
    case = case_id()
    begin(mine, case)
    ours.push(mine)
    assert pull(ours, hers).cases == {case}
    assert found(hers) == []
    assert stale(hers) == [case]
    assert [record.kind for record in hers.case_records(case)] == ["case", "person"], "the records are there at once"
    hers.settle()
    assert found(hers, "maria") == ["Koivu 1"]
    assert everything_written(hers)


def test_the_last_page_leaves_nothing_of_its_own_stale_and_a_save_neither(team):
    ours = team(2)
    mine, hers = ours.stores
    first, second = case_id(), case_id()
    begin(mine, first)
    begin(mine, second, "Koivu 2")
    ours.push(mine)
    pull(ours, hers)
    hers.save([op("note", None, None, text="Hers")], case=first, at=minute(1))
    assert found(hers) == ["Koivu 1"]
    mine.save([op("note", None, None, text="Mine")], case=second, at=minute(1))
    ours.push(mine)
    pull(ours, hers, more=False)
    assert found(hers) == ["Koivu 1", "Koivu 2"]
    assert everything_written(hers)


def test_a_case_of_many_pages_is_written_once(team, monkeypatch):
    ours = team(2)
    mine, hers = ours.stores
    case = case_id()
    begin(mine, case)
    for each in range(5):
        mine.save([op("note", None, None, text=f"Word {each}")], case=case, at=minute(each))
    ours.push(mine)
    written = []
    monkeypatch.setattr(case_rows, "put", lambda _, summary, *rest: written.append(summary.case))
    for line in ours.feed.lines[hers.me().feed_seq :]:
        hers.apply([line], cursor=(line.seq, line.feed_hash), more=True)
    hers.settle()
    assert written == [case]


def test_killed_between_a_page_and_its_rows_nothing_is_missing_when_the_store_is_opened(team):
    ours = team(2)
    mine, hers = ours.stores
    case = case_id()
    begin(mine, case)
    ours.push(mine)
    path = hers._database.path
    before = hers.me().feed_seq
    lines = json.dumps([line.to_json() for line in ours.feed.lines[before:]])
    hers.close()
    killed = subprocess.run([sys.executable, "-c", KILLED, str(path)], input=lines, text=True, check=False)
    assert killed.returncode == -9
    opened = open_store(path)
    assert opened.me().feed_seq == len(ours.feed.lines), "the page itself was kept"
    assert stale(opened) == []
    assert found(opened, "maria") == ["Koivu 1"]
    assert len(opened.candidates(MARIA)) == 1
    assert everything_written(opened)
    opened.close()


@pytest.mark.parametrize("field", ["blocked_users", "case_team"])
def test_a_case_that_is_closed_to_a_worker_is_gone_with_the_page(team, field):
    ours = team(2)
    mine, hers = ours.stores
    case = case_id()
    cover = begin(mine, case)
    ours.sync()
    assert found(hers, "maria") == ["Koivu 1"]
    named = hers.me().user if field == "blocked_users" else mine.me().user
    mine.save([over(mine, cover, "case", **{field: [b64(named)]})], case=case, at=minute(1))
    ours.push(mine)
    pull(ours, hers)
    assert hers.cases.page("maria").rows == ()
    assert hers.cases.page().total == 0
    assert hers.is_hidden(case)
    assert hers.case_records(case) == ()
    assert everything_written(hers)
    if field == "blocked_users":
        assert hers.candidates(MARIA) == ()


@pytest.mark.parametrize("field", ["blocked_users", "case_team"])
def test_a_case_that_never_existed_for_a_worker_does_not_for_a_moment(team, field):
    ours = team(2)
    mine, hers = ours.stores
    case = case_id()
    named = hers.me().user if field == "blocked_users" else mine.me().user
    begin(mine, case, **{field: [b64(named)]})
    ours.push(mine)
    pull(ours, hers)
    assert hers.is_hidden(case)
    assert hers.case_records(case) == ()
    hers.settle()
    assert found(hers) == []
    assert hers.is_hidden(case)


def test_a_case_of_which_the_newer_cover_is_deleted_is_closed_by_the_older_at_once(team):
    ours = team(2)
    mine, hers = ours.stores
    case = case_id()
    begin(mine, case, case_team=[b64(mine.me().user)])
    newer = op("case", None, None, reference="Koivu 2")
    mine.save([newer], case=case, at=minute(1))
    ours.sync()
    assert found(hers) == ["Koivu 2"]
    mine.save([over(mine, newer.record, "case", **{DELETED: True})], case=case, at=minute(2))
    ours.push(mine)
    pull(ours, hers)
    assert hers.is_hidden(case)


def test_a_case_that_is_joined_with_a_hidden_one_is_gone_with_the_page(team):
    ours = team(2)
    mine, hers = ours.stores
    one, other = case_id(), case_id()
    begin(mine, one)
    begin(mine, other, "Koivu 2", case_team=[b64(mine.me().user)])
    ours.sync()
    assert found(hers) == ["Koivu 1"]
    mine.save([op("case_join", joined=naming_case(other), joined_at=minute(1))], case=one, at=minute(1))
    ours.push(mine)
    pull(ours, hers)
    assert found(hers) == []
    assert hers.is_hidden(one)
    assert hers.is_hidden(other)
    begun = case_id()
    mine.save([op("case_join", joined=naming_case(begun), joined_at=minute(2))], case=one, at=minute(2))
    ours.push(mine)
    pull(ours, hers)
    begin(mine, begun, "Koivu 3")
    ours.push(mine)
    pull(ours, hers)
    assert hers.is_hidden(begun), "what is joined before it comes is hidden when it comes"
    assert everything_written(hers)


def test_a_case_that_is_opened_to_a_worker_stays_hidden_until_its_rows_are_written(team):
    ours = team(2)
    mine, hers = ours.stores
    case = case_id()
    cover = begin(mine, case, blocked_users=[b64(hers.me().user)])
    ours.sync()
    mine.save([over(mine, cover, "case", blocked_users=[])], case=case, at=minute(1))
    ours.push(mine)
    pull(ours, hers)
    hers.settle()
    assert found(hers, "maria") == ["Koivu 1"]
    assert not hers.is_hidden(case)


def test_what_is_erased_is_in_no_search_with_the_page(team):
    ours = team(2)
    mine, hers = ours.stores
    case = case_id()
    begin(mine, case)
    ours.sync()
    (person,) = (record for record in hers.case_records(case) if record.kind == "person")
    rows: list[Json] = [{"record": b64(person.record), "field": "*", "at": AT}]
    values: dict[str, Json] = {"erased_on": "2026-11-23", "kind": "person", "reason": "by_hand", "fields": rows}
    note = Op(RecordId(new_id()), "erasure", values, dict.fromkeys(values, ()))
    mine.erase({person.record: None}, note, case=case, at=minute(1))
    ours.push(mine)
    pull(ours, hers)
    assert found(hers, "maria") == []
    assert found(hers) == ["Koivu 1"]


@pytest.mark.parametrize(
    "ask",
    [
        lambda store: store.statistics_counts(),
        lambda store: store.candidates(MARIA),
        lambda store: store.days_near("2026-11-20", "2026-11-30", 5),
    ],
    ids=["counts", "compares", "looks for days"],
)
def test_who_counts_or_compares_or_looks_for_days_meets_no_stale_row(team, ask):
    ours = team(2)
    mine, hers = ours.stores
    case = case_id()
    begin(mine, case)
    mine.save([op("safety_assessment", None, None, safe_until="2026-11-25")], case=case, at=minute(1))
    mine.save([op("contact", None, None, occurred_at=AT, place_type="shelter")], case=case, at=minute(2))
    ours.push(mine)
    pull(ours, hers)
    assert stale(hers) == [case]
    assert len(ask(mine)) >= 1
    assert ask(hers) == ask(mine)
