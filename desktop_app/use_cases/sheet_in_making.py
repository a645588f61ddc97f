"""A recovery sheet that is being made: whole on one paper, or split among several, until it is printed and stored."""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop_app.ledger.sheet_parts import MAX_PAPERS, divide
from desktop_app.ledger.words import to_words

__all__ = ["MAX_PAPERS", "SheetInMaking", "SheetPaper"]


@dataclass(frozen=True, slots=True)
class SheetPaper:
    """One paper to print: its words, which it is (1, 2, …) of how many, and how many bring the organisation back."""

    words: tuple[str, ...] = field(repr=False)
    number: int = 1
    papers: int = 1
    needed: int = 1


class SheetInMaking:
    """Holds the 16 secret bytes of a sheet, and its papers; both are gone with it."""

    def __init__(self, secret: bytes) -> None:
        self.secret = secret
        self.papers: tuple[SheetPaper, ...] = ()
        self.keep_on(1, 1)

    def keep_on(self, papers: int, needed: int) -> None:
        """Make its papers anew: one with all, or several of which any `needed` (2 or more) are as good as all."""
        if papers == 1:
            self.papers = (SheetPaper(to_words(self.secret)),)
            return
        parts = divide(self.secret, needed, papers)
        self.papers = tuple(SheetPaper(part.words(), part.place + 1, papers, needed) for part in parts)
