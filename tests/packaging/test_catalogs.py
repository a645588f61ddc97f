import gettext
import json
import shutil

import catalogs
import pytest
from catalog_files import LANGUAGES, catalog_path, template_path

from tests.architecture.sources import ROOT

SOURCE = """
tr("&Save")
tr("Saved at {time}", time=1)
ntr("{n} case", "{n} cases", 3)
N_("In a table")
"""
ENTRIES = {
    "&Save": {"fi": "&Tallenna", "sv": "&Spara"},
    "Saved at {time}": {"fi": "Tallennettu {time}", "sv": "Sparad {time}"},
    "In a table": {"fi": "Taulussa", "sv": "I en tabell"},
    "{n} case": {"plural": "{n} cases", "fi": ["{n} asia", "{n} asiaa"], "sv": ["{n} ärende", "{n} ärenden"]},
}


@pytest.fixture
def project(tmp_path):
    (tmp_path / "desktop_app" / "ui").mkdir(parents=True)
    (tmp_path / "desktop_app" / "ui" / "page.py").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "translations").mkdir()
    for name in ("babel.cfg", "identical.json"):
        shutil.copy(ROOT / "translations" / name, tmp_path / "translations")
    return tmp_path


def _run(project, *arguments):
    return catalogs.main(["--root", str(project), *map(str, arguments)])


def _add(project, entries):
    file = project / "entries.json"
    file.write_text(json.dumps(entries), encoding="utf-8")
    return _run(project, "add", file)


def _texts(project, language):
    compiled = catalog_path(project, language).with_suffix(".mo")
    with compiled.open("rb") as file:
        return gettext.GNUTranslations(file)


def test_complete_catalogs_pass_and_speak_every_language(project):
    assert _add(project, ENTRIES) == 0
    assert _run(project, "check") == 0
    assert _run(project, "compile") == 0
    assert _texts(project, "fi").gettext("&Save") == "&Tallenna"
    assert _texts(project, "sv").ngettext("{n} case", "{n} cases", 3) == "{n} ärenden"
    assert _texts(project, "en").ngettext("{n} case", "{n} cases", 1) == "{n} case"


def test_a_missing_translation_is_reported(project, capsys):
    _add(project, {name: entry for name, entry in ENTRIES.items() if name != "&Save"})
    assert _run(project, "check") == 1
    assert 'fi: "&Save": not translated' in capsys.readouterr().out


def test_a_wrong_entry_adds_nothing_at_all(project, capsys):
    assert _add(project, {**ENTRIES, "Saved at {time}": {"fi": "Tallennettu {tme}", "sv": "Sparad {time}"}}) == 1
    assert "fields differ" in capsys.readouterr().out
    assert not catalog_path(project, "fi").exists()


def test_a_message_that_no_source_marks_yet_is_kept_until_it_is_pruned(project, capsys):
    _add(project, {**ENTRIES, "Not written yet": {"fi": "Ei vielä kirjoitettu", "sv": "Inte skrivet än"}})
    _run(project, "update")
    assert _run(project, "check") == 1
    assert "used nowhere" in capsys.readouterr().out
    assert "Ei vielä kirjoitettu" in catalog_path(project, "fi").read_text(encoding="utf-8")
    _run(project, "prune")
    assert _run(project, "check") == 0
    assert "Ei vielä kirjoitettu" not in catalog_path(project, "fi").read_text(encoding="utf-8")


def test_a_new_message_makes_the_template_stale(project, capsys):
    _add(project, ENTRIES)
    (project / "desktop_app" / "cli.py").write_text('tr("New")\n', encoding="utf-8")
    assert _run(project, "check") == 1
    assert "interface.pot is not up to date" in capsys.readouterr().out


def test_an_english_text_in_a_finnish_catalog_needs_a_permission(project, capsys):
    entry = {"fi": "In a table", "sv": "I en tabell"}
    assert _add(project, {**ENTRIES, "In a table": entry}) == 1
    assert "same as the English text" in capsys.readouterr().out
    assert _add(project, {**ENTRIES, "In a table": {**entry, "same": ["fi"]}}) == 0
    assert _run(project, "check") == 0


def test_a_fuzzy_entry_is_reported(project, capsys):
    _add(project, ENTRIES)
    path = catalog_path(project, "sv")
    text = path.read_text(encoding="utf-8").replace('msgid "&Save"', '#, fuzzy\nmsgid "&Save"')
    path.write_text(text, encoding="utf-8")
    assert _run(project, "check") == 1
    assert 'sv: "&Save": fuzzy' in capsys.readouterr().out


def test_the_files_are_the_same_whenever_they_are_made(project):
    _add(project, ENTRIES)
    files = [template_path(project), *(catalog_path(project, language) for language in LANGUAGES)]
    before = [file.read_bytes() for file in files]
    _run(project, "update")
    assert [file.read_bytes() for file in files] == before
    assert b"POT-Creation-Date" not in b"".join(before)
    assert b"page.py" not in b"".join(before)


def test_a_source_that_is_half_written_does_not_lose_a_translation(project, capsys):
    _add(project, ENTRIES)
    (project / "desktop_app" / "cli.py").write_text('tr("Broken\n', encoding="utf-8")
    assert _add(project, {"Later": {"fi": "Myöhemmin", "sv": "Senare"}}) == 0
    assert "Myöhemmin" in catalog_path(project, "fi").read_text(encoding="utf-8")
    capsys.readouterr()


def test_a_message_that_gets_a_plural_is_asked_for_again(project, capsys):
    _add(project, {**ENTRIES, "{n} case": {"fi": "{n} asia", "sv": "{n} ärende"}})
    _run(project, "update")
    assert _run(project, "check") == 1
    assert 'fi: "{n} case": not translated' in capsys.readouterr().out
    assert _add(project, ENTRIES) == 0
    assert _run(project, "check") == 0


def test_what_is_missing_comes_as_entries_to_fill_in(project, capsys):
    _add(project, {"&Save": ENTRIES["&Save"]})
    capsys.readouterr()
    assert _run(project, "missing") == 0
    assert json.loads(capsys.readouterr().out) == {
        "In a table": {"fi": "", "sv": ""},
        "Saved at {time}": {"fi": "", "sv": ""},
        "{n} case": {"plural": "{n} cases", "fi": ["", ""], "sv": ["", ""]},
    }
