"""What is typed into a form survives pulls, saves, sync rounds, locks and a full disk, and hides nobody's words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication

from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import b64
from desktop_app.ledger.directory import OrgKind
from desktop_app.ui.background import Background
from desktop_app.ui.change_feed import ChangeFeed
from desktop_app.ui.view_models.form import FormViewModel
from desktop_app.use_cases import cases, conflicts, records
from tests.end_to_end.people import Laptop, found, join, new_laptop


class Desk:
    """One laptop's store thread, change feed and failures."""

    def __init__(self, session) -> None:
        self.session = session
        self.failures: list[LuotsiError] = []
        self.background = Background()
        self.background.report_failures_to(self.failures.append)
        self.feed = ChangeFeed()

    def form(self) -> FormViewModel:
        return FormViewModel(self.session, self.background, self.feed)

    def pause(self) -> None:
        """Wait until the store's thread has done what was asked; its answers are not delivered yet."""
        self.background.store_now(lambda: None)


@pytest.fixture
def sanna(tmp_path, central) -> Laptop:
    return new_laptop(tmp_path / "sanna", "Sanna L.", central)


@pytest.fixture
def desk(sanna, qapp) -> Iterator[Desk]:
    made = Desk(sanna.session)
    yield made
    made.background.close()


def opened(qtbot, form: FormViewModel, begin) -> FormViewModel:
    with qtbot.waitSignal(form.loaded):
        begin()
    return form


def saved(qtbot, form: FormViewModel) -> None:
    with qtbot.waitSignal(form.saved):
        form.save()


def write(laptop: Laptop, record, values) -> None:
    form = records.open_form(laptop.session, record)
    records.keep_draft(laptop.session, form, values)
    assert not records.save(laptop.session, record).problems


def colleague(tmp_path, central, sanna: Laptop, case) -> Laptop:
    """A second laptop of the same organisation, in the team of the case."""
    mikael = new_laptop(tmp_path / "mikael", "Mikael S.", central)
    join(mikael, sanna)
    sanna.sync()
    mikael.sync()
    team = cases.read(sanna.session, case).newest("case")
    assert team is not None
    users = [*team.codes("case_team"), b64(mikael.session.store.me().user)]
    write(sanna, team.record, {"case_team": users})
    sanna.sync()
    mikael.sync()
    return mikael


def test_what_arrives_between_a_keystroke_and_its_draft_becomes_a_conflict(tmp_path, central, sanna, desk, qtbot):
    found(sanna, OrgKind.OUTREACH, "Ammattiliiton jalkautuva työ", type_="union")
    case, _ = cases.open_new(sanna.session)
    begun = records.new_form(sanna.session, "contact", case)
    records.keep_draft(sanna.session, begun, {"next_step": "Soitetaan"})
    records.save(sanna.session, begun.record)
    mikael = colleague(tmp_path, central, sanna, case)
    form = desk.form()
    opened(qtbot, form, lambda: form.open(begun.record))
    write(mikael, begun.record, {"next_step": "Mikael: ei soiteta"})
    mikael.sync()
    form.set_value("next_step", "Sanna: soitetaan heti")
    report = sanna.sync()
    desk.feed.tell(report.cases)
    desk.pause()
    QCoreApplication.sendPostedEvents()  # what was read again arrives; the draft's time has not come yet
    saved(qtbot, form)
    (conflict,) = conflicts.open_conflicts(sanna.session)
    assert {version.value for version in conflict.versions} == {"Mikael: ei soiteta", "Sanna: soitetaan heti"}


def test_a_late_answer_does_not_take_typed_words_off_the_screen(sanna, desk, qtbot):
    case, _ = cases.open_new(sanna.session)
    form = desk.form()
    opened(qtbot, form, lambda: form.open_new("contact", case))
    form.set_value("next_step", "Soitetaan")
    saved(qtbot, form)
    desk.feed.tell(frozenset({case}))  # the form is read again behind the store's other work
    form.set_value("next_step", "Soitetaan sunnuntaina")
    form._keep_draft()  # the draft's time has come before the answer of that reading
    shown: list[object] = []
    form.loaded.connect(lambda: shown.append(form.value("next_step")))
    with qtbot.waitSignal(form.draft_kept):
        pass
    assert set(shown) <= {"Soitetaan sunnuntaina"}
    assert form.value("next_step") == "Soitetaan sunnuntaina"


def test_typing_on_after_a_sync_round_saved_the_new_record_is_no_conflict(sanna, desk, qtbot):
    case, _ = cases.open_new(sanna.session)
    form = desk.form()
    opened(qtbot, form, lambda: form.open_new("contact", case))
    with qtbot.waitSignal(form.draft_kept):
        form.set_value("next_step", "Soitetaan")
    round_saved = desk.background.store_now(lambda: records.save_all(sanna.session))
    assert round_saved.cases == {case}
    desk.feed.tell(round_saved.cases)
    form.set_value("next_step", "Soitetaan sunnuntaina")
    saved(qtbot, form)
    assert conflicts.open_conflicts(sanna.session) == ()
    assert records.open_form(sanna.session, form.form.record).fields["next_step"].value == "Soitetaan sunnuntaina"


def test_typing_on_while_the_same_field_is_being_saved_is_no_conflict(sanna, desk, qtbot):
    case, _ = cases.open_new(sanna.session)
    form = desk.form()
    opened(qtbot, form, lambda: form.open_new("contact", case))
    with qtbot.waitSignal(form.draft_kept):
        form.set_value("next_step", "Soitetaan")
    with qtbot.waitSignal(form.saved):
        form.save()
        form.set_value("next_step", "Soitetaan sunnuntaina")
    saved(qtbot, form)
    assert conflicts.open_conflicts(sanna.session) == ()
    assert records.open_form(sanna.session, form.form.record).fields["next_step"].value == "Soitetaan sunnuntaina"


def test_a_first_contact_that_is_locked_at_its_first_keystroke_makes_one_case(sanna, desk, qtbot):
    form = desk.form()
    opened(qtbot, form, lambda: form.open_new_case("contact", lambda: cases.open_new(sanna.session)[0]))
    form.set_value("next_step", "Soi")
    form._keep_draft()
    desk.pause()
    form.set_value("next_step", "Soitetaan")
    form.finish_now()
    (draft,) = sanna.session.store.drafts.all()
    assert draft.fields["next_step"][0] == "Soitetaan"
    assert cases.page(sanna.session, cases.ListRequest()).total == 1


def test_what_is_typed_before_the_form_is_read_is_a_draft_soon_after(sanna, desk, qtbot):
    case, _ = cases.open_new(sanna.session)
    form = desk.form()
    form.open_new("contact", case)
    form.set_value("next_step", "Soitetaan")
    form._keep_draft()
    with qtbot.waitSignal(form.draft_kept, timeout=2000):
        pass
    (draft,) = sanna.session.store.drafts.all()
    assert draft.fields["next_step"][0] == "Soitetaan"


def test_a_lock_before_the_form_is_read_keeps_what_was_typed(sanna, desk):
    case, _ = cases.open_new(sanna.session)
    form = desk.form()
    form.open_new("contact", case)
    form.set_value("next_step", "Soitetaan")
    form.finish_now()
    (draft,) = sanna.session.store.drafts.all()
    assert draft.fields["next_step"][0] == "Soitetaan"


def test_a_page_whose_record_could_not_be_read_can_be_left(desk, qtbot):
    form = desk.form()
    left: list[bool] = []
    form.save(lambda: left.append(True))
    assert left == [True]
    form.open_with(fail)
    form.save(lambda: left.append(True))
    qtbot.waitUntil(lambda: len(left) == 2 and bool(desk.failures))
    assert [error.code for error in desk.failures] == ["disk_failed"]


def fail() -> None:
    raise LuotsiError("disk_failed")


def test_a_full_disk_at_the_lock_keeps_what_was_typed_and_says_so(sanna, desk, qtbot):
    case, _ = cases.open_new(sanna.session)
    form = desk.form()
    opened(qtbot, form, lambda: form.open_new("contact", case))
    text = "Työnantaja pitää passia. " * 4000
    form.set_value("next_step", text)
    fill(desk)
    with pytest.raises(LuotsiError, match="disk_full"):
        form.finish_now()
    make_room(desk)
    form.finish_now()
    (draft,) = sanna.session.store.drafts.all()
    assert draft.fields["next_step"][0] == text


def test_a_full_disk_under_typing_is_said_and_the_words_are_kept_when_there_is_room(sanna, desk, qtbot):
    case, _ = cases.open_new(sanna.session)
    form = desk.form()
    opened(qtbot, form, lambda: form.open_new("contact", case))
    text = "Työnantaja pitää passia. " * 4000
    fill(desk)
    left: list[bool] = []
    form.set_value("next_step", text)
    form.save(lambda: left.append(True))
    qtbot.waitUntil(lambda: bool(desk.failures))
    assert desk.failures[0].code == "disk_full"
    assert not left
    assert form.value("next_step") == text
    make_room(desk)
    saved(qtbot, form)
    assert records.open_form(sanna.session, form.form.record).fields["next_step"].value == text


def fill(desk: Desk) -> None:
    """Let the store's thread find no more room: the file may not grow."""
    desk.background.store_now(lambda: limit(desk, None))


def make_room(desk: Desk) -> None:
    desk.background.store_now(lambda: limit(desk, 1 << 30))


def limit(desk: Desk, pages: int | None) -> None:
    database = desk.session.store._database
    with database.read() as connection:
        now = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages or now}").fetchone()
