"""Which sheets there are, in which languages, and what state each text is in."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache

from desktop_app.errors import LuotsiError
from desktop_app.paths import resources
from desktop_app.sheets.content import SheetState, SheetText, read_text
from desktop_app.sheets.interview import CUE_CARD, interview_languages, interview_text

# Folders beside the sheets that hold other texts.
_OTHER = frozenset({"words", "papers"})
_ORDER = ("fi", "sv", "en", "fi-simple")

#: The order of the picker: what is needed first stands first.
_SHEETS = ("you-can-get-help", "your-rights", "what-permission-means", "important-numbers", CUE_CARD)


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """One sheet of the picker: its id and its languages as BCP 47 tags, the program's own languages first.

    A text is read when it is first asked for.
    """

    sheet_id: str
    languages: tuple[str, ...]

    @property
    def texts(self) -> tuple[SheetText, ...]:
        """Its text in each language; reads all of them."""
        return tuple(map(self.text, self.languages))

    def text(self, language: str) -> SheetText:
        """Its text in one language; raises LuotsiError("no_such_sheet")."""
        if language not in self.languages:
            raise LuotsiError("no_such_sheet", sheet=self.sheet_id, language=language)
        return _read(self.sheet_id, language)


_read_once = lru_cache(maxsize=256)(read_text)


def _read(sheet_id: str, language: str) -> SheetText:
    """A text that the program ships; the cue card is made of the words of the interview."""
    if sheet_id == CUE_CARD:
        return interview_text(language).as_card()
    return _read_once(resources() / "sheets" / sheet_id / f"{language}.toml")


def _rank(language: str) -> tuple[int, str]:
    return (_ORDER.index(language) if language in _ORDER else len(_ORDER), language)


def _place(info: SheetInfo) -> tuple[int, str]:
    return (_SHEETS.index(info.sheet_id) if info.sheet_id in _SHEETS else len(_SHEETS), info.sheet_id)


@lru_cache(maxsize=1)
def sheet_list() -> tuple[SheetInfo, ...]:
    """Every sheet that the program ships."""
    folders = (each for each in (resources() / "sheets").iterdir() if each.is_dir() and each.name not in _OTHER)
    found = {folder.name: [path.stem for path in folder.glob("*.toml")] for folder in folders}
    found[CUE_CARD] = list(interview_languages())
    infos = (SheetInfo(name, tuple(sorted(each, key=_rank))) for name, each in found.items() if each)
    return tuple(sorted(infos, key=_place))


def sheet(sheet_id: str) -> SheetInfo:
    """One sheet; raises LuotsiError("no_such_sheet")."""
    for info in sheet_list():
        if info.sheet_id == sheet_id:
            return info
    raise LuotsiError("no_such_sheet", sheet=sheet_id)


def languages(sheet_id: str) -> tuple[str, ...]:
    """The languages of one sheet; raises LuotsiError("no_such_sheet")."""
    return sheet(sheet_id).languages


def sheet_text(sheet_id: str, language: str) -> SheetText:
    """The text of one sheet in one language; raises LuotsiError("no_such_sheet")."""
    return sheet(sheet_id).text(language)


def text_hash(sheet_id: str, language: str) -> str:
    """SHA-256 (hex) of what an approval is given to: sheet, language, revision, title, every block; tokens unfilled."""
    text = sheet_text(sheet_id, language)
    blocks = [
        [block.heading, *([paragraph.text, paragraph.listed] for paragraph in block.paragraphs)]
        for block in (*text.blocks, *((text.reference,) if text.reference else ()))
    ]
    whole = json.dumps(
        [sheet_id, language, text.revision, text.title, blocks], ensure_ascii=False, separators=(",", ":")
    )
    return hashlib.sha256(whole.encode()).hexdigest()


def may_print(state: SheetState) -> bool:
    """True for texts that may be handed over; a draft may be looked at, read aloud or saved with its watermark."""
    return state is not SheetState.DRAFT
