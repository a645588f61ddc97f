"""What was set aside of a laptop: an administrator sees who wrote what where, and may let it count."""

from __future__ import annotations

import pytest

from central_system.database import connect
from desktop_app.errors import LuotsiError
from desktop_app.ledger.messages import CentralRefused
from desktop_app.use_cases import case_cover, cases, laptops, members, quarantine
from tests.end_to_end.people import Laptop, join, new_laptop
from tests.end_to_end.test_laptops import everything, listed, note, open_to_all, remove, team
from tests.end_to_end.test_story import write

__all__ = ["team"]


def looked(administrator: Laptop, gone: Laptop) -> quarantine.SetAside:
    return quarantine.look(administrator.session, gone.dev, administrator.connect)


def texts(laptop: Laptop) -> set[str]:
    return {one.text("text") for one in laptop.session.store.records_of_kind("note")}


@pytest.fixture
def lost(team):
    """Aino's laptop was removed while it held unsent work; a courier carried that to the central system."""
    sanna, mikael, aino = team
    note(aino, "Mustikka")
    case = open_to_all(aino)
    write(aino, "note", case, {"text": "Puolukka"})
    write(aino, "person", case, {"given_names": "Arun"})
    remove(sanna, aino)
    with pytest.raises(LuotsiError, match="device_retired"):
        aino.sync()
    unsent = aino.session.store.unsent()
    assert len(sanna.connect(sanna.session).push(unsent).quarantined) == len(unsent)
    return sanna, mikael, aino


def test_the_administrator_sees_who_wrote_what_where_and_no_value(lost):
    sanna, _, aino = lost
    seen = looked(sanna, aino)
    assert {one.worker for one in seen.changes if one.fields[0][0] in ("note", "person")} == {"Aino"}
    kinds = [kind for one in seen.changes for kind, _ in one.fields]
    assert {"case", "note", "person"} <= set(kinds)
    (written,) = [one for one in seen.changes if one.fields[0][0] == "note"]
    assert "text" in written.fields[0][1]
    assert written.at is not None
    assert len({one.reference for one in seen.changes if one.reference}) == 1
    assert "Puolukka" not in str(seen)
    assert "Arun" not in str(seen)
    assert seen.hidden == 0
    assert listed(sanna)["Aino"].set_aside == len(seen.changes)


def test_what_is_released_reaches_everybody_and_the_laptop_stays_removed(lost):
    sanna, mikael, aino = lost
    assert texts(sanna) == {"Mustikka"}
    quarantine.release(sanna.session, looked(sanna, aino), sanna.connect)
    assert texts(sanna) == {"Mustikka", "Puolukka"}
    for _ in range(2):
        mikael.sync(), sanna.sync()
    assert everything(sanna) == everything(mikael)
    assert listed(sanna)["Aino"].state == "retired"
    assert listed(sanna)["Aino"].set_aside == 0
    assert sanna.session.store.verify().sound
    assert looked(sanna, aino).changes == ()
    assert not aino.session.store.me().enrolled


def test_a_release_skips_what_has_been_issued_again(lost):
    sanna, mikael, aino = lost
    joined_again(aino, sanna)
    assert texts(aino) == {"Mustikka", "Puolukka"}
    seen = quarantine.look(sanna.session, old_of(sanna), sanna.connect)
    assert all(one.again for one in seen.changes)
    before = everything(sanna)
    quarantine.release(sanna.session, seen, sanna.connect)
    for _ in range(2):
        mikael.sync(), aino.sync(), sanna.sync()
    assert everything(sanna) == before, "nothing stands twice, no field stands on two changes"
    assert everything(sanna) == everything(mikael) == everything(aino)
    assert "reissued" in {reason for _, reason in mikael.session.store.refused()}
    for laptop in (sanna, mikael, aino):
        assert laptop.session.store.verify().sound


def joined_again(aino: Laptop, sanna: Laptop) -> None:
    join(aino, sanna)
    for _ in range(2):
        aino.sync(), sanna.sync()


def old_of(administrator: Laptop):
    return next(one.dev for one in laptops.read(administrator.session) if one.state == "retired")


def test_a_store_from_before_knows_what_was_issued_again(lost):
    """The table of such changes is filled from the log when it is first asked."""
    sanna, _, aino = lost
    joined_again(aino, sanna)
    with sanna.session.store._database.write() as connection:
        connection.execute("DELETE FROM reissued")
        connection.execute("INSERT INTO meta VALUES ('reissued', 'to be looked through')")
    seen = quarantine.look(sanna.session, old_of(sanna), sanna.connect)
    assert seen.changes
    assert all(one.again for one in seen.changes)


def test_cases_that_do_not_exist_for_the_administrator_are_only_counted(team):
    sanna, _, aino = team
    known = open_to_all(aino)
    aino.sync()
    sanna.sync()
    case_cover.set_blocked(aino.session, known, [sanna.session.store.me().user])
    aino.sync()
    sanna.sync()
    fresh, _ = cases.open_new(aino.session)  # in nobody's team but Aino's
    for case in (known, fresh):
        write(aino, "note", case, {"text": "Mustikka"})
    remove(sanna, aino)
    unsent = aino.session.store.unsent()
    sanna.connect(sanna.session).push(unsent)
    seen = looked(sanna, aino)
    assert seen.hidden >= 3
    assert not [one for one in seen.changes if any(kind in ("note", "case") for kind, _ in one.fields)]
    assert all(one.reference == "" for one in seen.changes)


def test_only_administrators_look_and_release(lost, central):
    sanna, mikael, aino = lost
    with pytest.raises(CentralRefused, match="device_retired"):
        aino.connect(aino.session).set_aside(aino.dev, 0)
    helper = new_laptop(sanna.session.folder.parent / "helper", "Helper", central)
    join(helper, sanna)
    with pytest.raises(CentralRefused, match="not_an_administrator"):
        helper.connect(helper.session).set_aside(aino.dev, 0)
    with pytest.raises(LuotsiError, match="not_an_administrator"):
        looked(helper, aino)
    stranger = central.add_organisation()
    assert central.client(stranger.admin).set_aside(aino.dev, 0) == (), "another organisation's rows are not there"
    assert mikael


def test_a_laptop_that_was_not_removed_is_not_released(team):
    sanna, _, aino = team
    with connect(sanna.central.owner) as connection:
        connection.execute("update device set state = 'suspended' where dev = %s", (aino.dev,))
    write(aino, "note", open_to_all(aino), {"text": "Mustikka"})
    sanna.connect(sanna.session).push(aino.session.store.unsent())
    seen = looked(sanna, aino)
    assert seen.changes
    assert seen.last is None
    with pytest.raises(LuotsiError, match="nothing_to_release"):
        quarantine.release(sanna.session, seen, sanna.connect)


def test_a_release_that_broke_off_at_the_central_system_goes_on_with_the_same_roster(lost, monkeypatch):
    sanna, mikael, aino = lost
    office = sanna.central.central.trust
    seen = looked(sanna, aino)

    def broken(*_arguments):
        raise RuntimeError("the power went")

    monkeypatch.setattr(type(office), "release", broken)
    with pytest.raises(RuntimeError):
        quarantine.release(sanna.session, seen, sanna.connect)
    monkeypatch.undo()
    mikael.sync()
    assert texts(mikael) == {"Mustikka"}
    me = mikael.session.store.me()
    newest = mikael.session.store.trust().signed_rosters[me.org][-1]
    sanna.connect(sanna.session).publish(newest, ())
    mikael.sync()
    assert texts(mikael) == {"Mustikka", "Puolukka"}


def test_a_false_line_is_not_shown(lost):
    """The central system cannot make an administrator release what the laptop did not sign."""
    sanna, mikael, aino = lost
    (forged, *_) = mikael.session.store.written(0)
    honest = sanna.connect(sanna.session)
    seen = looked(sanna, aino)

    class Lying(type(honest)):  # type: ignore[misc] # the connection of these tests
        def set_aside(self, dev, after):
            return (*super().set_aside(dev, after), *([forged] if after == 0 else []))

    lying = Lying(sanna.central.central, sanna.dev)
    assert quarantine.look(sanna.session, aino.dev, lambda _session: lying) == seen
    assert members.names(sanna.session)
