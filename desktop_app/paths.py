"""Where resources, translations and data lie: from source, installed, or frozen."""

import os
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resources() -> Path:
    """The folder of shipped data: law, codes, interview, sheets, fonts, icons and themes."""
    return _shipped("resources")


def translations() -> Path:
    """The folder of catalogs, `<language>/LC_MESSAGES/interface.mo`."""
    return _shipped("translations")


def data_folder() -> Path:
    """The user's own data folder, absolute but not created; `LUOTSI_DATA` names another one."""
    chosen = os.environ.get("LUOTSI_DATA")
    if chosen:
        return Path(chosen).expanduser().absolute()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / "Luotsi"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Luotsi"
    shared = os.environ.get("XDG_DATA_HOME")
    return (Path(shared) if shared and Path(shared).is_absolute() else Path.home() / ".local" / "share") / "luotsi"


def _shipped(name: str) -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen) / name
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
