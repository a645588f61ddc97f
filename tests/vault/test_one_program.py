"""A store is open in one program at a time."""

import subprocess
import sys

import pytest

from desktop_app.errors import LuotsiError
from desktop_app.vault.one_program import Hold

PROGRAM = """
import sys, time
from pathlib import Path
from desktop_app.vault.one_program import Hold
hold = Hold(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def refused(folder):
    with pytest.raises(LuotsiError) as error:
        Hold(folder)
    return error.value.code


def test_a_second_program_is_refused_until_the_first_lets_go(tmp_path):
    first = Hold(tmp_path)
    assert refused(tmp_path) == "store_in_use"
    first.release()
    first.release()
    Hold(tmp_path).release()


def test_a_program_that_is_killed_lets_go(tmp_path):
    with subprocess.Popen([sys.executable, "-c", PROGRAM, str(tmp_path)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        assert refused(tmp_path) == "store_in_use"
        other.kill()
        other.wait()
    Hold(tmp_path).release()


def test_a_folder_that_is_not_there_is_told(tmp_path):
    assert refused(tmp_path / "nothing") == "disk_failed"
