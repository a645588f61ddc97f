"""The page ARCHITECTURE.md names every room of the house, and no room that is not there."""

import re

from tests.architecture.sources import ROOT

PAGE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
ROWS = {
    row.split("|")[1].strip(): row for row in PAGE.splitlines() if re.match(r"\| `(desktop_app|central_system)", row)
}


def _rooms():
    for path in sorted((ROOT / "desktop_app").iterdir()):
        if (path / "__init__.py").exists():
            yield f"desktop_app.{path.name}"
        elif path.suffix == ".py" and not path.name.startswith("__"):
            yield f"desktop_app.{path.stem}"
    yield "central_system"


def test_every_room_stands_on_the_page_and_every_room_on_the_page_stands():
    named = {name for cell in ROWS for name in re.findall(r"`([a-z0-9_.]+)`", cell)}
    assert named == set(_rooms())


def test_the_row_of_the_window_names_its_parts():
    row = next(row for cell, row in ROWS.items() if cell == "`desktop_app.ui`")
    parts = {path.parent.name for path in (ROOT / "desktop_app" / "ui").glob("*/__init__.py")}
    assert {part for part in parts if f"`{part}`" not in row} == set()
