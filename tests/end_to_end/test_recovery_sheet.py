"""The recovery sheet: tried without changing anything, replaced, and an organisation that comes back by it."""

from __future__ import annotations

import pytest

from central_system.database import connect, migrations
from desktop_app.errors import LuotsiError
from desktop_app.ledger.directory import OrgKind
from desktop_app.ledger.ids import CaseId, Hash, OrgId, feed_start, new_id
from desktop_app.ledger.keys import DeviceKey, RecoveryKey
from desktop_app.ledger.messages import CentralRefused, CentralUnavailable
from desktop_app.ledger.place import PLACE_WORDS, Place
from desktop_app.ledger.refusal import Refused
from desktop_app.ledger.roster import ADMIN, DECIDE
from desktop_app.use_cases import cases, laptops, recovery_sheet
from desktop_app.use_cases.sheet_in_making import SheetInMaking
from tests.end_to_end.people import Laptop, found, join, new_laptop, newest
from tests.end_to_end.test_laptops import everything, listed, note
from tests.end_to_end.test_story import write


@pytest.fixture
def sanna(central, tmp_path):
    laptop = new_laptop(tmp_path / "Sanna", "Sanna", central)
    found(laptop, OrgKind.OUTREACH, "Esimerkkityö ry")
    laptop.session.store.set_setting("central_address", "http://127.0.0.1:9")
    laptop.sync()
    return laptop


def words(secret: bytes) -> str:
    return " ".join(f"{n}. {word}" for n, word in enumerate(recovery_sheet.words_of(secret), start=1))


def where(laptop: Laptop) -> str:
    there = recovery_sheet.place(laptop.session)
    return f"{there.address}\n{' '.join(there.words())}"


def rehearse(laptop: Laptop, typed: str) -> None:
    recovery_sheet.rehearse(laptop.session, typed, lambda _address, key: laptop.central.client(key))


def come_back(newcomer: Laptop, there: str, typed: str, *, all_lost: bool = True, reach=None) -> None:
    recovery_sheet.come_back(
        newcomer.session,
        there,
        typed,
        all_lost=all_lost,
        reach=reach or (lambda _address, key: newcomer.central.client(key)),
        connect_to=newcomer.connect,
    )


def test_the_sheet_is_tried_and_nothing_changes(sanna):
    before = (sanna.session.store.me(), sanna.session.store.trust().signed_rosters, sanna.session.store.ring())
    rehearse(sanna, words(sanna.sheet))
    assert (sanna.session.store.me(), sanna.session.store.trust().signed_rosters, sanna.session.store.ring()) == before


def test_words_of_another_sheet_or_mistyped_are_told_apart(sanna):
    with pytest.raises(LuotsiError) as error:
        rehearse(sanna, words(new_id()))
    assert error.value.code == "recovery_sheet_old"
    with pytest.raises(LuotsiError) as error:
        rehearse(sanna, " ".join(reversed(recovery_sheet.words_of(sanna.sheet))))
    assert error.value.code == "wrong_recovery_words"


def test_a_sheet_whose_ring_is_not_the_newest_fails_the_trial(sanna):
    note(sanna, "Mustikka")
    laptops.rotate(sanna.session, sanna.connect)
    rehearse(sanna, words(sanna.sheet))
    with connect(sanna.central.owner) as connection:
        connection.execute("delete from handover where dev = '' and version = 2")
    with pytest.raises(LuotsiError) as error:
        rehearse(sanna, words(sanna.sheet))
    assert error.value.code == "sheet_opens_not"


def test_a_new_sheet_opens_the_ring_and_the_old_one_nothing(sanna, tmp_path):
    secret = recovery_sheet.new_secret()
    recovery_sheet.renew(sanna.session, secret, sanna.connect)
    rehearse(sanna, words(secret))
    with pytest.raises(LuotsiError) as error:
        rehearse(sanna, words(sanna.sheet))
    assert error.value.code == "recovery_sheet_old"
    old = RecoveryKey.derive(sanna.sheet, sanna.session.store.me().org).as_device()
    assert sanna.central.client(old).handover() is None
    newcomer = new_laptop(tmp_path / "new", "Sanna", sanna.central)
    with pytest.raises(LuotsiError) as error:
        come_back(newcomer, where(sanna), words(sanna.sheet))
    assert error.value.code == "recovery_sheet_old"
    assert not newcomer.session.store.me().enrolled


def test_the_central_system_takes_no_new_sheet_without_its_hand_over(sanna):
    from desktop_app.ledger.roster import Recovery, next_roster

    store = sanna.session.store
    key = RecoveryKey.derive(new_id(), store.me().org)
    before = store.trust().signed_rosters[store.me().org][-1]
    with pytest.raises(CentralRefused, match="handover_missing"):
        sanna.connect(sanna.session).publish(next_roster(before, store.me().key, recovery=Recovery.of(key)), ())


def test_only_an_administrator_makes_a_new_sheet(sanna, tmp_path):
    aino = new_laptop(tmp_path / "Aino", "Aino", sanna.central)
    join(aino, sanna)
    with pytest.raises(LuotsiError, match="not_an_administrator"):
        recovery_sheet.renew(aino.session, recovery_sheet.new_secret(), aino.connect)


def test_three_of_five_papers_bring_the_organisation_back_and_two_do_not(sanna, tmp_path):
    making = SheetInMaking(recovery_sheet.new_secret())
    making.keep_on(5, 3)
    recovery_sheet.renew(sanna.session, making.secret, sanna.connect)
    note(sanna, "Mustikka")
    sanna.sync()
    typed = ["\n".join(f"{n}. {word}" for n, word in enumerate(paper.words, 1)) for paper in making.papers]
    newcomer = new_laptop(tmp_path / "new", "Sanna uusi", sanna.central)
    with pytest.raises(LuotsiError, match="sheet_parts_lacking"):
        come_back(newcomer, where(sanna), "\n".join(typed[3:]))
    assert not newcomer.session.store.me().enrolled
    come_back(newcomer, where(sanna), "\n".join((typed[4], typed[0], typed[2])))
    assert newcomer.session.store.has_role(ADMIN)
    assert newcomer.session.store.ring().highest == 2


def test_an_organisation_that_lost_its_only_laptop_comes_back_with_all_its_history(sanna, tmp_path):
    case = note(sanna, "Mustikka")
    laptops.rotate(sanna.session, sanna.connect)
    note(sanna, "Puolukka")
    before, lost, worker = everything(sanna), sanna.dev, sanna.session.store.me().user
    there = where(sanna)
    newcomer = new_laptop(tmp_path / "new", "Sanna uusi", sanna.central)
    written_alone = note_alone(newcomer, "Karpalo")
    come_back(newcomer, there, words(sanna.sheet))
    assert (worker, "Sanna") in laptops.workers(newcomer.session)
    laptops.assign(newcomer.session, newcomer.dev, worker)
    newcomer.sync()
    after = everything(newcomer)
    same = {key: value for key, value in before.items() if value[0] != "member"}
    assert {key: after[key] for key in same} == same, "equal heads, conflicts and values"
    assert newcomer.session.store.me().user == worker
    texts = {one.text("text") for one in newcomer.session.store.records_of_kind("note")}
    assert texts == {"Mustikka", "Puolukka", "Karpalo"}
    assert newest(newcomer, written_alone, "note").text("text") == "Karpalo"
    assert newcomer.session.store.has_role(ADMIN)
    assert newcomer.session.store.ring().highest == 3, "the lost laptop reads nothing that is sealed from now on"
    newcomer.sync()
    states = {one.dev: one.state for one in listed(newcomer).values()}
    assert states[lost] == "retired"
    assert newcomer.session.store.verify().sound
    assert newcomer.session.store.unsent_count().changes == 0
    assert case
    with pytest.raises(LuotsiError, match="device_retired"):
        sanna.sync()
    recovery_sheet.rehearse(newcomer.session, words(sanna.sheet), lambda _address, key: newcomer.central.client(key))


def note_alone(laptop: Laptop, text: str) -> CaseId:
    case, _ = cases.open_new(laptop.session)
    write(laptop, "note", case, {"text": text})
    return case


def test_colleagues_who_still_have_their_laptops_may_keep_them(sanna, tmp_path):
    aino = new_laptop(tmp_path / "Aino", "Aino", sanna.central)
    join(aino, sanna)
    aino.sync()
    note(aino, "Mustikka")
    newcomer = new_laptop(tmp_path / "new", "Sanna uusi", sanna.central)
    come_back(newcomer, where(sanna), words(sanna.sheet), all_lost=False)
    lost = next(one for one in listed(newcomer).values() if one.worker == "Sanna")
    laptops.remove(newcomer.session, lost.dev, newcomer.connect)
    aino.sync()
    newcomer.sync()
    assert lost.user is not None
    laptops.assign(newcomer.session, newcomer.dev, lost.user)
    newcomer.sync()
    aino.sync()
    assert aino.session.store.ring() == newcomer.session.store.ring()
    assert everything(aino) == everything(newcomer)


def test_coming_back_goes_on_after_the_answer_was_lost(sanna, tmp_path):
    note(sanna, "Mustikka")
    newcomer = new_laptop(tmp_path / "new", "Sanna uusi", sanna.central)

    def deaf(_address: str, key: DeviceKey):
        client = sanna.central.client(key)
        publish = client.publish

        def lost(roster, handovers):
            publish(roster, handovers)
            raise CentralUnavailable("central_unavailable", reason="unreachable")

        client.publish = lost
        return client

    with pytest.raises(CentralUnavailable):
        come_back(newcomer, where(sanna), words(sanna.sheet), reach=deaf)
    assert not newcomer.session.store.me().enrolled
    come_back(newcomer, where(sanna), words(sanna.sheet))
    assert newcomer.session.store.me().enrolled
    roster = newcomer.session.store.trust().newest_roster(newcomer.session.store.me().org)
    assert roster is not None
    assert [device.active for device in roster.devices] == [False, True]


def test_another_root_or_a_wrong_place_brings_nothing_back(sanna, tmp_path):
    newcomer = new_laptop(tmp_path / "new", "Sanna uusi", sanna.central)
    there = recovery_sheet.place(sanna.session)
    false = Place(there.address, Hash(bytes(32)), there.org)
    with pytest.raises(Refused, match="wrong_root"):
        come_back(newcomer, f"{false.address} {' '.join(false.words())}", words(sanna.sheet))
    other = Place(there.address, there.root_hash, OrgId(new_id()))
    with pytest.raises(LuotsiError) as error:
        come_back(newcomer, f"{other.address} {' '.join(other.words())}", words(sanna.sheet))
    assert error.value.code == "recovery_sheet_unknown"
    for text in ("", "http://127.0.0.1:9 lumiukko", " ".join(there.words()), where(sanna)[:-1]):
        with pytest.raises(LuotsiError) as error:
            come_back(newcomer, text, words(sanna.sheet))
        assert error.value.code == "wrong_place", text
    assert not newcomer.session.store.me().enrolled


def test_the_place_is_read_back_from_its_words_and_from_an_invitation(sanna):
    from desktop_app.ledger.invitation import Invitation

    there = recovery_sheet.place(sanna.session)
    assert len(there.words()) == PLACE_WORDS
    assert Place.from_text(where(sanna)) == there
    assert Place.from_text(Invitation(there.address, there.root_hash, there.org, "").to_text()) == there


def test_the_sheet_reads_no_feed_and_an_assistance_system_comes_back_with_its_role(central, tmp_path):
    officer = new_laptop(tmp_path / "Virve", "Virve", central)
    found(officer, OrgKind.ASSISTANCE_SYSTEM, "Auttamisjärjestelmä", type_="migri_jvok", authority=True)
    officer.session.store.set_setting("central_address", "http://127.0.0.1:9")
    officer.sync()
    org = officer.session.store.me().org
    sheet = RecoveryKey.derive(officer.sheet, org).as_device()
    with pytest.raises(CentralRefused):
        central.client(sheet).feed(0, feed_start(org))
    newcomer = new_laptop(tmp_path / "new", "Virve uusi", central)
    come_back(newcomer, where(officer), words(officer.sheet))
    assert newcomer.session.store.has_role(DECIDE)
    assert newcomer.session.store.may_decide()


def test_sheets_of_organisations_that_were_there_before_are_known_after_the_update(sanna):
    """What the migration writes for rosters that were published before it."""
    org = sanna.session.store.me().org
    sheet = RecoveryKey.derive(sanna.sheet, org).as_device()
    with connect(sanna.central.owner) as connection:
        connection.execute("delete from device_home where dev = %s", (sheet.dev,))
        with pytest.raises(CentralRefused, match="unknown_device"):
            sanna.central.client(sheet).handover()
        connection.execute(next(text for number, text in migrations() if number == 4).encode())
    assert sanna.central.client(sheet).handover() is not None
