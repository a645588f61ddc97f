"""A process killed in the middle of a word loses nothing that the store had taken, and the store takes it at once."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from desktop_app.use_cases import store_access, verification
from tests.end_to_end.people import CHEAP
from tests.end_to_end.typing_process import PHRASE, TEXT, written

#: After how many answers of the store the process is killed; typing never pauses, so drafts do not wait for a pause.
ANSWERS = 6


@pytest.mark.parametrize("between", ["nothing", "language", "save"])
def test_a_process_killed_in_the_middle_of_a_word_keeps_what_was_typed(tmp_path, between):
    folder = tmp_path / "data"
    made = store_access.create(folder, PHRASE, "Sanna L.", cost=CHEAP)
    store_access.confirm_recovery(made.session, made.recovery_words, dict(enumerate(made.recovery_words)))
    store_access.lock(made.session)
    command = [sys.executable, "-m", "tests.end_to_end.typing_process", str(folder), between]
    told: list[int] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            told.append(int(line))
            if len(told) == ANSWERS:
                break
        process.send_signal(signal.SIGKILL)
    assert len(told) == ANSWERS, "the process ended before it had typed enough"
    assert told == sorted(told)

    session = store_access.unlock(folder, PHRASE)
    kept = written(session)
    report = verification.verify(session)
    store_access.lock(session)
    assert TEXT.startswith(kept)
    assert len(kept) >= told[-1] > told[0] > 0
    assert report.sound
