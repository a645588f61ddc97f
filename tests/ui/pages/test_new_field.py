"""Adding a field touches its declaration and its labels: form, check, list, letter, what is sent and export follow."""

from __future__ import annotations

import json
import sys
from dataclasses import replace

import pytest

from desktop_app import paths
from desktop_app.domain import kinds
from desktop_app.domain.check import check
from desktop_app.domain.kind import declare
from desktop_app.domain.person import PERSON
from desktop_app.i18n.label_tables import LabelTables
from desktop_app.i18n.labels import Labels
from desktop_app.ledger.directory import OrgKind
from desktop_app.ui.pages.record_page import RecordPage
from desktop_app.ui.view_models.record import RecordViewModel
from desktop_app.ui.widgets.label import Label
from desktop_app.use_cases import cases, export, extract, proposal, proposal_letter, records, referral_letter
from tests.end_to_end.people import found, new_laptop
from tests.end_to_end.test_referral import agree, arrived, written
from tests.end_to_end.test_story import give, officer, write
from tests.ui.pages.fit import clipped_in_any_language
from tests.ui.pages.test_decision_page import around_of

__all__ = ["officer"]

NAME = "first_seen_on"
NEW = declare(NAME, "date", "o", "W", "own>pro+ref", 2, "identity", section=PERSON.by_name["family_name"].section)
WORDS = {"fi": "Nähty ensi kerran", "sv": "Sedd första gången", "en": "First seen"}


@pytest.fixture
def declared(monkeypatch, tmp_path):
    """A copy of the person's kind with one field more, and a copy of the labels with its words; nothing else."""
    kind = replace(PERSON, fields=(*PERSON.fields, NEW))
    held = kinds.KINDS
    changed = {**held, kind.name: kind}
    catalogue = tuple(changed[each.name] for each in kinds.CATALOGUE)
    old = {"KINDS": (held, changed), "CATALOGUE": (kinds.CATALOGUE, catalogue)}
    for module in [each for name, each in sys.modules.items() if name.startswith("desktop_app")]:
        for name, (before, after) in old.items():
            if getattr(module, name, None) is before:
                monkeypatch.setattr(module, name, after)
    resources = tmp_path / "resources"
    (resources / "codes").mkdir(parents=True)
    for file in (paths.resources() / "codes").iterdir():
        (resources / "codes" / file.name).write_bytes(file.read_bytes())
    labels = json.loads((resources / "codes" / "fields.json").read_text(encoding="utf-8"))
    labels["person"][NAME] = WORDS
    (resources / "codes" / "fields.json").write_text(json.dumps(labels), encoding="utf-8")
    made = Labels(LabelTables(resources))
    monkeypatch.setattr(Labels, "load", classmethod(lambda _cls: made))
    return kind


@pytest.fixture
def sanna(tmp_path, central, officer):
    laptop = new_laptop(tmp_path / "sanna", "Sanna L.", central)
    found(laptop, OrgKind.OUTREACH, "Keksitty ry")
    laptop.sync()
    return laptop


def test_a_new_field_is_written_checked_kept_printed_sent_and_exported(look, declared, sanna, officer, shown, qtbot):
    around = around_of(sanna)
    case, _ = cases.open_new(sanna.session)
    # form
    model = RecordViewModel(around, "person", case)
    page = shown(RecordPage(model, around.labels))
    qtbot.waitUntil(lambda: model.form.is_open)
    assert WORDS["en"] in {label.text() for label in page.findChildren(Label)}
    assert clipped_in_any_language(page, qtbot) == {}
    # check
    assert [problem.field for problem in check(declared, {NAME: "joskus"})] == [NAME]
    assert check(declared, {NAME: "2026-03-31"}) == ()
    # kept, through the form, and found again by a store that is built anew
    page.cards.form.blocks[NAME].editor.set_value("2026-03-31")
    page.cards.form.blocks[NAME].editor.edited.emit()
    done: list[bool] = []
    page.leave(lambda: done.append(True))
    qtbot.waitUntil(lambda: bool(done))
    sanna.session.store.rebuild()
    person = cases.read(sanna.session, case).newest("person")
    assert person is not None
    assert person.values[NAME] == "2026-03-31"
    # letters
    give(sanna, case, "send_proposal", ["identity"])
    agree(sanna, case, "shelter", "list:shelter", "identity")
    letter = proposal_letter.letter(sanna.session, case, "fi")
    assert (WORDS["fi"], "31.3.2026") in [line for part in letter.parts for line in part.lines]
    other = referral_letter.letter(sanna.session, case, written(sanna, case, "shelter", "list:shelter"), None)
    assert WORDS["fi"] in str(other)
    # sent
    write(sanna, "proposal", case, {"why_needs_help": "Yöpaikka puuttuu."})
    proposal.send(sanna.session, case)
    sanna.sync()
    (there,) = arrived(officer)
    came = cases.read(officer.session, there).newest("person")
    assert came is not None
    assert came.values[NAME] == "2026-03-31"
    # export and the person's own extract
    assert f'"{NAME}": "2026-03-31"' in export.case_as_json(sanna.session, case)
    demand = extract.Demand(who="person", demanded="no", alone="yes")
    made = extract.compose(sanna.session, case, demand)
    assert NAME in {each.name for item in made.items for each in item.fields}
    # and its history
    assert records.find_form(sanna.session, person.record) is not None
    around.background.close()


def test_without_the_declaration_no_part_of_the_program_knows_it(sanna):
    assert NAME not in kinds.KINDS["person"].by_name
    case, _ = cases.open_new(sanna.session)
    assert NAME not in records.new_form(sanna.session, "person", case).fields
