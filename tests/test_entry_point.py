import subprocess
import sys

from tests.architecture.sources import ROOT


def _run(*arguments):
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def test_help_is_given_without_a_window():
    done = _run("-m", "desktop_app", "--help")
    assert done.returncode == 0
    assert "usage:" in done.stdout


def test_an_unknown_command_is_refused():
    done = _run("-m", "desktop_app", "no-such-command")
    assert done.returncode == 2
    assert "no-such-command" in done.stderr


def test_commands_do_not_wait_for_the_window_to_load():
    program = (
        "import sys, desktop_app.__main__, desktop_app.cli; print([name for name in sys.modules if 'PySide6' in name])"
    )
    done = _run("-c", program)
    assert (done.returncode, done.stdout.strip()) == (0, "[]")
