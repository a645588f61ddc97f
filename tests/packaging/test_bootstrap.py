import subprocess
import sys
import time
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


def test_a_second_call_does_no_set_up_and_adds_less_than_a_second(monkeypatch):
    import virtual_environment

    monkeypatch.setattr(virtual_environment.Environment, "is_ready", lambda self, name: True)
    monkeypatch.setattr(bootstrap, "_make", lambda *arguments: pytest.fail("set up again"))
    bootstrap.set_up("dev")
    began = time.monotonic()
    assert bootstrap.set_up("dev")
    assert time.monotonic() - began < 1
