"""The demo plays the whole story in the real window, and what it says of it is true."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desktop_app.demo.checking import PROMISES

ROOT = Path(__file__).resolve().parents[2]

# Over a minute of a whole processor, against a server and three windows: too much beside the everyday suite.
pytestmark = pytest.mark.demo


def test_the_whole_story_goes_as_it_should_and_is_written_down(tmp_path):
    """One test, since the story is played once: real window, server, database and root ceremony."""
    command = [sys.executable, "-m", "desktop_app", "demo", "--output", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    summary = json.loads((tmp_path / "summary.json").read_text("utf-8"))
    assert summary["done"]
    assert set(summary["promises"]) == {"no error went unnoticed", *PROMISES}
    assert all(summary["promises"].values())
    assert summary["unnoticed_errors"] == []
    check_what_was_recorded_sent_and_decided(summary)
    check_that_every_disk_was_searched(summary)
    check_pictures_and_papers(tmp_path, summary)


def check_what_was_recorded_sent_and_decided(summary: dict[str, Any]) -> None:
    recorded = summary["recorded"]
    assert recorded["consent"] == len(summary["permissions"])
    assert recorded["indicator_observation"] == 5
    for kind in ("contact", "person", "safety_assessment", "account_and_observations", "information_given", "proposal"):
        assert recorded[kind] == 1
    assert summary["proposal_states"][-1] == "decided"
    assert sum(round_["sent"] for round_ in summary["exchanged"]) > 20
    assert {round_["laptop"] for round_ in summary["exchanged"]} == {"outreach-1", "outreach-2", "officer"}


def check_that_every_disk_was_searched(summary: dict[str, Any]) -> None:
    searched = summary["clear_text_searched"]
    assert searched["secrets"] > 25
    assert searched["files"] > 500
    assert summary["clear_text_found"] == []
    assert summary["keystrokes_typed"] > 500


def check_pictures_and_papers(output: Path, summary: dict[str, Any]) -> None:
    languages = {name.removesuffix(".png").rpartition("-")[2] for name in summary["pictures"]}
    assert languages == {"fi", "sv", "en"}
    assert any("-dark-" in name for name in summary["pictures"])
    for name in summary["pictures"]:
        assert (output / "pictures" / name).read_bytes().startswith(b"\x89PNG")
    assert len(summary["papers"]) == 4
    for name in summary["papers"]:
        assert (output / "papers" / name).read_bytes().startswith(b"%PDF")
