"""What the demo may remove, how it ends when it hangs, and when it says that all is well."""

from __future__ import annotations

import subprocess
import sys

import pytest

from desktop_app.demo.checking import all_is_well
from desktop_app.demo.diary import Diary
from desktop_app.demo.patience import Stuck, until
from desktop_app.demo.playing import clear


def test_only_what_an_earlier_demo_made_is_removed(tmp_path):
    for name in ("pictures", "disks"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "old").write_text("old")
    (tmp_path / "summary.json").write_text("{}")
    (tmp_path / "my own notes.txt").write_text("mine")
    clear(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["my own notes.txt"]


def test_what_does_not_come_is_named(qapp):
    with pytest.raises(Stuck) as stuck:
        until("the moon", lambda: False, seconds=0.1)
    assert stuck.value.waited_for == "the moon"


def test_a_demo_that_hangs_ends_with_a_message():
    program = """
import time
from desktop_app.demo.patience import Watchdog
dog = Watchdog(lambda: print("cleaned up", flush=True), seconds=0.3)
dog.chapter = "a chapter"
dog.start()
time.sleep(60)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=50, check=False)
    assert done.returncode == 5
    assert done.stdout == "cleaned up\n"
    assert "was ended in: a chapter" in done.stderr


def test_a_story_without_its_facts_is_not_well(capsys):
    assert not all_is_well(Diary())
    assert "not kept: nothing lies in the clear" in capsys.readouterr().err
