"""Long sessions on Python 3.11."""

import subprocess
import sys

PROGRAM = """
from PySide6.QtGui import QFont
from desktop_app.ui.none_guard import keep_none_alive
keep_none_alive()
keep_none_alive()
font = QFont()
for _ in range(60_000):
    font.setPixelSize(15)
print("alive")
"""


def test_many_calls_of_qt_do_not_end_the_program():
    ended = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False, timeout=60)
    assert ended.stdout.strip() == "alive", ended.stderr
