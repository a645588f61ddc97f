import re
import tomllib

import lock_files
import pytest

from tests.architecture.sources import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _pins(name):
    text = (lock_files.FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return {_plain(match[1]): match[2] for match in re.finditer(r"^([\w.-]+)==([^ ]+)", text, re.MULTILINE)}


def _plain(name):
    return re.sub(r"[-_.]+", "-", name.split("[")[0]).lower()


def _wanted(requirements):
    split = (requirement.split("==") for requirement in requirements if "==" in requirement)
    return {_plain(name): version for name, version in split}


@pytest.mark.parametrize("name", ["run", "dev"])
def test_every_requirement_is_exact_and_hashed_and_no_index_is_named(name):
    text = (lock_files.FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    assert lock_files.is_hashed(text)
    assert "://" not in text


def test_the_locks_hold_what_the_project_asks_for():
    extras = PROJECT["project"]["optional-dependencies"]
    run = _wanted([*PROJECT["project"]["dependencies"], *extras["server"], *extras["demo"]])
    dev = _wanted(PROJECT["dependency-groups"]["dev"])
    assert run.items() <= _pins("run").items()
    assert (run | dev).items() <= _pins("dev").items()
    assert _pins("run").items() <= _pins("dev").items()


def test_a_requirement_without_a_hash_is_noticed():
    assert lock_files.is_hashed("a==1 \\\n    --hash=sha256:00\n")
    assert not lock_files.is_hashed("a==1 \\\n    --hash=sha256:00\nb==2\n")
    assert not lock_files.is_hashed("--index-url file:///x\na==1 --hash=sha256:00\n")
    assert not lock_files.is_hashed("a>=1 --hash=sha256:00\n")
