"""A copy of what only this laptop has, in a folder that the worker chose: written by itself when it has grown old."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import orjson

from desktop_app.errors import LuotsiError
from desktop_app.storage.store import Unsent
from desktop_app.sync import courier, stick
from desktop_app.use_cases import bundles
from desktop_app.use_cases.session import Session

#: Work that has waited this long to be sent is copied.
OLD: Final = timedelta(hours=24)
#: While it goes on growing, the copy is renewed so often.
EVERY: Final = timedelta(minutes=30)

_FOLDER: Final = "safety_folder"
_AT: Final = "safety_at"
_FILES: Final = "safety_files"
_MARK: Final = "safety_mark"
_PROBLEM: Final = "safety_problem"


@dataclass(frozen=True, slots=True)
class SafetyState:
    """How the safety copy stands: where it goes, None where nothing is chosen, and when it was written, None for none.

    `old` tells that there is unsent work old enough to be copied, `problem` is the code of why it could not be.
    """

    folder: Path | None
    at: datetime | None
    old: bool
    problem: str = ""

    @property
    def to_be_chosen(self) -> bool:
        """Whether a folder should be chosen now."""
        return self.old and self.folder is None


def view(session: Session) -> SafetyState:
    """Return how it stands; writes nothing."""
    store = session.store
    folder, at = store.setting(_FOLDER), store.setting(_AT)
    return SafetyState(
        Path(folder) if folder else None,
        datetime.fromisoformat(at) if at else None,
        store.me().enrolled and _is_old(session, store.unsent_count()),
        store.setting(_PROBLEM) or "",
    )


def choose(session: Session, folder: Path | None) -> SafetyState:
    """Keep safety copies in this folder from now on, None for nowhere; what lies in the folder before is removed."""
    _remove(session)
    session.store.set_setting(_FOLDER, "" if folder is None else str(folder))
    return keep(session)


def keep(session: Session) -> SafetyState:
    """Write the copy anew where work is unsent for a day, remove it once everything has arrived.

    Never anywhere but in the chosen folder. A stick that is not there is told by `problem`, and tried again.
    """
    state = view(session)
    if state.folder is None:
        return state
    if not session.store.unsent_count().changes + session.store.unsent_count().drafts:
        if state.at is not None:
            _remove(session)
    elif state.old and _is_due(session, state):
        _write(session, state.folder)
    return view(session)


def _is_old(session: Session, unsent: Unsent) -> bool:
    return unsent.oldest_at is not None and session.now() - datetime.fromisoformat(unsent.oldest_at) >= OLD


def _is_due(session: Session, state: SafetyState) -> bool:
    """Whether there is no copy, or one of less than there is now and not of this half-hour."""
    if state.at is None or not all(path.exists() for path in _paths(session)):
        return True
    return session.now() - state.at >= EVERY and session.store.setting(_MARK) != _mark(session)


def _write(session: Session, folder: Path) -> None:
    """Write the new copy before the old one goes."""
    store, before, mark = session.store, _paths(session), _mark(session)
    try:
        key = bundles.own_key(session)
        saved = bundles.write(folder, courier.safety_copy(store), [key], lambda _written: None)
    except LuotsiError as error:
        store.set_setting(_PROBLEM, error.code)
        return
    stick.remove(before)
    store.set_setting(_FILES, orjson.dumps([str(path) for path in saved.paths]).decode())
    store.set_setting(_MARK, mark)
    store.set_setting(_AT, session.at())
    store.set_setting(_PROBLEM, "")


def _remove(session: Session) -> None:
    """Take the copy away; from a stick that is not there now, when it is there again."""
    paths = _paths(session)
    if all(path.parent.exists() for path in paths) and stick.remove(paths):
        for name in (_FILES, _MARK, _AT, _PROBLEM):
            session.store.set_setting(name, "")


def _paths(session: Session) -> list[Path]:
    """Return the files of the copy, as this laptop named them in the chosen folder; nothing else is ever removed."""
    folder, written = session.store.setting(_FOLDER), session.store.setting(_FILES)
    names = orjson.loads(written) if written else []
    return [Path(folder) / Path(name).name for name in names if isinstance(name, str)] if folder else []


def _mark(session: Session) -> str:
    """Return what distinguishes what there is to copy now from what was copied before."""
    me, drafts = session.store.me(), session.store.every_draft()
    newest = max((draft.at for draft in drafts), default="")
    return f"{me.dev.hex()} {me.n} {me.acked} {len(drafts)} {newest} {len(session.store.files.unsent())}"
