"""An unlocked store of one worker behind every page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pytest
from PySide6.QtWidgets import QWidget

from desktop_app.i18n.labels import Labels
from desktop_app.ledger.canonical import Json
from desktop_app.ledger.ids import CaseId, RecordId
from desktop_app.ui.background import Background
from desktop_app.ui.change_feed import ChangeFeed
from desktop_app.ui.theme import Theme
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.ui.widgets.in_turns import InTurns
from desktop_app.use_cases import cases, records, store_access
from desktop_app.use_cases.session import Session
from desktop_app.vault.derivation import KdfCost

CHEAP = KdfCost(memory=64, passes=1, lanes=1)


@pytest.fixture
def session(tmp_path) -> Iterator[Session]:
    made = store_access.create(tmp_path / "store", "koe salalause vain", "Sanna L.", cost=CHEAP)
    yield made.session
    store_access.lock(made.session)


@pytest.fixture
def around(look: Theme, session: Session) -> Iterator[Surroundings]:
    """What every view model is given; a failure that nobody takes fails the test."""
    failures: list[Exception] = []
    background = Background()
    background.report_failures_to(failures.append)
    yield Surroundings(session, background, ChangeFeed(), Labels.load())
    background.close()
    assert not failures


@pytest.fixture
def case(session: Session) -> CaseId:
    return cases.open_new(session)[0]


@pytest.fixture
def write(session: Session) -> Callable[[str, CaseId, Mapping[str, Json]], RecordId]:
    """Write and save one record."""

    def written(kind: str, case: CaseId, values: Mapping[str, Json]) -> RecordId:
        form = records.new_form(session, kind, case)
        records.keep_draft(session, form, values)
        assert not records.save(session, form.record).problems
        return form.record

    return written


@pytest.fixture
def shown(qtbot) -> Callable[[QWidget], QWidget]:
    """Show a page in the size of the smallest laptop, with everything that follows from turn to turn."""

    def show(page: QWidget) -> QWidget:
        qtbot.addWidget(page)
        page.resize(1142, 652)
        page.show()
        for making in page.findChildren(InTurns):
            making.finish()
        return page

    return show
