"""Bundles handed in at the central system: pushing by other means, any number of times; a damaged one is refused."""

from __future__ import annotations

import pytest

from desktop_app.ledger.bundle import Contents, make_bundle, open_bundle
from desktop_app.ledger.bundle_items import CarriedChunk, FeedPoint
from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.ids import FileId, new_id
from desktop_app.ledger.keys import org_kem
from desktop_app.ledger.messages import CentralRefused
from desktop_app.ledger.receipts import verify_receipt
from desktop_app.ledger.refusal import Refused
from tests.central_fixtures import CentralInTest, Organisation, Served
from tests.central_system.writing import Laptop, whole_feed


def bundle(test: CentralInTest, org: Organisation, changes: list[SignedChange]) -> bytes:
    """What a laptop writes on a stick: for the central system and the own organisation."""
    receivers = [test.central.keys.kem.public, org.roster.parsed().kems[-1][1]]
    return b"".join(make_bundle(Contents(tuple(changes)), receivers))


def test_a_carried_bundle_is_a_push_with_receipts_and_may_come_again_in_any_order(served: Served) -> None:
    test = served.test
    org = test.add_organisation()
    away = Laptop.of(org, test.add_device(org))
    first, second = away.several(3), away.several(600)
    carrier = served.client(org.admin)
    (early,) = carrier.bundle(bundle(test, org, second))
    assert (early.dev, early.code, early.reply) == (away.key.dev, "gap", None)
    for _ in range(2):
        (result,) = carrier.bundle(bundle(test, org, [*reversed(first), *second, *first]))
        assert result.code == ""
        assert result.reply is not None
        assert result.reply.receipt is not None
        receipt = verify_receipt(result.reply.receipt, test.central.keys.signing.public)
        assert (receipt.dev, receipt.n, receipt.hash) == (away.key.dev, 603, second[-1].hash)
    assert [change.hash for change in whole_feed(test, org)] == [change.hash for change in [*first, *second]]


def test_a_damaged_cut_or_foreign_bundle_is_refused_whole(central: CentralInTest) -> None:
    org, other = central.add_organisation(), central.add_organisation()
    client = central.client(org.admin)
    data = bundle(central, org, Laptop.of(org).several(2))
    flipped = bytearray(data)
    flipped[-100] ^= 1
    for bad, code in (
        (bytes(flipped), "damaged_file"),
        (data[:-1000], "damaged_file"),
        (data[:30], "not_for_us"),
        (b"", "not_a_bundle"),
        (b"LUOTSIB2" + data[8:], "not_a_bundle"),
        (b"".join(make_bundle(Contents(()), [other.roster.parsed().kems[-1][1]])), "not_for_us"),
        (bundle(central, other, Laptop.of(other).several(1)), "not_your_organisation"),
    ):
        with pytest.raises(CentralRefused) as refused:
            client.bundle(bad)
        assert refused.value.code == code
    assert whole_feed(central, org) == []


def test_one_author_who_is_refused_does_not_stop_another(central: CentralInTest) -> None:
    org = central.add_organisation()
    sound, forged = Laptop.of(org), Laptop.of(org, central.add_device(org))
    good, bad = sound.several(2), forged.several(1)
    bad = [SignedChange(bad[0].header, bytes(64), bad[0].sealed)]
    results = {one.dev: one for one in central.client(org.admin).bundle(bundle(central, org, [*bad, *good]))}
    assert results[forged.key.dev].code == "signature_wrong"
    assert results[sound.key.dev].reply is not None
    assert [change.hash for change in whole_feed(central, org)] == [change.hash for change in good]


def test_files_go_in_with_the_bundle_and_only_those_that_a_taken_change_names(central: CentralInTest) -> None:
    org = central.add_organisation()
    laptop, client = Laptop.of(org), central.client(org.admin)
    named, other = FileId(new_id()), FileId(new_id())
    chunks = tuple(CarriedChunk(file, 0, 1, bytes(65536 + 16)) for file in (named, other))
    receivers = [central.central.keys.kem.public]
    contents = Contents((laptop.write(files=(named,)),), chunks=chunks)
    for _ in range(2):
        client.bundle(b"".join(make_bundle(contents, receivers)))
    assert client.file_state(named).whole
    assert client.file_state(other).chunks == 0


def test_what_the_operator_takes_in_is_answered_to_the_organisation_alone(central: CentralInTest) -> None:
    org = central.add_organisation()
    near, away = Laptop.of(org), Laptop.of(org, central.add_device(org))
    central.client(org.admin).push(near.several(3))
    changes = tuple(away.several(2))
    point = FeedPoint(away.key.dev, 2)
    receivers = [central.central.keys.kem.public, org.roster.parsed().kems[-1][1]]
    data = b"".join(make_bundle(Contents(changes, points=(point,)), receivers))
    done = central.central.bundles.take_by_hand(data)
    own = org_kem(org.ring.secret(1), org.org)
    answers = [open_bundle(answer, own) for answer in done.answers]
    (signed,) = [receipt for answer in answers for receipt in answer.receipts]
    receipt = verify_receipt(signed, central.central.keys.signing.public)
    assert (done.org, receipt.dev, receipt.n, receipt.hash) == (org.org, away.key.dev, 2, changes[-1].hash)
    news = [change.hash for answer in answers for change in answer.changes]
    assert news == [change.hash for change in whole_feed(central, org)[2:]]
    for answer in done.answers:
        with pytest.raises(Refused, match="not_for_us"):
            open_bundle(answer, central.central.keys.kem)


def test_a_forged_bundle_is_not_answered_and_a_mixed_one_refused(central: CentralInTest) -> None:
    org, other = central.add_organisation(), central.add_organisation()
    receivers = [central.central.keys.kem.public]
    forged = Laptop.of(org).several(1)[0]
    forged = SignedChange(forged.header, bytes(64), forged.sealed)
    done = central.central.bundles.take_by_hand(b"".join(make_bundle(Contents((forged,)), receivers)))
    assert (done.answers, [result.code for result in done.results]) == ((), ["signature_wrong"])
    mixed = Contents((*Laptop.of(org).several(1), *Laptop.of(other).several(1)))
    for contents, code in ((mixed, "not_your_organisation"), (Contents(), "nothing_carried")):
        with pytest.raises(CentralRefused, match=code):
            central.central.bundles.take_by_hand(b"".join(make_bundle(contents, receivers)))
