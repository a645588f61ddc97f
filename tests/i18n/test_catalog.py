from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app import paths
from desktop_app.i18n import catalog
from desktop_app.i18n.catalog import LANGUAGES, Catalog

HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)
GREETING = 'msgid "Hello"\nmsgstr "{}"\n\n'
PLURAL = 'msgid "one sheet"\nmsgid_plural "{n} sheets"\nmsgstr[0] "yksi tiedote"\nmsgstr[1] "{n} tiedotetta"\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(paths, "translations", lambda: tmp_path)
    made = tmp_path / "fi" / "LC_MESSAGES"
    made.mkdir(parents=True)
    return made


def write_source(folder: Path, greeting: str) -> Path:
    source = folder / "interface.po"
    source.write_text(HEADER + GREETING.format(greeting) + PLURAL, encoding="utf-8")
    return source


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_of_the_screen_loads(language: str):
    words = Catalog.load(language)
    assert words.language == language
    assert words.text("No network. Work goes on.")
    assert words.text("") == ""


def test_a_source_checkout_works_without_compiled_files(folder: Path):
    write_source(folder, "Hei")
    words = Catalog.load("fi")
    assert words.text("Hello") == "Hei"
    assert [words.plural("one sheet", "{n} sheets", n) for n in (0, 1, 2)] == [
        *("{n} tiedotetta", "yksi tiedote", "{n} tiedotetta"),
    ]


def test_a_compiled_file_older_than_its_source_is_not_believed(folder: Path):
    source = write_source(folder, "Hei")
    compiled = folder / "interface.mo"
    compiled.write_bytes(catalog._compiled(source).getvalue())
    write_source(folder, "Terve")
    os.utime(compiled, ns=(0, 0))
    assert Catalog.load("fi").text("Hello") == "Terve"
    source.unlink()
    assert Catalog.load("fi").text("Hello") == "Hei"


def test_what_is_not_translated_shows_in_english(folder: Path):
    assert Catalog.load("fi").text("Hello") == "Hello"
    assert Catalog.load("en").plural("one sheet", "{n} sheets", 1) == "one sheet"
    assert Catalog.load("en").plural("one sheet", "{n} sheets", 2) == "{n} sheets"


def test_no_start_waits_for_cldr():
    program = (
        "import sys; from datetime import date; from desktop_app.i18n import catalog, collation, formats, labels; "
        "formats.date('2026-11-23', 'fi'); formats.list_(['a', 'b'], 'sv'); formats.number(1.5, 'fi'); "
        "formats.day_in_words('2026-11-23', date(2026, 11, 23), 'en'); "
        "labels.Labels.load().code('identity_level', 'none', 'fi'); sys.exit('babel' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
