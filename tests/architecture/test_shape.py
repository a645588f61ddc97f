"""Files and functions stay small, and names say what is inside."""

import ast
import statistics

import pytest

from tests.architecture.sources import ROOT, functions, shown, sources, tree

PROGRAM = ("desktop_app", "central_system", "packaging")
FORBIDDEN_NAMES = {"utils", "common", "misc", "helpers", "manager", "base", "core", "logic", "controller", "handler"}


def _lines(path):
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_file_is_longer_than_400_lines():
    assert {shown(path): _lines(path) for path in sources(*PROGRAM, "tests") if _lines(path) > 400} == {}


def test_half_of_the_files_have_at_most_150_lines():
    assert statistics.median(_lines(path) for path in sources(*PROGRAM) if _lines(path) > 1) <= 150


def test_no_function_is_longer_than_40_lines():
    long = {}
    for path in sources(*PROGRAM):
        for function in functions(path):
            length = (function.end_lineno or function.lineno) - function.lineno + 1
            if length > 40:
                long[f"{shown(path)}: {function.name}"] = length
    assert long == {}


def test_no_module_has_a_name_that_says_nothing():
    assert [shown(path) for path in sources(*PROGRAM, "tests") if path.stem in FORBIDDEN_NAMES] == []


@pytest.mark.parametrize("folder", ["desktop_app", "central_system"])
def test_a_package_file_holds_its_sentence_and_nothing_else(folder):
    packages = [path for path in sources(folder) if path.name == "__init__.py"]
    assert [shown(path) for path in packages if len(tree(path).body) != 1 or not ast.get_docstring(tree(path))] == []


@pytest.mark.parametrize("folder", ["central_system/migrations", "desktop_app/storage/migrations"])
def test_migrations_are_numbered_one_by_one(folder):
    numbers = sorted(int(path.name[:4]) for path in (ROOT / folder).glob("*.sql"))
    assert numbers == list(range(1, len(numbers) + 1)), "of two with one number only the first would ever be applied"
