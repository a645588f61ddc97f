import shutil
import sys
from pathlib import Path

import checks

from tests.architecture.sources import ROOT

PYTHON = Path(sys.executable)


def _run(tmp_path, *commands):
    wanted = [checks.Check(f"check {number}", ("-c", command)) for number, command in enumerate(commands)]
    return checks.run_all(wanted, PYTHON, tmp_path)


def test_all_checks_run_even_when_the_first_fails(tmp_path, capsys):
    code = _run(tmp_path, "print('why'); raise SystemExit(1)", "print('quiet')", "raise SystemExit(3)")
    shown = capsys.readouterr().out
    assert code == 1
    assert "FAILED: check 0, check 2" in shown
    assert "why" in shown
    assert "quiet" not in shown


def test_passing_checks_give_zero(tmp_path, capsys):
    assert _run(tmp_path, "pass", "pass") == 0
    assert "All checks passed" in capsys.readouterr().out


def test_the_closing_line_of_pytest_comes_last(tmp_path, capsys):
    line = "=================== 3 passed, 1 skipped in 0.12s ==================="
    tests = checks.Check("tests", ("-c", f"print({line!r}); print('after')"), shown=True)
    assert checks.run_all([tests], PYTHON, tmp_path) == 0
    assert capsys.readouterr().out.splitlines()[-1] == line


def test_everything_is_checked():
    names = [check.name for check in checks.all_checks()]
    assert names == ["format", "lint", "types", "import contracts", "catalogs", "tests"]


def test_options_for_pytest_run_the_tests_alone_and_are_passed_on():
    (only,) = checks.all_checks(["-k", "consent"])
    assert only.arguments[-2:] == ("-k", "consent")


def test_a_forbidden_import_fails_the_step_of_the_import_contracts(tmp_path, capsys):
    for package in ("desktop_app", "central_system"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (step,) = (check for check in checks.all_checks() if check.name == "import contracts")
    assert checks.run_all([step], PYTHON, tmp_path) == 0
    (tmp_path / "desktop_app" / "domain" / "record.py").write_text("import PySide6.QtCore\n", encoding="utf-8")
    assert checks.run_all([step], PYTHON, tmp_path) == 1
    assert "desktop_app.domain is not allowed to import PySide6" in capsys.readouterr().out
