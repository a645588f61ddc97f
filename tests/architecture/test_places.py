"""Things that an import contract cannot say: what may be used where."""

import ast

import pytest

from tests.architecture.sources import calls, imports, shown, sources, tree

WORDS = {"tr", "ntr", "N_"}
WITH_WORDS = ("desktop_app/ui/", "desktop_app/cli", "desktop_app/demo", "desktop_app/i18n/error_words")


def test_view_models_know_only_the_core_of_qt():
    found = {
        shown(path): name
        for path in sources("desktop_app/ui/view_models")
        for name in imports(path)
        if name.startswith("PySide6.") and not name.startswith("PySide6.QtCore")
    }
    assert found == {}


def test_a_cover_is_made_by_the_rules_of_consent_alone():
    makers = {
        shown(path)
        for path in sources("desktop_app", "central_system")
        for name, _line in calls(path)
        if name == "Cover"
    }
    assert makers <= {"desktop_app/domain/consent.py"}


def test_words_for_people_are_marked_only_at_the_edge():
    inside = [path for path in sources("desktop_app", "central_system") if not shown(path).startswith(WITH_WORDS)]
    assert [f"{shown(path)}:{line}" for path in inside for name, line in calls(path) if name in WORDS] == []


@pytest.mark.parametrize("folder", ["desktop_app", "central_system"])
def test_nothing_stands_in_for_a_translation_before_its_fields_are_filled(folder):
    """`tr(f"…")` would never be found in a catalog; Ruff sees most of these, this sees the rest."""
    wrong = [
        f"{shown(path)}:{node.lineno}"
        for path in sources(folder)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in WORDS
        and node.args
        and isinstance(node.args[0], ast.JoinedStr | ast.BinOp)
    ]
    assert wrong == []


def test_no_source_names_a_folder_of_one_machine():
    marks = ("/home/", "/root/", "/work/")
    texts = {
        shown(path): path.read_text(encoding="utf-8") for path in sources("desktop_app", "central_system", "packaging")
    }
    assert [name for name, text in texts.items() if any(mark in text for mark in marks)] == []
