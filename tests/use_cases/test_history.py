"""The history says of every field who wrote it when, over what its author had on the screen."""

from __future__ import annotations

import pytest

from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.change import Op
from desktop_app.ledger.directory import OrgKind
from desktop_app.ledger.ids import feed_next
from desktop_app.ledger.messages import FeedLine
from desktop_app.ledger.receipts import Receipt, sign_receipt
from desktop_app.ledger.refusal import Refused
from desktop_app.use_cases import bundles, cases, conflicts, consent, history, proposal, records, undo
from desktop_app.use_cases.history import Delivery
from tests.end_to_end.people import found, join, new_laptop, newest
from tests.use_cases.test_record_list import write


def test_a_version_written_beside_another_shows_what_its_author_saw(session):
    case, _ = cases.open_new(session)
    record = write(session, "note", case, {"text": "Ensin"})
    me = session.store.me()
    first = session.store.record(me.org, me.own_stream, record).heads["text"]
    for text in ("Minun", "Hänen"):
        session.store.save([Op(record, "note", {"text": text}, {"text": first})], case=case, at=session.at())
    conflicts.resolve(session, record, "text", "Molemmat")
    steps = history.of_record(session, record)
    assert {(each.after, each.before) for step in steps[:-1] for each in step.changes} == {
        ("Minun", ("Ensin",)),
        ("Hänen", ("Ensin",)),
        ("Molemmat", ("Minun", "Hänen")),
    }
    assert all(step.by_me and step.counted for step in steps)


def test_deleting_and_bringing_back_are_steps_with_their_own_words(session):
    case, _ = cases.open_new(session)
    record = write(session, "note", case, {"text": "Ensin"})
    undo.undo(session, record)
    undo.redo(session, record)
    records.keep_draft(session, records.open_form(session, record), {"text": "Sitten"})
    records.save(session, record)
    newest, again, gone, first = history.of_record(session, record)
    assert [step.deleted for step in (newest, again, gone, first)] == [False, False, True, False]
    assert [step.restored for step in (newest, again, gone, first)] == [False, True, False, False]
    assert gone.changes == ()
    assert [(each.field, each.before, each.after) for each in newest.changes] == [("text", ("Ensin",), "Sitten")]


@pytest.fixture
def two(tmp_path, central):
    sanna = new_laptop(tmp_path / "sanna", "Sanna L.", central)
    found(sanna, OrgKind.OUTREACH, "Ammattiliiton jalkautuva työ", type_="union")
    mikael = new_laptop(tmp_path / "mikael", "Mikael S.", central)
    join(mikael, sanna)
    for laptop in (sanna, mikael, sanna):
        laptop.sync()
    return sanna, mikael


def test_each_save_says_whether_the_central_system_has_signed_for_it(two, tmp_path):
    sanna, mikael = two
    case, _ = cases.open_new(sanna.session)
    record = write(sanna.session, "note", case, {"text": "Ensin"})
    (step,) = history.of_record(sanna.session, record)
    assert (step.delivery, step.received) == (Delivery.HERE, None)
    stick = tmp_path / "stick"
    stick.mkdir()
    bundles.take_in(mikael.session, bundles.save(sanna.session, stick).paths)
    team = newest(sanna, case, "case")
    form = records.open_form(sanna.session, team.record)
    users: list[Json] = [*team.codes("case_team"), b64(mikael.session.store.me().user)]
    records.keep_draft(sanna.session, form, {"case_team": users})
    records.save(sanna.session, team.record)
    bundles.take_in(mikael.session, bundles.save(sanna.session, stick).paths)
    (step,) = history.of_record(mikael.session, record)
    assert step.delivery is Delivery.BROUGHT
    sanna.sync()
    mikael.sync()
    (step,) = history.of_record(sanna.session, record)
    assert step.delivery is Delivery.RECEIVED
    assert step.received is not None
    (step,) = history.of_record(mikael.session, record)
    assert step.delivery is Delivery.UNASKED


def test_without_a_signed_receipt_nothing_of_this_laptop_is_shown_as_delivered(two):
    """A server that only claims in its feed to have received a change has not signed for it."""
    sanna, _ = two
    case, _ = cases.open_new(sanna.session)
    record = write(sanna.session, "note", case, {"text": "Ensin"})
    store = sanna.session.store
    me, unsent = store.me(), store.unsent()
    lines, seq, known = [], me.feed_seq, me.feed_hash
    for change in unsent:
        seq, known = seq + 1, feed_next(known, change.hash)
        lines.append(FeedLine(seq, known, "2026-11-23T09:00:00.000Z", False, change))
    store.apply(lines, cursor=(seq, known))
    assert [step.delivery for step in history.of_record(sanna.session, record)] == [Delivery.HERE]
    forged = sign_receipt(
        Receipt(me.org, me.dev, unsent[-1].parsed.n, unsent[-1].hash, "2026-11-23T09:00:00.000Z"), me.key
    )
    with pytest.raises(Refused, match="wrong_signature"):
        store.acknowledge(forged)
    assert [step.delivery for step in history.of_record(sanna.session, record)] == [Delivery.HERE]


def test_a_proposal_is_not_shown_as_delivered_on_a_mere_claim(two, tmp_path, central):
    sanna, _ = two
    officer = new_laptop(tmp_path / "officer", "Oona V.", central)
    found(officer, OrgKind.ASSISTANCE_SYSTEM, "Auttamisjärjestelmä", type_="reception_centre", authority=True)
    sanna.sync()
    case, _ = cases.open_new(sanna.session)
    consent.record_answer(sanna.session, case, "send_proposal", "given", {"data_groups": ["needs"]})
    proposal.send(sanna.session, case)
    store = sanna.session.store
    me, lines = store.me(), []
    seq, known = me.feed_seq, me.feed_hash
    for change in store.unsent():
        seq, known = seq + 1, feed_next(known, change.hash)
        lines.append(FeedLine(seq, known, "2026-11-23T09:00:00.000Z", False, change))
    store.apply(lines, cursor=(seq, known))
    assert store.delivered(case) == {}
    assert cases.read(sanna.session, case).proposal_state() == "sent"
