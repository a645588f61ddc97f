"""The central system runs on a server without any library of the desktop."""

import subprocess
import sys

from tests.architecture.sources import ROOT

BLOCKED = ("PySide6", "shiboken6", "sqlcipher3", "reportlab", "uharfbuzz", "babel", "PIL", "zxcvbn")
PROGRAM = """
import importlib, pkgutil, sys
for name in {blocked!r}:
    sys.modules[name] = None
import central_system, desktop_app.ledger
for package in (central_system, desktop_app.ledger):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)
"""


def test_the_central_system_imports_without_any_desktop_library():
    program = PROGRAM.format(blocked=BLOCKED)
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == 0
