"""What is written down about the story: `summary.json`."""

from __future__ import annotations

import json
import logging
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

#: Said by a screen that is not there.
_NO_SCREEN = "This plugin does not support "

#: Qt also tells, for one, that it looks for a script in the next font.
_NO_ERRORS = (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)


class Diary:
    """Facts by name, the seconds of each chapter, and what went wrong without being seen on the screen."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self.facts: dict[str, object] = {}
        self.chapters: list[object] = []
        self.errors: list[object] = []

    def note(self, name: str, fact: object) -> None:
        """Write a fact down."""
        self.facts[name] = fact

    def add(self, name: str, fact: object) -> None:
        """Add to a list of facts."""
        known = self.facts.setdefault(name, [])
        if isinstance(known, list):
            known.append(fact)

    @contextmanager
    def chapter(self, name: str) -> Iterator[None]:
        """Time a chapter and tell that it is over."""
        begun = time.monotonic()
        yield
        seconds = round(time.monotonic() - begun, 1)
        self.chapters.append({"chapter": name, "seconds": seconds})
        print(f"{seconds:6.1f} s  {name}", flush=True)

    def listen(self) -> None:
        """Note errors of the log, of slots and of Qt from now on."""
        handler = _Errors(self.errors)
        logging.getLogger().addHandler(handler)
        sys.excepthook = self._on_exception
        qInstallMessageHandler(self._on_message)

    def write(self, path: Path, *, done: bool) -> None:
        """Write the summary."""
        whole: dict[str, object] = {
            "done": done,
            "seconds": round(time.monotonic() - self._begun, 1),
            "chapters": self.chapters,
            **self.facts,
            "unnoticed_errors": self.errors,
        }
        path.write_text(json.dumps(whole, ensure_ascii=False, indent=2) + "\n", "utf-8")

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self.errors.append(f"exception {kind.__name__}{_place(trace)}")
        sys.__excepthook__(kind, error, trace)

    def _on_message(self, level: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if not text.startswith(_NO_SCREEN) and level not in _NO_ERRORS:
            self.errors.append(f"qt {text[:200]}")


class _Errors(logging.Handler):
    """Keeps what is logged as an error."""

    def __init__(self, errors: list[object]) -> None:
        super().__init__(logging.ERROR)
        self._errors = errors

    def emit(self, record: logging.LogRecord) -> None:
        where = _place(record.exc_info[2]) if record.exc_info else ""
        self._errors.append(f"log {record.getMessage()[:200]}{where}")


def _place(trace: TracebackType | None) -> str:
    """Return the place in the code where something failed, without what was typed there."""
    frames = traceback.extract_tb(trace)
    return f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
