"""What a command says and writes: lines of words, exit codes, files that are there whole or not at all."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from enum import IntEnum
from pathlib import Path
from typing import TextIO

from desktop_app.i18n.catalog import Catalog
from desktop_app.i18n.error_words import N_
from desktop_app.i18n.system_language import system_language


class Exit(IntEnum):
    """Exit codes of the command line."""

    DONE = 0
    FAULT_FOUND = 1
    WRONG_USE = 2
    NOT_OPENED = 3
    NO_NETWORK = 4
    FAILED = 5
    BROKEN_OFF = 130


#: What the operating system may say about a file, in words.
_FILE_WORDS = {
    0: N_("The file could not be written."),
    errno.EEXIST: N_("The file is there already, and it is not written over. Give another name."),
    errno.ENOENT: N_("There is no such folder. Make it first."),
    errno.ENOTDIR: N_("There is no such folder. Make it first."),
    errno.EISDIR: N_("That is a folder. Give the name of a file."),
    errno.EACCES: N_("You may not write there. Choose another folder."),
    errno.EPERM: N_("You may not write there. Choose another folder."),
    errno.EROFS: N_("You may not write there. Choose another folder."),
    errno.ENOSPC: N_("The disk is full. Nothing was written."),
    errno.EDQUOT: N_("The disk is full. Nothing was written."),
    errno.EFBIG: N_("The disk is full. Nothing was written."),
}


def tr(msgid: str, **fields: object) -> str:
    """Return a message in the system's language, with its named fields filled in."""
    text = Catalog.load(system_language()).text(msgid)
    return text.format(**fields) if fields else text


def say(text: str) -> None:
    """Print a line; when nobody reads any more, the command still goes on to its end."""
    try:
        print(text)
    except BrokenPipeError:
        let_go(sys.stdout)


def flush() -> None:
    """Let everything out that was said."""
    if sys.stdout is not None:
        try:
            sys.stdout.flush()
        except BrokenPipeError:
            let_go(sys.stdout)


def let_go(stream: TextIO | None) -> None:
    """Lead a stream that cannot be written into nothing, so that the interpreter's end does not complain of it."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())  # type: ignore[union-attr]  # None has no fileno: suppressed
        os.close(nowhere)


def fail(words: str) -> Exit:
    """Say what could not be done, and how the command ends."""
    with suppress(OSError):
        print(f"luotsi: {words}", file=sys.stderr)
    return Exit.FAILED


def in_words(error: OSError) -> str:
    """What the operating system refused, in words."""
    return tr(_FILE_WORDS.get(error.errno or 0, _FILE_WORDS[0]))


def write_new(path: Path, data: bytes) -> None:
    """Write a new file that only its owner may read; never over an existing one, and whole or not at all."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(file, "wb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def write_over(path: Path, data: bytes) -> None:
    """Write a file, in one step where one is there already: a full disk leaves the old one whole."""
    if path.exists() and not path.is_file():  # a device or a pipe
        path.write_bytes(data)
        return
    beside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
