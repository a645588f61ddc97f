"""Poison in the feed: nothing unreadable stops the rest, and each such change is told with its reason."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import replace

import pytest

from central_system.organisations import suspend
from desktop_app.ledger.canonical import b64, canon, parse
from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.ids import Hash, digest, feed_next
from desktop_app.ledger.keys import DeviceKey, Ring
from desktop_app.ledger.messages import FeedPage
from desktop_app.ledger.missing_parts import MissingParts
from desktop_app.ledger.purposes import CHANGE
from desktop_app.ledger.refusal import Waiting
from desktop_app.storage.set_aside_rows import Fate
from desktop_app.storage.store import Store
from tests.central_system.writing import Laptop as Writer
from tests.storage.laptops import case_id
from tests.sync.office import Line, Office

CASE = case_id()


class Hostile(Line):
    """A central system that alters what it hands out, and chains it anew so that nothing shows."""

    alter: Callable[[SignedChange], SignedChange]

    def feed(self, after: int, feed_hash: Hash, limit: int = 500, wait: int = 0) -> FeedPage:
        if after:
            return FeedPage((), after)
        page, known, lines = super().feed(after, feed_hash, limit, wait), feed_hash, []
        for line in page.lines:
            change = self.alter(line.change)
            known = feed_next(known, change.hash)
            lines.append(replace(line, change=change, feed_hash=known))
        return replace(page, lines=tuple(lines))

    def missing(self, hashes: Collection[Hash]) -> MissingParts:
        found = super().missing(hashes)
        return replace(found, lines=tuple(self.alter(line) for line in found.lines))


def fates(store: Store) -> Counter[tuple[Fate, str]]:
    return Counter((one.fate, one.reason) for one in store.set_aside())


def signed_anew(change: SignedChange, key: DeviceKey, **members) -> SignedChange:
    """The change with other members in its header, truly signed by its author."""
    header = parse(change.header)
    assert isinstance(header, dict)
    header.update(members)
    data = canon(header)
    return SignedChange(data, key.sign(CHANGE, data), change.sealed)


@pytest.fixture
def pair(found) -> Office:
    office: Office = found(2)
    return office


def test_a_tampered_line_of_a_hostile_server_stops_nothing_and_shows_nothing(pair):
    one, two = pair.laptops
    first, second, third = (one.write(case=CASE, text=text) for text in ("eka", "toka", "kolmas"))
    one.sync()
    middle = one.store.written(1, 1)[0]

    def alter(change: SignedChange) -> SignedChange:
        if change.hash != middle.hash:
            return change
        return SignedChange(change.header, change.sig, secrets.token_bytes(len(change.sealed or b"")))

    two.line = Hostile(two.line._central, two.line._dev)
    two.line.alter = alter
    two.sync()
    assert [two.values(record) for record in (first, second, third)] == [{"text": "eka"}, None, {"text": "kolmas"}]
    assert fates(two.store) == {(Fate.REFUSED, "wrong_sealed_bytes"): 1}


def test_what_came_altered_is_mended_by_a_colleague_who_brings_it(pair):
    one, two = pair.laptops
    record = one.write(case=CASE, text="ehjä")
    one.write(case=CASE, text="toinen")
    one.sync()
    first = one.store.written(0, 1)[0]
    honest = two.line
    two.line = Hostile(two.line._central, two.line._dev)
    two.line.alter = lambda change: (
        SignedChange(change.header, change.sig, bytes(len(change.sealed or b"")))
        if change.hash == first.hash
        else change
    )
    two.sync()
    assert two.values(record) is None
    two.store.take_offered([first])
    assert two.values(record) == {"text": "ehjä"}
    assert fates(two.store) == {}
    two.line = honest
    report = two.sync()
    assert not report.restored, "the feed's chain is whole"
    assert one.everything()[0] == two.everything()[0]


def test_a_payload_that_its_author_sealed_unreadably_is_refused_alone(pair):
    one, two = pair.laptops
    key = one.store.me().key
    record = one.write(case=CASE, text="luettava")
    change = one.store.written(0, 1)[0]
    sealed = secrets.token_bytes(1024 + 28)
    poison = signed_anew(
        SignedChange(change.header, b"", sealed), key, n=2, sn=2, prev=b64(change.hash), sealed=b64(digest(sealed))
    )
    client = pair.central.client(key)
    client.push([change])
    client.push([poison])
    two.sync()
    assert two.values(record) == {"text": "luettava"}
    assert fates(two.store) == {(Fate.REFUSED, "cannot_open"): 1}
    assert two.sync().refused == 0


def test_an_unknown_kind_of_a_newer_version_is_kept_and_is_no_trouble(pair):
    one, two = pair.laptops
    record = one.write(kind="kind_of_tomorrow", case=CASE, colour="sininen")
    other = one.write(case=CASE, text="tavallinen")
    one.sync()
    two.sync()
    assert two.values(other) == {"text": "tavallinen"}
    assert two.values(record) == {"colour": "sininen"}
    assert fates(two.store) == {}


def test_a_header_of_a_newer_version_waits_and_counts_once_the_program_can_read_it(pair, monkeypatch):
    one, two = pair.laptops
    record = one.write(case=CASE, text="uudesta ohjelmasta")
    one.sync()

    def too_new(_cls, _data):
        raise Waiting("newer_version")

    with monkeypatch.context() as old:
        old.setattr("desktop_app.ledger.change.Header.from_bytes", classmethod(too_new))
        two.sync()
    assert two.values(record) is None
    assert fates(two.store) == {(Fate.WAITING, "newer_version"): 1}
    one.write(case=CASE, text="seuraava")
    one.sync()
    two.sync()
    assert two.values(record) == {"text": "uudesta ohjelmasta"}
    assert fates(two.store) == {}
    pair.settle()
    assert one.everything() == two.everything()


def test_a_laptop_that_nobody_has_named_waits_and_the_rest_goes_on(pair):
    one, two = pair.laptops
    record = one.write(case=CASE, text="tunnettu")
    one.sync()
    stranger = DeviceKey.generate()
    unknown = Writer(pair.organisation.org, pair.organisation.ring, stranger).write()
    two.sync()
    two.store.take_offered([unknown])
    assert two.values(record) == {"text": "tunnettu"}
    assert fates(two.store) == {(Fate.WAITING, "device_unknown"): 1}


def test_a_key_that_has_not_come_yet_waits(pair):
    one, two = pair.laptops
    one.write(case=CASE, text="uudella avaimella")
    (change,) = one.store.written(0)
    ring = Ring((*pair.organisation.ring.secrets, (2, secrets.token_bytes(32))))
    writer = Writer(pair.organisation.org, ring, one.store.me().key)
    newer = writer.write()
    assert newer.parsed.epoch == 2
    two.store.take_offered([newer])
    assert fates(two.store) == {(Fate.WAITING, "key_unknown"): 1}
    assert change.parsed.epoch == 1


def test_what_a_suspended_laptop_sends_is_told_as_set_aside_until_it_is_released(pair):
    one, two = pair.laptops
    one.write(case=CASE, text="ennen")
    one.sync()
    me = two.store.me()
    record = two.write(case=CASE, text="odottaa ylläpitäjää")
    suspend(pair.central.central, me.org, me.dev, lift=False)
    with pytest.raises(Exception, match="device_suspended"):
        two.sync()
    assert fates(two.store) == {(Fate.QUARANTINED, ""): 1}
    assert two.values(record) == {"text": "odottaa ylläpitäjää"}
    suspend(pair.central.central, me.org, me.dev, lift=True)
    two.sync()
    assert fates(two.store) == {}
    one.sync()
    assert one.values(record) == {"text": "odottaa ylläpitäjää"}


def test_nothing_of_a_hidden_case_is_told(pair):
    one, _ = pair.laptops
    one.write(case=CASE, text="piilossa")
    n = one.store.me().n
    one.store.note_set_aside(one.store.me().dev, [n])
    (told,) = one.store.set_aside()
    assert told.fate is Fate.QUARANTINED
    with one.store._database.write() as connection:
        connection.execute("INSERT INTO hidden_case (case_id) VALUES (?)", (CASE,))
    assert one.store.set_aside() == ()
