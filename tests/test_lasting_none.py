"""The guard against libraries that miscount references to None and True."""

import subprocess
import sys

import pytest

WORK = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
{guard}
from PySide6.QtCore import QObject, Signal
class Teller(QObject):
    told = Signal()
teller = Teller()
for _ in range(100_000):
    {call}
os._exit(0)
"""
GUARD = "from desktop_app.lasting_none import keep_none; keep_none()"


RETURNS_NOTHING = "teller.parent()"
TELLS = "teller.told.emit()"


def worked(guard: str, call: str) -> bool:
    program = WORK.format(guard=guard, call=call)
    return subprocess.run([sys.executable, "-c", program], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("call", [RETURNS_NOTHING, TELLS])
def test_a_long_day_of_calls_does_not_stop_the_interpreter(call):
    assert worked(GUARD, call)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal")
@pytest.mark.parametrize("call", [RETURNS_NOTHING, TELLS])
def test_the_guard_is_still_needed(call):
    """When this fails, the libraries have been mended and the guard can go."""
    assert not worked("", call)
