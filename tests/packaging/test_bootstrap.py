import ast
import subprocess
import sys
from pathlib import Path

import bootstrap
import pytest

from tests.architecture.sources import ROOT

SCRIPT = ROOT / "packaging" / "bootstrap.py"


def _run(*arguments):
    return subprocess.run([sys.executable, str(SCRIPT), *arguments], capture_output=True, text=True, check=False)


def test_help_explains_the_three_commands():
    done = _run("--help")
    assert done.returncode == 0
    assert all(word in done.stdout for word in ("setup", "run", "test", "display"))


@pytest.mark.parametrize("arguments", [[], ["frobnicate"], ["setup", "everything"]])
def test_wrong_use_is_answered_with_the_usage_and_a_code(arguments):
    done = _run(*arguments)
    assert done.returncode == 2
    assert "usage:" in done.stdout + done.stderr


@pytest.mark.parametrize("version", [(3, 10, 14), (3, 15, 0)])
def test_another_python_is_refused_in_plain_words(monkeypatch, capsys, version):
    monkeypatch.setattr(sys, "version_info", version)
    assert bootstrap.main(["run"]) == 3
    assert "Luotsi needs Python 3.11 to 3.14" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"QT_QPA_PLATFORM": "vnc"}, True),
        ("win32", {}, True),
        ("darwin", {}, True),
    ],
)
def test_a_display_is_looked_for_only_on_linux(platform, environment, expected):
    assert bootstrap.has_display(platform, environment) is expected


def test_without_a_display_the_guided_demo_runs_instead_and_says_so(monkeypatch, capsys):
    calls = []
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(bootstrap, "_call", lambda *arguments: int(calls.append(arguments) is not None))
    assert bootstrap.run([]) == 0
    assert calls == [("-m", "desktop_app", "demo", "--output", str(ROOT / "demo-output"))]
    assert "No display was found" in capsys.readouterr().out


def test_a_command_is_passed_on_as_it_is(monkeypatch):
    calls = []
    monkeypatch.setattr(bootstrap, "_call", lambda *arguments: 7 if calls.append(arguments) is None else 0)
    assert bootstrap.run(["sheet", "--language", "sv"]) == 7
    assert calls == [("-m", "desktop_app", "sheet", "--language", "sv")]


def test_catalogs_that_are_newer_than_their_compiled_form_are_compiled(monkeypatch, tmp_path):
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    source = tmp_path / "translations" / "fi" / "LC_MESSAGES" / "interface.po"
    source.parent.mkdir(parents=True)
    source.write_text("", encoding="utf-8")
    (tmp_path / "packaging").mkdir()
    mark = tmp_path / "compiled"
    script = (
        f"import pathlib; pathlib.Path({str(mark)!r}).touch(); pathlib.Path({str(source.with_suffix('.mo'))!r}).touch()"
    )
    (tmp_path / "packaging" / "catalogs.py").write_text(script, encoding="utf-8")
    bootstrap.compile_catalogs(Path(sys.executable))
    assert mark.exists()
    mark.unlink()
    bootstrap.compile_catalogs(Path(sys.executable))
    assert not mark.exists()


def test_a_second_call_does_no_set_up(monkeypatch):
    import virtual_environment

    monkeypatch.setattr(virtual_environment.Environment, "is_ready", lambda self, name: True)
    bootstrap.set_up("dev")
    monkeypatch.setattr(subprocess, "run", lambda *arguments, **more: pytest.fail("set up again"))
    monkeypatch.setattr(bootstrap, "_make", lambda *arguments: pytest.fail("set up again"))
    assert bootstrap.set_up("dev")


def test_an_old_python_can_read_the_script_and_say_what_is_needed():
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 6))
    assert not [one for one in ast.walk(tree) if isinstance(one, ast.ImportFrom) and one.module == "__future__"]
    functions = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)]
    hints = [hint for one in functions for hint in (one.returns, *(each.annotation for each in one.args.args))]
    assert {type(hint) for hint in hints} <= {ast.Name, ast.Constant}


def test_a_folder_that_cannot_be_written_is_said_in_plain_words(monkeypatch, capsys):
    import virtual_environment

    def refused(self, name):
        raise PermissionError(13, "Permission denied", "/somewhere/.venv")

    monkeypatch.setattr(virtual_environment.Environment, "is_ready", refused)
    assert bootstrap.main(["setup"]) == 3
    assert capsys.readouterr().err == ("Setting up is not possible: [Errno 13] Permission denied: '/somewhere/.venv'\n")
