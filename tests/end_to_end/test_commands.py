"""Lock and wipe: told by an administrator, checked by the laptop, obeyed once; a false server wipes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from central_system.database import connect
from central_system.local import LocalCentral
from desktop_app.errors import LuotsiError
from desktop_app.ledger.command import sign_command
from desktop_app.ledger.laptop_messages import Order
from desktop_app.ledger.messages import CentralRefused, CentralUnavailable
from desktop_app.use_cases import backup, commands, store_access
from desktop_app.use_cases.store_presence import StoreState, look
from tests.end_to_end.people import Laptop
from tests.end_to_end.test_laptops import listed, note, open_to_all, remove, team
from tests.end_to_end.test_story import write

__all__ = ["team"]

PHRASE = "koe salalause vain"


@pytest.fixture
def told(team):
    """Everybody knows an address, as on a real laptop; it is never dialled here."""
    for one in team:
        one.session.store.set_setting("central_address", "http://127.0.0.1:9")
    return team


def tell(administrator: Laptop, laptop: Laptop, do: commands.Do) -> None:
    commands.give(administrator.session, laptop.dev, do, administrator.connect)


def order_of(administrator: Laptop) -> Order:
    order = listed(administrator)["Aino"].order
    assert order is not None
    return order


def exchange(laptop: Laptop):
    return commands.exchange(laptop.session, laptop.connect)


def test_a_laptop_told_to_lock_does_so_once(told):
    sanna, _, aino = told
    tell(sanna, aino, "lock")
    assert not order_of(sanna).fetched
    report, done = exchange(aino)
    assert report is not None
    assert done == commands.Obeyed("lock")
    assert exchange(aino)[1] is None, "once"
    order = order_of(sanna)
    assert (order.do, order.fetched, order.obeyed) == ("lock", True, True)
    assert look(aino.session.folder) is StoreState.PRESENT


def test_a_laptop_told_to_wipe_sends_first_and_names_its_backups(told, tmp_path):
    sanna, mikael, aino = told
    made = backup.make(aino.session, tmp_path)
    write(aino, "note", open_to_all(aino), {"text": "Mustikka"})
    tell(sanna, aino, "wipe")
    _, done = exchange(aino)
    assert done == commands.Obeyed("wipe", 0, (str(made),))
    assert str(made) in str(done.told().details)
    assert look(aino.session.folder) is StoreState.SLOTS_MISSING
    assert not list(aino.session.folder.glob("keyslots.json*"))
    folder = aino.session.folder
    store_access.lock(aino.session)
    for attempt in (lambda: store_access.unlock(folder, PHRASE), lambda: store_access.unlock_with_words(folder, ())):
        with pytest.raises(LuotsiError):
            attempt()
    sanna.sync()
    assert {one.text("text") for one in sanna.session.store.records_of_kind("note")} == {"Mustikka"}
    assert order_of(sanna).obeyed
    assert mikael


def test_a_removed_laptop_hands_in_what_it_has_and_wipes_itself(told):
    sanna, _, aino = told
    note(aino, "Mustikka")
    write(aino, "note", open_to_all(aino), {"text": "Puolukka"})
    remove(sanna, aino)
    tell(sanna, aino, "wipe")
    report, done = exchange(aino)
    assert report is None
    assert done is not None
    assert done.unsent == 0, "it is set aside at the central system"
    assert listed(sanna)["Aino"].set_aside > 0
    assert look(aino.session.folder) is StoreState.SLOTS_MISSING


def test_at_the_next_unlock_a_removed_laptop_obeys_too(told):
    sanna, _, aino = told
    remove(sanna, aino)
    with pytest.raises(LuotsiError, match="device_retired"):
        aino.sync()
    assert commands.obey(aino.session, aino.connect) is None
    tell(sanna, aino, "wipe")
    assert commands.obey(aino.session, aino.connect) == commands.Obeyed("wipe")
    assert look(aino.session.folder) is StoreState.SLOTS_MISSING


def test_nothing_is_destroyed_while_something_could_still_be_sent(told):
    sanna, _, aino = told
    tell(sanna, aino, "wipe")
    write(aino, "note", open_to_all(aino), {"text": "Mustikka"})

    class Broken(LocalCentral):
        def push(self, lines):
            raise CentralUnavailable("central_unavailable", reason="unreachable")

    with pytest.raises(CentralUnavailable):
        commands.obey(aino.session, lambda _session: Broken(sanna.central.central, aino.dev))
    assert look(aino.session.folder) is StoreState.PRESENT
    assert exchange(aino)[1] == commands.Obeyed("wipe")


def test_a_round_whose_command_could_not_be_fetched_keeps_what_it_brought(told):
    sanna, mikael, aino = told
    note(mikael, "Mustikka")

    class Deaf(LocalCentral):
        def commands(self):
            raise CentralUnavailable("central_unavailable", reason="unreachable")

    report, done = commands.exchange(aino.session, lambda _session: Deaf(sanna.central.central, aino.dev))
    assert report is not None
    assert report.cases
    assert done is None


def test_a_wipe_counts_before_a_lock_and_all_are_done_with_it(told):
    sanna, mikael, aino = told
    tell(sanna, aino, "lock")
    tell(mikael, aino, "wipe")
    tell(sanna, aino, "lock")
    assert exchange(aino)[1] == commands.Obeyed("wipe")
    assert sanna.central.client(aino.session.store.me().key).commands() == ()


def test_only_administrators_command_and_never_the_own_laptop(told, central):
    sanna, mikael, aino = told
    with pytest.raises(LuotsiError, match="not_an_administrator"):
        tell(aino, mikael, "wipe")
    with pytest.raises(LuotsiError, match="own_laptop"):
        tell(sanna, sanna, "lock")
    honest = _command_of(sanna, aino)
    for signer, code in ((aino, "not_an_administrator"), (mikael, "wrong_signature")):
        with pytest.raises(CentralRefused, match=code):
            signer.connect(signer.session).give_command(honest)
    stranger = central.add_organisation()
    with pytest.raises(CentralRefused, match="not_your_organisation"):
        central.client(stranger.admin).give_command(honest)
    assert aino.connect(aino.session).commands() == ()


def _command_of(administrator: Laptop, laptop: Laptop):
    from desktop_app.ledger.command import Command
    from desktop_app.ledger.ids import new_id
    from desktop_app.use_cases.session import stamp

    me, now = administrator.session.store.me(), administrator.session.now()
    command = Command(me.org, laptop.dev, new_id(), "wipe", stamp(now), stamp(now + timedelta(days=1)))
    return sign_command(command, me.key)


def test_a_server_that_makes_up_a_command_wipes_nothing(told):
    sanna, _, aino = told
    true = _command_of(sanna, aino)
    forged = sign_command(true.parsed(), aino.session.store.me().key)
    expired = sign_command(replace(true.parsed(), expires="2020-01-01T00:00:00.000Z"), sanna.session.store.me().key)

    class Lying(LocalCentral):
        def commands(self):
            return (forged, expired)

    assert commands.obey(aino.session, lambda _session: Lying(sanna.central.central, aino.dev)) is None
    assert look(aino.session.folder) is StoreState.PRESENT


def test_a_command_of_an_administrator_who_was_removed_since_counts_no_more(told):
    sanna, mikael, aino = told
    tell(mikael, aino, "wipe")
    remove(sanna, mikael)
    assert exchange(aino)[1] is None
    assert look(aino.session.folder) is StoreState.PRESENT


def test_a_command_that_has_expired_is_not_given_out(told):
    sanna, _, aino = told
    tell(sanna, aino, "wipe")
    with connect(sanna.central.owner) as connection:
        connection.execute("update command set expires = now() - interval '1 day'")
    assert exchange(aino)[1] is None


def test_a_central_system_from_before_commands_is_no_failure(told):
    _, _, aino = told

    class Old(LocalCentral):
        def commands(self):
            raise CentralRefused("no_such_route")

    assert commands.obey(aino.session, lambda _session: Old(aino.central.central, aino.dev)) is None
