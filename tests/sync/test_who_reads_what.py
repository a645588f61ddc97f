"""What each organisation can open, and what the headers of its own stream tell whoever carries them."""

from __future__ import annotations

import json
import random

import pytest

from central_system.database import connect
from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.directory import OrgKind
from desktop_app.ledger.ids import new_id
from desktop_app.ledger.refusal import Refused
from desktop_app.ledger.sealing import KeySource, open_payload
from tests.storage.laptops import AT, case_id, op
from tests.sync.test_shared_streams import add, org, propose, reply, settle


def test_an_organisation_opens_its_own_and_what_was_wrapped_to_it_and_nothing_else(found):
    """Invariant 3, of everything that lies at the central system, whoever's feed it is in."""
    outreach = found(2)
    system, county = found(1, kind=OrgKind.ASSISTANCE_SYSTEM), found(1, kind=OrgKind.PROVIDER)
    offices = (outreach, system, county)
    settle(*offices)
    stream, _ = (propose(laptop, org(system), case_id()) for laptop in outreach.laptops)
    settle(*offices)
    add(outreach.laptops[0], stream, org(system))
    reply(system.laptops[0], stream, org(outreach), op("question", text="?"))
    for office in offices:
        office.laptops[0].write(text="own")
    settle(*offices)
    with connect(outreach.central.owner) as connection:
        rows = connection.execute("select distinct on (hash) header, sig, sealed from feed").fetchall()
    everything = [SignedChange(*row) for row in rows]
    assert len(everything) > 8
    for office in offices:
        keys = KeySource(org(office), office.organisation.ring)
        due = {change.hash for change in everything if org(office) in (change.parsed.org, reader(change))}
        assert {change.hash for change in everything if opens(change, keys)} == due
        assert {change.hash for change in office.feed()} == due


def reader(change):
    return None if change.parsed.wrap is None else change.parsed.wrap.to


def opens(change, keys):
    try:
        open_payload(change, keys)
    except Refused:
        return False
    return True


#: Members that are hashes of something, and so different in every change.
HASHES = {"prev", "sealed", "dev"}
#: Lengths of texts that end well within a padded size, since ids shrink by a byte more or less.
LENGTHS = (10, 300, 2000, 4000, 8000)


def told(laptop, cases):
    """What the headers tell, and how long the sealed bytes are, when these cases are worked on in turn."""
    same = random.Random(7)
    before = laptop.store.me().n
    for case in cases:
        text = "".join(chr(same.randrange(97, 123)) for _ in range(same.choice(LENGTHS)))
        kind = same.choice(["note", "contact", "person"])
        laptop.store.save([op(kind, new_id(), text=text)], case=case, at=AT)
    written = laptop.store.written(before)
    return [
        ({name: value for name, value in json.loads(change.header).items() if name not in HASHES}, len(change.sealed))
        for change in written
    ]


@pytest.mark.parametrize("many", [2, 40])
def test_headers_of_one_case_and_of_many_cannot_be_told_apart(found, many):
    """Invariant 12: the same work in one case and in many gives the same headers and the same sizes."""
    office = found(2)
    office.settle()
    one, other = office.laptops
    only, several = case_id(), [case_id() for _ in range(many)]
    single = told(one, [only] * 40)
    assert single == told(other, [several[n % many] for n in range(40)])
    assert {name for header, _ in single for name in header} == {"v", "org", "n", "stream", "sn", "epoch", "roster"}
    assert {size - 28 for _, size in single} <= {1024 << step for step in range(7)}, "padded"
