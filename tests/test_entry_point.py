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


def test_a_bug_is_told_without_the_words_that_its_error_quotes():
    program = (
        "import sys; from desktop_app import __main__, cli\n"
        "def fail(arguments): raise ValueError('salainen osoite') from KeyError('toinen osoite')\n"
        "cli.main = fail; sys.argv = ['luotsi', 'verify']; __main__.main()"
    )
    done = _run("-c", program)
    assert done.returncode == 1
    assert "ValueError" in done.stderr
    assert "osoite" not in done.stderr
