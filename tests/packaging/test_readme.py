"""The README names every command, and shows pictures that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from central_system.__main__ import parser as central_parser
from desktop_app import cli
from desktop_app.cli_output import Exit

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")
GUIDES = sorted((ROOT / "docs" / "guide").glob("*.md"))


def _commands(parser) -> dict[str, object]:
    """Commands of a parser by name, those inside a command as `outer inner`."""
    found: dict[str, object] = {}
    for action in parser._actions:
        for name, inner in (action.choices if isinstance(action.choices, dict) else {}).items():
            deeper = _commands(inner)
            found |= {f"{name} {one}": each for one, each in deeper.items()} if deeper else {name: inner}
    return found


DESKTOP, CENTRAL = _commands(cli._parser()), _commands(central_parser())


def test_there_are_commands_to_look_for():
    assert {"verify", "sync", "export", "sheet", "demo"} <= DESKTOP.keys()
    assert {"init", "serve", "status", "root new", "root sign"} <= CENTRAL.keys()


@pytest.mark.parametrize("name", [*DESKTOP, *CENTRAL])
def test_every_command_is_in_the_readme(name):
    assert f"`{name}`" in README


@pytest.mark.parametrize("name", DESKTOP)
def test_every_command_of_the_program_explains_itself(name, capsys):
    assert cli.main([*name.split(), "--help"]) == 0
    assert len(capsys.readouterr().out) > 100


@pytest.mark.parametrize("code", list(Exit))
def test_every_exit_code_is_explained(code):
    assert re.search(rf"(:|·|and) {code.value} ", README)


@pytest.mark.parametrize("page", [ROOT / "README.md", *GUIDES], ids=lambda page: page.name)
def test_what_a_page_links_to_is_there(page):
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    assert links
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_pictures_stay_small():
    assert sum(path.stat().st_size for path in (ROOT / "docs" / "pictures").iterdir()) < 3_000_000


def test_there_is_a_guide_in_each_language_of_the_program():
    assert [path.stem for path in GUIDES] == ["en", "fi", "sv"]
