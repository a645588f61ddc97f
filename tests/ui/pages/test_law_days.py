"""Days that the law gives stand on the case of whoever knows their ground, each with its section."""

from __future__ import annotations

import pytest

from desktop_app.ledger.directory import OrgKind as DirectoryKind
from desktop_app.ui.language import Language
from desktop_app.ui.pages.case_page import CasePage
from desktop_app.ui.view_models.case import CaseViewModel
from desktop_app.use_cases import case_view
from tests.end_to_end.people import found, new_laptop


@pytest.fixture
def session(tmp_path, central):
    officer = new_laptop(tmp_path / "officer", "Oona V.", central)
    found(officer, DirectoryKind.ASSISTANCE_SYSTEM, "Auttamisjärjestelmä", type_="reception_centre", authority=True)
    return officer.session


@pytest.fixture
def page(around, case, shown, qtbot):
    model = CaseViewModel(around, case)
    made = shown(CasePage(model))
    qtbot.waitUntil(lambda: model.view is not None)
    return made


def law_days(session, case):
    return [(event.code, event.on.isoformat()) for event in case_view.view(session, case).events if event.as_of]


def test_appeal_time_and_the_outer_limit_follow_from_what_is_recorded(session, case, write):
    assert law_days(session, case) == []
    write("reflection_period", case, {"event": "given", "starts_on": "2025-02-14", "ends_on": "2025-03-16"})
    write("ending", case, {"ground": "wishes_38f_3", "decided_on": "2026-02-04", "served_on": "2026-02-04"})
    assert law_days(session, case) == [("reflection_period_limit", "2025-08-14"), ("appeal_by", "2026-03-06")]


def test_each_says_its_section_the_text_read_and_what_is_still_open(session, case, write, page, qtbot):
    write("ending", case, {"ground": "wishes_38f_3", "decided_on": "2026-02-04", "served_on": "2026-02-04"})
    page.entered()
    said = {
        "en": "Appeal time ends. Administrative Judicial Procedure Act 808/2019, section 13, law as of 1 January 2026, "
        "to be confirmed by the authority",
        "fi": "Valitusaika päättyy. Laki oikeudenkäynnistä hallintoasioissa 808/2019, 13 §, lain sanamuoto 1.1.2026, "
        "viranomainen vahvistaa",
        "sv": "Besvärstiden går ut. Lagen om rättegång i förvaltningsärenden 808/2019, 13 §, lagens lydelse 1.1.2026, "
        "bekräftas av myndigheten",
    }
    for language, words in said.items():
        Language.set(language)
        qtbot.waitUntil(lambda words=words: words in page._story._picture.accessibleDescription())
    Language.set("en")


def test_periods_that_do_not_fit_the_law_are_said_and_stop_nothing(session, case, write, page, qtbot):
    write("reflection_period", case, {"event": "given", "starts_on": "2025-02-14", "ends_on": "2025-03-16"})
    page.entered()
    qtbot.waitUntil(lambda: page._model.view.events != ())
    assert not page._banner.isVisible()
    write("reflection_period", case, {"event": "extended", "starts_on": "2025-03-17", "ends_on": "2025-08-15"})
    page.entered()
    qtbot.waitUntil(page._banner.isVisible)
    assert page._model.view.period_problems == ("reflection_period_too_long",)
