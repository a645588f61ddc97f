"""Days that the law gives stand on the case of whoever knows their ground, each with its section."""

from __future__ import annotations

import json
import shutil

import pytest

from desktop_app import paths
from desktop_app.ledger.directory import OrgKind as DirectoryKind
from desktop_app.ui.language import Language
from desktop_app.ui.pages.case_page import CasePage
from desktop_app.ui.view_models.case import CaseViewModel
from desktop_app.use_cases import case_view
from desktop_app.use_cases.law_days import law_rules
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


def test_a_new_version_of_a_law_is_a_change_of_data_alone(session, case, write, tmp_path, monkeypatch):
    """The old row gets an end, a new one begins: no line of the program changes, and what was served before stands."""
    changed = tmp_path / "resources"
    changed.mkdir()
    for part in paths.resources().iterdir():
        if part.name != "law":
            (changed / part.name).symlink_to(part)
    shutil.copytree(paths.resources() / "law", changed / "law")
    rows = json.loads((changed / "law" / "rules.json").read_text(encoding="utf-8"))
    (old,) = [row for row in rows if row["code"] == "appeal_time"]
    old["ends"] = "2026-06-11"
    new = {"section": "procedure_13", "months": 1, "begins": "2026-06-12", "ends": None, "as_of": "2026-06-12"}
    rows.append({"code": "appeal_time", **new, "confirmed": True, "source": "Finlex"})
    (changed / "law" / "rules.json").write_text(json.dumps(rows), encoding="utf-8")
    monkeypatch.setattr(paths, "resources", lambda: changed)
    law_rules.cache_clear()
    for served in ("2026-06-11", "2026-06-12"):
        write("ending", case, {"ground": "wishes_38f_3", "decided_on": served, "served_on": served})
    days = [(event.on.isoformat(), event.confirmed) for event in case_view.view(session, case).events if event.as_of]
    monkeypatch.undo()
    law_rules.cache_clear()
    assert days == [("2026-07-11", False), ("2026-07-12", True)]
