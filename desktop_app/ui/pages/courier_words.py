"""What came of writing to a stick and of taking in from one, in words."""

from __future__ import annotations

from desktop_app.errors import LuotsiError
from desktop_app.ui.error_reporter import words_for
from desktop_app.ui.language import ntr, tr
from desktop_app.ui.view_models.courier import Saved, TakenIn


def saved_words(saved: Saved, *, answering: bool) -> str:
    """Return what was written, and what to do with it."""
    files = len(saved.paths)
    if answering:
        return tr(
            "Written and read back. Receipts: {receipts}. Changes: {changes}. Files: {files}. The laptop that it is "
            "for takes it in on its Sync page.",
            receipts=saved.receipts,
            changes=saved.changes,
            files=files,
        )
    return tr(
        "Written and read back. Changes: {changes}. Files: {files}. Nothing counts as sent before a receipt has come "
        "back.",
        changes=saved.changes,
        files=files,
    )


def taken_words(done: TakenIn) -> str:
    """Return what was new, and for each file that was refused why."""
    taken = done.taken
    lines = [
        words
        for count, words in (
            (taken.changes, ntr("{n} change was new here.", "{n} changes were new here.", taken.changes)),
            (
                taken.delivered,
                ntr(
                    "{n} change of this laptop has arrived: the central system has signed for it.",
                    "{n} changes of this laptop have arrived: the central system has signed for them.",
                    taken.delivered,
                ),
            ),
            (taken.files, ntr("{n} attachment came along.", "{n} attachments came along.", taken.files)),
            (
                taken.drafts,
                ntr(
                    "{n} record that was still being written is back.",
                    "{n} records that were still being written are back.",
                    taken.drafts,
                ),
            ),
            (
                taken.refused,
                ntr(
                    "{n} change did not pass the check and was set aside. Tell your administrator.",
                    "{n} changes did not pass the check and were set aside. Tell your administrator.",
                    taken.refused,
                ),
            ),
        )
        if count
    ]
    if not lines and not done.refused:
        lines.append(tr("Everything in it was here already."))
    lines += [f"{name}: {words_for(LuotsiError(code))}" for name, code in done.refused]
    return "\n".join(lines)
