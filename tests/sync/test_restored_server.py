"""A central system that was restored from an older backup gets back from the laptops what it lost."""

import pytest

from central_system.database import connect
from desktop_app.ledger.ids import feed_start
from desktop_app.ledger.messages import CentralUnavailable, FeedPage


def go_back(office, seq):
    """Restore the central system to the time when the organisation's feed ended at `seq`."""
    org = office.organisation.org
    with connect(office.central.owner) as connection:
        lost = connection.execute("delete from feed where org = %s and seq > %s returning dev", (org, seq)).fetchall()
        row = connection.execute("select feed_hash from feed where org = %s and seq = %s", (org, seq)).fetchone()
        connection.execute(
            "update counter set head = %s, feed_hash = %s where org = %s",
            (seq, row[0] if row else feed_start(org), org),
        )
        for (dev,) in set(lost):
            held = connection.execute(
                "select n, hash from feed where org = %s and dev = %s order by n desc limit 1", (org, dev)
            ).fetchone()
            connection.execute(
                "update device set n = %s, hash = %s where org = %s and dev = %s", (*(held or (0, b"")), org, dev)
            )


def written(office):
    """Let three laptops write in turn and sync; the records."""
    records = []
    for n in range(9):
        laptop = office.laptops[n % 3]
        records.append(laptop.write(text=str(n)))
        laptop.sync()
    office.settle()
    return records


def same(office):
    office.settle()
    first = office.laptops[0].everything()
    assert all(laptop.everything() == first for laptop in office.laptops)
    assert all(laptop.store.unsent_count().changes == 0 for laptop in office.laptops)


def test_what_a_restored_central_system_lost_comes_back_from_the_laptops(found):
    office = found(3)
    records = written(office)
    before = {change.hash for change in office.feed()}
    go_back(office, 4)
    one = office.laptops[0]
    fresh = one.write(text="after")
    report = one.sync()
    assert report.restored
    assert before < {change.hash for change in office.feed()}
    same(office)
    for laptop in office.laptops:
        assert [laptop.values(record)["text"] for record in records] == [str(n) for n in range(9)]
        assert laptop.values(fresh) == {"text": "after"}


def test_one_laptop_gives_back_what_another_dead_one_had_sent(found):
    office = found(3)
    records = written(office)
    go_back(office, 2)
    dead = office.laptops.pop(2)
    office.laptops[0].sync()
    late = office.add_laptop()
    office.settle()
    assert [late.values(record)["text"] for record in records] == [str(n) for n in range(9)]
    dead.store.close()


def test_a_central_system_that_lost_everything_of_an_organisation_gets_all_of_it(found):
    office = found(2)
    one, two = office.laptops
    records = [laptop.write(text="x") for laptop in (one, two, one, two)]
    office.settle()
    go_back(office, 0)
    for laptop in (two, one):
        laptop.sync()
    same(office)
    assert len(office.feed()) == 4
    assert all(two.values(record) for record in records)


def test_a_laptop_that_had_only_sent_and_not_fetched_sends_again(found):
    office = found(2)
    one = office.laptops[0]
    one.write(text="a")
    office.settle()
    for n in range(3):
        one.write(text=str(n))
    honest, one.line.feed = one.line.feed, lambda after, known: FeedPage((), 0)
    one.sync()
    one.line.feed = honest
    go_back(office, 2)
    one.write(text="more")
    assert one.sync().pushed == 3
    same(office)
    assert len(office.feed()) == 5


def test_after_the_restore_two_laptops_write_on_without_a_fork(found):
    office = found(3)
    written(office)
    go_back(office, 5)
    for laptop in office.laptops:
        laptop.write(text="after")
    reports = [laptop.sync() for laptop in (office.laptops[2], office.laptops[0], office.laptops[1])]
    assert not any(report.cloned for report in reports)
    same(office)
    assert len(office.feed()) == 12


@pytest.mark.parametrize("broken_at", ["have", "push"])
def test_giving_back_goes_on_in_the_next_round_where_the_connection_broke(found, monkeypatch, broken_at):
    office = found(3)
    records = written(office)
    go_back(office, 2)
    office.laptops.pop(2).store.close()
    office.laptops.pop(1).store.close()
    one = office.laptops[0]

    def broken(*_):
        raise CentralUnavailable("central_unavailable", reason="unreachable")

    with monkeypatch.context() as patched:
        patched.setattr(one.line, broken_at, broken)
        with pytest.raises(CentralUnavailable):
            one.sync()
    one.sync()
    late = office.add_laptop()
    office.settle()
    assert [late.values(record)["text"] for record in records] == [str(n) for n in range(9)]
    assert len(office.feed()) == 9
