"""Plays the chapters in order, writes down what happened, and clears away what was started."""

from __future__ import annotations

import faulthandler
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_app.demo.chapters import CHAPTERS
from desktop_app.demo.checking import all_is_well
from desktop_app.demo.patience import Stuck, Watchdog
from desktop_app.demo.stage import Stage
from desktop_app.ui.language import Language

#: What this demo writes into its folder; only these are removed when it is played again.
PARTS = ("pictures", "papers", "disks", "stuck", "summary.json")


def play(output: Path) -> bool:
    """Play the whole story into `output`; returns whether everything went as it should."""
    clear(output)
    app = QApplication.instance()
    stage = Stage(app if isinstance(app, QApplication) else QApplication(["luotsi"]), output)
    faulthandler.enable()
    stage.diary.listen()
    watchdog = Watchdog(lambda: give_up(stage))
    watchdog.start()
    done = False
    try:
        Language.set("fi")
        with _temporary_files_in(stage.temporary):
            _play_chapters(stage, watchdog)
        done = all_is_well(stage.diary)
    except Stuck as stuck:
        stage.diary.note("stuck", stuck.waited_for)
        print(f"The demo waited in vain for: {stuck.waited_for}", file=sys.stderr)
        _keep_what_is_seen(stage)
    finally:
        _clear_away(stage, watchdog, done=done)
    print(f"{'All is well' if done else 'Something went wrong'}: see {output / 'summary.json'}")
    return done


def give_up(stage: Stage) -> None:
    """Stop what was started and write down how far the story came; called beside the window, which hangs."""
    stage.authority.stop()
    stage.diary.note("stuck", "the whole demo took too long")
    stage.diary.write(stage.output / "summary.json", done=False)


def clear(output: Path) -> None:
    """Remove what an earlier demo left in its folder, and nothing else."""
    output.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        path = output / part
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _clear_away(stage: Stage, watchdog: Watchdog, *, done: bool) -> None:
    """Stop what was started and write the summary."""
    stage.authority.stop()
    watchdog.stop()
    stage.diary.note("pictures", list(stage.camera.taken))
    stage.diary.note("papers", sorted(path.name for path in stage.papers.glob("*.pdf")))
    stage.diary.write(stage.output / "summary.json", done=done)


@contextmanager
def _temporary_files_in(folder: Path) -> Iterator[None]:
    """Let temporary files lie in a folder that is searched."""
    folder.mkdir(parents=True, exist_ok=True)
    before = os.environ.get("TMPDIR")
    os.environ["TMPDIR"], tempfile.tempdir = str(folder), None  # Python asks the environment again
    try:
        yield
    finally:
        del os.environ["TMPDIR"]
        if before is not None:
            os.environ["TMPDIR"] = before
        tempfile.tempdir = None


def _play_chapters(stage: Stage, watchdog: Watchdog) -> None:
    for name, chapter in CHAPTERS:
        watchdog.chapter = name
        with stage.diary.chapter(name):
            chapter(stage)


def _keep_what_is_seen(stage: Stage) -> None:
    """Keep a picture of every window, and what every thread does, so that it can be seen where the story stopped."""
    folder = stage.output / "stuck"
    folder.mkdir(exist_ok=True)
    seen = [widget for widget in stage.app.topLevelWidgets() if widget.isVisible()]
    for number, widget in enumerate(seen, start=1):
        widget.grab().save(str(folder / f"{number}.png"))
    with (folder / "threads.txt").open("w") as file:
        faulthandler.dump_traceback(file)
