"""What a search for typed words becomes: three-letter pieces for the index, and the words themselves to check."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from desktop_app.storage.folding import fold, natural_key

# More hits than this are not counted one by one: the page says "more than".
COUNTED_WORDS: Final = 200
COUNTED_PREFIX: Final = 2000
_PIECE: Final = 3
_END: Final = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Search:
    """Typed words, folded: those of three letters and more may stand anywhere, shorter ones begin a word.

    With no long word among them, `prefix` is what the reference must begin with.
    """

    words: tuple[str, ...]
    prefix: str | None

    @property
    def beside(self) -> str:
        """What is joined to `case_row r` so that `condition` can be asked of each row in turn."""
        return "" if self.prefix is not None else "CROSS JOIN case_text t ON t.id = r.id"

    @property
    def counted(self) -> int:
        """How many hits are counted before it is said that there are more."""
        return COUNTED_WORDS if self.prefix is None else COUNTED_PREFIX

    def estimated(self, hits: Sequence[int], total: int) -> int:
        """How many hits there may be among `total` rows, when `hits` are the first of them and not all.

        Hits of words come in the order of their rows: how far the last of them lies shows how dense they are.
        """
        return len(hits) if self.prefix is not None else len(hits) * total // max(hits[-1], 1)

    def condition(self) -> tuple[str, tuple[str, ...]]:
        """An SQL condition on one row of `case_row r` with `beside`, and its values."""
        if self.prefix is not None:
            # The sign keeps the planner from leaving the asked order for the order of references.
            return "+r.reference_key >= ? AND +r.reference_key < ?", (self.prefix, self.prefix + _END)
        return " AND ".join("instr(t.text, ?)" for _ in self.words), self.words

    def hits(self, filtered: str) -> tuple[str, tuple[str, ...]]:
        """A query for the row ids of the hits in no order, under the condition `filtered` on `r` if there is one."""
        more = f" AND {filtered}" if filtered else ""
        if self.prefix is not None:
            sql = "SELECT r.id FROM case_row r WHERE r.reference_key >= ? AND r.reference_key < ?"
            return sql + more, (self.prefix, self.prefix + _END)
        joins, check = "", ""
        values: tuple[str, ...] = (self._pieces(),)
        if any(len(word) != _PIECE for word in self.words):
            joins += " CROSS JOIN case_text t ON t.id = s.rowid"
            check, words = self.condition()
            check, values = f" AND {check}", (*values, *words)
        if filtered:
            joins += " CROSS JOIN case_row r ON r.id = s.rowid"
        return f"SELECT s.rowid FROM case_search s{joins} WHERE s.case_search MATCH ?{check}{more}", values

    def _pieces(self) -> str:
        pieces = {word[at : at + _PIECE] for word in self.words for at in range(len(word) - _PIECE + 1)}
        return " AND ".join('"' + piece.replace('"', '""') + '"' for piece in sorted(pieces))


def search_for(query: str) -> Search | None:
    """The search for what stands in the search box; None for nothing."""
    words = fold(query).split()
    if not words:
        return None
    if all(len(word) < _PIECE for word in words):
        return Search((), natural_key(query))
    return Search(tuple(word if len(word) >= _PIECE else " " + word for word in words), None)
