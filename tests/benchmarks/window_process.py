"""Processes that show a window: ours, and a bare window of PySide6 as the floor."""

import functools
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent.parent
OURS = ("-m", "desktop_app", "--benchmark-first-paint")
BARE = (
    "-c",
    """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: print("painted", flush=True))

application = QApplication(sys.argv)
window = Window()
window.setCentralWidget(QLabel("bare"))
window.resize(1366, 768)
window.show()
application.exec()
""",
)


@contextmanager
def painted(command: tuple[str, ...]) -> Iterator[tuple[float, int]]:
    """A process from its start to its first paint: milliseconds, and its id while it still runs."""
    with _first_line(command) as (milliseconds, pid, _line):
        yield milliseconds, pid


def said(command: tuple[str, ...]) -> str:
    """What a process prints first."""
    with _first_line(command) as (_milliseconds, _pid, line):
        return line


@contextmanager
def _first_line(command: tuple[str, ...]) -> Iterator[tuple[float, int, str]]:
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        environment = {**compiled_environment(), "LUOTSI_DATA": folder}
        began = time.perf_counter()
        with subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            try:
                line = process.stdout.readline() if process.stdout else b""
                milliseconds = (time.perf_counter() - began) * 1000
                if not line:
                    problem = process.stderr.read() if process.stderr else b""
                    raise RuntimeError(
                        problem.decode(errors="replace").strip()[-300:] or "the window was never painted"
                    )
                yield milliseconds, process.pid, line.decode()
            finally:
                process.kill()


@functools.cache
def _compiled_modules() -> tempfile.TemporaryDirectory[str]:
    """A folder for compiled modules; the catalogs are compiled too, or a checkout would read their sources at start."""
    subprocess.run([sys.executable, str(ROOT / "packaging" / "catalogs.py"), "compile"], check=True)
    return tempfile.TemporaryDirectory(prefix="benchmark-modules-")


def compiled_environment() -> dict[str, str]:
    """An installed program has compiled modules and catalogs: the warm-up makes them, whatever this shell says."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**environment, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": _compiled_modules().name}


def first_paint(command: tuple[str, ...]) -> float:
    """Milliseconds from the start of a process to its first paint."""
    with painted(command) as (milliseconds, _pid):
        return milliseconds


def resident_memory(command: tuple[str, ...]) -> float:
    """MiB that a process holds shortly after its first paint."""
    with painted(command) as (_milliseconds, pid):
        time.sleep(0.3)
        return float(psutil.Process(pid).memory_info().rss) / 2**20
