"""Sets Luotsi up from a fresh checkout, then runs or tests it; needs Python 3.11 or newer and nothing else.

Written so that every Python 3.6 or newer can read this file and say which Python is needed.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # imported at run time only after the check of the Python version
    from virtual_environment import Environment

OLDEST, NEWEST = (3, 11), (3, 14)
ROOT = Path(__file__).resolve().parent.parent
USAGE = """\
usage: python3 packaging/bootstrap.py setup [run|dev]
       python3 packaging/bootstrap.py run [COMMAND …]
       python3 packaging/bootstrap.py test [PYTEST OPTION …]

setup  makes .venv from the lock file with hashes and installs missing system libraries
       (on Debian and Ubuntu as root or through sudo; elsewhere it prints the command and stops)
run    sets up, then opens the window; with a command, runs that command (try: run --help);
       on a machine without a display it runs the guided demo instead
test   sets up, then runs everything: format, lint, types, import contracts, catalogs and
       the tests in random order; with options for pytest, only the tests (test -k consent)

A second call does no set-up work."""


def main(arguments: "list[str]") -> int:
    """Do what the first argument says; exit codes: 0 done, 1 a check failed, 2 wrong use, 3 set-up impossible."""
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(USAGE)
        return 0 if arguments else 2
    command, rest = arguments[0], arguments[1:]
    if command not in ("setup", "run", "test") or (command == "setup" and rest not in ([], ["run"], ["dev"])):
        print(USAGE, file=sys.stderr)
        return 2
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        print(_wrong_python(), file=sys.stderr)
        return 3
    kind = "dev" if command == "test" or rest == ["dev"] else "run"
    if not set_up(kind):
        return 3
    if command == "run":
        return run(rest)
    return test(rest) if command == "test" else 0


def set_up(kind: str) -> bool:
    """Make what is not there yet: system libraries, `.venv` and compiled catalogs; tells whether all is well."""
    import virtual_environment

    environment = virtual_environment.Environment(ROOT)
    try:
        if not environment.is_ready(kind):
            _make(environment, kind)
        compile_catalogs(environment.python)
    except virtual_environment.SetUpFailed as error:
        print(error, file=sys.stderr)
        return False
    except OSError as error:
        print(f"Setting up is not possible: {error}", file=sys.stderr)
        return False
    return True


def run(arguments: "list[str]") -> int:
    """Open the window or run a command; without a display the guided demo."""
    if not arguments and not has_display(sys.platform, os.environ):
        folder = ROOT / "demo-output"
        print("No display was found on this machine, so the window cannot be opened.")
        print(f"Running the guided demo instead; its pictures and papers go to {folder}", flush=True)
        arguments = ["demo", "--output", str(folder)]
    return _call("-m", "desktop_app", *arguments)


def test(options: "list[str]") -> int:
    """Run the checks."""
    import checks

    return checks.run_all(checks.all_checks(options), _python(), ROOT)


def has_display(platform: str, environment: "os._Environ[str] | dict[str, str]") -> bool:
    """Whether a window can be shown: always on Windows and macOS, on Linux when a display server is named."""
    if not platform.startswith("linux"):
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def compile_catalogs(python: Path) -> None:
    """Compile the catalogs when one is newer than its compiled form."""
    from virtual_environment import SetUpFailed

    sources = sorted((ROOT / "translations").glob("*/LC_MESSAGES/interface.po"))
    if all(_is_current(source, source.with_suffix(".mo")) for source in sources):
        return
    if subprocess.run([str(python), "packaging/catalogs.py", "compile"], cwd=ROOT, check=False).returncode:
        raise SetUpFailed("The catalogs could not be compiled.")


def _make(environment: "Environment", kind: str) -> None:
    import system_libraries
    from virtual_environment import SetUpFailed

    try:
        missing = system_libraries.find_missing(for_tests=kind == "dev")
        if missing.packages:
            print(f"Missing system packages: {' '.join(missing.packages)}", flush=True)
            system_libraries.install(missing)
    except system_libraries.CannotInstall as error:
        raise SetUpFailed(str(error)) from error
    print(f"Setting up {environment.folder} from {environment.lock(kind).name} (once; a minute or two)", flush=True)
    environment.make(kind)
    unresolved = system_libraries.unresolved(environment.qt_objects())
    if unresolved:
        print(f"  note: some parts of the window may not work without {' '.join(unresolved)}")


def _is_current(source: Path, compiled: Path) -> bool:
    return compiled.exists() and compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns


def _python() -> Path:
    from virtual_environment import Environment

    return Environment(ROOT).python


def _call(*arguments: str) -> int:
    return subprocess.run([str(_python()), *arguments], cwd=ROOT, check=False).returncode


def _wrong_python() -> str:
    found = ".".join(str(part) for part in sys.version_info[:3])
    first, last = (".".join(str(part) for part in version) for version in (OLDEST, NEWEST))
    return f"Luotsi needs Python {first} to {last}; this is Python {found}. Start this script with another Python."


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
