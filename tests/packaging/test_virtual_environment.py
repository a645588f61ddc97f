import json
import os
import sys
import venv

import pytest
import virtual_environment
from virtual_environment import Environment


@pytest.fixture
def made(tmp_path):
    """A checkout whose environment was made from the lock `run`."""
    environment = Environment(tmp_path)
    environment.lock("run").parent.mkdir(parents=True)
    environment.lock("run").write_text("a==1 --hash=sha256:00\n", encoding="utf-8")
    environment.lock("dev").write_text("a==1 --hash=sha256:00\nb==2 --hash=sha256:00\n", encoding="utf-8")
    environment.python.parent.mkdir(parents=True)
    environment.python.symlink_to(sys.executable)
    _stamp(environment, "run")
    return environment


def _stamp(environment, name):
    environment._stamp.write_text(json.dumps({name: environment._mark(name)}), encoding="utf-8")


def test_an_environment_made_from_the_lock_is_ready(made):
    assert made.is_ready("run")


def test_the_environment_of_run_does_not_serve_the_tests(made):
    assert not made.is_ready("dev")


def test_the_environment_of_the_tests_serves_run_too(made):
    _stamp(made, "dev")
    assert made.is_ready("dev")
    assert made.is_ready("run")


def test_a_changed_lock_asks_for_set_up(made):
    made.lock("run").write_text("a==2 --hash=sha256:00\n", encoding="utf-8")
    assert not made.is_ready("run")


def test_another_python_asks_for_set_up(made, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 99, 0, "final", 0))
    assert not made.is_ready("run")


@pytest.mark.parametrize("damage", ["", "{", "[]", "null"])
def test_a_damaged_stamp_asks_for_set_up(made, damage):
    made._stamp.write_text(damage, encoding="utf-8")
    assert not made.is_ready("run")


@pytest.mark.skipif(os.name == "nt", reason="interpreters are copied on Windows")
def test_an_interpreter_that_went_away_asks_for_set_up(made):
    made.python.unlink()
    made.python.symlink_to(made.root / "gone")
    assert not made.is_ready("run")
    assert not made._is_usable()


def test_a_package_that_went_away_asks_for_set_up(made, monkeypatch):
    package = made.folder / "lib" / "python3.11" / "site-packages" / "a"
    package.mkdir(parents=True)
    monkeypatch.setattr(Environment, "_is_usable", lambda self: True)
    monkeypatch.setattr(Environment, "_install", lambda self, name: True)
    made.make("run")
    assert made.is_ready("run")
    package.rmdir()
    assert not made.is_ready("run")


def test_an_interrupted_set_up_is_not_built_upon(made):
    made._unfinished.touch()
    assert not made._is_usable()


def test_a_broken_environment_is_built_anew(made, monkeypatch, capsys):
    (made.folder / "rubbish").touch()
    made.python.unlink()
    calls = []
    monkeypatch.setattr(Environment, "_install", lambda self, name: calls.append(name) is None)
    monkeypatch.setattr(venv.EnvBuilder, "create", lambda self, folder: folder.mkdir())
    made.make("dev")
    assert calls == ["dev"]
    assert not (made.folder / "rubbish").exists()
    assert not made._unfinished.exists()
    assert "anew" in capsys.readouterr().out


def test_packages_that_cannot_be_loaded_are_an_error_and_leave_no_stamp(made, monkeypatch, capsys):
    made._stamp.unlink()
    monkeypatch.setattr(Environment, "_install", lambda self, name: False)
    monkeypatch.setattr(venv.EnvBuilder, "create", lambda self, folder: folder.mkdir())
    with pytest.raises(virtual_environment.SetUpFailed):
        made.make("run")
    assert not made.is_ready("run")
    assert not made._is_usable()
    capsys.readouterr()
