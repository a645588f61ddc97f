"""Sammal 1 (D.5): an anonymous consultation, no consent. Steps are those of the story."""

from __future__ import annotations

import pytest

from desktop_app.domain.kinds import kind_named
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import b64
from desktop_app.ledger.directory import OrgKind
from desktop_app.ui.pages.consultation_page import ConsultationPage
from desktop_app.ui.pages.record_form import NOT_WRITTEN_ANONYMOUS
from desktop_app.ui.view_models.consultation import ConsultationViewModel
from desktop_app.use_cases import cases, export, joining, retention

TYPED = "the Nepali cook at"


@pytest.fixture
def people(world):
    """Outi of a parish, a colleague, and an officer of the Assistance System."""
    world.at("2025-04-07", "08:00")
    officer = world.system()
    outi = world.organisation("Outi K.", OrgKind.OUTREACH, "Keksityn seurakunta", "parish")
    colleague = world.colleague("Pekka N.", outi)
    outi.sync()
    return outi, colleague, officer


def counted(desk):
    """The organisation's own count of consultations."""
    counts = desk.laptop.session.store.statistics_counts()
    return sum(number for key, number in counts.items() if "consultation" in key.table)


def test_sammal(world, people, qtbot):
    outi, colleague, officer = people
    # 1-3: in the office, without a name: the page has no such fields and creates no person
    world.at("2025-04-08", "15:00")
    names = {field.name for field in kind_named("consultation").fields}
    assert names.isdisjoint({"name", "called", "municipality", "citizenships", "workplace", "person", "place"})
    model = outi._keep(ConsultationViewModel(outi.around))
    page = ConsultationPage(model, outi.around.labels)
    qtbot.addWidget(page)
    model.read()
    world.wait(lambda: model.form.is_open)

    # 4: what was asked and the advice, two lines
    asked = "Voiko ehdottaa ilman varmuutta, miten lupa, kuka maksaa yöpaikan?"
    outi._fill(model.form, {"consulted": "assistance_system", "question": asked, "advice": "Voi.\nSoittakaa uudelleen.",
                            "agreed_to_ask": "yes"})  # fmt: skip
    record = model.form.form.record
    assert model.form.form.case is None

    # 5: she begins to type what would name him: a grey line reminds, nothing is blocked, nothing is searched
    model.form.set_value("question", f"{asked} {TYPED} …")
    block = page.form.blocks["question"]
    assert block.editor.accessibleDescription() == NOT_WRITTEN_ANONYMOUS
    model.form.finish_now()
    outi._save(model.form)
    assert outi.problems == ()
    assert not hasattr(model, "duplicates")
    outi._fill(model.form, {"question": asked})
    assert outi.list().rows == ()
    assert outi.list("cook").rows == ()

    # 7: nothing has been sealed to anybody else; it is erased after 30 days, and the own count stays
    world.everybody_syncs()
    assert [change for change in outi.laptop.session.store.written(0) if change.parsed.wrap] == []
    assert officer.received() == ()
    assert model.form.value("delete_on") == "2025-05-08"
    assert counted(outi) == 1

    # 8: he comes himself; the old consultation is joined only because he agrees
    world.at("2025-04-22", "18:00")
    case = outi.first_contact(how_met="came_in", alone="whole_time", person_wishes="Haluan apua.")
    world.everybody_syncs()
    not_connected(outi, case, record)
    for answer in ("no", "unknown", ""):
        with pytest.raises(LuotsiError, match="person_must_agree"):
            outi.do(joining.join_consultation, case, record, answer)
    not_connected(outi, case, record)
    outi.do(joining.join_consultation, case, record, "yes")
    assert outi.do(joining.group, cases.read(outi.laptop.session, case)).consultations == (record,)

    # 7: on its day it is erased on every laptop, joined or not, and the count stays
    world.at("2025-05-12", "09:00")
    world.everybody_syncs()
    while outi.do(retention.erase_next) is not None:
        pass
    world.everybody_syncs()
    for desk in (outi, colleague):
        held = [one for one in desk.laptop.session.store.records_of_kind("consultation") if one.text("question")]
        assert held == []
    assert counted(outi) == 1


def not_connected(outi, case, record):
    """Step 9: without the person's yes no combination of screens and exports connects the two."""
    session, code = outi.laptop.session, b64(record)
    assert code not in export.case_as_json(session, case)
    assert code not in str(outi.case(case))
    assert code not in str(outi.list().rows)
    assert code not in str(outi.today())
    assert b64(case) not in str([one.values for one in session.store.records_of_kind("consultation")])
    assert {one.case for one in session.store.records_of_kind("consultation")} == {None}
