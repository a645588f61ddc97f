"""The whole story, chapter by chapter, and what is written down about it."""

from __future__ import annotations

import os
from pathlib import Path


def run(output: Path) -> bool:
    """Play the story into `output`; returns whether everything went as it should.

    Writes pictures, papers and `summary.json`; the disks of the laptops and of the central system stay there to be
    looked at.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from desktop_app.demo.playing import play  # Qt reads the platform when it is first used

    return play(output.resolve())
