"""What the first paint of the window waits for, and what it leaves for later."""

import os
import subprocess
import sys

START = """
import gc, sys
from desktop_app.lasting_none import keep_none
keep_none()
gc.disable()
from PySide6.QtCore import QTimer
from desktop_app.ui import application

def first():
    print("early:", *sorted(name for name in sys.modules if name.startswith("desktop_app.")))
    QTimer.singleShot(400, later)

def later():
    print("later:", *sorted(name for name in sys.modules if name.startswith("desktop_app.")))
    from desktop_app.ui.collecting import Collector
    print("collectors:", sum(isinstance(one, Collector) for one in gc.get_objects()), flush=True)
    application.QApplication.instance().closeAllWindows()

sys.exit(application.run(first_paint=first))
"""
NOT_YET = {
    "desktop_app.ui.frame",
    "desktop_app.ui.act_menu",
    "desktop_app.ui.work",
    "desktop_app.ui.widgets.sidebar",
    "desktop_app.ui.pages.entrance_making",
    "desktop_app.use_cases.store_access",
}


def test_the_first_paint_waits_neither_for_the_work_nor_for_the_menu_and_both_come_at_once_after_it(tmp_path):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LUOTSI_DATA": str(tmp_path)}
    ended = subprocess.run([sys.executable, "-c", START], env=environment, capture_output=True, text=True, timeout=60)
    said = dict(line.split(": ", 1) for line in ended.stdout.splitlines())
    assert ended.returncode == 0, ended.stderr
    assert not NOT_YET & set(said["early"].split())
    assert "desktop_app.ui.act_menu" in said["later"].split()
    assert said["collectors"] == "1"
