"""The virtual environment `.venv`: made once from a lock file with hashes, known again by a stamp."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

SCRIPT_VERSION = 1
QT_OBJECTS = (
    *(f"lib/libQt6{name}.so.6" for name in ("Core", "Gui", "Widgets", "Network", "Pdf", "PrintSupport", "Svg")),
    *(f"plugins/platforms/libq{name}*.so" for name in ("xcb", "offscreen", "wayland")),
    "plugins/printsupport/*.so",
)
_PROBE = (
    "import PySide6.QtWidgets, PySide6.QtPdf, sqlcipher3, cryptography, reportlab, uharfbuzz, orjson, babel, psycopg"
)


class SetUpFailed(Exception):
    """The environment could not be made; the text says why."""


@dataclass(frozen=True)
class Environment:
    """The virtual environment of one checkout; `root` is the top folder of the project."""

    root: Path

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def lock(self, name: str) -> Path:
        """The lock file `run` or `dev`."""
        return self.root / "packaging" / "lock" / f"{name}.txt"

    def is_ready(self, name: str) -> bool:
        """Whether it was made from the lock file as it is now and is still whole; `dev` serves for `run` too."""
        try:
            stamp = json.loads(self._stamp.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False
        if not isinstance(stamp, dict) or not any(stamp.get(lock) == self._mark(lock) for lock in {name, "dev"}):
            return False
        return self.python.exists() and self._installed().issuperset(stamp.get("installed", ()))

    def make(self, name: str) -> None:
        """Make the environment or bring it up to date; one that is broken or half made is built anew.

        Raises `SetUpFailed`.
        """
        adopted = self._is_usable()
        if not adopted:
            self._build_anew()
        works = self._install(name)
        if not works and adopted:
            self._build_anew()
            works = self._install(name)
        if not works:
            raise SetUpFailed("The packages were installed but cannot be loaded; the messages above say why.")
        stamp = {name: self._mark(name), "installed": sorted(self._installed())}
        self._stamp.write_text(json.dumps(stamp), encoding="utf-8")
        self._unfinished.unlink(missing_ok=True)

    def qt_objects(self) -> list[Path]:
        """The shared objects of Qt that the program uses and that load system libraries."""
        qt = next(iter(sorted(self.folder.glob("lib*/python*/site-packages/PySide6/Qt"))), None)
        return [] if qt is None else [path for pattern in QT_OBJECTS for path in sorted(qt.glob(pattern))]

    def _installed(self) -> set[str]:
        """Names at the top of the folder of packages: one that goes away breaks the program."""
        folders = [*self.folder.glob("lib/python*/site-packages"), *self.folder.glob("Lib/site-packages")]
        return {path.name for folder in folders for path in folder.iterdir()} - {"__pycache__"}

    @property
    def _stamp(self) -> Path:
        return self.folder / "made-from.json"

    @property
    def _unfinished(self) -> Path:
        return self.folder / "unfinished"

    def _mark(self, name: str) -> str:
        seen = hashlib.sha256(self.lock(name).read_bytes())
        seen.update(f"{sys.version_info[:3]} {SCRIPT_VERSION}".encode())
        return seen.hexdigest()

    def _is_usable(self) -> bool:
        if not self.python.exists() or self._unfinished.exists():
            return False
        asked = "import sys, pip; print(sys.version_info[:2])"
        try:
            answer = subprocess.run([str(self.python), "-c", asked], capture_output=True, text=True, check=False)
        except OSError:
            return False
        return answer.returncode == 0 and answer.stdout.strip() == str(sys.version_info[:2])

    def _build_anew(self) -> None:
        if self.folder.exists():
            print("  .venv is broken or half made: building it anew", flush=True)
            shutil.rmtree(self.folder)
        try:
            venv.EnvBuilder(with_pip=True, symlinks=os.name != "nt").create(self.folder)
        except (OSError, subprocess.CalledProcessError) as error:
            raise SetUpFailed(f"The virtual environment could not be made: {error}") from error
        self._unfinished.touch()

    def _install(self, name: str) -> bool:
        options = ["--require-hashes", "--no-deps", "--only-binary=:all:", "--no-input", "--disable-pip-version-check"]
        command = [str(self.python), "-m", "pip", "install", "--quiet", *options, "--requirement", str(self.lock(name))]
        self._unfinished.touch()
        if subprocess.run(command, cwd=self.root, check=False).returncode:
            raise SetUpFailed(f"The packages of {self.lock(name).name} could not be installed.")
        return self._works()

    def _works(self) -> bool:
        return subprocess.run([str(self.python), "-c", _PROBE], check=False).returncode == 0
