"""The central system runs where no desktop library is installed."""

import subprocess
import sys
from pathlib import Path

from tests.central_fixtures import CentralInTest

BLOCKED = ("PySide6", "shiboken6", "sqlcipher3", "reportlab", "uharfbuzz", "babel", "zxcvbn", "PIL")
SCRIPT = """
import pkgutil, sys
for name in {blocked!r}:
    sys.modules[name] = None
import central_system
for module in pkgutil.iter_modules(central_system.__path__):
    if module.name != "__main__":
        __import__("central_system." + module.name)
import central_system.__main__
from central_system.caller import Caller
from central_system.central import Central
from central_system.database import Database
from central_system.keys import ServerKeys
from desktop_app.ledger.canonical import parse
from desktop_app.ledger.change import SignedChange
database = Database({address!r})
central = Central.over(database, ServerKeys.generate())
caller = central.caller(bytes.fromhex({dev!r})).caller
change = SignedChange(*(bytes.fromhex(part) for part in {change!r}))
assert central.relay.push(caller, [change]).acked == 1
database.close()
loaded = {{name.split(".")[0] + "." + name.split(".")[1] for name in sys.modules if name.startswith("desktop_app.")}}
print(sorted(loaded))
"""


def test_no_desktop_library_is_needed(central: CentralInTest) -> None:
    from tests.central_system.writing import Laptop

    org = central.add_organisation()
    change = Laptop.of(org).write()
    assert change.sealed is not None
    script = SCRIPT.format(
        blocked=BLOCKED,
        address=central.application,
        dev=org.admin.dev.hex(),
        change=[part.hex() for part in (change.header, change.sig, change.sealed)],
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(["desktop_app.errors", "desktop_app.ledger", "desktop_app.paths"])
