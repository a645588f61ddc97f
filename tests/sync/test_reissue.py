"""Joining, clones and restored backups: nothing written is lost, nothing stands twice, and everybody agrees."""

import pytest

from desktop_app.errors import LuotsiError
from desktop_app.ledger.ids import RecordId
from desktop_app.ledger.messages import CentralUnavailable
from desktop_app.sync.reissue import join_organisation, leave_retired_identity
from tests.storage.laptops import AT, case_id, make_store
from tests.sync.office import NOW, Laptop, Line


@pytest.fixture
def newcomer(central, tmp_path):
    """A laptop that has worked alone so far."""
    store = make_store(tmp_path / "newcomer.db", "Aino K.")
    yield Laptop(store, Line(central.central), tmp_path / "newcomer.db")
    store.close()


def join(office, laptop):
    """Name the laptop in the roster, and let it join."""
    office.central.add_device(office.organisation, laptop.store.me().key)
    laptop.line = Line(office.central.central, laptop.store.me().dev)
    trust = office.laptops[0].store.trust()
    for signed in laptop.line.rosters(office.organisation.org, trust.newest_roster(office.organisation.org).version):
        trust = trust.accept_roster(signed)
    ring = office.organisation.ring
    join_organisation(laptop.store, laptop.line, trust, office.organisation.org, ring, lambda: NOW)


def saved(laptop):
    """Return hashes of all that was ever saved here."""
    return laptop.log()


def test_a_laptop_that_worked_alone_brings_its_work_into_the_organisation(found, newcomer):
    office = found(1)
    case = case_id()
    record = newcomer.write(text="a", case=case)
    newcomer.write(record, text="b", case=case)
    other = newcomer.write(text="c")
    before = saved(newcomer)
    member = newcomer.store.me().user
    join(office, newcomer)
    me = newcomer.store.me()
    assert (me.org, me.enrolled, me.n) == (office.organisation.org, True, 4)
    assert newcomer.values(record) == {"text": "b"}
    assert newcomer.store.conflicts() == ()
    assert newcomer.sync().pushed == 4
    one = office.laptops[0]
    assert case in one.sync().cases
    assert (one.values(record), one.values(other)) == ({"text": "b"}, {"text": "c"})
    assert one.values(member)["name"] == "Aino K."
    assert one.everything() == newcomer.everything()
    assert before <= saved(newcomer)
    assert {reason for _, reason in newcomer.store.refused()} == {"reissued"}
    was = {newcomer.store.payload(change).was for change in office.feed()}
    assert was == before


def test_drafts_stand_over_the_new_names(found, newcomer):
    office = found(1)
    record = newcomer.write(text="a")
    me = newcomer.store.me()
    base = newcomer.store.record(me.org, me.own_stream, RecordId(record)).heads["text"]
    newcomer.store.drafts.put(RecordId(record), "note", None, me.own_stream, {"text": ("b", base)}, AT)
    join(office, newcomer)
    me = newcomer.store.me()
    (draft,) = newcomer.store.drafts.all()
    heads = newcomer.store.record(me.org, me.own_stream, RecordId(record)).heads["text"]
    assert (draft.stream, draft.fields["text"]) == (me.own_stream, ("b", heads))


def test_joining_again_after_a_crash_is_no_harm(found, newcomer):
    office = found(1)
    newcomer.write(text="a")
    join(office, newcomer)
    trust = newcomer.store.trust()
    before = newcomer.log()
    join_organisation(
        newcomer.store, newcomer.line, trust, office.organisation.org, office.organisation.ring, lambda: NOW
    )
    assert newcomer.log() == before


def agree(office):
    """Sync everybody; all laptops must end equal, with nothing unsent, and as a rebuild has it."""
    office.settle()
    first = office.laptops[0].everything()
    for laptop in office.laptops[1:]:
        assert laptop.everything() == first
    for laptop in office.laptops:
        assert laptop.store.unsent_count().changes == 0
        rebuilt = laptop.everything()
        laptop.store.rebuild()
        assert laptop.everything() == rebuilt


def test_of_two_copies_of_a_laptop_both_keep_all_they_wrote(found, tmp_path):
    office = found(2)
    one, two = office.laptops
    shared = two.write(text="before")
    office.settle()
    clone = office.copy(two, "clone")
    office.laptops.append(clone)
    first = [two.write(shared, text="on the first"), two.write(text="first's own")]
    second = [clone.write(shared, text="on the clone"), clone.write(text="clone's own"), clone.write(text="more")]
    old = two.store.me().key
    before = saved(two) | saved(clone)
    two.sync()
    assert clone.sync().cloned
    assert clone.store.me().dev != two.store.me().dev
    assert not clone.store.me().enrolled
    later = clone.write(text="written while waiting")
    unsent = two.write(text="of the first, not sent before the end")
    office.enrol_again(clone, old)
    office.laptops.remove(two)
    agree(office)
    for record in (*second[1:], later, first[1]):
        assert one.values(record) == clone.values(record) is not None
    assert {v.value for c in one.store.conflicts() for v in c.versions} == {"on the first", "on the clone"}
    # the first copy learns that its id has ended, and takes a new one, too
    with pytest.raises(LuotsiError):
        two.sync()
    two.store.set_trust(clone.store.trust())
    assert not two.store.me().enrolled
    leave_retired_identity(two.store, lambda: NOW)
    leave_retired_identity(clone.store, lambda: NOW)
    assert clone.store.me().enrolled
    office.laptops.append(two)
    office.enrol_again(two)
    agree(office)
    assert one.values(unsent) == {"text": "of the first, not sent before the end"}
    assert before <= saved(two) | saved(clone)
    assert len(office.feed()) == len({change.hash for change in office.feed()})


def test_a_restored_backup_gets_back_what_it_had_sent_and_keeps_what_it_writes(found):
    office = found(2)
    one, two = office.laptops
    record = two.write(text="a")
    two.sync()
    backup = office.copy(two, "backup")
    sent = two.write(record, text="b")
    more = two.write(text="c")
    two.sync()
    one.sync()
    two.store.close()
    office.laptops[1] = backup
    fresh = backup.write(text="after the restore")
    edited = backup.write(record, text="not knowing of b")
    old = backup.store.me().key
    report = backup.sync()
    assert report.cloned
    assert {backup.values(name) is None for name in (sent, more, fresh, edited)} == {False}
    office.enrol_again(backup, old)
    agree(office)
    assert one.values(more) == {"text": "c"}
    assert one.values(fresh) == {"text": "after the restore"}
    (conflict,) = one.store.conflicts()
    assert {version.value for version in conflict.versions} == {"b", "not knowing of b"}


def test_a_restored_backup_that_wrote_nothing_takes_a_new_id_and_doubles_nothing(found):
    office = found(2)
    one, two = office.laptops
    two.write(text="a")
    two.sync()
    backup = office.copy(two, "backup")
    record = two.write(text="b")
    two.sync()
    two.store.close()
    office.laptops[1] = backup
    old = backup.store.me().key
    assert backup.sync().cloned
    assert backup.values(record) == {"text": "b"}
    office.enrol_again(backup, old)
    agree(office)
    assert len(office.feed()) == 2
    backup.write(text="c")
    agree(office)
    assert one.everything() == backup.everything()


def test_a_lost_reply_is_no_fork(found):
    office = found(2)
    two = office.laptops[1]
    two.write(text="a")
    two.line.lose_reply = True
    with pytest.raises(CentralUnavailable):
        two.sync()
    two.line.lose_reply = False
    two.write(text="b")
    assert not two.sync().cloned
    agree(office)
