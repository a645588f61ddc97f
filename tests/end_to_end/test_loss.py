"""What happens to laptops and servers: a copy, a restored backup, a dead laptop, a restored server; through the window.

Every story ends with all laptops alike, rebuilt stores alike, and everything that was ever saved accounted for.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desktop_app.i18n.labels import Labels
from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.directory import OrgKind
from desktop_app.ledger.ids import CaseId, Hash
from desktop_app.storage import changes
from desktop_app.ui.background import Background
from desktop_app.ui.change_feed import ChangeFeed
from desktop_app.ui.view_models.backup import BackupViewModel
from desktop_app.ui.view_models.laptops import LaptopsViewModel
from desktop_app.ui.view_models.organisation import OrganisationViewModel
from desktop_app.ui.view_models.status import StatusViewModel
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.ui.view_models.unlock import Step, UnlockViewModel
from desktop_app.use_cases import cases, records, store_access
from desktop_app.use_cases.enrolment import EnrolmentStep
from desktop_app.use_cases.session import Session
from desktop_app.use_cases.standing import Left
from desktop_app.use_cases.synchronising import ADDRESS
from tests.end_to_end.people import CHEAP, Laptop, found, newest
from tests.end_to_end.test_laptops import everything, open_to_all
from tests.end_to_end.test_story import write
from tests.sync.test_restored_server import go_back

PHRASE = "koe salalause vain"


@dataclass
class Window:
    """One worker's window: the view models over an open store, with helpers of its own."""

    session: Session
    qtbot: object
    background: Background = field(default_factory=Background)
    failures: list[Exception] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.background.report_failures_to(self.failures.append)
        self.around = Surroundings(self.session, self.background, ChangeFeed(), Labels.load())
        self.status = StatusViewModel(self.around)
        self.organisation = OrganisationViewModel(self.around)
        self.laptops = LaptopsViewModel(self.around)
        self.organisation.read()
        self.wait(lambda: not self.organisation.busy)

    @property
    def dev(self) -> bytes:
        return self.session.store.me().dev

    @property
    def left(self) -> Left:
        assert self.status.status is not None
        return self.status.status.left

    def wait(self, until: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(until, timeout=30_000)  # type: ignore[attr-defined] # pytest-qt has no types

    def sync(self) -> None:
        """Press *Try now* and wait for the round's end, whichever it is."""
        ended: list[object] = []
        self.status.synced.connect(ended.append)
        self.status.failed.connect(ended.append)
        self.read_status()
        if not self.status.status.enrolled:  # type: ignore[union-attr] # read just above
            return
        self.status.sync()
        self.wait(lambda: bool(ended))
        self.read_status()

    def read_status(self) -> None:
        self.background.store_now(lambda: None)
        self.status.status = None
        self.status.read()
        self.wait(lambda: self.status.status is not None)

    def close(self) -> None:
        self.background.close()
        store_access.lock(self.session)


@pytest.fixture
def world(served, tmp_path, qtbot, qapp) -> Iterator[tuple[Window, Window, Callable[[Session], Window]]]:
    """Sanna's window, an administrator's; Mikael's; and a way to open more."""
    windows: list[Window] = []

    def opened(session: Session) -> Window:
        windows.append(Window(session, qtbot))
        return windows[-1]

    sanna = opened(store_access.create(tmp_path / "sanna", PHRASE, "Sanna", cost=CHEAP).session)
    mikael = opened(store_access.create(tmp_path / "mikael", PHRASE, "Mikael", cost=CHEAP).session)
    found(Laptop(sanna.session, served.test), OrgKind.OUTREACH, "Testiliitto")
    sanna.session.store.set_setting(ADDRESS, served.test.url)
    let_in(mikael, sanna)
    for _ in range(2):
        sanna.sync(), mikael.sync()
    yield sanna, mikael, opened
    for window in windows:
        window.close()


def let_in(newcomer: Window, administrator: Window, place_of: bytes | None = None, *, rotate: bool = False) -> None:
    """Invitation, six words on both screens, and the press that lets the laptop in."""
    boss, there = administrator.laptops, newcomer.organisation
    boss.invitation = ""
    boss.invite()
    administrator.wait(lambda: bool(boss.invitation))
    there.join(boss.invitation, "kone")
    newcomer.wait(lambda: there.enrolment.step is EnrolmentStep.WAITING)
    boss.look_for_laptops()
    administrator.wait(lambda: [one.words for one in boss.waiting] == [there.enrolment.words])
    done: list[object] = []
    boss.let_in_done.connect(lambda: done.append(True))
    boss.let_in(boss.waiting[0].ticket, frozenset(), place_of, rotate=rotate)  # type: ignore[arg-type] # an id
    administrator.wait(lambda: bool(done))
    there.look()
    newcomer.wait(lambda: there.enrolment.step is EnrolmentStep.JOINED)


def bare(window: Window) -> Laptop:
    """Return the laptop behind a window, of which only the session is asked."""
    return Laptop(window.session, None)  # type: ignore[arg-type] # it speaks to the central system by itself


def note(window: Window, text: str) -> CaseId:
    """Write a note in a case that everybody known here may open; it is not sent yet."""
    laptop = bare(window)
    case = open_to_all(laptop)
    write(laptop, "note", case, {"text": text})
    return case


def texts(window: Window) -> set[str]:
    return {one.text("text") for one in window.session.store.records_of_kind("note")}


def saved(window: Window) -> set[Hash]:
    """Every change that was ever saved here by this laptop, under whichever id, or that it gave way to."""
    store = window.session.store
    return {one.hash for one in store.written(0)} | {change.hash for change, _ in store.refused()}


def settle(*windows: Window) -> None:
    """Sync everybody until all are alike; rebuilding changes nothing, and nothing is unsent."""
    for _ in range(3):
        for window in windows:
            window.sync()
    first = everything(bare(windows[0]))
    for window in windows:
        store = window.session.store
        assert everything(bare(window)) == first
        assert store.unsent_count().changes == 0
        me = store.me()
        assert store.feed_hash_at(me.feed_seq) == me.feed_hash
        assert store.verify().sound, "rebuilt, it is the same store"
    ends = {(one.session.store.me().feed_seq, one.session.store.me().feed_hash) for one in windows}
    assert len(ends) == 1


def states(window: Window) -> dict[bytes, str]:
    """Press *Look again* on the page of laptops: what stands there then."""
    window.laptops.look()
    window.wait(lambda: not window.laptops.busy)
    window.laptops.laptops = window.laptops.laptops[:0]
    window.laptops.read()
    window.wait(lambda: bool(window.laptops.laptops))
    return {one.dev: one.state for one in window.laptops.laptops}


def copy_of(window: Window, folder: Path, opened: Callable[[Session], Window]) -> Window:
    """Open a copy of a laptop's disk."""
    source = window.session.folder
    window.session.store._database.checkpoint()
    shutil.copytree(source, folder)
    (folder / "in-use").unlink(missing_ok=True)
    return opened(store_access.unlock(folder, PHRASE))


def test_a_copied_store(world, tmp_path):
    sanna, mikael, opened = world
    copy = copy_of(mikael, tmp_path / "copy", opened)
    note(mikael, "Mustikka")
    note(copy, "Puolukka")
    before = saved(mikael) | saved(copy)
    old = mikael.dev
    mikael.sync()
    copy.sync()
    assert copy.dev != old, "a device id is used once"
    assert copy.left is Left.COPIED, "and the worker is told"
    assert states(sanna)[old] == "forked", "the administrator sees two copies"
    later = note(copy, "Karpalo")
    copy.organisation.read()
    copy.wait(lambda: copy.organisation.enrolment.step is EnrolmentStep.ALONE)
    let_in(copy, sanna, old, rotate=True)
    copy.sync()
    assert sanna.session.store.ring().highest == 2
    settle(sanna, copy)
    assert texts(sanna) == {"Mustikka", "Puolukka", "Karpalo"}
    assert cases.read(copy.session, later).newest("note") is not None
    assert before <= saved(copy) | {one.hash for one in feed(sanna)}, "nothing that was saved is gone"
    mikael.sync()
    assert mikael.session.store.me().enrolled is False, "the other copy is out"


def feed(window: Window) -> list[SignedChange]:
    """Every change that the organisation's feed holds, from a laptop that has it whole."""
    with window.session.store._database.read() as connection:
        return [line.change for line in changes.every(connection) if line.seq is not None]


def backup_of(window: Window, where: Path) -> Path:
    model = BackupViewModel(window.around)
    made: list[str] = []
    model.made.connect(made.append)
    where.mkdir()
    model.make(where)
    window.wait(lambda: bool(made))
    assert [one.where for one in model.backups] in ([], made)
    return Path(made[0])


def brought_back(backup: Path, folder: Path, window: Window, opened: Callable[[Session], Window]) -> Window:
    """Bring a backup back at the entrance of a laptop without a store, and open it with the passphrase."""
    model = UnlockViewModel(folder, window.background)
    assert model.step is Step.LANGUAGE
    sessions: list[Session] = []
    model.opened.connect(sessions.append)
    model.bring_back(backup)
    window.wait(lambda: model.step is Step.UNLOCK and not model.busy)
    model.unlock(PHRASE)
    window.wait(lambda: bool(sessions))
    return opened(sessions[0])


def typed_back(window: Window) -> None:
    """As if the recovery words had been typed back at the first start."""
    window.session.store.set_setting("recovery_confirmed", "yes")


def test_a_restored_backup_takes_a_new_id_before_it_sends_and_brings_its_drafts(world, tmp_path):
    sanna, mikael, opened = world
    typed_back(mikael)
    unsent = note(mikael, "Mustikka")
    form = records.new_form(mikael.session, "note", unsent)
    records.keep_draft(mikael.session, form, {"text": "Luonnos"})
    backup = backup_of(mikael, tmp_path / "stick")
    mikael.sync()  # what was unsent in the backup is in the feed now, and more
    write(bare(mikael), "note", unsent, {"text": "Puolukka"})
    mikael.sync()
    old = mikael.dev
    restored = brought_back(backup, tmp_path / "new", sanna, opened)
    assert restored.dev == old, "it does not know yet what was sent under its id"
    note(restored, "Karpalo")
    restored.sync()
    assert restored.dev != old
    assert states(sanna)[old] == "active", "it sent nothing under the old id: no fork"
    let_in(restored, sanna, old)
    settle(sanna, restored)
    assert texts(restored) >= {"Mustikka", "Puolukka", "Karpalo"}
    found_ = [one.text("text") for one in restored.session.store.records_of_kind("note")]
    assert len(found_) == len(set(found_)), "nothing stands twice"
    assert restored.session.store.conflicts() == (), "and no older value beside a newer one"
    assert records.find_form(restored.session, form.record) is not None, "the draft came along"


def test_a_backup_of_a_laptop_that_was_removed_meanwhile(world, tmp_path):
    """The laptop died after its last sync, was removed, and its backup turns up."""
    sanna, mikael, opened = world
    typed_back(mikael)
    note(mikael, "Mustikka")
    backup = backup_of(mikael, tmp_path / "stick")
    mikael.sync()
    note(mikael, "Puolukka")
    mikael.sync()
    sanna.sync()
    gone = next(one for one in laptops_of(sanna) if one.dev == mikael.dev)
    removed: list[str] = []
    sanna.laptops.removed.connect(removed.append)
    sanna.laptops.remove(gone)
    sanna.wait(lambda: bool(removed))
    restored = brought_back(backup, tmp_path / "new", sanna, opened)
    note(restored, "Karpalo")
    restored.sync()
    assert restored.left is Left.REMOVED
    restored.organisation.read()
    restored.wait(lambda: restored.organisation.enrolment.step is EnrolmentStep.ALONE)
    let_in(restored, sanna)
    settle(sanna, restored)
    assert texts(restored) == {"Mustikka", "Puolukka", "Karpalo"}
    assert restored.session.store.conflicts() == ()
    assert len(restored.session.store.records_of_kind("note")) == 3


def laptops_of(window: Window):
    states(window)
    return window.laptops.laptops


def test_a_dead_laptop_is_removed_and_its_worker_goes_on_with_another(world, tmp_path):
    sanna, mikael, opened = world
    secret, _ = cases.open_new(mikael.session)
    write(bare(mikael), "note", secret, {"text": "Mustikka"})
    mikael.sync()
    dead = mikael.dev
    another = opened(store_access.create(tmp_path / "another", PHRASE, "Mikael uusi", cost=CHEAP).session)
    let_in(another, sanna, dead, rotate=True)
    another.sync()
    assert newest(bare(another), secret, "note").text("text") == "Mustikka"
    assert states(sanna) == {sanna.dev: "active", another.dev: "active", dead: "retired"}
    for _ in range(2):
        sanna.sync(), another.sync()
    assert another.session.store.ring() == sanna.session.store.ring()
    assert another.session.store.ring().highest == 2


def test_a_restored_server_gets_back_what_it_lost(world, served):
    sanna, mikael, _ = world
    for text in ("Mustikka", "Puolukka"):
        note(mikael, text)
        mikael.sync()
        sanna.sync()
    before = {one.hash for one in feed(sanna)}
    org = type("Office", (), {})()
    org.organisation, org.central = type("O", (), {"org": sanna.session.store.me().org})(), served.test
    go_back(org, 3)
    note(mikael, "Karpalo")
    mikael.sync()
    settle(sanna, mikael)
    assert before < {one.hash for one in feed(sanna)}
    assert texts(sanna) == {"Mustikka", "Puolukka", "Karpalo"}
    assert states(sanna) == {sanna.dev: "active", mikael.dev: "active"}, "and nobody is taken for a copy"


def test_a_laptop_that_is_to_destroy_its_keys_sends_first_and_then_opens_no_more(world):
    sanna, mikael, _ = world
    note(mikael, "Mustikka")
    states(sanna)
    (target,) = [one for one in sanna.laptops.laptops if one.dev == mikael.dev]
    told: list[object] = []
    sanna.laptops.told.connect(lambda: told.append(True))
    sanna.laptops.tell(target, "wipe")
    sanna.wait(lambda: bool(told))
    done: list[object] = []
    mikael.status.obeyed.connect(done.append)
    mikael.sync()
    mikael.wait(lambda: bool(done))
    sanna.sync()
    assert texts(sanna) == {"Mustikka"}
    assert UnlockViewModel(mikael.session.folder, mikael.background).step is Step.SLOTS_MISSING
