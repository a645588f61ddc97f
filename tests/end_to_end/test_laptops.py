"""An administrator sees whose laptops there are, and removes one: from then on it reads nothing that is sealed."""

from __future__ import annotations

import pytest

from central_system.local import LocalCentral
from desktop_app.domain.membership import CONFIRMED, with_confirmed, with_device
from desktop_app.domain.record import Record
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json
from desktop_app.ledger.central_system import CentralSystem
from desktop_app.ledger.change import Op
from desktop_app.ledger.directory import OrgKind
from desktop_app.ledger.ids import CaseId, DeviceId
from desktop_app.ledger.messages import CentralRefused, CentralUnavailable
from desktop_app.ledger.refusal import Waiting
from desktop_app.ledger.roster import ADMIN
from desktop_app.ledger.sealing import KeySource, open_payload
from desktop_app.sync.reissue import take_new_identity
from desktop_app.use_cases import case_cover, cases, enrolment, laptops, members, proposal
from tests.end_to_end.people import Laptop, found, join, new_laptop, newest
from tests.end_to_end.test_story import give, write

BOTH = frozenset({ADMIN})


@pytest.fixture
def team(central, tmp_path):
    """Three laptops of one organisation; Sanna and Mikael are administrators, Aino's laptop is to go."""
    sanna, mikael, aino = (new_laptop(tmp_path / name, name, central) for name in ("Sanna", "Mikael", "Aino"))
    found(sanna, OrgKind.OUTREACH, "Esimerkkityö ry")
    join(mikael, sanna, BOTH)
    join(aino, sanna)
    for _ in range(2):
        for one in (sanna, mikael, aino):
            one.sync()
    return sanna, mikael, aino


def remove(administrator: Laptop, gone: Laptop) -> None:
    laptops.remove(administrator.session, gone.dev, administrator.connect)


def listed(administrator: Laptop) -> dict[str, laptops.Laptop]:
    standings = laptops.ask(administrator.session, administrator.connect)
    return {one.worker: one for one in laptops.read(administrator.session, standings)}


def note(laptop: Laptop, text: str) -> CaseId:
    """Write a note in a case that everybody known here may open, and sync; the case."""
    case = open_to_all(laptop)
    write(laptop, "note", case, {"text": text})
    laptop.sync()
    return case


def open_to_all(laptop: Laptop) -> CaseId:
    case, _ = cases.open_new(laptop.session)
    me = laptop.session.store.me().user
    case_cover.set_team(laptop.session, case, [user for user in members.names(laptop.session) if user != me])
    return case


def everything(laptop: Laptop) -> dict[bytes, tuple[str, object, object, object]]:
    store = laptop.session.store
    return {
        one.record: (one.kind, one.values, one.heads, one.conflicts)
        for kind in ("case", "note", "person", "member")
        for one in store.records_of_kind(kind)
    }


def test_the_list_says_whose_each_laptop_is_since_when_and_when_it_was_last_heard_of(team):
    sanna, _, aino = team
    found_ = listed(sanna)
    assert set(found_) == {"Sanna", "Mikael", "Aino"}
    assert found_["Sanna"].own
    assert found_["Mikael"].roles == {ADMIN}
    assert found_["Aino"].roles == frozenset()
    before = found_["Aino"].seen
    note(aino, "Vadelma")
    again = listed(sanna)["Aino"]
    assert again.since == found_["Aino"].since
    assert again.seen is not None
    assert before is not None
    assert again.seen > before
    assert {one.state for one in listed(sanna).values()} == {"active"}


def test_a_name_is_confirmed_by_an_administrator_alone_and_for_that_name(team):
    sanna, _, aino = team
    with pytest.raises(LuotsiError, match="not_an_administrator"):
        laptops.read(aino.session)
    assert not listed(sanna)["Aino"].confirmed
    laptops.confirm(sanna.session, aino.dev)
    assert listed(sanna)["Aino"].confirmed
    aino.sync()
    members.change_own(aino.session, "Aino K.", "")
    aino.sync()
    assert not listed(sanna)["Aino K."].confirmed, "another name has to be confirmed again"


def test_a_confirmation_that_no_administrator_wrote_does_not_count(team):
    sanna, _, aino = team
    (record,) = [one for one in aino.session.store.records_of_kind("member") if one.text("name") == "Aino"]
    said: dict[str, Json] = {CONFIRMED: with_confirmed(record, aino.dev)}
    op = Op(record.record, "member", said, {CONFIRMED: ()})
    aino.session.store.save([op], case=None, at=aino.session.at())
    aino.sync()
    assert not listed(sanna)["Aino"].confirmed


def test_a_removed_laptop_reads_nothing_that_is_sealed_later_and_the_others_go_on(team):
    sanna, mikael, aino = team
    kept = note(aino, "Mustikka")
    remove(sanna, aino)
    assert sanna.session.store.ring().highest == 2
    note(sanna, "Puolukka")
    mikael.sync()
    assert mikael.session.store.ring() == sanna.session.store.ring()
    note(mikael, "Karpalo")
    sanna.sync()
    assert everything(sanna) == everything(mikael)
    texts = {one.text("text") for one in sanna.session.store.records_of_kind("note")}
    assert texts == {"Mustikka", "Puolukka", "Karpalo"}
    assert newest(sanna, kept, "note").text("text") == "Mustikka"
    with pytest.raises(LuotsiError, match="device_retired"):
        aino.sync()
    assert aino.session.store.ring().highest == 1
    me = aino.session.store.me()
    keys = KeySource(me.org, aino.session.store.ring())
    sealed_later = [one for one in sanna.session.store.written(0) if one.parsed.epoch == 2]
    assert sealed_later
    for change in sealed_later:  # even with the sealed bytes in hand
        with pytest.raises(Waiting):
            open_payload(change, keys)
    assert aino.connect(aino.session).handover().parsed().version < sanna.session.store.me().roster
    assert listed(sanna)["Aino"].state == "retired"


def test_what_a_removed_laptop_wrote_and_never_sent_counts_nowhere(team):
    sanna, _, aino = team
    sent = note(aino, "Mustikka")
    write(aino, "note", open_to_all(aino), {"text": "Juolukka"})
    remove(sanna, aino)
    with pytest.raises(LuotsiError, match="device_retired"):
        aino.sync()
    unsent = aino.session.store.unsent()
    assert unsent
    # a courier carries what the removed laptop holds: it is set aside, and nobody shows it
    assert set(sanna.connect(sanna.session).push(unsent).quarantined) == {one.parsed.n for one in unsent}
    assert listed(sanna)["Aino"].set_aside == len(unsent)
    assert {one.text("text") for one in sanna.session.store.records_of_kind("note")} == {"Mustikka"}
    assert sent


def test_two_administrators_at_once_make_one_rotation_and_the_other_is_told_and_tries_again(team, tmp_path, central):
    sanna, mikael, aino = team
    joonas = new_laptop(tmp_path / "Joonas", "Joonas", central)
    join(joonas, sanna)
    joonas.sync()

    class Slow(LocalCentral):
        def publish(self, roster, handovers):
            remove(sanna, joonas)
            super().publish(roster, handovers)

    late = Slow(central.central, mikael.dev)
    with pytest.raises(LuotsiError) as error:
        laptops.remove(mikael.session, aino.dev, lambda _session: late)
    assert error.value.code == "laptops_changed"
    assert mikael.session.store.ring().highest == 1
    assert listed(mikael)["Aino"].state == "active", "nothing of the loser's was done"
    assert mikael.session.store.ring().highest == 2
    remove(mikael, aino)
    sanna.sync()
    assert sanna.session.store.ring() == mikael.session.store.ring()
    assert sanna.session.store.ring().highest == 3
    assert {one.worker for one in laptops.read(sanna.session) if one.state == "retired"} == {"Aino", "Joonas"}


def test_a_rotation_whose_answer_was_lost_is_found_again_by_the_next_sync(team, central):
    sanna, mikael, aino = team

    class Deaf(LocalCentral):
        def publish(self, roster, handovers):
            super().publish(roster, handovers)
            raise CentralUnavailable("central_unavailable", reason="unreachable")

    deaf: CentralSystem = Deaf(central.central, sanna.dev)
    with pytest.raises(CentralUnavailable):
        laptops.remove(sanna.session, aino.dev, lambda _session: deaf)
    assert sanna.session.store.ring().highest == 1
    sanna.sync()
    mikael.sync()
    assert sanna.session.store.ring().highest == 2
    assert sanna.session.store.ring() == mikael.session.store.ring()


def test_nobody_removes_the_own_laptop_or_one_twice_and_only_administrators_remove(team):
    sanna, mikael, aino = team
    with pytest.raises(LuotsiError, match="own_laptop"):
        remove(sanna, sanna)
    with pytest.raises(LuotsiError, match="not_an_administrator"):
        remove(aino, mikael)
    with pytest.raises(CentralRefused, match="not_an_administrator"):
        aino.connect(aino.session).laptops()
    remove(sanna, aino)
    with pytest.raises(LuotsiError, match="no_such_laptop"):
        remove(sanna, aino)
    assert sanna.session.store.ring().highest == 2


def test_others_seal_to_the_highest_epoch_of_a_reader_that_they_have_seen(team, tmp_path, central):
    sanna, _, _ = team
    officer, second = (new_laptop(tmp_path / name, name, central) for name in ("Virve", "Veikko"))
    found(officer, OrgKind.ASSISTANCE_SYSTEM, "Auttamisjärjestelmä", type_="migri_jvok", authority=True)
    join(second, officer)
    second.sync()
    remove(officer, second)
    sanna.sync()
    case, _ = cases.open_new(sanna.session)
    write(sanna, "proposal", case, {"why_needs_help": "Mansikka"})
    give(sanna, case, "send_proposal", ["identity"])
    proposal.send(sanna.session, case)
    shared = [one.parsed for one in sanna.session.store.written(0) if one.parsed.wrap is not None]
    assert {one.wrap.to_epoch for one in shared} == {2}
    sanna.sync()
    officer.sync()
    assert any(one.text("why_needs_help") == "Mansikka" for one in _received(officer))
    keys = KeySource(second.session.store.me().org, second.session.store.ring())
    for change in sanna.session.store.written(0):
        if change.parsed.wrap is not None:
            with pytest.raises(Waiting):
                open_payload(change, keys)


def _received(officer: Laptop) -> list[Record]:
    found_: list[Record] = []
    for row in cases.page(officer.session, cases.ListRequest()).rows:
        found_ += [one for one in officer.session.store.case_records(row.case) if one.kind == "proposal"]
    return found_


def test_a_laptop_let_in_after_another_administrators_rotation_gets_the_newest_ring(team, tmp_path, central):
    sanna, mikael, aino = team
    remove(mikael, aino)
    late = new_laptop(tmp_path / "Late", "Late", central)
    join(late, sanna)
    late.sync()
    mikael.sync()
    assert late.session.store.ring().highest == 2
    note(mikael, "Lakka")
    late.sync()
    assert {one.text("text") for one in late.session.store.records_of_kind("note")} == {"Lakka"}


def test_a_laptop_enrolled_again_takes_the_place_of_its_old_id_in_one_version(team):
    sanna, _, aino = team
    note(aino, "Mustikka")
    old = aino.dev
    take_new_identity(aino.session.store, aino.session.clock)
    let_in_again(aino, sanna, old)
    aino.sync()
    mine = [one for one in seen_by(sanna) if one.worker == "Aino"]
    assert {(one.dev, one.state) for one in mine} == {(old, "retired"), (aino.dev, "active")}
    assert sanna.session.store.ring().highest == 1


def let_in_again(laptop: Laptop, administrator: Laptop, old: DeviceId, *, rotate: bool = False) -> None:
    """Let a laptop in, in the place of one that its worker had before, in one version of the roster."""
    text = enrolment.invite(administrator.session, administrator.connect)
    enrolment.ask_to_join(laptop.session, text, "sama kone", laptop.connect)
    (waiting,) = enrolment.waiting_laptops(administrator.session, administrator.connect)
    before = administrator.session.store.me().roster
    enrolment.let_in(
        administrator.session, waiting.ticket, frozenset(), administrator.connect, replaces=old, rotate=rotate
    )
    assert administrator.session.store.me().roster == before + 1
    administrator.sync()
    enrolment.look_for_answer(laptop.session, laptop.connect)


def seen_by(administrator: Laptop) -> tuple[laptops.Laptop, ...]:
    return laptops.read(administrator.session, laptops.ask(administrator.session, administrator.connect))


def test_a_worker_with_another_laptop_goes_on_with_the_cases_of_the_broken_one(team, tmp_path, central):
    sanna, _, aino = team
    secret, _ = cases.open_new(aino.session)  # in nobody's team but Aino's
    write(aino, "note", secret, {"text": "Mustikka"})
    aino.sync()
    another = new_laptop(tmp_path / "another", "Aino uusi", central)
    alone, _ = cases.open_new(another.session)
    let_in_again(another, sanna, aino.dev, rotate=True)
    another.sync()
    assert another.session.store.me().user == aino.session.store.me().user
    assert newest(another, secret, "note").text("text") == "Mustikka"
    assert {row.case for row in cases.page(another.session, cases.ListRequest()).rows} == {secret, alone}
    assert cases.page(sanna.session, cases.ListRequest()).rows == ()
    another.sync()
    assert another.session.store.verify().sound
    assert [(one.worker, one.confirmed) for one in seen_by(sanna) if one.dev == another.dev] == [("Aino", True)]
    with pytest.raises(LuotsiError, match="device_retired"):
        aino.sync()


def test_nobody_becomes_another_worker_without_an_administrators_word(team):
    sanna, mikael, aino = team
    (record,) = [one for one in aino.session.store.records_of_kind("member") if one.text("name") == "Mikael"]
    values: dict[str, Json] = {CONFIRMED: with_confirmed(record, aino.dev), "devices": with_device(record, aino.dev)}
    aino.session.store.save([Op(record.record, "member", values, {})], case=None, at=aino.session.at())
    user = aino.session.store.me().user
    aino.sync()
    aino.sync()
    assert aino.session.store.me().user == user != mikael.session.store.me().user
    assert sanna
