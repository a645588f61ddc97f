"""What this laptop remembers outside the encrypted store; nothing personal is in it."""

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from desktop_app.errors import LuotsiError

LANGUAGES = ("fi", "sv", "en")
THEMES = ("system", "light", "dark", "hc")
SCALES = (100, 115, 130, 150, 200)

DESCRIPTIONS: Mapping[str, str] = {
    "language": "language of the window: fi, sv or en; empty follows the system",
    "theme": "look of the window: system, light, dark or hc (high contrast)",
    "scale": "size of text in percent: 100, 115, 130, 150 or 200",
    "server": "address of the central system; empty while the laptop works alone",
    "lock_minutes": "minutes without use after which the store is locked, 1 to 120",
    "calendar": "whether Today offers what is due as a calendar file; off unless it was turned on",
    "last_folder": "folder that file dialogs open first; empty for the home folder",
    "data_folder": "folder of the encrypted store; empty for the usual place",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of this laptop; each field is described in `DESCRIPTIONS`, keys of newer programs are in `other`."""

    language: str = ""
    theme: str = "system"
    scale: int = 100
    server: str = ""
    lock_minutes: int = 10
    calendar: bool = False
    last_folder: str = ""
    data_folder: str = ""
    other: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings read from a file, and what was wrong with the file (`settings_damaged`), if anything."""

    settings: Settings
    problem: LuotsiError | None = None


def load(path: Path) -> Loaded:
    """Read the settings; a missing file gives the defaults, a damaged one the defaults and a problem."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Loaded(Settings())
    except (OSError, ValueError, RecursionError):
        return Loaded(Settings(), LuotsiError("settings_damaged"))
    if not isinstance(document, dict):
        return Loaded(Settings(), LuotsiError("settings_damaged"))
    known = {name: document.pop(name) for name in DESCRIPTIONS if name in document}
    good = {name: value for name, value in known.items() if _is_valid(name, value)}
    problem = LuotsiError("settings_damaged", settings=sorted(known.keys() - good.keys())) if good != known else None
    return Loaded(replace(Settings(other=document), **good), problem)


def save(settings: Settings, path: Path) -> None:
    """Write the settings in one step, so that a crash leaves the old file or the new one.

    Raises `OSError` when the folder cannot be written.
    """
    document = dict(settings.other)
    document.update({part.name: getattr(settings, part.name) for part in fields(settings) if part.name != "other"})
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(document, file, ensure_ascii=False, indent=2, sort_keys=True)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)  # noqa: PTH105 -- the name comes from mkstemp
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _is_valid(name: str, value: object) -> bool:
    if name == "language":
        return value == "" or value in LANGUAGES
    if name == "theme":
        return value in THEMES
    if name == "scale":
        return type(value) is int and value in SCALES
    if name == "lock_minutes":
        return type(value) is int and 1 <= value <= 120
    if name == "calendar":
        return isinstance(value, bool)
    return isinstance(value, str)
