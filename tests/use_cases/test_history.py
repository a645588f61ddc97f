"""The history says of every field who wrote it when, over what its author had on the screen."""

from __future__ import annotations

from desktop_app.ledger.change import Op
from desktop_app.use_cases import cases, conflicts, history, records, undo
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
