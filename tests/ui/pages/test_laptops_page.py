"""The organisation's laptops in the window, over real stores and a real central system behind HTTP."""

from __future__ import annotations

import pytest

from central_system.database import connect
from desktop_app.ledger.directory import OrgKind
from desktop_app.ledger.invitation import Invitation
from desktop_app.ui.pages import laptops_page
from desktop_app.ui.pages.laptops_page import LaptopsPage
from desktop_app.ui.view_models.laptops import LaptopsViewModel
from desktop_app.ui.widgets.button import Button
from desktop_app.use_cases import enrolment, store_access
from desktop_app.use_cases.synchronising import ADDRESS
from tests.end_to_end.people import Laptop, found, join, new_laptop
from tests.ui.pages.fit import clipped_in_any_language, nameless


@pytest.fixture
def sanna(session, served):
    """The window's own laptop, the first of its organisation."""
    laptop = Laptop(session, served.test)
    found(laptop, OrgKind.OUTREACH, "Testiliitto")
    session.store.set_setting(ADDRESS, served.test.url)
    return laptop


@pytest.fixture
def mikael(sanna, served, tmp_path):
    laptop = new_laptop(tmp_path / "mikael", "Mikael T.", served.test)
    join(laptop, sanna)
    laptop.sync()
    yield laptop
    store_access.lock(laptop.session)


@pytest.fixture
def page(around, sanna, mikael, shown, qtbot):
    model = LaptopsViewModel(around)
    page = shown(LaptopsPage(model))
    qtbot.waitUntil(lambda: len(page.rows) == 2 and bool(page.rows[1].laptop.worker), timeout=20_000)
    qtbot.waitUntil(lambda: bool(model._standings), timeout=20_000)
    return page


def test_every_laptop_stands_there_with_its_worker_and_everything_fits(page, qtbot):
    assert [row.laptop.worker for row in page.rows] == ["Sanna L.", "Mikael T."]
    assert not page.rows[0].remove.isVisible(), "the own laptop is not removed"
    assert clipped_in_any_language(page, qtbot) == {}
    assert nameless(page) == []


def test_an_invitation_names_the_organisation_and_a_laptop_is_let_in(page, sanna, served, tmp_path, qtbot):
    page.invite.invite_asked.emit()
    model = page._model
    qtbot.waitUntil(lambda: bool(model.invitation), timeout=20_000)
    assert Invitation.from_text(model.invitation).org == sanna.session.store.me().org
    aino = new_laptop(tmp_path / "aino", "Aino", served.test)
    words = enrolment.ask_to_join(aino.session, model.invitation, "kolmas", aino.connect).words
    page.invite.look_asked.emit()
    qtbot.waitUntil(lambda: bool(model.waiting), timeout=20_000)
    assert model.waiting[0].words == words
    assert clipped_in_any_language(page, qtbot) == {}
    with qtbot.waitSignal(model.let_in_done, timeout=20_000):
        page.invite.let_in_asked.emit(model.waiting[0].ticket, frozenset(), "", False)
    qtbot.waitUntil(lambda: len(page.rows) == 3 and not model.busy, timeout=20_000)
    store_access.lock(aino.session)


def test_the_first_colleague_is_let_in_by_the_button(around, sanna, served, tmp_path, shown, qtbot):
    model = LaptopsViewModel(around)
    page = shown(LaptopsPage(model))
    qtbot.waitUntil(lambda: len(page.rows) == 1, timeout=20_000)
    aino = new_laptop(tmp_path / "aino", "Aino", served.test)
    text = enrolment.invite(sanna.session, sanna.connect)
    enrolment.ask_to_join(aino.session, text, "toinen", aino.connect)
    page.invite.look_asked.emit()
    qtbot.waitUntil(lambda: bool(model.waiting) and not model.busy, timeout=20_000)
    (button,) = [one for one in page.findChildren(Button) if one.text() == "The words are the same: let this laptop in"]
    with qtbot.waitSignal(model.let_in_done, timeout=20_000):
        button.click()
    qtbot.waitUntil(lambda: len(page.rows) == 2, timeout=20_000)
    qtbot.waitUntil(lambda: model.waiting == (), timeout=20_000)
    store_access.lock(aino.session)


def test_a_name_is_confirmed_by_a_press(page, qtbot):
    page.rows[1].confirm.click()
    qtbot.waitUntil(lambda: page.rows[1].laptop.confirmed, timeout=20_000)
    assert not page.rows[1].confirm.isVisible()


def test_removing_asks_first_and_then_changes_the_keys(page, sanna, mikael, qtbot, monkeypatch):
    asked: list[tuple[str, str]] = []

    def no(_parent, title, text, **_options):
        asked.append((title, text))
        return len(asked) > 1

    monkeypatch.setattr(laptops_page, "decide", no)
    page.rows[1].remove.click()
    assert "Mikael T." in asked[0][1]
    assert sanna.session.store.ring().highest == 1, "nothing happens without the decision"
    page.rows[1].remove.click()
    qtbot.waitUntil(lambda: page.rows[1].laptop.state == "retired", timeout=20_000)
    qtbot.waitUntil(lambda: not page._model.busy, timeout=20_000)
    assert sanna.session.store.ring().highest == 2


def test_two_copies_of_a_laptop_are_told(page, mikael, served, qtbot):
    with connect(served.test.owner) as connection:
        connection.execute("update device set state = 'forked' where dev = %s", (mikael.dev,))
    page._look.click()
    qtbot.waitUntil(lambda: page.rows[1].laptop.state == "forked", timeout=20_000)
    assert clipped_in_any_language(page, qtbot) == {}


def test_without_a_network_the_list_stands_and_the_reason_is_said(page, served, qtbot):
    served.server.should_exit = True
    qtbot.wait(300)
    with qtbot.waitSignal(page._model.failed, timeout=20_000):
        page._look.click()
    assert page._error.isVisible()
    assert len(page.rows) == 2
