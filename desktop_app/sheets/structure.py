"""The reading order of a document: which marked content of which page belongs to which structure element."""

from __future__ import annotations

from collections.abc import Callable

from desktop_app.sheets.drawing import Role, Text


class Element:
    """One heading or paragraph: its language and its marked contents as (page, number on that page)."""

    def __init__(self, role: Role, language: str) -> None:
        self.role, self.language = role, language
        self.contents: list[tuple[int, int]] = []


class Structure:
    """Elements in reading order; grows while the pages are written."""

    def __init__(self) -> None:
        self.elements: list[Element] = []
        self.parents: list[list[Element]] = []
        self._by_part: dict[int, Element] = {}

    def page(self, number: int) -> Callable[[Text], str]:
        """The function that opens the marked content of each text of one page."""
        self.parents.append([])

        def begin(mark: Text) -> str:
            if mark.role is Role.ARTIFACT:
                return f"/{Role.ARTIFACT} BMC"
            element = self._element(mark)
            content = len(self.parents[number])
            element.contents.append((number, content))
            self.parents[number].append(element)
            return f"/{mark.role} <</MCID {content}>> BDC"

        return begin

    def _element(self, mark: Text) -> Element:
        known = self._by_part.get(mark.part) if mark.part else None
        if known is None:
            known = Element(mark.role, mark.language)
            self.elements.append(known)
            if mark.part:
                self._by_part[mark.part] = known
        return known
