"""A sealed part that is gone at the central system without an erasure is asked for, and comes from who holds it."""

import pytest

from central_system.database import connect
from central_system.metrics import totals
from desktop_app.ledger.messages import CentralRefused, CentralUnavailable
from tests.sync.test_erasure import strike
from tests.sync.test_restored_server import go_back, same


def spoil(office, sealed="null"):
    """Lose the sealed parts of all that the organisation received, or give them others."""
    with connect(office.central.owner) as connection:
        connection.execute(f"update feed set sealed = {sealed} where org = %s".encode(), (office.organisation.org,))


@pytest.mark.parametrize("sealed", ["null", "sealed || '\\x00'::bytea"], ids=["lost", "altered"])
def test_a_laptop_asks_for_what_is_gone_and_gets_it_from_another(found, sealed):
    office = found(2)
    one, two = office.laptops
    records = [laptop.write(text="Mustikka") for laptop in (one, two, one)]
    office.settle()
    spoil(office, sealed)
    late = office.add_laptop()
    report = late.sync()
    assert all(late.values(record) is None for record in records)
    assert totals(office.central.central.database)["missing"] == 3, "who watches over it is told"
    assert report.waiting == (3 if sealed == "null" else 0)
    two.sync()  # holds what the first wrote as well
    late.sync()
    assert late.store.waiting_count() == 0
    assert all(late.values(record) == {"text": "Mustikka"} for record in records)
    same(office)
    assert all(change.sealed for change in office.feed())
    assert late.line.missing(()).sought == ()
    assert totals(office.central.central.database)["missing"] == 0


def test_what_has_been_erased_is_neither_sought_nor_brought_back(found):
    office = found(2)
    one, two = office.laptops
    record = one.write(text="Mustikka")
    kept = one.write(text="Puolukka")
    office.settle()
    strike(one, record)
    one.sync()
    erased = {change.hash for change in office.feed() if change.sealed is None}
    assert erased
    assert one.line.missing(erased).lines == ()
    assert one.line.missing(()).sought == ()
    assert one.line.have(erased) == frozenset(), "it is not owed"
    held = [change for change in two.store.fed_above(0) if change.hash in erased]
    assert held
    assert all(change.sealed for change in held)
    two.line.push(held)  # it has not heard of the erasure yet
    assert {change.hash for change in office.feed() if change.sealed is None} == erased
    same(office)
    assert two.values(kept) == {"text": "Puolukka"}


def test_a_laptop_that_lacks_a_part_too_is_no_help_and_stops_nobody(found):
    office = found(1)
    (one,) = office.laptops
    one.write(text="Mustikka")
    office.settle()
    spoil(office)
    late, later = office.add_laptop(), office.add_laptop()
    for laptop in (late, later, late):
        laptop.sync()
        assert laptop.store.waiting_count() == 1
    fresh = late.write(text="Puolukka")
    late.sync()
    later.sync()
    assert later.values(fresh) == {"text": "Puolukka"}
    same(office)


def test_after_a_restored_server_who_lacks_a_part_does_not_keep_who_has_it_from_giving(found):
    office = found(1)
    (one,) = office.laptops
    record = one.write(text="Mustikka")
    office.settle()
    spoil(office)
    late = office.add_laptop()
    late.sync()
    go_back(office, 0)
    late.sync()  # gives back the bare header
    assert [change.sealed for change in office.feed()] == [None]
    one.sync()
    late.sync()
    assert late.values(record) == {"text": "Mustikka"}
    same(office)


@pytest.mark.parametrize(
    "error", [CentralUnavailable("central_unavailable", reason="too_slow"), CentralRefused("no_such_route")]
)
def test_a_central_system_that_does_not_answer_this_stops_no_round(found, error):
    office = found(1)
    (one,) = office.laptops

    def fail(_hashes):
        raise error

    one.line.missing = fail
    one.write(text="Mustikka")
    assert one.sync().pushed == 1


def test_nobody_is_told_of_what_another_organisation_wrote(found):
    office, other = found(1), found(1)
    office.laptops[0].write(text="Mustikka")
    office.settle()
    spoil(office)
    hashes = frozenset(change.hash for change in office.feed())
    stranger = other.laptops[0]
    assert stranger.line.missing(hashes).lines == ()
    assert office.laptops[0].line.missing(()).sought == (), "a stranger cannot make anybody offer anything"
