"""The guard against libraries that miscount references to None."""

import subprocess
import sys

import pytest

WORK = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
{guard}
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
widget = QWidget()
for _ in range(200_000):
    widget.parent()
os._exit(0)
"""
GUARD = "from desktop_app.lasting_none import keep_none; keep_none()"


def worked(guard: str) -> bool:
    return (
        subprocess.run([sys.executable, "-c", WORK.format(guard=guard)], capture_output=True, check=False).returncode
        == 0
    )


def test_a_long_day_of_calls_does_not_stop_the_interpreter():
    assert worked(GUARD)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal")
def test_the_guard_is_still_needed():
    """When this fails, the libraries have been mended and the guard can go."""
    assert not worked("")
