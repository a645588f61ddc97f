"""What must be true in the end, read from the diary."""

from __future__ import annotations

import sys

from desktop_app.demo.diary import Diary

#: A promise, the fact of the diary that shows it, and its value when it was kept.
PROMISES: dict[str, tuple[str, object]] = {
    "no keystroke was lost": ("keystrokes_lost", 0),
    "the proposer saw every state": ("proposal_states", ["draft", "sent", "delivered", "opened", "decided"]),
    "the outcome came back without its ground and reasons": ("told_to_proposer", ["decided_on", "outcome"]),
    "the decision is the identification": ("identified_by_decision", True),
    "both versions of a field were kept": ("conflict_versions", 2),
    "a person decided between them": ("conflicts_left", 0),
    "nothing waits to be sent": ("unsent_in_the_end", 0),
    "every store is sound": ("findings_in_stores", 0),
    "nothing lies in the clear": ("clear_text_found", []),
    "the search finds what is public": ("public_text_found", True),
    "no root key lies on the server": ("root_keys_on_server", 0),
}


def all_is_well(diary: Diary) -> bool:
    """Tell whether every promise of the story was kept; names on standard error those that were not."""
    facts = diary.facts
    promises = {
        "no error went unnoticed": not diary.errors,
        **{promise: facts.get(name) == value for promise, (name, value) in PROMISES.items()},
    }
    for promise, kept in promises.items():
        if not kept:
            print(f"not kept: {promise}", file=sys.stderr)
    diary.note("promises", dict(promises))
    return all(promises.values())
