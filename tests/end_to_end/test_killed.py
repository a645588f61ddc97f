"""A process killed in the middle of a word loses nothing that was typed a second before."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

from desktop_app.use_cases import records, store_access
from tests.end_to_end.people import CHEAP
from tests.end_to_end.typing_process import PHRASE, TEXT

LATEST_DRAFT_S = 1.0
TYPE_FOR_S = 2.5
LEAST_KEYS = 60


def test_a_process_killed_in_the_middle_of_a_word_keeps_what_was_typed(tmp_path):
    folder = tmp_path / "data"
    made = store_access.create(folder, PHRASE, "Sanna L.", cost=CHEAP)
    store_access.confirm_recovery(made.session, made.recovery_words, dict(enumerate(made.recovery_words)))
    store_access.lock(made.session)
    command = [sys.executable, "-m", "tests.end_to_end.typing_process", str(folder)]
    typed: list[tuple[float, int]] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            at, number = line.split()
            typed.append((float(at), int(number)))
            if typed[-1][0] - typed[0][0] > TYPE_FOR_S and typed[-1][1] > LEAST_KEYS:
                break
        killed_at = time.monotonic()
        process.send_signal(signal.SIGKILL)
    assert typed, "the process did not get as far as typing"
    safe = max((number for at, number in typed if at < killed_at - LATEST_DRAFT_S), default=0)
    assert safe > 0, "the process typed too little to tell"

    session = store_access.unlock(folder, PHRASE)
    (draft,) = session.store.drafts.all()
    kept = records.open_form(session, draft.record).fields["person_wishes"].value
    store_access.lock(session)
    assert isinstance(kept, str)
    assert TEXT.startswith(kept)
    assert len(kept) >= safe
