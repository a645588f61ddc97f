"""Every mistake of `mutations.py`, made in a copy of the program, must be noticed by the test that it names."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.mutations import MUTATIONS, Mutation

ROOT = Path(__file__).parents[2]
COPIED = ("desktop_app", "central_system", "tests", "pyproject.toml")
LINKED = ("resources", "translations", "packaging", "docs")


def test_every_invariant_has_a_mutation_and_every_mutation_fits_what_is_there():
    assert {mutation.invariant for mutation in MUTATIONS} == set(range(1, 13))
    assert len({mutation.name for mutation in MUTATIONS}) == len(MUTATIONS)
    for mutation in MUTATIONS:
        assert (ROOT / mutation.file).read_text("utf-8").count(mutation.old) == 1, mutation.name
        file, _, test = mutation.test.partition("::")
        assert f"def {test}(" in (ROOT / file).read_text("utf-8"), mutation.name


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program and its tests."""
    folder = tmp_path_factory.mktemp("mutated")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    for name in LINKED:
        (folder / name).symlink_to(ROOT / name)
    return folder


@pytest.mark.long
@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_each_mutation_is_noticed(copy: Path, mutation: Mutation):
    path = copy / mutation.file
    text = path.read_text("utf-8")
    path.write_text(text.replace(mutation.old, mutation.new), "utf-8")
    try:
        done = run(copy, mutation.test)
    finally:
        path.write_text(text, "utf-8")
    assert done.returncode == 1, f"{mutation.test} passed, or could not run:\n{done.stdout[-2000:]}"


@pytest.mark.long
def test_without_a_mutation_all_of_these_tests_pass(copy: Path):
    done = run(copy, *sorted({mutation.test for mutation in MUTATIONS}))
    assert done.returncode == 0, done.stdout[-3000:]


def run(copy: Path, *tests: str) -> subprocess.CompletedProcess[str]:
    """Run tests of the copy, and nothing of this tree."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("PYTEST_XDIST_WORKER", None)
    return subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False, timeout=600)
