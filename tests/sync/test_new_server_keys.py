"""The server gets other keys: laptops take them from the signed directory, and believe the old ones no more."""

from __future__ import annotations

from dataclasses import replace

from central_system.central import Central
from central_system.database import Database
from central_system.keys import ServerKeys
from desktop_app.ledger.directory import ServerKeys as ServerEntry
from desktop_app.ledger.state import sign_state, verify_state


def test_laptops_go_on_with_the_new_keys_and_what_the_old_ones_sign_is_not_believed(found):
    office = found(2)
    one, two = office.laptops
    record = one.write(text="Mustikka")
    office.settle()
    test = office.central
    old, new = test.central.keys, ServerKeys.generate()
    unreceipted = two.write(text="Puolukka")

    before = test.directory.parsed()
    server = ServerEntry(new.signing.public, new.kem.public, before.server.url)
    test.publish_directory(replace(before, server=server))
    database = Database(test.application)
    test.central = Central.over(database, new)
    for laptop in office.laptops:
        laptop.line._central = test.central
    report = two.sync()
    assert (report.pushed, report.doubts) == (1, ())
    assert one.sync().doubts == ()
    assert one.values(unreceipted) == {"text": "Puolukka"}
    assert two.values(record) == {"text": "Mustikka"}
    assert one.store.unsent_count().changes == two.store.unsent_count().changes == 0

    said = verify_state(test.central.trust.state(), new.signing.public)
    falsely = sign_state(replace(said, time="2030-01-01T00:00:00.000Z"), old.signing)
    one.line.state = lambda: falsely
    assert one.sync().doubts == ("wrong_signature",)
    assert "2030" not in (one.store.setting("server_time") or "")
    database.close()
