"""The reading order of a document: which marked content of which page belongs to which structure element."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop_app.sheets.drawing import Role, Text
from desktop_app.sheets.isolates import NO_BREAK_SPACE


class Element:
    """One heading or paragraph: its language, its marked contents as (page, number on that page), and what it says."""

    def __init__(self, role: Role, language: str) -> None:
        self.role, self.language = role, language
        self.contents: list[tuple[int, int]] = []
        self._lines: list[tuple[int, Text]] = []

    def add(self, page: int, content: int, marks: Sequence[Text]) -> None:
        """Take in the lines of one marked content."""
        self.contents.append((page, content))
        self._lines += [(page, mark) for mark in marks]

    @property
    def replacement(self) -> str:
        """What is read instead of the glyphs, in the order of reading; empty where they are read rightly themselves.

        Glyphs stand from left to right, and no space is drawn where a line ends.
        """
        lines = self._lines
        if len(lines) == 1 and not lines[0][1].line.is_right_to_left:
            return ""
        said, place = "", (-1, 0.0)
        for page, mark in lines:
            beside = place == (page, mark.y) and not said.endswith(" ")
            said += f" {mark.line.said}" if beside else mark.line.said
            place = page, mark.y
        return said.replace(NO_BREAK_SPACE, " ").strip()


class Structure:
    """Elements in reading order; grows while the pages are written."""

    def __init__(self) -> None:
        self.elements: list[Element] = []
        self.parents: list[list[Element]] = []
        self._by_part: dict[int, Element] = {}

    def page(self, number: int) -> Callable[[Sequence[Text]], str]:
        """The function that opens the marked content of texts of one page which belong together."""
        self.parents.append([])

        def begin(marks: Sequence[Text]) -> str:
            first = marks[0]
            if first.role is Role.ARTIFACT:
                return f"/{Role.ARTIFACT} BMC"
            element = self._element(first)
            content = len(self.parents[number])
            element.add(number, content, marks)
            self.parents[number].append(element)
            return f"/{first.role} <</MCID {content}>> BDC"

        return begin

    def _element(self, mark: Text) -> Element:
        known = self._by_part.get(mark.part) if mark.part else None
        if known is None:
            known = Element(mark.role, mark.language)
            self.elements.append(known)
            if mark.part:
                self._by_part[mark.part] = known
        return known
