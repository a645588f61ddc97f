"""System libraries and tools that the program needs on Linux: which are missing, and how to get them."""

from __future__ import annotations

import ctypes
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

# shared library → Debian package; what Qt loads, also through its plugins for X11, Wayland and printing
LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libbrotlidec.so.1": "libbrotli1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libcups.so.2": "libcups2",
    "libthai.so.0": "libthai0",
}
# tool → Debian package; what the tests check sheets, catalogs and windows with
TEST_TOOLS = {
    "pdftotext": "poppler-utils",
    "qpdf": "qpdf",
    "zbarimg": "zbar-tools",
    "msgfmt": "gettext",
}
# file → Debian package
TEST_FILES = {"/usr/share/unicode/BidiTest.txt": "unicode-data"}


@dataclass(frozen=True)
class Missing:
    """What was not found (`names`) and the Debian packages that hold it."""

    names: tuple[str, ...]
    packages: tuple[str, ...]


class CannotInstall(Exception):
    """Nobody here may install system packages; the text says what to do."""


def find_missing(*, for_tests: bool, is_loadable: Callable[[str], bool] | None = None) -> Missing:
    """What this machine lacks; nothing on Windows and macOS, where Qt brings all it needs."""
    if not sys.platform.startswith("linux"):
        return Missing((), ())
    load = is_loadable or _is_loadable
    lacking = {name: package for name, package in LIBRARIES.items() if not load(name)}
    if find_spec("ensurepip") is None:
        lacking["ensurepip"] = "python3-venv"
    if for_tests:
        lacking.update({name: package for name, package in TEST_TOOLS.items() if shutil.which(name) is None})
        lacking.update({name: package for name, package in TEST_FILES.items() if not Path(name).exists()})
    return Missing(tuple(lacking), tuple(dict.fromkeys(lacking.values())))


def install(missing: Missing) -> None:
    """Install what is missing on Debian and its kin; raises `CannotInstall` with the exact command where it cannot."""
    if shutil.which("apt-get") is None:
        raise CannotInstall(_advice_without_apt(missing))
    prefix = _root_prefix()
    commands = apt_commands(missing.packages)
    if prefix is None:
        shown = " && ".join(shlex.join(["sudo", *command]) for command in commands)
        raise CannotInstall(f"System packages are missing. Install them and start again:\n\n  {shown}\n")
    for command in commands:
        print(f"  {shlex.join([*prefix, *command])}", flush=True)
        done = subprocess.run(
            [*prefix, *_NONINTERACTIVE, *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            raise CannotInstall(f"This command failed: {shlex.join([*prefix, *command])}\n{done.stdout}")


def apt_commands(packages: Sequence[str]) -> list[list[str]]:
    """The two commands that fetch the package lists once and install everything together."""
    return [["apt-get", "update", "-q"], ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]]


def unresolved(objects: Sequence[Path]) -> list[str]:
    """Libraries that some shared objects ask for and the system does not have, as `ldd` sees it."""
    if not objects or not sys.platform.startswith("linux") or shutil.which("ldd") is None:
        return []
    command = ["ldd", *(str(path) for path in objects)]
    listing = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return sorted({line.split("=>")[0].strip() for line in listing.splitlines() if "=> not found" in line})


_NONINTERACTIVE = ("env", "DEBIAN_FRONTEND=noninteractive")


def _root_prefix() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    if sys.stdin.isatty():
        return ["sudo"]
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if asked.returncode == 0 else None


def _advice_without_apt(missing: Missing) -> str:
    for tool in ("dnf", "zypper"):  # both find a package by the library that it provides
        if shutil.which(tool):
            wanted = [f"{name}()(64bit)" if ".so" in name else name for name in missing.names]
            command = shlex.join(["sudo", tool, "install", *wanted])
            return f"System packages are missing. Install them and start again:\n\n  {command}\n"
    return (
        "Libraries or tools are missing; install the packages that hold them and start again:\n\n"
        f"  {' '.join(missing.names)}\n\n(on Debian these packages: {' '.join(missing.packages)})"
    )


def _is_loadable(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
